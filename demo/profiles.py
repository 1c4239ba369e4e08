"""The small office's skill profiles: posts and what they ask for, who masters what, wishes, and classes that answer them."""

from datetime import date, datetime, time, timedelta
from random import Random

from choices import (
    ClassState,
    CourseKind,
    Education,
    FreeTime,
    Industry,
    Mastery,
    SkillLevel,
    TeachingMode,
    WorkState,
)
from demo.district import DISTRICT
from demo.ground import DEMO
from demo.register import days_before
from models import (
    Course,
    ItemMastery,
    Organisation,
    Position,
    PositionItem,
    SkillItem,
    SkillProfile,
    Trade,
    TrainingClass,
    Worker,
)
from operations import bulk

EVENING = FreeTime.EVENING
ITEMS = ("厚板立焊", "管道全位置焊", "焊缝探伤判读", "焊接机器人示教", "安全用电与应急")
# name, trade, level, (item, mastery asked for)
POSTS = (
    ("焊接班组长", "焊工", SkillLevel.SENIOR, ((0, Mastery.EXPERT), (1, Mastery.ALONE), (2, Mastery.ALONE))),
    ("焊工", "焊工", SkillLevel.MIDDLE, ((0, Mastery.ALONE), (3, Mastery.GUIDED), (4, Mastery.ALONE))),
)
# name, trade, level, item, hours, schooling, flexible, time of lessons, seats
COURSES = (
    ("家政服务员初级班", "家政服务员", SkillLevel.JUNIOR, None, (16, 32), None, True, FreeTime.FLEXIBLE, 30),
    ("人工智能训练师初级班", "人工智能训练师", SkillLevel.JUNIOR, None, (24, 24), Education.MIDDLE, False, EVENING, 25),
    ("管道全位置焊专项班", "焊工", SkillLevel.SENIOR, 1, (8, 40), None, False, FreeTime.WEEKEND, 12),
    ("焊接机器人示教班", "焊工", SkillLevel.MIDDLE, 3, (16, 24), Education.HIGH, False, FreeTime.EVENING, 20),
)  # fmt: skip
WISHES = (Industry.IT, Industry.HOUSEHOLD, None, Industry.MANUFACTURING)
TIMES = ((FreeTime.EVENING, FreeTime.WEEKEND), (FreeTime.FLEXIBLE,), (FreeTime.WEEKEND,), (FreeTime.EVENING,))


def build(today: date, unions: dict[str, Organisation], rng: Random) -> None:
    union = unions[DISTRICT]
    bulk.load(SkillItem, [SkillItem(organisation=union, name=name, core=True) for name in ITEMS], DEMO)
    items = list(SkillItem.select().order_by(SkillItem.id))
    trades = {trade.name: trade for trade in Trade.select()}
    bulk.load(Position, [post(union, trades, *one[:3]) for one in POSTS], DEMO)
    posts = list(Position.select().order_by(Position.id))
    bulk.load(PositionItem, asked(posts, items), DEMO)
    bulk.load(Course, [course(union, trades, items, *one[:7]) for one in COURSES], DEMO)
    bulk.load(TrainingClass, classes(today, union), DEMO)
    people = list(Worker.select().where(Worker.state == WorkState.EMPLOYED).order_by(Worker.id))[::4]
    bulk.load(SkillProfile, profiles(today, people, posts, trades["焊工"], rng), DEMO)
    bulk.load(ItemMastery, masteries(today, items, rng), DEMO)


def post(union, trades, name, trade, level):
    return Position(organisation=union, name=name, trade=trades[trade], level=level)


def asked(posts, items):
    for position, (_name, _trade, _level, wanted) in zip(posts, POSTS, strict=True):
        for number, mastery in wanted:
            yield PositionItem(position=position, item=items[number], mastery=mastery)


def course(union, trades, items, name, trade, level, item, hours, schooling, flexible):
    return Course(
        name=name, organisation=union, kind=CourseKind.SKILL, trade=trades[trade], level=level,
        item=items[item] if item is not None else None, theory_hours=hours[0], practice_hours=hours[1],
        modes=(TeachingMode.ON_SITE,), flexible=flexible, lowest_education=schooling,
    )  # fmt: skip


def classes(today, union):
    """Each course once, open for sign-up, from three weeks on."""
    starts_on = today + timedelta(days=21)
    for name, *_more, held_at, seats in COURSES:
        taught = Course.get(Course.name == name)
        yield TrainingClass(
            name=f"{name}（{starts_on:%Y年%m月}）", organisation=union, course=taught, starts_on=starts_on,
            ends_on=starts_on + timedelta(weeks=6), place="甘州区职业技术教育中心", mode=TeachingMode.ON_SITE,
            held_at=held_at, capacity=seats, register_by=datetime.combine(today + timedelta(days=14), time(18)),
            state=ClassState.OPEN,
        )  # fmt: skip


def profiles(today, people, posts, welding, rng):
    for number, worker in enumerate(people):
        welds = worker.trade_id == welding.id or number % 5 == 0
        yield SkillProfile(
            worker=worker, position=posts[number % 2] if welds else None,
            hired_on=days_before(today, rng.randrange(200, 3000)), free_times=TIMES[number % 4],
            hours_a_week=rng.choice((8, 12, 20)), cares=number % 4 == 1, place="甘州区",
            wish_industry=WISHES[number % 4], asked_on=days_before(today, rng.randrange(5, 60)),
        )  # fmt: skip


def masteries(today, items, rng):
    """Whoever has a post was judged on most of what it asks for."""
    for profile in (
        SkillProfile.select().where(SkillProfile.position.is_null(False)).order_by(SkillProfile.id)
    ):
        for one in PositionItem.select().where(PositionItem.position == profile.position_id):
            if rng.random() < 0.8:
                yield ItemMastery(
                    worker=profile.worker_id, item=one.item_id, mastery=rng.choice(list(Mastery)[:4]),
                    judged_on=days_before(today, rng.randrange(20, 400)), judged_by="技术科",
                )  # fmt: skip
