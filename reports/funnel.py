"""The way from events to weddings, over any span of days: how many came, how many found each other. Each figure is a list.

A month's figures are `matchmaking`'s. One-sided choices are counted nowhere.
"""

from dataclasses import dataclass
from datetime import date

from peewee import fn

import filters
import scope
from choices import CoupleState, EventState, RegistrationState
from fields import DateField
from filters import Condition
from language import lazy as _
from models import Couple, MatchEvent, MatchRegistration, Organisation
from reports.counting import Counting, Group
from scope import Actor

DAY = DateField(null=True)
ALWAYS = ("1949-10-01", "2099-12-31")


@dataclass(frozen=True)
class Stage:
    """One step of the way: {group of unions: figure}, and the conditions that list it."""

    label: str
    model: type
    conditions: tuple[Condition, ...]
    figures: dict[Group, int]

    def link(self, group: Group):
        return self.model._meta.table_name, self.conditions + group.conditions(self.model)


@dataclass(frozen=True)
class Wedding:
    """A group wedding and how many couples were at it."""

    name: str
    day: date
    couples: int
    conditions: tuple[Condition, ...]


@dataclass(frozen=True)
class Found:
    groups: list[Group]
    stages: list[Stage]
    weddings: list[Wedding]


def run(by: Actor, organisation: Organisation | None, first: str, last: str, fair: str) -> Found:
    """The way in a span of days, each day as typed, "" for no limit. Raises ValueError in words."""
    first, last = (day(text) or default for text, default in zip((first, last), ALWAYS, strict=True))
    counting = Counting(by, organisation)
    stages = [
        Stage(str(label), model, conditions, counting.figures(model, conditions, adds))
        for label, model, conditions, adds in questions(first, last, fair)
    ]
    groups = [g for g in counting.groups if g is counting.whole or any(one.figures[g] for one in stages)]
    return Found(groups, stages, list(weddings(by, counting.whole, first, last)))


def day(text):
    value = DAY.read(text)
    return value and value.isoformat()


def questions(first, last, fair):
    """(label, entity, conditions, what is added up) of each step."""
    held = (
        Condition("starts_at", "from", f"{first} 00:00"),
        Condition("starts_at", "to", f"{last} 23:59"),
        Condition("state", "is", EventState.HELD),
        *((Condition("fair", "is", fair),) if fair else ()),
    )
    of_them = tuple(Condition(f"event.{one.column}", one.operation, one.text) for one in held)
    met = tuple(Condition("event.fair", "is", fair) for _once in "1" if fair)
    stood = Condition(
        "state", "one_of", ",".join(s for s in RegistrationState if s != RegistrationState.WITHDRAWN)
    )
    married = Condition("state", "is", CoupleState.REGISTERED)
    yield _("Events held"), MatchEvent, held, ""
    yield _("Person-times served"), MatchEvent, held, "visitors"
    yield _("Registrations"), MatchRegistration, (*of_them, stood), ""
    yield (
        _("Checked in"),
        MatchRegistration,
        (*of_them, Condition("state", "is", RegistrationState.ATTENDED)),
        "",
    )
    yield _("Couples"), Couple, (*span("paired_on", first, last), *met), ""
    yield _("Marriages registered"), Couple, (*span("registered_on", first, last), married, *met), ""
    yield _("Couples at group weddings"), Couple, (*span("wedding_on", first, last), married, *met), ""


def span(column, first, last):
    return Condition(column, "from", first), Condition(column, "to", last)


def weddings(by, whole, first, last):
    """Each group wedding of the span, with its couples."""
    within = (*span("wedding_on", first, last), Condition("state", "is", CoupleState.REGISTERED))
    mine = filters.narrow(scope.visible(Couple, by), Couple, (*within, *whole.conditions(Couple)), by)
    grouped = mine.select(Couple.wedding, Couple.wedding_on, fn.COUNT(Couple.id)).where(
        Couple.wedding.is_null(False)
    )
    for name, on, number in (
        grouped.group_by(Couple.wedding, Couple.wedding_on).order_by(Couple.wedding_on).tuples()
    ):
        conditions = (Condition("wedding", "is", name), *span("wedding_on", str(on), str(on)), within[-1])
        yield Wedding(name, on, number, conditions)
