"""Questions as queries: one month report per area, each figure with the list it counts.

A figure is the number of records in a scoped list narrowed by conditions; nothing here writes, and how a
report is drawn belongs to the screens.
"""

from language import lazy as _
from models import Organisation
from reports import competitions, matchmaking, mentorship, trainers, workers
from reports.figures import Indicator, Report, Result, Row, csv_rows, worked_out
from scope import Actor

REPORTS = [workers.REPORT, trainers.REPORT, mentorship.REPORT, competitions.REPORT, matchmaking.REPORT]

__all__ = ["REPORTS", "Indicator", "Report", "Result", "Row", "csv_rows", "find", "run"]


def find(name: str) -> Report | None:
    """The report of that name, or None."""
    return next((report for report in REPORTS if report.name == name), None)


def run(name: str, month: str, by: Actor, organisation: Organisation | None = None) -> Result:
    """A report of one month (`2026-03`), for one union or for all that `by` sees.

    Raises ValueError in words for an unknown report or month.
    """
    report = find(name)
    if report is None:
        names = ", ".join(report.name for report in REPORTS)
        raise ValueError(_("There is no such report. There are: %(names)s", names=names))
    return worked_out(report, month, by, organisation)
