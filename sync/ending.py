"""The end of sharing: a last run, what it left open listed, the file or tab handed over as an ordinary one.

The line of the register stays, with the day until which rows left; nothing else is remembered of the sheet.
"""

import models
import scope
from choices import Act, SheetState, Waiting
from config import Config
from database import db
from language import gettext, speaking
from models import (
    SharedSheet,
    SheetConflict,
    SheetCopy,
    SheetGeneration,
    SheetNotice,
    SheetProposal,
    SheetRow,
)
from operations import Refused
from sync import places, sharing
from sync.backends import Busy, Changed, Shape, Unreadable
from sync.layout import layout, model_of
from sync.outcome import HELD, REFUSED, Outcome
from sync.rights import actor, hindrance
from sync.run import run

FORGOTTEN = (SheetRow, SheetGeneration, SheetNotice, SheetCopy)
UNDONE = HELD | REFUSED


def end(sheet: SharedSheet, settings: Config, by: scope.Actor, anyway: bool = False) -> list[str]:
    """End the sharing for good. What a last run could not take in, in words.

    Refused where there can be no last run or the file is in use, but for `anyway`: what was typed since the last
    good run then stays in the file alone.
    """
    sharing.permit(model_of(sheet), sheet.organisation, by)
    if sheet.ended_at:
        raise Refused(gettext("The sharing of this sheet has ended."))
    left = [words for one in sharing.of_units(sheet) for words in end(one, settings, by, anyway)]
    with speaking(sheet.locale):
        left += last_run(sheet, settings, anyway)
        if sheet.backend != places.UNITS:
            hand_over(sheet, settings, anyway)
    close(sheet, by, left)
    return left


def last_run(sheet, settings, anyway) -> list[str]:
    if sheet.backend == places.UNITS or (anyway and hindrance(sheet)):
        return []
    if words := hindrance(sheet):
        raise Refused(gettext("There can be no last run: %(why)s", why=words))
    outcome = run(sheet, settings)
    if outcome.outcome in (SheetState.FAILED, SheetState.BUSY) and not anyway:
        raise Refused(gettext("The last run could not take everything in: %(why)s", why=outcome.words))
    return [told(sheet, finding) for finding in open_matters(outcome)]


def open_matters(outcome: Outcome):
    return [finding for finding in outcome.findings if finding.matter in UNDONE]


def told(sheet, finding):
    """One of them; a value of a sensitive column stands in the sheet alone."""
    line = gettext("row %(line)s", line=finding.line) if finding.line else ""
    where = " ".join(filter(None, (sheet.name, line, finding.code)))
    field = model_of(sheet)._meta.fields.get(finding.column)
    text = field.label if field is not None and field.sensitive else finding.text
    return f"{where}：{finding.matter.words}：{text}"


def hand_over(sheet, settings, anyway):
    """Without the hidden ids it is nobody's sheet any more: neither it nor a copy of it is taken for one."""
    try:
        backend, shown = places.backend(sheet, settings), layout(sheet, actor(sheet))
        reading = backend.read(shown)
        if reading.exists:
            backend.reshape(reading, Shape(released=True), shown)
    except Changed:
        raise Refused(gettext("Somebody keeps changing the sheet. Try again.")) from None
    except (Unreadable, Busy) as trouble:
        if not anyway:
            raise Refused(str(trouble)) from None


def close(sheet, by, left):
    """The line of the trail, and no more bookkeeping."""
    now = models.now()
    with db.atomic():
        facts = {"left": len(left)} if left else {}
        sharing.noted(sheet, Act.SHEET_ENDED, by, facts)
        for model in FORGOTTEN:
            model.delete().where(model.sheet == sheet).execute()
        for model in (SheetConflict, SheetProposal):
            waits = (model.sheet == sheet) & (model.state != Waiting.SETTLED)
            model.update(state=Waiting.SETTLED).where(waits).execute()
        values = {"ended_at": now, "paused": True, "shape": None, "still": ""}
        SharedSheet.update(values).where(SharedSheet.id == sheet.id).execute()
