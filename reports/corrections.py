"""What has changed in closed months since: the next month that is not closed names it. Nothing here writes.

A figure that was closed is compared with the same conditions now. Rows that came or went are a correction, but
not those that have moved to another union since; nor, in a figure of what stood at the end of the month, those
whose status has moved on: that is the course of things, and shows in the months to which it belongs.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from types import SimpleNamespace

from peewee import fn

import filters
import scope
from choices import Act
from models import BY_TABLE, Audit, MonthClose, MonthFigure, Organisation
from reports import frozen
from reports.figures import Report, percentage
from reports.since import course_of_things, said_since, spoken_of
from scope import Actor

MONTHS_BACK = 12


@dataclass(frozen=True)
class Change:
    """The rows of one side of a figure that came and went: queries for their ids, and how many."""

    side: int
    came: object
    gone: object
    came_count: int
    gone_count: int  # those removed for good among them


@dataclass(frozen=True)
class Correction:
    """A closed figure, before and after."""

    indicator: str
    figure: MonthFigure  # as it stood before
    after: SimpleNamespace  # value, numerator, denominator
    changes: tuple[Change, ...]
    since: int  # the lines of the trail that tell why: after this one
    until: int | None = None  # to this one

    @property
    def before(self):
        return self.figure

    @property
    def month(self):
        return self.figure.month

    @property
    def came(self):
        return self.changes[0].came_count

    @property
    def gone(self):
        return self.changes[0].gone_count


# Which months ------------------------------------------------------------------------------------


def previous(month: str) -> str:
    first = date.fromisoformat(f"{month}-01")
    return (first - timedelta(days=1)).isoformat()[:7]


def closed_months(report: str, union: Organisation, until: str) -> list[str]:
    """The closed months that end right before a month, without a gap: it names their corrections."""
    own = MonthClose.select(MonthClose.month).where(closes(report, union))
    closed, months = {month for (month,) in own.tuples()}, []
    while (until := previous(until)) in closed and len(months) < MONTHS_BACK:
        months.append(until)
    return months


def due(report: Report, month: str, union: Organisation, by: Actor) -> tuple[Correction, ...]:
    """The corrections that a running month names."""
    return all_since(report, union, closed_months(report.name, union, month), by)


def since(report: Report, close: MonthClose, by: Actor) -> tuple[Correction, ...]:
    """What has changed in a closed month and stands in no closed month yet."""
    return all_since(report, close.organisation, [close.month], by)


def all_since(report, union, months, by):
    figures, labels = latest(report.name, union, months), frozen.labels(report)
    found = ((labels.get(figure.indicator, figure.indicator), figure) for figure in figures)
    return tuple(one for label, figure in found if (one := compared(label, figure, by)))


def closes(report: str, union: Organisation):
    """The closed months of a report of a union."""
    return (MonthClose.report == report) & (MonthClose.organisation == union.id) & frozen.in_force()


def latest(report, union, months) -> list[MonthFigure]:
    """What was last said of each figure of these months: at their own close, or as corrected in a later one.

    `first_line` is the last line of the trail when the month itself was closed.
    """
    own = MonthFigure.select(MonthFigure, MonthClose).join(MonthClose).where(
        closes(report, union), MonthFigure.month.in_(months), MonthFigure.union.is_null()
    )  # fmt: skip
    lines = dict(MonthClose.select(MonthClose.month, MonthClose.trail).where(closes(report, union)).tuples())
    found = {(figure.month, figure.indicator): figure for figure in own.order_by(MonthFigure.close)}
    for figure in found.values():
        figure.first_line = lines[figure.month]
    return sorted(found.values(), key=lambda figure: (figure.month, figure.place))


def taken_up(report: Report, close: MonthClose) -> tuple[Correction, ...]:
    """The corrections that a closed month named when it was closed."""
    own = MonthFigure.select().where(MonthFigure.close == close.id, MonthFigure.month != close.month)
    labels, figures = frozen.labels(report), own.order_by(MonthFigure.month, MonthFigure.place)
    return tuple(recorded(labels.get(one.indicator, one.indicator), one, close) for one in figures)


# One figure --------------------------------------------------------------------------------------


def compared(label: str, figure: MonthFigure, by: Actor) -> Correction | None:
    """A closed figure against the records of today; None where nothing was corrected."""
    try:
        changes = tuple(change(figure, side, by) for side in frozen.sides(figure))
        total = added_up(figure, by) if figure.adds else None
    except ValueError:  # a word or column of then is no longer known: what was printed stands
        return None
    same = total in (None, figure.numerator)
    if same and not any(one.came_count or one.gone_count for one in changes):
        return None
    return Correction(label, figure, corrected(figure, changes, total), changes, figure.close.trail)


def both(figure):
    return [*frozen.conditions(figure.counted), *(frozen.conditions(figure.of) if figure.of else ())]


def change(figure, side, by) -> Change:
    model, held = BY_TABLE[figure.entity], frozen.conditions(figure.of if side else figure.counted)
    looked_at = spoken_of(model, held, figure.close.trail)
    live = filters.narrow(scope.visible(model, by), model, held, by).where(looked_at)
    then, moved = frozen.inside(model.id, figure, side), course_of_things(model, held, figure.first_line)
    here = scope.within(model, figure.close.organisation.path)
    came = live.where(~then, ~moved).select(model.id)
    gone = model.select(model.id).where(looked_at, then, here, ~moved, model.id.not_in(live.select(model.id)))
    return Change(side, came, gone, count(came), count(gone) + purged(figure, side))


def purged(figure, side):
    """How many of the rows of then were removed for good since."""
    lines = said_since(BY_TABLE[figure.entity], figure.close.trail).where(Audit.act == Act.PURGED)
    return lines.where(frozen.inside(Audit.record, figure, side)).count()


def count(query) -> int:
    return query.select(fn.COUNT(query.model.id)).scalar()


def added_up(figure, by):
    model, held = BY_TABLE[figure.entity], frozen.conditions(figure.counted)
    live = filters.narrow(scope.visible(model, by), model, held, by)
    column = model._meta.fields[figure.adds]
    return int((live.select(fn.SUM(column)).scalar(as_tuple=True)[0] or 0) * getattr(column, "unit", 1))


def corrected(figure, changes, total):
    """The numbers after the correction."""
    top, *bottom = [one.came_count - one.gone_count for one in changes]
    numerator = figure.numerator + top if total is None else total
    if figure.denominator is None:
        return SimpleNamespace(value=str(numerator), numerator=numerator, denominator=None)
    denominator = figure.denominator + bottom[0]
    return SimpleNamespace(
        value=percentage(numerator, denominator), numerator=numerator, denominator=denominator
    )


def recorded(label: str, figure: MonthFigure, close: MonthClose) -> Correction:
    """A correction as a closed month named it, against what was last said before it."""
    earlier = MonthFigure.select(MonthFigure, MonthClose).join(MonthClose).where(
        closes(close.report, close.organisation), MonthFigure.close < close.id, MonthFigure.union.is_null(),
        MonthFigure.month == figure.month, MonthFigure.indicator == figure.indicator,
    )  # fmt: skip
    before = earlier.order_by(MonthFigure.close.desc()).get()
    changes = tuple(between(before, figure, side) for side in frozen.sides(figure))
    return Correction(label, before, figure, changes, before.close.trail, close.trail)


def between(before, after, side) -> Change:
    model = BY_TABLE[after.entity]
    here = scope.within(model, after.close.organisation.path)
    old, new = frozen.inside(model.id, before, side), frozen.inside(model.id, after, side)
    came, gone = (model.select(model.id).where(here, *pair) for pair in ((new, ~old), (old, ~new)))
    coming = count(model.select(model.id).where(new, ~old))
    going = frozen.how_many(before, side) + coming - frozen.how_many(after, side)
    return Change(side, came, gone, coming, going)
