"""The trail as a chain: the seal of each row covers its content and the seal before it. What is noted is `trail`'s.

A sensitive value is covered through a salted digest. Value and salt stand beside it and can be wiped; the
chain holds without them. Whoever may write the whole database can seal it anew: keep the last seal, which
`check` prints, in another place.
"""

import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from hashlib import sha256
from typing import NamedTuple

import peewee

from choices import Act
from database import db
from models import Audit, TrailEnd, now

AT_ONCE = 1000
ROWS_AT_ONCE = 100
BLANK = {"account": None, "record": None, "version": None, "organisation": None}


class Break(NamedTuple):
    """Where the chain does not hold: the first row, and what became of it."""

    number: int
    fate: str  # changed, missing, wiped, added
    audit: Audit | None = None


def locks_rows() -> bool:
    """Whether a row can be held; SQLite has one writer at a time anyway."""
    return isinstance(db.obj, peewee.PostgresqlDatabase)


def hold() -> TrailEnd:
    """The end of the trail, held until the transaction ends. Who writes takes it before any other row: no deadlock."""
    if together := _gathered.get():
        return together.end
    query = TrailEnd.select().where(TrailEnd.id == 1)
    query = query.for_update() if locks_rows() else query
    if not (end := query.get_or_none()):
        TrailEnd.insert(id=1).on_conflict_ignore().execute()
        end = query.clone().get()
    return end


def append(audit: Audit) -> Audit:
    """Write a row as the next of the chain."""
    if together := _gathered.get():
        return together.add(audit)
    with db.atomic():
        end = hold()
        audit.id, audit.at = end.number + 1, now()
        audit.seal = seal_of(end.seal, audit)
        audit.save(force_insert=True)
        TrailEnd.update(number=audit.id, seal=audit.seal).where(TrailEnd.id == 1).execute()
    return audit


class Gathered:
    """Rows of the trail that one transaction writes together at its end, and the ids it gives out meanwhile."""

    def __init__(self, end: TrailEnd):
        self.end, self.rows, self.ids = end, [], {}
        self.start = end.number, end.seal

    def add(self, audit):
        audit.id, audit.at = self.end.number + 1, now()
        audit.seal = seal_of(self.end.seal, audit)
        self.rows.append(audit)
        self.end.number, self.end.seal = audit.id, audit.seal
        return audit

    def cut(self, count):
        """Forget what came after so many rows: what they tell of was rolled back."""
        del self.rows[count:]
        last = self.rows[-1] if self.rows else None
        self.end.number, self.end.seal = (last.id, last.seal) if last else self.start

    def write(self):
        for start in range(0, len(self.rows), ROWS_AT_ONCE):
            rows = [audit.__data__ for audit in self.rows[start : start + ROWS_AT_ONCE]]
            Audit.insert_many([{**BLANK, **row} for row in rows]).execute()
        if self.rows:
            TrailEnd.update(number=self.end.number, seal=self.end.seal).where(TrailEnd.id == 1).execute()


_gathered: ContextVar[Gathered | None] = ContextVar("gathered", default=None)


def gathered() -> Gathered | None:
    """What the present transaction gathers, where it does."""
    return _gathered.get()


@contextmanager
def gathering() -> Iterator[Gathered]:
    """One transaction that holds the trail, its rows written together: for many records at a time."""
    with db.atomic():
        together = Gathered(hold())
        token = _gathered.set(together)
        try:
            yield together
        finally:
            _gathered.reset(token)
        together.write()


def seal_of(previous: str, audit: Audit) -> str:
    content = [
        previous, audit.id, audit.at.isoformat(), audit.account_id, audit.who, audit.via, str(audit.act),
        audit.entity, audit.record, audit.version, audit.organisation, covered(audit),
    ]  # fmt: skip
    return digest(json.dumps(content, ensure_ascii=False, sort_keys=True))


def covered(audit):
    """The changes, a digest in the place of each sensitive value."""
    committed = json.loads(audit.commitments)
    return json.loads(audit.changes) | {
        column: [value for _salt, value in pair] for column, pair in committed.items()
    }


def commit(value: str) -> list[str]:
    """[salt, digest] that bind to a value without telling it."""
    salt = secrets.token_hex(16)
    return [salt, digest(salt + value)]


def digest(text):
    return sha256(text.encode()).hexdigest()


# Looking through ---------------------------------------------------------------------------------


def first_break() -> Break | None:
    """The first row that was changed or removed since it was written."""
    end = TrailEnd.get_or_none(TrailEnd.id == 1) or TrailEnd()
    walk = Walk()
    for audit in rows(end.number):
        if found := walk.step(audit):
            return found
    if walk.number < end.number:
        return Break(walk.number + 1, "missing")
    if walk.seal != end.seal:
        return Break(end.number, "changed")
    return walk.unlawful() or beyond_the_end()


class Walk:
    """What is remembered on the way through the trail."""

    def __init__(self):
        self.number, self.seal, self.wiped, self.erased = 0, "", {}, set()

    def step(self, audit):
        self.number += 1
        if audit.id != self.number:
            return Break(self.number, "missing")
        if not intact(self.seal, audit):
            return Break(self.number, "changed", audit)
        self.seal = audit.seal
        self.remember(audit)
        return None

    def remember(self, audit):
        place = audit.entity, audit.record
        for column in wiped(audit):
            self.wiped.setdefault((*place, column), audit)
        if audit.act == Act.ERASED:
            self.erased |= {(*place, column) for column in json.loads(audit.changes)["columns"]}

    def unlawful(self):
        """The first value that is gone though nobody recorded why."""
        gone = [audit for place, audit in self.wiped.items() if place not in self.erased]
        first = min(gone, key=lambda audit: audit.id, default=None)
        return first and Break(first.id, "wiped", first)


def intact(previous, audit):
    try:
        return audit.seal == seal_of(previous, audit) and commitments_hold(audit)
    except (ValueError, TypeError, AttributeError, KeyError):  # what was put there is not even of its kind
        return False


def commitments_hold(audit):
    changes = json.loads(audit.changes)
    pairs = (
        (salt, kept, value)
        for column, pair in json.loads(audit.commitments).items()
        for (salt, kept), value in zip(pair, changes[column], strict=True)
    )
    return all(value is None or digest(salt + value) == kept for salt, kept, value in pairs)


def wiped(audit):
    """The columns of a row whose values were erased."""
    changes = json.loads(audit.changes)
    return [column for column in json.loads(audit.commitments) if None in changes[column]]


def rows(last: int) -> Iterator[Audit]:
    """The trail up to a row, in order. An act that no vocabulary knows is read as it stands."""
    fields = [field for field in Audit._meta.sorted_fields if field is not Audit.act]
    query = Audit.select(*fields, Audit.act.cast("text").alias("stored_act")).order_by(Audit.id)
    done = -(2**62)
    while batch := list(query.where(Audit.id > done, Audit.id <= last).limit(AT_ONCE)):
        for audit in batch:
            audit.act = audit.stored_act
            yield audit
        done = batch[-1].id


def beyond_the_end():
    """A row behind the end; asked in one statement, for others write meanwhile."""
    end = TrailEnd.select(peewee.fn.COALESCE(peewee.fn.MAX(TrailEnd.number), 0))
    added = Audit.select(Audit.id).where(Audit.id > end).order_by(Audit.id).first()
    return added and Break(added.id, "added")
