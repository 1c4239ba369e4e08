"""A class from its plan to its last lesson: opening sign-up, starting, ending, cancelling, and lessons week by week.

Who has a place is `enrolling`'s; who completed it is `assessing`'s.
"""

from datetime import date, datetime

import models
from choices import ClassState, CourseState, LessonKind, Weekday
from language import gettext
from models import Lesson, Trainer, TrainingClass
from operations import lesson_checks, seats
from operations.chain import gathering
from operations.enrolling import refuse_unless, whole
from operations.records import held_or_refused, permit, save_one
from operations.refusals import Invalid, Refused, in_words
from rules.timetable import Span, weekly
from scope import Actor

MOST = 200  # lessons laid out at once


def lessons_of(training_class: TrainingClass) -> list[Lesson]:
    live = Lesson.select().where(Lesson.deleted_at.is_null(), Lesson.training_class == training_class.id)
    return list(live.order_by(Lesson.starts_at, Lesson.id))


# The life of a class --------------------------------------------------------------------------------


def open_sign_up(training_class: TrainingClass, by: Actor, register_by: datetime | None = None) -> None:
    """From now on people can sign up, until the time given or the class starts."""
    with whole():
        one = held_or_refused(training_class, by)
        refuse_unless(one, ClassState.PLANNED)
        if one.course.state == CourseState.WITHDRAWN:
            raise Refused(gettext("The course is no longer on offer: nobody can sign up for it."))
        if register_by and register_by <= models.now():
            raise Invalid({"register_by": gettext("must be in the future")}, TrainingClass)
        one.state, one.register_by = ClassState.OPEN, register_by
        save_one(one, by)


def start(training_class: TrainingClass, by: Actor) -> None:
    """The lessons begin. Nobody signs up by themselves any more; who waits still gets a place that becomes free."""
    with whole():
        one = held_or_refused(training_class, by)
        refuse_unless(one, ClassState.OPEN)
        if not seats.taken(one.id):
            raise Refused(gettext("Nobody has a place in this class: sign people up first, or cancel it."))
        one.state = ClassState.RUNNING
        save_one(one, by)


def end(training_class: TrainingClass, by: Actor) -> None:
    """The last lesson was held. Who completed the class is worked out afterwards."""
    with whole():
        one = held_or_refused(training_class, by)
        refuse_unless(one, ClassState.RUNNING)
        refuse_lessons_ahead(one)
        one.state = ClassState.ENDED
        save_one(one, by)


def refuse_lessons_ahead(training_class):
    ahead = [lesson for lesson in lessons_of(training_class) if lesson.starts_at > models.now()]
    if ahead:
        raise Refused(
            gettext("%(count)s lessons lie ahead, the next on %(day)s: hold or delete them first.",
                    count=len(ahead), day=f"{ahead[0].starts_at:%Y-%m-%d %H:%M}")
        )  # fmt: skip


def cancel(training_class: TrainingClass, by: Actor, cancel_reason: str) -> None:
    """The class is not held, or not to its end: its trainers and rooms are free again, and it counts nowhere."""
    with whole():
        one = held_or_refused(training_class, by)
        refuse_unless(one, ClassState.PLANNED, ClassState.OPEN, ClassState.RUNNING)
        one.state, one.cancel_reason = ClassState.CANCELLED, cancel_reason
        save_one(one, by, sets=("cancel_reason",))


# Lessons week by week -------------------------------------------------------------------------------


def lay_out(training_class: TrainingClass, by: Actor, **typed) -> None:
    """Lessons like the first, week after week: all of them, or none where one clashes. See `planned`."""
    with in_words(), gathering():
        permit(Lesson, by)
        one = held_or_refused(training_class, by)
        refuse_unless(one, *seats.TAKES)
        lessons = planned(one, **typed)
        if found := obstacles(one, lessons):
            raise Refused(gettext("Nothing was laid out: %(words)s.", words="；".join(found)))
        for lesson in lessons:
            save_one(lesson, by)


def planned(
    training_class: TrainingClass, starts_at: datetime, ends_at: datetime, count: int, kind: LessonKind,
    weekdays: tuple[Weekday, ...] = (), left_out: str | None = None, topic: str | None = None,
    room: str | None = None, trainer: Trainer | None = None, live: str | None = None,
) -> list[Lesson]:  # fmt: skip
    """The lessons that would be laid out, not saved. Raises Invalid for a question that makes no sense."""
    if not starts_at < ends_at:
        raise Invalid({"ends_at": gettext("must be after the start")}, Lesson)
    days = {int(day) for day in weekdays or ()}
    spans = weekly(Span(starts_at, ends_at), count, days, read_days(left_out))
    return [
        Lesson(
            training_class=training_class, starts_at=span.starts_at, ends_at=span.ends_at, kind=kind,
            topic=topic, room=room, trainer=trainer, live=live,
        )
        for span in spans
    ]  # fmt: skip


def read_days(text: str | None) -> set[date]:
    """The days of a list, one to a line."""
    try:
        return {TrainingClass.starts_on.read(line) for line in (text or "").splitlines() if line.strip()}
    except ValueError as mistake:
        raise Invalid({"left_out": mistake.args[0]}) from None


def obstacles(training_class: TrainingClass, lessons: list[Lesson]) -> list[str]:
    """Why these lessons cannot be laid out, each with its day."""
    found = []
    if lessons and lessons[-1].starts_at.date() > training_class.ends_on:
        found.append(
            gettext("the last lesson would be on %(day)s, and the class ends on %(end)s",
                    day=lessons[-1].starts_at.date(), end=training_class.ends_on)
        )  # fmt: skip
    own = [lesson_checks.span(lesson) for lesson in lessons_of(training_class)]
    for lesson in lessons:
        if any(span.meets(lesson_checks.span(lesson)) for span in own):
            found.append(gettext("%(time)s: the class has a lesson then", time=told(lesson)))
        found += [
            f"{told(lesson)}：{Lesson._meta.fields[column].label}{words}"
            for column, words in lesson_checks.clashes(lesson, None)
        ]
    return found


def told(lesson):
    return f"{lesson.starts_at:%Y-%m-%d %H:%M}"
