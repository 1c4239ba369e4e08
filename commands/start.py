"""Starting the desk: the database up to date, the first administrator, web server and worker side by side."""

import signal
from datetime import date
from ipaddress import ip_address

import click
from flask import current_app

import database
import demo.office
import demo.scale
import jobs
import scope
from choices import Role
from commands.command import Read, command, option, settings
from commands.processes import web_server, worker
from fields import IntegerField
from language import gettext
from language import lazy as _
from models import Account, Organisation
from operations import accounts, passwords

FIRST = "admin"


@command("migrate", _("Bring the database up to date."))
def migrate():
    steps = database.migrate()
    if not steps:
        click.echo(gettext("The database is up to date."))
    for step in steps:
        click.echo(gettext("Migrated: %(name)s", name=step))


@command("work", _("Run the worker: the shared sheets, on a schedule."))
@option("--parent", type=int, hidden=True)
def work(parent):
    jobs.work(settings(), parent)


@command("demo", _("Fill an empty desk with a demonstration office, or with very many workers."))
@option(
    "--scale",
    type=Read(IntegerField(low=1, high=10_000_000)),
    help=_("How many workers, instead of the office."),
)
@option("--seed", type=Read(IntegerField()), default=1, help=_("The same number gives the same workers."))
def demo_command(scale, seed):
    if scale:
        demo.scale.build(scale, seed, show_progress)
        click.echo("")
    else:
        demo.office.build(date.today(), settings())
    click.echo(gettext("The demonstration records are loaded."))


def show_progress(done):
    click.echo("\r" + gettext("%(count)s workers", count=done), nl=False)


# Starting ----------------------------------------------------------------------------------------


@command("start", _("Start the desk: web server and worker. Ctrl-C stops both."))
def start():
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # both mean: stop in good order
    server = web_server(current_app._get_current_object(), settings())
    database.migrate()
    first, password = prepared(settings())
    database.db.close()
    try:
        with worker():
            click.echo(greeting(settings(), first, password))
            server.run()
    finally:
        server.close()
    click.echo(gettext("Stopped."))


def prepared(settings):
    """(whether this is the first start, the password made up for the administrator)."""
    if Account.select().exists():
        return False, ""
    given = settings.admin_password
    if given:
        passwords.hashed(given, FIRST)  # one that is too short is refused before anything is written
    if settings.demo and not Organisation.select().exists():
        demo.office.build(date.today(), settings)
    # Last, for where there is an administrator everything else was done.
    _account, password = accounts.add(FIRST, Role.ADMINISTRATOR, None, scope.SYSTEM, given)
    return True, "" if given else password


# What it says ------------------------------------------------------------------------------------


def greeting(settings, first, password):
    lines = [gettext("Gongyou is running: %(address)s", address=f"{address(settings)}/admin/")]
    if password:
        lines.append(gettext("User: %(name)s   Password: %(password)s", name=FIRST, password=password))
        lines.append(gettext("The password is shown this once; you will be asked to change it."))
    lines.append(gettext("Shared workbooks: %(folder)s", folder=settings.sheets_folder))
    if first:
        lines += ["", gettext("What to try first:"), *first_steps(settings)]
    return "\n".join(["", *lines, "", gettext("Ctrl-C stops it.")])


def address(settings):
    """Where a browser on this machine finds the desk."""
    host = ip_address(settings.host)
    if host.is_unspecified:  # all addresses of the machine, this one among them
        host = ip_address("::1" if host.version == 6 else "127.0.0.1")
    return f"http://[{host}]:{settings.port}" if host.version == 6 else f"http://{host}:{settings.port}"


def first_steps(settings):
    if not settings.demo:
        return [gettext("Sign in and enter the first union, then workers under it.")]
    return [
        gettext("1. Sign in, open “Workers”, enter one."),
        gettext("2. Open a workbook of that folder in WPS, Excel or LibreOffice, change a phone, save."),
        gettext("3. Within %(minutes)s min. the new phone is on screen, its history says who changed it.",
                minutes=settings.sync_minutes + 1),
        gettext("4. Open a month's report and download it as CSV."),
    ]  # fmt: skip


COMMANDS = [migrate, start, work, demo_command]
