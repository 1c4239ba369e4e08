"""Who sees what: whatever the entity, the role and the way of asking, no row of a foreign union shows."""

import re

import pytest

import filters
import models
import operations
import scope
from choices import Area, Role
from fields import ForeignKeyField
from filters import Condition
from language import lazy as _
from models import Organisation, Trade, Worker, columns
from tests.make import actor, county, make

PEOPLE = [Role.UNION, Role.CLERK, Role.READER, Role.AUDITOR]
OWNED = [model for model in models.RECORDS if model._meta.scope is not None]
POSITIVE = ("is", "contains", "starts", "from", "to", "one_of", "within", "from_or_empty", "to_or_empty")


@pytest.fixture
def unions(desk):
    return county()


@pytest.fixture
def pair(unions):
    """Two records of an entity alike in shape: one under the left union, one under the right."""
    _top, left, right = unions
    return lambda model: (make(model, organisation=left), make(model, organisation=right))


def seen(model, by):
    return {record.id for record in scope.visible(model, by)}


@pytest.mark.parametrize("role", PEOPLE)
@pytest.mark.parametrize("model", OWNED)
def test_a_list_holds_the_own_and_nothing_foreign(unions, pair, model, role):
    top, left, _right = unions
    own, foreign = pair(model)
    assert own.id in seen(model, actor(role, left))
    assert foreign.id not in seen(model, actor(role, left))
    assert {own.id, foreign.id} <= seen(model, actor(role, top))


@pytest.mark.parametrize("model", OWNED)
def test_a_foreign_record_is_not_found_by_any_name_of_its(unions, pair, model):
    _top, left, _right = unions
    own, foreign = pair(model)
    by = actor(Role.UNION, left)
    for text in (str(own.id), own.code, own.code.lower(), f" {own.code} "):
        assert scope.find(model, text, by) == own
    for text in (str(foreign.id), foreign.code, f" {foreign.code} "):
        assert scope.find(model, text, by) is None


@pytest.mark.parametrize("model", OWNED)
def test_a_search_for_anything_in_a_foreign_record_finds_nothing_of_it(unions, pair, model):
    _top, left, _right = unions
    _own, foreign = pair(model)
    texts = [
        foreign.code,
        str(foreign),
        *(field.show(foreign.__data__[field.name]) for field in columns(model)),
    ]
    for text in filter(None, texts):
        found = scope.search(
            scope.visible(model, actor(Role.UNION, left)), model, text, actor(Role.UNION, left)
        )
        assert foreign.id not in {record.id for record in found}


def asked(record, path, operation):
    """What to type so that a question is answered by this record: its own value at the end of a path."""
    *links, last = path.split(".")
    for link in links:
        if (record := getattr(record, link)) is None:
            return ""
    field = record._meta.fields[last]
    text = field.show(record.__data__[field.name])
    return text and "no" if operation == "empty" else text


def cases(record):
    """(path, operation, text) of each question whose answer this record is."""
    for path, field in filters.offered(type(record)):
        for operation in filters.operations(field):
            text = asked(record, path, operation)
            if text and operation in (*POSITIVE, "empty"):
                yield Condition(path, operation, text)


@pytest.mark.parametrize("model", OWNED)
def test_every_filter_finds_the_own_record_and_none_of_a_foreign_union(unions, pair, model):
    _top, left, _right = unions
    own, foreign = pair(model)
    reader = actor(Role.READER, left)
    visible = scope.visible(model, reader)
    for condition in cases(own):
        found = {record.id for record in filters.narrow(visible, model, [condition], reader)}
        assert own.id in found, condition
    for condition in cases(foreign):
        found = {record.id for record in filters.narrow(visible, model, [condition], reader)}
        assert foreign.id not in found, condition


@pytest.mark.parametrize("model", models.RECORDS)
def test_a_sensitive_column_cannot_be_guessed_by_filtering(model):
    for path, field in filters.offered(model):
        if field.sensitive:
            assert set(filters.operations(field)) <= {"is", "empty"}, path
            assert "is" not in filters.operations(field) or field.finds == "exact", path


@pytest.mark.parametrize("text", ["\x00", "王\x00", "\ud800"])
def test_what_cannot_be_stored_cannot_be_looked_for(desk, text):
    make(Worker)
    words = re.escape(str(_("contains a character that cannot be stored")))
    for operation in ("contains", "starts", "is"):
        with pytest.raises(ValueError, match=words):
            list(filters.narrow(Worker.select(), Worker, [Condition("name", operation, text)], scope.SYSTEM))
    with pytest.raises(ValueError, match=words):
        list(scope.search(Worker.select(), Worker, text, scope.SYSTEM))


