"""Sessions: the browsers in which somebody is signed in, and when they end. Cookies belong to `admin`."""

import secrets
from datetime import timedelta
from hashlib import sha256

import models
from models import Account, Session

MINUTE = timedelta(minutes=1)  # a session's last sign of life is written down this often


def start(account: Account, address: str = "", browser: str = "") -> str:
    """A new session; its token, which is kept by the browser only."""
    token, moment = secrets.token_urlsafe(32), models.now()
    browser = "".join(sign for sign in browser if sign.isprintable())[:200]
    Session.create(
        account=account, token=hashed(token), started_at=moment, seen_at=moment,
        address=address[:45], browser=browser,
    )  # fmt: skip
    return token


def hashed(token):
    return sha256(token.encode("utf-8", "replace")).hexdigest()


def known(token: str, idle_minutes: int, hours: int) -> Session | None:
    """The session of a token, if it has not ended and its account is not locked."""
    found = Session.select(Session, Account).join(Account).where(Session.token == hashed(token)).first()
    moment = models.now()
    if found is None or found.account.locked or not lives(found, moment, idle_minutes, hours):
        return None
    if moment - found.seen_at >= MINUTE:
        Session.update(seen_at=moment).where(Session.id == found.id).execute()
    return found


def lives(session, moment, idle_minutes, hours):
    idle, age = moment - session.seen_at, moment - session.started_at
    return idle < timedelta(minutes=idle_minutes) and age < timedelta(hours=hours)


def of(account: Account, idle_minutes: int, hours: int) -> list[Session]:
    """The sessions of an account that have not ended, the latest first."""
    moment, own = models.now(), Session.select().where(Session.account == account)
    found = own.order_by(Session.seen_at.desc(), Session.id.desc())
    return [session for session in found if lives(session, moment, idle_minutes, hours)]


def end(account: Account, number: int) -> None:
    """End one of an account's own sessions."""
    Session.delete().where(Session.account == account, Session.id == number).execute()


def end_others(account: Account, present: Session | None = None) -> None:
    """End every session of an account but the present one; all of them, where none is named."""
    ended = Session.delete().where(Session.account == account)
    (ended.where(Session.id != present.id) if present else ended).execute()


def purge(hours: int) -> int:
    """Take out the sessions that ended long ago. How many."""
    return Session.delete().where(Session.started_at < models.now() - timedelta(hours=hours)).execute()
