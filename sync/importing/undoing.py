"""An import taken back: new records go to the trash, changed cells get their old values, through `operations`.

The last row goes first. What somebody touched since is left as it is, and its line says so.
"""

import json

import operations
import scope
from choices import ImportOutcome, ImportState, LineState
from database import db
from language import gettext
from models import Audit, FileImport, ImportLine
from operations import Refused
from operations.chain import hold
from sync.importing.applying import beat, finish, held, packed, write
from sync.importing.uploads import actor, model_of

CHUNK = 250


def step(one: FileImport) -> bool:
    """Take the next rows back; whether there is more to do."""
    with db.atomic():
        hold()
        one = held(one)
        if one.state != ImportState.UNDOING:
            return False
        lines = landed(one)
        if not lines:
            finish(one, ImportState.UNDONE)
            return False
        by = actor(one).through(f"undo {one.id}")
        for line in lines:
            take_back(line, model_of(one), by)
        write(lines)
        beat(one, len(lines))
    return True


def landed(one):
    query = ImportLine.select().where(ImportLine.file == one, ImportLine.state == LineState.LANDED)
    return list(query.order_by(ImportLine.line.desc()).limit(CHUNK))


def take_back(line, model, by):
    words = touched(line, model, by)
    if not words:
        try:
            with db.atomic():
                taken_back(line, scope.find(model, line.record, by), by)
        except Refused as refusal:
            words = refusal.words
    line.state = LineState.LEFT if words else LineState.UNDONE
    if words:
        line.problems = packed({"": words})


def touched(line, model, by) -> str:
    """Why the record is no longer as the import left it; nothing where it is."""
    record = scope.find(model, line.record, by)
    if record is None:
        return gettext("It was deleted since.")
    if record.version != line.version:
        return gettext("%(who)s changed it since.", who=last_hand(record))
    if line.outcome == ImportOutcome.NEW:
        parts, _blockers = operations.dependants(record)
        if parts:
            counts = "、".join(f"{part._meta.title} ({count})" for part, count in parts.items())
            return gettext("It was given parts since: %(counts)s.", counts=counts)
    return ""


def last_hand(record):
    own = Audit.select(Audit.who).where(Audit.entity == record._meta.table_name, Audit.record == record.id)
    who = own.order_by(Audit.id.desc()).limit(1).scalar()
    return gettext("The system") if who in (None, "system") else who


def taken_back(line, record, by):
    if line.outcome == ImportOutcome.NEW:
        operations.delete(record, by)
        return
    for name, (before, _after) in json.loads(line.cells).items():
        setattr(record, name, record._meta.fields[name].read(before))
    operations.save(record, by)
