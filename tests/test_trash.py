"""The trash: what goes with a record, what keeps it, and how all of it comes back."""

import pytest

import models
import operations
import scope
from choices import Act, Area, ContractState, Role
from models import Audit, Contest, Entry, MentorshipContract, Organisation, Score, Stage, Worker
from operations import Refused, Stale
from tests.make import actor, make

SYSTEM = scope.SYSTEM


def alive(record):
    return type(record).get_by_id(record.id).deleted_at is None


@pytest.mark.parametrize("model", models.RECORDS)
def test_a_record_goes_to_the_trash_and_comes_back_as_it_was(desk, model):
    record = make(model)
    audit = operations.delete(record, SYSTEM)
    assert not alive(record)
    assert scope.find(model, record.id, SYSTEM) is None
    assert (audit.act, audit.record, audit.entity) == (Act.DELETED, record.id, model._meta.table_name)
    back = operations.restore(record, SYSTEM)
    assert {f.name: getattr(back, f.name) for f in models.columns(model)} == {
        f.name: getattr(record, f.name) for f in models.columns(model)
    }
    assert Audit.select().order_by(Audit.id.desc()).get().act == Act.RESTORED


def test_its_parts_go_along_and_come_back(desk):
    score = make(Score)
    contest = score.entry.contest
    parts, blockers = operations.dependants(contest)
    assert (parts, blockers) == ({Stage: 1, Entry: 1, Score: 1}, {})
    operations.delete(contest, SYSTEM)
    assert not any(map(alive, (contest, score.entry, score.stage, score)))
    operations.restore(contest, SYSTEM)
    assert all(map(alive, (contest, score.entry, score.stage, score)))


def test_a_part_deleted_before_stays_in_the_trash(desk):
    first, second = (make(Stage, contest=contest) for contest in [make(Contest)] * 2)
    operations.delete(first, SYSTEM)
    operations.delete(second.contest, SYSTEM)
    operations.restore(second.contest, SYSTEM)
    assert (alive(first), alive(second)) == (False, True)


def test_what_others_need_stays_and_they_are_counted(desk):
    contracts = [make(MentorshipContract)]
    contracts.append(make(MentorshipContract, mentor=contracts[0].mentor))
    with pytest.raises(Refused, match="2"):
        operations.delete(contracts[0].mentor, SYSTEM)
    assert alive(contracts[0].mentor)
    for contract in contracts:
        operations.delete(contract, SYSTEM)
    assert operations.delete(contracts[0].mentor, SYSTEM)


def test_a_union_with_anything_in_it_stays(desk):
    worker = make(Worker)
    with pytest.raises(Refused):
        operations.delete(worker.organisation, SYSTEM)
    assert alive(worker.organisation)


def test_a_part_does_not_come_back_before_what_it_belongs_to(desk):
    stage = make(Stage)
    operations.delete(stage, SYSTEM)
    operations.delete(stage.contest, SYSTEM)
    with pytest.raises(Refused, match=str(stage.contest)):
        operations.restore(stage, SYSTEM)
    operations.restore(stage.contest, SYSTEM)
    assert operations.restore(stage, SYSTEM) == stage


def test_a_record_whose_place_was_taken_does_not_come_back(desk):
    worker = make(Worker)
    operations.delete(worker, SYSTEM)
    other = make(Worker, id_number=worker.id_number)
    with pytest.raises(Refused):
        operations.restore(worker, SYSTEM)
    assert not alive(worker)
    operations.delete(other, SYSTEM)
    assert operations.restore(worker, SYSTEM) == worker


def test_a_record_that_now_breaks_a_rule_does_not_come_back(desk):
    contract = make(MentorshipContract, state=ContractState.RUNNING)
    operations.delete(contract, SYSTEM)
    make(MentorshipContract, apprentice=contract.apprentice, state=ContractState.RUNNING)
    with pytest.raises(Refused):
        operations.restore(contract, SYSTEM)
    assert not alive(contract)


def test_a_stale_record_is_not_deleted(desk):
    seen = make(Worker)
    theirs = Worker.get_by_id(seen.id)
    theirs.post = "班长"
    operations.save(theirs, SYSTEM)
    with pytest.raises(Stale):
        operations.delete(seen, SYSTEM)
    assert alive(seen)


def test_a_form_opened_before_the_trash_is_stale_after_it(desk):
    seen = make(Worker)
    operations.delete(seen, SYSTEM)
    operations.restore(seen, SYSTEM)
    seen.post = "班长"
    with pytest.raises(Stale):
        operations.save(seen, SYSTEM)


@pytest.mark.parametrize("role", [Role.READER, Role.AUDITOR])
def test_who_only_looks_neither_deletes_nor_restores(desk, role):
    worker = make(Worker)
    by = actor(role, worker.organisation)
    with pytest.raises(Refused):
        operations.delete(worker, by)
    operations.delete(worker, SYSTEM)
    with pytest.raises(Refused):
        operations.restore(worker, by)
    assert not alive(worker)


def test_a_foreign_a_live_and_an_unknown_record_are_refused_in_the_same_words(desk):
    left, right = make(Organisation), make(Organisation)
    foreign, live = make(Worker, organisation=right), make(Worker, organisation=left)
    operations.delete(foreign, SYSTEM)
    words = set()
    for record in (foreign, live, Worker(id=10_000)):
        with pytest.raises(Refused) as refusal:
            operations.restore(record, actor(Role.UNION, left))
        words.add(refusal.value.words)
    assert len(words) == 1
    assert not alive(foreign)


def test_a_clerk_takes_nothing_along_that_is_not_theirs(desk):
    honour = make(models.Honour)
    worker = Worker.get_by_id(honour.worker_id)
    skill = make(models.Skill, worker=worker)
    by = actor(Role.CLERK, worker.organisation, (Area.PEOPLE,))
    for act in (operations.delete, operations.restore):
        with pytest.raises(Refused) as refusal:
            act(worker, by)
        assert "荣誉" in refusal.value.words
        assert "技能竞赛" in refusal.value.words
        assert "技能（" not in refusal.value.words
        assert alive(worker) == alive(honour) == alive(skill) == (act is operations.delete)
        if act is operations.delete:
            operations.delete(worker, SYSTEM)
    operations.restore(worker, SYSTEM)
    operations.delete(models.Honour.get_by_id(honour.id), SYSTEM)
    operations.delete(Worker.get_by_id(worker.id), by)
    assert not alive(worker)
    assert not alive(skill)
    operations.restore(worker, by)
    assert alive(worker)
