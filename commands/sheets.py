"""The commands `sync` and `sheet …`: a run of the shared sheets, sharing one, settling what it asks."""

import json
from pathlib import Path

import click

import scope
from choices import Policy, Schedule
from commands.command import Entity, Group, Wrong, account, command, option, settings, union
from language import gettext, speaking
from language import lazy as _
from models import BY_TABLE, SharedSheet
from operations import Refused
from sync import ending, names, places, register, settling, sharing, units
from sync.outcome import Outcome
from sync.run import run_all

GROUP = Group("sheet", help=_("Shared workbooks: share a table, pause one, settle what it asks."))
BY = scope.SYSTEM.through("command")
as_json = option("--json", "as_json", is_flag=True, help=_("As JSON, for other programs."))


@command("sync", _("Bring the shared workbooks and the records into agreement."))
@option("--sheet", "name", help=_("Only the sheet of this name."))
@option("--dry-run", "dry", is_flag=True, help=_("Show what would happen; change nothing."))
@as_json
@click.pass_context
def sync(ctx, name, dry, as_json):
    chosen = [sharing.find(name, BY)] if name else [one for one in sharing.sheets(BY) if not one.paused]
    outcomes = []
    for outcome in run_all(settings(), chosen, dry):
        outcomes.append(outcome)
        if as_json:
            click.echo(json.dumps(outcome.as_json(), ensure_ascii=False))  # one line per sheet
        else:
            report(outcome)
    ctx.exit(max((outcome.exit_status for outcome in outcomes), default=0))


def report(outcome: Outcome):
    """One run in words: what went where, and what is to be said of which row."""
    click.echo("：".join(text for text in (outcome.sheet, str(outcome.outcome.words), outcome.words) if text))
    for move in outcome.moves:
        target = gettext("to the records") if move["to"] == "records" else gettext("to the sheet")
        place = placed_at(move["row"], move["code"], move["column"])
        click.echo(f"  {target} {place}: {move['before']} → {move['after']}")
    for finding in outcome.findings:
        click.echo(f"  {finding.matter.words} {placed_at(finding.line, finding.code)}: {finding.text}")


def placed_at(line, *parts):
    row = [gettext("row %(line)s", line=line)] if line else []
    return " ".join([*row, *(part for part in parts if part)])


# Sharing -----------------------------------------------------------------------------------------


@command("share", _("Share a table as a workbook that is kept in agreement."), GROUP)
@click.argument("entity", metavar="TABLE", type=Entity())
@option("--to", "to", required=True, metavar="FOLDER|SPREADSHEET",
        help=_("The folder for the workbook, or the spreadsheet's id or address at Google."))  # fmt: skip
@option("--organisation", "code", help=_("Code of the union whose rows it carries; else all."))
@option("--columns", help=_("Names of the columns, by commas; else all that are not sensitive."))
@option("--editable", default="", help=_("Names of those that may be edited in it; else none."))
@option("--policy", "policies", multiple=True, metavar="COLUMN=POLICY",
        help=_("Who wins where both changed a column: ask, office or sheet; else ask."))  # fmt: skip
@option(
    "--may-delete", is_flag=True, help=_("Let a few rows that are missing go to the trash by themselves.")
)
@option("--schedule", type=click.Choice([one.value for one in Schedule]), default=Schedule.EVERY.value,
        help=_("When it runs by itself: every run, hourly, daily, or by hand only."))  # fmt: skip
@option("--purpose", default="", help=_("What the rows leave for."))
@option("--recipients", default="", help=_("Who gets to see them."))
@option("--name", help=_("Name of the sheet and of its file."))
@option(
    "--per-unit",
    is_flag=True,
    help=_("A workbook for each union right below this one, in a folder of its own."),
)
@option("--user", help=_("The user with whose rights it writes; else the system's."))
def share(
    entity,
    to,
    code,
    columns,
    editable,
    policies,
    may_delete,
    schedule,
    purpose,
    recipients,
    name,
    per_unit,
    user,
):
    made = (units.share if per_unit else sharing.share)(
        entity,
        relative(to),
        scope.actor(account(user), via="command") if user else BY,
        union(code),
        columns=listed(columns) if columns else None,
        editable=listed(editable),
        policies=dict(map(policy_in, policies)),
        name=name,
        may_delete=may_delete,
        schedule=Schedule(schedule),
        purpose=purpose,
        recipients=recipients,
    )
    for one in [made, *sharing.of_units(made)]:
        click.echo(f"{names.handle(one)}: {places.path(one, settings())}")


