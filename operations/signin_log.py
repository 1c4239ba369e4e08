"""The sign-in log: every try at the door, and the locks that follow from it. Who fits is `accounts`.

A try is written down as failed before anything is checked and corrected afterwards: processes that are asked
at the same moment count each other's tries.
"""

from datetime import datetime, timedelta
from hashlib import sha256

import models
import scope
from choices import Role, SignInOutcome
from database import db
from language import gettext
from models import Account, Organisation, SignIn
from operations.refusals import Refused
from rules import lockout
from scope import Actor

SHORTEST_MONTHS = 6  # what the rules for networks ask for, whatever a setting says


class TooMany(Refused):
    """Too many tries from one address."""


def begun(name: str, account: Account | None, address: str, browser: str) -> SignIn:
    """A try, written down as failed until it is known better."""
    row = SignIn(
        at=models.now(), account=account, name=account.name if account else "", key=key(name),
        outcome=SignInOutcome.FAILED, address=address[:45], browser=printable(browser)[:200],
    )  # fmt: skip
    with db.atomic():
        row.save(force_insert=True)
    return row


def came_to(row: SignIn, outcome: SignInOutcome) -> None:
    """What came of a try."""
    SignIn.update(outcome=outcome).where(SignIn.id == row.id).execute()


def note(account: Account, outcome: SignInOutcome, address: str = "", browser: str = "") -> None:
    """Something other than a try: signed out, lock lifted."""
    came_to(begun(account.name, account, address, browser), outcome)


def key(name):
    """What was typed as a name, unreadable: it may be a password in the wrong box."""
    return sha256(name.encode("utf-8", "replace")).hexdigest()


def printable(text):
    return "".join(sign for sign in text if sign.isprintable())


# Locks -------------------------------------------------------------------------------------------


def shut(row: SignIn) -> bool:
    """Whether the name of a try is locked out by tries before it."""
    return lockout.shut(wrong(row.key, row.at, row.id), row.at)


def shut_now(account: Account) -> bool:
    return lockout.shut(wrong(key(account.name), models.now()), models.now())


def wrong(key, moment, before=None) -> list[datetime]:
    """When the wrong tries were that still count: those since the last good one or the last lifted lock."""
    own = SignIn.select(SignIn.at, SignIn.outcome).where(
        SignIn.key == key, SignIn.at > moment - 2 * lockout.SPAN
    )
    own = own.where(SignIn.id < before) if before else own
    times = []
    for at, outcome in own.order_by(SignIn.id).tuples():
        if outcome in (SignInOutcome.SUCCEEDED, SignInOutcome.UNLOCKED):
            times = []
        elif outcome == SignInOutcome.FAILED:
            times.append(at)
    return times


def refuse_crowd(address: str) -> None:
    """Nobody tries without end from one address, whatever the names."""
    recent = SignIn.select().where(SignIn.address == address[:45])
    now = models.now()
    failed = recent.where(SignIn.outcome == SignInOutcome.FAILED, SignIn.at > now - lockout.SPAN)
    lately = recent.where(SignIn.at > now - timedelta(minutes=1))
    if address and (failed.count() >= lockout.FROM_ONE_ADDRESS or lately.count() >= lockout.A_MINUTE):
        raise TooMany(gettext("Too many tries from this place. Wait half an hour, then try again."))


# Reading and purging -----------------------------------------------------------------------------


def may_read(by: Actor) -> bool:
    return by.role in (Role.ADMINISTRATOR, Role.AUDITOR)


def visible(by: Actor):
    """The lines somebody may see, newest first: an auditor of a union those of its accounts."""
    if not may_read(by):
        raise Refused(
            gettext("This is not open to you. If you need it, ask the administrator of your union.")
        )
    lines = SignIn.select().order_by(SignIn.id.desc())
    if by.role == Role.ADMINISTRATOR or scope.sees_all(by):
        return lines
    unions = scope.visible(Organisation, by, Organisation.id)
    return lines.where(SignIn.account.in_(Account.select(Account.id).where(Account.organisation.in_(unions))))


def purge(months: int) -> int:
    """Take out lines older than so many months, never younger than six. How many."""
    months = max(months, SHORTEST_MONTHS)
    return SignIn.delete().where(SignIn.at < months_before(models.now(), months)).execute()


def months_before(moment, months):
    """The same day so many calendar months ago; the first of the month, where it has no such day."""
    year, month = divmod(moment.year * 12 + moment.month - 1 - months, 12)
    try:
        return moment.replace(year=year, month=month + 1)
    except ValueError:
        return moment.replace(year=year, month=month + 1, day=1)
