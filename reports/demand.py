"""The month of demand, trips, certificates and revisits; demand by trade, open and met. What is counted, nothing of how."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from peewee import JOIN, Case, fn

import filters
import scope
from choices import DemandState, TripState
from filters import Condition
from language import gettext
from language import lazy as _
from models import Certificate, Course, Demand, Organisation, Revisit, Trade, TrainingClass, Trip, TripStop
from reports.figures import Indicator, Report, in_month, not_after, still_at_end, valid_at_end
from rows import with_links
from scope import Actor

RAISED = (*in_month("raised_on"), Condition("state", "is_not", DemandState.WITHDRAWN))
MET = (*in_month("raised_on"), Condition("state", "is", DemandState.ANSWERED))
OPEN = (not_after("raised_on"), Condition("state", "is", DemandState.OPEN))
ANSWERED = (*in_month("answered_on"), Condition("state", "is", DemandState.ANSWERED))
IN_FORCE = (not_after("issued_on"), valid_at_end("expires_on"), still_at_end("revoked_on"))
MADE = Condition("trip.state", "is_not", TripState.CANCELLED)

REPORT = Report(
    "demand",
    _("Demand, trips and certificates of the month"),
    _("What companies and townships asked to be taught and what came of it; trips, certificates, revisits."),
    (
        Indicator(_("Demands raised in the month"), Demand, RAISED),
        Indicator(_("People they asked for"), Demand, RAISED, adds="people"),
        Indicator(_("Share of these demands answered"), Demand, MET, of=RAISED),
        Indicator(_("Demands answered in the month"), Demand, ANSWERED),
        Indicator(_("Demands still open"), Demand, OPEN),
        Indicator(_("People they wait for"), Demand, OPEN, adds="people"),
        Indicator(
            _("Trips made in the month"),
            Trip,
            (*in_month("held_on"), Condition("state", "is", TripState.DONE)),
        ),
        Indicator(
            _("Stops held in the month"),
            TripStop,
            (*in_month("trip.held_on"), Condition("training_class", "empty", "no")),
        ),
        Indicator(
            _("Certificates of classes issued in the month"),
            Certificate,
            (
                *in_month("issued_on"),
                Condition("revoked_on", "empty", "yes"),
                Condition("enrolment", "empty", "no"),
            ),
        ),
        Indicator(_("Certificates in force at the end of the month"), Certificate, IN_FORCE),
        Indicator(_("Revisits in the month"), Revisit, in_month("done_on")),
        Indicator(
            _("Share of those revisited who use what they learned"),
            Revisit,
            (*in_month("done_on"), Condition("used", "is", "yes")),
            of=in_month("done_on"),
        ),
    ),
)


# By trade -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Line:
    """The demands of a trade: how many and for how many people, in each state; `trade` is "" for the whole."""

    words: str
    trade: str
    counts: dict[str, tuple[int, int]]  # {state: (demands, people)}
    wanted_by: date | None  # the first day by which an open one is wanted
    conditions: tuple[Condition, ...]

    def link(self, state):
        return (*self.conditions, Condition("state", "is", state))

    @property
    def unmet(self) -> tuple[int, int]:
        """Open and declined ones."""
        pairs = [self.counts[state] for state in (DemandState.OPEN, DemandState.DECLINED)]
        return sum(one for one, _people in pairs), sum(people for _one, people in pairs)

    @property
    def all(self) -> tuple[int, int]:
        """Without those withdrawn."""
        pairs = [pair for state, pair in self.counts.items() if state != DemandState.WITHDRAWN]
        return sum(one for one, _people in pairs), sum(people for _one, people in pairs)


def by_trade(by: Actor, organisation: Organisation | None = None, year: int | None = None) -> list[Line]:
    """The whole first, then the trade for which most people wait; of the demands raised in a year, or of all."""
    base = narrowing(organisation, year)
    lines = [line for line in counted(base, by) if line.all[0]]
    lines.sort(key=lambda line: (-line.counts[DemandState.OPEN][1], -line.unmet[1], line.words))
    sums = {
        state: tuple(sum(line.counts[state][n] for line in lines) for n in (0, 1)) for state in DemandState
    }
    days = [line.wanted_by for line in lines if line.wanted_by]
    return [Line(gettext("All trades"), "", sums, min(days, default=None), base), *lines]


def narrowing(organisation, year):
    union = (Condition("organisation", "within", organisation.code),) if organisation else ()
    days = (Condition("raised_on", "from", f"{year}-01-01"), Condition("raised_on", "to", f"{year}-12-31"))
    return (*union, *(days if year else ()))


def counted(base, by) -> Iterator[Line]:
    query = filters.narrow(scope.visible(Demand, by), Demand, base, by)
    sums = [
        figure for state in DemandState for figure in (
            fn.SUM(Case(None, [(Demand.state == state, 1)], 0)),
            fn.SUM(Case(None, [(Demand.state == state, Demand.people)], 0)),
        )
    ]  # fmt: skip
    waiting = fn.MIN(Case(None, [(Demand.state == DemandState.OPEN, Demand.wanted_by)]))
    joined = query.join(Trade, JOIN.LEFT_OUTER, on=Demand.trade == Trade.id)
    rows = joined.select(Demand.trade, Trade.name, waiting, *sums).group_by(Demand.trade, Trade.name)
    for id, name, day, *numbers in rows.tuples():
        pairs = zip(map(int, numbers[::2]), map(int, numbers[1::2]), strict=True)
        at = Condition("trade", "is", f"T-{id}") if id else Condition("trade", "empty", "yes")
        yield Line(
            name or gettext("No trade"), f"T-{id}" if id else "none", dict(zip(DemandState, pairs, strict=True)),
            Demand.wanted_by.python_value(day), (*base, at),
        )  # fmt: skip


def csv_rows(lines: list[Line]):
    """Header and rows of the file: one for each trade and figure."""
    yield [gettext("Indicator"), gettext("Value"), gettext("Numerator"), gettext("Denominator")]
    for line in lines:
        for words, number in figures(line):
            yield [
                gettext("%(indicator)s (%(group)s)", indicator=words, group=line.words),
                str(number),
                "",
                "",
            ]


def figures(line):
    """(words, number) of a line of the table."""
    unmet, all_ = line.unmet, line.all
    return [
        (gettext("Demands raised"), all_[0]),
        (gettext("People asked for"), all_[1]),
        (gettext("Answered demands"), line.counts[DemandState.ANSWERED][0]),
        (gettext("People whose demand is answered"), line.counts[DemandState.ANSWERED][1]),
        (gettext("Open demands"), line.counts[DemandState.OPEN][0]),
        (gettext("People needed"), line.counts[DemandState.OPEN][1]),
        (gettext("Unmet demands (open or declined)"), unmet[0]),
        (gettext("People of unmet demands"), unmet[1]),
    ]


# One demand -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Answer:
    """A class that answers a demand, and by how many hours of practice it differs from its course."""

    training_class: TrainingClass
    course_hours: int
    hours: int

    @property
    def change(self) -> int:
        return self.hours - self.course_hours


def answers(demand: Demand, by: Actor) -> list[Answer]:
    """The classes that answer a demand, the first to begin first."""
    query = scope.visible(TrainingClass, by, TrainingClass.id).where(TrainingClass.demand == demand.id)
    ids = [id for (id,) in query.order_by(TrainingClass.starts_on, TrainingClass.id).tuples()]
    found = with_links(TrainingClass, ids, by)
    hours = dict(
        Course.select(Course.id, Course.practice_hours)
        .where(Course.id.in_([o.course_id for o in found]))
        .tuples()
    )
    return [Answer(one, hours[one.course_id], one.practice_hours or 0) for one in found]
