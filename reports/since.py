"""Which records the trail speaks of after one of its lines, as conditions. What that means for a figure is `corrections`."""

import json
from functools import reduce
from operator import or_

import filters
from choices import Act, LifeCycle
from fields import ForeignKeyField
from models import Audit, LedgerEntry

FEW = 2000


def spoken_of(model, conditions, line):
    """The condition that a record can have come or gone since; as a list of ids where they are few."""
    found = candidates(model, paths_of(model, conditions), line)
    ids = [id for (id,) in model.select(model.id).where(found).limit(FEW + 1).tuples()]
    return model.id.in_(ids) if len(ids) <= FEW else found


def candidates(model, paths, line):
    """The condition that anything was said of a record since, or of what it hangs on along these paths.

    Nothing else can have come or gone: so what this asks costs as much as was done, not as much as there is.
    """
    tests, steps = named(model, line), {}
    for step, rest in (path.split(".", 1) for path in paths if "." in path):
        steps.setdefault(step, []).append(rest)
    for step, rests in steps.items():
        field = model._meta.fields[step]
        target = field.rel_model
        tests |= field.in_(target.select(target.id).where(candidates(target, rests, line)))
    if filters.STANDS in paths:
        tests |= model.id.in_(LedgerEntry.select(LedgerEntry.worker).where(named(LedgerEntry, line)))
    return tests


def paths_of(model, conditions):
    return {filters.owner(model), *(one.column for one in conditions)}


def named(model, line):
    """The condition that a record has a line of its own since, or came in with a load."""
    own = model.id.in_(said_since(model, line))
    loads = Audit.select(Audit.record, Audit.changes).where(
        Audit.entity == model._meta.table_name, Audit.id > line, Audit.act == Act.LOADED
    )
    ranges = [(first, json.loads(facts)["last"]) for first, facts in loads.tuples()]
    if not ranges:
        return own
    return own | model.id.between(min(first for first, _last in ranges), max(last for _first, last in ranges))


# The course of things ------------------------------------------------------------------------------


def course_of_things(model, conditions, line):
    """The condition that a record moved on after that line of the trail, instead of having been corrected."""
    paths = [filters.owner(model), *([] if of_the_month(conditions) else states(model, conditions))]
    moved = reduce(or_, [changed_since(model, path, line) for path in paths])
    return moved & model.id.not_in(said_since(model, line).where(Audit.act == Act.CREATED))


def of_the_month(conditions) -> bool:
    """Whether a figure is of what happened in the month, not of what stood at its end."""
    return any(condition.operation == "from" for condition in conditions)


def states(model, conditions):
    """The paths to columns with a life cycle."""
    for path in {condition.column for condition in conditions} - {filters.STANDS}:
        vocabulary = getattr(filters.column_at(model, path), "vocabulary", None)
        if vocabulary and issubclass(vocabulary, LifeCycle):
            yield path


def changed_since(model, path, line):
    """The condition that the column at the end of a path was changed after that line of the trail."""
    column, _dot, rest = path.partition(".")
    field = model._meta.fields[column]
    if rest and isinstance(field, ForeignKeyField):
        target = field.rel_model
        return field.in_(target.select(target.id).where(changed_since(target, rest, line)))
    changed = said_since(model, line).where(Audit.act != Act.CREATED)
    return model.id.in_(changed.where(Audit.changes.contains(f'"{column}": [')))


def said_since(model, line):
    """The records of an entity that the trail speaks of after a line."""
    about = Audit.select(Audit.record).where(Audit.entity == model._meta.table_name, Audit.id > line)
    return about.where(Audit.record.is_null(False))
