"""Many records of one entity through the one door: each by itself, all in one transaction; and a rehearsal of it.

A row that is refused leaves no trace and does not keep the others from landing.
"""

from collections.abc import Sequence

from database import db
from models import Organisation, Record
from operations.chain import Gathered, gathering
from operations.filling import remembering_links
from operations.records import permit, prepare, put
from operations.refusals import Refused, in_words
from scope import Actor

MOST = 500  # on SQLite others wait until a transaction ends


def save_each(records: Sequence[Record], stored: dict[int, Record], by: Actor) -> list[Refused | None]:
    """Save up to 500 records in one transaction; for each what it was refused for, or None.

    `stored`: what `by` may see of those that are there already, read in this transaction since the trail is held.
    """
    if len(records) > MOST:
        raise ValueError(f"at most {MOST} records in a transaction")
    with gathering() as trail, remembering_links():
        return [refused(record, stored.get(record.id), by, trail) for record in records]


def save_all(records: Sequence[Record], by: Actor, sets: Sequence[str] = ()) -> None:
    """Save records of one entity, or none: within a verb's own `gathering`. `sets`: untyped columns it may set.

    Each is new, or what its writer may see of it was read since the trail is held; it stays where it is. Raises
    Refused or Invalid at the first that is not to be had.
    """
    if not records:
        return
    model = type(records[0])
    permit(model, by)
    ids = [record.id for record in records if record.id]
    stored = {one.id: one for one in model.select().where(model.id.in_(ids))} if ids else {}
    with remembering_links():
        for record in records:
            put(record, stored.get(record.id), by, sets, surely_within=True)


def refused(record, stored, by, trail: Gathered) -> Refused | None:
    """Save it, all of it or nothing; why it was refused."""
    written = len(trail.rows)
    try:
        with in_words(), db.atomic():
            permit(type(record), by)
            # What belongs to a union leads to one that the writer sees; a union itself may leave their sight.
            put(record, stored, by, surely_within=not isinstance(record, Organisation))
    except Refused as refusal:
        trail.cut(written)
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
