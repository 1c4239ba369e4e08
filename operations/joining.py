"""A worker signs up for a class on a phone, gives the place up, signs in at its lessons. Of others only counts are seen."""

from dataclasses import replace

import models
from choices import ClassState, EnrolmentState
from language import gettext
from models import Attendance, Enrolment, Lesson, TrainingClass, Worker
from operations import enrolling, roll_call, seats
from operations.records import held
from operations.refusals import Refused
from scope import Actor, Only, visible

SHOWN = 60  # lessons


def only(training_class: int, worker: Worker) -> Only:
    """The class with its lessons, the person's own enrolment and what was noted of it."""
    own = Enrolment.get_or_none(
        Enrolment.training_class == training_class,
        Enrolment.worker == worker.id,
        Enrolment.deleted_at.is_null(),
    )
    rows = (
        ("training_class", "id", training_class),
        ("worker", "id", worker.id),
        ("lesson", "training_class", training_class),
        ("enrolment", "training_class", training_class),
        ("enrolment", "worker", worker.id),
        ("attendance", "enrolment", own.id if own else 0),  # no record has it
    )
    return Only(rows, "enrolment")


def concerns(training_class, worker) -> bool:
    """Anybody can be invited; whether a place can be had is said on the page."""
    return True


def people(training_class) -> list[Worker]:
    """Nobody in particular: the union names whom it invites."""
    return []


def ahead(training_class) -> bool:
    """Whether there is still something to come to."""
    return training_class.state in seats.TAKES


def own(training_class, by) -> Enrolment | None:
    return visible(Enrolment, by).where(Enrolment.training_class == training_class.id).first()


def page(visit) -> dict:
    """What the page says besides the class: the person's place, the places left, the lessons and who was there."""
    where, place = visit.record, own(visit.record, visit.by)
    lessons = visible(Lesson, visit.by).order_by(Lesson.starts_at).limit(SHOWN)
    marks = {one.lesson_id: one.state for one in visible(Attendance, visit.by)} if place else {}
    inside = bool(place) and place.state in enrolling.IN
    return {
        "place": place,
        "inside": inside,
        "left": seats.left(where),
        "in_line": seats.number_in_line(place) if inside else None,
        "hindrance": late(where),
        "lessons": [(lesson, marks.get(lesson.id)) for lesson in lessons],
        "present": roll_call.present_lesson(where, visit.by) if may_come(place) else None,
    }


def may_come(place):
    return place is not None and place.state == EnrolmentState.ENROLLED


def late(training_class) -> str:
    """Why nobody can sign up or withdraw by themselves any more."""
    if training_class.state != ClassState.OPEN:
        return gettext("Sign-up for this class is not open.")
    if training_class.register_by and models.now() > training_class.register_by:
        return gettext("The time to sign up is over.")
    return ""


def register(id: int, worker: Worker, by: Actor, typed: dict[str, str]) -> bool:
    """Take a place, or one on the waiting list when all are taken. Who withdrew can come again, at the end of the line."""
    where = held(TrainingClass, id, by)  # until we are through, nobody else takes a place
    place = own(where, by)
    if place and place.state != EnrolmentState.WITHDRAWN:
        return False
    if words := late(where):
        raise Refused(words)
    enrolling.join(where, worker, by, read(typed))
    return True


def read(typed):
    """What the person wishes to learn, if they said so."""
    try:
        return Enrolment.wish.read(typed.get("wish", "")[:1000])
    except ValueError as mistake:
        raise Refused(f"{Enrolment.wish.label}：{mistake.args[0]}") from None


def withdraw(id: int, worker: Worker, by: Actor, typed: dict[str, str]) -> bool:
    """Give the place up, as long as one could sign up."""
    where = held(TrainingClass, id, by)
    place = own(where, by)
    if place is None or place.state not in enrolling.IN:
        return False
    if words := late(where):
        raise Refused(gettext("%(words)s To give your place up, ask your union.", words=words))
    enrolling.withdraw(place, by)
    return True


def sign_in(id: int, worker: Worker, by: Actor, typed: dict[str, str]) -> bool:
    """Be at the lesson that is held now: the code on its wall proves it."""
    where = held(TrainingClass, id, by)
    place = own(where, by)
    if not may_come(place):
        raise Refused(gettext("You have no place in this class. Ask your union."))
    attends = replace(by, only=replace(by.only, writes="attendance"))
    return roll_call.sign_in(where, place, attends, typed.get("code", ""))
