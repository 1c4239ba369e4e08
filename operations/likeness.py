"""Which records may be one person: looked for at night and at each save, told apart by a person and remembered.

Nobody learns of a record that they may not see: a pair is shown to whoever sees both. Making them one is `merging`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from itertools import combinations, groupby
from operator import and_, or_

from peewee import Tuple, Value, fn

import scope
from choices import Act, Likeness
from database import db
from language import gettext
from models import RECORDS, Alike, LikelyPair, Record, now
from operations.refusals import Refused
from operations.trail import note
from scope import Actor

MOST_ALIKE = 20  # more records than that with the same name and birthday are not one person
AT_ONCE = 500


@dataclass(frozen=True)
class Pair:
    """Two records, the lower number first, and in what they are the same."""

    first: Record
    second: Record
    why: str
    state: Likeness
    who: str


def comparable() -> list[type[Record]]:
    """The entities whose records stand for people that may be there twice."""
    return [model for model in RECORDS if model._meta.alike]


# At night ----------------------------------------------------------------------------------------


def look_for_pairs() -> int:
    """Suspect every pair that looks like one person, in the whole desk; what no longer does is let go."""
    found = 0
    for model in comparable():
        pairs = {}
        for alike in model._meta.alike:
            for pair in pairs_by(model, alike):
                pairs.setdefault(pair, ",".join(alike.columns))
        keep(model, pairs)
        found += len(pairs)
    return found


def pairs_by(model, alike: Alike) -> Iterator[tuple[int, int]]:
    """(id, id) of the live records in which these columns are the same."""
    fields = [model._meta.fields[name] for name in alike.columns]
    filled = [*(field.is_null(False) for field in fields), model.deleted_at.is_null()]
    several = model.select(*fields).where(*filled).group_by(*fields)
    several = several.having(fn.COUNT(model.id).between(2, MOST_ALIKE))
    others = [model._meta.fields[name] for name in alike.unless]
    rows = model.select(model.id, *others, *fields).where(*filled, Tuple(*fields).in_(several))
    rows = rows.order_by(*fields, model.id).tuples().iterator()
    start = 1 + len(others)
    for _same, group in groupby(rows, key=lambda row: row[start:]):
        yield from (
            (one[0], two[0])
            for one, two in combinations(list(group), 2)
            if not apart(one[1:start], two[1:start])
        )


def apart(one, two):
    """Whether something that belongs to one person only is filled in both and differs."""
    return any(a and b and a != b for a, b in zip(one, two, strict=True))


def keep(model, pairs: dict[tuple[int, int], str]) -> None:
    """Store what is suspected now. What somebody said to be different stays so."""
    table = model._meta.table_name
    with db.atomic():
        suspected = (LikelyPair.entity == table) & (LikelyPair.state == Likeness.SUSPECTED)
        LikelyPair.delete().where(suspected).execute()
        rows = [(table, *pair, why) for pair, why in pairs.items()]
        fields = [LikelyPair.entity, LikelyPair.first, LikelyPair.second, LikelyPair.why]
        for start in range(0, len(rows), AT_ONCE):
            LikelyPair.insert_many(rows[start : start + AT_ONCE], fields).on_conflict_ignore().execute()


# At a save ---------------------------------------------------------------------------------------


def like(record: Record, by: Actor, most: int = 10) -> list[Record]:
    """The records somebody sees that may be the same person as this one and were not told apart from it."""
    model = type(record)
    tests = [test for alike in model._meta.alike if (test := same_as(record, alike)) is not None]
    if not tests:
        return []
    found = scope.visible(model, by).where(model.id != record.id, reduce(or_, tests), ~told_apart(record))
    return list(found.order_by(model.id).limit(most))


def same_as(record, alike):
    """The condition that another record is alike; None where this one lacks what is compared."""
    model, values = type(record), record.__data__
    names = (*alike.columns, *(("pinyin",) if "name" in alike.columns else ()))  # the sound is indexed
    if any(values.get(name) in (None, "") for name in names):
        return None
    fields = model._meta.fields
    same = [fields[name] == values[name] for name in names]
    compared = [name for name in alike.unless if values.get(name) not in (None, "")]
    not_apart = [fields[name].is_null() | (fields[name] == values[name]) for name in compared]
    return reduce(and_, [*same, *not_apart])


def told_apart(record):
    table, model = record._meta.table_name, type(record)
    different = (LikelyPair.entity == table) & (LikelyPair.state == Likeness.DIFFERENT)
    others = [
        LikelyPair.select(LikelyPair.second).where(different, LikelyPair.first == record.id),
        LikelyPair.select(LikelyPair.first).where(different, LikelyPair.second == record.id),
    ]
    return model.id.in_(others[0]) | model.id.in_(others[1])


def suspect(record: Record, by: Actor) -> list[Record]:
    """What `like` finds, put on the list at once."""
    found = like(record, by)
    for other in found:
        low, high = sorted((record.id, other.id))
        why = next((",".join(a.columns) for a in record._meta.alike if same(record, other, a)), "")
        LikelyPair.insert(
            entity=record._meta.table_name, first=low, second=high, why=why
        ).on_conflict_ignore().execute()
    return found


def same(one, two, alike):
    return all(one.__data__[name] == two.__data__[name] for name in alike.columns)


# What a person decides -----------------------------------------------------------------------------


def pairs(model, by: Actor, state: Likeness = Likeness.SUSPECTED, most: int = 200) -> list[Pair]:
    """The pairs of which somebody sees both, newest first."""
    query = LikelyPair.select().where(LikelyPair.state == state, *both_seen(model, by))
    stored = list(query.order_by(LikelyPair.id.desc()).limit(most))
    ids = {id for pair in stored for id in (pair.first, pair.second)}
    records = {record.id: record for record in model.select().where(model.id.in_(ids))} if ids else {}
    return [Pair(records[p.first], records[p.second], p.why, p.state, p.who) for p in stored]


def how_many(by: Actor) -> int:
    """How many pairs wait for somebody who sees both."""
    counted = 0
    for model in comparable():
        waiting = LikelyPair.select().where(LikelyPair.state == Likeness.SUSPECTED, *both_seen(model, by))
        counted += waiting.count()
    return counted


def both_seen(model, by):
    """The conditions that a pair is of this entity and that somebody sees both; one by one, however many there are."""
    ends = (LikelyPair.first, LikelyPair.second)
    seen = (scope.visible(model, by, Value(1)).where(model.id == end) for end in ends)
    return [LikelyPair.entity == model._meta.table_name, *(fn.EXISTS(query) for query in seen)]


def tell_apart(one: Record, two: Record, by: Actor, different: bool = True) -> None:
    """They are not the same person: never suggested again. Or, after all, they may be."""
    writers_only(type(one), by)
    state = Likeness.DIFFERENT if different else Likeness.SUSPECTED
    low, high = sorted((one, two), key=lambda record: record.id)
    own = (
        (LikelyPair.entity == low._meta.table_name)
        & (LikelyPair.first == low.id)
        & (LikelyPair.second == high.id)
    )
    with db.atomic():
        values = {"state": state, "who": by.name, "at": now()}
        if not LikelyPair.update(values).where(own).execute():
            LikelyPair.create(entity=low._meta.table_name, first=low.id, second=high.id, **values)
        for record, other in ((low, high), (high, low)):
            note(record, Act.TOLD_APART, by, {"other": other.code, "different": different})


def writers_only(model, by):
    if not scope.may_write(model, by):
        raise Refused(
            gettext("You may look at “%(title)s” but not change them.", title=str(model._meta.title))
        )
