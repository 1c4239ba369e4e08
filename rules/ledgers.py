"""What may stand beside what in the ledgers of the labour register. Pure: stays and days in, words out.

A stay holds from its first day up to the day of leaving, that day not included: who leaves one ledger and enters
another on the same day stands in the second one only.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from babel.support import LazyProxy

from choices import Ledger, LedgerWay, WorkState
from language import lazy as _

ABOUT_WORK = (Ledger.MOVED, Ledger.JOBLESS)
# The work status that agrees with a ledger, the first being the one that a verb sets.
AGREES = {
    Ledger.MOVED: (WorkState.EMPLOYED, WorkState.LEAVE),
    Ledger.JOBLESS: (WorkState.UNEMPLOYED,),
    Ledger.CARE: tuple(WorkState),
}
WAYS_IN = {
    Ledger.MOVED: (LedgerWay.FOUND, LedgerWay.SURVEY),
    Ledger.JOBLESS: (LedgerWay.LOST, LedgerWay.RETURNED, LedgerWay.SCHOOL, LedgerWay.SURVEY),
    Ledger.CARE: (LedgerWay.HARDSHIP, LedgerWay.SURVEY),
}
FOR_GOOD = (LedgerWay.RETIRED, LedgerWay.AWAY, LedgerWay.DIED)
WAYS_OUT = {
    Ledger.MOVED: (LedgerWay.LOST, LedgerWay.RETURNED, *FOR_GOOD),
    Ledger.JOBLESS: (LedgerWay.FOUND, LedgerWay.SCHOOL, *FOR_GOOD),
    Ledger.CARE: (LedgerWay.RELIEVED, *FOR_GOOD),
}
LOWEST_AGE, HIGHEST_AGE = 16, 60  # of working age: 16 years old, and not yet 60


@dataclass(frozen=True)
class Stay:
    """A time in a ledger. `until`: the day of leaving, None while it goes on."""

    ledger: Ledger
    since: date
    until: date | None = None


def meet(one: Stay, other: Stay) -> bool:
    """Whether there is a day on which somebody would stand in both."""
    begins_before = other.until is None or one.since < other.until
    return begins_before and (one.until is None or other.since < one.until)


def clash(stay: Stay, others: Iterable[Stay]) -> LazyProxy | None:
    """Why a stay cannot stand beside the others of the same person; None where it can."""
    for other in sorted(others, key=lambda one: one.since):
        if meet(stay, other) and apart(stay.ledger, other.ledger):
            return words(other)
    return None


def apart(one, other):
    return one == other or (one in ABOUT_WORK and other in ABOUT_WORK)


def words(other):
    facts = {"ledger": other.ledger.words, "since": other.since.isoformat()}
    if other.until is None:
        return _(
            "stands in the ledger “%(ledger)s” since %(since)s: nobody stands in both on one day", **facts
        )
    return _(
        "stood in the ledger “%(ledger)s” from %(since)s to %(until)s: nobody stands in both on one day",
        **facts,
        until=other.until.isoformat(),
    )


def wrong_way(ledger: Ledger, way: LedgerWay | None, ways: dict) -> LazyProxy | None:
    """Why nobody comes into a ledger, or leaves it, in this way. `ways`: WAYS_IN or WAYS_OUT."""
    if ledger is None or way is None or way in ways[ledger]:
        return None
    fitting = "、".join(str(one.words) for one in ways[ledger])
    return _("does not fit the ledger “%(ledger)s”; there are: %(ways)s", ledger=ledger.words, ways=fitting)


def agreeing(ledger: Ledger, state: WorkState) -> WorkState:
    """The work status that somebody has once they stand in a ledger: the one they have, if it agrees."""
    return state if state in AGREES[ledger] else AGREES[ledger][0]


def aged(day: date, years: int) -> date:
    """Who is so many years old on a day was born on this day or before."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # the 29th of February
        return day.replace(year=day.year - years, day=28)
