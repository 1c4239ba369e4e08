"""Who takes part in a programme, as rows of text for its union. Who may be named is `scope`'s; nothing is drawn here."""

from collections.abc import Iterator
from dataclasses import dataclass

import filters
import scope
from fields import Column
from filters import Condition
from models import RECORDS, Record
from rows import cell, code_label, ids_after, with_links
from scope import Actor

AT_ONCE = 500


@dataclass(frozen=True)
class Kind:
    """One way of taking part in what a record stands for: the entity, and the links that lead from it to the record."""

    model: type
    path: str

    @property
    def own(self) -> list[Column]:
        return [self.model._meta.fields[name] for name in self.model._meta.participants.own]

    @property
    def person(self) -> type:
        return scope.end_of(self.model, self.model._meta.participants.person)

    @property
    def shown(self) -> list[Column]:
        """What is shown of the person besides the name."""
        return [self.person._meta.fields[name] for name in self.model._meta.participants.shows]

    def header(self) -> list[str]:
        return [code_label(), *(field.label for field in [*self.own, *self.shown])]


def kinds(model) -> list[Kind]:
    """How people take part in a record of this entity: a programme, or a part of one."""
    found = []
    for taking in (one for one in RECORDS if one._meta.participants):
        names = taking._meta.participants.programme.split(".")
        paths = [".".join(names[: count + 1]) for count in range(len(names))]
        found += [Kind(taking, path) for path in paths if scope.end_of(taking, path) is model]
    return found


def taking_part(kind: Kind, record: Record, by: Actor):
    """The scoped query of those who take part in a record."""
    return filters.narrow(
        scope.visible(kind.model, by), kind.model, [Condition(kind.path, "is", record.code)], by
    )


def programme_of(kind: Kind, record: Record) -> Record:
    """The programme that a record is, or is a part of."""
    rest = kind.model._meta.participants.programme.removeprefix(kind.path)
    for name in filter(None, rest.split(".")):
        record = record._meta.fields[name].rel_model.get_by_id(record.__data__[name])
    return record


def table(kind: Kind, record: Record, by: Actor) -> Iterator[list[str]]:
    """Header and rows of all who take part, read in chunks."""
    yield kind.header()
    last = 0
    while ids := ids_after(taking_part(kind, record, by), kind.model, last, AT_ONCE):
        yield from rows(kind, ids, by)
        last = ids[-1]


def rows(kind: Kind, ids: list[int], by: Actor) -> Iterator[list[str]]:
    """These participations in text; of who may not be named only the code."""
    people = people_of(kind, ids, by)
    for record in with_links(kind.model, ids, by):
        person = people.get(record.id)
        own = [cell(record, field) for field in kind.own]
        yield [record.code, *own, *(cell(person, field) if person else "" for field in kind.shown)]


def people_of(kind: Kind, ids: list[int], by: Actor) -> dict[int, Record]:
    """{participation: the person}, of those who may be named."""
    query, source = kind.model.select(), kind.model
    for name in kind.model._meta.participants.person.split("."):
        link = source._meta.fields[name]
        query, source = query.join_from(source, link.rel_model, on=link == link.rel_model.id), link.rel_model
    query = query.select(kind.model.id, source.id).where(kind.model.id.in_(ids))
    named = scope.nameable(kind.model, by)
    pairs = dict((query if named is None else query.where(named)).tuples())
    people = {person.id: person for person in with_links(source, list(set(pairs.values())), by)}
    return {id: people[person] for id, person in pairs.items()}
