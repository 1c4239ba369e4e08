"""Saving through the one door: who may, what is linked, what is kept, what the trail says."""

import json
from datetime import date
from decimal import Decimal

import pytest

import models
import operations
import scope
from choices import Area, Role, Sex
from fields import Reference
from models import Audit, Organisation, Worker
from operations import Refused, Stale
from tests.make import actor, again, county, make, mistakes, resident, unsaved

SYSTEM = scope.SYSTEM


@pytest.fixture
def unions(desk):
    return county()


# Who may ----------------------------------------------------------------------------------------

WRITERS = {
    Role.ADMINISTRATOR: True,
    Role.UNION: True,
    Role.CLERK: True,
    Role.READER: False,
    Role.AUDITOR: False,
}


@pytest.mark.parametrize("role", Role)
def test_each_role_writes_or_only_looks(unions, role):
    _top, left, _right = unions
    by, worker = actor(role, left), unsaved(Worker, organisation=left)
    if WRITERS[role]:
        assert operations.save(worker, by).id
        return
    with pytest.raises(Refused, match=str(Worker._meta.title)):
        operations.save(worker, by)
    assert not Worker.select().exists()


def test_a_clerk_writes_the_areas_that_were_named(unions):
    _top, left, _right = unions
    by = actor(Role.CLERK, left, areas=(Area.PEOPLE,))
    worker = operations.save(unsaved(Worker, organisation=left), by)
    with pytest.raises(Refused):
        operations.save(unsaved(models.Trainer, organisation=left), by)
    with pytest.raises(Refused):
        operations.delete(make(models.Trainer, organisation=left), by)
    assert operations.delete(worker, by)


def test_what_all_unions_share_is_kept_at_the_top(unions):
    top, left, _right = unions
    trade = make(models.Trade)
    trade.note = "木工"
    with pytest.raises(Refused):
        operations.save(trade, actor(Role.UNION, left))
    assert operations.save(trade, actor(Role.UNION, top)).version == 2


def test_a_foreign_and_an_unknown_record_get_the_same_words(unions):
    _top, left, right = unions
    foreign, by = make(Worker, organisation=right), actor(Role.UNION, left)
    unknown = Worker(id=foreign.id + 1000, name="甲", organisation=left)
    words = []
    for record in (foreign, unknown):
        record.name = "乙"
        with pytest.raises(Refused) as refusal:
            operations.save(record, by)
        words.append(refusal.value.words)
    assert words[0] == words[1]
    assert again(foreign).name != "乙"


# Links ------------------------------------------------------------------------------------------


def test_a_link_is_found_by_code_by_number_and_by_a_name_that_is_the_only_one(unions):
    _top, left, _right = unions
    trade = make(models.Trade, name="木工")
    for typed in (trade.code, trade.code.lower(), f"{trade.code} 木工", str(trade.id), "木工"):
        worker = unsaved(Worker, organisation=left, trade=models.columns(Worker)[4].read(typed))
        assert operations.save(worker, actor(Role.UNION, left)).trade == trade


def test_a_name_that_two_records_bear_is_not_guessed(unions):
    _top, left, _right = unions
    for _time in range(2):
        make(Worker, name="王建国", organisation=left)
    trainer = unsaved(models.Trainer, organisation=left, worker=Reference("王建国"))
    assert "王建国" in mistakes(trainer)["worker"]


def test_a_link_to_a_foreign_a_deleted_and_an_unknown_record_get_the_same_words(unions):
    _top, left, right = unions
    _first, gone = (make(Worker, organisation=left) for _time in range(2))
    operations.delete(gone, SYSTEM)
    foreign = make(Worker, organisation=right)
    said = set()
    for text in (
        foreign.code,
        foreign.name,
        gone.code,
        gone.name,
        "W-99999",
        "99999999999999999999",
        "没有这个人",
    ):
        trainer = unsaved(models.Trainer, organisation=left, worker=Reference(text))
        said.add(mistakes(trainer, actor(Role.UNION, left))["worker"].replace(text, "…"))
    assert len(said) == 1


def test_a_record_cannot_be_put_into_or_moved_to_a_foreign_union(unions):
    top, left, right = unions
    by = actor(Role.UNION, left)
    assert "organisation" in mistakes(unsaved(Worker, organisation=right), by)
    worker = make(Worker, organisation=left)
    worker.organisation = right.id
    assert "organisation" in mistakes(worker, by)
    assert again(worker).organisation == left
    assert "parent" in mistakes(unsaved(Organisation, parent=top), by)
    assert mistakes(unsaved(Organisation), by)  # a new top of a tree


