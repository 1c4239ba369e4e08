"""`erase`: wipes what the trail remembers of a person's sensitive columns, on a lawful request; and notes that it did."""

import click

import scope
from commands.command import Failed, command, option
from language import gettext
from language import lazy as _
from models import BY_PREFIX, columns
from operations import trail


@command(
    "erase", _("Erase what the audit trail remembers of sensitive columns of a record, as the law requires.")
)
@click.argument("code")
@click.argument("names", metavar="COLUMN...", nargs=-1, required=True)
@option("--reason", required=True, help=_("Who asked for it, and on what ground. It is recorded."))
def erase(code, names, reason):
    record = named(code)
    known = {field.name: field for field in columns(type(record)) if field.sensitive}
    if unknown := [name for name in names if name not in known]:
        raise Failed(no_such_columns(unknown, known))
    lines = trail.erase_emptied(record, names, scope.SYSTEM, reason)
    click.echo(gettext("Erased in %(count)s lines of the audit trail.", count=lines))


def named(code):
    """The record of a code, live, in the trash or gone for good."""
    model = BY_PREFIX.get(code.partition("-")[0].upper())
    number = scope.id_in(model, code) if model else None
    if number is None:
        raise Failed(gettext("There is no record with the code %(code)s.", code=code))
    return model.get_or_none(model.id == number) or model(id=number)


def no_such_columns(unknown, known):
    return gettext(
        "Not a sensitive column: %(unknown)s. There are: %(known)s",
        unknown=", ".join(unknown), known=", ".join(known) or "-",
    )  # fmt: skip


COMMANDS = [erase]
