"""A demand for training is answered by a class, declined, withdrawn: what somebody asked for, and what came of it."""

from datetime import date

import models
from choices import ClassState, DemandState, FreeTime, TeachingMode
from language import gettext
from models import Course, Demand, Trainer, TrainingClass
from operations.chain import gathering
from operations.records import held_or_refused, permit, save_one
from operations.refusals import Refused, in_words
from operations.trail import given
from scope import Actor

WAITS = (DemandState.OPEN, DemandState.ANSWERED)  # a second class may follow the first


def answer(
    demand: Demand, by: Actor, training_class: TrainingClass, practice_hours: int | None = None
) -> Demand:
    """Answer a demand by a class there is, its practice hours changed to what was asked for."""
    permit(TrainingClass, by)
    with in_words(), gathering():
        one = held_or_refused(training_class, by)
        if practice_hours is not None:
            one.practice_hours = practice_hours
        return answered(waiting(demand, by), one, by)


def open_class(
    demand: Demand, by: Actor, course: Course, name: str, starts_on: date, ends_on: date, capacity: int,
    practice_hours: int | None = None, place: str | None = None, mode: TeachingMode | None = None,
    held_at: FreeTime | None = None, trainer: Trainer | None = None,
) -> Demand:  # fmt: skip
    """Answer a demand by a new class of a course."""
    permit(TrainingClass, by)
    with in_words(), gathering():
        stored = waiting(demand, by)
        one = TrainingClass(
            name=name, organisation=stored.organisation_id, course=course, starts_on=starts_on, ends_on=ends_on,
            capacity=capacity, practice_hours=practice_hours, place=place, mode=mode, held_at=held_at, trainer=trainer,
        )  # fmt: skip
        return answered(stored, one, by)


def waiting(demand, by):
    stored = held_or_refused(demand, by)
    if stored.state not in WAITS:
        raise Refused(gettext("The demand is “%(state)s”: reopen it first.", state=str(stored.state.words)))
    return stored


def answered(demand: Demand, training_class: TrainingClass, by: Actor) -> Demand:
    """Save the class as the answer to a demand, and the demand as answered today. The trail is held."""
    if training_class.state == ClassState.CANCELLED:
        raise Refused(gettext("This class was cancelled: it answers nothing."))
    if training_class.demand_id not in (None, demand.id):
        raise Refused(gettext("This class answers another demand already."))
    training_class.demand = demand
    save_one(training_class, by, sets=("demand",))
    demand.state, demand.answered_on = DemandState.ANSWERED, demand.answered_on or models.now().date()
    return save_one(demand, by, sets=("answered_on",))


def decline(demand: Demand, by: Actor, answer: str) -> Demand:
    """A demand cannot be met; who asked is told why."""
    return ended(demand, by, DemandState.DECLINED, given(answer))


def withdraw(demand: Demand, by: Actor, answer: str | None = None) -> Demand:
    """Who asked has no need of it any more."""
    return ended(demand, by, DemandState.WITHDRAWN, answer)


def ended(demand, by, state, words):
    with in_words(), gathering():
        stored = held_or_refused(demand, by)
        stored.state, stored.answer = state, words or stored.answer
        return save_one(stored, by)


def reopen(demand: Demand, by: Actor) -> Demand:
    """A declined demand, or one whose class was cancelled, waits again."""
    with in_words(), gathering():
        stored = held_or_refused(demand, by)
        if one := classes_of(stored).first():
            raise Refused(gettext("The class “%(name)s” answers this demand.", name=one.name))
        stored.state, stored.answered_on = DemandState.OPEN, None
        return save_one(stored, by, sets=("answered_on",))


def classes_of(demand):
    """The classes that answer a demand and were not cancelled."""
    return TrainingClass.select().where(
        TrainingClass.demand == demand.id, TrainingClass.deleted_at.is_null(), TrainingClass.state != ClassState.CANCELLED
    )  # fmt: skip
