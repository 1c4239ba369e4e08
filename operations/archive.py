"""All that somebody may see of a union as one ZIP, made while it leaves: a CSV per entity, and a note on what it is."""

import hashlib
import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from zipfile import ZipFile, ZipInfo

import scope
from language import gettext
from models import RECORDS, Organisation, columns, now
from operations.exports import recorded, told
from rows import csv_lines, exported
from scope import Actor


def within(by: Actor, organisation: Organisation | None) -> Actor:
    """The same person, looking at one of their unions and what is below it."""
    return replace(by, root=organisation.path, home=organisation.id) if organisation else by


class Sink(io.RawIOBase):
    """Where the archive is written to, and taken from at once."""

    def __init__(self):
        self.waiting = []

    def writable(self):
        return True

    def write(self, data):
        self.waiting.append(bytes(data))
        return len(data)

    def taken(self) -> bytes:
        waiting, self.waiting = self.waiting, []
        return b"".join(waiting)


def packed(by: Actor, organisation: Organisation | None = None) -> Iterator[bytes]:
    """The archive of all that `by` sees, in pieces; `organisation` names it. Each entity is noted down as an export."""
    title, sink, entries = called(organisation), Sink(), []
    with ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for model in RECORDS:
            entry = Entry(f"{model._meta.table_name}-{model._meta.title}.csv")
            table = exported(scope.visible(model, by), model, columns(model), by)
            table = entry.counted(recorded(table, model._meta.table_name, by, what=title))
            for _line in entry.packed(archive, csv_lines(table)):
                yield sink.taken()
            entries.append(entry)
        lines = told(by, title, sum(entry.rows for entry in entries)) + [entry.told() for entry in entries]
        note = Entry(f"{gettext('About this file')}.txt")
        list(note.packed(archive, ["\ufeff", *(f"{label}: {text}\r\n" for label, text in lines)]))
    yield sink.taken()


def called(organisation):
    """`Archive: O-3 Ganzhou`"""
    whose = f"{organisation.code} {organisation}" if organisation else gettext("all that may be seen")
    return gettext("Archive: %(whose)s", whose=whose)


class Entry:
    """One file of the archive: how many rows it has, and by what its bytes are known again."""

    def __init__(self, name):
        self.name, self.rows, self.sum = name, 0, hashlib.sha256()

    def counted(self, table):
        for number, row in enumerate(table):
            self.rows = number  # without the header
            yield row

    def packed(self, archive, lines):
        """Write these lines into the archive; a step for each."""
        info = ZipInfo(self.name, now().timetuple()[:6])
        info.compress_type, info.external_attr = archive.compression, 0o600 << 16
        with archive.open(info, "w", force_zip64=True) as file:
            for line in lines:
                self.sum.update(line.encode())
                file.write(line.encode())
                yield

    def told(self):
        return self.name, f"{gettext('%(count)s rows', count=self.rows)}, sha256 {self.sum.hexdigest()}"
