"""Both sides as plain text, ready to be compared: the records of a union, the rows of its sheet.

Records come through the scoped query only. Texts of the sheet are read by the columns' own rules; a link
typed as a name becomes its code where the name leads to exactly one record within scope, else it stays as
typed and the records' door will say what is wrong with it.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

import scope
from database import db
from fields import ForeignKeyField, Reference
from language import gettext
from models import SharedSheet
from rows import cell, with_links
from sync.backends import CODE, ID, STATUS, Broken, Reading
from sync.ids import sound
from sync.layout import fields_of, model_of
from sync.plan import OfficeRow, SheetRow, Wrong

AT_ONCE = 500
SHARED = 5000  # values of a column that are remembered


@dataclass
class Office:
    """The records, plain and as they are shown."""

    sheet: SharedSheet
    by: scope.Actor
    rows: dict[int, OfficeRow] = field(default_factory=dict)
    shown: dict[int, dict[str, str]] = field(default_factory=dict)  # of the records asked for by `show`

    def show(self, ids: Iterable[int]) -> None:
        """Take down how these records look to people: only those are read whole that go to the sheet."""
        model, fields = model_of(self.sheet), fields_of(self.sheet)
        for some in chunks([id for id in ids if id in self.rows and id not in self.shown]):
            for record in with_links(model, some, self.by):
                plain = self.rows[record.id]
                texts = ((f.name, cell(record, f, masked=False)) for f in fields)
                self.shown[record.id] = {
                    n: plain.cells[n] if text == plain.cells[n] else text for n, text in texts
                }
                self.shown[record.id][CODE] = plain.code


def office(sheet: SharedSheet, by: scope.Actor) -> Office:
    """Every record that the sheet carries."""
    model, seen = model_of(sheet), Office(sheet, by)
    ids = [id for (id,) in scope.visible(model, by, model.id).order_by(model.id).tuples()]
    look_again(seen, sheet, ids, by)
    return seen


def look_again(seen: Office, sheet: SharedSheet, ids: list[int], by: scope.Actor) -> None:
    """Take these records as they are now: no object of a record is made, there may be a hundred thousand."""
    model, fields = model_of(sheet), fields_of(sheet)
    plains, one = [(field.name, Plain(field)) for field in fields], model()
    for some in chunks(ids):
        query = model.select(model.id, *fields).where(model.id.in_(some)).order_by(model.id)
        for one.id, *values in db.execute(query):
            cells = {name: plain[value] for (name, plain), value in zip(plains, values, strict=True)}
            seen.rows[one.id] = OfficeRow(one.id, one.code, cells)
            seen.shown.pop(one.id, None)


class Plain(dict):
    """What stands in the database, in plain text; what many records share is worked out once."""

    def __init__(self, field):
        self.field = field

    def __missing__(self, value):
        plain = self.field.plain(self.field.python_value(value))
        if len(self) < SHARED:
            self[value] = plain
        return plain


def chunks(ids):
    return [ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE)]


def sheet_rows(
    sheet: SharedSheet, reading: Reading, by: scope.Actor, likely: dict[str, dict[str, str]] | None = None
) -> list[SheetRow]:
    """The rows of the sheet in plain text; what a column cannot read is kept with the reason.

    `likely` is {row id: its record in plain text}: a cell that says just that need not be read by its column.
    """
    fields = [f for f in fields_of(sheet) if f.name in reading.found]
    named = {f.name: codes_of(f, reading, by) for f in fields if isinstance(f, ForeignKeyField)}
    plains = [(f.name, Typed(f, named)) for f in fields]
    return [
        SheetRow(
            line=raw.line,
            id=(id := sound(raw.texts.get(ID, ""))),
            cells=cells(raw.texts, plains, (likely or {}).get(id, {})),
            code=code(raw.texts) if CODE in reading.found else None,
            status=raw.texts.get(STATUS, "").strip() if STATUS in reading.found else None,
            own=raw.own,
        )
        for raw in reading.rows
    ]


def cells(texts, plains, likely):
    """{column: plain text}; the very dictionary of the record where nothing else is said, so that it is kept once."""
    found = {}
    for name, plain in plains:
        text, same = texts.get(name, ""), likely.get(name)
        found[name] = same if text == same and text.__class__ is str else plain.read(text)
    return likely if found == likely else found


class Typed(dict):
    """What people type in a column, in plain text; what stands in many rows is read once."""

    def __init__(self, field, named):
        self.field, self.named = field, named

    def read(self, text):
        return self[text] if text.__class__ is str else canonical(self.field, text, self.named)

    def __missing__(self, text):
        plain = canonical(self.field, text, self.named)
        if len(self) < SHARED:
            self[text] = plain
        return plain


def code(texts):
    return texts.get(CODE, "").strip().upper()


def canonical(field, text, named) -> str | Wrong:
    """One cell in plain text."""
    if isinstance(text, Broken):
        return Wrong(str(text), gettext("holds a formula or an error instead of a value"), broken=True)
    if not text.strip():
        return ""
    try:
        value = field.read(text)
    except ValueError as mistake:
        return Wrong(text, str(mistake.args[0]))
    plain = field.plain(value)
    return named.get(field.name, {}).get(plain, plain)


def codes_of(field: ForeignKeyField, reading: Reading, by: scope.Actor) -> dict[str, str]:
    """{name: code} for the links that people typed as names: one query per column and 500 names."""
    model = field.rel_model
    if model._meta.called != ("name",):
        return {}
    names = sorted(set(typed_names(field, reading)))
    found = Counter()
    codes = {}
    for some in chunks(names):
        for one in scope.visible(model, by, model.id, model.name).where(model.name.in_(some)):
            found[one.name] += 1
            codes[one.name] = one.code
    return {name: codes[name] for name, count in found.items() if count == 1}


def typed_names(field, reading):
    texts = {raw.texts.get(field.name, "") for raw in reading.rows}
    for text in texts:
        reference = reference_in(field, text)
        if reference and not field.code.fullmatch(reference):
            yield reference


def reference_in(field, text):
    try:
        value = field.read(text) if text.strip() and not isinstance(text, Broken) else None
    except ValueError:
        return None
    return value.text if isinstance(value, Reference) else None
