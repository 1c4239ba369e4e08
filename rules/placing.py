"""Which post suits a person and which person a post, and why. Pure: people and posts in, an order with reasons out.

It knows trade, level, education, wage, place and working times. Sex, age, family and the like are not even among the
facts: what is not known cannot be weighed.
"""

from dataclasses import dataclass

from babel.support import LazyProxy

from choices import Education, FreeTime, Industry, SkillLevel, WorkPlace
from language import lazy as _

NEAR = list(WorkPlace)
TRADE, WISHED_TRADE, INDUSTRY, WAGE, PLACE, TIMES, EDUCATION, A_LEVEL = 40, 25, 10, 15, 15, 10, 5, 5
SHORT_OF_WAGE = 10  # per cent below the wish that still can be talked about


@dataclass(frozen=True)
class Seeker:
    """Somebody who looks for a job. What is None is not known, or no matter to them."""

    key: int
    levels: tuple[
        tuple[int, SkillLevel | None], ...
    ] = ()  # (trade, highest level in it; None: no certificate)
    education: Education | None = None
    wish_trade: int | None = None
    wish_industry: Industry | None = None
    wage: int | None = None  # yuan a month
    work_place: WorkPlace | None = None  # the farthest they would go
    free_times: tuple[FreeTime, ...] = ()


@dataclass(frozen=True)
class Opening:
    """A post to fill. What is None the company did not say, or does not ask for."""

    key: int
    trade: int | None = None
    level: SkillLevel | None = None
    lowest_education: Education | None = None
    wage_from: int | None = None
    wage_to: int | None = None
    work_place: WorkPlace | None = None
    shifts: tuple[FreeTime, ...] = ()
    industry: Industry | None = None


@dataclass(frozen=True)
class Fit:
    """How well the two suit each other, what speaks for it and what is still to be talked about."""

    key: int
    points: int
    reasons: tuple[LazyProxy, ...]
    doubts: tuple[LazyProxy, ...] = ()


def hindrance(seeker: Seeker, post: Opening) -> LazyProxy | None:
    """What the company asks for and the person surely has not; what nobody knows hinders nobody."""
    if post.level and post.trade:
        level = dict(seeker.levels).get(post.trade)
        if level and level < post.level:
            return _("is %(has)s, the post asks for %(level)s", has=level.words, level=post.level.words)
    if post.lowest_education and seeker.education and rank(seeker.education) < rank(post.lowest_education):
        return _(
            "education is %(has)s, the post asks for %(lowest)s",
            has=seeker.education.words,
            lowest=post.lowest_education.words,
        )
    if post.work_place and seeker.work_place and NEAR.index(post.work_place) > NEAR.index(seeker.work_place):
        return _("wants to work no farther than: %(place)s", place=seeker.work_place.words)
    return None


def rank(education):
    return list(Education).index(education)


def fit(seeker: Seeker, post: Opening, key: int) -> Fit | None:
    """Points and reasons; None where something hinders it or the person has nothing to do with the trade."""
    if hindrance(seeker, post):
        return None
    parts = [part for rule in RULES for part in rule(seeker, post)]
    # Somebody of another trade is not sent to a post that names one, however near it lies.
    if post.trade and not any(points >= WISHED_TRADE for points, _words in parts):
        return None
    return Fit(
        key,
        sum(points for points, _words in parts),
        tuple(words for points, words in parts if points > 0),
        tuple(words for points, words in parts if points <= 0),
    )


def by_trade(seeker, post):
    levels = dict(seeker.levels)
    if post.trade in levels:
        yield TRADE, _("knows the trade")
        yield from by_level(levels[post.trade], post.level)
    elif post.trade and seeker.wish_trade == post.trade:
        yield WISHED_TRADE, _("wishes to work in this trade")
    if post.industry and seeker.wish_industry == post.industry:
        yield INDUSTRY, _("wishes to work in this industry")


def by_level(level, asked):
    if level:
        above = int(level) - int(asked or SkillLevel.APPRENTICE)
        yield A_LEVEL * (1 + min(above, 2)), _("certificate: %(level)s", level=level.words)
    elif asked:
        yield 0, _("no certificate in the register; the post asks for %(level)s", level=asked.words)


def by_education(seeker, post):
    if post.lowest_education and seeker.education:
        yield EDUCATION, _("education: %(education)s", education=seeker.education.words)
    elif post.lowest_education:
        yield 0, _("education not known")


def by_wage(seeker, post):
    most = post.wage_to or post.wage_from
    if not seeker.wage or not most:
        return
    if most >= seeker.wage:
        yield WAGE, _("the wage reaches the %(wage)s yuan wished for", wage=seeker.wage)
    elif most * 100 >= seeker.wage * (100 - SHORT_OF_WAGE):
        yield 0, _("the wage is a little short of the %(wage)s yuan wished for", wage=seeker.wage)
    else:
        yield -WAGE, _("the wage is well below the %(wage)s yuan wished for", wage=seeker.wage)


def by_place(seeker, post):
    if not seeker.work_place or not post.work_place:
        return
    if seeker.work_place == post.work_place:
        yield PLACE, _("where they want to work: %(place)s", place=post.work_place.words)
    else:
        yield PLACE - 5, _("nearer than they would go: %(place)s", place=post.work_place.words)


def by_times(seeker, post):
    if not seeker.free_times or not post.shifts or FreeTime.FLEXIBLE in seeker.free_times:
        return
    both = [time for time in post.shifts if time in seeker.free_times]
    if both:
        yield TIMES, _("the working times suit: %(times)s", times="、".join(str(time.words) for time in both))
    else:
        yield -TIMES, _("the working times lie outside the times they are free")


RULES = (by_trade, by_education, by_wage, by_place, by_times)


def people_for(post: Opening, seekers) -> list[Fit]:
    """Who suits a post, best first; the same in every run."""
    return ordered(fit(one, post, one.key) for one in seekers)


def posts_for(seeker: Seeker, posts) -> list[Fit]:
    """Which posts suit somebody, best first; the same in every run."""
    return ordered(fit(seeker, one, one.key) for one in posts)


def ordered(fits):
    return sorted((one for one in fits if one), key=lambda one: (-one.points, one.key))
