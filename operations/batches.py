"""Several records of one entity to the trash or back, as one: all of them or none."""

from collections.abc import Callable, Sequence

from database import db
from language import gettext
from models import Record
from operations.refusals import Refused, Stale
from operations.trash import delete, restore
from scope import Actor

MOST = 500


def delete_all(records: Sequence[Record], by: Actor) -> int:
    """Put these records in the trash in one transaction. Raises Refused, and then none of them went."""
    return each(records, by, delete)


def restore_all(records: Sequence[Record], by: Actor) -> int:
    """Bring these records back in one transaction. Raises Refused, and then none of them came."""
    return each(records, by, restore)


def each(records, by, act: Callable) -> int:
    if len(records) > MOST:
        raise Refused(gettext("At most %(most)s records at once.", most=MOST))
    with db.atomic():
        waiting = list(records)
        while waiting:
            waiting = one_round(waiting, by, act)
    return len(records)


def one_round(records, by, act):
    """Those that others among them still held back: a union goes after the one under it, and comes before it."""
    refusals = {record: refusal for record in records if (refusal := refused(record, by, act))}
    if len(refusals) == len(records):
        record, refusal = next(iter(refusals.items()))
        raise refusal if len(records) == 1 else Refused(f"{record.code}：{refusal.words}")
    return list(refusals)


def refused(record, by, act):
    try:
        act(record, by)
    except Stale:
        raise
    except Refused as refusal:
        return refusal
    return None