def relative(to):
    """Within the folder of shared workbooks a place is kept relative to it."""
    if places.located(to, "")["backend"] == places.GOOGLE:
        return to
    target, home = Path(to).resolve(), settings().sheets_folder
    return target.relative_to(home) if target.is_relative_to(home) else target


def listed(text):
    return [name.strip() for name in text.split(",") if name.strip()]


def policy_in(text):
    column, _equals, policy = text.partition("=")
    if policy not in set(Policy):
        raise Wrong(f"--policy: {gettext('must be one of: %(words)s', words=', '.join(Policy))}")
    return column.strip(), Policy(policy)


@command("list", _("List the shared workbooks."), GROUP)
@as_json
def list_sheets(as_json):
    rows = [described(one) for one in sharing.sheets(BY)]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for row in rows:
        click.echo("\t".join(row[key] for key in ("name", "table", "state", "path")))


def described(one: SharedSheet) -> dict:
    with speaking(one.locale):
        tab = str(BY_TABLE[one.entity]._meta.title)
    path = places.path(one, settings())
    state = "paused" if one.paused else one.state.value
    return {"name": names.handle(one), "table": one.entity, "path": path, "tab": tab, "state": state}


@command("pause", _("Neither read nor write a sheet for now."), GROUP)
@click.argument("name")
def pause(name):
    sharing.pause(sharing.find(name, BY), BY)


@command("resume", _("Let a paused sheet go on."), GROUP)
@click.argument("name")
def resume(name):
    sharing.pause(sharing.find(name, BY), BY, paused=False)


@command(
    "change",
    _("Change which columns a sheet carries and which may be edited; in force with the next run."),
    GROUP,
)
@click.argument("name")
@option("--columns", help=_("Names of the columns, by commas; those left out are emptied in the sheet."))
@option("--editable", help=_("Names of those that may be edited in it."))
@option("--policy", "policies", multiple=True, metavar="COLUMN=POLICY",
        help=_("Who wins where both changed a column: ask, office or sheet; else as before."))  # fmt: skip
def change(name, columns, editable, policies):
    sheet = sharing.find(name, BY)
    facts = register.facts(sheet)
    chosen = listed(columns) if columns else facts["columns"]
    wanted = {key: facts[key] for key in ("may_delete", "schedule", "purpose", "recipients")}
    kept = {column: policy for column, policy in facts["policies"].items() if column in chosen}
    wanted["policies"] = kept | dict(map(policy_in, policies))
    wanted["editable"] = (
        [n for n in facts["editable"] if n in chosen] if editable is None else listed(editable)
    )
    sharing.change(sheet, BY, chosen, **wanted)


@command("unshare", _("End the sharing of a sheet for good, after a last run."), GROUP)
@click.argument("name")
@option(
    "--anyway",
    is_flag=True,
    help=_("Also where there can be no last run: what was typed since stays in the file."),
)
def unshare(name, anyway):
    for words in ending.end(sharing.find(name, BY), settings(), BY, anyway):
        click.echo(words)


# Settling ----------------------------------------------------------------------------------------


@command("settle", _("Decide a conflict: does the office's value hold, or the sheet's?"), GROUP)
@click.argument("name")
@click.argument("code")
@click.argument("column")
@click.argument("winner", type=click.Choice([Policy.OFFICE.value, Policy.SHEET.value]))
def settle(name, code, column, winner):
    settling.settle_named(sharing.find(name, BY), code, column, Policy(winner), BY)


@command("approve", _("Let what is held pass: one proposal by its number, or all of a sheet."), GROUP)
@click.argument("name")
@click.argument("number", type=int, required=False)
def approve(name, number):
    chosen = sharing.find(name, BY)
    waiting = [one for one in settling.proposals(chosen) if number in (None, one.id)]
    if number is not None and not waiting:
        raise Refused(gettext("There is no proposal %(number)s that waits.", number=number))
    for one in waiting:
        settling.approve(chosen, one, BY)
        click.echo(f"{one.id} {one.text}")


COMMANDS = [sync, GROUP]
