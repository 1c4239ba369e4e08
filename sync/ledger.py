"""What is remembered of a sheet, kept in the database: loaded for a merge, brought up to date after it.

What is agreed (`cells`, `seen`) belongs to a generation: the number found in the sheet selects it, so that a
batch that never arrived, or an old copy saved over the file, is merged against what that sheet really knew.
Everything else (which record a row is, what is missing, gone, a copy) is true at once.
"""

import json
from dataclasses import replace

from choices import Policy, Waiting
from language import gettext
from models import (
    SharedSheet,
    SheetConflict,
    SheetCopy,
    SheetGeneration,
    SheetNotice,
    SheetProposal,
    SheetRow,
)
from sync import remembered
from sync.backends import Reading, Unreadable
from sync.parts import Part
from sync.plan import Known, Memory, OfficeRow, Plan

KEPT = 50  # generations


def load(sheet: SharedSheet, reading: Reading, office: dict[int, OfficeRow] | None = None) -> Memory:
    """The memory that fits the generation in the sheet. What the office says, too, is kept once."""
    known = remembered.rows(sheet, office or {})
    known, stale = at_generation(sheet, reading.generation if reading.exists else sheet.generation, known)
    known = remembered.once(known, office or {})
    decisions = list(
        SheetProposal.select().where(SheetProposal.sheet == sheet, SheetProposal.approved.is_null(False))
    )
    notices = list(SheetNotice.select().where(SheetNotice.sheet == sheet))
    return Memory(
        known=known,
        run=sheet.epoch,
        stale=stale,
        overruled=overruled(sheet),
        approved=frozenset(one.fingerprint for one in decisions if one.approved),
        declined=frozenset(one.fingerprint for one in decisions if not one.approved),
        noticed=noticed(notices),
        shown=frozenset(n.row for n in notices if n.generation <= sheet.generation),
        generation=sheet.generation,
        may_delete=sheet.may_delete,
    )


def overruled(sheet):
    decided = SheetConflict.select().where(
        SheetConflict.sheet == sheet,
        SheetConflict.state == Waiting.DECIDED,
        SheetConflict.settlement == Policy.OFFICE,
    )
    return {(one.row, one.column): one.typed for one in decided}


def noticed(notices):
    told = {}
    for one in notices:
        told[one.row] = (*told.get(one.row, ()), f"{one.matter.words}：{one.text}")
    return told


# Generations -------------------------------------------------------------------------------------


def at_generation(sheet, found, known):
    """(what was agreed in the generation found, whether the sheet is an old copy). A new one has landed for good."""
    if found == sheet.generation:
        return known, False
    if found is not None and found > sheet.counter:
        raise Unreadable(
            gettext(
                "The sheet is newer than the database (generation %(found)s after %(known)s): was the database"
                " brought back from a backup? Nothing was changed: share the sheet again under another name.",
                found=found,
                known=sheet.counter,
            )
        )
    if way := arrived(sheet, found):
        for step in way:
            known = land(sheet, step, known)
        return known, False
    return stepped_back(sheet, found, known), True


def arrived(sheet, found):
    """The parts that lead from what has landed to the generation found, in their order; nothing where none do."""
    way = []
    while found is not None and found > sheet.generation and (step := generation(sheet, found)):
        way.append(step)
        found = step.parent
    return way[::-1] if found == sheet.generation else []


def generation(sheet, number):
    return SheetGeneration.get_or_none(SheetGeneration.sheet == sheet, SheetGeneration.number == number)


def land(sheet, step, known):
    """The batch is in the sheet: what it brought is agreed."""
    steps = json.loads(step.steps)
    known = stepped(known, steps, 1)
    for id in steps:
        told = known[id].cells or {}
        untold = {name: text for name, text in known[id].taken.items() if told.get(name) != text}
        known[id] = replace(known[id], taken=untold)
    remembered.store(sheet, [known[id] for id in steps])
    sheet.generation = step.number
    SharedSheet.update(generation=step.number).where(SharedSheet.id == sheet.id).execute()
    carried = (SheetCopy.sheet == sheet) & (SheetCopy.generation == step.number)
    SheetCopy.update(taken=True).where(carried).execute()
    return known


def stepped(known, steps, side):
    """Agreed cells as they were before (0) or after (1) a batch."""
    known = dict(known)
    for id, sides in steps.items():
        cells, seen = sides[side]
        known[id] = replace(known.get(id) or Known(id), cells=cells, seen=seen)
    return known


