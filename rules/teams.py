"""Who fits into a labour service team, and why. Pure: people with their skill and wish in, an order with reasons out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from babel.support import LazyProxy

from choices import SkillLevel, WorkPlace
from language import lazy as _

MASTERS, PER_LEVEL, WISHES, SAME_PLACE, JOBLESS = 10, 2, 8, 5, 4


@dataclass(frozen=True)
class Candidate:
    """Somebody of the register. `level`: the highest in the team's trade, None without; `wishes`: to learn this trade."""

    key: int
    name: str
    level: SkillLevel | None = None
    wishes: bool = False
    place: WorkPlace | None = None
    jobless: bool = False


@dataclass(frozen=True)
class Reason:
    points: int
    words: LazyProxy


@dataclass(frozen=True)
class Proposal:
    """Somebody with what speaks for them."""

    candidate: Candidate
    reasons: tuple[Reason, ...]

    @property
    def points(self) -> int:
        return sum(reason.points for reason in self.reasons)


def fits(one: Candidate, place: WorkPlace | None) -> bool:
    """Who neither masters the trade nor wishes it stays out, and who wants to work elsewhere."""
    elsewhere = place and one.place and one.place != place
    return bool(one.level or one.wishes) and not elsewhere


def reasons(one: Candidate, place: WorkPlace | None) -> Iterable[Reason]:
    if one.level:
        points = MASTERS + PER_LEVEL * list(SkillLevel).index(one.level)
        yield Reason(points, _("masters the trade: %(level)s", level=one.level.words))
    if one.wishes:
        yield Reason(WISHES, _("wishes for this trade"))
    if place and one.place == place:
        yield Reason(SAME_PLACE, _("wants to work there: %(place)s", place=place.words))
    if one.jobless:
        yield Reason(JOBLESS, _("is without work"))


def proposed(people: Iterable[Candidate], place: WorkPlace | None, most: int) -> list[Proposal]:
    """The best fitting first; of equals the one longer on the register. At most so many."""
    found = [Proposal(one, tuple(reasons(one, place))) for one in people if fits(one, place)]
    return sorted(found, key=lambda proposal: (-proposal.points, proposal.candidate.key))[:most]


def leader(members: Sequence[Candidate]) -> Candidate | None:
    """Who could lead: the highest level in the trade; nobody where none masters it."""
    skilled = [one for one in members if one.level]
    return max(skilled, key=lambda one: (list(SkillLevel).index(one.level), -one.key), default=None)
