"""The small office's register: its workers with their skills, and the trainers."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from choices import Education, SkillLevel, TrainerKind, WorkState
from demo import people, words
from demo.district import DISTRICT, somebody
from demo.ground import DEMO
from models import Enterprise, Skill, Trade, Trainer, Worker
from operations import bulk

WORKERS, TEACHERS, EXPERTS = 300, 21, 18
SCHOOL = "甘州区职业技术教育中心"
TITLES = ("讲师", "高级讲师", "助理讲师", "高级工程师")
SUBJECTS = ("焊接实操", "电工基础", "数据标注规范", "家政服务礼仪", "安全生产", "面点制作", "大模型政务应用")


def build(today: date, unions: dict, rng: Random) -> None:
    bulk.load(Worker, workers(today, unions, rng), DEMO)
    bulk.load(Skill, skills(today, rng), DEMO)
    bulk.load(Trainer, [*teachers(today, unions[DISTRICT], rng), *experts(today, rng)], DEMO)


def days_before(today, days):
    return today - timedelta(days=days)


# Workers and skills ------------------------------------------------------------------------------


def workers(today, unions, rng) -> Iterator[Worker]:
    homes = homes_of(unions)
    trades = trades_by_industry()
    for number in range(WORKERS):
        union, company = homes[number % len(homes)]
        who = people.person(number, "甘州区", rng)
        industry = company.industry if company else None
        yield Worker(
            **who.columns(),
            organisation=union,
            enterprise=company,
            trade=rng.choice(trades.get(industry) or trades[None]),
            post=rng.choice(words.POSTS),
            education=rng.choice(list(Education)[1:6]),
            state=state_of(number, who.born_on, today),
            joined_on=joined(number, today, rng),
            address=f"甘肃省张掖市甘州区{rng.choice(words.TOWN_NAMES)}路{number + 1}号",
        )


def homes_of(unions):
    """Companies come up twice as often as the township and joint unions that hold scattered workers."""
    companies = [(company.organisation, company) for company in Enterprise.select().order_by(Enterprise.id)]
    scattered = [(union, None) for union in unions.values() if union.kind in ("township", "joint")]
    return [*companies, *scattered, *companies]


def trades_by_industry():
    found = {None: []}
    for trade in Trade.select().order_by(Trade.id):
        found.setdefault(trade.industry, []).append(trade)
        found[None].append(trade)
    return found


def state_of(number, born_on, today):
    if days_before(today, 60 * 365) > born_on:
        return WorkState.RETIRED
    return {7: WorkState.LEAVE, 17: WorkState.UNEMPLOYED}.get(number % 40, WorkState.EMPLOYED)


def joined(number, today, rng):
    """Some this month or last, a few not yet, most years ago."""
    if number % 30 == 29:
        return None
    return days_before(today, rng.randrange(45) if number % 15 == 4 else rng.randrange(60, 4000))


def skills(today, rng) -> Iterator[Skill]:
    for worker in Worker.select().order_by(Worker.id):
        if worker.id % 5 in (0, 1, 2):
            recent = worker.id % 20 == 0
            yield Skill(
                worker=worker,
                trade=worker.trade_id,
                level=level_of(worker, today, rng),
                certificate=f"S000062070{worker.id:09d}",
                issued_by="张掖市职业技能鉴定中心",
                issued_on=days_before(today, rng.randrange(40) if recent else rng.randrange(60, 3000)),
            )


def level_of(worker, today, rng):
    """Who has worked longer has come further; very few reach the two highest levels."""
    if worker.id % 60 == 0:
        return rng.choice((SkillLevel.SPECIAL, SkillLevel.CHIEF))
    highest = min(6, 2 + (today.year - worker.born_on.year - 20) // 8)
    return list(SkillLevel)[rng.randint(1, max(2, highest)) - 1]


# Trainers ----------------------------------------------------------------------------------------


def teachers(today, union, rng) -> Iterator[Trainer]:
    trades = list(Trade.select().order_by(Trade.id))
    for number in range(TEACHERS):
        yield Trainer(
            name=somebody(rng),
            phone=people.phone(800_000 + number),
            organisation=union,
            kind=TrainerKind.FULL_TIME,
            employer=SCHOOL,
            trade=rng.choice(trades),
            title=rng.choice(TITLES),
            teaches="、".join(rng.sample(SUBJECTS, 2)),
            appointed_on=days_before(today, 5 if number == 0 else rng.randrange(60, 900)),
        )


def experts(today, rng) -> Iterator[Trainer]:
    """Senior technicians of the companies, each also a worker on the register."""
    skilled = Skill.select(Skill, Worker).join(Worker).order_by(Skill.level.desc(), Skill.id)
    skilled = skilled.where(Worker.enterprise.is_null(False), Worker.state == WorkState.EMPLOYED)
    for number, skill in enumerate(skilled.limit(EXPERTS)):
        worker = skill.worker
        yield Trainer(
            name=worker.name,
            phone=worker.phone,
            organisation=worker.organisation_id,
            kind=TrainerKind.ENTERPRISE,
            worker=worker,
            employer=worker.enterprise.name,
            trade=skill.trade_id,
            level=skill.level,
            teaches=rng.choice(SUBJECTS),
            appointed_on=days_before(today, 9 if number == 0 else rng.randrange(60, 900)),
        )
