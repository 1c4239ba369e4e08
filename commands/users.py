"""Accounts from the command line: adding, a new password, locking. Signing in belongs to the screens."""

import sys

import click

import choices
import scope
from commands.command import Group, Read, account, command, option, union
from fields import ChoiceField, ChoicesField
from language import gettext
from language import lazy as _
from operations import accounts, passwords

GROUP = Group("user", help=_("Users: add one, give a new password, lock one out."))
password_stdin = option(
    "--password-stdin", is_flag=True, help=_("Read the password from the standard input; else make one up.")
)


@command("add", _("Add a user."), GROUP)
@click.argument("name")
@option("--role", type=Read(ChoiceField(choices.Role)), required=True, help=_("What the user may do."))
@option("--organisation", "code", help=_("Code of the user's union, such as O-1."))
@option("--areas", type=Read(ChoicesField(choices.Area)), default=(), help=_("Areas of a clerk, by commas."))
@password_stdin
def add(name, role, code, areas, password_stdin):
    given = read_password() if password_stdin else ""
    made, password = accounts.add(name, role, union(code), scope.SYSTEM, given, areas)
    click.echo(gettext("User %(name)s was added.", name=made.name))
    tell(password, given)


@command("password", _("Give a user a new password."), GROUP)
@click.argument("name")
@password_stdin
def password(name, password_stdin):
    given = read_password() if password_stdin else ""
    new = given or passwords.made_up()
    accounts.set_password(account(name), new, scope.SYSTEM, must_change=not given)
    click.echo(gettext("%(name)s has a new password.", name=name))
    tell(new, given)


@command("lock", _("Lock a user out."), GROUP)
@click.argument("name")
@option("--undo", is_flag=True, help=_("Let the user in again."))
def lock(name, undo):
    accounts.lock(account(name), scope.SYSTEM, locked=not undo)
    words = _("%(name)s may sign in again.", name=name) if undo else _("%(name)s is locked out.", name=name)
    click.echo(str(words))


def read_password():
    return sys.stdin.readline().rstrip("\r\n")


def tell(password, given):
    """Print a password that was made up here, once; never one that was given."""
    if not given:
        words = gettext("Password: %(password)s (to be changed at the first sign-in)", password=password)
        click.echo(words)
