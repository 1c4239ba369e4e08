"""The March of 2026 of a county: ledgers, teams and graduates served by name, and what their reports must print."""

from datetime import date

import operations
from choices import Ledger, NamedServiceKind, WorkState
from models import Enterprise, LedgerEntry, NamedService, ServiceStep, ServiceTeam, TeamMember, Worker
from scope import SYSTEM
from tests.make import again, make
from tests.month import BEFORE, DAY, NEXT, beside

ADULT, CHILD, AGED = date(1990, 1, 1), date(2010, 4, 1), date(1966, 3, 31)
EARLY = date(2026, 1, 5)


def ledgers(u):
    for ledger in Ledger:
        balance(u, ledger)
    neither(u)
    teams(u)
    with_union = {"organisation": u.town, "has_union": True}
    beside(Enterprise, lambda: with_union, {"has_union": False}, {"organisation": u.foreign})
    words = {"Moved into work": 4, "Without work": 4, "People in need of help": 2}  # and at the beginning
    moves = {"came in in the month": "1", "left in the month": "1"}
    ends = ("at the beginning", "at the end")
    balances = {f"{label}: {step}": n for label in words for step, n in moves.items()}
    balances |= {f"{label}: {step}": str(n) for label, n in words.items() for step in ends}
    reasons = {"In work": "6", "On leave": "1", "Out of work": "2", "Retired": "1"}
    return {
        **balances,
        "People of working age in the register": "14",
        "Of working age and moved into work": "2",
        "Of working age and without work": "2",
        "Of working age and in neither ledger about work": "10",
        **{f"In neither ledger about work: {state}": n for state, n in reasons.items()},
        "Service teams at work": "1",
        "Members of service teams": "1",
        "Joined a service team in the month": "1",
        "Companies with a union": "1",
    }  # fmt: skip


def worker(union, state=WorkState.EMPLOYED, born_on=ADULT):
    """Somebody without an ID number: it would tell another day of birth."""
    return make(Worker, organisation=union, state=state, born_on=born_on, id_number=None, enterprise=None)


def stay(union, ledger, since, until=None, **more):
    """A stay in a ledger, of a person made for it."""
    gone = {"until": until, "way_out": "died"} if until else {}
    who = more.pop("worker", None) or worker(union, AGREEING[ledger])
    return make(LedgerEntry, organisation=union, worker=who, ledger=ledger, since=since, **gone, **more)


AGREEING = {
    Ledger.MOVED: WorkState.EMPLOYED,
    Ledger.JOBLESS: WorkState.UNEMPLOYED,
    Ledger.CARE: WorkState.EMPLOYED,
}


def balance(u, ledger):
    """Two stand in it at the beginning, one of them leaves on the last day, one comes in on it; and the shadows."""
    stay(u.town, ledger, EARLY)
    stay(u.town, ledger, BEFORE, DAY)
    stay(u.town, ledger, DAY)
    for born_on in (CHILD, AGED) if ledger != Ledger.CARE else ():  # not of working age
        stay(u.town, ledger, EARLY, worker=worker(u.town, AGREEING[ledger], born_on))
    aged = AGED if ledger != Ledger.CARE else ADULT
    for since, until in ((EARLY, BEFORE), (NEXT, None)):
        stay(u.town, ledger, since, until, worker=worker(u.town, born_on=aged))
    stay(u.foreign, ledger, EARLY)
    operations.delete(stay(u.town, ledger, DAY, worker=worker(u.town, born_on=CHILD)), SYSTEM)


def neither(u):
    """Of working age and in neither ledger: one for each reason but work, beside those who left or need help only."""
    for state in (WorkState.LEAVE, WorkState.UNEMPLOYED, WorkState.RETIRED):
        worker(u.town, state)
    for born_on in (CHILD, AGED):
        worker(u.town, born_on=born_on)
    operations.delete(worker(u.town), SYSTEM)
    worker(u.foreign)


def teams(u):
    founded = {"founded_on": DAY, "disbanded_on": None}
    team = beside(
        ServiceTeam, lambda: {"organisation": u.town, **founded}, {"founded_on": NEXT},
        {"founded_on": EARLY, "disbanded_on": DAY}, {"organisation": u.foreign},
    )  # fmt: skip

    def there():
        return {"team": team, "worker": worker(u.town, born_on=CHILD), "joined_on": DAY, "left_on": None}

    other = make(ServiceTeam, organisation=u.foreign, **founded)
    beside(
        TeamMember, there, {"joined_on": BEFORE, "left_on": BEFORE}, {"joined_on": NEXT},
        {"team": other, "worker": worker(u.foreign)},
    )  # fmt: skip


# Graduates served by name -----------------------------------------------------------------------------


def named_service(u):
    service = served(u.town, DAY)  # taken in, running, not overdue
    served(u.town, EARLY, due_on=DAY)  # running, overdue
    ended(served(u.town, EARLY), DAY)
    ended(served(u.town, EARLY, due_on=BEFORE), BEFORE)
    ended(served(u.town, EARLY), NEXT)  # runs still at the end of the month
    done(served(u.town, EARLY, due_on=BEFORE), DAY)
    for day in (BEFORE, NEXT):
        done(served(u.town, EARLY), day)
    served(u.town, NEXT, due_on=date(2026, 9, 1))
    served(u.foreign, DAY, due_on=DAY)
    ended(served(u.foreign, EARLY), DAY)
    done(served(u.foreign, EARLY), DAY)
    operations.delete(served(u.town, DAY), SYSTEM)
    for day in (BEFORE, NEXT):
        step(service, NamedServiceKind.POLICY, day)
    return {
        "Graduates taken into the service in the month": "1",
        "Graduates being served at the end of the month": "4",
        "Graduates served in full in the month": "1",
        "Services that ended early in the month": "1",
        "Graduates whose service was overdue at the end of the month": "1",
        "Steps of the month: Policy talk": "1",
        "Steps of the month: Career guidance": "1",
        "Steps of the month: Job offer": "3",
        "Steps of the month: Training or traineeship": "1",
    }  # fmt: skip


def served(union, starts_on, **more):
    due_on = more.pop("due_on", date(2026, 12, 1))
    return make(NamedService, organisation=union, starts_on=starts_on, due_on=due_on, **more)


def step(service, kind, day, **more):
    own = service.worker.organisation
    return make(ServiceStep, organisation=own, service=service, kind=kind, done_on=day, **more)


def done(service, day):
    """All that 1-1-3-1 asks for, on one day."""
    for kind, number in (("policy", 1), ("guidance", 1), ("offer", 3), ("training", 1)):
        for _one in range(number):
            step(service, NamedServiceKind(kind), day)
    return again(service)


def ended(service, day):
    """As the verb leaves it, on a day that is long past."""
    NamedService.update(state="ended", ended_on=day).where(NamedService.id == service.id).execute()
