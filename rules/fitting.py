"""The order in which classes suit a person, or people a class, with the reasons and why the next ones rank lower. Pure.

What is weighed stands in `recommendation`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from babel.support import LazyProxy

from language import lazy as _
from rules.recommendation import ASPECTS, MATTERS, Offer, Person, Reason


@dataclass(frozen=True)
class Fit:
    """How well a person and a class suit each other: (aspect, reason) of all there is to say."""

    person: Person
    offer: Offer
    told: tuple[tuple[str, Reason], ...]

    @cached_property
    def points(self) -> int:
        return sum(reason.points for _aspect, reason in self.told)

    @cached_property
    def hindrances(self) -> list[LazyProxy]:
        return [reason.words for _aspect, reason in self.told if reason.forbids]

    @property
    def open(self) -> bool:
        """Whether the person may and would come at all."""
        return not self.hindrances

    @property
    def matters(self) -> bool:
        """Whether it has to do with what the person wishes, does or lacks."""
        return any(aspect in MATTERS and reason.points > 0 for aspect, reason in self.told)

    @cached_property
    def reasons(self) -> list[LazyProxy]:
        """What speaks for it, the weightiest first, then what speaks against it."""
        found = [reason for _aspect, reason in self.told if not reason.forbids]
        return [reason.words for reason in sorted(found, key=lambda one: -one.points)]

    def by_aspect(self) -> dict[str, int]:
        sums = {aspect.name: 0 for aspect in ASPECTS}
        for aspect, reason in self.told:
            sums[aspect] += reason.points
        return sums


def judge(person: Person, offer: Offer) -> Fit:
    told = [
        (aspect.name, reason)
        for aspect in ASPECTS
        for reason in aspect.judge(aspect.of_person(person), aspect.of_offer(offer))
    ]
    return Fit(person, offer, tuple(told))


def classes_for(person: Person, offers: Iterable[Offer]) -> list[Fit]:
    """What may be joined comes first, then by points; what is forbidden stands last with its hindrances."""
    return sorted((judge(person, offer) for offer in offers), key=lambda fit: (*order(fit), fit.offer.id))


def people_for(offer: Offer, people: Iterable[Person]) -> list[Fit]:
    return sorted((judge(person, offer) for person in people), key=lambda fit: (*order(fit), fit.person.id))


def order(fit):
    return (not fit.open, not fit.matters, -fit.points)


def behind(first: Fit, other: Fit) -> list[LazyProxy]:
    """Why `other` ranks lower than the first: what forbids it, else where it earned less, the widest gap first."""
    if other.hindrances:
        return other.hindrances
    best, own = first.by_aspect(), other.by_aspect()
    worse = sorted((own[name] - best[name], name) for name in own if own[name] < best[name])
    return [words for _less, name in worse for words in shortcoming(name, first, other)]


def shortcoming(name, first, other):
    """What is said of the weaker one in an aspect; where nothing is, what the stronger one has and it has not."""
    own = [reason for aspect, reason in other.told if aspect == name and reason.points < 0]
    if own:
        return [reason.words for reason in own]
    said = {str(reason.words) for aspect, reason in other.told if aspect == name}
    best = [reason for aspect, reason in first.told if aspect == name and reason.points > 0]
    lacking = [reason.words for reason in best if str(reason.words) not in said]
    return [_("without this: %(words)s", words=words) for words in lacking]
