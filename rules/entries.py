"""Who may enter a contest event: team size, ages, quotas. Pure; each objection is a reason in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from language import lazy as _


@dataclass(frozen=True)
class Member:
    """What counts of a person who enters."""

    name: str
    born_on: date | None


def age_on(born_on: date, day: date) -> int:
    """Full years on a day; who was born on 29 February is a year older on 1 March."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def too_many(size: int, present: int) -> str:
    """Why a team that has so many members takes no more; "" while it does."""
    if present < size:
        return ""
    return _("is one too many: a team of this contest has %(size)s members", size=size)


def too_old(born_on: date | None, highest: int | None, day: date) -> str:
    """Why somebody is too old on the contest's day; "" for who is not, or whose age nobody knows yet."""
    if highest is None or born_on is None or age_on(born_on, day) <= highest:
        return ""
    return _(
        "will be %(age)s years old on %(day)s: this contest takes people up to %(highest)s",
        age=age_on(born_on, day), day=day.isoformat(), highest=highest,
    )  # fmt: skip


def quota_full(whose: str, quota: int | None, standing: int) -> str:
    """Why a unit or delegation that has so many entries makes no other."""
    if quota is None or standing < quota:
        return ""
    return _("%(whose)s has its %(quota)s entries for this contest already", whose=whose, quota=quota)


def unready(team: Sequence[Member], size: int, highest: int | None, day: date) -> list[str]:
    """All that stands in the way of confirming a team; nothing where it may compete."""
    found = []
    if len(team) != size:
        found.append(_("has %(count)s of %(size)s members", count=len(team), size=size))
    for member in team:
        if highest is not None and member.born_on is None:
            found.append(_("%(name)s: date of birth not in the register", name=member.name))
        elif words := too_old(member.born_on, highest, day):
            found.append(_("%(name)s: %(words)s", name=member.name, words=words))
    return found
