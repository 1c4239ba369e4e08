"""The March of 2026 of a county: academies, classes, people in them, lessons and certificates, and what must be printed."""

from datetime import datetime, time

import operations
from choices import AttendanceState, ClassState, EnrolmentState, Exam
from models import Academy, Attendance, Certificate, Course, Enrolment, Lesson, TrainingClass
from scope import SYSTEM
from tests.make import make
from tests.month import BEFORE, DAY, NEXT, beside


def month(u):
    academies(u)
    classes(u)
    certificates(u)
    return {
        "Academies at the end of the month": "1",
        "Classes begun in the month": "2",
        "Hours of theory in classes of the month": "6",
        "Hours of practice in classes of the month": "9",
        "Person-times trained in classes of the month": "3",
        "Person-times that completed classes of the month": "1",
        "Lessons held in the month": "1",
        "Attendance at lessons of the month": "66.67%",
        "Pass rate of assessments in the month": "66.67%",
        "Certificates issued in the month": "1",
    }


def put(record, **columns):
    """What only a verb sets."""
    type(record).update(columns).where(type(record).id == record.id).execute()
    return record


def academies(u):
    def academy():
        return {"organisation": u.town, "founded_on": DAY, "closed_on": None}

    beside(Academy, academy, {"founded_on": NEXT}, {"closed_on": DAY}, {"organisation": u.foreign})


def classes(u):
    first, second = planned(u.town, DAY, 4, 6), planned(u.town, DAY, 2, 3)
    people(first)
    lessons(first)
    earlier = planned(u.town, BEFORE)
    assessed(earlier, DAY, Exam.PASSED)  # of a class of February, but in March
    assessed(earlier, BEFORE, Exam.PASSED)
    marked(earlier)
    apart = [planned(u.town, NEXT), planned(u.foreign, DAY), planned(u.town, DAY), planned(u.town, DAY)]
    for one in apart:
        assessed(one, DAY if one is not apart[0] else NEXT, Exam.PASSED)
        marked(one)
    for one in (second, earlier, *apart[:2]):
        put(one, state=ClassState.ENDED)
    put(first, state=ClassState.RUNNING)
    put(apart[2], state=ClassState.CANCELLED)  # the last one stays planned
    operations.delete(planned(u.town, DAY), SYSTEM)


def planned(union, day, theory=1, practice=1):
    course = make(Course, organisation=union, academy=None, kept_for=None)
    values = {"starts_on": day, "ends_on": NEXT, "theory_hours": theory, "practice_hours": practice}
    return make(TrainingClass, organisation=union, course=course, trainer=None, capacity=20, **values)


def people(held):
    enrolled, completed, failed, withdrawn, waiting = (place(held) for _n in range(5))
    operations.delete(place(held), SYSTEM)
    put(completed, state=EnrolmentState.COMPLETED, result=Exam.PASSED, assessed_on=DAY)
    put(failed, state=EnrolmentState.FAILED, result=Exam.NOT_PASSED, assessed_on=DAY)
    put(withdrawn, state=EnrolmentState.WITHDRAWN, result=Exam.PASSED, assessed_on=DAY)
    put(enrolled, assessed_on=DAY, result=None)  # examined, and nobody has said how it went
    put(waiting, state=EnrolmentState.WAITING)


def place(held):
    return make(Enrolment, training_class=held, organisation=held.organisation, wish_lesson=None)


def assessed(held, day, result):
    put(place(held), state=EnrolmentState.COMPLETED, result=result, assessed_on=day)


def marked(held):
    """A lesson on the first day of a class, at which everybody was."""
    lesson = make(Lesson, training_class=held, trainer=None, **hours(held.starts_on))
    for enrolment in held.enrolments:
        make(Attendance, lesson=lesson, enrolment=enrolment, state=AttendanceState.PRESENT)


def hours(day):
    return {
        "starts_at": datetime.combine(day, time(19, 30)),
        "ends_at": datetime.combine(day, time(21, 30)),
    }


def lessons(held):
    """One in the month with three marks; one after it, and one in the trash."""
    places = list(Enrolment.select().where(Enrolment.training_class == held).order_by(Enrolment.id))[:3]
    states = (AttendanceState.PRESENT, AttendanceState.LATE, AttendanceState.ABSENT)
    for day in (DAY, NEXT):
        lesson = make(Lesson, training_class=held, trainer=None, **hours(day))
        for enrolment, state in zip(places, states, strict=True):
            make(Attendance, lesson=lesson, enrolment=enrolment, state=state)
    before = {name: at.replace(hour=at.hour - 12) for name, at in hours(DAY).items()}
    operations.delete(make(Lesson, training_class=held, trainer=None, **before), SYSTEM)


def certificates(u):
    def issued(issued_on=DAY, organisation=u.town):
        return make(Certificate, organisation=organisation, issued_on=issued_on, expires_on=None)

    for one in ((DAY,), (BEFORE,), (NEXT,), (DAY, u.foreign)):
        issued(*one)
    put(issued(), revoked_on=DAY)
    operations.delete(issued(), SYSTEM)
