"""Rows of a file as plain text: each cell by its column's own rules, links found within the reader's scope.

Which record a row is, is `matching`'s.
"""

import scope
from fields import Column, ForeignKeyField
from operations.filling import resolved
from rows import unguard
from sync.backends import CODE, Broken
from sync.importing.deciding import FileRow
from sync.plan import Wrong
from sync.snapshot import canonical

MOST_KNOWN = 20_000  # links remembered at a time: memory stays flat
HIDDEN = "****"


class Reader:
    """Reads the rows of one file. `columns`: {position: column's name}."""

    def __init__(self, model, columns: dict[int, str], by: scope.Actor):
        fields = {field.name: field for field in model._meta.sorted_fields if isinstance(field, Column)}
        self.by, self.known = by, {}
        self.code = next((position for position, name in columns.items() if name == CODE), None)
        self.fields = {
            p: fields[name] for p, name in columns.items() if name in fields and fields[name].typed
        }

    def code_in(self, texts: dict[int, str]) -> str:
        """What stands in the column of codes; of `W-17 王建国` the code."""
        text = unguard(texts.get(self.code, "")).strip().upper()
        return text.split()[0] if text else ""

    def row(self, line: int, texts: dict[int, str]) -> FileRow:
        cells, masked = {}, set()
        for position, field in self.fields.items():
            text = texts.get(position, "")
            if is_masked(field, text):
                masked.add(field.name)
            else:
                cells[field.name] = self.cell(field, text)
        return FileRow(line, cells, frozenset(masked))

    def cell(self, field, text) -> str | Wrong:
        text = text if isinstance(text, Broken) else unguard(text)
        plain = canonical(field, text, {})
        if isinstance(field, ForeignKeyField) and isinstance(plain, str) and plain:
            return self.link(field, text, plain)
        return plain

    def link(self, field, text, plain) -> str | Wrong:
        """The code of the record that a cell names. A foreign and an unknown one get the same words."""
        at = (field.name, plain)
        if at not in self.known:
            if len(self.known) >= MOST_KNOWN:
                self.known.clear()
            self.known[at] = self.looked_up(field, text)
        return self.known[at]

    def looked_up(self, field, text):
        try:
            return field.plain(resolved(field, field.read(text), self.by))
        except ValueError as mistake:
            return Wrong(text, str(mistake.args[0]))


def is_masked(field: Column, text: str) -> bool:
    """Whether a cell shows what a masked column shows to people: it says nothing, and is left alone."""
    if not field.sensitive or "*" not in text:
        return False
    return HIDDEN in text or isinstance(canonical(field, text, {}), Wrong)
