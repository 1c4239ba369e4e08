"""A sheet that is out there is brought to what it shall be: new headers, other looks; columns that go are emptied.

Part of a run. Headers and looks come first and need no generation, for no value changes. A column goes last, when
what was typed in it has been taken in; what could not be is told in its row. Making the file or tab so is the backend's.
"""

import json

from choices import Matter, Waiting
from database import db
from language import gettext
from models import SheetConflict, SheetGeneration, SheetNotice, SheetProposal, SheetRow
from sync.backends import Changed, Shape
from sync.layout import columns, layout
from sync.plan import Finding
from sync.round import Round
from sync.shape import Made

TRIES = 4


def begin(run, by) -> None:
    """Headers and looks that are missing."""
    made, shape = Made.of(run.sheet), Made.of(run.sheet).wanted(run.sheet)
    if not run.sheet.counter or shape.empty:
        return
    if not brought(run, by, shape):
        return
    made.there = json.loads(run.sheet.columns)
    made.editable = json.loads(run.sheet.editable)
    made.gone = {name: at for name, at in made.gone.items() if name not in made.there}
    keep(run, made)


def finish(run, by) -> bool:
    """Columns that go; whether some did."""
    made = Made.of(run.sheet)
    if not made.leaving or run.stopped:
        return False
    findings = told(run, by, made.leaving)
    if not brought(run, by, Shape(removed=tuple(made.leaving))):
        return False
    with db.atomic():
        run.still_mine()
        for name in made.leaving:
            forget(run.sheet, name)
            made.gone[name] = run.sheet.counter + 1  # whatever is older has it still
        left = [name for name in json.loads(run.sheet.columns) if name not in made.leaving]
        made.there = [name for name in made.there if name in left]
        made.editable = [name for name in made.editable if name in left]
        made.leaving = []
        keep(run, made, columns=json.dumps(left), **without(run.sheet, left))
    run.outcome.findings += findings
    return True


def old_copy(run, by, found: int | None) -> None:
    """An old copy was saved over the sheet: columns that were emptied since are in it. Raises Changed once they are not."""
    gone = Made.of(run.sheet).gone
    back = [name for name, at in gone.items() if found is None or found < at]
    if not back:
        return
    shown = layout(run.sheet, by, back)
    reading = run.backend.read(shown)
    shape = missing(Shape(removed=tuple(back)), reading)
    if reading.exists and reading.generation == found and shape.removed:
        run.backend.reshape(reading, shape, shown)
        raise Changed


def keep(run, made, **more):
    made.keep(run.sheet, **more)
    for name, value in more.items():
        setattr(run.sheet, name, value)


def without(sheet, columns):
    """Its settings for these columns only."""
    editable = [name for name in json.loads(sheet.editable) if name in columns]
    policies = {name: one for name, one in json.loads(sheet.policies).items() if name in columns}
    return {"editable": json.dumps(editable), "policies": json.dumps(policies)}


def brought(run, by, shape) -> bool:
    """Whether the sheet is so now. A sheet that is gone is made anew by the run, if somebody lets it."""
    for _try in range(TRIES):
        shown = layout(run.sheet, by)
        reading = run.backend.read(shown)
        if not reading.exists:
            return not run.sheet.generation
        with db.atomic():
            run.still_mine()
        try:
            run.backend.reshape(reading, missing(shape, reading), shown)
        except Changed:
            continue
        return True
    return False


def missing(shape, reading):
    """Without the headers that are there already: a run died, or somebody wrote them."""
    return Shape(
        tuple(name for name in shape.added if name not in reading.found),
        (*shape.dressed, *(name for name in shape.added if name in reading.found)),
        tuple(name for name in shape.removed if name in reading.found),
        shape.released,
    )


# What a column leaves behind ----------------------------------------------------------------------


def told(run, by, names) -> list[Finding]:
    """What stands in these columns and was never taken in: said in its row, and in the history."""
    shown = layout(run.sheet, by)
    reading = run.backend.read(shown)
    with db.atomic():
        run.still_mine()
        one = Round(run.sheet, reading, by, run.watch)
        labels = {column.name: column for column in columns(run.sheet) if column.name in names}
        known = one.memory.known
        findings = [
            said(row, known[row.id], labels[name])
            for row in one.rows
            if row.id in known
            for name in labels
            if name in row.texts and row.texts[name] != (known[row.id].cells or {}).get(name, "")
        ]
        for one in findings:
            values = {"sheet": run.sheet, "row": one.row, "column": "", "text": one.text}
            SheetNotice.create(**values, matter=one.matter, generation=run.sheet.counter + 1)
    return findings


def said(row, known, column):
    text = gettext(
        "%(column)s: the column was taken out of the sheet; “%(typed)s” was not taken over",
        column=column.label, typed=column.mask(row.texts[column.name]),
    )  # fmt: skip
    return Finding(Matter.OVERRULED, text, row.line, row.id, row.code or "")


def forget(sheet, name) -> None:
    """Nothing is remembered of the values of a column that is gone."""
    mine = SheetRow.select().where(SheetRow.sheet == sheet)
    for row in mine:
        cells, taken = json.loads(row.cells or "null"), json.loads(row.taken)
        if name in (cells or {}) or name in taken:
            row.cells = None if cells is None else json.dumps(dropped(cells, name), ensure_ascii=False)
            row.taken = json.dumps(dropped(taken, name), ensure_ascii=False)
            row.save()
    for step in SheetGeneration.select().where(SheetGeneration.sheet == sheet):
        steps = {
            id: [[cells and dropped(cells, name), seen] for cells, seen in sides]
            for id, sides in json.loads(step.steps).items()
        }
        step.steps = json.dumps(steps, ensure_ascii=False)
        step.save()
    for model in (SheetConflict, SheetProposal):
        same = (model.sheet == sheet) & (model.column == name) & (model.state != Waiting.SETTLED)
        model.update(state=Waiting.SETTLED).where(same).execute()


def dropped(cells, name):
    return {key: text for key, text in cells.items() if key != name}
