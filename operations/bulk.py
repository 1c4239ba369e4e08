"""The bulk form of the one door: many new records of one entity, checked like any other, noted down per batch.

On SQLite a batch commits by itself, so that a long load never keeps other writers waiting.
"""

import json
from collections.abc import Callable, Iterable
from itertools import islice

from choices import Act
from database import db
from fields import ForeignKeyField
from models import Audit, Record, columns
from operations.records import own_mistakes, permit, resolved
from operations.refusals import Invalid
from scope import Actor

BATCH = 500


def load(
    model, records: Iterable[Record], by: Actor, progress: Callable[[int], None] = lambda done: None
) -> int:
    """Insert new records, 500 to a transaction. Returns how many. Memory stays flat.

    Each must be complete and valid, links as ids within the writer's scope; raises Invalid at the first that
    is not, with the batches before it kept.
    """
    permit(model, by)
    records, done, known = iter(records), 0, {}
    while batch := list(islice(records, BATCH)):
        with db.atomic():
            for record in batch:
                checked(record, by, known)
            insert(model, batch, by)
        done += len(batch)
        progress(done)
    return done


def checked(record, by, known):
    mistakes = dict(own_mistakes(record, record._meta.fields))
    if not mistakes:
        record.complete()
        mistakes = dict(record.problems())
    if mistakes:
        raise Invalid(mistakes, type(record))
    for field in columns(type(record)):
        if isinstance(field, ForeignKeyField) and (id := record.__data__.get(field.name)) is not None:
            key = (field.rel_model, id)
            known.get(key) or known.setdefault(key, resolved(field, id, by).id)


def insert(model, batch, by):
    names = [field.name for field in model._meta.sorted_fields if field.name != "id"]
    rows = [tuple(record.__data__.get(name) for name in names) for record in batch]
    first = (model.select(model.id).order_by(model.id.desc()).limit(1).scalar() or 0) + 1
    model.insert_many(rows, fields=[model._meta.fields[name] for name in names]).execute()
    last = model.select(model.id).order_by(model.id.desc()).limit(1).scalar()
    note_load(model, first, last, len(batch), by)


def note_load(model, first, last, count, by):
    changes = json.dumps({"last": last, "count": count})
    Audit.create(
        account=by.account,
        who=by.name,
        via=by.via,
        act=Act.LOADED,
        entity=model._meta.table_name,
        record=first,
        changes=changes,
    )
