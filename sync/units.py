"""A table shared with the unions right below one, each with a workbook of its own: made, and made for new unions.

What such a series was shared with holds for each of its sheets; each lies in a folder of its own, so that a unit
can be given its folder and nothing of its neighbours.
"""

from pathlib import Path

import models
from choices import Act, SheetState
from database import db
from language import gettext, speaking
from models import Organisation, SharedSheet, UnitSheet
from sync import names, places, register, sharing
from sync.rights import actor, hindrance

ALIKE = (
    "entity", "account", "columns", "editable", "policies", "may_delete", "schedule", "purpose", "recipients",
    "locale",
)  # fmt: skip


def share(model, to, by, organisation=None, **options) -> SharedSheet:
    """Share it with each union right below `organisation`, or at the top; the series that stands for all of them."""
    with db.atomic():
        series = sharing.share(model, to, by, organisation, per_unit=True, **options)
        grow(series)
    return series


def units(series: SharedSheet) -> list[Organisation]:
    """The unions right below it."""
    live = Organisation.deleted_at.is_null()
    below = (
        Organisation.parent == series.organisation_id
        if series.organisation_id
        else Organisation.parent.is_null()
    )
    return list(Organisation.select().where(live, below).order_by(Organisation.id))


def grow(series: SharedSheet) -> list[SharedSheet]:
    """A sheet for each unit that never had one."""
    if hindrance(series):
        return []
    mine = UnitSheet.select(UnitSheet.sheet).where(UnitSheet.series == series)
    had = {one.organisation_id for one in SharedSheet.select().where(SharedSheet.id.in_(mine))}
    with speaking(series.locale), db.atomic():
        return [made(series, unit) for unit in units(series) if unit.id not in had]


def made(series, unit):
    name, home = name_of(series, unit), Path(series.locator)
    place = names.place(home / fit(unit.name), name, unit, None)
    alike = {column: getattr(series, column) for column in ALIKE}
    sheet = SharedSheet.create(name=name, organisation=unit, **place, **alike)
    UnitSheet.create(series=series, sheet=sheet)
    sharing.noted(sheet, Act.SHEET_SHARED, actor(series), {"settings": register.facts(sheet)})
    return sheet


def name_of(series, unit):
    name = f"{series.name}-{fit(unit.name)}"[:70].strip(" .")
    taken = any(one.organisation_id == unit.id for one in names.called(name))
    return f"{name} {unit.code}" if taken else name


def fit(name):
    """As a folder may be called."""
    return "".join("_" if c in names.FORBIDDEN else c for c in name)[:60].strip(" .") or "_"


# Running -----------------------------------------------------------------------------------------


def spread(sheets: list[SharedSheet], dry: bool = False) -> list[SharedSheet]:
    """With each series its sheets, those of new units made first; the series themselves are none."""
    found = {}
    for sheet in sheets:
        if sheet.backend == places.UNITS:
            if not dry:
                mark(sheet, grow(sheet))
            found |= {one.id: one for one in sharing.of_units(sheet) if not one.paused}
        else:
            found[sheet.id] = sheet
    return list(found.values())


def mark(series, new):
    """How the series itself is doing: nothing can go wrong with it."""
    words = gettext("New: %(names)s", names="、".join(one.name for one in new)) if new else ""
    state = SheetState.WRITTEN if new else SheetState.QUIET
    values = {"state": state, "words": words, "ran_at": models.now(), "good_at": models.now()}
    SharedSheet.update(values).where(SharedSheet.id == series.id).execute()
