"""The bulk form of the one door does what as many single saves would."""

import copy

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import models
import operations
import scope
from choices import Act, ContractState, Role
from models import Audit, MentorshipContract, Organisation, Worker
from operations import Invalid, Refused, bulk
from operations.trail import history
from tests.make import actor, make, unsaved
from tests.strategies import values_of

SYSTEM = scope.SYSTEM
FREE = ["name", "phone", "post", "education", "joined_on", "address", "note"]


def content(record):
    fields = models.columns(type(record))
    pinyin = record.pinyin if "pinyin" in record._meta.fields else ""
    return [field.plain(record.__data__[field.name]) for field in fields] + [pinyin, record.version]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=st.fixed_dictionaries({name: values_of(Worker._meta.fields[name]) for name in FREE}))
def test_a_loaded_record_is_what_a_saved_one_is(desk, values):
    one = unsaved(Worker, id_number=None, **values)
    two = copy.deepcopy(one)
    operations.save(one, SYSTEM)
    assert bulk.load(Worker, [two], SYSTEM) == 1
    loaded = Worker.select().order_by(Worker.id.desc()).get()
    assert loaded.id != one.id
    assert content(loaded) == content(one)


@pytest.mark.parametrize("model", models.RECORDS)
def test_every_entity_can_be_loaded(desk, model):
    record = unsaved(model)
    bulk.load(model, [record], SYSTEM)
    loaded = model.select().order_by(model.id.desc()).get()
    assert [f.plain(loaded.__data__[f.name]) for f in models.columns(model)] == [
        f.plain(record.__data__[f.name]) for f in models.columns(model)
    ]


def test_a_load_is_one_line_of_the_trail_per_batch_and_in_the_history_of_each_record(desk):
    union = make(Organisation)
    records = [Worker(name=f"职工{number}", organisation=union) for number in range(3)]
    bulk.load(Worker, records, SYSTEM)
    line = Audit.select().where(Audit.act == Act.LOADED).get()
    assert line.who == "system"
    assert all(history(worker) == [line] for worker in Worker.select())


def test_a_load_is_checked_like_a_save(desk):
    union, foreign = make(Organisation), make(Organisation)
    by = actor(Role.UNION, union)
    for wrong in (
        {"name": ""},
        {"name": "甲", "phone": "123"},
        {"name": "甲", "organisation": foreign.id},
        {"name": "甲", "organisation": 10_000},
        {"name": "甲", "id_number": "E12345678"},
    ):
        with pytest.raises(Refused):
            bulk.load(Worker, [Worker(**{"organisation": union, **wrong})], by)
    with pytest.raises(Refused):
        bulk.load(Worker, [Worker(name="甲", organisation=union)], actor(Role.READER, union))
    assert not Worker.select().exists()


def test_two_of_the_same_in_one_load_are_refused(desk):
    first = unsaved(Worker)
    with pytest.raises(Refused):
        bulk.load(Worker, [first, unsaved(Worker, id_number=first.id_number)], SYSTEM)
    assert not Worker.select().exists()


def test_rules_about_several_records_hold_within_a_load_too(desk):
    running = {"apprentice": make(Worker), "state": ContractState.RUNNING}
    with pytest.raises(Refused, match="已有"):
        bulk.load(MentorshipContract, [unsaved(MentorshipContract, **running) for _time in range(2)], SYSTEM)
    assert not MentorshipContract.select().exists()
    assert bulk.load(MentorshipContract, [unsaved(MentorshipContract, **running)], SYSTEM) == 1


def test_a_loaded_union_has_its_place_in_the_tree(desk):
    top = make(Organisation)
    bulk.load(Organisation, [unsaved(Organisation, parent=top)], SYSTEM)
    assert Organisation.select().order_by(Organisation.id.desc()).get().path == f"{top.path}{top.id + 1}/"
    with pytest.raises(Invalid):
        bulk.load(Organisation, [unsaved(Organisation)], actor(Role.UNION, top))


def test_batches_before_the_bad_one_are_kept(desk, monkeypatch):
    monkeypatch.setattr(bulk, "BATCH", 2)
    union, done = make(Organisation), []
    names = ["甲", "乙", "丙", ""]
    with pytest.raises(Invalid):
        bulk.load(Worker, (Worker(name=name, organisation=union) for name in names), SYSTEM, done.append)
    assert [worker.name for worker in Worker.select().order_by(Worker.id)] == ["甲", "乙"]
    assert done == [2]