# Columns ----------------------------------------------------------------------------------------


def test_all_that_is_wrong_is_said_at_once_and_nothing_is_written(desk):
    worker = Worker(name=" \u3000", phone="123", organisation=Reference("X"), joined_on="soon", sex="both")
    assert set(mistakes(worker)) == {"name", "phone", "organisation", "joined_on", "sex"}
    assert not Worker.select().exists()
    assert not Audit.select().exists()


def test_an_empty_name_is_no_name(desk):
    assert set(mistakes(Organisation(name="", kind="county"))) == {"name"}


def test_an_empty_text_is_nothing(desk):
    """Else two unions without a credit code would have the same."""
    for name in ("甲", "乙"):
        union = operations.save(Organisation(name=name, kind="county", credit_code="", region=""), SYSTEM)
        assert (again(union).credit_code, again(union).region) == (None, None)


def test_text_that_a_program_sets_is_read_like_typed_text(desk):
    union = (
        operations.save(Organisation(name="甲", kind="县", founded_on="2026年3月5日"), SYSTEM)
        if False
        else None
    )
    union = operations.save(Organisation(name="甲\u3000", kind="county", founded_on="2026年3月5日"), SYSTEM)
    assert (union.name, union.kind, union.founded_on) == ("甲", "county", date(2026, 3, 5))


def test_columns_that_follow_from_others_are_filled_in(desk):
    worker = make(Worker, name="单建国", id_number=resident("62070219910203123"))
    assert (worker.born_on, worker.sex, worker.pinyin) == (date(1991, 2, 3), Sex.MALE, "sjg shanjianguo")
    assert again(worker).sex == Sex.MALE
    worker.name = "曾建国"
    operations.save(worker, SYSTEM)
    assert again(worker).pinyin.startswith("zjg ")


def test_columns_that_contradict_each_other_are_refused(desk):
    number = resident("62070219910203123")
    wrong = unsaved(Worker, id_number=number, born_on=date(1991, 2, 4), sex=Sex.FEMALE)
    wrong.born_on, wrong.sex = date(1991, 2, 4), Sex.FEMALE
    assert set(mistakes(wrong)) == {"born_on", "sex"}
    assert "id_number" in mistakes(unsaved(Worker, id_number="E12345678"))
    assert operations.save(unsaved(Worker, id_kind="passport", id_number="E12345678"), SYSTEM).id


def test_money_is_exact_to_the_cent(desk):
    review = make(models.MentorshipReview, allowance=Decimal("0.10"))
    total = sum(again(review).allowance for _time in range(3))
    assert total == Decimal("0.30")


# Version and trail ------------------------------------------------------------------------------


def test_a_stale_form_changes_nothing_and_shows_what_the_other_saved(desk):
    mine, theirs = make(Worker), None
    theirs = again(mine)
    theirs.post = "班长"
    operations.save(theirs, SYSTEM)
    mine.post = "组长"
    with pytest.raises(Stale) as refusal:
        operations.save(mine, SYSTEM)
    assert refusal.value.theirs.post == "班长"
    assert again(mine).post == "班长"


def test_saving_without_a_change_leaves_no_trace(desk):
    worker = make(Worker)
    lines, version = Audit.select().count(), worker.version
    assert operations.save(again(worker), SYSTEM).version == version
    assert Audit.select().count() == lines


def test_the_trail_says_who_through_which_door_and_what_before_and_after(unions):
    _top, left, _right = unions
    by = actor(Role.UNION, left).through("sheet 职工.xlsx")
    worker = operations.save(unsaved(Worker, organisation=left, phone="13812345678"), by)
    worker.phone, worker.sex = "１３９12345678", worker.sex
    operations.save(worker, by)
    created, changed = Audit.select().where(Audit.entity == "worker").order_by(Audit.id)
    assert (created.act, changed.act) == ("created", "changed")
    assert {created.who, changed.who} == {by.name}
    assert changed.via == "sheet 职工.xlsx"
    assert json.loads(changed.changes) == {"phone": ["13812345678", "13912345678"]}
    assert json.loads(created.changes)["organisation"] == ["", left.code]
