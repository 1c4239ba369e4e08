"""The marks of a stage as they stand: criteria × entries, what is lacking, what each entry reached. Nothing is written."""

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property

from choices import EntryState, MarkState
from language import gettext
from models import (
    Contest,
    Criterion,
    Enterprise,
    Entry,
    EntryMember,
    Judge,
    Mark,
    Organisation,
    Score,
    Stage,
    Worker,
)
from rules import marking
from rules.marking import Cell, Result


@dataclass(frozen=True)
class Sheet:
    """All that is known of the marks of one stage."""

    stage: Stage
    contest: Contest
    criteria: list[Criterion]
    judges: list[Judge]  # with their workers
    scores: list[Score]  # with their entries; those who still take part
    marks: list[Mark]
    barred: dict[tuple[int, int], str]  # {(score, judge): why this judge does not mark this entry}

    @cached_property
    def cells(self) -> dict[tuple[int, int], Cell]:
        """{(score, criterion): how it stands}."""
        return {
            (score.id, criterion.id): self.cell(score, criterion)
            for score in self.scores
            for criterion in self.criteria
        }

    @cached_property
    def given(self) -> dict[tuple[int, int], Mark]:
        return {(mark.score_id, mark.judge_id): mark for mark in self.marks}

    def assigned(self, criterion) -> list[int]:
        return [judge.id for judge in self.judges if judge.criterion_id == criterion.id]

    def cell(self, score, criterion):
        assigned = self.assigned(criterion)
        marks = {id: self.given[score.id, id] for id in assigned if (score.id, id) in self.given}
        return marking.cell(
            criterion, assigned, {id for id in assigned if (score.id, id) in self.barred},
            {id: mark.value for id, mark in marks.items() if mark.state == MarkState.GIVEN},
            {id for id, mark in marks.items() if mark.state == MarkState.AGAIN},
        )  # fmt: skip

    def result(self, score) -> Result | None:
        """What an entry reached by the marks there are, or None while one is missing or in dispute."""
        cells = {one.id: self.cells[score.id, one.id] for one in self.criteria}
        return marking.result(self.criteria, cells, self.contest.theory_weight)

    def flaws(self) -> list[str]:
        """Why nothing can be marked yet, in words."""
        found = marking.flaws(self.criteria, self.contest.theory_weight)
        for one in self.criteria:
            named, needed = len(self.assigned(one)), marking.JUDGES[one.kind]
            if named < needed:
                found.append(
                    gettext(
                        "The criterion “%(name)s” needs %(needed)s judges at this stage and has %(named)s.",
                        name=one.name, needed=needed, named=named,
                    )
                )  # fmt: skip
        return found

    def open_cells(self) -> list[tuple[Score, Criterion, Cell]]:
        """What stands in the way of adding up: marks missing, judges missing, judgements too far apart."""
        every = ((score, one, self.cells[score.id, one.id]) for score in self.scores for one in self.criteria)
        return [(score, one, cell) for score, one, cell in every if not cell.done]

    def name(self, score) -> str:
        """What judges call an entry: its contest number, and its name where they may see it."""
        return called(self.contest, score.entry)


def called(contest, entry):
    number = entry.number or entry.code
    return number if contest.blind else f"{number} {entry.name}"


def scheme(stage: Stage) -> Sheet:
    """Criteria and judges of a stage, without entries and marks: enough to say what is wrong with them."""
    contest = Contest.select().join(Stage).where(Stage.id == stage.id).get()
    return Sheet(stage, contest, criteria(contest), judges_of(stage), [], [], {})


def judges_of(stage) -> list[Judge]:
    query = live(Judge.select(Judge, Worker).join(Worker), Judge)
    return list(query.where(Judge.stage == stage.id).order_by(Judge.id))


def sheet(stage: Stage) -> Sheet:
    """The marks of a stage. Whoever reads them may see the stage; judges are shown their own only."""
    bare, scores = scheme(stage), taking_part(stage)
    marks = list(live(Mark.select(), Mark).where(Mark.score.in_([score.id for score in scores])))
    barred = {**bars(bare.contest, scores, bare.judges), **recused(marks)}
    return replace(bare, scores=scores, marks=marks, barred=barred)


def live(query, model):
    return query.where(model.deleted_at.is_null())


def criteria(contest) -> list[Criterion]:
    """Theory first, then in the order in which they were written down."""
    found = live(Criterion.select(), Criterion).where(Criterion.contest == contest.id).order_by(Criterion.id)
    return sorted(found, key=lambda one: list(type(one.module)).index(one.module))


def taking_part(stage) -> list[Score]:
    query = live(Score.select(Score, Entry).join(Entry), Score)
    query = query.where(
        Score.stage == stage.id, Entry.deleted_at.is_null(), Entry.state == EntryState.CONFIRMED
    )
    return sorted(query, key=lambda score: (score.entry.number or "", score.entry_id))


# Who may not mark whom -----------------------------------------------------------------------------


def recused(marks):
    return {(m.score_id, m.judge_id): m.reason or "" for m in marks if m.state == MarkState.RECUSED}


def bars(contest, scores, judges) -> dict[tuple[int, int], str]:
    """{(score, judge): why} where a judge stands for the same unit as an entry."""
    if contest.own_unit or not judges:
        return {}
    words, units = gettext("is of the same unit"), units_of([score.entry for score in scores])
    own = {judge.id: (judge.worker_id, unit(judge.worker)) for judge in judges}
    return {
        (score.id, id): words
        for score in scores
        for id, mine in own.items()
        if units[score.entry_id].intersection(mine)
    }


def unit(worker):
    return marking.unit_of(worker.organisation_id, worker.enterprise_id)


def units_of(entries) -> dict[int, set]:
    """{entry: its members, and the units that they stand for}."""
    found = defaultdict(set)
    query = live(EntryMember.select(EntryMember, Worker).join(Worker), EntryMember)
    for member in query.where(EntryMember.entry.in_([entry.id for entry in entries])):
        found[member.entry_id] |= {member.worker_id, unit(member.worker)}
    for entry in entries:
        found[entry.id] |= named_units(entry.unit) if entry.unit else set()
    return found


def named_units(name):
    """The unit that an entry names in words, where one is called so."""
    enterprises = live(Enterprise.select(Enterprise.id), Enterprise).where(Enterprise.name == name)
    unions = live(Organisation.select(Organisation.id), Organisation).where(Organisation.name == name)
    return {("enterprise", one.id) for one in enterprises} | {("union", one.id) for one in unions}


def bar(score: Score, judge: Judge) -> str:
    """Why this judge does not mark this entry; "" where they do."""
    contest = Contest.select().join(Criterion).where(Criterion.id == judge.criterion_id).get()
    return bars(contest, [score], [judge]).get((score.id, judge.id), "")
