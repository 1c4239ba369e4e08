"""Who can be suggested to whom, and why: the wishes of both sides, each with its reason. Pure; not who may know."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from babel.support import LazyProxy

from choices import Education, MatchTrait, ProfileState, Sex, SingleState
from language import lazy as _

LEVELS = list(Education)
SAME_PLACE, SHARED_HOBBY, MOST_HOBBIES, WISH_MET = 20, 10, 3, 10
CLOSE_IN_AGE, A_YEAR_APART = 30, 3  # points of two people of one age, and what each year between them costs


@dataclass(frozen=True)
class Single:
    """A person as the matchmaking knows them; what is not known is None or empty."""

    id: int
    sex: Sex | None
    age: int | None = None
    height: int | None = None
    education: Education | None = None
    lives_in: str = ""
    single_state: SingleState | None = None
    traits: tuple[MatchTrait, ...] = ()
    hobbies: tuple[str, ...] = ()
    wish_age: tuple[int | None, int | None] = (None, None)
    wish_height: tuple[int | None, int | None] = (None, None)
    wish_education: Education | None = None
    wish_places: tuple[str, ...] = ()
    accepts: tuple[SingleState, ...] = ()
    no_gos: tuple[MatchTrait, ...] = ()


@dataclass(frozen=True)
class Fit:
    """Somebody who fits: how many points, and what they come from."""

    other: int
    points: int
    reasons: tuple[LazyProxy, ...]


def takes_part(state: ProfileState, until: date | None, today: date) -> bool:
    """Whether a profile takes part in anything: verified, and the check still good."""
    return state == ProfileState.VERIFIED and (until is None or until >= today)


def objections(one: Single, other: Single) -> Iterator[LazyProxy]:
    """Why somebody would not want the other, by their own wishes. What a wish asks for must be known."""
    if not within(one.wish_age, other.age):
        yield _("the age is not as wished")
    if not within(one.wish_height, other.height):
        yield _("the height is not as wished")
    if one.wish_education and not at_least(one.wish_education, other.education):
        yield _("the education is lower than wished")
    if one.wish_places and not at_home(one.wish_places, other.lives_in):
        yield _("does not live where it is wished")
    if one.accepts and other.single_state not in one.accepts:
        yield _("the marital status is not accepted")
    if set(one.no_gos) & set(other.traits):
        yield _("something is not acceptable at all")


def within(wish, value):
    low, high = wish
    if low is None and high is None:
        return True
    return value is not None and (low or 0) <= value <= (high or 1000)


def at_least(wish, level):
    return level is not None and LEVELS.index(level) >= LEVELS.index(wish)


def at_home(places, lives_in):
    return any(place in lives_in or lives_in in place for place in places if lives_in)


def fits(one: Single, other: Single) -> Fit | None:
    """How well the other fits somebody, and the other way round: the same for both. None where either would object."""
    if (
        None in (one.sex, other.sex)
        or one.sex == other.sex
        or [*objections(one, other), *objections(other, one)]
    ):
        return None
    found = list(in_favour(one, other))
    return Fit(other.id, sum(points for points, _words in found), tuple(words for _points, words in found))


def in_favour(one, other):
    """(points, words) of what speaks for two people."""
    if one.age is not None and other.age is not None:
        years = abs(one.age - other.age)
        if points := max(0, CLOSE_IN_AGE - A_YEAR_APART * years):
            yield points, _("%(years)s years apart in age", years=years)
    if one.lives_in and one.lives_in == other.lives_in:
        yield SAME_PLACE, _("both live in %(place)s", place=one.lives_in)
    shared = [hobby for hobby in one.hobbies if hobby in other.hobbies][:MOST_HOBBIES]
    if shared:
        yield SHARED_HOBBY * len(shared), _("both like %(hobbies)s", hobbies="、".join(sorted(shared)))
    if wishes := stated(one) + stated(other):
        yield WISH_MET * min(wishes, MOST_HOBBIES), _("%(count)s stated wishes are met", count=wishes)


def stated(one):
    """How many wishes somebody has; of two who fit, all are met."""
    return sum(
        map(
            bool,
            [
                any(one.wish_age),
                any(one.wish_height),
                one.wish_education,
                one.wish_places,
                one.accepts,
                one.no_gos,
            ],
        )
    )


def ranked(
    one: Single, others: Iterable[Single], apart: Collection[frozenset], before: Collection[frozenset] = ()
) -> list[Fit]:
    """Who fits somebody, the best first; at equal points the earlier profile.

    `apart`: pairs of which one side has blocked the other; `before`: pairs that were suggested already. Neither is told.
    """
    known = [(other, frozenset((one.id, other.id))) for other in others if other.id != one.id]
    found = [fits(one, other) for other, pair in known if pair not in apart and pair not in before]
    return sorted(filter(None, found), key=lambda fit: (-fit.points, fit.other))
