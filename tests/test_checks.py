"""Rules that a save obeys: what is unique, how a state moves, what several records must agree on, the tree."""

import pytest

import models
import operations
import scope
from choices import ContractState, EntryState, Role, TrainerState
from models import Contest, Entry, EntryMember, MentorshipContract, Organisation, Score, Stage, Worker
from operations import Refused
from tests.make import actor, again, county, make, mistakes, unsaved

SYSTEM = scope.SYSTEM


@pytest.fixture
def unions(desk):
    return county()


def test_what_is_unique_is_unique_among_live_records(desk):
    first = make(Worker)
    assert "id_number" in mistakes(unsaved(Worker, id_number=first.id_number))
    operations.delete(first, SYSTEM)
    assert make(Worker, id_number=first.id_number).id != first.id


def test_whoever_is_second_in_the_same_moment_is_told_so(desk, monkeypatch):
    first = make(Worker)
    monkeypatch.setattr("operations.records.taken", lambda *_given: ())  # nothing seen: it was too early
    with pytest.raises(Refused) as refusal:
        operations.save(unsaved(Worker, id_number=first.id_number), SYSTEM)
    assert refusal.value.words
    assert Worker.select().count() == 1


def test_what_is_unique_together_may_repeat_alone(desk):
    first = make(models.Skill)
    assert "level" in mistakes(
        unsaved(models.Skill, worker=first.worker, trade=first.trade, level=first.level)
    )
    assert make(
        models.Skill, worker=first.worker, trade=first.trade, level="8" if first.level != "8" else "7"
    )


def test_a_record_moves_only_as_its_life_cycle_allows(desk):
    contract = make(MentorshipContract, ended_on=None)
    contract.state = ContractState.COMPLETED
    words = mistakes(contract)["state"]
    assert str(ContractState.DRAFT.words) in words
    assert str(ContractState.COMPLETED.words) in words
    contract = again(contract)
    for state in (ContractState.SIGNED, ContractState.RUNNING, ContractState.COMPLETED):
        contract.state = state
        operations.save(contract, SYSTEM)
    assert again(contract).ended_on == models.now().date()


def test_a_record_may_come_in_at_any_point_of_its_life_cycle(desk):
    """The papers of years before are entered too."""
    assert make(models.Trainer, state=TrainerState.LEFT).state == TrainerState.LEFT


def test_an_apprentice_has_one_running_contract_of_a_kind(desk):
    running = make(MentorshipContract, state=ContractState.RUNNING)
    same = {"apprentice": running.apprentice, "state": ContractState.RUNNING}
    assert "apprentice" in mistakes(unsaved(MentorshipContract, **same))
    assert make(MentorshipContract, **same, kind="quality")
    assert make(MentorshipContract, apprentice=running.apprentice)  # a draft


def test_nobody_is_their_own_mentor(desk):
    worker = make(Worker)
    assert "apprentice" in mistakes(unsaved(MentorshipContract, mentor=worker, apprentice=worker))


def test_a_team_has_no_more_members_than_the_contest_says(desk):
    entry = make(Entry, contest=make(Contest, team_size=2))
    for _member in range(2):
        make(EntryMember, entry=entry)
    assert "worker" in mistakes(unsaved(EntryMember, entry=entry))


def test_a_worker_enters_a_contest_once(desk):
    member = make(EntryMember)
    other = make(Entry, contest=member.entry.contest)
    assert "worker" in mistakes(unsaved(EntryMember, entry=other, worker=member.worker))
    member.entry.state = EntryState.WITHDRAWN
    operations.save(member.entry, SYSTEM)
    assert make(EntryMember, entry=other, worker=member.worker)


def test_an_entry_that_comes_back_is_checked_like_a_new_one(desk):
    member = make(EntryMember)
    entry = moved(member.entry, EntryState.REFUSED)
    other = make(EntryMember, entry=make(Entry, contest=entry.contest), worker=member.worker)
    entry.state = EntryState.ENTERED
    assert member.worker.code in mistakes(entry)["state"]
    moved(other.entry, EntryState.WITHDRAWN)
    assert moved(entry, EntryState.ENTERED).state == EntryState.ENTERED


def test_an_entry_that_goes_to_another_contest_is_checked_there(desk):
    member = make(EntryMember, entry=make(Entry, contest=make(Contest, team_size=2)))
    make(EntryMember, entry=member.entry)
    entry = Entry.get_by_id(member.entry_id)
    elsewhere = make(Entry, contest=make(Contest, team_size=2))
    make(EntryMember, entry=elsewhere, worker=member.worker)
    entry.contest = elsewhere.contest
    assert member.worker.code in mistakes(entry)["contest"]
    entry.contest = make(Contest, team_size=1)
    assert "1" in mistakes(entry)["contest"]
    entry.contest = make(Contest, team_size=2)
    assert operations.save(entry, SYSTEM)


def moved(entry, state):
    entry = Entry.get_by_id(entry.id)
    entry.state = state
    return operations.save(entry, SYSTEM)


def test_a_score_belongs_to_a_stage_of_its_own_contest(desk):
    entry = make(Entry)
    assert "stage" in mistakes(unsaved(Score, entry=entry, stage=make(Stage)))
    assert make(Score, entry=entry)


# The tree of unions -----------------------------------------------------------------------------


def test_moving_a_union_moves_all_under_it(unions):
    top, left, right = unions
    under = make(Organisation, parent=left)
    left.parent = right
    operations.save(left, SYSTEM)
    assert again(under).path == f"/{top.id}/{right.id}/{left.id}/{under.id}/"
    assert scope.find(Organisation, under.id, actor(Role.UNION, again(right))) == under


def test_a_union_cannot_stand_under_itself(unions):
    top, left, _right = unions
    under = make(Organisation, parent=left)
    for parent in (top, under):
        top.parent = parent
        assert "parent" in mistakes(top)
    assert again(top).path == f"/{top.id}/"
