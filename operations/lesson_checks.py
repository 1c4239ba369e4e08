"""What lessons and attendance must obey beyond themselves: no trainer and no room twice at the same time.

They have the form of `checks`. When two spans meet is `rules.timetable`'s; here is what must be looked up for it.
"""

from choices import ClassState
from language import gettext
from language import lazy as _
from models import Enrolment, Lesson, Organisation, TrainingClass
from rules.timetable import Span


def clashes(lesson, stored):
    """A trainer and a room are at one lesson at a time."""
    own = own_class(lesson)
    if own is None or own.state == ClassState.CANCELLED:
        return
    if lesson.trainer_id and (
        other := first(at_same_time(lesson).where(Lesson.trainer == lesson.trainer_id))
    ):
        yield "trainer", _("teaches at the same time: %(lesson)s", lesson=told(other, own))
    if lesson.room and (other := in_room(lesson, own)):
        yield "room", _("is taken at the same time: %(lesson)s", lesson=told(other, own))


def own_class(lesson):
    """The class of a lesson with its union."""
    query = TrainingClass.select(TrainingClass, Organisation).join(Organisation)
    return query.where(TrainingClass.id == lesson.training_class_id).first()


def at_same_time(lesson):
    """The lessons of classes that are not cancelled and meet this one, each with its class and union."""
    query = Lesson.select(Lesson, TrainingClass, Organisation)
    query = query.join(TrainingClass).join(Organisation)
    return query.where(
        *(Lesson.deleted_at.is_null(), Lesson.id != (lesson.id or 0)),
        *(TrainingClass.deleted_at.is_null(), TrainingClass.state != ClassState.CANCELLED),
        *(Lesson.starts_at < lesson.ends_at, Lesson.ends_at > lesson.starts_at),
    ).order_by(Lesson.starts_at, Lesson.id)


def in_room(lesson, own):
    """The lesson that has the room. A room is known by its name, its union, and the place as far as both name one."""
    same = at_same_time(lesson).where(
        Lesson.room == lesson.room, TrainingClass.organisation == own.organisation_id
    )
    if own.place:
        same = same.where(TrainingClass.place.is_null() | (TrainingClass.place == own.place))
    return first(same)


def first(query):
    return query.limit(1).first()


def told(other, own):
    """Which lesson that is, as far as everybody may know who sees the class of ours."""
    return told_lesson(other, other.training_class.organisation.path.startswith(own.organisation.path))


def told_lesson(lesson, named=True):
    name = lesson.training_class.name if named else gettext("a class of another union")
    return f"{name} {lesson.starts_at:%Y-%m-%d %H:%M}–{lesson.ends_at:%H:%M}"


def place_is_free(training_class, stored):
    """A class that moves takes its rooms with it: nobody may be in them."""
    moved = stored and any(
        training_class.__data__[name] != stored.__data__[name] for name in ("place", "organisation")
    )
    if not moved or training_class.state == ClassState.CANCELLED:
        return
    union = Organisation.get_by_id(training_class.organisation_id)
    lessons = Lesson.select().where(
        Lesson.deleted_at.is_null(), Lesson.training_class == training_class.id, Lesson.room.is_null(False)
    )
    for lesson in lessons.order_by(Lesson.starts_at):
        training_class.organisation = union
        if other := in_room(lesson, training_class):
            yield (
                "place",
                _(
                    "%(room)s is taken there: %(lesson)s",
                    room=lesson.room,
                    lesson=told(other, training_class),
                ),
            )
            return


def same_class(attendance, stored):
    """Whoever is marked at a lesson is in its class."""
    classes = [
        Lesson.select(Lesson.training_class).where(Lesson.id == attendance.lesson_id).scalar(),
        Enrolment.select(Enrolment.training_class).where(Enrolment.id == attendance.enrolment_id).scalar(),
    ]
    if classes[0] != classes[1]:
        yield "enrolment", _("belongs to another class than the lesson")


def span(lesson) -> Span:
    return Span(lesson.starts_at, lesson.ends_at)


OF_LESSONS = [clashes]
OF_ATTENDANCE = [same_class]
