"""How often personal links may be tried, counted in the database so that every process of the desk agrees.

From one network address only what opened nothing counts: a whole workshop may sign from one connection. The start
of a token counts every time. What a link opens does not belong here.
"""

from contextlib import contextmanager
from datetime import timedelta
from hashlib import sha256

from database import db
from language import gettext
from models import LinkTry, now
from operations.refusals import Refused

WINDOW = timedelta(minutes=10)
WRONG_FROM_ONE_ADDRESS = 30
AT_ONE_START = 600  # a judge saves mark by mark
START = 8  # characters of the token


class TooMany(Refused):
    """Tried too often; it can be tried again when the window is over."""

    def __init__(self):
        words = gettext(
            "This was tried too often. Wait %(minutes)s minutes and try again.", minutes=minutes()
        )
        super().__init__(words)


class Tries:
    """One look behind a door; `found` is what it found."""

    found = None


@contextmanager
def knock(token: str, address: str):
    """A look behind a door: refused when there were too many, counted when it found nothing."""
    start, place = fingerprint(f"start {token[:START]}"), fingerprint(f"address {address}")
    with db.atomic():
        counted(start)
    if often(start) > AT_ONE_START or often(place) >= WRONG_FROM_ONE_ADDRESS:
        raise TooMany
    tries = Tries()
    yield tries
    if tries.found is None:
        with db.atomic():
            counted(place)


def counted(key):
    """One more within this window; what is older than a window is forgotten."""
    LinkTry.delete().where(LinkTry.at < now() - 2 * WINDOW).execute()
    more = {LinkTry.count: LinkTry.count + 1}
    one = LinkTry.insert(fingerprint=key, count=1, at=now())
    one.on_conflict(conflict_target=[LinkTry.fingerprint], update=more).execute()


def often(key):
    return LinkTry.select(LinkTry.count).where(LinkTry.fingerprint == key).scalar() or 0


def fingerprint(text):
    """Neither the address nor the start of a token is kept, and each window counts anew."""
    window = int(now().timestamp() // WINDOW.total_seconds())
    return sha256(f"{window} {text}".encode("utf-8", "replace")).hexdigest()


def minutes():
    return int(WINDOW.total_seconds() // 60)
