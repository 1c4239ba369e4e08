"""A worker's own training on one link: the classes one could join, those one is in, the lesson held now.

What is done in a class is `joining`'s; here is only which classes are somebody's.
"""

from dataclasses import replace

import models
from choices import ClassState, EnrolmentState
from language import gettext
from models import Attendance, Enrolment, Lesson, Organisation, TrainingClass, Worker
from operations import joining, roll_call, seats
from operations.refusals import Refused
from scope import Actor, Only, id_in, visible

MOST = 100  # classes on one page


def only(id: int, worker: Worker) -> Only:
    """The classes open to the person and those they are in, with their own enrolments."""
    mine = own_enrolments(worker)
    classes = tuple({*(one.training_class_id for one in mine), *open_to(worker)})
    rows = (
        ("worker", "id", worker.id),
        ("training_class", "id", classes),
        ("lesson", "training_class", tuple(one.training_class_id for one in mine)),
        ("enrolment", "worker", worker.id),
        ("enrolment", "training_class", classes),
        ("attendance", "enrolment", tuple(one.id for one in mine)),
    )
    return Only(rows, "enrolment")


def own_enrolments(worker) -> list[Enrolment]:
    live = Enrolment.select().where(Enrolment.deleted_at.is_null(), Enrolment.worker == worker.id)
    return list(live.order_by(Enrolment.id.desc()).limit(MOST))


def open_to(worker) -> list[int]:
    """The classes open for sign-up in the person's union and in those above it."""
    path = Organisation.select(Organisation.path).where(Organisation.id == worker.organisation_id).scalar()
    above = [int(number) for number in path.split("/") if number]
    found = TrainingClass.select(TrainingClass.id).where(
        TrainingClass.deleted_at.is_null(),
        TrainingClass.state == ClassState.OPEN,
        TrainingClass.organisation.in_(above),
    )
    return [id for (id,) in found.order_by(TrainingClass.starts_on).limit(MOST).tuples()]


def concerns(record, worker) -> bool:
    return record.id == worker.id


def people(record) -> list[Worker]:
    return [record]


def page(visit) -> dict:
    """Each class with the person's place in it, the seats left, and what can be done."""
    classes = list(
        visible(TrainingClass, visit.by).order_by(TrainingClass.starts_on.desc(), TrainingClass.id)
    )
    places = {one.training_class_id: one for one in visible(Enrolment, visit.by)}
    return {"lines": [line(one, places.get(one.id), visit.by) for one in classes]}


def line(where, place, by):
    inside = place is not None and place.state in (EnrolmentState.ENROLLED, EnrolmentState.WAITING)
    lesson = roll_call.present_lesson(where, by) if joining.may_come(place) else None
    return {
        "class": where,
        "place": place,
        "inside": inside,
        "left": seats.left(where) if not inside else None,
        "in_line": seats.number_in_line(place) if inside else None,
        "late": joining.late(where),
        "lesson": lesson,
        "came": Attendance.select().where(
            Attendance.deleted_at.is_null(), Attendance.lesson == lesson.id, Attendance.enrolment == place.id
        ).first() if lesson else None,
        "next": visible(Lesson, by).where(Lesson.training_class == where.id, Lesson.ends_at >= models.now())
        .order_by(Lesson.starts_at).first() if inside else None,
    }  # fmt: skip


def in_class(verb):
    """A verb of `joining` in the class that the form names, if it is one of the person's."""

    def act(id: int, worker: Worker, by: Actor, typed: dict[str, str]) -> bool:
        number = id_in(TrainingClass, typed.get("class", ""))
        known = number and visible(TrainingClass, by).where(TrainingClass.id == number).exists()
        if not known:
            raise Refused(gettext("The address or the form sent was not in order. Go back and try again."))
        return verb(number, worker, replace(by, only=joining.only(number, worker)), typed)

    return act


VERBS = {
    "register": in_class(joining.register),
    "withdraw": in_class(joining.withdraw),
    "sign_in": in_class(joining.sign_in),
}
