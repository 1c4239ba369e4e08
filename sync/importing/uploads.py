"""Files that were brought: begun, found again by whoever may see them, their columns chosen, said go or stop or back.

The work itself is `planning`, `applying`, `undoing`; the bytes lie in a folder, see `keeping`.
"""

import json
from datetime import timedelta
from pathlib import Path

from peewee import fn

import scope
from choices import ImportState, LineState
from database import db
from language import gettext, spoken
from models import BY_TABLE, FileImport, ImportLine, Organisation, now
from operations import Refused
from sync.importing import keeping

WORKING = (ImportState.PLANNING, ImportState.APPLYING, ImportState.UNDOING)
QUIET = timedelta(seconds=60)  # after so long without a beat whoever worked at it is taken to be gone


def begin(
    model, source, name: str, folder: Path, by: scope.Actor, narrowed: dict | None = None
) -> FileImport:
    """Keep a copy of the file (`source`: something to read bytes from) and a note of it; nothing is read yet."""
    permit(model, by)
    one = FileImport.create(
        entity=model._meta.table_name, account=by.account, who=by.name, organisation=by.home, into=by.home,
        name=printable(name), narrowed=json.dumps(narrowed or {}), locale=spoken(), acting=by.account,
    )  # fmt: skip
    one.stored = keeping.store(source, one, folder)
    one.save()
    return one


def printable(name):
    """The file's name without its folders and without what no database keeps."""
    return "".join(c for c in name.replace("\\", "/").rpartition("/")[2] if c.isprintable())[:200] or "?"


def permit(model, by):
    if not scope.may_write(model, by):
        raise Refused(
            gettext("You may look at “%(title)s” but not change them.", title=str(model._meta.title))
        )


def model_of(one: FileImport):
    return BY_TABLE[one.entity]


# Who sees what ------------------------------------------------------------------------------------


def visible(by: scope.Actor):
    """The imports of what somebody may write: their own, and those of unions in their subtree; the newest first."""
    tables = [table for table, model in BY_TABLE.items() if scope.may_write(model, by)]
    query = FileImport.select().where(FileImport.entity.in_(tables)).order_by(FileImport.id.desc())
    if by.root == "":
        return query
    below = scope.visible(Organisation, by, Organisation.id)
    return query.where((FileImport.account == by.account) | FileImport.organisation.in_(below))


def find(id: int, by: scope.Actor) -> FileImport | None:
    """One of them; foreign and unknown look alike."""
    return visible(by).where(FileImport.id == id).first()


def is_own(one: FileImport, by: scope.Actor) -> bool:
    """Only whoever brought a file sees it again, and lets it in."""
    return one.account_id is not None and one.account_id == by.account


# Asked for ----------------------------------------------------------------------------------------


def choose(
    one, tab, columns: dict[int, str], key=(), blanks=False, into: Organisation | None = None, line=None
):
    """Fix what the look through the file goes by. The look itself is to follow."""
    move(
        one, ImportState.PLANNING, (ImportState.NEW, ImportState.PLANNED, ImportState.FAILED),
        tab=tab, heading_line=line, columns=json.dumps(columns), key=json.dumps(list(key)),
        blanks=blanks, into=into, words="",
    )  # fmt: skip


def reopen(one):
    """Back to the columns, from a preview that nobody let in."""
    move(one, ImportState.NEW, (ImportState.PLANNED, ImportState.FAILED))


def go(one, by: scope.Actor):
    """Let the rows in that the preview found good; also what was stopped half way."""
    permit(model_of(one), by)
    waiting = ImportLine.select().where(ImportLine.file == one, ImportLine.state == LineState.WAITING)
    todo = waiting.where(ImportLine.outcome.in_(("new", "changed"))).count()
    landed = ImportLine.select().where(ImportLine.file == one, ImportLine.state == LineState.LANDED).count()
    move(
        one, ImportState.APPLYING, (ImportState.PLANNED, ImportState.STOPPED),
        acting=by.account, done=landed, total=todo + landed,
    )  # fmt: skip


def undo(one, by: scope.Actor):
    """Take back what came in, as far as nobody has touched it since."""
    permit(model_of(one), by)
    if one.emptied_at:
        raise Refused(
            gettext(
                "What it held was deleted after %(days)s days: it cannot be taken back.", days=keeping.DAYS
            )
        )
    landed = ImportLine.select().where(ImportLine.file == one, ImportLine.state == LineState.LANDED).count()
    move(
        one, ImportState.UNDOING, (ImportState.DONE, ImportState.STOPPED),
        acting=by.account, done=0, total=landed,
    )  # fmt: skip


def ask_to_stop(one):
    """The work at hand ends after the chunk it is at."""
    FileImport.update(stop=True).where(FileImport.id == one.id, FileImport.state.in_(WORKING)).execute()


def move(one, state, sources, **values):
    """From one of these states to another; refused when somebody else was faster."""
    values |= {"state": state, "stop": False, "beat_at": None}
    moved = FileImport.update(values).where(FileImport.id == one.id, FileImport.state.in_(sources))
    with db.atomic():
        if not moved.execute():
            raise Refused(gettext("Somebody else has gone on with this import meanwhile. Look at it again."))
    one.__data__.update(FileImport.select().where(FileImport.id == one.id).dicts().get())


# The work that waits ------------------------------------------------------------------------------


def waiting() -> list[FileImport]:
    """What is to be worked at and nobody works at now, the oldest first."""
    quiet = FileImport.beat_at.is_null() | (FileImport.beat_at < now() - QUIET)
    return list(FileImport.select().where(FileImport.state.in_(WORKING), quiet).order_by(FileImport.id))


def actor(one: FileImport) -> scope.Actor:
    """With whose rights the work is done, as they are now; the import is named in the trail."""
    by = scope.actor(one.acting) if one.acting_id else scope.SYSTEM
    return by.through(f"import {one.id}")


def counts(one: FileImport) -> dict[tuple, int]:
    """{(outcome, state): how many rows}."""
    query = ImportLine.select(ImportLine.outcome, ImportLine.state, fn.COUNT(ImportLine.id))
    grouped = query.where(ImportLine.file == one).group_by(ImportLine.outcome, ImportLine.state)
    return {(outcome, state): count for outcome, state, count in grouped.tuples()}
