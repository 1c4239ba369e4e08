"""A contest from the entries to the honours, through its operations: what each does, and what it refuses in words."""

from datetime import date

import pytest
from contests import BY, DAY, entered, event, lines, mark, names, setting, stages
from make import again, make, mistakes, unsaved

import operations
from choices import EntryState, ScoreState, TieBreak, TieRule, Within
from models import Contest, Entry, EntryMember, Honour, Prize, StageQuota, Worker
from operations import Refused, awarding, boards, entering, promoting, standings


@pytest.fixture
def contest(desk):
    return event()


@pytest.fixture
def five(contest):
    """Five entries; marks 90, 85, 85, 80 and 70 in the first of two stages."""
    first = stages(contest)[0]
    entries = {name: entered(contest, name) for name in "甲乙丙丁戊"}
    given = {"甲": 90, "乙": 85, "丙": {"total": 85, "practice": 88}, "丁": 80, "戊": 70}
    mark(first, {entries[name]: marks for name, marks in given.items()})
    return entries


def said(refusing, *args, **values):
    with pytest.raises(Refused) as refusal:
        refusing(*args, **values)
    return refusal.value.words


# Entries -----------------------------------------------------------------------------------------


def test_who_is_too_old_on_the_day_of_the_contest_does_not_enter(contest):
    contest = setting(contest, highest_age=40)
    entry = make(Entry, contest=contest, reason=None)
    old, young, unknown = (
        make(Worker, id_number=None, born_on=born) for born in (date(1985, 12, 5), date(1985, 12, 6), None)
    )
    assert "41" in mistakes(unsaved(EntryMember, entry=entry, worker=old))["worker"]
    make(EntryMember, entry=entry, worker=young)
    assert entering.approve(entry, BY).state == EntryState.CONFIRMED
    other = make(Entry, contest=contest, reason=None)
    make(EntryMember, entry=other, worker=unknown)
    assert unknown.code in said(entering.approve, other, BY)
    assert again(other).state == EntryState.ENTERED


def test_a_person_enters_one_event_where_the_competition_says_so(contest):
    worker = make(Worker)
    entered(contest, "甲", worker=worker)
    second = make(Contest, competition=contest.competition, team_size=1)
    other = make(Entry, contest=second, reason=None)
    assert make(EntryMember, entry=other, worker=worker)
    setting(contest.competition, one_event=True)
    third = make(Entry, contest=make(Contest, competition=contest.competition, team_size=1), reason=None)
    assert "赛项" in mistakes(unsaved(EntryMember, entry=third, worker=worker))["worker"]


def test_a_unit_and_a_delegation_enter_as_many_as_they_may(contest):
    contest = setting(contest, unit_quota=2, delegation_quota=3)
    kept = [entered(contest, name, unit="一分厂", delegation="机械冶金") for name in "甲乙"]
    assert "2" in mistakes(unsaved(Entry, contest=contest, unit="一分厂", delegation=None))["unit"]
    entered(contest, "丙", unit="二分厂", delegation="机械冶金")
    assert (
        "3" in mistakes(unsaved(Entry, contest=contest, unit="三分厂", delegation="机械冶金"))["delegation"]
    )
    entering.withdraw(kept[0], BY, "工伤")
    assert entered(contest, "丁", unit="一分厂", delegation="机械冶金")
    assert setting(kept[1], note="照常").note == "照常", "an entry that counts already is not refused"


def test_all_entries_that_have_what_they_need_are_confirmed_at_once(desk):
    contest = event(team_size=2)
    ready = [entered(contest, name, state=EntryState.ENTERED) for name in "甲乙"]
    alone = make(Entry, contest=contest, name="丙", reason=None)
    make(EntryMember, entry=alone)
    entering.approve_all(contest, BY)
    assert [again(entry).state for entry in (*ready, alone)] == ["confirmed", "confirmed", "entered"]
    words = said(entering.approve_all, contest, BY)
    assert alone.code in words
    assert "1 人，应为 2 人" in words


def test_who_takes_an_entry_out_says_why(contest):
    entry = entered(contest, "甲")
    assert said(entering.disqualify, entry, BY, " ")
    assert entering.disqualify(entry, BY, "作弊").reason == "作弊"
    assert said(entering.approve, entry, BY)


def test_an_event_is_named_in_a_file_as_on_screen(contest):
    """By name and group; by the name alone while one event bears it."""
    for called in (str(contest), contest.name):
        made = operations.save(Entry(contest=Entry.contest.read(called), name="甲"), BY)
        assert made.contest == contest
    make(Contest, competition=contest.competition, name=contest.name, group="student")
    assert "多条记录" in mistakes(Entry(contest=Entry.contest.read(contest.name), name="乙"))["contest"]
    assert operations.save(Entry(contest=Entry.contest.read(str(contest)), name="丙"), BY).contest == contest
    assert "contest" in mistakes(Entry(contest=Entry.contest.read(f"{contest.name} · 专家组"), name="丁"))


# Ranking -----------------------------------------------------------------------------------------


def test_places_and_what_decided_them_are_noted_down(contest, five):
    first = stages(contest)[0]
    contest = setting(contest, tie_break=(TieBreak.PRACTICE,))
    standings.rank(first, BY)
    assert [(one.entry.name, one.place, one.decided_by) for one in lines(first)] == [
        ("甲", 1, None), ("丙", 2, "practice"), ("乙", 3, "practice"), ("丁", 4, None), ("戊", 5, None),
    ]  # fmt: skip
    contest = setting(contest, tie_break=())
    entering.withdraw(five["甲"], BY, "退赛")
    standings.rank(first, BY)
    places = {one.entry.name: one.place for one in lines(first)}
    assert places == {"甲": None, "乙": 1, "丙": 1, "丁": 3, "戊": 4}


