"""Training by trade or course, certificates by trade and level: the month beside all since a day, each with its list."""

from collections.abc import Callable
from dataclasses import dataclass

from choices import BEGUN, PLACED, EnrolmentState, Exam, SkillLevel
from filters import Condition
from language import gettext
from language import lazy as _
from models import Certificate, Course, Enrolment, Organisation, Trade, TrainingClass
from reports.figures import bounds, dated, one_of, percentage
from reports.grouped import Figure, at, by_link
from scope import Actor

GROUPS = {"trade": Trade, "course": Course}


def started(column):
    return Condition(column, "from", "{first}"), Condition(column, "to", "{last}")


FROM_START, OWN_START = started("training_class.starts_on"), started("starts_on")
CLASSES = (*OWN_START, one_of("state", *BEGUN))
PLACES = (*FROM_START, one_of("training_class.state", *BEGUN), one_of("state", *PLACED))
COMPLETED = (
    *FROM_START,
    one_of("training_class.state", *BEGUN),
    Condition("state", "is", EnrolmentState.COMPLETED),
)
ASSESSED = (*PLACES, Condition("result", "empty", "no"))
PASSED = (*PLACES, Condition("result", "is", Exam.PASSED))


@dataclass(frozen=True)
class Kind:
    """One column of the table."""

    words: str
    model: type
    conditions: tuple[Condition, ...]
    adds: tuple[str, ...] = ()
    of: tuple[Condition, ...] | None = None  # then the figure is shown as the share of it


KINDS = (
    Kind(_("Classes"), TrainingClass, CLASSES),
    Kind(_("Person-times"), Enrolment, PLACES),
    Kind(_("Hours taught"), TrainingClass, CLASSES, ("theory_hours", "practice_hours")),
    Kind(_("People who completed"), Enrolment, COMPLETED),
    Kind(_("Pass rate"), Enrolment, PASSED, of=ASSESSED),
)


@dataclass(frozen=True)
class Cell:
    """One figure and what is shown of it."""

    figure: Figure
    text: str


@dataclass(frozen=True)
class Line:
    """A trade, a course, or a level; the whole has no code."""

    words: str
    cells: list[Cell]
    code: str = ""


@dataclass(frozen=True)
class Table:
    """Each kind twice: in the month, and since the first day asked for."""

    group: str
    days: dict[str, str]
    since: str
    heads: list[str]
    lines: list[Line]


def table(group: str, month: str, since: str, by: Actor, organisation: Organisation | None = None) -> Table:
    """`group`: `trade`, `course`, or `certificates`. Raises ValueError in words for what is no month."""
    days = bounds(month)
    spans = [days, {**days, "first": bounds(since or f"{days['first'][:4]}-01")["first"]}]
    union = (Condition("organisation", "within", organisation.code),) if organisation else ()
    lines = certificates(spans, union, by) if group == "certificates" else classes(group, spans, union, by)
    kinds = [gettext("Certificates")] if group == "certificates" else [str(kind.words) for kind in KINDS]
    heads = [
        words
        for kind in kinds
        for words in (gettext("%(kind)s, month", kind=kind), gettext("%(kind)s, to date", kind=kind))
    ]
    return Table(group, days, spans[1]["first"], heads, lines)


def both(kind):
    return gettext("%(kind)s, month", kind=kind), gettext("%(kind)s, to date", kind=kind)


# Classes by trade or course -------------------------------------------------------------------------


def classes(group, spans, union, by):
    columns = [column(kind, span, group, union, by) for kind in KINDS for span in spans]
    ids = {id for tops, bottoms, _cell in columns for id in (*tops, *bottoms)}
    names = named(GROUPS[group], ids, by)
    lines = [
        Line(
            names.get(id) or nameless(group, id),
            [cell(tops, bottoms, (id,)) for tops, bottoms, cell in columns],
            code(group, id),
        )
        for id in ids
    ]
    lines.sort(key=lambda line: (-line.cells[3].figure.number, line.words))
    whole = Line(gettext("All together"), [one(tops, bottoms, None) for tops, bottoms, one in columns])
    return [whole, *lines]


def column(kind: Kind, span, group, union, by) -> tuple[dict, dict, Callable]:
    """The figures of one column: {id: figure}, {id: what it is a share of}, and how a cell is made of them."""
    path = {"course": "course", "trade": "course.trade"}[group]
    prefix = "training_class." if kind.model is Enrolment else ""
    more = tuple(Condition(f"{prefix}{one.column}", one.operation, one.text) for one in union)
    conditions = (*dated(kind.conditions, span), *more)
    tops = by_link(kind.model, prefix + path, conditions, by, kind.adds)
    bottoms = by_link(kind.model, prefix + path, (*dated(kind.of, span), *more), by) if kind.of else {}

    def cell(tops, bottoms, which):
        keys = tops.keys() | bottoms.keys() if which is None else which
        top, bottom = (sum(found.get(key, 0) for key in keys) for found in (tops, bottoms))
        where = () if which is None else at(prefix + path, GROUPS[group], which[0])
        figure = Figure(top, kind.model._meta.table_name, (*conditions, *where))
        return Cell(figure, percentage(top, bottom) if kind.of else str(top))

    return tops, bottoms, cell


def named(model, ids, by) -> dict[int, str]:
    """{id: name}: what stands in a group was found through links that may be seen."""
    return dict(model.select(model.id, model.name).where(model.id.in_(ids - {None})).tuples())


def nameless(group, id):
    return gettext("No trade") if group == "trade" else f"CO-{id}"


def code(group, id):
    return "none" if id is None else f"{GROUPS[group]._meta.prefix}-{id}"


# Certificates by trade and level --------------------------------------------------------------------


def certificates(spans, union, by):
    """Certificates that were issued and not revoked since."""
    conditions = [
        (
            Condition("issued_on", "from", span["first"]), Condition("issued_on", "to", span["last"]),
            Condition("revoked_on", "empty", "yes"), *union,
        )
        for span in spans
    ]  # fmt: skip
    levels = [
        (level, (Condition("level", "is", level),) if level else (Condition("level", "empty", "yes"),))
        for level in (*SkillLevel, None)
    ]
    counted = {
        (level, number): by_link(Certificate, "trade", (*span, *at_level), by)
        for level, at_level in levels
        for number, span in enumerate(conditions)
    }
    pairs = sorted(
        {(id, level) for (level, _number), found in counted.items() for id in found},
        key=lambda pair: (pair[0] or 0, pair[1] or ""),
    )
    names = named(Trade, {id for id, _level in pairs}, by)
    lines = []
    for id, level in pairs:
        words = f"{names.get(id) or gettext('No trade')} · {level.words if level else gettext('No level')}"
        where = (*at("trade", Trade, id), *dict(levels)[level])
        lines.append(
            Line(
                words,
                [certified(counted[level, n].get(id, 0), (*conditions[n], *where)) for n in (0, 1)],
                code("trade", id),
            )
        )
    sums = [sum(line.cells[n].figure.number for line in lines) for n in (0, 1)]
    return [Line(gettext("All together"), [certified(sums[n], conditions[n]) for n in (0, 1)]), *lines]


def certified(number, conditions):
    return Cell(Figure(number, "certificate", conditions), str(number))


def csv_rows(found: Table):
    """Header and rows of the table's file."""
    head = {
        "trade": gettext("Trade"),
        "course": gettext("Course"),
        "certificates": gettext("Trade and level"),
    }
    yield [head[found.group], *found.heads]
    for line in found.lines:
        yield [line.words, *(cell.text for cell in line.cells)]
