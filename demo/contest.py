"""The small office's skills competition: five events for two groups, three rounds, marks, and the honours won."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random

from choices import (
    CompetitionState,
    ContestGroup,
    EntryState,
    HonourKind,
    Level,
    ScoreState,
    StageKind,
    TieBreak,
    Within,
    WorkState,
)
from demo.district import DISTRICT
from demo.ground import DEMO
from demo.register import SCHOOL, days_before
from models import (
    Competition,
    Contest,
    Entry,
    EntryMember,
    Honour,
    Prize,
    Score,
    Stage,
    StageQuota,
    Trade,
    Worker,
)
from operations import awarding, boards, bulk, promoting, save, standings

# (trade, members of a team); the first round of events as the union district trains for.
EVENTS = [("焊工", 1), ("电工", 1), ("人工智能训练师", 2), ("家政服务员", 1), ("中式面点师", 1)]
ENTRIES = {ContestGroup.WORKER: 6, ContestGroup.STUDENT: 4}
ROUNDS = [(StageKind.SELECTION, 40, 4), (StageKind.FIRST_ROUND, 25, 3), (StageKind.FINAL, 8, None)]
DELEGATIONS = ["新墩镇", "碱滩镇", "工业园区"]
# Entries that never came to the first round, by their place in the list.
GONE = {5: EntryState.WITHDRAWN, 17: EntryState.REFUSED}


def build(today: date, unions: dict, rng: Random) -> None:
    competition = save(competition_of(today, unions[DISTRICT]), DEMO)
    bulk.load(Contest, contests(competition), DEMO)
    bulk.load(Prize, prizes(), DEMO)
    bulk.load(Stage, stages(today), DEMO)
    bulk.load(StageQuota, quotas(), DEMO)
    bulk.load(Entry, entries(today), DEMO)
    bulk.load(EntryMember, members(rng), DEMO)
    bulk.load(Score, scores(rng), DEMO)
    for stage in ordered(Stage):
        close(stage, today, rng)
    bulk.load(Honour, post_experts(today, rng), DEMO)


def ordered(model):
    return list(model.select().order_by(model.id))


def competition_of(today, union):
    return Competition(
        name=f"{today.year}年甘州区职工职业技能大赛",
        organisation=union,
        level=Level.COUNTY,
        hosts="甘州区人力资源和社会保障局、甘州区职业技术教育中心",
        place=SCHOOL,
        starts_on=days_before(today, 42),
        ends_on=days_before(today, 8),
        state=CompetitionState.FINISHED,
    )


def contests(competition):
    trades = {trade.name: trade for trade in Trade.select()}
    for name, size in EVENTS:
        for group in ENTRIES:
            yield Contest(
                competition=competition,
                name=f"{name}赛项",
                trade=trades[name],
                group=group,
                team_size=size,
                unit_quota=4,
                delegation_quota=4,
                theory_weight=30,
                tie_break=(TieBreak.PRACTICE, TieBreak.TIME),
            )


def stages(today):
    for contest in ordered(Contest):
        for number, (kind, days, promoted) in enumerate(ROUNDS, 1):
            yield Stage(
                contest=contest,
                number=number,
                kind=kind,
                held_on=days_before(today, days),
                place=SCHOOL,
                promoted=promoted,
                quota_for=Within.DELEGATION if kind == StageKind.SELECTION else None,
                quota=2 if kind == StageKind.SELECTION else None,
            )


def quotas():
    """The townships send two each on from the selection, the school as many as are best."""
    for stage in Stage.select().where(Stage.kind == StageKind.SELECTION).order_by(Stage.id):
        yield StageQuota(stage=stage, name=SCHOOL, places=4)


def prizes():
    for contest in ordered(Contest):
        champion = f"{contest.name.removesuffix('赛项')}状元"
        yield Prize(contest=contest, first_place=1, last_place=1, kind=HonourKind.CHAMPION, title=champion)
        expert = f"甘州区{contest.name.removesuffix('赛项')}技术能手"
        yield Prize(contest=contest, first_place=2, last_place=3, kind=HonourKind.PLACED, title=expert)


# Who takes part ----------------------------------------------------------------------------------


def entries(today):
    number = 0
    for contest in ordered(Contest):
        for turn in range(ENTRIES[contest.group]):
            yield Entry(
                contest=contest,
                name=f"{contest.name.removesuffix('赛项')}{turn + 1}号",
                number=f"{contest.id:02d}-{turn + 1:02d}",
                unit=SCHOOL if contest.group == ContestGroup.STUDENT else None,
                delegation=SCHOOL if contest.group == ContestGroup.STUDENT else DELEGATIONS[turn % 3],
                entered_on=days_before(today, 45 - number % 4),
                state=GONE.get(number, EntryState.CONFIRMED),
            )
            number += 1


def members(rng):
    """Each worker takes part once; the student group are the youngest."""
    people = list(Worker.select().where(Worker.state == WorkState.EMPLOYED).order_by(Worker.born_on.desc()))
    students, workers = people[:40], people[40:]
    rng.shuffle(workers)
    pools = {ContestGroup.STUDENT: iter(students), ContestGroup.WORKER: iter(workers)}
    for entry in ordered(Entry):
        for turn in range(entry.contest.team_size):
            yield EntryMember(entry=entry, worker=next(pools[entry.contest.group]), captain=turn == 0)


# Marks -------------------------------------------------------------------------------------------


def scores(rng):
    """The marks of the first round; those of the later ones are given to who has come so far."""
    for contest in ordered(Contest):
        first = contest.stages.order_by(Stage.number).first()
        for entry in contest.entries.where(Entry.state == EntryState.CONFIRMED).order_by(Entry.id):
            yield marks(Score(entry=entry, stage=first), contest, rng)


def close(stage, today, rng):
    """Mark who is in it, then let the best go on; from the last the honours come, and the house may read it."""
    for score in stage.scores.where(Score.total.is_null()).order_by(Score.id):
        save(marks(score, stage.contest, rng), DEMO)
    if promoting.following(stage):
        promoting.promote(stage, DEMO)
    else:
        standings.rank(stage, DEMO)
        boards.release(stage, DEMO, datetime.combine(stage.held_on, time(17)))
        awarding.award(stage.contest, DEMO, days_before(today, 5))


def marks(score, contest, rng):
    theory, practice = (Decimal(rng.randrange(6000, 9900)) / 100 for _part in range(2))
    weighed = theory * contest.theory_weight + practice * (100 - contest.theory_weight)
    score.theory, score.practice, score.total = theory, practice, (weighed / 100).quantize(Decimal("0.01"))
    score.seconds, score.state = rng.randrange(5400, 9000), ScoreState.CONFIRMED
    return score


# Honours -----------------------------------------------------------------------------------------


def post_experts(today, rng):
    """The experts of key posts, month by month, and a craftsman of the year."""
    people = Worker.select().where(Worker.state == WorkState.EMPLOYED, Worker.enterprise.is_null(False))
    chosen = rng.sample(list(people.order_by(Worker.id)), 10)
    for number, worker in enumerate(chosen[:9]):
        month = (today.replace(day=1) - timedelta(days=1 + 30 * (number // 3))).replace(day=28)
        yield honour(worker, HonourKind.MONTHLY_EXPERT, f"{month.year}年{month.month}月岗位能手", month)
    last_year = date(today.year - 1, 12, 28)
    yield honour(chosen[9], HonourKind.ANNUAL_CRAFTSMAN, f"{last_year.year}年度岗位工匠", last_year)


def honour(worker, kind, title, day):
    unit = {"level": Level.ENTERPRISE, "awarded_by": worker.enterprise.name, "post": worker.post}
    return Honour(
        worker=worker, kind=kind, title=title, awarded_on=day, reason="关键岗位指标当月第一", **unit
    )
