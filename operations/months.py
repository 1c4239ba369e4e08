"""Closing a month of a report, and reopening it. What a closed month says afterwards is `reports`.

A union closes its own months; those above and below it close theirs. The records stay open: what is changed
later is named as a correction in the next month that is not closed.
"""

import filters
import models
import reports
import scope
from choices import Act, Role
from database import db
from language import gettext
from models import BY_TABLE, MonthClose, MonthFigure, Organisation
from operations.chain import hold
from operations.refusals import Refused, in_words
from operations.trail import given, jot
from reports import corrections, frozen
from scope import Actor


def may_close(union: Organisation | None, by: Actor) -> bool:
    """Whether somebody answers for the figures of a union."""
    answers = by.role in (Role.UNION, Role.ADMINISTRATOR) and not by.only
    return bool(union and answers and scope.find(Organisation, union.id, by))


def is_over(month: str) -> bool:
    return models.now().date().isoformat() >= reports.bounds(month)["next"]


def close(name: str, month: str, union: Organisation, by: Actor) -> MonthClose:
    """Close a month: its figures stand from now on, with the rows behind them. One that is closed stays as it is.

    Raises ValueError in words for an unknown report or month.
    """
    report, month = reports.known(name), reports.bounds(month)["first"][:7]
    permit(union, by)
    if not is_over(month):
        raise Refused(gettext("%(month)s is not over yet: close it when it is.", month=month))
    with in_words(), db.atomic():
        end = hold()
        if there := frozen.close_of(name, month, union):
            return there
        as_it_is = reports.run(name, month, by, union)
        closed = MonthClose.create(
            report=name, month=month, organisation=union, who=by.name, closed_at=models.now(), trail=end.number
        )  # fmt: skip
        sets = {}
        for place, row in enumerate(as_it_is.rows):
            freeze(closed, place, row, sets, by)
        for correction in as_it_is.corrections:
            take_up(closed, correction)
        jot("report", closed.id, Act.MONTH_CLOSED, by, {"report": report.name, "month": month}, union.id)
    return closed


def permit(union, by):
    if not may_close(union, by):
        raise Refused(gettext("Only an administrator of the union closes and reopens its months."))


def freeze(closed, place, row, sets, by):
    """A figure, and the rows behind it as the list behind its link shows them."""
    table, counted = row.link
    figure = MonthFigure.create(
        close=closed, month=closed.month, place=place, indicator=row.key, union=row.union, group=row.group,
        value=row.value, numerator=row.numerator, denominator=row.denominator, adds=row.adds, entity=table,
        counted=frozen.packed(counted), of=frozen.packed(row.denominator_link[1]) if row.denominator_link else "",
    )  # fmt: skip
    figure.rows = kept(figure, frozen.NUMERATOR, row.link, sets, by)
    if row.denominator_link:
        figure.rows_below = kept(figure, frozen.DENOMINATOR, row.denominator_link, sets, by)
    figure.save()


def kept(figure, side, link, sets, by):
    """The number of the set of rows behind a link; the same link twice has one set."""
    if link not in sets:
        model = BY_TABLE[link[0]]
        query = filters.narrow(scope.visible(model, by), model, link[1], by)
        sets[link] = frozen.keep(number_of(figure, side), query)
    return sets[link]


def number_of(figure, side):
    """A number that no other set has."""
    return 2 * figure.id + side


def take_up(closed, correction):
    """An earlier month's figure as it is after the correction: the next one is compared with this."""
    old, after = correction.figure, correction.after
    same = {
        name: getattr(old, name)
        for name in ("month", "place", "indicator", "adds", "entity", "counted", "of")
    }
    figure = MonthFigure.create(
        close=closed, value=after.value, numerator=after.numerator, denominator=after.denominator, **same
    )
    model = BY_TABLE[old.entity]
    for change in correction.changes:
        stayed = frozen.inside(model.id, old, change.side) & model.id.not_in(change.gone)
        rows = model.select().where(stayed | model.id.in_(change.came))
        setattr(
            figure, "rows_below" if change.side else "rows", frozen.keep(number_of(figure, change.side), rows)
        )
    figure.save()


def reopen(closed: MonthClose, by: Actor, reason: str) -> None:
    """Let a month run again; its figures as they stood are kept. Says why, and who."""
    permit(closed.organisation, by)
    reason = given(reason)
    with in_words(), db.atomic():
        hold()
        refuse_where_taken_up(closed)
        gone = {"reopened_at": models.now(), "reopened_by": by.name, "reason": reason}
        own = MonthClose.update(gone).where(MonthClose.id == closed.id, frozen.in_force())
        if own.execute():
            facts = {"report": closed.report, "month": closed.month, "reason": reason}
            jot("report", closed.id, Act.MONTH_REOPENED, by, facts, closed.organisation_id)


def refuse_where_taken_up(closed):
    """A later month that names corrections of this one was closed on its figures."""
    later = MonthFigure.select(MonthClose.month).join(MonthClose).where(
        corrections.closes(closed.report, closed.organisation),
        MonthFigure.month == closed.month, MonthClose.id != closed.id,
    )  # fmt: skip
    if found := later.order_by(MonthClose.id.desc()).tuples().first():
        words = gettext("%(later)s was closed with corrections of %(month)s: reopen %(later)s first.",
                        later=found[0], month=closed.month)  # fmt: skip
        raise Refused(words)
