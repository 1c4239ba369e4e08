"""Marks of a class, and who completed it: worked out for everybody at once, with reasons. The rule is `rules.completion`."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import models
from choices import CAME, ClassState, EnrolmentState, Exam, LessonKind
from language import gettext
from models import Attendance, Course, Enrolment, Lesson, TrainingClass
from operations import seats
from operations.chain import gathering
from operations.classes import lessons_of, refuse_lessons_ahead
from operations.enrolling import refuse_unless
from operations.lesson_checks import span
from operations.records import held_or_refused, permit, save_one
from operations.refusals import Invalid, Refused, in_words
from rules import completion
from rules.completion import Demands, Trainee
from rules.timetable import hours
from scope import Actor

JUDGED = (EnrolmentState.ENROLLED, EnrolmentState.FAILED)  # who has completed a class keeps it


@dataclass(frozen=True)
class Outcome:
    """How somebody stands: what they did, and what they lack, in words."""

    enrolment: Enrolment
    done: Trainee
    lacks: list


# Marks ----------------------------------------------------------------------------------------------


def give_marks(training_class: TrainingClass, by: Actor, assessed_on: date, **marks: Decimal | None) -> None:
    """The marks of a whole class: `theory_17`, `practice_17` by the id of the enrolment."""
    with in_words(), gathering():
        permit(Enrolment, by)
        one = held_or_refused(training_class, by)
        refuse_unless(one, ClassState.RUNNING, ClassState.ENDED)
        if assessed_on > models.now().date():
            raise Invalid({"assessed_on": gettext("must not be in the future")}, Enrolment)
        for enrolment in seats.people(one.id, by):
            give(enrolment, marks, assessed_on, by)


def give(enrolment, marks, day, by):
    given = {part: marks.get(f"{part}_{enrolment.id}") for part in ("theory", "practice")}
    if all(enrolment.__data__[part] == value for part, value in given.items()):
        return
    if enrolment.state == EnrolmentState.COMPLETED:
        words = gettext("%(name)s has completed the class: the marks stand.", name=seats.called(enrolment))
        raise Refused(words)
    for part, value in given.items():
        setattr(enrolment, part, value)
    enrolment.assessed_on = day
    save_one(enrolment, by)


# Who completed the class ----------------------------------------------------------------------------


def outcomes(training_class: TrainingClass, by: Actor) -> list[Outcome]:
    """How everybody with a place stands, in a few queries for the whole class."""
    lessons = lessons_of(training_class)
    asked = demands(training_class, lessons)
    done = attended(training_class, {lesson.id: lesson for lesson in lessons})
    found = []
    for enrolment in seats.people(training_class.id, by):
        there = done[enrolment.id]
        trainee = Trainee(
            len(there), hours(span(one) for one in there if one.kind == LessonKind.PRACTICE),
            enrolment.theory, enrolment.practice,
        )  # fmt: skip
        found.append(Outcome(enrolment, trainee, completion.shortcomings(trainee, asked)))
    return found


def demands(training_class, lessons) -> Demands:
    """What the class asks: its course's limits, its own hours. Extra lessons by wish are asked of nobody."""
    course = Course.get_by_id(training_class.course_id)
    return Demands(
        attendance=course.attendance,
        pass_mark=course.pass_mark,
        theory=bool(training_class.theory_hours),
        practice=bool(training_class.practice_hours),
        practice_hours=training_class.practice_hours or 0,
        lessons=sum(lesson.kind != LessonKind.EXTRA for lesson in lessons),
    )


def attended(training_class, lessons) -> dict[int, list[Lesson]]:
    """{enrolment: the lessons somebody was at, extra ones left out}"""
    came = Attendance.select(Attendance.enrolment, Attendance.lesson).join(Lesson).where(
        *(Attendance.deleted_at.is_null(), Attendance.state.in_(CAME)),
        *(Lesson.deleted_at.is_null(), Lesson.training_class == training_class.id),
        Lesson.kind != LessonKind.EXTRA,
    )  # fmt: skip
    found = defaultdict(list)
    for enrolment, lesson in came.tuples():
        found[enrolment].append(lessons[lesson])
    return found


def complete(training_class: TrainingClass, by: Actor, assessed_on: date) -> None:
    """The class is over: whoever lacks nothing has completed it, of the others it is kept what they lack.

    Done again, only those are judged anew who had not completed it.
    """
    with in_words(), gathering():
        permit(Enrolment, by)
        one = held_or_refused(training_class, by)
        refuse_unless(one, ClassState.RUNNING, ClassState.ENDED)
        refuse_lessons_ahead(one)
        if not training_class.starts_on <= assessed_on <= models.now().date():
            words = gettext("must not be in the future, nor before the class started")
            raise Invalid({"assessed_on": words}, Enrolment)
        asked = demands(one, lessons_of(one))
        for outcome in outcomes(one, by):
            if outcome.enrolment.state in JUDGED:
                judge(outcome, asked, assessed_on, by)
        if one.state == ClassState.RUNNING:
            one.state = ClassState.ENDED
            save_one(one, by)


def judge(outcome, asked, day, by):
    one = outcome.enrolment
    one.state = EnrolmentState.FAILED if outcome.lacks else EnrolmentState.COMPLETED
    one.shortfall = "；".join(map(str, outcome.lacks)) or None
    if completion.assessed(asked):
        one.result = Exam.PASSED if completion.passed(outcome.done, asked) else Exam.NOT_PASSED
    one.assessed_on = one.assessed_on or day
    save_one(one, by, sets=("shortfall",))
