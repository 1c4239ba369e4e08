"""1-1-3-1: what a graduate who is served by name still lacks. Pure: steps in, progress and words out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from babel.support import LazyProxy

from choices import NamedServiceKind
from language import lazy as _

POLICY, GUIDANCE = NamedServiceKind.POLICY, NamedServiceKind.GUIDANCE
OFFER, TRAINING = NamedServiceKind.OFFER, NamedServiceKind.TRAINING
WANTED = {POLICY: 1, GUIDANCE: 1, OFFER: 3, TRAINING: 1}
MONTHS = 6  # in which a service is to be complete, unless somebody agrees on another day


@dataclass(frozen=True)
class Step:
    """Something done. `offered`: the post, by its number or by what was written of it; None where nobody said."""

    kind: NamedServiceKind
    done_on: date
    offered: int | str | None = None


@dataclass(frozen=True)
class Progress:
    """Of one kind: how many of how many, at most as many as are wanted; and what is to be said of it."""

    kind: NamedServiceKind
    done: int
    wanted: int
    words: LazyProxy | None = None

    @property
    def lacks(self) -> bool:
        return self.done < self.wanted


def progress(steps: Iterable[Step]) -> list[Progress]:
    """How far each kind has come, in the order of 1-1-3-1."""
    steps = list(steps)
    return [of_kind(kind, [one for one in steps if one.kind == kind]) for kind in WANTED]


def of_kind(kind, steps):
    counted = {one.offered for one in steps if one.offered} if kind == OFFER else set(range(len(steps)))
    done, wanted = min(len(counted), WANTED[kind]), WANTED[kind]
    if done < wanted:
        return Progress(kind, done, wanted, lacking(kind, done, wanted, len(steps) - len(counted)))
    return Progress(kind, done, wanted)


def lacking(kind, done, wanted, repeated):
    facts = {"kind": kind.words, "number": wanted - done}
    if kind == OFFER and repeated:
        return _(
            "%(kind)s: %(number)s more, for different posts; an offer of the same post again does not count",
            **facts,
        )
    return _("%(kind)s: %(number)s more", **facts)


def missing(steps: Iterable[Step]) -> list[LazyProxy]:
    """What still stands between a graduate and a service in full, in words; nothing when it is complete."""
    return [one.words for one in progress(steps) if one.lacks]


def complete_on(steps: Iterable[Step]) -> date | None:
    """The day on which the last step that was needed was done; None while something is lacking."""
    so_far, steps = [], sorted(steps, key=lambda one: one.done_on)
    for step in steps:
        so_far.append(step)
        if not missing(so_far):
            return step.done_on
    return None
