"""A certificate as it stands on a day, until when it holds, whose it says it is; its number. No records here."""

import re
import secrets
import unicodedata
from datetime import date

from choices import Standing
from rules.mentorship import months_after

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # nothing that is read as something else
GROUPS, LENGTH = 3, 4  # 60 bits: at thirty tries in ten minutes nobody comes upon one
LONGEST = 40
OTHER = re.compile(r"[^A-Z0-9-]")  # what no number holds, and some databases cannot
DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−－ー", "-"))  # what keyboards and word processors make of one


def number(year: int) -> str:
    """`2026-K7QX-2M9P-4RTA`: no number can be guessed from another."""
    return "-".join([str(year), *(guard(LENGTH) for _group in range(GROUPS))])


def guard(length: int) -> str:
    """So many letters and digits by chance."""
    return "".join(secrets.choice(ALPHABET) for _place in range(length))


def as_typed(text: str) -> str:
    """A number as somebody copied it from paper: full-width letters, small ones, blanks and other dashes are no matter."""
    plain = unicodedata.normalize("NFKC", text[: 3 * LONGEST].translate(DASHES)).translate(DASHES)
    return OTHER.sub("", plain.upper())[:LONGEST]


def standing(day: date, expires_on: date | None, revoked_on: date | None) -> Standing:
    """Revoked is revoked, whether it would hold still or not; the last day counts."""
    if revoked_on is not None:
        return Standing.REVOKED
    return Standing.EXPIRED if expires_on is not None and expires_on < day else Standing.VALID


def expiry(issued_on: date, months: int | None) -> date | None:
    """The last day on which it holds; None: for ever."""
    return months_after(issued_on, months) if months else None


def longer(one: date | None, other: date | None) -> bool:
    """Whether the first day of expiry is later; None: for ever."""
    return other is not None and (one is None or one > other)


def masked(name: str) -> str:
    """`王**`: enough for who holds the paper to know it, too little to learn a name."""
    return name[:1] + "*" * min(max(len(name) - 1, 1), 2)
