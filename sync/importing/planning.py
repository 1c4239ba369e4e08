"""The look through a file: what each row comes to, kept as lines, 500 at a time; nothing of the records is changed.

It begins anew when it was broken off, and gives way when somebody began another meanwhile.
"""

import json
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import peewee

import scope
from choices import ImportOutcome, ImportState
from database import db
from language import gettext
from models import FileImport, ImportLine, Organisation, now
from operations import Invalid
from operations.filling import remembering_links
from operations.several import objection
from operations.trail import kept
from sync.backends import Unreadable
from sync.importing import columns, keeping, repeats
from sync.importing.deciding import Decided, decide
from sync.importing.matching import Matcher
from sync.importing.reading import Reader
from sync.importing.uploads import actor, model_of
from sync.plan import OfficeRow, fingerprint
from sync.rosters.roster import opened

CHUNK = 500
MOST_ROWS = 300_000


class Overtaken(Exception):
    """Somebody else began to look through the same file, or stopped it."""


def plan(one: FileImport, folder: Path, progress: Callable[[int], None] = lambda done: None) -> None:
    """Look through the whole file. What cannot be read is said in the import's words."""
    epoch = start(one)
    try:
        with opened(there(one, folder)) as roster:
            look_through(one, roster, epoch, progress)
    except Overtaken:
        return
    except Unreadable as trouble:
        end(one, epoch, ImportState.FAILED, words=str(trouble))


def there(one, folder):
    found = keeping.path(one, folder)
    if found is None:
        raise Unreadable(gettext("The file is no longer there: bring it again."))
    return found


def start(one) -> int:
    with db.atomic():
        FileImport.update(epoch=FileImport.epoch + 1, done=0, total=0, beat_at=now()).where(
            FileImport.id == one.id
        ).execute()
        ImportLine.delete().where(ImportLine.file == one).execute()
    return FileImport.select(FileImport.epoch).where(FileImport.id == one.id).scalar()


def end(one, epoch, state, **values):
    ours = (FileImport.id == one.id, FileImport.epoch == epoch, FileImport.state == ImportState.PLANNING)
    FileImport.update(state=state, stop=False, beat_at=None, **values).where(*ours).execute()


def look_through(one, roster, epoch, progress):
    chosen = {int(position): name for position, name in json.loads(one.columns).items()}
    table = table_of(one, roster, chosen)
    look, done = Look(one, chosen), 0
    rows = iter(table.rows())
    while chunk := list(islice(rows, CHUNK)):
        lines = look.lines(chunk)
        done += len(chunk)
        if done > MOST_ROWS:
            raise Unreadable(gettext("More than %(most)s rows: split the file.", most=MOST_ROWS))
        keep(one, epoch, lines, done)
        progress(done)
    if not done:
        raise Unreadable(gettext("There are no rows below the headings."))
    with db.atomic():
        repeats.mark(one)
        end(
            one,
            epoch,
            ImportState.PLANNED,
            total=done,
            words="；".join([*unread(table, look), *skipped(table)]),
        )


def table_of(one, roster, chosen):
    """The tab that was chosen; the only one, whatever it is called."""
    if one.tab not in roster.tabs and len(roster.tabs) > 1:
        raise Unreadable(gettext("The file has no tab “%(tab)s”.", tab=one.tab))
    tab = one.tab if one.tab in roster.tabs else roster.tabs[0]
    return roster.table(tab, model_of(one), by_hand=chosen, heading_line=one.heading_line)


def skipped(table):
    """What was left out as no row, each reason with its first lines."""
    return (
        gettext("%(reason)s: rows %(lines)s", reason=reason, lines=numbered(some.lines, some.count))
        for reason, some in table.skipped.items()
    )


def unread(table, look):
    """The columns of the file that change nothing: not matched, or filled in by nobody but the desk."""
    read = {*look.reader.fields, look.reader.code}
    names = [heading.text or heading.letter for heading in table.headings if heading.position not in read]
    return [gettext("Columns that are not read: %(names)s", names="、".join(names))] if names else []


def numbered(lines, count):
    shown = "、".join(map(str, lines[:10]))
    return f"{shown}…({count})" if count > 10 else shown


