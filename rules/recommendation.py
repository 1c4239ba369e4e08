"""Which class suits a person and who suits a class: aspects with points and words, and what forbids it. Pure.

Nobody's sex, age, people, health or belief is known here. `groups` says for which lawfully kept courses somebody
comes into question, and only a course that is kept looks at it. How people and classes are read is not decided here.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from babel.support import LazyProxy

from choices import CourseGroup, Education, FreeTime, Industry, SkillLevel
from language import lazy as _

BEGINNERS = 2  # up to the level of a junior worker nothing need be known before
SHORT = 60  # hours in all: a class that somebody with a family can get through
GRADES = {grade: number for number, grade in enumerate(SkillLevel, 1)}
SCHOOLING = {
    Education.PRIMARY: 1, Education.MIDDLE: 2, Education.HIGH: 3, Education.VOCATIONAL: 3, Education.COLLEGE: 4,
    Education.BACHELOR: 5, Education.MASTER: 6, Education.DOCTOR: 7,
}  # fmt: skip


# Two sides ----------------------------------------------------------------------------------------


class Wish(NamedTuple):
    """The trade and the industry somebody wishes for: id and section, None where unknown."""

    trade: int | None = None
    industry: Industry | None = None


class Hours(NamedTuple):
    """When somebody is free, how many hours a week, and whether they care for family."""

    free: frozenset[FreeTime] = frozenset()
    a_week: int | None = None
    cares: bool = False


class Place(NamedTuple):
    """Where somebody can attend, or a class is held; whether it comes to one's home by wire."""

    words: str = ""
    online: bool = False


class Person(NamedTuple):
    """Somebody who may learn. `levels`: (trade, grade 1–8) held; `gaps`: (item, grades of mastery missing)."""

    id: int
    wish: Wish = Wish()
    trade: int | None = None
    levels: frozenset[tuple[int, int]] = frozenset()
    gaps: frozenset[tuple[int, int]] = frozenset()
    education: Education | None = None
    hours: Hours = Hours()
    place: str = ""
    union: int | None = None
    groups: frozenset[CourseGroup] = frozenset()


class Taught(NamedTuple):
    """What a class teaches: trade, its industry, level (1–8), item of a post, and the level needed before."""

    trade: int | None = None
    industry: Industry | None = None
    level: int | None = None
    item: int | None = None
    needs: int | None = None


class Times(NamedTuple):
    """When lessons are, hours a week and in all; whether they give way to a family, or can be seen again later."""

    held_at: FreeTime | None = None
    a_week: int | None = None
    whole: int = 0
    flexible: bool = False
    replay: bool = False


class Kept(NamedTuple):
    """For whom a course is kept, and by which law."""

    group: CourseGroup | None = None
    basis: str = ""


class Offer(NamedTuple):
    """A class that somebody may join. `seats`: how many are left."""

    id: int
    taught: Taught = Taught()
    schooling: Education | None = None
    times: Times = Times()
    place: Place = Place()
    union: int | None = None
    kept: Kept = Kept()
    seats: int = 1


class Reason(NamedTuple):
    """Something that speaks for it, or against it (`points` below nought), or forbids it."""

    points: int
    words: LazyProxy
    forbids: bool = False


# Aspects ------------------------------------------------------------------------------------------


def gap_reasons(gaps, taught: Taught) -> Iterable[Reason]:
    missing = dict(gaps).get(taught.item, 0)
    if missing:
        words = _("teaches what the post asks for and is missing by %(number)s grades", number=missing)
        yield Reason(40 + 5 * missing, words)


def wish_reasons(wish: Wish, taught: Taught) -> Iterable[Reason]:
    if taught.trade is not None and taught.trade == wish.trade:
        yield Reason(40, _("the trade they wish to learn"))
    elif taught.industry is not None and taught.industry == wish.industry:
        yield Reason(30, _("the industry they wish for: %(industry)s", industry=taught.industry.words))
    elif wish.trade or wish.industry:
        yield Reason(-20, _("not what they wish to learn"))


def trade_reasons(trade: int | None, taught: Taught) -> Iterable[Reason]:
    if trade is not None and trade == taught.trade:
        yield Reason(10, _("their own trade"))


def level_reasons(levels, taught: Taught) -> Iterable[Reason]:
    held = max((level for trade, level in levels if trade == taught.trade), default=0)
    if taught.needs and held < taught.needs:
        yield forbidden(_("asks for %(level)s beforehand", level=grade(taught.needs)))
    if not taught.level or taught.trade is None:
        return
    if held >= taught.level:
        yield forbidden(_("they are already %(level)s", level=grade(held)))
    elif taught.level <= BEGINNERS:
        yield Reason(20, _("for beginners: nothing need be known before"))
    elif taught.level == held + 1:
        yield Reason(20, _("the next level after %(level)s", level=grade(held)))
    else:
        above = taught.level - max(held, BEGINNERS)
        yield Reason(
            -15 * above, _("teaches %(level)s, several levels above them", level=grade(taught.level))
        )


