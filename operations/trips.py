"""A trip of the travelling academy: each stop that was held becomes a class with one lesson and the people who came."""

from datetime import datetime

import models
from choices import AttendanceState, ClassState, LessonKind, TeachingMode, TripState
from language import gettext
from models import Attendance, Enrolment, Lesson, TrainingClass, Trip, TripStop
from operations import demands
from operations.chain import gathering
from operations.filling import named, remembering_links
from operations.records import held_or_refused, permit, save_one
from operations.refusals import Invalid, Refused, in_words
from operations.several import save_all
from operations.trail import given
from scope import Actor

AT_ONCE = 500
SEATS = 50  # of a class whose size nobody said


def hold_stop(
    stop: TripStop, by: Actor, starts_at: datetime, ends_at: datetime, people: str | None = None
) -> TrainingClass:
    """The stop was held: a class of one lesson comes of it, with those who came (a line each: code, or name)."""
    for model in (TrainingClass, Lesson, Enrolment, Attendance):
        permit(model, by)
    with in_words(), gathering():
        stored = held_or_refused(stop, by)
        trip = Trip.get_by_id(stored.trip_id)
        refuse_unheld(stored, trip, starts_at)
        came = who_came(people, by)
        stored.starts_at, stored.ends_at = starts_at, ends_at
        made = class_of(stored, trip, len(came), by)
        attend(made, lesson_of(stored, made, by), came, by)
        return made


def refuse_unheld(stop, trip, starts_at):
    if stop.training_class_id:
        raise Refused(gettext("This stop was held already."))
    if trip.state != TripState.PLANNED:
        raise Refused(gettext("The trip is “%(state)s”: this cannot be done.", state=str(trip.state.words)))
    if starts_at > models.now():
        raise Invalid({"starts_at": gettext("must not be in the future")}, TripStop)
    if starts_at.date() != trip.held_on:
        words = gettext("must be on the day of the trip, %(day)s", day=trip.held_on)
        raise Invalid({"starts_at": words}, TripStop)


def who_came(people, by):
    """The workers whom the lines name, each once."""
    lines = [line for line in (people or "").splitlines() if line.strip()]
    if len(lines) > AT_ONCE:
        raise Refused(gettext("At most %(count)s people at once.", count=AT_ONCE))
    try:
        with remembering_links():
            return list(
                {one.id: one for one in (named(Enrolment.worker, line, by) for line in lines)}.values()
            )
    except ValueError as mistake:
        raise Invalid({"people": mistake.args[0]}) from None


def class_of(stop, trip, count, by):
    """The class that comes of a stop; it answers the demand for which the stop was made."""
    name = gettext(
        "%(trip)s %(day)s, stop %(number)s", trip=trip.name[:70], day=trip.held_on, number=stop.number
    )
    made = TrainingClass(
        name=name, organisation=trip.organisation_id, course=stop.course_id, starts_on=trip.held_on,
        ends_on=trip.held_on, place=stop.place or stop.township, mode=TeachingMode.ON_SITE, trainer=stop.trainer_id,
        capacity=count or asked(stop) or SEATS, state=ClassState.RUNNING,
    )  # fmt: skip
    if stop.demand_id and stop.demand.state in demands.WAITS:
        demands.answered(stop.demand, made, by)
    else:
        save_one(made, by)
    stop.training_class = made
    save_one(stop, by, sets=("training_class",))
    return made


def asked(stop):
    return stop.demand.people if stop.demand_id else None


def lesson_of(stop, made, by):
    return save_one(
        Lesson(
            training_class=made, starts_at=stop.starts_at, ends_at=stop.ends_at, kind=LessonKind.PRACTICE,
            room=stop.place, trainer=stop.trainer_id,
        ),
        by,
    )  # fmt: skip


def attend(made, lesson, came, by):
    places = [Enrolment(training_class=made, worker=one, registered_on=made.starts_on) for one in came]
    save_all(places, by)
    save_all([Attendance(lesson=lesson, enrolment=one, state=AttendanceState.PRESENT) for one in places], by)


def finish(trip: Trip, by: Actor) -> Trip:
    """The trip is over: every stop was held, and their classes have ended."""
    with in_words(), gathering():
        stored = held_or_refused(trip, by)
        running = TrainingClass.select().join(TripStop, on=TripStop.training_class == TrainingClass.id)
        for one in running.where(TripStop.trip == stored.id, TrainingClass.state == ClassState.RUNNING):
            one.state = ClassState.ENDED
            save_one(one, by)
        stored.state = TripState.DONE
        return save_one(stored, by)


def cancel(trip: Trip, by: Actor, note: str) -> Trip:
    """The trip does not take place; why stands in its note."""
    with in_words(), gathering():
        stored = held_or_refused(trip, by)
        if held(stored).exists():
            raise Refused(gettext("A stop of this trip was held: it took place."))
        stored.state, stored.note = TripState.CANCELLED, given(note)
        return save_one(stored, by)


def held(trip):
    return TripStop.select().where(
        TripStop.trip == trip.id, TripStop.deleted_at.is_null(), TripStop.training_class.is_null(False)
    )
