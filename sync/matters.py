"""What a merge has to say to people, kept until they have dealt with it: conflicts, notices, proposals."""

from choices import Waiting
from models import SharedSheet, SheetConflict, SheetNotice, SheetProposal, now
from sync.plan import Plan

OPEN = (Waiting.OPEN, Waiting.DECIDED)


def keep(sheet: SharedSheet, plan: Plan) -> None:
    """Bring what waits for people in line with the newest plan."""
    keep_conflicts(sheet, plan)
    keep_notices(sheet, plan)
    keep_proposals(sheet, plan)


# Conflicts ---------------------------------------------------------------------------------------


def keep_conflicts(sheet, plan):
    mine = SheetConflict.select().where(SheetConflict.sheet == sheet, SheetConflict.state.in_(OPEN))
    waiting = {(one.row, one.column): one for one in mine}
    for one in plan.differences:
        keep_conflict(sheet, waiting.pop((one.row, one.column), None), one)
    writing = {(plan.records.get(line), name) for line, cells in plan.cells.items() for name in cells}
    for conflict in waiting.values():
        if conflict.state == Waiting.OPEN or (conflict.record, conflict.column) not in writing:
            conflict.state = Waiting.SETTLED
            conflict.save()


def keep_conflict(sheet, known, one):
    values = {"record": one.record, "base": one.base, "office": one.office, "typed": one.typed}
    if known is None:
        SheetConflict.create(sheet=sheet, row=one.row, column=one.column, state=Waiting.OPEN, **values)
    elif any(getattr(known, name) != value for name, value in values.items()) or known.state != Waiting.OPEN:
        values |= {"state": Waiting.OPEN, "settlement": None, "at": now()}
        SheetConflict.update(values).where(SheetConflict.id == known.id).execute()


# Notices -----------------------------------------------------------------------------------------


def keep_notices(sheet, plan):
    if plan.acknowledged:
        read = SheetNotice.row.in_(plan.acknowledged)
        SheetNotice.delete().where(SheetNotice.sheet == sheet, read).execute()
    for one in plan.notices:
        same = {"sheet": sheet, "row": one.row, "column": one.column, "text": one.text}
        SheetNotice.get_or_create(**same, defaults={"matter": one.matter, "generation": sheet.counter})


# Proposals ---------------------------------------------------------------------------------------


def keep_stop(sheet, finding, mark):
    """The sheet as a whole waits; what waited before still does."""
    waits = SheetProposal.select().where(SheetProposal.sheet == sheet, SheetProposal.fingerprint == mark)
    if not waits.exists():
        SheetProposal.create(
            sheet=sheet, fingerprint=mark, matter=finding.matter, text=finding.text, state=Waiting.OPEN
        )


def keep_proposals(sheet, plan):
    mine = SheetProposal.select().where(SheetProposal.sheet == sheet, SheetProposal.state == Waiting.OPEN)
    waiting = {one.fingerprint: one for one in mine}
    for hold in plan.holds:
        if waiting.pop(hold.fingerprint, None) is None:
            SheetProposal.create(
                sheet=sheet, fingerprint=hold.fingerprint, matter=hold.matter, state=Waiting.OPEN,
                row=hold.row, record=hold.record, column=hold.column, text=hold.text,
            )  # fmt: skip
    for gone in waiting.values():
        gone.state = Waiting.SETTLED
        gone.save()
