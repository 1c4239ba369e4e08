"""Many records of one entity through the one door: each by itself, all in one transaction; and a rehearsal of it.

A row that is refused leaves no trace and does not keep the others from landing.
"""

from collections.abc import Sequence

from database import db
from models import Record
from operations.chain import hold
from operations.records import permit, prepare, save_one
from operations.refusals import Refused, in_words
from scope import Actor

MOST = 500  # on SQLite others wait until a transaction ends


def save_each(records: Sequence[Record], by: Actor) -> list[Refused | None]:
    """Save up to 500 records in one transaction; for each what it was refused for, or None."""
    if len(records) > MOST:
        raise ValueError(f"at most {MOST} records in a transaction")
    with db.atomic():
        hold()
        return [refused(save_one, record, by) for record in records]


def refused(act, record, by) -> Refused | None:
    """Do it, all of it or nothing; why it was refused."""
    try:
        with in_words(), db.atomic():
            act(record, by)
    except Refused as refusal:
        return refusal
    return None


def objection(record: Record, stored: Record | None, by: Actor) -> Refused | None:
    """What saving the record would be refused for, as far as can be told without writing. The record is used up."""
    try:
        permit(type(record), by)
        prepare(record, stored, by)
    except Refused as refusal:
        return refusal
    return None
