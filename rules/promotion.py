"""Who goes on to the next stage, and why. Pure; what is made of it in the next stage does not belong here."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from choices import TieRule
from language import lazy as _


@dataclass(frozen=True)
class Candidate:
    """A placed entry. Of two in one group, or two that compete for the same places, the smaller place is better."""

    key: Hashable
    place: int
    total: Decimal
    group: str = ""  # the unit or delegation that places are kept for


@dataclass(frozen=True)
class Places:
    """How many go on: of each group (`each`, or what `groups` says of it), and of all. None: as many as there are."""

    all: int | None = None
    each: int | None = None
    groups: Mapping[str, int] | None = None

    def of(self, group: str) -> int | None:
        return (self.groups or {}).get(group, self.each)


@dataclass(frozen=True)
class Decision:
    """Whether an entry goes on, and the reason in words."""

    goes: bool
    why: str


def promoted(candidates: Sequence[Candidate], places: Places, ties: TieRule) -> dict[Hashable, Decision]:
    """{key: decision}. First each group's places are given, then of those the places of the whole."""
    groups, decisions = {}, {}
    for one in candidates:
        groups.setdefault(one.group, []).append(one)
    for group, members in groups.items():
        decisions |= cut(members, places.of(group), ties, group)
    if places.all is None:
        return decisions
    left = [one for one in candidates if decisions[one.key].goes]
    whole = cut(left, places.all, ties)
    return decisions | {
        one.key: both(decisions[one.key], whole[one.key], places.of(one.group)) for one in left
    }


def both(own: Decision, whole: Decision, kept: int | None) -> Decision:
    """An entry that goes on goes by its group's places and by those of the whole."""
    if kept is None or not whole.goes:
        return whole
    return Decision(True, _("%(one)s; %(other)s", one=own.why, other=whole.why))


def cut(candidates, places, ties, group=""):
    """Draw the line behind so many places."""
    if places is None:
        return {one.key: Decision(True, _("every entry goes on")) for one in candidates}
    ordered = sorted(candidates, key=lambda one: one.place)
    ranks = {one.key: 1 + sum(other.place < one.place for other in ordered) for one in ordered}
    fates = {one.key: fate(one, ordered, places, ties) for one in ordered}
    return {key: Decision(goes, why(ranks[key], places, group)) for key, (goes, why) in fates.items()}


def fate(one, ordered, places, ties):
    """(whether it goes on, what gives the reason) of one entry."""
    if len(ordered) <= places:
        return True, inside
    if places == 0:
        return False, behind
    last, first_out = ordered[places - 1], ordered[places]
    same = same_place if ties == TieRule.LIST else same_marks
    if same(last, first_out) and same(one, last):
        return (False, none_of_the_equal) if ties == TieRule.NONE else (True, all_the_equal)
    return (True, inside) if one.place <= last.place else (False, behind)


def same_marks(one, other):
    return one.total == other.total


def same_place(one, other):
    return one.place == other.place


# Reasons; `rank` is the place within the group, or the whole ----------------------------------------


def inside(rank, places, group):
    if group:
        return _("place %(rank)s of %(group)s, which has %(places)s", rank=rank, group=group, places=places)
    return _("place %(rank)s, and there are %(places)s in all", rank=rank, places=places)


def behind(rank, places, group):
    if group:
        return _(
            "only place %(rank)s of %(group)s, which has %(places)s", rank=rank, group=group, places=places
        )
    return _("only place %(rank)s, and there are %(places)s in all", rank=rank, places=places)


def all_the_equal(rank, places, group):
    return _("equal at the line (%(place)s): all of them go on", place=inside(rank, places, group))


def none_of_the_equal(rank, places, group):
    return _("equal at the line (%(place)s): none of them goes on", place=inside(rank, places, group))
