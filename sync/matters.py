"""What a merge has to say to people, kept until they have dealt with it: conflicts, notices, proposals."""

from choices import Matter, Waiting
from models import SharedSheet, SheetConflict, SheetFinding, SheetNotice, SheetProposal, now
from sync.plan import Finding, Plan

OPEN = (Waiting.OPEN, Waiting.DECIDED)
# What is over once said, has a place of its own, or is kept until it was read.
ELSEWHERE = (Matter.RESTORED, Matter.CONFLICT, Matter.READONLY, Matter.OVERRULED)
AT_ONCE = 100


def keep(sheet: SharedSheet, plan: Plan, findings: list[Finding], lines: dict[str, int]) -> None:
    """Bring what waits for people in line with the newest plan. `lines`: where each row stands."""
    keep_conflicts(sheet, plan)
    keep_notices(sheet, plan, lines)
    keep_proposals(sheet, plan)
    keep_findings(sheet, plan, findings)


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


def keep_notices(sheet, plan, lines):
    if plan.acknowledged:
        read = SheetNotice.row.in_(plan.acknowledged)
        SheetNotice.delete().where(SheetNotice.sheet == sheet, read).execute()
    for one in plan.notices:
        same = {"sheet": sheet, "row": one.row, "column": one.column, "text": one.text}
        SheetNotice.get_or_create(**same, defaults={"matter": one.matter, "generation": sheet.counter})
    for told in SheetNotice.select().where(SheetNotice.sheet == sheet):
        if told.line != lines.get(told.row):
            SheetNotice.update(line=lines.get(told.row)).where(SheetNotice.id == told.id).execute()


# What is wrong in rows ---------------------------------------------------------------------------


def keep_findings(sheet, plan, findings):
    """Those that are still there keep their beginning."""
    known = {(one.matter, one.row or one.line, one.column): one for one in of_sheet(sheet)}
    wanted, fresh = merged(findings), []
    for key, one in wanted.items():
        values = finding_values(sheet, plan, one)
        if key not in known:
            fresh.append(values | {"at": now()})
        elif any(getattr(known[key], name) != value for name, value in values.items() if name != "sheet"):
            SheetFinding.update(values).where(SheetFinding.id == known[key].id).execute()
    gone = [one.id for key, one in known.items() if key not in wanted]
    for start in range(0, len(gone), AT_ONCE):
        SheetFinding.delete().where(SheetFinding.id.in_(gone[start : start + AT_ONCE])).execute()
    for start in range(0, len(fresh), AT_ONCE):
        SheetFinding.insert_many(fresh[start : start + AT_ONCE]).execute()


def of_sheet(sheet):
    return SheetFinding.select().where(SheetFinding.sheet == sheet)


def merged(findings):
    """{what is the same trouble: the finding}; two texts about one cell are one trouble."""
    found = {}
    for one in findings:
        key = (one.matter, one.row or one.line, one.column)
        if one.matter not in ELSEWHERE and (key not in found or one.text > found[key].text):
            found[key] = one
    return found


def finding_values(sheet, plan, one):
    known = plan.known.get(one.row)
    record = known.record if known else None
    place = {"sheet": sheet.id, "matter": one.matter, "line": one.line, "row": one.row, "record": record}
    return place | {"column": one.column, "text": one.text}


# Proposals ---------------------------------------------------------------------------------------


def keep_stop(sheet, finding, mark):
    """The sheet as a whole waits; what waited before still does. Turned down, it is asked again while it lasts."""
    same = SheetProposal.select().where(SheetProposal.sheet == sheet, SheetProposal.fingerprint == mark)
    waits = same.where((SheetProposal.state == Waiting.OPEN) | SheetProposal.approved)
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
