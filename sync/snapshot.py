"""Both sides as plain text, ready to be compared: the records of a union, the rows of its sheet.

Records come through the scoped query only. Texts of the sheet are read by the columns' own rules; a link
typed as a name becomes its code where the name leads to exactly one record within scope, else it stays as
typed and the records' door will say what is wrong with it.
"""

from collections import Counter
from dataclasses import dataclass, field

import scope
from fields import ForeignKeyField, Reference
from language import gettext
from models import SharedSheet
from rows import cell, with_links
from sync.backends import CODE, ID, STATUS, Broken, Reading
from sync.ids import sound
from sync.layout import fields_of, model_of
from sync.plan import OfficeRow, SheetRow, Wrong

AT_ONCE = 500


@dataclass
class Office:
    """The records, plain and as they are shown."""

    rows: dict[int, OfficeRow] = field(default_factory=dict)
    shown: dict[int, dict[str, str]] = field(default_factory=dict)


def office(sheet: SharedSheet, by: scope.Actor) -> Office:
    """Every record that the sheet carries."""
    model, seen = model_of(sheet), Office()
    ids = [id for (id,) in scope.visible(model, by, model.id).order_by(model.id).tuples()]
    look_again(seen, sheet, ids, by)
    return seen


def look_again(seen: Office, sheet: SharedSheet, ids: list[int], by: scope.Actor) -> None:
    """Take these records as they are now."""
    model, fields = model_of(sheet), fields_of(sheet)
    for some in chunks(ids):
        for record in with_links(model, some, by):
            plain = {f.name: f.plain(record.__data__.get(f.name)) for f in fields}
            seen.rows[record.id] = OfficeRow(record.id, record.code, plain)
            seen.shown[record.id] = {f.name: cell(record, f, masked=False) for f in fields}
            seen.shown[record.id][CODE] = record.code


def chunks(ids):
    return [ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE)]


def sheet_rows(sheet: SharedSheet, reading: Reading, by: scope.Actor) -> list[SheetRow]:
    """The rows of the sheet in plain text; what a column cannot read is kept with the reason."""
    fields = [f for f in fields_of(sheet) if f.name in reading.found]
    named = {f.name: codes_of(f, reading, by) for f in fields if isinstance(f, ForeignKeyField)}
    return [
        SheetRow(
            line=raw.line,
            id=sound(raw.texts.get(ID, "")),
            cells={f.name: canonical(f, raw.texts.get(f.name, ""), named) for f in fields},
            code=code(raw.texts) if CODE in reading.found else None,
            status=raw.texts.get(STATUS, "").strip() if STATUS in reading.found else None,
            own=raw.own,
        )
        for raw in reading.rows
    ]


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
