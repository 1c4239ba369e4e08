"""The small office's demands, a trip of the academy, the training of its cadres, certificates of a class."""

from datetime import date, datetime, time, timedelta
from random import Random

import models
from choices import (
    CadrePost,
    ClassState,
    CourseKind,
    DemandWay,
    EnrolmentState,
    RevisitWay,
    SkillLevel,
    TeachingMode,
    WorkState,
)
from demo.district import DISTRICT
from demo.ground import DEMO
from demo.register import days_before
from models import (
    Cadre,
    Certificate,
    Course,
    Demand,
    Enrolment,
    Enterprise,
    Revisit,
    Trade,
    Trainer,
    TrainingClass,
    Trip,
    TripStop,
    Worker,
)
from operations import bulk, certifying, demands, trips

DEMANDS = [
    ("检修焊工平焊、立焊实操", "焊工", DemandWay.MEETING, 30, 120, 60),
    ("高压电工复训", "电工", DemandWay.QUESTIONNAIRE, 16, 40, 25),
    ("数据标注与训练师", "人工智能训练师", DemandWay.VISIT, 40, 60, 12),
    ("安全班组建设", None, DemandWay.CALL, 55, None, 5),
]
STOPS = ("上秦镇", "党寨镇", "沙井镇")
WISHES = ("工会数智化建设", "工会数智化", "产业工人队伍建设改革", "安全班组建设", "集体协商怎么谈", None)
POSTS = (CadrePost.CHAIR, CadrePost.VICE_CHAIR, CadrePost.MEMBER, CadrePost.OFFICIAL, CadrePost.WOMEN)


def build(today: date, unions: dict, rng: Random) -> None:
    today = min(today, models.now().date())  # what was held, was held before this moment
    union = unions[DISTRICT]
    bulk.load(Course, courses(union), DEMO)
    bulk.load(Demand, asked(today), DEMO)
    people = list(Worker.select().where(Worker.state == WorkState.EMPLOYED).order_by(Worker.id).limit(120))
    welding(today, union, people[:14])
    bulk.load(Cadre, posts(today, people[20:80]), DEMO)
    cadre_training(today, union, people[20:80])
    drive(today, union, people[80:])


def courses(union):
    trades = {trade.name: trade.id for trade in Trade.select()}
    welder = trades.get("焊工")
    for name, kind, trade, level, hours, months in (
        ("检修焊工（订单班）", CourseKind.ORDER, welder, SkillLevel.MIDDLE, (40, 60), 36),
        ("电子商务与直播（送教）", CourseKind.SKILL, None, None, (2, 2), None),
        ("工会干部轮训（2 天）", CourseKind.CADRE_ALL, None, None, (12, 0), None),
        ("工会主席、副主席专题（3 天）", CourseKind.CADRE_CHAIRS, None, None, (18, 0), None),
    ):  # fmt: skip
        yield Course(
            name=name, organisation=union, kind=kind, trade=trade, level=level, theory_hours=hours[0],
            practice_hours=hours[1], certified=level is not None, valid_months=months, modes=(TeachingMode.ON_SITE,),
        )  # fmt: skip


def course(name):
    return Course.get(Course.name.startswith(name))


def asked(today):
    trades = {trade.name: trade.id for trade in Trade.select()}
    companies = list(Enterprise.select().order_by(Enterprise.id))
    for number, (topic, trade, way, people, hours, days) in enumerate(DEMANDS):
        company = companies[number % len(companies)]
        yield Demand(
            topic=topic, organisation=company.organisation_id, enterprise=company, way=way, people=people,
            raised_on=days_before(today, days), trade=trades.get(trade), practice_hours=hours,
            wanted_by=days_before(today, -60 - 10 * number),
        )  # fmt: skip


def held(today, union, name, what, days, seats, state=ClassState.ENDED):
    """A class that ended so many days ago."""
    return TrainingClass(
        name=name, organisation=union, course=what, starts_on=days_before(today, days + 2), ends_on=days_before(today, days),
        place="区职工教育培训中心", mode=TeachingMode.ON_SITE, capacity=seats, state=state,
    )  # fmt: skip


def places(training_class, people, state, wishes=(None,)):
    for number, worker in enumerate(people):
        yield Enrolment(
            training_class=training_class, worker=worker, state=state, wish=wishes[number % len(wishes)],
            registered_on=min(training_class.starts_on, models.now().date()),
        )  # fmt: skip