def grade(number):
    return list(SkillLevel)[number - 1].words


def schooling_reasons(education: Education | None, lowest: Education | None) -> Iterable[Reason]:
    if lowest is None:
        yield Reason(5, _("asks for no school certificate"))
    elif education is None:
        yield Reason(-5, _("asks for %(school)s; their schooling is not known", school=lowest.words))
    elif SCHOOLING[education] < SCHOOLING[lowest]:
        yield forbidden(_("asks for %(school)s at least", school=lowest.words))
    else:
        yield Reason(5, _("their schooling is enough"))


def hours_reasons(hours: Hours, times: Times) -> Iterable[Reason]:
    yields = times.flexible or times.replay or times.held_at == FreeTime.FLEXIBLE
    yield from when_reasons(hours, times)
    if hours.a_week and times.a_week:
        yield week(hours, times, yields)
    if hours.cares:
        yield family(yields)
        if 0 < times.whole <= SHORT:
            yield Reason(10, _("short: %(hours)s hours in all", hours=times.whole))


def week(hours, times, yields):
    if times.a_week <= hours.a_week:
        return Reason(5, _("%(hours)s hours a week can be fitted in", hours=times.a_week))
    if yields:
        return Reason(5, _("%(hours)s hours a week, which can be put off", hours=times.a_week))
    return forbidden(
        _("takes %(asked)s hours a week, they have %(free)s", asked=times.a_week, free=hours.a_week)
    )


def when_reasons(hours, times):
    if times.replay:
        yield Reason(20, _("can be watched at any time"))
    elif times.held_at == FreeTime.FLEXIBLE:
        yield Reason(20, _("the hours are arranged with the learners"))
    elif times.held_at is None or not hours.free:
        yield Reason(0, _("whether the time suits is not known"))
    elif times.held_at in hours.free or FreeTime.FLEXIBLE in hours.free:
        yield Reason(20, _("held when they are free: %(time)s", time=times.held_at.words))
    else:
        yield forbidden(_("held when they are not free: %(time)s", time=times.held_at.words))


def family(yields):
    if yields:
        return Reason(25, _("the hours leave room to care for the family"))
    return Reason(-20, _("the hours leave no room to care for the family"))


def place_reasons(mine: str, theirs: Place) -> Iterable[Reason]:
    if theirs.online:
        yield Reason(15, _("can be attended from anywhere"))
    elif mine and theirs.words:
        if mine in theirs.words or theirs.words in mine:
            yield Reason(15, _("near: in %(place)s", place=theirs.words))
        else:
            yield Reason(-10, _("in %(place)s, they can attend in %(own)s", place=theirs.words, own=mine))


def union_reasons(mine: int | None, theirs: int | None) -> Iterable[Reason]:
    if mine is not None and mine == theirs:
        yield Reason(5, _("of their own union"))


def kept_reasons(groups, kept: Kept) -> Iterable[Reason]:
    """Kept for a group by law, with the law beside it; without a law nobody is let in or kept out by the desk."""
    if kept.group is None:
        return
    asked = {"group": kept.group.words, "basis": kept.basis}
    if not kept.basis:
        yield forbidden(_("kept for %(group)s without a legal basis", **asked))
    elif kept.group in groups:
        yield Reason(0, _("kept by law for %(group)s, to whom they belong (%(basis)s)", **asked))
    else:
        yield forbidden(_("kept by law for %(group)s (%(basis)s)", **asked))


def seat_reasons(_nobody, seats: int) -> Iterable[Reason]:
    if seats <= 0:
        yield forbidden(_("no seat is left"))


def forbidden(words):
    return Reason(0, words, forbids=True)


class Aspect(NamedTuple):
    """One way to look at a person and a class; each side reduced to what matters to it."""

    name: str
    judge: Callable
    of_person: Callable[[Person], object]
    of_offer: Callable[[Offer], object]


ASPECTS: Sequence[Aspect] = (
    Aspect("gap", gap_reasons, lambda one: one.gaps, lambda one: one.taught),
    Aspect("wish", wish_reasons, lambda one: one.wish, lambda one: one.taught),
    Aspect("trade", trade_reasons, lambda one: one.trade, lambda one: one.taught),
    Aspect("level", level_reasons, lambda one: one.levels, lambda one: one.taught),
    Aspect("schooling", schooling_reasons, lambda one: one.education, lambda one: one.schooling),
    Aspect("hours", hours_reasons, lambda one: one.hours, lambda one: one.times),
    Aspect("place", place_reasons, lambda one: one.place, lambda one: one.place),
    Aspect("union", union_reasons, lambda one: one.union, lambda one: one.union),
    Aspect("kept", kept_reasons, lambda one: one.groups, lambda one: one.kept),
    Aspect("seats", seat_reasons, lambda one: None, lambda one: one.seats),
)
MATTERS = ("gap", "wish", "trade")  # without a reason here nothing but chance leads a person to a class
