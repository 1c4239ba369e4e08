"""Which record each row of a file is: by its code, else by the key that was chosen; within the reader's scope.

A code that leads to nothing the reader may see refuses the row. A key that nobody within the scope has makes it a
new record; that another union already uses it is then said by the records' own door, in the form's words.
"""

from dataclasses import replace
from functools import reduce
from operator import and_

import scope
from language import gettext
from models import Record
from sync.importing.columns import value_of
from sync.importing.deciding import FileRow
from sync.plan import Wrong, fingerprint

Matched = list[tuple[FileRow, Record | None]]


class Matcher:
    """Finds the records of a chunk of rows: one query for their codes, one for their keys."""

    def __init__(self, model, key: tuple[str, ...], by: scope.Actor):
        self.model, self.by = model, by
        self.key = [model._meta.fields[name] for name in key]

    def match(self, rows: list[tuple[FileRow, str]]) -> Matched:
        """`rows`: each with its code. In the same order, each with its record."""
        by_code = self.coded({code for _row, code in rows if code})
        by_key = self.keyed([row for row, code in rows if not code])
        return [
            self.named(row, code, by_code) if code else self.known_by(row, by_key.get(self.values(row), ()))
            for row, code in rows
        ]

    # By code ----------------------------------------------------------------------------------------

    def coded(self, codes):
        ids = {code: scope.id_in(self.model, code) for code in codes}
        known = {one.id: one for one in self.records(self.model.id.in_(sorted({*ids.values()} - {None})))}
        return {code: known.get(id) for code, id in ids.items()}

    def named(self, row, code, by_code):
        record = by_code[code]
        if record is None:
            words = gettext(
                "%(code)s is no record that you can change. To add a new one, leave the code empty.",
                code=code[:30],
            )
            return replace(row, trouble=words), None
        return replace(row, identity=record.code), record

    # By key -----------------------------------------------------------------------------------------

    def keyed(self, rows):
        """{values of the key: the records that have them}."""
        wanted = {values for row in rows if (values := self.values(row))}
        found = {}
        if wanted:
            limits = [
                field.in_(sorted({values[place] for values in wanted}, key=str))
                for place, field in enumerate(self.key)
            ]
            for record in self.records(reduce(and_, limits)):
                values = tuple(record.__data__[field.name] for field in self.key)
                found.setdefault(values, []).append(record)
        return found

    def values(self, row):
        """The key of a row as the database compares it; None where a part of it is missing, masked or wrong."""
        texts = [row.cells.get(field.name) for field in self.key]
        if not texts or not all(texts) or any(isinstance(text, Wrong) for text in texts):
            return None
        return tuple(value_of(field, text) for field, text in zip(self.key, texts, strict=True))

    def known_by(self, row, found):
        if any(field.name in row.masked for field in self.key):
            words = gettext(
                "%(column)s is masked and names nobody: keep the column of codes", column=self.key[0].label
            )
            return replace(row, trouble=words), None
        if len(found) > 1:
            words = gettext(
                "fits several records (%(codes)s): type the code", codes="、".join(self.shown(found))
            )
            return replace(row, trouble=words), None
        if found:
            return replace(row, identity=found[0].code), found[0]
        return replace(row, identity=self.own_identity(row)), None

    def own_identity(self, row):
        """What two rows of a new record have in common: the key, or without one every cell."""
        texts = {name: value.text if isinstance(value, Wrong) else value for name, value in row.cells.items()}
        if self.values(row):
            return "key " + fingerprint({field.name: texts[field.name] for field in self.key})
        return "row " + fingerprint(texts) if any(texts.values()) else ""

    def shown(self, found):
        return [record.code for record in found[:3]]

    def records(self, limit):
        return scope.visible(self.model, self.by).where(limit)
