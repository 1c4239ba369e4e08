"""The small office's innovation studios and what its model workers did for companies."""

from datetime import date, timedelta
from random import Random

from choices import (
    DemandSource,
    Level,
    ProblemState,
    ResultKind,
    ServiceKind,
    SkillLevel,
    StudioKind,
    VisitKind,
    WorkState,
)
from demo.ground import DEMO
from demo.register import days_before
from models import (
    Enterprise,
    ExpertRequest,
    ExpertService,
    Skill,
    Studio,
    StudioMember,
    StudioResult,
    StudioVisit,
    Worker,
)
from operations import bulk, studios
from scope import SYSTEM

RESULTS = [
    ("焊接变位工装改进", ResultKind.TOOL, 186_000),
    ("循环水泵节能改造", ResultKind.PROCESS, 240_000),
    ("数据标注质检流程", ResultKind.STANDARD, 52_000),
    ("配电柜巡检工作法", ResultKind.STANDARD, None),
]
PROBLEMS = [
    ("换热器焊缝反复渗漏", ProblemState.SOLVED, 80, "改用氩弧打底并调整焊接顺序，试压合格"),
    ("分拣线电机频繁跳闸", ProblemState.SOLVED, 52, "更换软启动器，重新整定保护"),
    ("面粉包装称重误差大", ProblemState.ASSIGNED, 30, None),
    ("光伏逆变器夏季降额", ProblemState.OPEN, 6, None),
]
DONE = timedelta(days=14)


def build(today: date, rng: Random) -> None:
    leaders = masters()
    bulk.load(Studio, (studio(today, *one) for one in zip(leaders, STUDIOS, strict=False)), DEMO)
    bulk.load(StudioMember, members(today), DEMO)
    bulk.load(StudioResult, results(today), DEMO)
    for result in list(StudioResult.select().order_by(StudioResult.id))[:-1]:
        studios.confirm_result(result, SYSTEM, "企业出具的效益证明")
    bulk.load(StudioVisit, visits(today, rng), DEMO)
    bulk.load(ExpertRequest, requests(today, leaders), DEMO)
    bulk.load(ExpertService, services(today, rng), DEMO)


STUDIOS = [("焊接", StudioKind.MODEL_WORKER, Level.CITY), ("电气", StudioKind.CRAFTSMAN, Level.COUNTY)]


def masters():
    """The most skilled people at work, each with their trade."""
    skills = Skill.select(Skill, Worker).join(Worker).order_by(Skill.level.desc(), Skill.id)
    skills = skills.where(Skill.level >= SkillLevel.SENIOR, Worker.state == WorkState.EMPLOYED)
    return list({skill.worker_id: skill for skill in skills}.values())[:10]


def studio(today, skill, about):
    focus, kind, level = about
    leader = skill.worker
    return Studio(
        name=f"{leader.name}{kind.words}",
        organisation=leader.organisation_id,
        kind=kind,
        level=level,
        leader=leader,
        trade=skill.trade_id,
        enterprise=leader.enterprise_id,
        founded_on=days_before(today, 700),
        place="生产车间二楼",
        focus=f"{focus}工艺改进、技术攻关和带徒",
    )


def members(today):
    young = (
        Worker.select().where(Worker.state == WorkState.EMPLOYED).order_by(Worker.born_on.desc(), Worker.id)
    )
    for number, worker in enumerate(young.limit(6)):
        for studio in list(Studio.select().order_by(Studio.id))[number % 2 :: 2]:
            yield StudioMember(
                studio=studio, worker=worker, part="攻关组员", joined_on=days_before(today, 400)
            )


def results(today):
    all_ = list(Studio.select().order_by(Studio.id))
    for number, (name, kind, benefit) in enumerate(RESULTS):
        yield StudioResult(
            studio=all_[number % len(all_)],
            name=name,
            kind=kind,
            achieved_on=days_before(today, 3 + 40 * number),
            benefit=benefit,
        )


def visits(today, rng):
    for studio in Studio.select().order_by(Studio.id):
        for number, kind in enumerate(VisitKind):
            yield StudioVisit(
                studio=studio,
                visited_on=days_before(today, 5 + 33 * number),
                kind=kind,
                guests=f"{kind.words}参观团",
                people=rng.randint(12, 60),
            )


def requests(today, leaders):
    companies = list(Enterprise.select().order_by(Enterprise.id))
    for number, (subject, state, days, outcome) in enumerate(PROBLEMS):
        asked, skill = days_before(today, days), leaders[number % len(leaders)]
        yield ExpertRequest(
            organisation=companies[number].organisation_id,
            enterprise=companies[number],
            asked_on=asked,
            source=list(DemandSource)[number],
            subject=subject,
            trade=skill.trade_id,
            state=state,
            expert=None if state == ProblemState.OPEN else skill.worker,
            assigned_on=None if state == ProblemState.OPEN else asked + timedelta(days=2),
            closed_on=asked + DONE if outcome else None,
            outcome=outcome,
            benefit=60_000 + 25_000 * number if outcome else None,
        )


def services(today, rng):
    for request in ExpertRequest.select().where(ExpertRequest.expert.is_null(False)):
        for number, kind in enumerate((ServiceKind.ON_SITE, ServiceKind.TRAINING)):
            yield ExpertService(
                organisation=request.organisation_id,
                expert=request.expert_id,
                request=request,
                enterprise=request.enterprise_id,
                kind=kind,
                held_on=request.assigned_on + timedelta(days=3 + number),
                subject=request.subject,
                people=rng.randint(15, 45) if kind == ServiceKind.TRAINING else 3,
            )
