"""Column types: the laws that hold for every column of every entity, whatever is in it."""

from contextlib import contextmanager, suppress

import pytest
from babel.support import LazyProxy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import fields
import language
import models
import texts
from tests.make import make
from tests.strategies import anything, values_of

ENTITIES = [pytest.param(models.columns(model), id=model._meta.table_name) for model in models.RECORDS]
quick = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(params=language.LOCALES)
def spoken(request):
    with language.speaking(request.param):
        yield request.param


@pytest.mark.parametrize("columns", ENTITIES)
@quick
@given(data=st.data())
def test_what_is_shown_is_read_as_the_same(spoken, columns, data):
    column = data.draw(st.sampled_from(columns))
    value = data.draw(values_of(column))
    assert column.read(column.show(value)) == value == column.read(column.plain(value))


@pytest.mark.parametrize("columns", ENTITIES)
@quick
@given(text=anything, data=st.data())
def test_any_text_is_read_or_refused_in_words_of_ours(columns, text, data):
    with suppress(ValueError), words_of_ours():
        data.draw(st.sampled_from(columns)).read(text)


@contextmanager
def words_of_ours():
    """A mistake is marked for translation, so it is not Python's own words, and it says something."""
    try:
        yield
    except ValueError as mistake:
        if not (isinstance(mistake.args[0], LazyProxy) and str(mistake.args[0]).strip()):
            raise AssertionError from mistake
        raise


@given(text=anything)
def test_tidying_twice_changes_nothing_more(text):
    try:
        once = texts.tidy(text)
    except ValueError:
        return
    assert texts.tidy(once) == once


SENSITIVE = [column for entity in ENTITIES for column in entity.values[0] if column.sensitive]


@quick
@given(data=st.data())
def test_a_mask_never_shows_the_middle(spoken, data):
    column = data.draw(st.sampled_from(SENSITIVE))
    text = column.show(data.draw(values_of(column)))
    masked = column.mask(text)
    assert not text or "*" in masked
    head, *stars, tail = masked.split("*") if text else ("", "")
    assert not any(stars)
    assert len(head) + len(tail) <= len(text) * 2 / 3


def test_masks_leave_enough_to_tell_people_apart():
    assert fields.PhoneField().mask("13812345678") == "138****5678"
    assert fields.IdNumberField().mask("11010519491231002X") == "1101************2X"
    assert fields.IdNumberField().mask("E1234567") == "****"


def stored(model):
    return [column for column in models.columns(model) if not isinstance(column, fields.ForeignKeyField)]


@pytest.fixture
def rows(desk):
    """One saved record of an entity."""
    made = {}
    return lambda model: made.get(model) or made.setdefault(model, make(model))


@pytest.mark.parametrize("model", [model for model in models.RECORDS if stored(model)])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_what_is_stored_comes_back_the_same(rows, model, data):
    column = data.draw(st.sampled_from(stored(model)))
    value = data.draw(values_of(column))
    record = rows(model)
    model.update({column: value}).where(model.id == record.id).execute()
    back = getattr(model.get_by_id(record.id), column.name)
    assert back == value
    assert type(back) is type(value)
    if value is not None and not isinstance(column, fields.ChoicesField):
        assert model.select().where(model.id == record.id, column == value).exists()


@pytest.mark.parametrize("model", models.RECORDS)
def test_what_is_saved_comes_back_the_same(desk, model):
    record = make(model)
    back = model.get_by_id(record.id)
    assert {f.name: f.plain(record.__data__[f.name]) for f in models.columns(model)} == {
        f.name: f.plain(back.__data__[f.name]) for f in models.columns(model)
    }
