"""The small office's job fairs: two held, one on air, one to come; posts, applications, and who has begun a job."""

from datetime import date, datetime, time, timedelta
from random import Random

from choices import (
    ApplicationSource,
    FairKind,
    FairState,
    FirmState,
    PlacementStep,
    SkillLevel,
    WorkPlace,
    WorkState,
)
from demo.district import DISTRICT
from demo.ground import DEMO
from demo.register import days_before
from models import (
    Application,
    Enterprise,
    Fair,
    FairFirm,
    FairPlan,
    JobPost,
    LivePost,
    LiveSession,
    Placement,
    SkillProfile,
    Trade,
    Worker,
)
from operations import applying, bulk, fairs, hiring, staying
from rules.staying import due_on
from scope import SYSTEM

FAIRS = [  # name, kind, days ago, job seekers
    ("“春风行动”专场招聘会", FairKind.OFFLINE, 210, 860),
    ("河西学院校园招聘会", FairKind.CAMPUS, 40, 1240),
    ("工会主席直播带岗", FairKind.LIVE, 12, None),
    ("年末企业用工招聘会", FairKind.OFFLINE, -20, None),
]
PLANS = ((FairKind.CAMPUS, 4), (FairKind.OFFLINE, 12), (FairKind.LIVE, 6))
POSTS = [  # name, trade, level, wage, wanted
    ("焊工", "焊工", SkillLevel.MIDDLE, 6500, 4),
    ("维修电工", "电工", SkillLevel.MIDDLE, 6000, 2),
    ("数据标注员", "人工智能训练师", None, 4500, 6),
    ("家政服务员", "家政服务员", None, 4200, 5),
    ("装配操作工", None, None, 5000, 8),
]
HOSTS = "区总工会、区人社局"


def build(today: date, unions: dict, rng: Random) -> None:
    union = unions[DISTRICT]
    bulk.load(FairPlan, (plan(union, today, *one) for one in PLANS), DEMO)
    bulk.load(Fair, (fair(union, today, *one) for one in FAIRS), DEMO)
    bulk.load(FairFirm, firms(), DEMO)
    bulk.load(JobPost, posts(union), DEMO)
    on_air(union)
    pool(today, rng)
    apply(rng)
    take_on(today)


def plan(union, today, kind, planned):
    return FairPlan(organisation=union, year=today.year, kind=kind, planned=planned)


def fair(union, today, name, kind, days, visitors):
    over = days > 0
    return Fair(
        name=name, organisation=union, kind=kind, hosts=HOSTS, place=None if kind == FairKind.LIVE else "区人力资源市场",
        starts_on=days_before(today, days), visitors=visitors, state=FairState.HELD if over else FairState.PLANNED,
    )  # fmt: skip


def all_of(model):
    return list(model.select().order_by(model.id))


def firms():
    companies = all_of(Enterprise)
    for one in all_of(Fair):
        for number, company in enumerate(companies[:8]):
            came = FirmState.CAME if number else FirmState.DECLINED
            state = came if one.state == FairState.HELD else list(FirmState)[number % 2]
            yield FairFirm(
                fair=one, enterprise=company, contact=company.contact, phone=company.phone, state=state
            )


def posts(union):
    trades = {trade.name: trade for trade in all_of(Trade)}
    for one in all_of(Fair):
        companies = [firm.enterprise for firm in all_of(FairFirm) if firm.fair_id == one.id][1:]
        for number, (name, trade, level, wage, openings) in enumerate(POSTS):
            yield JobPost(
                name=name, organisation=union, fair=one, enterprise=companies[number], trade=trades.get(trade), level=level,
                openings=openings, wage_from=wage, wage_to=wage + 1500, place="甘州区", work_place=WorkPlace.COUNTY,
                posted_on=days_before(one.starts_on, 14 if one.state == FairState.HELD else 25),
            )  # fmt: skip


def on_air(union):
    one = Fair.get(Fair.kind == FairKind.LIVE)
    starts_at = datetime.combine(one.starts_on, time(19, 30))
    made = LiveSession(
        name="主席带你找工作", organisation=union, fair=one, host=union.chair, host_title="区总工会主席", platform="视频号",
        starts_at=starts_at, viewers=18_600,
    )  # fmt: skip
    bulk.load(LiveSession, [made], DEMO)
    live, shown = LiveSession.get(), JobPost.select().where(JobPost.fair == one).order_by(JobPost.id)
    bulk.load(LivePost, [LivePost(live=live, post=post) for post in shown], DEMO)


def pool(today, rng):
    """Some profiles look for a job: those that are there already say so, a few are new."""
    known = {one.worker_id for one in all_of(SkillProfile)}
    looking = Worker.select().where(Worker.state.in_((WorkState.UNEMPLOYED, WorkState.EMPLOYED)))
    fresh = [worker for worker in looking.order_by(Worker.id) if worker.id not in known][::7]
    wishes = (profile(worker, today, rng) for worker in fresh)
    bulk.load(SkillProfile, wishes, DEMO)


def profile(worker, today, rng):
    return SkillProfile(
        worker=worker, in_pool=True, work_place=rng.choice(list(WorkPlace)), wage=rng.randrange(4000, 7000, 500),
        wish_trade=worker.trade_id, asked_on=days_before(today, rng.randrange(5, 90)),
    )  # fmt: skip


def apply(rng):
    """People of the pool apply at the fairs that were held."""
    people = [
        one.worker for one in SkillProfile.select().where(SkillProfile.in_pool).order_by(SkillProfile.id)
    ]
    held = Fair.select(Fair.id).where(Fair.state == FairState.HELD)
    for post in JobPost.select().where(JobPost.fair.in_(held)).order_by(JobPost.id):
        on_air = post.fair.kind == FairKind.LIVE
        source = ApplicationSource.LIVE if on_air else ApplicationSource.FAIR
        chosen = rng.sample(people, min(4, len(people)))
        applying.apply([post], chosen, SYSTEM, applied_on=post.fair.starts_on, source=source)


def take_on(today):
    """Of the applications some become intents, some jobs; who began long ago was asked."""
    for number, one in enumerate(all_of(Application)):
        began = one.applied_on + timedelta(days=10)
        if number % 4 == 0:
            applying.intend(one, SYSTEM)
        elif number % 4 == 1 and began <= today and not has_job(one.worker_id):
            hiring.hire(one, SYSTEM, began)
    for placement in all_of(Placement):
        for step in PlacementStep:
            due = due_on(placement.started_on, step)
            if due <= today and (placement.id + int(step)) % 5:
                staying.check(placement, SYSTEM, step, True, due, "岗位稳定")
    for one in Fair.select().where(Fair.state == FairState.PLANNED):
        fairs.open_fair(one, SYSTEM)


def has_job(worker):
    return Placement.select().where(Placement.worker == worker).exists()
