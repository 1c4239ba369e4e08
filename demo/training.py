"""The small office's training: an academy with branches, courses, classes over, running and open for sign-up."""

from datetime import date, datetime, time, timedelta
from random import Random

import operations
from choices import (
    AttendanceState,
    ClassState,
    CourseKind,
    EnrolmentState,
    Exam,
    FreeTime,
    Industry,
    LessonKind,
    TeachingMode,
    WorkState,
)
from demo.district import DISTRICT
from demo.ground import DEMO
from demo.register import days_before
from models import (
    Academy,
    Attendance,
    Competition,
    Course,
    Enrolment,
    Lesson,
    Organisation,
    Studio,
    Trade,
    Trainer,
    TrainingClass,
    Worker,
)
from operations import bulk
from rules.timetable import Span, weekly

HEAD = "甘州工匠学院"
BRANCHES = (
    ("装备制造分院", "焊接与机电", Industry.MANUFACTURING),
    ("数字经济分院", "人工智能与数据标注", Industry.IT),
)
ON_SITE = (TeachingMode.ON_SITE, TeachingMode.FACTORY)
EVERY = (TeachingMode.ON_SITE, TeachingMode.LIVE, TeachingMode.REPLAY)
# name, kind, trade, branch, hours of theory and practice, ways of teaching
COURSES = (
    ("焊工技能提升", CourseKind.SKILL, "焊工", 1, 16, 32, ON_SITE),
    ("电工初级培训", CourseKind.SKILL, "电工", 1, 16, 24, ON_SITE),
    ("DeepSeek大模型政务应用", CourseKind.SKILL, None, 2, 8, 0, EVERY),
    ("人工智能训练师", CourseKind.GATE, "人工智能训练师", 2, 24, 24, EVERY),
    ("软笔书法", CourseKind.INTEREST, None, 0, 0, 0, (TeachingMode.EVENING, *EVERY)),
    ("声乐", CourseKind.EVENING, None, 0, 0, 0, (TeachingMode.EVENING,)),
)
# course, name, days before today, lessons, seats, people, state
CLASSES = (
    (0, "焊工技能提升第一期", 70, 8, 30, 24, ClassState.ENDED),
    (2, "DeepSeek政务应用第一期", 40, 3, 60, 45, ClassState.ENDED),
    (3, "人工智能训练师第一期", 20, 9, 30, 22, ClassState.RUNNING),
    (4, "软笔书法春季班", -9, 8, 12, 15, ClassState.OPEN),
    (1, "电工初级第二期", -30, 6, 30, 0, ClassState.PLANNED),
)


def build(today: date, unions: dict[str, Organisation], rng: Random) -> None:
    union = unions[DISTRICT]
    bulk.load(Academy, [academy(today, union, HEAD, "产业工人技能提升", Industry.EDUCATION)], DEMO)
    head = Academy.get(Academy.name == HEAD)
    bulk.load(Academy, [academy(today, union, *one, head) for one in BRANCHES], DEMO)
    bulk.load(Course, courses(union), DEMO)
    bulk.load(TrainingClass, classes(today, union), DEMO)
    bulk.load(Lesson, lessons(), DEMO)
    bulk.load(Enrolment, enrolments(rng), DEMO)
    bulk.load(Attendance, attendance(today, rng), DEMO)
    belong(Academy.get(Academy.name == BRANCHES[0][0]))


def belong(branch):
    """A contest and a studio of the office belong to a branch of the academy."""
    for one in (
        Competition.select().order_by(Competition.id).first(),
        Studio.select().order_by(Studio.id).first(),
    ):
        one.academy = branch
        operations.save(one, DEMO)


def academy(today, union, name, speciality, industry, parent=None):
    return Academy(
        name=name,
        organisation=union,
        parent=parent,
        industry=industry,
        speciality=speciality,
        place=f"{union.name.removesuffix('总工会')}职工文化中心",
        founded_on=days_before(today, 900),
    )


def courses(union):
    academies = list(Academy.select().order_by(Academy.id))
    trades = {trade.name: trade for trade in Trade.select()}
    for name, kind, trade, branch, theory, practice, modes in COURSES:
        yield Course(
            name=name,
            organisation=union,
            kind=kind,
            academy=academies[branch],
            trade=trades.get(trade),
            theory_hours=theory,
            practice_hours=practice,
            modes=modes,
            flexible=kind in (CourseKind.EVENING, CourseKind.INTEREST),
            pass_mark=60 if theory else 0,
            certified=bool(theory),
            valid_months=36 if theory else None,
        )


