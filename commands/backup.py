"""`backup`: a copy of the desk while it runs. What is in it, and what never, is `operations.backing_up`."""

from pathlib import Path

import click

from commands.command import Failed, command, settings
from language import gettext
from language import lazy as _
from operations import Refused
from operations.backing_up import back_up


@command(
    "backup",
    _("Write a copy of the database to a file, while the desk runs; without the choices of matchmaking."),
)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file):
    try:
        back_up(settings().database_url, file)
    except Refused as refusal:
        raise Failed(refusal.words) from None
    click.echo(gettext("Backed up to %(file)s.", file=str(file)))


COMMANDS = [backup]
