"""Workers sign up for a class, by the office or by themselves; whom there is no place for waits. Places are `seats`'."""

from collections.abc import Iterable
from contextlib import contextmanager

import models
from choices import ClassState, EnrolmentState
from database import db
from language import gettext
from models import Enrolment, TrainingClass, Worker
from operations import seats
from operations.chain import gathering, hold
from operations.filling import named
from operations.records import held_or_refused, permit, save_one
from operations.refusals import Refused, in_words
from rows import with_links
from scope import Actor

AT_ONCE = 500
OFFICE = (ClassState.OPEN, ClassState.RUNNING)
IN = (EnrolmentState.ENROLLED, EnrolmentState.WAITING)


@contextmanager
def whole():
    """All of a verb or nothing of it."""
    with in_words(), db.atomic():
        hold()
        yield


def sign_up(training_class: TrainingClass, by: Actor, workers: str, wish: str | None = None) -> None:
    """The office signs people up, a line each: code, or name. In this order they get the places that are left."""
    lines = [line for line in workers.splitlines() if line.strip()]
    if len(lines) > AT_ONCE:
        raise Refused(gettext("At most %(count)s people at once.", count=AT_ONCE))
    try:
        people = [named(Enrolment.worker, line, by) for line in lines]
    except ValueError as mistake:
        raise Refused(mistake.args[0]) from None
    enrol(training_class, people, by, wish=wish)


def enrol(
    training_class: TrainingClass, workers: Iterable[Worker], by: Actor, wish: str | None = None
) -> list[Enrolment]:
    """A place for each, or one on the waiting list; all of them or nobody. Raises Refused for who is in it already."""
    with in_words(), gathering():
        permit(Enrolment, by)
        where = held_or_refused(training_class, by)
        refuse_unless(where, *OFFICE)
        return [join(where, worker, by, wish) for worker in dict.fromkeys(workers)]


def refuse_unless(training_class, *states):
    if training_class.state not in states:
        words = gettext(
            "The class is “%(state)s”: this cannot be done.", state=str(training_class.state.words)
        )
        raise Refused(words)


def join(training_class, worker, by, wish=None) -> Enrolment:
    """One enrolment, new or taken up again. The class is held."""
    there = seats.of_class(training_class.id).where(Enrolment.worker == worker.id).first()
    if there and there.state != EnrolmentState.WITHDRAWN:
        raise Refused(gettext("%(name)s is in this class already.", name=worker.name))
    one = there or Enrolment(training_class=training_class, worker=worker)
    one.registered_on = models.now().date()
    one.state = EnrolmentState.ENROLLED if seats.left(training_class) else EnrolmentState.WAITING
    one.wish = wish or one.wish
    return save_one(one, by)


def withdraw(enrolment: Enrolment, by: Actor, note: str | None = None) -> None:
    """Somebody gives their place up; it goes to whoever has waited longest."""
    with whole():
        one = held_or_refused(enrolment, by)
        if one.state not in IN:
            raise Refused(gettext("This person has no place in the class to give up."))
        one.state, one.note = EnrolmentState.WITHDRAWN, note or one.note
        save_one(one, by)


def line_of(training_class: TrainingClass, by: Actor) -> list[Enrolment]:
    """The waiting list in its order, named as far as somebody may name them."""
    return with_links(Enrolment, [one.id for one in seats.waiting(training_class.id)], by)
