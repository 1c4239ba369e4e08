"""Conditions: what a list can be asked, and how the question reads."""

from datetime import date

import pytest

import filters
import language
import scope
from choices import WorkState
from filters import Condition
from models import RECORDS, Organisation, Skill, Stage, Worker
from tests.make import make


def names(model, *conditions):
    return {r.id for r in filters.narrow(scope.visible(model, scope.SYSTEM), model, conditions, scope.SYSTEM)}


@pytest.fixture
def people(desk):
    """Three workers: at work since March, retired since April, on leave without a day."""
    union = make(Organisation)
    days = [
        (WorkState.EMPLOYED, date(2026, 3, 31)),
        (WorkState.RETIRED, date(2026, 4, 1)),
        (WorkState.LEAVE, None),
    ]
    return [make(Worker, organisation=union, state=state, joined_on=day).id for state, day in days]


def test_one_of_several_words_in_any_language(people):
    for text in ("employed,leave", "In work、On leave", "LEAVE；Employed"):
        assert names(Worker, Condition("state", "one_of", text)) == {people[0], people[2]}
    with language.speaking("en"), pytest.raises(ValueError, match="must be one of"):
        names(Worker, Condition("state", "one_of", "dancing"))


def test_a_bound_may_let_those_without_a_date_through(people):
    assert names(Worker, Condition("joined_on", "to", "2026-03-31")) == {people[0]}
    assert names(Worker, Condition("joined_on", "to_or_empty", "2026-03-31")) == {people[0], people[2]}
    assert names(Worker, Condition("joined_on", "from_or_empty", "2026-04-01")) == {people[1], people[2]}


@pytest.mark.parametrize("model", [m for m in RECORDS if filters.owner(m)], ids=lambda m: m.__name__)
def test_every_list_can_be_narrowed_to_a_union_however_far_away(desk, model):
    inside, outside = make(Organisation, parent=None), make(Organisation, parent=None)
    wanted, other = make(model, organisation=inside), make(model, organisation=outside)
    path = filters.owner(model)
    assert path in dict(filters.offered(model))
    assert names(model, Condition(path, "within", inside.code)) >= {wanted.id}
    assert other.id not in names(model, Condition(path, "within", inside.code))


@pytest.mark.parametrize("column", ["nothing", "version", "name.first", "organisation.nothing", ""])
def test_what_is_no_column_is_said_in_words(desk, column):
    with language.speaking("en"), pytest.raises(ValueError, match="no column"):
        names(Worker, Condition(column, "is", "x"))


def test_a_condition_reads_in_the_words_people_see(desk):
    with language.speaking("en"):
        assert filters.column_words(Skill, "worker.state") == "Worker · Work status"
        assert (
            filters.answer_words(Skill, Condition("worker.state", "one_of", "employed,leave"))
            == "In work、On leave"
        )
        assert filters.answer_words(Worker, Condition("sex", "is", "female")) == "Female"
        assert filters.answer_words(Worker, Condition("phone", "empty", "yes")) == "Yes"
        assert filters.answer_words(Stage, Condition(filters.owner(Stage), "within", "O-3")) == "O-3"
        assert filters.answer_words(Worker, Condition("born_on", "from", "yesterday")) == "yesterday"
