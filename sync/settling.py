"""What people decide about a sheet: which side of a conflict holds, whether a held change may pass."""

from collections import Counter

import peewee

import operations
import scope
from choices import Matter, Policy, Waiting
from database import db
from language import gettext
from models import SharedSheet, SheetConflict, SheetNotice, SheetProposal, SheetRow
from operations import Refused
from operations.refusals import absent
from sync.layout import fields_of, model_of
from sync.sharing import permit


def conflicts(sheet: SharedSheet) -> list[SheetConflict]:
    """Cells that wait for a decision, the oldest first."""
    mine = SheetConflict.select().where(SheetConflict.sheet == sheet, SheetConflict.state == Waiting.OPEN)
    return list(mine.order_by(SheetConflict.id))


def proposals(sheet: SharedSheet) -> list[SheetProposal]:
    """Changes that wait for a decision, the oldest first."""
    mine = SheetProposal.select().where(SheetProposal.sheet == sheet, SheetProposal.state == Waiting.OPEN)
    return list(mine.order_by(SheetProposal.id))


def waiting() -> Counter:
    """{sheet: how many decisions it waits for}."""
    found = Counter()
    for model in (SheetConflict, SheetProposal):
        counted = model.select(model.sheet, peewee.fn.COUNT(model.id)).where(model.state == Waiting.OPEN)
        found.update(dict(counted.group_by(model.sheet).tuples()))
    return found


# Conflicts ---------------------------------------------------------------------------------------


def settle(sheet: SharedSheet, conflict: SheetConflict, winner: Policy, by: scope.Actor) -> None:
    """Decide a conflict. The sheet's value goes to the record at once; the office's reaches the sheet next run."""
    permit(model_of(sheet), sheet.organisation, by)
    if conflict.sheet_id != sheet.id or conflict.state != Waiting.OPEN:
        raise Refused(gettext("This conflict does not wait for a decision any more."))
    with db.atomic():
        hold(sheet)
        if winner == Policy.SHEET:
            take_over(sheet, conflict, by)
        values = {"state": Waiting.DECIDED, "settlement": winner, "who": by.name}
        SheetConflict.update(values).where(SheetConflict.id == conflict.id).execute()


def hold(sheet):
    """The sheet before any record, in the order in which a run takes them: neither waits for the other for ever."""
    mine = SharedSheet.select().where(SharedSheet.id == sheet.id)
    (mine.for_update() if db.obj.for_update else mine).get()


def take_over(sheet, conflict, by):
    """The sheet's value, through the records' door, if the office has not moved on since it was compared."""
    model = model_of(sheet)
    record = scope.find(model, conflict.record, by)
    field = model._meta.fields[conflict.column]
    if record is None:
        raise absent()
    if field.plain(record.__data__.get(field.name)) != conflict.office:
        raise Refused(
            gettext("The office has changed the value meanwhile: run the sheet, then decide again.")
        )
    setattr(record, field.name, field.read(conflict.typed))
    operations.save(record, by.through(f"sheet {sheet.name}"))


def settle_all(
    sheet: SharedSheet, conflicts: list[SheetConflict], winner: Policy, by: scope.Actor
) -> list[str]:
    """Decide several, each by itself. What was refused, in words that name record and column."""
    labels = {field.name: field.label for field in fields_of(sheet)}
    refused = []
    for one in conflicts:
        try:
            settle(sheet, one, winner, by)
        except Refused as refusal:
            code = model_of(sheet)(id=one.record).code
            refused.append(f"{code} {labels.get(one.column, one.column)}：{refusal.words}")
    return refused


def settle_named(sheet: SharedSheet, code: str, column: str, winner: Policy, by: scope.Actor) -> None:
    """The same, found by the record's code and the column's name or label."""
    names = {name for f in fields_of(sheet) for name in (f.name,) if column in (f.name, f.label)}
    record = scope.id_in(model_of(sheet), code)
    for conflict in conflicts(sheet):
        if conflict.record == record and conflict.column in names:
            return settle(sheet, conflict, winner, by)
    raise Refused(gettext("There is no open conflict of %(code)s in %(column)s.", code=code, column=column))


# Proposals ---------------------------------------------------------------------------------------


def approve(sheet: SharedSheet, proposal: SheetProposal, by: scope.Actor) -> None:
    """Let a held change pass; a missing row's record goes to the trash now."""
    decide(sheet, proposal, True, by)


def turn_down(sheet: SharedSheet, proposal: SheetProposal, by: scope.Actor) -> None:
    """Have it put back as the office has it, with the next run."""
    decide(sheet, proposal, False, by)


def decide_all(
    sheet: SharedSheet, proposals: list[SheetProposal], approved: bool, by: scope.Actor
) -> list[str]:
    """Decide several, each by itself. What was refused, in words that name the record."""
    refused = []
    for one in proposals:
        try:
            decide(sheet, one, approved, by)
        except Refused as refusal:
            code = model_of(sheet)(id=one.record).code if one.record else one.text
            refused.append(f"{code}：{refusal.words}")
    return refused


def decide(sheet, proposal, approved, by):
    permit(model_of(sheet), sheet.organisation, by)
    if proposal.sheet_id != sheet.id or proposal.state != Waiting.OPEN:
        raise Refused(gettext("This proposal does not wait for a decision any more."))
    with db.atomic():
        hold(sheet)
        if approved and proposal.matter == Matter.MISSING:
            trash(sheet, proposal, by)
        values = {"state": Waiting.DECIDED, "approved": approved, "who": by.name}
        SheetProposal.update(values).where(SheetProposal.id == proposal.id).execute()


def trash(sheet, proposal, by):
    record = scope.find(model_of(sheet), proposal.record, by)
    if record is not None:
        operations.delete(record, by.through(f"sheet {sheet.name}"))
    mine = (SheetRow.sheet == sheet) & (SheetRow.row == proposal.row)
    SheetRow.update(gone="office", missing=None).where(mine).execute()


# Notices -----------------------------------------------------------------------------------------


def read(sheet: SharedSheet, notices: list[int], by: scope.Actor) -> int:
    """Somebody has read what was done to something typed: the next run takes it out of the status cell. How many."""
    permit(model_of(sheet), sheet.organisation, by)
    return SheetNotice.delete().where(SheetNotice.sheet == sheet, SheetNotice.id.in_(notices)).execute()