def keep(one, epoch, lines, done):
    """Write the lines of a chunk, if the look is still ours and nobody stopped it."""
    ours = (FileImport.id == one.id, FileImport.epoch == epoch, FileImport.state == ImportState.PLANNING)
    with db.atomic():
        going = FileImport.update(done=done, beat_at=now()).where(*ours, ~FileImport.stop).execute()
        if going:
            ImportLine.insert_many(lines).execute()
    if not going:
        end(one, epoch, ImportState.NEW)
        raise Overtaken


class Look:
    """What the rows of one file come to. Holds no rows."""

    def __init__(self, one: FileImport, chosen: dict[int, str]):
        self.one, self.model, self.by = one, model_of(one), actor(one)
        self.into = one.into if one.into_id and scope.find(Organisation, one.into_id, self.by) else None
        self.reader = Reader(self.model, chosen, self.by)
        self.matcher = Matcher(self.model, tuple(json.loads(one.key)), self.by)
        names = {field.name for field in self.reader.fields.values()}
        self.columns = columns.merged(self.model, names, self.into is not None)
        self.fields = {c.name: self.model._meta.fields[c.name] for c in self.columns}

    def lines(self, chunk) -> list[dict]:
        """The lines to be kept of some rows."""
        rows = [(self.reader.row(row.line, row.texts), self.reader.code_in(row.texts)) for row in chunk]
        with remembering_links():
            return [self.line(row, record) for row, record in self.matcher.match(rows)]

    def line(self, row, record) -> dict:
        decided = decide(self.columns, row, record and self.office_row(record), self.one.blanks)
        if decided.outcome in (ImportOutcome.NEW, ImportOutcome.CHANGED):
            decided = self.tried(decided, record)
        texts = {name: getattr(value, "text", value) for name, value in row.cells.items()}
        return {
            "file": self.one.id, "line": row.line, "outcome": decided.outcome, "record": record and record.id,
            "version": record and record.version, "identity": row.identity, "mark": fingerprint(texts),
            "cells": packed(decided.cells or self.called(decided, texts)), "problems": packed(decided.problems),
        }  # fmt: skip

    def called(self, decided, texts):
        """Of a refused row what it calls its record, so that people know it again."""
        if decided.outcome != ImportOutcome.REFUSED:
            return {}
        return {name: ("", texts[name]) for name in self.model._meta.called if texts.get(name)}

    def office_row(self, record):
        return OfficeRow(
            record.id, record.code, {name: kept(record, field) for name, field in self.fields.items()}
        )

    def tried(self, decided, record) -> Decided:
        """The same rules as the form's, looked at without writing."""
        draft = drafted(self.model, decided.cells, record, self.into)
        stored = record and type(record)(**record.__data__)
        refusal = objection(draft, stored, self.by)
        if refusal is None:
            return decided
        return Decided(ImportOutcome.REFUSED, problems=in_columns(refusal))


def drafted(model, cells, record, into):
    """The record as the row would have it."""
    draft = model(**record.__data__) if record else model()
    for name, (_before, after) in cells.items():
        setattr(draft, name, model._meta.fields[name].read(after))
    union = next((field for field in columns.typed(model) if columns.is_union_of(field)), None)
    if record is None and union is not None and union.name not in cells and into is not None:
        setattr(draft, union.name, into)
    return draft


def in_columns(refusal) -> dict[str, str]:
    """What the door said, column by column."""
    if not isinstance(refusal, Invalid):
        return {"": refusal.words}
    fields = refusal.model._meta.fields if refusal.model else {}
    return {
        name: f"{fields[name].label}：{words}" if name in fields else str(words)
        for name, words in refusal.problems.items()
    }


def packed(value) -> str:
    return json.dumps(value, ensure_ascii=False)


# What the file does not name ----------------------------------------------------------------------


def missing(one: FileImport, query: peewee.ModelSelect) -> peewee.ModelSelect:
    """Those of the records that no row of the file names. They are only told."""
    named = ImportLine.select(ImportLine.record).where(
        ImportLine.file == one, ImportLine.record.is_null(False)
    )
    return query.where(query.model.id.not_in(named))
