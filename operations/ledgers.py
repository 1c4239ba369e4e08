"""The verbs of the three ledgers: somebody enters, moves into work, loses it, is helped no longer, leaves.

Each is one transaction in which the work status follows. What may stand beside what is `rules.ledgers`.
"""

from contextlib import contextmanager
from datetime import date

import models
from choices import CareKind, Ledger, LedgerWay, WorkPlace, WorkState
from database import db
from language import gettext
from models import LedgerEntry, Worker
from operations import findings
from operations.chain import hold
from operations.records import held_or_refused, save_one
from operations.refusals import Invalid, Refused, in_words
from rules.ledgers import ABOUT_WORK, agreeing
from scope import Actor


@contextmanager
def whole(worker, by):
    """All of a verb or nothing of it; the person is kept from other writers."""
    with in_words(), db.atomic():
        hold()
        held_or_refused(worker, by)
        yield
        findings.recheck(worker)


def running(worker: Worker) -> dict[Ledger, LedgerEntry]:
    """The ledgers in which somebody stands, with the entry of each."""
    own = LedgerEntry.select().where(LedgerEntry.deleted_at.is_null(), LedgerEntry.until.is_null())
    return {entry.ledger: entry for entry in own.where(LedgerEntry.worker == worker.id)}


def enter(
    worker: Worker, by: Actor, ledger: Ledger, since: date, way_in: LedgerWay | None = None,
    care: CareKind | None = None, place: WorkPlace | None = None, employer: str | None = None,
    help: str | None = None,
) -> None:  # fmt: skip
    """Put somebody into a ledger."""
    with whole(worker, by):
        refuse_later("since", since)
        refuse_other(worker, ledger)
        put(worker, by, ledger, since, way_in=way_in, care=care, place=place, employer=employer, help=help)


def move_into_work(
    worker: Worker, by: Actor, since: date, place: WorkPlace, employer: str | None = None
) -> None:
    """Somebody has moved into work: out of “without work”, if they stand there, and into “moved into work”."""
    with whole(worker, by):
        refuse_later("since", since)
        close(worker, by, Ledger.JOBLESS, since, LedgerWay.FOUND, "since")
        put(worker, by, Ledger.MOVED, since, way_in=LedgerWay.FOUND, place=place, employer=employer)


def lose_work(worker: Worker, by: Actor, since: date, way_in: LedgerWay) -> None:
    """Somebody has come back or lost their work: out of “moved into work”, if they stand there, into “without work”."""
    with whole(worker, by):
        refuse_later("since", since)
        close(worker, by, Ledger.MOVED, since, way_in, "since")
        put(worker, by, Ledger.JOBLESS, since, way_in=way_in)


def end_help(worker: Worker, by: Actor, until: date, way_out: LedgerWay) -> None:
    """Help is no longer needed."""
    leave(worker, by, Ledger.CARE, until, way_out)


def leave(worker: Worker, by: Actor, ledger: Ledger, until: date, way_out: LedgerWay) -> None:
    """Somebody leaves a ledger and enters none: too old, moved away, died, hardship over."""
    with whole(worker, by):
        refuse_later("until", until)
        if close(worker, by, ledger, until, way_out, "until") is None:
            words = gettext(
                "%(name)s does not stand in the ledger “%(ledger)s”.",
                name=worker.name,
                ledger=str(ledger.words),
            )
            raise Refused(words)
        if way_out == LedgerWay.RETIRED and ledger in ABOUT_WORK:
            follow(worker, by, WorkState.RETIRED)


# Parts of these verbs --------------------------------------------------------------------------------


def put(worker, by, ledger, since, **facts):
    save_one(LedgerEntry(worker=worker, ledger=ledger, since=since, **facts), by)
    follow(worker, by, agreeing(ledger, worker.state))


def close(worker, by, ledger, day, way_out, column):
    """End the stay in a ledger; None where there is none. `column`: of the form, at which a wrong day is said."""
    entry = running(worker).get(ledger)
    if entry is None:
        return None
    if day < entry.since:
        words = gettext(
            "is before %(day)s, when they came into the ledger “%(ledger)s”",
            day=entry.since.isoformat(), ledger=str(ledger.words),
        )  # fmt: skip
        raise Invalid({column: words}, LedgerEntry)
    entry.until, entry.way_out = day, way_out
    return save_one(entry, by)


def follow(worker, by, state):
    """The work status agrees with the ledgers from now on."""
    if worker.state != state:
        worker.state = state
        save_one(worker, by)


def refuse_later(column, day):
    if day > models.now().date():
        raise Invalid({column: gettext("must not be in the future")}, LedgerEntry)


def refuse_other(worker, ledger):
    """Who changes between the two ledgers about work does so by the verb that keeps both."""
    other = {Ledger.MOVED: Ledger.JOBLESS, Ledger.JOBLESS: Ledger.MOVED}.get(ledger)
    if other in running(worker):
        verbs = {Ledger.MOVED: gettext("Moved into work"), Ledger.JOBLESS: gettext("Came back or lost work")}
        words = gettext(
            "stands in the ledger “%(other)s”: nobody stands in both. Use “%(verb)s”, which keeps both ledgers.",
            other=str(other.words), verb=verbs[ledger],
        )  # fmt: skip
        raise Invalid({"ledger": words}, LedgerEntry)
