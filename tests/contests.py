"""Contests as tests need them: an event with its stages, entries with members, marks, all written through `operations`."""

from datetime import date
from decimal import Decimal

from make import make

import operations
import scope
from choices import EntryState, ScoreState, StageKind
from models import Competition, Contest, Entry, EntryMember, Score, Stage
from operations import bulk

BY = scope.SYSTEM
DAY = date(2026, 12, 5)
KINDS = list(StageKind)


def event(organisation=None, stages=2, **values):
    """A contest event of single contestants with its stages; `values` are the event's."""
    union = {"organisation": organisation} if organisation else {}
    competition = make(Competition, starts_on=DAY, ends_on=None, level="province", **union)
    plain = {"team_size": 1, "unit_quota": None, "delegation_quota": None, "tie_break": (), "ties": "all"}
    contest = make(Contest, competition=competition, name="焊工赛项", **{**plain, **values})
    for number in range(1, stages + 1):
        stage(contest, number)
    return contest


def stage(contest, number, **values):
    plain = {"promoted": None, "quota_for": None, "quota": None, "apart": False}
    kind = KINDS[min(number, 3) - 1]
    return make(Stage, contest=contest, number=number, kind=kind, held_on=DAY, **{**plain, **values})


def stages(contest):
    return list(contest.stages.where(Stage.deleted_at.is_null()).order_by(Stage.number))


def setting(record, **values):
    """The record as stored, with some columns changed."""
    record = type(record).get_by_id(record.id)
    for name, value in values.items():
        setattr(record, name, value)
    return operations.save(record, BY)


def entered(contest, name, delegation=None, unit=None, state=EntryState.CONFIRMED, worker=None):
    """One entry with its members made for it, or with this one."""
    given = {"contest": contest, "name": name, "delegation": delegation, "unit": unit, "state": state}
    entry = make(Entry, reason=None, **given)
    for _turn in range(contest.team_size):
        make(EntryMember, entry=entry, organisation=contest.competition.organisation,
             **({"worker": worker} if worker else {}))  # fmt: skip
    return entry


def mark(stage, marks, state=ScoreState.CONFIRMED):
    """Score lines {entry: total, or {column: value}}; lines that are there already are filled in."""
    there = {
        score.entry_id: score
        for score in Score.select().where(Score.stage == stage.id, Score.deleted_at.is_null())
    }
    fresh = []
    for entry, given in marks.items():
        values = given if isinstance(given, dict) else {"total": given}
        score = there.get(entry.id) or Score(entry=entry, stage=stage)
        for name, value in {**values, "state": state}.items():
            setattr(score, name, Decimal(value) if name in ("total", "theory", "practice") else value)
        if score.id:
            operations.save(score, BY)
        else:
            fresh.append(score)
    bulk.load(Score, fresh, BY)


def names(scores):
    return [score.entry.name for score in scores]


def lines(stage):
    """The live score lines of a stage, by place and name."""
    found = Score.select(Score, Entry).join(Entry).where(Score.stage == stage.id, Score.deleted_at.is_null())
    return sorted(found, key=lambda score: (score.place or 0, score.entry.name))