def stepped_back(sheet, found, known):
    """What an old copy of the sheet knew; where that is not on record, nothing was ever agreed."""
    number = sheet.generation
    while found is not None and number > found and (step := generation(sheet, number)):
        known, number = stepped(known, json.loads(step.steps), 0), step.parent
    if number == found:
        return known
    return {id: replace(one, cells=None, seen="") for id, one in known.items()}


def at_copy(sheet: SharedSheet, found: int | None, known: dict) -> tuple[dict, list[dict]] | None:
    """(what was agreed in the generation of a copy, the steps taken since); None where that is not on record.

    A copy may come from a batch that never stayed in the sheet: from the trunk down to where both part, then up.
    """
    steps = {one.number: one for one in SheetGeneration.select().where(SheetGeneration.sheet == sheet)}
    trunk, branch = chain(steps, sheet.generation), chain(steps, found)
    common = next((number for number in branch if number in trunk), None)
    if found is None or common is None:
        return None
    since = trunk[: trunk.index(common)]
    for number in since:
        known = stepped(known, json.loads(steps[number].steps), 0)
    for number in reversed(branch[: branch.index(common)]):
        known = stepped(known, json.loads(steps[number].steps), 1)
    return known, [json.loads(steps[number].steps) for number in since]


def chain(steps, number):
    """A generation, the one it was built on, and so on."""
    numbers = [number]
    while number in steps:
        number = steps[number].parent
        numbers.append(number)
    return numbers


def keep(sheet: SharedSheet, before: Memory, plan: Plan) -> dict:
    """Store what the plan changed in the memory. What would be agreed anew, once the sheet has it: {row: [old, new]}."""
    steps = {}
    for id, known in plan.known.items():
        old = before.known.get(id) or Known(id)
        if known is old:
            continue
        if (known.cells, known.seen) != (old.cells, old.seen):
            steps[id] = [[old.cells, old.seen], [known.cells, known.seen]]
        if known != old and id in before.known:
            store_row(sheet, known)
    create_rows(sheet, [known for id, known in plan.known.items() if id not in before.known])
    return steps


def create_rows(sheet, found):
    """New rows; nothing is agreed about them yet."""
    some = [replace(one, cells=None, seen="") for one in found]
    remembered.store(sheet, some)


def reserve(sheet: SharedSheet, parts: int) -> None:
    """Give out the numbers of so many generations."""
    sheet.counter += parts
    SharedSheet.update(counter=sheet.counter).where(SharedSheet.id == sheet.id).execute()


def promise(sheet: SharedSheet, part: Part, before: Memory) -> None:
    """What will be agreed once the sheet has this part; nothing yet.

    `before` may be an old copy's memory: the first part's steps are the way from what has landed.
    """
    first, steps = part.batch.landed == sheet.generation, part.steps
    if first and before.stale:
        steps = from_landed(sheet, steps, before)
    SheetGeneration.create(
        sheet=sheet,
        number=part.batch.generation,
        parent=part.batch.landed,
        steps=json.dumps(steps, ensure_ascii=False),
    )
    if first:
        forget_old(sheet)


def from_landed(sheet, steps, before):
    landed = remembered.rows(sheet)
    after = {id: [one.cells, one.seen] for id, one in before.known.items()}
    after |= {id: sides[1] for id, sides in steps.items()}
    blank = Known("")
    pairs = ((id, landed.get(id, blank), new) for id, new in after.items())
    return {id: [[was.cells, was.seen], new] for id, was, new in pairs if [was.cells, was.seen] != new}


def forget_old(sheet):
    """Fifty generations back an old copy merges right; before that every difference is asked."""
    theirs, number = SheetGeneration.sheet == sheet, SheetGeneration.number
    tried = SheetGeneration.select(number).where(theirs, SheetGeneration.parent == sheet.generation)
    for (oldest,) in tried.order_by(number.desc()).offset(3).limit(1).tuples():
        SheetGeneration.delete().where(theirs, number > sheet.generation, number <= oldest).execute()
    SheetGeneration.delete().where(theirs, number < sheet.generation - KEPT).execute()


def store_row(sheet, known):
    """One row's memory, but not what is agreed: that waits until it has landed."""
    values = {name: getattr(known, name) for name in ("record", "missing", "gone", "copy", "was")}
    values["taken"] = json.dumps(known.taken, ensure_ascii=False)
    SheetRow.update(values).where(SheetRow.sheet == sheet, SheetRow.row == known.id).execute()
