"""A list counted by what one of its links leads to: one grouped query, each figure with the conditions behind it.

`Grouped` is what several figures of a table have in common; which tables there are is beside this file.
"""

from dataclasses import dataclass

from peewee import JOIN, fn

import filters
import scope
from filters import Condition
from scope import Actor


@dataclass(frozen=True)
class Figure:
    """A number, and the list it counts."""

    number: int
    table: str
    conditions: tuple[Condition, ...]


def by_link(
    model, path: str, conditions: tuple[Condition, ...], by: Actor, adds: tuple[str, ...] = ()
) -> dict[int | None, int]:
    """{id at the end of a path of links, None where there is none: how many records, or the sum of these columns}

    What lies behind a link that `by` may not see is left out, as in the list behind the figure.
    """
    query = filters.narrow(scope.visible(model, by), model, conditions, by)
    source, names = model, path.split(".")
    for name in names[:-1]:
        link = getattr(source, name)
        target = link.rel_model.alias()
        query = query.where(link.in_(scope.visible(link.rel_model, by, link.rel_model.id)))
        query = query.join_from(source, target, JOIN.INNER, on=link == target.id)
        source = target
    group = getattr(source, names[-1])
    sums = [fn.COALESCE(fn.SUM(model._meta.fields[name]), 0) for name in adds] or [fn.COUNT(model.id)]
    found = query.select(group, *sums).group_by(group).tuples()
    return {id: int(sum(numbers)) for id, *numbers in found}


def at(path: str, model, id: int | None) -> tuple[Condition, ...]:
    """That the path ends at this record, or at none."""
    if id is None:
        return (Condition(path, "empty", "yes"),)
    return (Condition(path, "is", f"{model._meta.prefix}-{id}"),)
