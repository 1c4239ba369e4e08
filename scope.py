"""Who sees what: the one scoped query that every door reads through, and who may write.

List, details, form, look-up, export, report, sheet and search all start from `visible`. A door that
starts from `Model.select()` is a leak.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import reduce
from operator import and_, or_

import models
from choices import Role
from fields import CharField, ForeignKeyField
from models import BY_PREFIX, Account, Organisation, columns
from rules import programmes
from texts import tidy


@dataclass(frozen=True)
class Only:
    """All that somebody without an account may do: see the rows that hold these values, write one entity of them."""

    # (table, column, value, or a tuple of them); several of one table must hold together
    rows: tuple[tuple[str, str, int | tuple[int, ...]], ...]
    writes: str  # the table

    def limit(self, model):
        """The condition that a record is one of these."""
        table, fields = model._meta.table_name, model._meta.fields
        tests = [one_of(fields[column], value) for where, column, value in self.rows if where == table]
        return reduce(and_, tests) if tests else model.id.is_null()


def one_of(field, value):
    return field.in_(value) if isinstance(value, tuple) else field == value


@dataclass(frozen=True)
class Actor:
    """Somebody who reads or writes, and the door they came through."""

    name: str
    role: Role
    root: str | None = None  # path of the union whose subtree is theirs; "" the whole tree; None nothing
    areas: tuple = ()
    via: str = "screen"
    account: int | None = None
    home: int | None = None  # the union they work for
    only: Only | None = None  # nothing but this; such a one has no union, so that `root` opens nothing

    def through(self, door: str) -> "Actor":
        return replace(self, via=door)


# The installation itself: first start, demonstration data. No person can take this part.
SYSTEM = Actor("system", Role.ADMINISTRATOR, root="", via="command")


def actor(account: Account, via: str = "screen") -> Actor:
    """The part an account plays, at this moment."""
    home = account.organisation
    root = "" if account.role == Role.ADMINISTRATOR else home.path if home else None
    return Actor(account.name, account.role, root, account.areas, via, account.id, home.id if home else None)


def visible(model, by: Actor, *selection):
    """The live records of an entity that somebody may see."""
    query = model.select(*selection).where(model.deleted_at.is_null())
    limit = by.only.limit(model) if by.only else within(model, by.root)
    return query if limit is None else query.where(limit)


def within(model, root: str | None):
    """The condition that a record belongs to the subtree at `root`; None where there is nothing to limit."""
    if model._meta.scope is None or root == "":
        return None
    if root is None:
        return model.id.is_null()
    if model is Organisation:
        return Organisation.path.startswith(root)
    link = model._meta.fields[model._meta.scope]
    owners = link.rel_model.select(link.rel_model.id).where(within(link.rel_model, root))
    return link.in_(owners)


# Who takes part in a programme ---------------------------------------------------------------------


def nameable(model, by: Actor):
    """The condition that the person behind a participation may be named: one's own, or others while the programme runs.

    None where there is nothing to limit. The record of the person itself stays out of reach.
    """
    taking = model._meta.participants
    if taking is None or by.root == "":
        return None
    link = model._meta.fields[taking.person.partition(".")[0]]
    own = link.in_(visible(link.rel_model, by, link.rel_model.id))
    return own | leads(model, taking.programme, running(end_of(model, taking.programme), by))


def leads(model, path: str, ids):
    """The condition that a path of links ends at one of these records."""
    name, _dot, rest = path.partition(".")
    link = model._meta.fields[name]
    target = link.rel_model
    return link.in_(target.select(target.id).where(leads(target, rest, ids))) if rest else link.in_(ids)


def end_of(model, path: str):
    """The entity at the end of a path of links."""
    for name in path.split("."):
        model = model._meta.fields[name].rel_model
    return model


def running(programme, by: Actor) -> list[int]:
    """The ids of somebody's programmes that run today."""
    open_ones = visible(programme, by).where(programme.state.in_(programme._meta.runs.states))
    return [one.id for one in open_ones if not closed(one)]


def closed(programme):
    """Why a programme does not run today, in words; "" while it does."""
    runs = programme._meta.runs
    values = [programme.__data__[name] for name in runs.until]
    days = [value.date() if isinstance(value, datetime) else value for value in values if value]
    return programmes.closed(programme.state, runs, days, models.now().date())


# One record, and who may do what -------------------------------------------------------------------