def test_marks_that_are_not_locked_have_no_place(contest, five):
    first = stages(contest)[0]
    late = entered(contest, "己")
    mark(first, {late: 99}, ScoreState.DRAFT)
    standings.rank(first, BY)
    assert late.name in names(one for one in lines(first) if one.place is None)
    assert "己" in said(promoting.promote, first, BY)
    assert said(standings.rank, stages(contest)[1], BY)


# Promotion ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ties", "going"), [(TieRule.ALL, "丙乙甲"), (TieRule.NONE, "甲"), (TieRule.LIST, "丙甲")], ids=str
)
def test_a_line_through_equal_marks_is_drawn_as_the_contest_says(contest, five, ties, going):
    setting(contest, ties=ties, tie_break=(TieBreak.PRACTICE,))
    first, second = stages(contest)
    first = setting(first, promoted=2)
    look = promoting.promotion(first, BY)
    assert "".join(sorted(one.standing.entry.name for one in look.coming)) == going
    assert not lines(second), "a look makes nothing"
    assert promoting.promote(first, BY) == second
    assert "".join(sorted(names(lines(second)))) == going
    assert {one.entry.name: one.goes_on for one in lines(first)} == {
        name: name in going for name in "甲乙丙丁戊"
    }


def test_a_correction_moves_who_must_move_and_undoing_takes_all_back(contest, five):
    first, second = stages(contest)
    first = setting(first, promoted=1)
    promoting.promote(first, BY)
    assert names(lines(second)) == ["甲"]
    entering.disqualify(five["甲"], BY, "作弊")
    first = setting(first, promoted=2)
    look = promoting.promotion(first, BY)
    assert [one.standing.entry.name for one in look.leaving] == ["甲"]
    promoting.promote(first, BY)
    assert sorted(names(lines(second))) == ["丙", "乙"]
    mark(second, {five["乙"]: 60}, ScoreState.DRAFT)
    assert "乙" in said(promoting.undo, first, BY)
    assert len(lines(second)) == 2
    operations.delete(next(one for one in lines(second) if one.entry.name == "乙"), BY)
    promoting.undo(first, BY)
    assert not lines(second)
    assert {one.goes_on for one in lines(first)} == {None}
    assert said(promoting.undo, first, BY)
    assert said(promoting.promote, second, BY)


def test_each_delegation_has_its_own_places_and_is_ranked_by_itself(contest):
    first, second = stages(contest)
    first = setting(first, quota_for=Within.DELEGATION, quota=1, apart=True)
    make(StageQuota, stage=first, name="包头", places=2)
    rows = [
        ("包头一", "包头", 70),
        ("包头二", "包头", 60),
        ("包头三", "包头", 50),
        ("煤炭一", "煤炭", 95),
        ("煤炭二", "煤炭", 94),
    ]
    entries = {name: entered(contest, name, delegation=whose) for name, whose, _total in rows}
    mark(first, {entries[name]: total for name, _whose, total in rows})
    promoting.promote(first, BY)
    assert [one.place for one in sorted(lines(first), key=lambda one: one.entry.name)] == [1, 3, 2, 1, 2]
    assert sorted(names(lines(second))) == ["包头一", "包头二", "煤炭一"]
    homeless = entered(contest, "无名")
    mark(first, {homeless: 40})
    assert "无名" in said(promoting.promote, first, BY)
    assert "quota_for" in mistakes(unsaved(type(first), contest=contest, number=9, quota_for=None))


# Board -------------------------------------------------------------------------------------------


def test_a_frozen_board_stays_as_it_was_until_it_is_thawed(contest, five):
    first = stages(contest)[0]
    boards.freeze(first, BY)
    mark(first, {entered(contest, "己"): 99})
    shown = boards.board(first.id, BY)
    assert next(one.entry.name for one in shown.lines) == "甲"
    assert next(one.entry.name for one in shown.live) == "己"
    assert said(boards.freeze, first, BY)
    boards.thaw(first, BY)
    assert next(one.entry.name for one in boards.board(first.id, BY).lines) == "己"
    assert said(boards.thaw, first, BY)
    assert said(boards.withhold, first, BY)
    assert said(boards.release, stages(contest)[1], BY)


# Honours -----------------------------------------------------------------------------------------


def test_places_of_the_final_become_honours_and_a_correction_takes_them_back(desk):
    contest = event(stages=1, team_size=2)
    final = stages(contest)[0]
    assert said(awarding.award, contest, BY, DAY)
    for first, last, kind, title in [(1, 1, "champion", "焊工状元"), (2, 3, "placed", "技术能手")]:
        make(Prize, contest=contest, first_place=first, last_place=last, kind=kind, title=title, level=None)
    assert said(awarding.award, contest, BY, DAY)
    teams = {name: entered(contest, name) for name in "甲乙丙丁"}
    mark(final, {teams[name]: 100 - turn for turn, name in enumerate("甲乙丙丁")})
    awarding.award(contest, BY, DAY)
    assert titles(teams) == {"甲": ["焊工状元"] * 2, "乙": ["技术能手"] * 2, "丙": ["技术能手"] * 2, "丁": []}
    assert {one.level for one in Honour.select()} == {"province"}
    assert said(awarding.award, contest, BY, DAY)
    entering.disqualify(teams["甲"], BY, "作弊")
    awarding.award(contest, BY, DAY)
    assert titles(teams) == {"甲": [], "乙": ["焊工状元"] * 2, "丙": ["技术能手"] * 2, "丁": ["技术能手"] * 2}


def titles(teams):
    held = Honour.select().where(Honour.deleted_at.is_null())
    return {
        name: sorted(one.title for one in held.where(Honour.worker.in_([m.worker_id for m in team.members])))
        for name, team in teams.items()
    }
