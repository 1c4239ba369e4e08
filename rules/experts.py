"""Which expert suits a request best, and why. Pure: people and their figures in, an order with reasons out."""

from dataclasses import dataclass

from babel.support import LazyProxy

from choices import SkillLevel
from language import lazy as _


@dataclass(frozen=True)
class Expert:
    """Somebody who might help. `level`: in the trade of the request, None without one; the rest are counts."""

    key: int
    words: str
    level: SkillLevel | None
    same_union: bool
    honours: int
    busy: int
    solved: int


@dataclass(frozen=True)
class Suggestion:
    """An expert with the reasons for their place in the order."""

    expert: Expert
    reasons: tuple[LazyProxy, ...]


def ranked(experts: list[Expert]) -> list[Suggestion]:
    """Best first: free before busy, then the higher level, more honours, more solved, nearer; the same in every run."""
    return [Suggestion(one, tuple(reasons(one))) for one in sorted(experts, key=order)]


def order(one):
    return (one.busy, -rank(one.level), -one.honours, -one.solved, not one.same_union, one.key)


def rank(level):
    return list(SkillLevel).index(level) + 1 if level else 0


def reasons(one):
    """What speaks for an expert, and against."""
    yield (
        _("%(level)s in this trade", level=one.level.words)
        if one.level
        else _("no certificate in this trade")
    )
    if one.honours:
        yield _("holds %(number)s honours", number=one.honours)
    if one.solved:
        yield _("has solved %(number)s requests", number=one.solved)
    yield _("of the same union") if one.same_union else _("of another union")
    if one.busy:
        yield _("already works on %(number)s requests", number=one.busy)
