"""From the class to the job: of those who completed a class, how many began a job, where, and are still there.

Grouped queries whose number does not grow with the classes; each figure is a list.
"""

from dataclasses import dataclass

from peewee import Case, fn

import filters
import scope
from choices import EnrolmentState, PlacementStep, WorkPlace
from filters import Condition
from language import gettext
from models import Enrolment, Enterprise, Organisation, Placement, TrainingClass
from reports.figures import percentage
from scope import Actor

COMPLETED = Condition("state", "is", EnrolmentState.COMPLETED)
LOCAL = Condition("work_place", "is", WorkPlace.COUNTY)
KEY = Condition("enterprise.key", "is", "yes")
MOST = 200


def stayed(step):
    """Still there at a step: found there then, or later."""
    later = [one for one in PlacementStep if int(one) >= int(step)]
    return Condition("stayed", "one_of", ",".join(later))


@dataclass(frozen=True)
class Cell:
    """A figure with its list; `share` of those who completed, or of those who began a job."""

    number: int
    table: str
    conditions: tuple[Condition, ...]
    share: str = ""


@dataclass(frozen=True)
class Line:
    """A class, or a company."""

    words: str
    record: object
    cells: list[Cell]


STEPS = tuple(PlacementStep)
QUESTIONS = ((), (LOCAL,), (KEY,), *((stayed(step),) for step in STEPS))


def headings() -> list[str]:
    steps = [gettext("Still there: %(step)s", step=str(step.words)) for step in STEPS]
    return [gettext("Began a job"), gettext("In the county"), gettext("In key enterprises"), *steps]


def by_class(year: int, by: Actor, organisation: Organisation | None = None) -> list[Line]:
    """The classes that ended in a year, the largest first: completed, placed and where."""
    term = (
        Condition("training_class.ends_on", "from", f"{year}-01-01"),
        Condition("training_class.ends_on", "to", f"{year}-12-31"),
        *([Condition("training_class.organisation", "within", organisation.code)] if organisation else []),
    )
    completed = grouped(Enrolment, Enrolment.training_class, (*term, COMPLETED), by, ((),))
    placed = grouped(Placement, Placement.training_class, term, by, QUESTIONS)
    first = sorted(completed, key=lambda id: (-completed[id][0], id))[:MOST]
    classes = {one.id: one for one in scope.visible(TrainingClass, by).where(TrainingClass.id.in_(first))}
    none = [0] * len(QUESTIONS)
    return [
        Line(one.name, one, [finished(one, completed[id][0]), *jobs(one, completed[id][0], placed.get(id, none))])
        for id in first if (one := classes.get(id))
    ]  # fmt: skip


def grouped(model, link, conditions, by, questions):
    """{id at the end of the link: [how many records answer each question]}."""
    figures = [
        fn.SUM(Case(None, [(meets(model, question, by), 1)], 0)) if question else fn.COUNT(model.id)
        for question in questions
    ]
    query = filters.narrow(scope.visible(model, by, link, *figures), model, conditions, by)
    return {id: [int(number) for number in numbers] for id, *numbers in query.group_by(link).tuples() if id}


def meets(model, question, by):
    return filters.expression(model, question[0], by)


def finished(one, number):
    return Cell(number, "enrolment", (Condition("training_class", "is", one.code), COMPLETED))


def jobs(one, completed, numbers):
    """Those who began a job, as a share of who completed; where and how long, as a share of those who began."""
    at = Condition("training_class", "is", one.code)
    for place, (question, number) in enumerate(zip(QUESTIONS, numbers, strict=True)):
        whole = completed if place == 0 else numbers[0]
        yield Cell(number, "placement", (at, *question), percentage(number, whole))


def by_company(year: int, by: Actor, organisation: Organisation | None = None) -> list[Line]:
    """Who began a job in a year by company, the most first; with those who came from a class."""
    term = (
        Condition("started_on", "from", f"{year}-01-01"),
        Condition("started_on", "to", f"{year}-12-31"),
        *([Condition("enterprise.organisation", "within", organisation.code)] if organisation else []),
    )
    trained = (Condition("training_class", "empty", "no"),)
    found = grouped(Placement, Placement.enterprise, term, by, ((), trained))
    first = sorted(found, key=lambda id: (-found[id][0], id))[:MOST]
    companies = {one.id: one for one in Enterprise.select().where(Enterprise.id.in_(first))}
    return [
        Line(companies[id].name, companies[id], [
            Cell(number, "placement", (Condition("enterprise", "is", companies[id].code), *term, *question))
            for number, question in zip(found[id], ((), trained), strict=True)
        ])
        for id in first
    ]  # fmt: skip


def csv_rows(classes: list[Line], companies: list[Line]):
    """Header and rows of the file."""
    yield [gettext("Indicator"), gettext("Value"), gettext("Numerator"), gettext("Denominator")]
    for one in classes:
        completed, *cells = one.cells
        yield [gettext("Completed: %(name)s", name=one.words), str(completed.number), "", ""]
        for place, (words, cell) in enumerate(zip(headings(), cells, strict=True)):
            whole = completed.number if place == 0 else cells[0].number
            yield [f"{words}：{one.words}", cell.share, str(cell.number), str(whole)]
    for one in companies:
        yield [gettext("Began a job at %(name)s", name=one.words), str(one.cells[0].number), "", ""]
