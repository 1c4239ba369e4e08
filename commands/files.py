"""Files that leave: an entity's records, a month's report. What they hold is `rows` and `reports`."""

import click

import reports
import rows
import scope
from commands.command import Entity, Wrong, command, option, to_file, union
from language import lazy as _
from models import columns
from operations.exports import recorded


@command("export", _("Write all records of an entity as CSV; sensitive columns are masked."))
@click.argument("entity", type=Entity())
@to_file
def export(entity, file):
    table = rows.exported(scope.visible(entity, scope.SYSTEM), entity, columns(entity), scope.SYSTEM)
    write(file, recorded(table, entity._meta.table_name, scope.SYSTEM))


@command("report", _("Write a month's report as CSV."))
@click.argument("name")
@option("--month", required=True, help=_("The month, such as 2026-03."))
@option("--organisation", "code", help=_("Code of a union; else all."))
@to_file
def report(name, month, code, file):
    organisation = union(code)
    try:
        result = reports.run(name, month, scope.SYSTEM, organisation)
    except ValueError as mistake:
        raise Wrong(str(mistake)) from None
    what = " ".join([name, month, code or ""]).strip()
    write(file, recorded(reports.csv_rows(result), "report", scope.SYSTEM, what=what))


def write(file, table):
    """Bytes, not text: what the file holds must not depend on the terminal it was made in."""
    with file:
        for line in rows.csv_lines(table):
            file.write(line.encode())


COMMANDS = [export, report]
