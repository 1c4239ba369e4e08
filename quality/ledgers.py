"""Who stands in which ledger on a day, as conditions in SQL: for lists of workers, and against their work status.

`stands is jobless 2026-03-31`, `stands is none 2026-03-31` (in neither ledger about work).
"""

from datetime import date

import models
from choices import Ledger, WorkState
from language import gettext
from language import lazy as _
from models import LedgerEntry, Worker
from rules.ledgers import ABOUT_WORK, AGREES

NONE = "none"


def on_day(day: date, *ledgers: Ledger):
    """The workers who stand in one of these ledgers at the end of a day: a query of ids."""
    begun = (LedgerEntry.since <= day) & (LedgerEntry.until.is_null() | (LedgerEntry.until > day))
    live = LedgerEntry.select(LedgerEntry.worker).where(LedgerEntry.deleted_at.is_null(), begun)
    return live.where(LedgerEntry.ledger.in_(ledgers))


def stands(model, operation: str, text: str):
    """The condition of a list of workers. Raises ValueError in words."""
    ledger, day = parts(text)
    if model is not Worker or operation != "is" or day is None:
        raise ValueError(_("must be a ledger and a day, as the page of the ledgers writes them"))
    if ledger == NONE:
        return Worker.id.not_in(on_day(day, *ABOUT_WORK))
    return Worker.id.in_(on_day(day, Ledger(ledger)))


def parts(text):
    """(ledger or “none”, day); (None, None) for anything else."""
    ledger, _space, day = text.strip().partition(" ")
    try:
        return (ledger if ledger == NONE else Ledger(ledger)), date.fromisoformat(day.strip())
    except ValueError:
        return None, None


def spoken(text: str) -> str:
    """`Without work, on 2026-03-31`"""
    ledger, day = parts(text)
    if day is None:
        return text
    words = gettext("neither moved into work nor without work") if ledger == NONE else str(ledger.words)
    return gettext("%(ledger)s, on %(day)s", ledger=words, day=day.isoformat())


def contradicted():
    """The condition that somebody's work status contradicts the ledger in which they stand today."""
    today, wrong = models.now().date(), []
    for ledger in ABOUT_WORK:
        here = Worker.id.in_(on_day(today, ledger))
        wrong.append(here & Worker.state.not_in(AGREES[ledger]))
    return wrong[0] | wrong[1]


def missing():
    """The condition that somebody is out of work and in no ledger, though their union keeps the ledgers."""
    keeping = Worker.alias()
    kept = LedgerEntry.select(keeping.organisation).join(keeping).where(LedgerEntry.deleted_at.is_null())
    unnoted = Worker.id.not_in(on_day(models.now().date(), *ABOUT_WORK))
    return (Worker.state == WorkState.UNEMPLOYED) & unnoted & Worker.organisation.in_(kept)
