"""The rows of a sheet's memory in the database, a hundred thousand at a time. What they mean is `ledger`."""

import json
from dataclasses import replace
from itertools import islice

import peewee

from database import db
from models import SharedSheet, SheetRow
from sync.plan import Known, OfficeRow

AT_ONCE = 500
KEPT = ("record", "cells", "seen", "missing", "gone", "copy", "taken", "was")


def rows(sheet: SharedSheet, office: dict[int, OfficeRow] | None = None) -> dict[str, Known]:
    """{row id: what is known of it}, without a record object for each. What the office says, too, is kept once."""
    of, office, known = SheetRow, office or {}, {}
    query = of.select(of.cells, of.taken, of.row, of.record, of.seen, of.missing, of.gone, of.copy, of.was)
    found = query.where(of.sheet == sheet).tuples().iterator()
    while some := list(islice(found, AT_ONCE)):
        # one text for many rows: the names of the columns are kept once for all of them
        texts = json.loads(
            "[" + ",".join(f"{cells or 'null'},{taken}" for cells, taken, *_rest in some) + "]"
        )
        for told, cells, taken in zip(some, texts[::2], texts[1::2], strict=True):
            _cells, _taken, id, record, seen, missing, gone, copy, was = told
            cells = same(cells, record, office)
            known[id] = Known(id, record, cells, seen, missing, gone, copy, taken, was or "")
    return known


def same(cells, record, office):
    """What the office says, where it is just this."""
    return office[record].cells if record in office and office[record].cells == cells else cells


def once(known: dict[str, Known], office: dict[int, OfficeRow]) -> dict[str, Known]:
    """The same, where what has just landed is what the office says, too."""
    for id, one in known.items():
        if (cells := same(one.cells, one.record, office)) is not one.cells:
            known[id] = replace(one, cells=cells)
    return known


def store(sheet: SharedSheet, found: list[Known]) -> None:
    """The whole of these rows, whether they are there or not.

    The statement is worked out once: to say it anew for every hundred rows took peewee longer than the rows themselves.
    """
    if not found:
        return
    changed = {getattr(SheetRow, name): peewee.SQL(f'EXCLUDED."{name}"') for name in KEPT}
    query = SheetRow.insert(as_row(sheet, found[0])).returning()
    statement, _values = query.on_conflict(
        conflict_target=[SheetRow.sheet, SheetRow.row], update=changed
    ).sql()
    order = [field.name for field in SheetRow._meta.sorted_fields if not field.primary_key]
    for start in range(0, len(found), AT_ONCE):
        written = (as_row(sheet, one) for one in found[start : start + AT_ONCE])
        db.cursor().executemany(statement, [[row[name] for name in order] for row in written])


def as_row(sheet, known):
    cells = None if known.cells is None else json.dumps(known.cells, ensure_ascii=False)
    taken = json.dumps(known.taken, ensure_ascii=False)
    return {
        "sheet": sheet.id, "row": known.id, "record": known.record, "cells": cells, "seen": known.seen,
        "missing": known.missing, "gone": known.gone, "copy": known.copy, "taken": taken, "was": known.was,
    }  # fmt: skip
