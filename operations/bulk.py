"""The bulk form of the one door: many new records of one entity, checked like any other, noted down per batch.

On SQLite a batch commits by itself, so that a long load never keeps other writers waiting.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import count, islice

import peewee

import scope
from choices import Act
from database import db
from fields import ForeignKeyField
from models import Record, columns
from operations.chain import hold, locks_rows
from operations.checks import AFTER, CHECKS
from operations.filling import keep_untyped, own_mistakes, resolved
from operations.records import broken_rules, new_id, permit, settle
from operations.refusals import Invalid, Refused, twice
from operations.trail import jot
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
    records, done = iter(records), 0
    while batch := list(islice(records, BATCH)):
        with db.atomic():
            hold()
            for record in batch:
                checked(record)
            links_hold(model, batch, by)
            insert(model, batch, by)
        done += len(batch)
        progress(done)
    return done


def checked(record):
    keep_untyped(record, None)
    mistakes = dict(own_mistakes(record, record._meta.fields))
    if not mistakes:
        record.complete()
        mistakes = dict(record.problems())
    if mistakes:
        raise Invalid(mistakes, type(record))


def links_hold(model, batch, by):
    """Every link leads to a record that the writer may use; one query per column, and nothing kept."""
    for field in columns(model):
        if isinstance(field, ForeignKeyField):
            ids = {record.__data__.get(field.name) for record in batch} - {None}
            target = field.rel_model
            known = scope.visible(target, by, target.id).where(target.id.in_(ids)) if ids else []
            for id in ids - {record.id for record in known}:
                linked(field, id, by)


def linked(field, id, by):
    try:
        return resolved(field, id, by).id
    except ValueError as mistake:
        raise Invalid({field.name: mistake.args[0]}, field.model) from None


def insert(model, batch, by):
    fields = written(model)
    if (number := new_id(model)) is not None:
        for record, id in zip(batch, count(number)):
            record.id = id
    values = [field.db_value(record.__data__.get(field.name)) for record in batch for field in fields]
    first = number or (model.select(model.id).order_by(model.id.desc()).limit(1).scalar() or 0) + 1
    try:
        db.execute_sql(statement(model, len(batch), type(db.obj)), values)
    except peewee.IntegrityError as refusal:
        raise Refused(twice(refusal)) from None
    last = model.select(model.id).order_by(model.id.desc()).limit(1).scalar()
    if model in AFTER or model in CHECKS:
        for record in model.select().where(model.id.between(first, last)):
            check_among_others(record, by)
    note_load(model, first, last, batch, by)


def written(model):
    """The columns of a row; its id among them where we count ourselves."""
    return [field for field in model._meta.sorted_fields if field.name != "id" or not locks_rows()]


@lru_cache(maxsize=100)
def statement(model, count, engine):
    """The INSERT of so many records, put together once: that takes longer than to run it."""
    fields = written(model)
    sql, _values = model.insert_many([[None] * len(fields)] * count, fields=fields).sql()
    return sql


def check_among_others(record, by):
    """Rules about several records are looked at once the whole batch is in: it may break them by itself."""
    settle(record, None, by)
    if mistakes := dict(broken_rules(record, None)):
        raise Invalid(mistakes, type(record))


def note_load(model, first, last, batch, by):
    """One line for the whole batch, at the union that all of it belongs to."""
    facts = {"last": last, "count": len(batch)}
    unions = {scope.owner(record) for record in batch} if scope.leads_to_union(model) else {by.home}
    jot(model._meta.table_name, first, Act.LOADED, by, facts, unions.pop() if len(unions) == 1 else by.home)
