"""Places in a class: how many are left, who waits, and who gets a place that becomes free. Who asks is `enrolling`'s."""

from peewee import fn

import models
from choices import PLACED, Act, ClassState, EnrolmentState
from language import lazy as _
from models import Enrolment, TrainingClass
from operations.trail import note
from rows import with_links
from scope import SYSTEM, Actor, visible

TAKES = (ClassState.PLANNED, ClassState.OPEN, ClassState.RUNNING)


def of_class(training_class: int):
    """The live enrolments of a class."""
    return Enrolment.select().where(
        Enrolment.deleted_at.is_null(), Enrolment.training_class == training_class
    )


def taken(training_class: int) -> int:
    return of_class(training_class).where(Enrolment.state.in_(PLACED)).count()


def left(training_class: TrainingClass) -> int:
    """How many places there still are."""
    return max(training_class.capacity - taken(training_class.id), 0)


def waiting(training_class: int):
    """Those on the waiting list, who has waited longest first."""
    in_line = of_class(training_class).where(Enrolment.state == EnrolmentState.WAITING)
    return in_line.order_by(Enrolment.waiting_since.asc(nulls="LAST"), Enrolment.id)


def people(training_class: int, by: Actor) -> list[Enrolment]:
    """Everybody with a place in the order they signed up, named as far as somebody may name them."""
    mine = visible(Enrolment, by, Enrolment.id).where(
        Enrolment.training_class == training_class, Enrolment.state.in_(PLACED)
    )
    mine = mine.order_by(Enrolment.registered_on.asc(nulls="LAST"), Enrolment.id)
    return with_links(Enrolment, [id for (id,) in mine.tuples()], by)


def called(enrolment: Enrolment) -> str:
    """How the person behind an enrolment is written: by the code alone where the name is not to be told."""
    return f"{enrolment.worker.code} {enrolment.worker.name or ''}".strip()


def number_in_line(enrolment: Enrolment) -> int | None:
    """How many-th somebody is on the waiting list; None for who is not on it."""
    ids = [one.id for one in waiting(enrolment.training_class_id)]
    return ids.index(enrolment.id) + 1 if enrolment.id in ids else None


# What must hold, and what follows ------------------------------------------------------------------


def within_seats(enrolment, stored):
    """Nobody gets a place that is not there, by whichever door they come."""
    if enrolment.state not in PLACED or had_place(enrolment, stored):
        return
    others = of_class(enrolment.training_class_id).where(
        Enrolment.state.in_(PLACED), Enrolment.id != (enrolment.id or 0)
    )
    seats, full = (
        TrainingClass.select(TrainingClass.capacity, others.select(fn.COUNT(Enrolment.id)))
        .where(TrainingClass.id == enrolment.training_class_id)
        .tuples()
        .get()
    )
    if full >= seats:
        yield "state", _("needs a place, and all %(seats)s are taken: choose the waiting list", seats=seats)


def had_place(enrolment, stored):
    """What comes back from the trash is its own stored version: it had none."""
    same = stored is not None and stored is not enrolment and stored.state in PLACED
    return same and stored.training_class_id == enrolment.training_class_id


def keeps_place(enrolment, stored):
    return enrolment.state in PLACED and stored.training_class_id == enrolment.training_class_id


def seats_for_all(training_class, stored):
    """A class does not shrink below those who have a place."""
    if stored and training_class.capacity < stored.capacity:
        count = taken(training_class.id)
        if training_class.capacity < count:
            yield "capacity", _("is less than the %(count)s places given already", count=count)


def join_line(enrolment, stored):
    """Since when somebody waits, whoever put them on the waiting list."""
    if enrolment.state != EnrolmentState.WAITING:
        enrolment.waiting_since = None
    elif (
        stored is None
        or stored.state != EnrolmentState.WAITING
        or stored.training_class_id != enrolment.training_class_id
    ):
        enrolment.waiting_since = models.now()


def given_up(enrolment, stored):
    """A place that was taken and no longer is goes to whoever has waited longest."""
    if stored and stored.state in PLACED and not keeps_place(enrolment, stored):
        call_next(stored.training_class_id)


def removed(enrolment):
    if enrolment.state in PLACED:
        call_next(enrolment.training_class_id)


def grown(training_class, stored):
    """More seats than before: who waits gets them."""
    if stored and training_class.capacity > stored.capacity:
        call_next(training_class.id)


def call_next(training_class: int) -> None:
    """Everybody on the waiting list for whom there is a place now, in their order."""
    where = TrainingClass.get_by_id(training_class)
    if where.deleted_at is None and where.state in TAKES:
        for one in waiting(training_class).limit(left(where)):
            call(one)


def call(one):
    """The desk does it, not whoever gave up the place: they know nothing of who waits."""
    changes = {"state": [one.state.value, EnrolmentState.ENROLLED.value]}
    one.state, one.waiting_since = EnrolmentState.ENROLLED, None
    one.version, one.changed_at = one.version + 1, models.now()
    one.save(only=["state", "waiting_since", "version", "changed_at"])
    note(one, Act.CHANGED, SYSTEM.through("waiting"), changes)
