"""Saving one record: permission, links, checks, life cycle, version, the trail.

The transaction around it, and the parts that go with it, are `whole`'s.
"""

from peewee import fn

import scope
from choices import Act, LifeCycle
from fields import ChoiceField
from language import gettext
from language import lazy as _
from models import Audit, columns, now
from operations import findings
from operations.chain import gathered, hold, locks_rows
from operations.checks import AFTER, AT_A_SAVE, BEFORE, CHECKS
from operations.filling import keep_untyped, tidy_columns
from operations.refusals import Invalid, Refused, Stale, absent
from operations.trail import differences, note
from operations.voiding import void_transfers


def save_one(record, by, sets=()):
    """`sets`: the columns nobody types that the calling verb may set."""
    permit(type(record), by)
    hold()
    return put(record, stored_version(record, by), by, sets)


def put(record, stored, by, sets=(), surely_within=False):
    """Write a record over what is stored of it, which is held. `surely_within`: it cannot leave its writer's sight."""
    changes = prepare(record, stored, by, sets)
    if stored and not changes:
        return record
    write(record, stored, changes)
    settle(record, stored, by, surely_within)
    note(record, Act.CHANGED if stored else Act.CREATED, by, changes)
    if stored:
        findings.recheck(record)
    return record


def prepare(record, stored, by, sets=()):
    """Bring a record into the shape in which it may be written, and say what differs. Writes nothing; raises Invalid."""
    keep_untyped(record, stored, sets)
    tidy_columns(record, stored, by)
    record.complete()
    for follow_up in BEFORE.get(type(record), ()):
        follow_up(record, stored)
    changes = differences(stored, record)
    if changes or not stored:
        check(record, stored, changes, by)
    return changes


def settle(record, stored, by, surely_within=False):
    """What follows from a record once it is written; it must then be where its writer can see it."""
    model = type(record)
    for follow_up in AFTER.get(model, ()):
        follow_up(record, stored)
    within = surely_within or scope.visible(model, by, model.id).where(model.id == record.id).exists()
    if not within:
        raise Invalid({model._meta.scope or "parent": outside()}, model)
    if stored and scope.leads_to_union(model) and scope.owner(record) != scope.owner(stored):
        changed_hands(record)


def changed_hands(record):
    """What waits for another union waits in vain; what was found in its parts is the new union's to mend."""
    void_transfers(type(record), [record.id])
    findings.follow(record)


def permit(model, by):
    if not scope.may_write(model, by):
        raise Refused(
            gettext("You may look at “%(title)s” but not change them.", title=str(model._meta.title))
        )


def stored_version(record, by):
    """The row as it is now, held until the transaction ends; None for a new record."""
    if not record.id:
        return None
    stored = held_or_refused(record, by)
    if stored.version != record.version:
        raise Stale(stored)
    return stored


def held(model, id, by):
    """A record as it is now, kept from other writers until the transaction ends; None where there is none to see."""
    query = scope.visible(model, by).where(model.id == id)
    return (query.for_update() if locks_rows() else query).first()


def held_or_refused(record, by):
    """A record as it is now, kept from other writers. Raises Refused where there is none to see."""
    found = held(type(record), record.id, by)
    if found is None:
        raise absent()
    return found


def outside():
    return gettext("must lead to a union of yours")


# Checks ------------------------------------------------------------------------------------------


def check(record, stored, changes, by):
    """Every rule that the record must obey; all that is wrong is said at once."""
    mistakes = {**dict(taken(record, changes, by)), **dict(moves(record, stored)), **dict(record.problems())}
    if not mistakes:
        mistakes = dict(broken_rules(record, stored))
    if mistakes:
        raise Invalid(mistakes, type(record))


def broken_rules(record, stored):
    """The rules that need other records to be known."""
    for rule in (*CHECKS.get(type(record), ()), *AT_A_SAVE.get(type(record), ())):
        yield from rule(record, stored)


def moves(record, stored):
    for field in columns(type(record)):
        if stored and isinstance(field, ChoiceField) and issubclass(field.vocabulary, LifeCycle):
            old, new = stored.__data__[field.name], record.__data__[field.name]
            if old is not None and new is not None and not old.may_become(new):
                yield (
                    field.name,
                    _("cannot go from “%(old)s” to “%(new)s”", old=str(old.words), new=str(new.words)),
                )


def taken(record, changes, by=None):
    """Values that must be unique among live records and already belong to another; named as far as `by` sees it."""
    model = type(record)
    alone = [(field.name,) for field in columns(model) if field.distinct]
    for names in [*alone, *model._meta.together]:
        values = [record.__data__.get(name) for name in names]
        if any(name in changes for name in names) and None not in values:
            other = another(model, record, names, values)
            if other is not None:
                yield names[-1], already_used(model, other, by)


def another(model, record, names, values):
    same = model.select(model.id).where(model.deleted_at.is_null(), model.id != (record.id or 0))
    for name, value in zip(names, values, strict=True):
        same = same.where(model._meta.fields[name] == value)
    return same.limit(1).scalar()


def already_used(model, id, by):
    other = scope.find(model, id, by) if by else None
    if other is None:
        return _("is already used by another record")
    return _("is already used by %(record)s", record=f"{other.code} {other}")


# Writing -----------------------------------------------------------------------------------------


def write(record, stored, changes):
    """Insert, or update only what changed and only the version that was read."""
    model = type(record)
    record.changed_at = now()
    if stored is None:
        record.id, record.version = new_id(model), 1
        record.save(force_insert=True)
        return
    names = [*changes, *(name for name in ("pinyin",) if name in model._meta.fields)]
    values = {name: record.__data__[name] for name in [*names, "changed_at"]}
    values["version"] = record.version + 1
    if not model.update(values).where(model.id == record.id, model.version == record.version).execute():
        raise Stale(stored)
    record.version += 1


def new_id(model) -> int | None:
    """On SQLite an id that no record ever had: it would give that of a removed one again, and with it its past.

    None where the database itself counts on.
    """
    if locks_rows():
        return None
    if (together := gathered()) is None:
        return first_free(model)
    together.ids[model] = together.ids[model] + 1 if model in together.ids else first_free(model)
    return together.ids[model]


def first_free(model):
    noted = Audit.select(fn.MAX(Audit.record)).where(Audit.entity == model._meta.table_name).scalar()
    return max(noted or 0, model.select(fn.MAX(model.id)).scalar() or 0) + 1