def find(model, id, by: Actor):
    """One record by its id or code, or None: unknown, foreign and deleted look alike."""
    number = id_in(model, str(id))
    return visible(model, by).where(model.id == number).first() if number else None


def id_in(model, text):
    """The id in `17` or `W-17`, or None where there is none that a database can hold."""
    digits = text.strip().upper().removeprefix(f"{model._meta.prefix}-")
    fits = digits.isascii() and digits.isdecimal() and len(digits) < 12
    return int(digits) if fits and int(digits) < 2**31 else None


def may_write(model, by: Actor) -> bool:
    """Whether somebody may change records of an entity at all."""
    if by.only:
        return model._meta.table_name == by.only.writes
    if model._meta.scope is None:
        return sees_all(by) and by.role in (Role.ADMINISTRATOR, Role.UNION)
    if by.role == Role.CLERK:
        return model._meta.area in by.areas
    return by.role in (Role.ADMINISTRATOR, Role.UNION)


def may_reveal(model, by: Actor) -> bool:
    """Whether somebody may look behind a mask: who keeps the record up to date, not who keeps the machine."""
    return by.role in (Role.UNION, Role.CLERK) and may_write(model, by)


def owner(record) -> int | None:
    """The union that a record belongs to; None for what all share."""
    link = record._meta.scope
    if link is None:
        return None
    if isinstance(record, Organisation):
        return record.id
    leads = record._meta.fields[link].rel_model is Organisation
    return record.__data__[link] if leads else owner(whole(getattr(record, link)))


def leads_to_union(model) -> bool:
    """Whether each record of an entity itself names the union that it belongs to; the others follow such a one."""
    link = model._meta.fields.get(model._meta.scope)
    return link is not None and link.rel_model is Organisation and model is not Organisation


def whole(record):
    """A record loaded along with another may hold its name only: then all of it."""
    return record if record._meta.scope in record.__data__ else type(record).get_by_id(record.id)


def with_owner(query, model):
    """(the column that names the owning union, None where there is none; the query joined along to it)."""
    if model._meta.scope is None or model is Organisation:
        return (None if model._meta.scope is None else model.id), query
    source, link = model, model._meta.fields[model._meta.scope]
    while link.rel_model is not Organisation:
        target = link.rel_model.alias()
        query = query.join_from(source, target, on=getattr(source, link.name) == target.id)
        source, link = target, link.rel_model._meta.fields[link.rel_model._meta.scope]
    return getattr(source, link.name), query


def sees_all(by: Actor) -> bool:
    """Whether somebody stands at the top of a tree: what all unions share is kept there."""
    return by.root == "" or (by.root or "").count("/") == 2


# Search --------------------------------------------------------------------------------------------


def search(query, model, text: str, by: Actor):
    """Rows in which every word of the text is found: in a name, its initials, a number, a linked name, a code."""
    limits = limits_of_names(model, by)
    for word in tidy(text)[:100].split():
        query = query.where(matches(model, word, limits))
    return query


def limits_of_names(model, by):
    """{link: the condition under which the linked record may be found by its name}."""
    named = nameable(model, by)
    return {} if named is None else {model._meta.participants.person.partition(".")[0]: named}


def matches(model, word, limits):
    """A record's own columns and code, and the names it is called by of what it links to."""
    tests = [test for field in columns(model) for test in column_matches(field, word)]
    return reduce(or_, [*tests, *name_matches(model, word, limits)], model.id.is_null())


def column_matches(field, word):
    if field.finds == "exact":
        yield field == word.upper()
    elif field.finds == "contains" and not field.sensitive and isinstance(field, CharField):
        yield field.contains(word)


def name_matches(model, word, limits=None):
    """What everybody who sees the record, or a link to it, sees of it: its code and its name, however spelled."""
    if BY_PREFIX.get(word.partition("-")[0].upper()) is model and (number := id_in(model, word)):
        yield model.id == number
    if "pinyin" in model._meta.fields:
        yield model.name.contains(word)
        if word.isascii():
            yield model.pinyin.startswith(word.lower()) | model.pinyin.contains(" " + word.lower())
    for link in (model._meta.fields[name] for name in model._meta.called):
        if isinstance(link, ForeignKeyField):
            target = link.rel_model
            test = reduce(or_, name_matches(target, word), target.id.is_null())
            found = link.in_(target.select(target.id).where(test))
            yield found & limits[link.name] if limits and link.name in limits else found
