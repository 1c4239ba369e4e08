"""Closing and reopening the months of reports, for a schedule or by hand. What that means is `operations.months`."""

import click

import reports
import scope
from commands.command import Failed, Group, Wrong, command, option, union
from language import gettext
from language import lazy as _
from operations import months
from reports import frozen

GROUP = Group("month", help=_("Close and reopen the months of reports."))
the_month = option("--month", required=True, help=_("The month, such as 2026-03."))
the_union = option("--organisation", "code", required=True, help=_("Code of the union."))


@command("close", _("Close a month: its figures stand from then on, with the rows behind them."), GROUP)
@click.argument("name", required=False)
@the_month
@the_union
@option("--all", "every", is_flag=True, help=_("Every report."))
def close(name, month, code, every):
    organisation = union(code)
    if bool(name) == every:
        raise Wrong(gettext("Name one report, or ask for all with %(option)s.", option="--all"))
    for one in [report.name for report in reports.REPORTS] if every else [name]:
        closed = understood(lambda one=one: months.close(one, month, organisation, scope.SYSTEM))
        click.echo(f"{one}: {reports.closed_words(closed)}")


@command("reopen", _("Let a closed month run again. Says why, and is noted in the trail."), GROUP)
@click.argument("name")
@the_month
@the_union
@option("--reason", required=True, help=_("Why it must be reopened."))
def reopen(name, month, code, reason):
    organisation = union(code)
    month = understood(lambda: reports.known(name) and reports.bounds(month)["first"][:7])
    there = frozen.close_of(name, month, organisation)
    if there is None:
        raise Failed(gettext("%(month)s is not closed.", month=month))
    months.reopen(there, scope.SYSTEM, reason)
    click.echo(gettext("%(month)s runs again.", month=month))


def understood(act):
    try:
        return act()
    except ValueError as mistake:
        raise Wrong(str(mistake.args[0])) from None
