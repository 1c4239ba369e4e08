"""What all commands share: help in the spoken language, refusals in words, the exit status.

0 done; 1 refused or partly refused; 2 asked for in a way that cannot be understood.
"""

import re
import sys
from collections.abc import Iterable
from pathlib import Path

import click
import peewee
from flask import current_app
from flask.cli import with_appcontext

import config
import scope
from database import db
from fields import Column
from language import gettext
from language import lazy as _
from models import BY_TABLE, Account, Organisation
from operations import Refused

MISSING_TABLE = re.compile(r"no such table|relation .* does not exist")


class Failed(click.ClickException):
    """A sentence on the error stream and exit status 1."""

    def show(self, file=None):
        click.echo(self.message, err=True)


class Wrong(Failed):
    """The same, with exit status 2."""

    exit_code = 2


class Help(click.HelpFormatter):
    """Help in the spoken language, the words between ours, which are the library's, included."""

    def getvalue(self):
        text = super().getvalue()
        for theirs, ours in frame_words().items():
            text = text.replace(theirs, ours)
        return text


def frame_words():
    """What the library puts around our sentences, and how we say it."""
    return {
        "Usage:": gettext("Usage:"),
        "Options:": gettext("Options:"),
        "Commands:": gettext("Commands:"),
        "[OPTIONS]": gettext("[OPTIONS]"),
        "COMMAND [ARGS]": gettext("COMMAND [ARGS]"),
        "Show this message and exit.": gettext("Show this message and exit."),
        "[required]": gettext("[required]"),
        " TEXT": gettext(" TEXT"),
    }


class Context(click.Context):
    formatter_class = Help


class Option(click.Option):
    """An option whose help is looked up when it is shown."""

    def __init__(self, *args, help="", **kwargs):
        super().__init__(*args, **kwargs)
        self.help = help

    def get_help_record(self, ctx):
        record = super().get_help_record(ctx)
        return record and (record[0], str(record[1]))


class Command(click.Command):
    """A command that says what is wrong in a sentence, never in a trace."""

    context_class = Context

    def parse_args(self, ctx, args):
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as mistake:
            raise Wrong(misunderstood(mistake, ctx)) from None

    def invoke(self, ctx):
        try:
            return super().invoke(ctx)
        except Refused as refusal:
            raise Failed(refusal.words) from None
        except (peewee.OperationalError, peewee.ProgrammingError) as mistake:
            raise Failed(database_words(mistake)) from None
        finally:
            if not db.is_closed():
                db.close()


class Group(click.Group):
    """Commands of one subject."""

    command_class = Command
    context_class = Context

    def resolve_command(self, ctx, args):
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as mistake:
            raise Wrong(misunderstood(mistake, ctx)) from None


def misunderstood(mistake, ctx):
    """The library's complaint in our words, and where help is to be had."""
    if isinstance(mistake, click.MissingParameter):
        words = gettext("%(name)s is missing.", name=called(mistake.param))
    elif isinstance(mistake, click.NoSuchOption):
        words = gettext("There is no option %(name)s.", name=mistake.option_name)
    elif isinstance(mistake, click.BadOptionUsage):
        words = gettext("%(name)s needs a value.", name=mistake.option_name)
    elif isinstance(mistake, click.BadParameter):
        words = f"{called(mistake.param)}: {mistake.message}"
    else:
        words = gettext("Not understood: %(words)s", words=mistake.message)
    return f"{words}\n{gettext('Help: %(command)s --help', command=ctx.command_path)}"


def called(param):
    return param.opts[0] if isinstance(param, click.Option) else param.human_readable_name


def database_words(mistake):
    if not MISSING_TABLE.search(str(mistake)):
        return gettext("The database does not answer: %(reason)s", reason=str(mistake).strip())
    return gettext("The database is not up to date. Run first: flask --app app migrate")


# Declaring ---------------------------------------------------------------------------------------


def command(name, help, group=None, **settings):
    """Declare a command; its function gets the application's context."""

    def declare(function):
        made = click.command(name, cls=Command, help=help, **settings)(with_appcontext(function))
        if group is not None:
            group.add_command(made)
        return made

    return declare


def option(*names, **settings):
    return click.option(*names, cls=Option, **settings)


def settings() -> config.Config:
    """The settings of the application that runs the command."""
    return current_app.config["GONGYOU"]


# What people type --------------------------------------------------------------------------------


class Read(click.ParamType):
    """A value that a column can read: the same words, the same complaints as on screen."""

    name = "text"

    def __init__(self, column: Column):
        self.column = column

    def convert(self, value, param, ctx):
        if not isinstance(value, str):
            return value
        try:
            return self.column.read(value)
        except ValueError as mistake:
            self.fail(str(mistake), param, ctx)


class Entity(click.ParamType):
    name = "entity"

    def convert(self, value, param, ctx):
        if value not in BY_TABLE:
            self.fail(gettext("There is no entity “%(name)s”. There are: %(names)s",
                              name=value, names=", ".join(BY_TABLE)), param, ctx)  # fmt: skip
        return BY_TABLE[value]


def union(code: str | None) -> Organisation | None:
    """The union of a code, or none where none was named."""
    found = scope.find(Organisation, code, scope.SYSTEM) if code else None
    if code and found is None:
        raise Failed(gettext("There is no union with the code %(code)s.", code=code))
    return found


def account(name: str) -> Account:
    found = Account.get_or_none(Account.name == name)
    if found is None:
        raise Failed(gettext("There is no user called %(name)s.", name=name))
    return found


to_file = option("-o", "--output", "file", type=click.Path(dir_okay=False), default="-",
                 help=_("File to write; else the screen."))  # fmt: skip


def write(file: str, parts: Iterable[bytes]) -> None:
    """Bytes, not text: what a file holds must not depend on the terminal. It is there as a whole, or not at all.

    (click's own atomic file takes the place of the old one even when it broke off.)
    """
    if file == "-":
        sys.stdout.buffer.writelines(parts)
        return
    draft = Path(file).with_name(f".{Path(file).name}.tmp")
    try:
        with draft.open("wb") as out:
            out.writelines(parts)
        draft.replace(file)
    except OSError as trouble:
        raise Failed(gettext("The file cannot be written: %(reason)s", reason=trouble.strerror)) from None
    finally:
        draft.unlink(missing_ok=True)
