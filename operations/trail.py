"""The audit trail: what is noted down of each write, inside the write's own transaction."""

import json

from choices import Act
from models import Audit, Record, columns
from scope import Actor


def note(record: Record, act: Act, by: Actor, changes: dict) -> Audit:
    """One line of the trail. `changes`: {column: [before, after]} in plain text."""
    return Audit.create(
        account=by.account, who=by.name, via=by.via, act=act,
        entity=record._meta.table_name, record=record.id, changes=json.dumps(changes, ensure_ascii=False),
    )  # fmt: skip


def differences(stored: Record | None, record: Record) -> dict:
    """{column: [before, after]} of every column that differs from the stored row."""
    pairs = ((f.name, before(stored, f), kept(record, f)) for f in columns(type(record)))
    return {name: [old, new] for name, old, new in pairs if old != new}


def before(stored, field):
    return kept(stored, field) if stored else ""


def kept(record, field):
    """A column's text in no language; what a program set without being of the column's type, as it stands."""
    value = record.__data__.get(field.name)
    try:
        return field.plain(value)
    except (ValueError, TypeError, AttributeError, ArithmeticError):
        return str(value)


def history(record: Record) -> list[Audit]:
    """What was done to a record, newest first, the bulk load it came in with last."""
    own = Audit.select().where(Audit.entity == record._meta.table_name)
    direct = (
        own.where(Audit.record == record.id, Audit.act != Act.LOADED).order_by(Audit.id.desc()).limit(200)
    )
    load = own.where(Audit.record <= record.id, Audit.act == Act.LOADED).order_by(Audit.record.desc()).first()
    loaded = [load] if load and record.id <= json.loads(load.changes)["last"] else []
    return [*direct, *loaded]
