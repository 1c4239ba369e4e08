"""`quality`: a look through the whole desk for what breaks a rule, on a schedule of one's own; the figures after it."""

import click

import scope
from commands.command import command, option, union
from language import gettext
from language import lazy as _
from operations import quality_rules
from reports import quality as figures


@command(
    "quality", _("Look through all records for missing, invalid, duplicate, contradictory and stale values.")
)
@option("--full", is_flag=True, help=_("Read every record anew, not only those changed since the last look."))
@option("--organisation", "code", help=_("Code of a union; else all."))
def quality(full, code):
    organisation = union(code)
    quality_rules.look_through("command", full)
    found = figures.report(scope.SYSTEM, organisation)
    for group, share in found.shares.items():
        click.echo(
            f"{group.words or gettext('Altogether')}\t{share.rate}\t{share.records - share.flawed}/{share.records}"
        )
    for one in found.reasons:
        click.echo(f"{one.title}\t{one.label}\t{one.words}\t{one.found}")


COMMANDS = [quality]