def welding(today, union, people):
    """The first demand is answered; of a class before it most have their certificates, and one was revoked."""
    first = Demand.select().order_by(Demand.id).get()
    what, starts = course("检修焊工"), days_before(today, -10)
    demands.open_class(
        first, DEMO, course=what, name="检修焊工订单班（二期）", starts_on=starts, ends_on=starts + timedelta(days=45),
        capacity=first.people, practice_hours=first.practice_hours,
    )  # fmt: skip
    bulk.load(TrainingClass, [held(today, union, "检修焊工订单班（一期）", what, 30, 20)], DEMO)
    done = TrainingClass.get(TrainingClass.name == "检修焊工订单班（一期）")
    bulk.load(Enrolment, places(done, people[:12], EnrolmentState.COMPLETED), DEMO)
    certifying.issue_all(done, DEMO, days_before(today, 20))
    certifying.revoke(Certificate.select().order_by(Certificate.id).get(), DEMO, "登记有误，重新颁发")


def posts(today, people):
    for number, worker in enumerate(people):
        yield Cadre(
            organisation=worker.organisation_id, worker=worker, post=POSTS[number % len(POSTS)],
            since=days_before(today, 900), until=days_before(today, 30) if number == 7 else None,
        )  # fmt: skip


def cadre_training(today, union, people):
    """Both courses were held once; the next is open, with wishes; some were revisited."""
    two, three = course("工会干部轮训"), course("工会主席")
    made = [
        held(today, union, "工会干部轮训班（第一期）", two, 120, 60), held(today, union, "工会主席专题班", three, 100, 40),
        held(today, union, "工会干部轮训班（第二期）", two, -12, 60, ClassState.OPEN),
    ]  # fmt: skip
    bulk.load(TrainingClass, made, DEMO)
    classes = [TrainingClass.get(TrainingClass.name == one.name) for one in made]
    bulk.load(Enrolment, places(classes[0], people[2:30], EnrolmentState.COMPLETED), DEMO)
    bulk.load(Enrolment, places(classes[1], people[0:40:5], EnrolmentState.COMPLETED), DEMO)
    bulk.load(Enrolment, places(classes[2], people[40:], EnrolmentState.ENROLLED, WISHES), DEMO)
    bulk.load(Revisit, visits(today, classes[0]), DEMO)


def visits(today, training_class):
    trained = Enrolment.select().where(Enrolment.training_class == training_class.id).order_by(Enrolment.id)
    for number, one in enumerate(trained.limit(6)):
        yield Revisit(
            enrolment=one, done_on=days_before(today, 3 + 4 * number), way=list(RevisitWay)[number % 3], used=number != 4,
            done_by="区总工会组织部", found="已能独立办理入会和换届手续" if number != 4 else "岗位已调整，暂未用上",
        )  # fmt: skip


def drive(today, union, people):
    """A trip to three townships last month, and one that is planned."""
    bulk.load(Trip, [
        Trip(name="工匠学院直通车", organisation=union, held_on=days_before(today, 20), vehicle="中巴车 甘G·12345"),
        Trip(name="工匠学院直通车", organisation=union, held_on=days_before(today, -9), vehicle="中巴车 甘G·12345"),
    ], DEMO)  # fmt: skip
    made, planned = Trip.select().order_by(Trip.id)
    bulk.load(TripStop, [*stops(made), *stops(planned)], DEMO)
    for number, stop in enumerate(
        TripStop.select().where(TripStop.trip == made.id).order_by(TripStop.number)
    ):
        came = "\n".join(worker.code for worker in people[number * 12 : number * 12 + 12])
        trips.hold_stop(stop, DEMO, stop.starts_at, stop.ends_at, came)
    trips.finish(made, DEMO)


def stops(trip):
    what, lecturer = course("电子商务"), Trainer.select().order_by(Trainer.id).get()
    for number, township in enumerate(STOPS, 1):
        begins = datetime.combine(trip.held_on, time(8 + 2 * number))
        yield TripStop(
            trip=trip, number=number, township=township, place=f"{township}文化站", course=what, trainer=lecturer,
            starts_at=begins, ends_at=begins + timedelta(hours=1, minutes=30),
        )  # fmt: skip
