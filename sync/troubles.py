"""What is wrong in the rows of a sheet, to be worked off: what the last run found, what was done to something typed.

Conflicts and proposals have lists of their own, in `settling`. Keeping them up to date is `matters`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import peewee

import scope
from choices import Matter
from language import gettext
from models import Organisation, SharedSheet, SheetFinding, SheetNotice, SheetRow
from sync.layout import fields_of, model_of

# What the cadres or the office must mend themselves; the others wait as decisions.
TO_MEND = (Matter.INVALID, Matter.INCOMPLETE, Matter.DUPLICATE, Matter.AMBIGUOUS, Matter.DELETED)
TOLD = (Matter.READONLY, Matter.OVERRULED)
QUOTING = (Matter.CONFLICT, Matter.READONLY, Matter.OVERRULED)  # what is said with the values themselves


@dataclass(frozen=True)
class Trouble:
    """One thing that is wrong; `notice` is the number of what is kept until somebody has read it."""

    matter: Matter
    line: int | None
    record: int | None
    column: str
    label: str
    text: str
    since: datetime
    notice: int | None = None


def troubles(
    sheet: SharedSheet, kind: str = "", column: str = "", records: set[int] | None = None
) -> list[Trouble]:
    """All of a sheet in the order of its lines, or only those of a kind, of a column, of some records."""
    found = [one for one in [*found_in(sheet), *noticed(sheet)] if kind in ("", one.matter)]
    found = [
        one for one in found if column in ("", one.column) and (records is None or one.record in records)
    ]
    return sorted(found, key=lambda one: (one.line is None, one.line or 0, one.matter, one.column))


def found_in(sheet) -> Iterator[Trouble]:
    labels = labels_of(sheet)
    for one in SheetFinding.select().where(SheetFinding.sheet == sheet):
        label = labels.get(one.column, one.column)
        yield Trouble(one.matter, one.line, one.record, one.column, label, one.text, one.at)


def noticed(sheet) -> Iterator[Trouble]:
    labels, secret = labels_of(sheet), {field.name for field in fields_of(sheet) if field.sensitive}
    same = (SheetRow.sheet == SheetNotice.sheet) & (SheetRow.row == SheetNotice.row)
    rows = SheetNotice.select(SheetNotice, SheetRow.record).join(SheetRow, peewee.JOIN.LEFT_OUTER, on=same)
    for one in rows.where(SheetNotice.sheet == sheet).objects():
        label = labels.get(one.column, one.column)
        text = unquoted(one.matter, label) if one.column in secret else one.text
        yield Trouble(one.matter, one.line, one.record, one.column, label, text, one.at, one.id)


def labels_of(sheet):
    return {field.name: str(field.label) for field in fields_of(sheet)}


def unquoted(kind, label) -> str:
    """In the place of words that quote a sensitive value."""
    return gettext(
        "%(matter)s, %(column)s: sensitive, so the values stand in the workbook only",
        matter=Matter(kind).words,
        column=label,
    )


# How many ------------------------------------------------------------------------------------------


def within(sheet: SharedSheet, organisation: Organisation, by: scope.Actor) -> set[int | None]:
    """The records of a sheet that belong to a union or to those below it; rows without a record belong to the sheet's."""
    model = model_of(sheet)
    owner, query = scope.with_owner(scope.visible(model, by), model)
    own = scope.visible(Organisation, by, Organisation.id).where(
        Organisation.path.startswith(organisation.path)
    )
    query = query.select(model.id)
    ids = {id for (id,) in (query.where(owner.in_(own)) if owner is not None else query).tuples()}
    home = sheet.organisation_id is None or sheet.organisation.path.startswith(organisation.path)
    return ids | {None} if home else ids


def numbers(sheet: SharedSheet, by: scope.Actor) -> dict[int | None, int]:
    """{union: how much is to be worked off in its rows}; rows without a record are the sheet's union's."""
    mine = SheetFinding.select(SheetFinding.record).where(
        SheetFinding.sheet == sheet, SheetFinding.matter.in_(TO_MEND)
    )
    same = (SheetRow.sheet == SheetNotice.sheet) & (SheetRow.row == SheetNotice.row)
    told = SheetNotice.select(SheetRow.record).join(SheetRow, peewee.JOIN.LEFT_OUTER, on=same)
    records = [id for (id,) in mine.tuples()] + [
        id for (id,) in told.where(SheetNotice.sheet == sheet).tuples()
    ]
    owners, counted = owners_of(sheet, set(records) - {None}, by), {}
    for record in records:
        union = owners.get(record, sheet.organisation_id)
        counted[union] = counted.get(union, 0) + 1
    return counted


def owners_of(sheet, ids, by):
    """{record: the union it belongs to}"""
    model, found, ids = model_of(sheet), {}, sorted(ids)
    for start in range(0, len(ids), 500):
        owner, query = scope.with_owner(scope.visible(model, by), model)
        if owner is not None:
            some = query.select(model.id, owner).where(model.id.in_(ids[start : start + 500]))
            found |= dict(some.tuples())
    return found
