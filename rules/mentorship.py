"""What a union asks, who may guide whom, and how well they fit: each answer with its reasons. Pure.

A grade is a number on the eight-grade scale, 0 where there is no certificate. Spreading mentors over a whole class is
`assignment`, what follows while a contract runs `mentorship_stages`; in prose all of this stands in docs/rules.md.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from choices import MentorshipKind, ReviewKind, SkillLevel
from language import gettext
from language import lazy as _

OF_CRAFT = (MentorshipKind.MASTER, MentorshipKind.TECHNICAL)  # a quality mentor is not chosen by skill
SAME_TRADE, PER_GRADE, MOST_GRADES = 40, 4, 20
SAME_ENTERPRISE, SAME_UNION = 25, 12
PER_APPRENTICE, PER_SUCCESS, MOST_SUCCESS, PER_BREACH, MOST_BREACH = 6, 3, 12, 6, 12


@dataclass(frozen=True)
class Policy:
    """What a union asks of mentorship. None, or nothing chosen: it asks nothing there, and the superior union decides."""

    kinds: tuple[MentorshipKind, ...] = ()  # that each apprentice has at the same time
    most_apprentices: int | None = None
    lowest_level: SkillLevel | None = None
    level_gap: int | None = None
    shortest_term: int | None = None  # months
    longest_term: int | None = None
    log_days: int | None = None
    stages: tuple[ReviewKind, ...] = ()  # confirmed before a contract is completed
    monthly_allowance: Decimal | None = None
    middle_allowance: Decimal | None = None
    final_allowance: Decimal | None = None


def inherited(policies: Iterable[Policy]) -> Policy:
    """One policy of several, the nearest union's first: each part from the first that says something about it."""
    policies = list(policies)
    return Policy(
        **{
            part.name: next(
                (value for one in policies if (value := getattr(one, part.name)) not in (None, ())),
                part.default,
            )
            for part in fields(Policy)
        }
    )


@dataclass(frozen=True)
class Craft:
    """A trade, and the grade somebody has reached in each of theirs."""

    trade: int | None
    grades: frozenset[tuple[int, int]] = frozenset()  # (trade, grade)

    def grade(self, trade: int | None) -> int:
        """Reached in this trade; with none asked for, the highest at all."""
        return max((grade for own, grade in self.grades if trade in (None, own)), default=0)


class Place(NamedTuple):
    """Where somebody works."""

    union: int
    enterprise: int | None = None


@dataclass(frozen=True)
class Person:
    """Somebody who may guide or be guided, as far as it matters for that."""

    id: int
    craft: Craft
    place: Place
    load: int = 0  # apprentices they guide, or are to guide
    completed: int = 0  # contracts brought to their end as a mentor
    broken_off: int = 0  # contracts that ended early because of them


class Reason(NamedTuple):
    """Something that speaks for a mentor, or with points below nought against."""

    name: str
    points: int
    facts: tuple = ()

    @property
    def words(self) -> str:
        return WORDS[self.name](*self.facts)


WORDS: Mapping = {
    "trade": lambda: gettext("works in the apprentice's trade"),
    "grades": lambda mine, gap: gettext(
        "%(level)s, %(gap)s grades above the apprentice", level=level_words(mine), gap=gap
    ),
    "enterprise": lambda: gettext("same enterprise"),
    "union": lambda: gettext("same union"),
    "load": lambda load: gettext("already guides %(count)s", count=load),
    "completed": lambda count: gettext("has brought %(count)s apprentices to the end", count=count),
    "broken_off": lambda count: gettext("has broken off %(count)s contracts", count=count),
}


def level_words(grade: int) -> str:
    return str(SkillLevel(str(grade)).words) if grade else gettext("no grade")


# May they ------------------------------------------------------------------------------------------


def craft_hindrance(mentor: Craft, apprentice: Craft, kind: MentorshipKind, policy: Policy):
    """Why the mentor's skill does not do, in words; "" where it does, or does not matter."""
    if kind not in OF_CRAFT:
        return ""
    mine, theirs = mentor.grade(apprentice.trade), apprentice.grade(apprentice.trade)
    lowest = int(policy.lowest_level) if policy.lowest_level else 0
    if mine < lowest:
        return _(
            "has reached %(level)s in this trade; the policy asks a mentor for %(lowest)s",
            level=level_words(mine), lowest=level_words(lowest),
        )  # fmt: skip
    if policy.level_gap is not None and mine - theirs < policy.level_gap:
        return _(
            "stands %(gap)s grades above the apprentice in this trade; the policy asks for %(asked)s",
            gap=max(mine - theirs, 0), asked=policy.level_gap,
        )  # fmt: skip
    return ""


