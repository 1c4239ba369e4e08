"""Whom the trips of the travelling academy reached, by township: people, not heads counted at each lesson."""

from dataclasses import dataclass
from datetime import date

from peewee import JOIN, fn

import filters
import scope
from choices import CAME, TripState
from filters import Condition
from language import gettext
from models import Attendance, Enrolment, Lesson, Organisation, Trip, TripStop
from rows import with_links
from scope import Actor


@dataclass(frozen=True)
class Line:
    """A township, or the whole: stops held there, and the people who came to one, each once."""

    words: str
    stops: int
    people: int
    conditions: tuple[Condition, ...]  # of the stops


def by_township(first: date, last: date, by: Actor, organisation: Organisation | None = None) -> list[Line]:
    """The whole first, then the township with most people; trips held from the first to the last day."""
    base = narrowing(first, last, organisation)
    whole = [Line(gettext("All townships"), *numbers, base) for numbers in counted(base, by)]
    lines = [
        Line(name or gettext("Township not said"), *numbers, (*base, at(name)))
        for name, *numbers in counted(base, by, TripStop.township)
    ]
    return [*whole, *sorted(lines, key=lambda line: (-line.people, line.words))]


def at(name):
    return Condition("township", "is", name) if name else Condition("township", "empty", "yes")


def narrowing(first, last, organisation):
    """Stops that were held, of trips that took place in these days."""
    union = (Condition("trip.organisation", "within", organisation.code),) if organisation else ()
    return (
        Condition("trip.held_on", "from", first.isoformat()), Condition("trip.held_on", "to", last.isoformat()),
        Condition("trip.state", "is_not", TripState.CANCELLED), Condition("training_class", "empty", "no"), *union,
    )  # fmt: skip


def counted(base, by, *group):
    """(group…, stops, people) of the stops under these conditions."""
    query = filters.narrow(scope.visible(TripStop, by), TripStop, base, by)
    lesson = (Lesson.training_class == TripStop.training_class) & Lesson.deleted_at.is_null()
    came = (Attendance.lesson == Lesson.id) & Attendance.deleted_at.is_null() & Attendance.state.in_(CAME)
    place = (Attendance.enrolment == Enrolment.id) & Enrolment.deleted_at.is_null()
    query = query.join(Lesson, JOIN.LEFT_OUTER, on=lesson).join(Attendance, JOIN.LEFT_OUTER, on=came)
    query = query.join(Enrolment, JOIN.LEFT_OUTER, on=place)
    stops, people = fn.COUNT(fn.DISTINCT(TripStop.id)), fn.COUNT(fn.DISTINCT(Enrolment.worker))
    query = query.select(*group, stops, people)
    return (query.group_by(*group) if group else query).tuples()


def csv_rows(lines: list[Line]):
    """Header and rows of the file: two for each township."""
    yield [gettext("Indicator"), gettext("Value"), gettext("Numerator"), gettext("Denominator")]
    for line in lines:
        for words, number in ((gettext("People served"), line.people), (gettext("Stops held"), line.stops)):
            yield [
                gettext("%(indicator)s (%(group)s)", indicator=words, group=line.words),
                str(number),
                "",
                "",
            ]


def route(trip: Trip, by: Actor) -> list[TripStop]:
    """The stops of a trip in their order, with what the printed route needs to name."""
    query = scope.visible(TripStop, by, TripStop.id).where(TripStop.trip == trip.id).order_by(TripStop.number)
    return with_links(TripStop, [id for (id,) in query.tuples()], by)
