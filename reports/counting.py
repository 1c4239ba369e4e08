"""Counting a list by union: one grouped query, rolled up along the tree. Not what is counted."""

from dataclasses import dataclass

from peewee import fn

import filters
import scope
from filters import Condition
from models import Organisation
from scope import Actor


@dataclass(frozen=True)
class Group:
    """The unions whose records one row of a report takes together."""

    words: str  # "" for the whole
    path: str  # "" for everything somebody sees
    code: str = ""
    union: int | None = None

    def conditions(self, model) -> tuple[Condition, ...]:
        """What narrows a list to this group."""
        path = filters.owner(model)
        return (Condition(path, "within", self.code),) if self.code and path else ()


class Counting:
    """The unions of a report, read once, and the counts along them."""

    def __init__(self, by: Actor, organisation: Organisation | None):
        self.by = by
        unions = list(scope.visible(Organisation, by).order_by(Organisation.id))
        self.paths = {union.id: union.path for union in unions}
        self.union = one_union(unions, organisation)  # whose report it is; None where it is of several
        self.whole = self.whole_of(organisation)
        self.parts = {union.path: group_of(union) for union in parts_of(unions, organisation)}
        self.groups = [self.whole, *self.parts.values()]

    def whole_of(self, organisation):
        if organisation is None:
            return Group("", "")
        # A union that somebody may not see has no figures for them, and no name either.
        path = self.paths.get(organisation.id, "no such union")
        return Group("", path, organisation.code)

    def figures(self, model, conditions, adds="") -> dict[Group, int]:
        """{group: how many records, or how much of the column added up}."""
        query = filters.narrow(scope.visible(model, self.by), model, conditions, self.by)
        figure = fn.SUM(model._meta.fields[adds]) if adds else fn.COUNT(model.id)
        unit = getattr(model._meta.fields.get(adds), "unit", 1)  # a decimal is stored in its smallest unit
        owner, query = scope.with_owner(query, model)
        figures = dict.fromkeys(self.groups, 0)
        for id, number in query.select(owner, figure).group_by(owner).tuples():
            for group in self.groups_of(self.paths.get(id, "")):
                figures[group] += (number or 0) * unit
        return {group: int(figure) for group, figure in figures.items()}

    def groups_of(self, path):
        """The whole and the part that a union at this path belongs to."""
        if path.startswith(self.whole.path):
            yield self.whole
        steps = [position + 1 for position, sign in enumerate(path) if sign == "/"]
        yield from (self.parts[path[:step]] for step in steps if path[:step] in self.parts)


def group_of(union):
    return Group(union.name, union.path, union.code, union.id)


def topmost(unions):
    seen = {union.id for union in unions}
    return [union for union in unions if union.parent_id not in seen]


def one_union(unions, organisation):
    """The union asked for, if it may be seen; with none asked for, the only topmost one."""
    if organisation is None:
        tops = topmost(unions)
        return tops[0] if len(tops) == 1 else None
    return next((union for union in unions if union.id == organisation.id), None)


def parts_of(unions, organisation):
    """The unions right below the chosen one; with none chosen the topmost, or those below the only one."""
    organisation = organisation or one_union(unions, None)
    if organisation is None:
        return topmost(unions)
    return [union for union in unions if union.parent_id == organisation.id]
