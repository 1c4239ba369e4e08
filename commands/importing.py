"""The command `import`: a file brought in to the end while one waits; the same look, the same doors as on screen."""

import json
import sys
from pathlib import Path

import click

import scope
from choices import ImportOutcome, ImportState, LineState
from commands.command import Entity, Failed, Wrong, account, command, option, settings, union
from language import gettext
from language import lazy as _
from models import FileImport, ImportLine
from sync.backends import Unreadable
from sync.importing import columns, keeping, matched, rejects, uploads
from sync.importing.work import carry_on
from sync.rosters.roster import opened

SAID = 20  # refused rows that are named on the screen


@command("import", _("Bring the records of an entity in from a CSV or Excel file."))
@click.argument("entity", type=Entity())
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@option("--dry-run", "dry", is_flag=True, help=_("Show what would happen; change nothing."))
@option("--rejects", "to", type=click.Path(dir_okay=False, path_type=Path),
        help=_("File for the refused rows with their reasons: .csv or .xlsx."))  # fmt: skip
@option("--tab", help=_("The tab of a workbook; else the one that fits best."))
@option("--key", help=_("Names of the columns that tell whose row it is, by commas; else what is unique."))
@option("--blanks", is_flag=True, help=_("A blank cell empties the record's, too."))
@option("--organisation", "code", help=_("Code of the union of new records, where the file names none."))
@option("--user", help=_("The user with whose rights it is done; else the system's."))
@option("--json", "as_json", is_flag=True, help=_("As JSON, for other programs."))
@click.pass_context
def bring_in(ctx, entity, file, dry, to, tab, key, blanks, code, user, as_json):
    if to and to.suffix.lower() not in (".csv", ".xlsx"):
        raise Wrong(gettext("--rejects: the name must end in .csv or .xlsx."))
    key, into = wanted_key(entity, key), union(code)
    by = scope.actor(account(user), via="command") if user else scope.SYSTEM
    one = begun(entity, file, by)
    try:
        chosen(one, tab, key, blanks, into)
        one = done(one, dry, by)
        if to and rejected(one):
            written(one, to)
        status = report(one, dry, as_json)
    finally:
        if dry:
            keeping.forget(one, folder())
    ctx.exit(status)


def done(one, dry, by):
    """Looked through and, unless it is a rehearsal, brought in."""
    one = carry_on(one, folder(), progress=shown)
    if one.state == ImportState.PLANNED and not dry:
        uploads.go(one, by)
        one = carry_on(one, folder(), progress=shown)
    return one


def folder():
    return settings().instance / keeping.FOLDER


def begun(entity, file, by):
    with file.open("rb") as source:
        return uploads.begin(entity, source, file.name, folder(), by)


def wanted_key(entity, text):
    """The columns that were asked for, where they can tell whose row it is."""
    if text is None:
        return None
    names = tuple(name.strip() for name in text.split(",") if name.strip())
    known = columns.keys(entity)
    for key in known:
        if set(key) == set(names):
            return key
    raise Wrong(gettext("--key must be one of: %(keys)s", keys="；".join(",".join(key) for key in known)))


def chosen(one, tab, key, blanks, into):
    """Match the columns as they are understood; nobody is there to be asked. What cannot be read leaves no trace."""
    try:
        offered = offer(one, tab)
        names = offered.columns()
        refuse_unknown(one, names, key)
    except (Failed, Wrong):
        keeping.forget(one, folder())
        raise
    key = matched.understood(one, names) if key is None else key
    uploads.choose(one, offered.tab, names, key, blanks, into or one.into, offered.line)


def offer(one, tab):
    try:
        with opened(keeping.path(one, folder())) as roster:
            if tab is not None and tab not in roster.tabs:
                tabs = "、".join(roster.tabs)
                raise Wrong(gettext("There is no tab “%(tab)s”. There are: %(tabs)s", tab=tab, tabs=tabs))
            return matched.offer(one, roster, tab)
    except Unreadable as trouble:
        raise Failed(str(trouble)) from None


def refuse_unknown(one, names, key):
    if not names:
        title = str(uploads.model_of(one)._meta.title)
        raise Failed(gettext("No heading of the file is a column of “%(title)s”.", title=title))
    for name in key or ():
        if name not in names.values():
            raise Wrong(gettext("--key: the file has no column “%(name)s”.", name=name))


def shown(one: FileImport):
    """How far it is, where somebody looks on."""
    if sys.stderr.isatty():
        click.echo(f"\r{one.state.words} {one.done}/{one.total or '?'} ", nl=False, err=True)


# What came of it ----------------------------------------------------------------------------------


def rejected(one):
    return (
        ImportLine.select().where(ImportLine.file == one, ImportLine.outcome.in_(rejects.COME_BACK)).exists()
    )


def written(one, to):
    with to.open("wb") as file:
        rejects.write(rejects.table(one, folder()), file, to.suffix.lower()[1:])


def report(one, dry, as_json) -> int:
    """Say what came of it; the exit status."""
    if one.state == ImportState.FAILED:
        raise Failed(one.words)
    counts = dict.fromkeys(ImportOutcome, 0)
    for (outcome, _state), count in uploads.counts(one).items():
        counts[outcome] += count
    if as_json:
        click.echo(json.dumps(facts(one, counts, dry), ensure_ascii=False))
    else:
        said(one, counts, dry)
    return int(any(counts[outcome] for outcome in rejects.COME_BACK))


def facts(one, counts, dry):
    refused = [{"row": row, "why": why} for row, why in rejects.reasons(one)]
    return {
        "import": None if dry else one.id, "dry_run": dry, "rows": sum(counts.values()),
        **{str(outcome): count for outcome, count in counts.items()},
        "landed": sum(n for (_o, state), n in uploads.counts(one).items() if state == LineState.LANDED),
        "rejects": refused,
    }  # fmt: skip


def said(one, counts, dry):
    if not dry:
        click.echo(gettext("Import %(number)s: %(state)s", number=one.id, state=one.state.words))
    click.echo("，".join(f"{outcome.words} {count}" for outcome, count in counts.items() if count))
    if one.words:
        click.echo(one.words)
    for number, (row, why) in enumerate(rejects.reasons(one)):
        if number == SAID:
            click.echo("…")
            break
        click.echo(gettext("Row %(line)s: %(words)s", line=row, words=why))


COMMANDS = [bring_in]
