"""Who is at a lesson: called from a list, or proved by the code that is projected there and changes every half minute."""

from datetime import timedelta
from hmac import compare_digest

import pyotp

import models
from choices import CAME, AttendanceState, ClassState
from language import gettext
from models import CHINA, Attendance, Enrolment, Lesson, TrainingClass
from operations import seats
from operations.chain import gathering
from operations.records import held_or_refused, permit, save_one
from operations.refusals import Refused, in_words
from scope import Actor, find, may_write, visible

HALF_MINUTE = 30
BEFORE = timedelta(minutes=30)  # the code is accepted, ahead of the lesson
LATE = timedelta(minutes=15)  # after its start


# By list --------------------------------------------------------------------------------------------


def marks(lesson: Lesson) -> dict[int, Attendance]:
    """{enrolment: what was noted of it at the lesson}"""
    noted = Attendance.select().where(Attendance.deleted_at.is_null(), Attendance.lesson == lesson.id)
    return {one.enrolment_id: one for one in noted}


def call(
    lesson: Lesson, by: Actor, rest: AttendanceState | None = None, **states: AttendanceState | None
) -> None:
    """Note who was there: `states` as `at_17` by the id of the enrolment; of everybody else without a mark, `rest`."""
    with in_words(), gathering():
        permit(Attendance, by)
        lesson = held_or_refused(lesson, by)
        refuse_ahead(lesson)
        there = marks(lesson)
        for enrolment in seats.people(lesson.training_class_id, by):
            noted = there.get(enrolment.id)
            state = states.get(f"at_{enrolment.id}") or (None if noted else rest)
            if state and (noted is None or noted.state != state):
                mark(lesson, enrolment, state, noted, by)


def refuse_ahead(lesson):
    if lesson.starts_at.date() > models.now().date():
        raise Refused(
            gettext("This lesson is on %(day)s: nobody can have been there yet.", day=lesson.starts_at.date())
        )
    state = TrainingClass.get_by_id(lesson.training_class_id).state
    if state == ClassState.CANCELLED:
        raise Refused(gettext("The class is “%(state)s”: this cannot be done.", state=str(state.words)))


def mark(lesson, enrolment, state, noted, by, came_at=None):
    one = noted or Attendance(lesson=lesson, enrolment=enrolment)
    one.state = state
    if came_at:
        one.came_at = came_at
    save_one(one, by, sets=("came_at",) if came_at else ())


# By code --------------------------------------------------------------------------------------------


def code(lesson: Lesson) -> tuple[str, int]:
    """The code of this half minute, and for how many seconds it is shown."""
    seconds = moment()
    return pyotp.TOTP(lesson.secret).generate_otp(seconds // HALF_MINUTE), HALF_MINUTE - seconds % HALF_MINUTE


def moment() -> int:
    return int(models.now().replace(tzinfo=CHINA).timestamp())


def is_on(lesson) -> bool:
    return lesson.starts_at - BEFORE <= models.now() <= lesson.ends_at


def projected(id: int, by: Actor) -> Lesson | None:
    """A lesson whose code somebody may show to the room."""
    return find(Lesson, id, by) if may_write(Attendance, by) else None


def present_lesson(training_class: TrainingClass, by: Actor) -> Lesson | None:
    """The lesson of a class at which one can sign in now; of two, the one that began last."""
    own = visible(Lesson, by).where(Lesson.training_class == training_class.id)
    at = models.now()
    near = own.where(Lesson.starts_at <= at + BEFORE, Lesson.ends_at >= at)
    return near.order_by(Lesson.starts_at.desc()).first()


def sign_in(training_class: TrainingClass, enrolment: Enrolment, by: Actor, typed: str) -> bool:
    """Note somebody as present, by the code of the lesson that is held now. A second time nothing is done."""
    lesson = present_lesson(training_class, by)
    if lesson is None:
        raise Refused(
            gettext("No lesson of this class is held now: the code is of use during the lesson only.")
        )
    noted = marks(lesson).get(enrolment.id)
    if noted and noted.state in CAME:
        return False
    if not fits(lesson, typed):
        raise Refused(gettext("The code does not fit, or no longer: type the one that is on the wall now."))
    at = models.now()
    state = AttendanceState.LATE if at > lesson.starts_at + LATE else AttendanceState.PRESENT
    mark(lesson, enrolment, state, noted, by, came_at=at)
    return True


def fits(lesson, typed) -> bool:
    """Whether this is the code of this half minute, or of the one just over: typing takes time."""
    step, digits = moment() // HALF_MINUTE, "".join(typed.split())[:20].encode()
    codes = pyotp.TOTP(lesson.secret)
    return any(compare_digest(codes.generate_otp(one).encode(), digits) for one in (step, step - 1))


def numbers(lesson: Lesson) -> dict[str, int]:
    """How many have a place, and how many were noted as there."""
    came = sum(one.state in CAME for one in marks(lesson).values())
    return {"come": came, "expected": seats.taken(lesson.training_class_id)}
