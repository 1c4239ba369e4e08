"""Questions as queries: one month report per area, each figure with the list it counts.

A figure is the number of records in a scoped list narrowed by conditions; nothing here writes, and how a
report is drawn belongs to the screens.
"""

from language import lazy as _
from models import Organisation
from reports import (
    chain,
    competitions,
    corrections,
    demand,
    frozen,
    jobs,
    ledgers,
    matchmaking,
    mentorship,
    named_service,
    studios,
    trainers,
    training,
    workers,
)
from reports.counting import Counting
from reports.figures import Indicator, Report, Result, Row, bounds, closed_words, csv_rows, worked_out
from scope import Actor

REPORTS = [
    workers.REPORT,
    trainers.REPORT,
    training.REPORT,
    mentorship.REPORT,
    competitions.REPORT,
    matchmaking.REPORT,
    studios.REPORT,
    jobs.REPORT,
    chain.REPORT,
    ledgers.REPORT,
    named_service.REPORT,
    demand.REPORT,
]

__all__ = [
    "REPORTS",
    "Indicator",
    "Report",
    "Result",
    "Row",
    "bounds",
    "closed_words",
    "csv_rows",
    "find",
    "known",
    "run",
]


def find(name: str) -> Report | None:
    """The report of that name, or None."""
    return next((report for report in REPORTS if report.name == name), None)


def run(name: str, month: str, by: Actor, organisation: Organisation | None = None) -> Result:
    """A report of one month (`2026-03`), for one union or for all that `by` sees.

    A month that this union has closed is given as it stood then. Raises ValueError in words for an unknown
    report or month.
    """
    report, month = known(name), bounds(month)["first"][:7]
    counting = Counting(by, organisation)
    union = counting.union
    close = frozen.close_of(name, month, union) if union else None
    if close is None:
        named = corrections.due(report, month, union, by) if union else ()
        return Result(report, month, organisation, worked_out(report, month, counting), union, None, named)
    rows, later = frozen.rows(report, close), corrections.since(report, close, by)
    return Result(report, month, organisation, rows, union, close, corrections.taken_up(report, close), later)


def known(name: str) -> Report:
    """The report of that name. Raises ValueError in words where there is none."""
    report = find(name)
    if report is None:
        names = ", ".join(report.name for report in REPORTS)
        raise ValueError(_("There is no such report. There are: %(names)s", names=names))
    return report
