"""What people of a class wish to hear is turned into an extra lesson; and what became of it is asked later, at a revisit."""

from datetime import date, datetime

import models
import scope
from choices import ClassState, EnrolmentState, LessonKind, RevisitWay
from language import gettext
from models import Enrolment, Lesson, Revisit, Trainer, TrainingClass
from operations.chain import gathering
from operations.records import held_or_refused, permit, save_one
from operations.refusals import Invalid, Refused, in_words
from operations.several import save_all
from rows import with_links
from rules import cadres as rules
from scope import Actor

STILL = (ClassState.PLANNED, ClassState.OPEN, ClassState.RUNNING)
THERE = (EnrolmentState.ENROLLED, EnrolmentState.WAITING, EnrolmentState.COMPLETED)


def extra_lesson(
    training_class: TrainingClass, by: Actor, wishes: str, topic: str, starts_at: datetime, ends_at: datetime,
    room: str | None = None, trainer: Trainer | None = None,
) -> TrainingClass:  # fmt: skip
    """A lesson on what was wished; each wish that holds one of the words is met by it."""
    for model in (Lesson, Enrolment):
        permit(model, by)
    with in_words(), gathering():
        one = held_or_refused(training_class, by)
        if one.state not in STILL:
            raise Refused(gettext("The class is over: no lesson can follow."))
        met = met_by(one, by, wishes)
        if not met:
            raise Invalid({"wishes": gettext("no open wish of this class holds one of these words")})
        lesson = Lesson(
            training_class=one, starts_at=starts_at, ends_at=ends_at, kind=LessonKind.EXTRA, topic=topic,
            room=room, trainer=trainer,
        )  # fmt: skip
        save_one(lesson, by)
        for place in met:
            place.wish_lesson = lesson
        save_all(met, by)
        return one


def met_by(training_class: TrainingClass, by: Actor, words: str) -> list[Enrolment]:
    """Those whose open wish holds one of the words."""
    return [
        one for one in wished(training_class, by) if not one.wish_lesson_id and rules.meets(words, one.wish)
    ]


def wished(training_class: TrainingClass, by: Actor) -> list[Enrolment]:
    """Everybody in the class who wishes something, in the order they signed up."""
    query = scope.visible(Enrolment, by, Enrolment.id).where(
        Enrolment.training_class == training_class.id,
        Enrolment.wish.is_null(False),
        Enrolment.state.in_(THERE),
    )
    return with_links(Enrolment, [id for (id,) in query.order_by(Enrolment.id).tuples()], by)


def grouped(training_class: TrainingClass, by: Actor) -> list[tuple[str, list[Enrolment], Lesson | None]]:
    """(a wish, those who have it, the lesson on it) of a class: what most wish and nobody has met comes first."""
    groups: dict[str, list[Enrolment]] = {}
    for one in wished(training_class, by):
        groups.setdefault(rules.alike(one.wish), []).append(one)
    found = [(people[0].wish, people, people[0].wish_lesson) for people in groups.values()]
    return sorted(found, key=lambda group: (group[2] is not None, -len(group[1]), group[0]))


# Afterwards -----------------------------------------------------------------------------------------


def revisit(
    enrolment: Enrolment, by: Actor, done_on: date, way: RevisitWay, found: str, done_by: str | None = None,
    used: bool = False,
) -> Enrolment:  # fmt: skip
    """Note down what somebody does with what they learned, and how it was found out."""
    permit(Revisit, by)
    with in_words(), gathering():
        stored = held_or_refused(enrolment, by)
        if stored.state != EnrolmentState.COMPLETED:
            raise Refused(gettext("Only who has completed the class is revisited."))
        if done_on > models.now().date():
            raise Invalid({"done_on": gettext("must not be in the future")}, Revisit)
        save_one(
            Revisit(
                enrolment=stored,
                done_on=done_on,
                way=way,
                done_by=done_by or by.name,
                used=used,
                found=found,
            ),
            by,
        )
        return stored