def classes(today, union):
    found = list(Course.select().order_by(Course.id))
    trainers = list(Trainer.select().where(Trainer.organisation == union.id).order_by(Trainer.id))
    for number, (course, name, days, count, seats, _people, state) in enumerate(CLASSES):
        starts_on = days_before(today, days)
        yield TrainingClass(
            name=name,
            organisation=union,
            course=found[course],
            starts_on=starts_on,
            ends_on=starts_on + timedelta(weeks=count),
            place="职工文化中心",
            mode=found[course].modes[0],
            held_at=FreeTime.EVENING,
            capacity=seats,
            theory_hours=hours(found[course], count, LessonKind.THEORY),
            practice_hours=hours(found[course], count, LessonKind.PRACTICE),
            register_by=datetime.combine(starts_on - timedelta(days=2), time(18)),
            trainer=trainers[number],
            state=state,
        )


def hours(course, count, kind):
    """The hours of a class as its lessons hold them, two and a half of teaching each."""
    kinds = [kinds_of(course)[number % 2] for number in range(count)]
    return 0 if not course.theory_hours else kinds.count(kind) * 5 // 2


def kinds_of(course):
    return [LessonKind.PRACTICE if course.practice_hours else LessonKind.THEORY, LessonKind.THEORY]


def lessons():
    """A lesson a week in the evening, each class in a room of its own."""
    for number, one in enumerate(TrainingClass.select().order_by(TrainingClass.id)):
        begins = datetime.combine(one.starts_on, time(19))
        kinds = kinds_of(one.course)
        for place, span in enumerate(weekly(Span(begins, begins + timedelta(hours=2)), CLASSES[number][3])):
            yield Lesson(
                training_class=one,
                starts_at=span.starts_at,
                ends_at=span.ends_at,
                kind=kinds[place % 2],
                topic=f"第{place + 1}讲",
                room=f"{number + 2}01教室",
                trainer=one.trainer_id,
                live="https://live.example.org/gongyou" if TeachingMode.LIVE in one.course.modes else None,
            )


def enrolments(rng):
    at_work = Worker.select(Worker.id).where(Worker.state == WorkState.EMPLOYED).order_by(Worker.id)
    people = [id for (id,) in at_work.tuples()]
    for one, (_course, _name, _days, _count, seats, number, state) in zip(
        TrainingClass.select().order_by(TrainingClass.id), CLASSES, strict=True
    ):
        for place, worker in enumerate(rng.sample(people, number)):
            yield Enrolment(
                training_class=one,
                worker=worker,
                registered_on=one.starts_on - timedelta(days=10 - place % 7),
                **how_far(state, place, seats, one, rng),
            )


def how_far(state, place, seats, one, rng):
    """Where somebody stands in a class: on the waiting list, in it, or at its end."""
    if state != ClassState.ENDED:
        return {"state": EnrolmentState.ENROLLED if place < seats else EnrolmentState.WAITING}
    theory = rng.randint(52, 98)
    passed = theory >= 60
    return {
        "state": EnrolmentState.COMPLETED if passed else EnrolmentState.FAILED,
        "theory": theory,
        "practice": rng.randint(60, 96) if one.practice_hours else None,
        "result": Exam.PASSED if passed else Exam.NOT_PASSED,
        "assessed_on": one.ends_on - timedelta(days=5),
    }


def attendance(today, rng):
    """Of each lesson that was held: nearly everybody came."""
    there = (AttendanceState.PRESENT,) * 12 + (AttendanceState.LATE, AttendanceState.EXCUSED)
    for lesson in Lesson.select(Lesson, TrainingClass).join(TrainingClass).order_by(Lesson.id):
        if lesson.starts_at.date() < today and lesson.training_class.state in (
            ClassState.RUNNING,
            ClassState.ENDED,
        ):
            for enrolment in lesson.training_class.enrolments.order_by(Enrolment.id):
                yield Attendance(lesson=lesson, enrolment=enrolment, state=rng.choice(there))
