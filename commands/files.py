"""Files that leave: an entity's records, all of a union, a month's report. What they hold is `rows` and `reports`."""

from functools import partial
from pathlib import Path

import click

import filters
import reports
import rows
import scope
import workbooks
from commands.command import Entity, Failed, Wrong, command, option, to_file, union, write
from filters import Condition
from language import gettext
from language import lazy as _
from models import columns
from operations import archive
from operations.exports import narrowing, recorded, told

EXAMPLE = "born_on-from=1990-01-01"  # as in the address of a list


@command("export", _("Write records as CSV, or as Excel where the file ends in .xlsx; masked."))
@click.argument("entity", type=Entity(), required=False)
@option("--all", "everything", is_flag=True, help=_("Every entity, as one archive."))
@option("--organisation", "code", help=_("Code of a union: what belongs to it or below; else all."))
@option("--filter", "wanted", multiple=True, help=_("A condition, such as %(example)s.", example=EXAMPLE))
@to_file
def export(entity, everything, code, wanted, file):
    if everything == bool(entity) or (everything and wanted):
        raise Wrong(gettext("Name one entity, or ask for all with %(option)s.", option="--all"))
    organisation = union(code)
    by = archive.within(scope.SYSTEM, organisation)
    if everything:
        return write(file, archive.packed(by, organisation))
    return write(file, parts(entity, [condition(text) for text in wanted], by, file))


def condition(text):
    """`born_on-from=1990-01-01`, as in the address of a list."""
    question, _equals, answer = text.partition("=")
    column, _dash, operation = question.partition("-")
    return Condition(column, operation, answer)


def parts(entity, conditions, by, file):
    """The bytes of the file, piece by piece; its name tells which kind."""
    query, words = narrowed(entity, conditions, by), narrowing(entity, conditions)
    facts = {"filters": words} if words else {}
    table = recorded(rows.exported(query, entity, columns(entity), by), entity._meta.table_name, by, **facts)
    if not file.lower().endswith(".xlsx"):
        return map(str.encode, rows.csv_lines(table))
    if query.count() > workbooks.MOST_ROWS:
        raise Failed(workbooks.too_many())
    title = str(entity._meta.title)
    return workbooks.pieces(title, columns(entity), table, partial(told, by, title, narrowed=words))


def narrowed(entity, conditions, by):
    try:
        return filters.narrow(scope.visible(entity, by), entity, conditions, by)
    except ValueError as mistake:
        raise Wrong(str(mistake.args[0])) from None


@command("report", _("Write a month's report as CSV; of a closed month the figures as they stood then."))
@click.argument("name", required=False)
@option("--month", required=True, help=_("The month, such as 2026-03."))
@option("--organisation", "code", help=_("Code of a union; else all."))
@option("--all", "every", is_flag=True, help=_("Every report, each as a file in a folder."))
@option("-o", "--output", "file", default="-", help=_("File to write; else the screen."))
def report(name, month, code, every, file):
    organisation = union(code)
    if bool(name) == every:
        raise Wrong(gettext("Name one report, or ask for all with %(option)s.", option="--all"))
    if every and file == "-":
        raise Wrong(gettext("Say with %(option)s to which folder.", option="-o"))
    for one in [found.name for found in reports.REPORTS] if every else [name]:
        write_report(one, month, organisation, str(Path(file) / f"{one}-{month}.csv") if every else file)


def write_report(name, month, organisation, file):
    try:
        result = reports.run(name, month, scope.SYSTEM, organisation)
    except ValueError as mistake:
        raise Wrong(str(mistake)) from None
    what = " ".join([name, result.month, organisation.code if organisation else ""]).strip()
    table = recorded(reports.csv_rows(result), "report", scope.SYSTEM, what=what)
    write(file, map(str.encode, rows.csv_lines(table)))


COMMANDS = [export, report]