@pytest.mark.parametrize("model", OWNED)
def test_who_has_no_union_sees_nothing(pair, model):
    pair(model)
    assert seen(model, scope.Actor("nobody", Role.UNION)) == set()


@pytest.mark.parametrize("model", OWNED)
def test_an_administrator_sees_every_union(pair, model):
    own, foreign = pair(model)
    assert {own.id, foreign.id} <= seen(model, actor(Role.ADMINISTRATOR))


@pytest.mark.parametrize("role", PEOPLE)
def test_what_all_unions_share_everybody_sees(unions, role):
    trade = make(Trade)
    assert seen(Trade, actor(role, unions[1])) == {trade.id}


@pytest.mark.parametrize("model", models.RECORDS)
def test_what_is_in_the_trash_nobody_sees(desk, model):
    record = make(model)
    operations.delete(record, scope.SYSTEM)
    assert scope.find(model, record.id, scope.SYSTEM) is None
    assert not scope.search(scope.visible(model, scope.SYSTEM), model, record.code, scope.SYSTEM).exists()


def test_a_union_whose_number_begins_like_another_is_another(desk):
    """`/1/` is not the beginning of `/12/`."""
    unions = [make(Organisation, parent=None) for _number in range(12)]
    assert unions[11].id == 12
    assert seen(Organisation, actor(Role.UNION, unions[0])) == {unions[0].id}


@pytest.mark.parametrize(
    "text", ["", "0", "-1", "W-", "W--1", "X-1", "1.0", "１", "9" * 11, "9" * 5000, "1 OR 1=1"]
)
def test_what_is_no_code_finds_nothing(desk, text):
    make(Worker)
    assert scope.find(Worker, text, scope.SYSTEM) is None


# Who may write ----------------------------------------------------------------------------------


@pytest.mark.parametrize("model", models.RECORDS)
def test_who_may_write_an_entity(unions, model):
    top, left, _right = unions
    shared = model._meta.scope is None
    assert scope.may_write(model, actor(Role.ADMINISTRATOR))
    assert scope.may_write(model, actor(Role.UNION, top))
    assert scope.may_write(model, actor(Role.UNION, left)) == (not shared)
    for role in (Role.READER, Role.AUDITOR):
        assert not scope.may_write(model, actor(role, top))
    for area in Area:
        clerk = actor(Role.CLERK, left, areas=(area,))
        assert scope.may_write(model, clerk) == (area == model._meta.area and not shared)


# Search -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["王建国", "建国", "wjg", "WJG", "wangjian", "13812345678", "11010519491231002x", "W-1", "w-1", "王 8123", "　王建国　"],
)  # fmt: skip
def test_a_worker_is_found_by(desk, text):
    worker = make(Worker, name="王建国", phone="13812345678", id_number="11010519491231002X")
    assert worker.code == "W-1"
    make(Worker, name="李明", phone="13912340000")
    assert list(scope.search(Worker.select(), Worker, text, scope.SYSTEM)) == [worker]


@pytest.mark.parametrize("text", ["国建", "王 李", "W-2", "%", "_", "1101051949", "jg", "'"])
def test_a_worker_is_not_found_by(desk, text):
    make(Worker, name="王建国", phone="13812345678", id_number="11010519491231002X")
    assert list(scope.search(Worker.select(), Worker, text, scope.SYSTEM)) == []


@pytest.mark.parametrize(
    "model", [m for m in models.RECORDS if isinstance(m._meta.fields[m._meta.called[0]], ForeignKeyField)]
)
def test_what_is_called_by_a_linked_record_is_found_by_that_name(desk, model):
    apart = (
        {"organisation": make(models.Organisation)}
        if isinstance(naming(make(model)), models.Organisation)
        else {}
    )
    record = make(model, **apart)  # the later one: its name has a higher number, which no earlier name holds
    assert list(scope.search(model.select(), model, naming(record).name, scope.SYSTEM)) == [record]


def naming(record):
    """The record at the end of the links by which one is called."""
    while isinstance(record._meta.fields[record._meta.called[0]], ForeignKeyField):
        record = getattr(record, record._meta.called[0])
    return record
