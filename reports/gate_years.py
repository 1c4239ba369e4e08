"""What training to the gap has brought, year by year.

Newly hired are people whose profile says they were hired in the year. They are assessed by a class that trains for the
assessment, at the grades of a junior or middle-grade worker; each counts once, passed if any assessment was. Highly skilled
is who held a valid certificate of a senior worker (level 3) or above at the end of the year, of those hired by then and
at work now.
"""

from dataclasses import dataclass

import filters
import scope
from choices import PLACED, ClassState, CourseKind, EnrolmentState, Exam, SkillLevel, WorkState
from filters import Condition
from language import gettext
from models import (
    Course,
    Enrolment,
    MentorshipContract,
    Organisation,
    Skill,
    SkillItem,
    SkillProfile,
    TrainingClass,
    Worker,
)
from reports.figures import one_of, percentage
from reports.mentorship import BEGUN
from scope import Actor

YEARS = 3
GRADES = (SkillLevel.JUNIOR, SkillLevel.MIDDLE)
HELD = (ClassState.RUNNING, ClassState.ENDED)


@dataclass(frozen=True)
class Cell:
    """A figure of a year. `rows`: the (kind, year) of its people, or (table, conditions) of the list it counts."""

    value: str
    top: int
    bottom: int | None
    rows: tuple
    below: tuple = ()


@dataclass(frozen=True)
class Line:
    words: str
    cells: list[Cell]


def table(year: int, by: Actor, union: Organisation | None = None) -> tuple[list[int], list[Line]]:
    """(years, lines), the year asked for last."""
    years = list(range(year - YEARS + 1, year + 1))
    kinds = (
        (gettext("Newly hired who passed the assessment"), passes),
        (gettext("Share of the highly skilled"), skilled),
        (gettext("Core items taught"), core_items),
        (gettext("Person-times of training on core items"), person_times),
        (gettext("Mentor contracts running at the end of the year"), contracts),
    )
    return years, [Line(words, [kind(one, by, union) for one in years]) for words, kind in kinds]


# People ---------------------------------------------------------------------------------------------


def those(by, union):
    query = scope.visible(Worker, by, Worker.id)
    return query.where(scope.within(Worker, union.path)) if union else query


def hired(year, by, union, since=None):
    """Those hired within the year, or with `since` at any time up to its end: a query of ids."""
    profile = SkillProfile
    query = profile.select(profile.worker).where(
        profile.deleted_at.is_null(),
        profile.hired_on <= f"{year}-12-31",
        profile.worker.in_(those(by, union)),
    )
    return query if since else query.where(profile.hired_on >= f"{year}-01-01")


def assessed(year, by, union):
    query = Enrolment.select(Enrolment.worker).join_from(Enrolment, TrainingClass)
    query = query.join_from(TrainingClass, Course)
    return query.where(
        Enrolment.deleted_at.is_null(), TrainingClass.deleted_at.is_null(), Enrolment.result.is_null(False),
        Enrolment.state != EnrolmentState.WITHDRAWN, Course.kind == CourseKind.GATE, Course.level.in_(GRADES),
        Enrolment.worker.in_(hired(year, by, union)),
    ).distinct()  # fmt: skip


def passed(year, by, union):
    return assessed(year, by, union).where(Enrolment.result == Exam.PASSED)


def staff(year, by, union):
    at_work = Worker.state.in_((WorkState.EMPLOYED, WorkState.LEAVE))
    return Worker.select(Worker.id).where(at_work, Worker.id.in_(hired(year, by, union, since=True)))


def high(year, by, union):
    end = f"{year}-12-31"
    held = Skill.select(Skill.worker).where(
        Skill.deleted_at.is_null(), Skill.level >= SkillLevel.SENIOR, Skill.issued_on <= end,
        Skill.expires_on.is_null() | (Skill.expires_on >= end),
    )  # fmt: skip
    return staff(year, by, union).where(Worker.id.in_(held))


PEOPLE = {"assessed": assessed, "passed": passed, "staff": staff, "high": high}


def people(kind: str, year: int, by: Actor, union: Organisation | None):
    """The workers behind a figure: a query."""
    return scope.visible(Worker, by).where(Worker.id.in_(PEOPLE[kind](year, by, union))).order_by(Worker.id)


def share(year, by, union, above, below):
    top, bottom = (PEOPLE[kind](year, by, union).count() for kind in (above, below))
    return Cell(percentage(top, bottom), top, bottom, (above, year), (below, year))


def passes(year, by, union):
    return share(year, by, union, "passed", "assessed")


def skilled(year, by, union):
    return share(year, by, union, "high", "staff")


# Lists ----------------------------------------------------------------------------------------------


def counted(model, conditions, by):
    number = filters.narrow(scope.visible(model, by), model, conditions, by).count()
    return Cell(str(number), number, None, (model._meta.table_name, conditions))


def held_in(year, path=""):
    start = f"{path}starts_on"
    return Condition(start, "from", f"{year}-01-01"), Condition(start, "to", f"{year}-12-31")


def within(model, union):
    return (Condition(filters.owner(model), "within", union.code),) if union else ()


def person_times(year, by, union):
    conditions = (
        Condition("training_class.course.item.core", "is", "yes"), one_of("state", *PLACED),
        one_of("training_class.state", *HELD), *held_in(year, "training_class."), *within(Enrolment, union),
    )  # fmt: skip
    return counted(Enrolment, conditions, by)


def core_items(year, by, union):
    """The items themselves, of which a class was held in the year."""
    classes = scope.visible(TrainingClass, by, Course.item).join_from(TrainingClass, Course).where(
        TrainingClass.state.in_(HELD), TrainingClass.starts_on >= f"{year}-01-01",
        TrainingClass.starts_on <= f"{year}-12-31",
    )  # fmt: skip
    if union:
        classes = classes.where(scope.within(TrainingClass, union.path))
    number = scope.visible(SkillItem, by).where(SkillItem.core, SkillItem.id.in_(classes)).count()
    conditions = (
        Condition("course.item.core", "is", "yes"), one_of("state", *HELD), *held_in(year),
        *within(TrainingClass, union),
    )  # fmt: skip
    return Cell(str(number), number, None, ("training_class", conditions))


def contracts(year, by, union):
    conditions = (
        BEGUN, Condition("starts_on", "to", f"{year}-12-31"),
        Condition("ended_on", "from_or_empty", f"{year + 1}-01-01"), *within(MentorshipContract, union),
    )  # fmt: skip
    return counted(MentorshipContract, conditions, by)


def csv_rows(years, lines):
    yield [gettext("Indicator"), gettext("Value"), gettext("Numerator"), gettext("Denominator")]
    for line in lines:
        for year, cell in zip(years, line.cells, strict=True):
            fraction = ["", ""] if cell.bottom is None else [str(cell.top), str(cell.bottom)]
            yield [
                gettext("%(indicator)s (%(group)s)", indicator=line.words, group=year),
                cell.value,
                *fraction,
            ]
