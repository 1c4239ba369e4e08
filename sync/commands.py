"""The commands `sync` and `sheet …`: they call what the worker and the screens call, and print what came of it."""

import json
from functools import wraps
from pathlib import Path

import click

import config
import scope
from choices import Policy
from language import gettext, speaking
from models import BY_TABLE, Account, Organisation, SharedSheet
from operations import Refused
from sync import settling, sharing
from sync.outcome import Outcome
from sync.run import run

BY = scope.SYSTEM


def in_words(command):
    """What is refused is said, with exit status 1."""

    @wraps(command)
    def guarded(*args, **kwargs):
        try:
            return command(*args, **kwargs)
        except Refused as refusal:
            raise click.ClickException(refusal.words) from None

    return guarded


@click.command("sync")
@click.option("--sheet", "name", help="Only this sheet.")
@click.option("--dry-run", "dry", is_flag=True, help="Play it through; change nothing.")
@click.option("--json", "as_json", is_flag=True, help="For other programs.")
@in_words
def sync(name, dry, as_json):
    """Bring the shared sheets and the records into agreement."""
    folder = config.load().sheets_folder
    chosen = [sharing.find(name, BY)] if name else [s for s in sharing.sheets(BY) if not s.paused]
    outcomes = [run(sheet, folder, dry) for sheet in chosen]
    if as_json:
        click.echo(json.dumps([outcome.as_json() for outcome in outcomes], ensure_ascii=False, indent=1))
    else:
        for outcome in outcomes:
            report(outcome)
    raise SystemExit(max((outcome.exit_status for outcome in outcomes), default=0))


def report(outcome: Outcome):
    click.echo(f"{outcome.sheet}: {outcome.outcome.words}{'：' * bool(outcome.words)}{outcome.words}")
    for move in outcome.moves:
        target = gettext("to the records") if move["to"] == "records" else gettext("to the sheet")
        place = " ".join(str(part) for part in (move["row"], move["code"], move["column"]) if part)
        click.echo(f"  {target}: {place} {move['before']} → {move['after']}")
    for finding in outcome.findings:
        place = " ".join(str(part) for part in (finding.line, finding.code) if part)
        click.echo(f"  {finding.matter.words} {place}: {finding.text}")


@click.group("sheet")
def sheet():
    """Share tables as sheets; settle what they ask."""


@sheet.command("share")
@click.argument("table")
@click.option("--to", "to", required=True, help="Folder.")
@click.option("--organisation", help="Code of the union whose rows it carries.")
@click.option("--columns", help="Names, separated by commas; else all that are not sensitive.")
@click.option("--editable", default="", help="Names of those that may be edited.")
@click.option("--policy", "policies", multiple=True, help="column=ask|office|sheet")
@click.option("--may-delete", is_flag=True, help="A few missing rows go to the trash by themselves.")
@click.option("--name", help="Name of the sheet.")
@click.option("--account", help="User with whose rights it writes; else the system's.")
@in_words
def share(table, to, organisation, columns, editable, policies, may_delete, name, account):
    """Share a table."""
    by = acting(account)
    made = sharing.share(
        known_table(table),
        placed(to),
        by,
        union(organisation, by),
        columns=listed(columns) if columns else None,
        editable=listed(editable),
        policies=dict(policy_in(text) for text in policies),
        name=name,
        may_delete=may_delete,
    )
    click.echo(f"{made.name}: {sharing.path(made, config.load().sheets_folder)}")


def acting(account):
    if not account:
        return BY
    found = Account.get_or_none(Account.name == account)
    if found is None:
        raise click.BadParameter(account, param_hint="--account")
    return scope.actor(found, via="command")


def known_table(table):
    if table not in BY_TABLE:
        raise click.BadParameter(table, param_hint="TABLE")
    return BY_TABLE[table]


def placed(to):
    """Within the folder of shared workbooks a place is kept relative to it."""
    target, home = Path(to).resolve(), config.load().sheets_folder
    return target.relative_to(home) if target.is_relative_to(home) else target


def union(code, by):
    found = scope.find(Organisation, code, by) if code else None
    if code and found is None:
        raise click.BadParameter(code, param_hint="--organisation")
    return found


def listed(text):
    return [name.strip() for name in text.split(",") if name.strip()]


def policy_in(text):
    column, _equals, policy = text.partition("=")
    if policy not in set(Policy):
        raise click.BadParameter(text, param_hint="--policy")
    return column.strip(), Policy(policy)


@sheet.command("list")
@click.option("--json", "as_json", is_flag=True)
def list_sheets(as_json):
    """The shared sheets."""
    rows = [described(one, config.load().sheets_folder) for one in sharing.sheets(BY)]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for row in rows:
        click.echo("\t".join(str(row[key]) for key in ("name", "table", "state", "path")))


def described(one: SharedSheet, folder) -> dict:
    with speaking(one.locale):
        tab = str(BY_TABLE[one.entity]._meta.title)
    state = "paused" if one.paused else one.state.value
    return {
        "name": one.name,
        "table": one.entity,
        "path": str(sharing.path(one, folder)),
        "tab": tab,
        "state": state,
    }


@sheet.command("pause")
@click.argument("name")
@in_words
def pause(name):
    """Neither read nor write a sheet for now."""
    sharing.pause(sharing.find(name, BY), BY)


@sheet.command("resume")
@click.argument("name")
@in_words
def resume(name):
    """Let a paused sheet go on."""
    sharing.pause(sharing.find(name, BY), BY, paused=False)


@sheet.command("settle")
@click.argument("name")
@click.argument("code")
@click.argument("column")
@click.argument("winner", type=click.Choice(["office", "sheet"]))
@in_words
def settle(name, code, column, winner):
    """Decide a conflict: whose value holds."""
    settling.settle_named(sharing.find(name, BY), code, column, Policy(winner), BY)


@sheet.command("approve")
@click.argument("name")
@click.argument("number", type=int, required=False)
@in_words
def approve(name, number):
    """Let what is held pass: one proposal by its number, or all."""
    chosen = sharing.find(name, BY)
    waiting = [one for one in settling.proposals(chosen) if number in (None, one.id)]
    if number is not None and not waiting:
        raise Refused(gettext("There is no proposal %(number)s that waits.", number=number))
    for one in waiting:
        settling.approve(chosen, one, BY)
        click.echo(f"{one.id} {one.text}")


COMMANDS = [sync, sheet]
