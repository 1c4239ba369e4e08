"""The small office's labour register: stays in the three ledgers, service teams, graduates served by name."""

from collections import Counter
from datetime import date, timedelta

from choices import (
    CareKind,
    Education,
    Ledger,
    LedgerWay,
    NamedServiceKind,
    WorkPlace,
    WorkState,
)
from demo.ground import DEMO
from demo.register import days_before
from models import (
    LedgerEntry,
    NamedService,
    Organisation,
    ServiceStep,
    ServiceTeam,
    Skill,
    TeamMember,
    Trade,
    Worker,
)
from operations import bulk

EMPLOYERS = ("苏州恒力电子", "西安建工三公司", "兰州新区物流园", "张掖河西装备制造有限公司")
TEAMS = 3
SCHOOLS = ("河西学院", "张掖市职业中专", "兰州职业技术学院")
# What has been done for each graduate, in the order of recording; the first is served in full.
OFFERED = ("仓储管理员（顺达物流）", "数据标注员（云岭）", "化验员（祁连化工）")
DONE = [(1, 1, 3, 1), (1, 1, 2, 0), (1, 0, 0, 0), (1, 1, 1, 0), (0, 0, 0, 0)]


def build(today: date) -> None:
    bulk.load(LedgerEntry, ledgers(today), DEMO)
    bulk.load(ServiceTeam, teams(today), DEMO)
    bulk.load(TeamMember, members(today), DEMO)
    bulk.load(NamedService, services(today), DEMO)
    bulk.load(ServiceStep, steps(today), DEMO)


# Ledgers -----------------------------------------------------------------------------------------------


def ledgers(today):
    """Who is out of work stands in 未就业, some of those at work in 转移就业, most of them after a time without."""
    for number, worker in enumerate(
        of_state(WorkState.UNEMPLOYED)[:-1]
    ):  # the last still waits to be noted down
        yield stay(worker, Ledger.JOBLESS, days_before(today, 12 + 17 * number), LedgerWay.LOST)
        if number % 3 == 0:
            yield stay(
                worker, Ledger.CARE, days_before(today, 40), LedgerWay.SURVEY, care=list(CareKind)[number % 4]
            )
    for number, worker in enumerate(of_state(WorkState.EMPLOYED)[3::9]):
        moved_on = days_before(today, 5 + 9 * number)
        if number % 3:
            yield before(worker, moved_on)
        place = list(WorkPlace)[number % 3]
        employer = EMPLOYERS[number % len(EMPLOYERS)]
        yield stay(worker, Ledger.MOVED, moved_on, LedgerWay.FOUND, place=place, employer=employer)


def of_state(state):
    return list(Worker.select().where(Worker.state == state).order_by(Worker.id))


def stay(worker, ledger, since, way_in, **more):
    return LedgerEntry(worker=worker, ledger=ledger, since=since, way_in=way_in, **more)


def before(worker, moved_on):
    """The time without work that ended when somebody moved into work."""
    since = moved_on - timedelta(days=45)
    return stay(worker, Ledger.JOBLESS, since, LedgerWay.RETURNED, until=moved_on, way_out=LedgerWay.FOUND)


# Teams -------------------------------------------------------------------------------------------------


def teams(today):
    """A team in each of the first townships, of the trades that most of those at home master."""
    towns = Organisation.select().where(Organisation.kind == "township").order_by(Organisation.id)
    for number, (town, trade) in enumerate(zip(towns, commonest(), strict=False)):
        name = f"{town.name.removesuffix('总工会')}{trade.name}服务队"
        yield ServiceTeam(
            organisation=town, name=name, trade=trade, place=WorkPlace.COUNTY,
            founded_on=days_before(today, 300 - 40 * number),
        )  # fmt: skip


def commonest():
    """The trades of the teams, the commonest among the free first."""
    counted = Counter(skill.trade_id for skill in free())
    known = {trade.id: trade for trade in Trade.select()}
    return [known[id] for id, _number in sorted(counted.items(), key=lambda one: (-one[1], one[0]))[:TEAMS]]


def free():
    """The skills of those who are at work at home, by age in the register."""
    moved = LedgerEntry.select(LedgerEntry.worker).where(LedgerEntry.ledger == Ledger.MOVED)
    skills = (
        Skill.select()
        .join(Worker)
        .where(Skill.deleted_at.is_null(), Worker.state == WorkState.EMPLOYED, Worker.id.not_in(moved))
    )
    return list(skills.order_by(Skill.id))


def members(today):
    """The masters of the team's trade; nobody in two teams, and in each team one who has left."""
    taken = set()
    for team in ServiceTeam.select().order_by(ServiceTeam.id):
        found = list(dict.fromkeys(skill.worker_id for skill in free() if skill.trade_id == team.trade_id))
        for number, worker in enumerate([one for one in found if one not in taken][:6]):
            taken.add(worker)
            joined = days_before(today, 15 if number == 5 else 100 + number)
            left = days_before(today, 20) if number == 1 else None
            yield TeamMember(team=team, worker=worker, joined_on=joined, left_on=left)


# Graduates ---------------------------------------------------------------------------------------------


def services(today):
    """Young people who left school this summer; one of them is behind."""
    young = (
        Worker.select()
        .where(Worker.education >= Education.VOCATIONAL)
        .order_by(Worker.born_on.desc(), Worker.id)
    )
    for number, worker in enumerate(young.limit(len(DONE))):
        starts_on = days_before(today, 120 + 30 * number)
        yield NamedService(
            worker=worker, school=SCHOOLS[number % len(SCHOOLS)], graduated_on=days_before(today, 140 + 30 * number),
            care=list(CareKind)[number % 3], served_by="区总工会就业服务专干", starts_on=starts_on,
            due_on=starts_on + timedelta(days=183),
        )  # fmt: skip


def steps(today):
    for service, numbers in zip(NamedService.select().order_by(NamedService.id), DONE, strict=True):
        day = service.starts_on
        for kind, number in zip(NamedServiceKind, numbers, strict=True):
            for one in range(number):
                day += timedelta(days=9)
                content = OFFERED[one] if kind == NamedServiceKind.OFFER else None
                yield ServiceStep(service=service, kind=kind, done_on=day, content=content)
