"""The small office's monthly post contest: it is being judged today, and the last marks are still missing."""

from datetime import date
from decimal import Decimal
from random import Random

from choices import CompetitionState, CriterionKind, EntryState, Level, Module, StageKind
from demo.district import DISTRICT
from demo.ground import DEMO
from demo.register import SCHOOL, days_before
from models import (
    Competition,
    Contest,
    Criterion,
    Entry,
    EntryMember,
    Judge,
    Mark,
    Score,
    Skill,
    Stage,
    Trade,
    Worker,
)
from operations import bulk, save

SCHEME = [
    (Module.THEORY, "理论考试", CriterionKind.MEASURED, 100, 0, 100, "机考成绩"),
    (Module.PRACTICE, "完成用时（分钟）", CriterionKind.MEASURED, 30, 120, 60, "从发令到交件"),
    (Module.PRACTICE, "焊缝外观", CriterionKind.JUDGEMENT, 45, None, None, "焊缝宽窄、余高、咬边"),
    (Module.PRACTICE, "安全文明操作", CriterionKind.JUDGEMENT, 25, None, None, "防护用品、场地清理"),
]
ENTRIES, MISSING = 6, 5  # contestants; marks not yet given


def build(today: date, unions: dict, rng: Random) -> None:
    stage = round_of(today, unions[DISTRICT])
    criteria = list(Criterion.select().order_by(Criterion.id))
    judges, people = masters(), contestants()
    bulk.load(Judge, appointed(stage, criteria, judges), DEMO)
    bulk.load(Entry, entries(stage, people, today), DEMO)
    entered = list(stage.contest.entries.order_by(Entry.id))
    bulk.load(
        EntryMember, [EntryMember(entry=e, worker=w) for e, w in zip(entered, people, strict=True)], DEMO
    )
    bulk.load(Score, [Score(entry=entry, stage=stage) for entry in entered], DEMO)
    marks = list(given(stage, rng))
    bulk.load(Mark, marks[:-MISSING], DEMO)


def round_of(today, union):
    """The competition, its one contest and the stage that is judged."""
    competition = save(
        Competition(
            name=f"{today.year}年{today.month}月岗位练兵月赛", organisation=union, level=Level.COUNTY,
            place=SCHOOL, starts_on=days_before(today, 1), ends_on=None, state=CompetitionState.RUNNING,
        ),
        DEMO,
    )  # fmt: skip
    trade = Trade.get(Trade.name == "焊工")
    contest = Contest(competition=competition, name="焊工月赛", trade=trade, theory_weight=20, blind=True)
    save(contest, DEMO)
    bulk.load(Criterion, [criterion(contest, *one) for one in SCHEME], DEMO)
    return save(Stage(contest=contest, number=1, kind=StageKind.FINAL, held_on=today, place=SCHOOL), DEMO)


def criterion(contest, module, name, kind, weight, worst, best, guide):
    bounds = {
        side: None if value is None else Decimal(value) for side, value in (("worst", worst), ("best", best))
    }
    return Criterion(
        contest=contest, module=module, name=name, kind=kind, weight=Decimal(weight), guide=guide, **bounds
    )


def masters():
    """Three judges, each of another enterprise than the contestants."""
    found = {}
    for worker in (
        Worker.select()
        .where(Worker.enterprise.is_null(False))
        .join(Skill)
        .order_by(Skill.level.desc(), Worker.id)
    ):
        if worker.enterprise_id not in {other.enterprise_id for other in found.values()}:
            found[worker.id] = worker
        if len(found) == 3:
            return list(found.values())
    raise LookupError("a demonstration office has three enterprises with skilled workers")


def contestants():
    taken = {judge.enterprise_id for judge in masters()}
    free = Worker.select().where(Worker.enterprise.is_null(False), Worker.enterprise.not_in(taken))
    return list(free.order_by(Worker.id).limit(ENTRIES))


def appointed(stage, criteria, judges):
    """Every judge sees what is judged by three; the first one takes the time and the exam too."""
    for one in criteria:
        for judge in judges if one.kind == CriterionKind.JUDGEMENT else judges[:1]:
            yield Judge(stage=stage, criterion=one, worker=judge)


def entries(stage, people, today):
    for number, worker in enumerate(people, 1):
        yield Entry(
            contest=stage.contest, name=worker.name, number=f"{number:02d}", unit=worker.enterprise.name,
            entered_on=days_before(today, 7), state=EntryState.CONFIRMED,
        )  # fmt: skip


def given(stage, rng):
    """Marks, entry by entry: the last are still to come."""
    for score in stage.scores.order_by(Score.id):
        for judge in stage.judges.order_by(Judge.id):
            yield Mark(score=score, judge=judge, value=value(judge.criterion, rng))


def value(criterion, rng):
    if criterion.kind == CriterionKind.JUDGEMENT:
        return Decimal(rng.choice((2, 2, 3)))
    low, high = sorted((criterion.worst, criterion.best))
    return Decimal(rng.randrange(int(low) + int(high - low) // 2, int(high)))
