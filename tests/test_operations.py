"""Saving through the one door: who may, what is checked, what is written, what the trail says."""

import json
from datetime import date
from decimal import Decimal

import pytest

import models
import operations
import scope
from choices import Area, ContractState, EntryState, Role, Sex, TrainerState
from fields import Reference
from models import Audit, Contest, Entry, EntryMember, MentorshipContract, Organisation, Score, Stage, Worker
from operations import Invalid, Refused, Stale
from tests.make import actor, make, resident, unsaved

SYSTEM = scope.SYSTEM


@pytest.fixture
def unions(desk):
    """A county union with two townships beside each other."""
    top = make(Organisation)
    return (
        top,
        make(Organisation, organisation=top, parent=top),
        make(Organisation, organisation=top, parent=top),
    )


def mistakes(record, by=SYSTEM, **more):
    """The words per column with which a save is refused."""
    with pytest.raises(Invalid) as refusal:
        operations.save(record, by, **more)
    return {column: str(words) for column, words in refusal.value.problems.items()}


def again(record):
    return type(record).get_by_id(record.id)


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


# Unique, life cycle, rules ----------------------------------------------------------------------


def test_what_is_unique_is_unique_among_live_records(desk):
    first = make(Worker)
    assert "id_number" in mistakes(unsaved(Worker, id_number=first.id_number))
    operations.delete(first, SYSTEM)
    assert make(Worker, id_number=first.id_number).id != first.id


def test_whoever_is_second_in_the_same_moment_is_told_so(desk, monkeypatch):
    first = make(Worker)
    monkeypatch.setattr(
        "operations.records.taken", lambda record, changes: ()
    )  # nothing seen: it was too early
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


# Parts ------------------------------------------------------------------------------------------


def test_a_record_and_its_parts_are_saved_together(desk):
    contest = unsaved(Contest)
    stages = [Stage(number=1, kind="first_round"), Stage(number=2, kind="final")]
    operations.save(contest, SYSTEM, parts=stages)
    assert [stage.number for stage in contest.stages.order_by(Stage.number)] == [1, 2]


def test_a_bad_part_leaves_nothing_behind_and_is_named(desk):
    contest = unsaved(Contest)
    before = Audit.select().count()
    with pytest.raises(Invalid) as refusal:
        operations.save(
            contest, SYSTEM, parts=[Stage(number=1, kind="final"), Stage(number=99, kind="final")]
        )
    assert {line: set(problems) for line, problems in refusal.value.children.items()} == {1: {"number"}}
    assert not Contest.select().exists()
    assert not Stage.select().exists()
    assert Audit.select().count() == before


def test_a_part_taken_out_makes_room_for_the_next_and_lies_in_the_trash(desk):
    old = make(Stage, number=1)
    operations.save(old.contest, SYSTEM, parts=[Stage(number=1, kind="final")], gone=[old])
    assert again(old).deleted_at
    assert old.contest.stages.where(Stage.deleted_at.is_null()).count() == 1


def test_only_a_part_of_this_record_can_be_taken_out(desk):
    contest, foreign = make(Contest), make(Stage)
    contest.note = "改"
    with pytest.raises(Refused):
        operations.save(contest, SYSTEM, gone=[foreign])
    assert again(foreign).deleted_at is None
    assert again(contest).note != "改"


def test_a_part_that_others_need_is_not_taken_out(desk):
    score = make(Score)
    with pytest.raises(Refused):
        operations.save(score.stage.contest, SYSTEM, gone=[score.stage])
    assert again(score.stage).deleted_at is None