def load_hindrance(mentor: Person, policy: Policy):
    """Why the mentor cannot take one more, in words."""
    if policy.most_apprentices is not None and mentor.load >= policy.most_apprentices:
        return _(
            "already guides %(count)s; the policy allows %(most)s at the same time",
            count=mentor.load,
            most=policy.most_apprentices,
        )
    return ""


def hindrances(mentor: Person, apprentice: Person, kind: MentorshipKind, policy: Policy) -> list:
    """All that stands between a mentor and an apprentice, in words; nothing where they may."""
    if mentor.id == apprentice.id:
        return [_("must be another person than the mentor")]
    found = [
        craft_hindrance(mentor.craft, apprentice.craft, kind, policy),
        load_hindrance(mentor, policy),
    ]
    return [words for words in found if words]


def term_mistake(starts: date, ends: date, policy: Policy):
    """Why a term is too short or too long, in words; "" where it is neither."""
    if words := too_soon(starts, ends, policy):
        return words
    if policy.longest_term is not None and ends > months_after(starts, policy.longest_term):
        return _("the policy allows a term of at most %(months)s months", months=policy.longest_term)
    return ""


def too_soon(starts: date, day: date, policy: Policy):
    """Why a contract cannot be completed on this day, in words: nobody has finished before the shortest term is over."""
    months = policy.shortest_term
    if months is not None and day < months_after(starts, months):
        return _("the policy asks for a term of at least %(months)s months", months=months)
    return ""


def months_after(start: date, months: int) -> date:
    """The last day of a term of so many months: 2026-03-01 and 12 give 2027-02-28."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    following = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    day = min(start.day, (following - timedelta(days=1)).day)
    return date(year, month + 1, day) - timedelta(days=1 if day == start.day else 0)


# How well they fit -----------------------------------------------------------------------------------


def craft_reasons(mentor: Craft, apprentice: Craft, kind: MentorshipKind) -> list[Reason]:
    """The trade, and how far above: of a quality mentor only the trade, and that counts for half."""
    trade, craft = apprentice.trade, kind in OF_CRAFT
    same = trade is not None and (mentor.trade == trade or mentor.grade(trade) > 0)
    found = [Reason("trade", SAME_TRADE if craft else SAME_TRADE // 2)] if same else []
    gap = mentor.grade(trade) - apprentice.grade(trade)
    if craft and gap > 0:
        found.append(Reason("grades", min(PER_GRADE * gap, MOST_GRADES), (mentor.grade(trade), gap)))
    return found


def place_reasons(mentor: Place, apprentice: Place) -> list[Reason]:
    if mentor.enterprise is not None and mentor.enterprise == apprentice.enterprise:
        return [Reason("enterprise", SAME_ENTERPRISE)]
    return [Reason("union", SAME_UNION)] if mentor.union == apprentice.union else []


def own_reasons(mentor: Person) -> list[Reason]:
    """What speaks for or against the mentor whoever the apprentice is: load and past results."""
    numbers = (
        ("load", -PER_APPRENTICE * mentor.load, mentor.load),
        ("completed", min(PER_SUCCESS * mentor.completed, MOST_SUCCESS), mentor.completed),
        ("broken_off", -min(PER_BREACH * mentor.broken_off, MOST_BREACH), mentor.broken_off),
    )
    return [Reason(name, points, (count,)) for name, points, count in numbers if count]


def fit(mentor: Person, apprentice: Person, kind: MentorshipKind) -> list[Reason]:
    """All that speaks for a mentor and against. The points add up; the most comes first."""
    found = [
        *craft_reasons(mentor.craft, apprentice.craft, kind),
        *place_reasons(mentor.place, apprentice.place),
        *own_reasons(mentor),
    ]
    return sorted(found, key=lambda reason: -reason.points)


def points(reasons: Iterable[Reason]) -> int:
    return sum(reason.points for reason in reasons)


class Suggestion(NamedTuple):
    """A mentor for one apprentice, and why."""

    mentor: Person
    points: int
    reasons: list[Reason]


def suggested(apprentice: Person, mentors: Iterable[Person], kind, policy: Policy) -> list[Suggestion]:
    """All mentors who may guide an apprentice, the best fitting first, the less busy first among equals."""
    fitting = [
        Suggestion(mentor, points(reasons), reasons)
        for mentor in mentors
        if not hindrances(mentor, apprentice, kind, asking(policy))
        for reasons in [fit(mentor, apprentice, kind)]
    ]
    return sorted(fitting, key=lambda one: (-one.points, one.mentor.load, one.mentor.id))


def asking(policy: Policy) -> Policy:
    """The policy by which mentors are suggested: nobody is suggested who does not stand above the apprentice."""
    return inherited([policy, Policy(level_gap=1)])
