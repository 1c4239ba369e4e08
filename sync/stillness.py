"""Whether a sheet needs a look at all: a workbook still has the same bytes, and Drive raises a number with every
change of a spreadsheet.

Only a hint: Drive may be minutes late. So the number is the one from before the last look, both sides were at rest
at that look, nothing was written or decided in the office since, and now and then it is looked at all the same.
"""

import json
from datetime import timedelta

import peewee

import models
from choices import SheetState, Waiting
from models import Audit, SharedSheet, SheetConflict, SheetNotice, SheetProposal
from sync.outcome import Outcome

LONGEST = timedelta(minutes=15)


def rests(sheet: SharedSheet, version: str) -> bool:
    """Whether a run would find what the last one left."""
    kept = json.loads(sheet.still or "{}")
    if not kept or not version or sheet.state not in (SheetState.QUIET, SheetState.WRITTEN):
        return False
    fresh = models.now() - sheet.ran_at < LONGEST
    return fresh and (kept["version"], kept["office"]) == (version, office(sheet))


def seen(sheet: SharedSheet) -> None:
    """It was compared and is the same: as good as a run, though the next look is not put off by it."""
    SharedSheet.update(good_at=models.now()).where(SharedSheet.id == sheet.id).execute()


def note(sheet: SharedSheet, version: str, before: str, outcome: Outcome) -> None:
    """Keep what was so before the look, if the run found both sides at rest; else forget it."""
    still = version and outcome.outcome == SheetState.QUIET and before == office(sheet)
    kept = json.dumps({"version": version, "office": before}) if still else ""
    SharedSheet.update(still=kept).where(SharedSheet.id == sheet.id).execute()


def office(sheet: SharedSheet) -> str:
    """A mark that changes with every record written and every decision about the sheet."""
    last = Audit.select(peewee.fn.MAX(Audit.id)).scalar() or 0
    told = SheetNotice.select().where(SheetNotice.sheet == sheet).count()
    counts = [told, *(decided(model, sheet) for model in (SheetConflict, SheetProposal))]
    return f"{last}:" + ":".join(map(str, counts))


def decided(model, sheet):
    return model.select().where(model.sheet == sheet, model.state == Waiting.DECIDED).count()
