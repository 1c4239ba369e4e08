"""The rows of a preview brought in: a chunk is one transaction with its lines, so that a kill loses and doubles nothing.

Each row meets its record as it is now. Where others changed the very cells meanwhile, the row is refused and says
who did; what they changed elsewhere in the record is no business of this row's.
"""

import json
from datetime import datetime

import scope
from choices import ImportOutcome, ImportState, LineState
from database import db
from language import gettext
from models import FileImport, ImportLine, Organisation, now
from operations import meanwhile
from operations.chain import hold, locks_rows
from operations.refusals import absent
from operations.several import save_each
from sync.importing.planning import drafted, in_columns, packed
from sync.importing.uploads import actor, model_of
from sync.layout import shown

CHUNK = 250  # on SQLite others wait until a chunk is in; the Contract allows 500
LINES_AT_ONCE = 100
GOOD = (ImportOutcome.NEW, ImportOutcome.CHANGED)


def step(one: FileImport) -> bool:
    """Bring the next rows in; whether there is more to do."""
    with db.atomic():
        hold()
        one = held(one)
        if one.state != ImportState.APPLYING:
            return False
        lines = [] if one.stop else next_lines(one)
        if not lines:
            finish(one, ImportState.STOPPED if one.stop else ImportState.DONE)
            return False
        Chunk(one, lines).bring_in()
        beat(one, len(lines))
    return True


def held(one) -> FileImport:
    """The import as it is now; nobody else works at it until the transaction ends."""
    query = FileImport.select().where(FileImport.id == one.id)
    return (query.for_update() if locks_rows() else query).get()


def beat(one, count):
    FileImport.update(done=FileImport.done + count, beat_at=now()).where(FileImport.id == one.id).execute()


def finish(one, state):
    values = {"state": state, "stop": False, "beat_at": None, "done_at": now()}
    FileImport.update(values).where(FileImport.id == one.id).execute()


def next_lines(one):
    todo = ImportLine.select().where(
        ImportLine.file == one, ImportLine.outcome.in_(GOOD), ImportLine.state == LineState.WAITING
    )
    return list(todo.order_by(ImportLine.line).limit(CHUNK))


class Chunk:
    """Some rows on their way in."""

    def __init__(self, one, lines):
        self.one, self.lines, self.model, self.by = one, lines, model_of(one), actor(one)
        self.into = one.into if one.into_id and scope.find(Organisation, one.into_id, self.by) else None
        ids = [line.record for line in lines if line.record]
        found = scope.visible(self.model, self.by).where(self.model.id.in_(ids)) if ids else ()
        self.records = {record.id: record for record in found}

    def bring_in(self):
        drafts = [(line, self.draft(line)) for line in self.lines]
        good = [(line, draft) for line, draft in drafts if draft is not None]
        refusals = save_each([draft for _line, draft in good], self.records, self.by)
        for (line, draft), refusal in zip(good, refusals, strict=True):
            if refusal is None:
                line.state, line.record, line.version = LineState.LANDED, draft.id, draft.version
            else:
                refuse(line, in_columns(refusal))
        write(self.lines)

    def draft(self, line):
        """The record as the row would have it; None where the row is refused."""
        cells = json.loads(line.cells)
        record = self.records.get(line.record)
        if line.record and record is None:
            refuse(line, {"": absent().words})
            return None
        if record and record.version != line.version and (overtaken := self.overtaken(line, record, cells)):
            refuse(line, overtaken)
            return None
        return drafted(self.model, cells, record, self.into)

    def overtaken(self, line, record, cells):
        """{column: words} of the cells that others changed since the preview, and not to the same value."""
        since, told = meanwhile.since(record, line.version), {}
        for name in cells.keys() & since.keys():
            field = self.model._meta.fields[name]
            theirs = field.plain(record.__data__.get(name))
            if theirs != cells[name][1]:
                told[name] = f"{field.label}：{changed_words(field, theirs, since[name].who, since[name].at)}"
        return told


def changed_words(field, theirs, who: str, at: datetime) -> str:
    value = field.mask(shown(field, theirs)) if field.sensitive else shown(field, theirs)
    return gettext(
        "%(who)s changed it to “%(value)s” at %(at)s, after the preview",
        who=gettext("The system") if who == "system" else who,
        value=value or "—",
        at=f"{at:%Y-%m-%d %H:%M}",
    )


def refuse(line, problems):
    line.outcome, line.problems = ImportOutcome.REFUSED, packed(problems)


def write(lines):
    """What became of these lines, some in one statement."""
    fields = [
        ImportLine.outcome,
        ImportLine.state,
        ImportLine.record,
        ImportLine.version,
        ImportLine.problems,
    ]
    for start in range(0, len(lines), LINES_AT_ONCE):
        rows = [line.__data__ for line in lines[start : start + LINES_AT_ONCE]]
        ImportLine.insert_many(rows).on_conflict(conflict_target=[ImportLine.id], preserve=fields).execute()
