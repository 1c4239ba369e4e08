"""Classes for a person and people for a class, best first, with the reasons. What is weighed is `rules.recommendation`.

Of many people only those are read whom the class could concern: SQL narrows them first.
"""

from dataclasses import dataclass

from peewee import JOIN, Case

import scope
from choices import FreeTime, WorkState
from language import gettext
from models import Enrolment, SkillProfile, TrainingClass, Worker
from operations import learners
from operations.refusals import Refused
from reports.shortfalls import short_of
from rows import with_links
from rules.fitting import Fit, behind, classes_for, people_for
from rules.recommendation import SCHOOLING, Offer
from scope import Actor

MOST_CLASSES = 500  # looked at for one person: those that begin first
MOST_PEOPLE = 1000  # compared for one class: those whom SQL puts first
AT_WORK = (WorkState.EMPLOYED, WorkState.LEAVE, WorkState.UNEMPLOYED)


@dataclass(frozen=True)
class Choice:
    """A class for somebody, or somebody for a class: the record, how well it fits, why it does not rank first."""

    record: TrainingClass | Worker
    fit: Fit
    behind: list[str]


# Classes for a person ---------------------------------------------------------------------------------


def for_person(worker: Worker, by: Actor) -> list[Choice]:
    """The open classes that somebody is not in yet, best first; those that cannot be last, with what forbids them."""
    theirs = Enrolment.select(Enrolment.training_class).where(
        Enrolment.deleted_at.is_null(), Enrolment.worker == worker.id,
        Enrolment.state.in_(learners.NOT_WITHDRAWN),
    )  # fmt: skip
    found = learners.open_classes(by).where(TrainingClass.id.not_in(theirs))
    classes = {one.id: one for one in found.order_by(TrainingClass.starts_on).limit(MOST_CLASSES)}
    offers = learners.offers(classes.values())
    (person,) = learners.people([worker.id], offers)
    fits = classes_for(person, offers)
    return [choice(classes[fit.offer.id], fit, fits[0]) for fit in fits]


def choice(record, fit, first):
    return Choice(record, fit, [] if fit is first else [str(words) for words in behind(first, fit)])


# People for a class ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Shortlist:
    """Those who were compared, best first; of how many whom the class could concern."""

    choices: list[Choice]
    of: int
    seats: int


def for_class(training_class: TrainingClass, by: Actor, start: int = 0, size: int = 50) -> Shortlist:
    """Those whom a class could concern: of their wish, trade or gap, free at the time, schooled enough, not in it."""
    held = learners.open_classes(by).where(TrainingClass.id == training_class.id).first()
    if held is None:
        raise Refused(gettext("Nobody can sign up for this class now."))
    (offer,) = learners.offers([held])
    query = concerned(offer, by)
    ids = [id for (id,) in query.order_by(nearest(offer).desc(), Worker.id).limit(MOST_PEOPLE).tuples()]
    fits = people_for(offer, learners.people(ids, [offer]))
    shown = fits[start : start + size]
    workers = {one.id: one for one in with_links(Worker, [fit.person.id for fit in shown], by)}
    choices = [choice(workers[fit.person.id], fit, fits[0]) for fit in shown]
    return Shortlist(choices, query.count(), offer.seats)


def concerned(offer: Offer, by: Actor):
    """The ids of the people whom a class could concern: a query."""
    query = scope.visible(Worker, by, Worker.id).join_from(
        Worker,
        SkillProfile,
        JOIN.LEFT_OUTER,
        on=(SkillProfile.worker == Worker.id) & SkillProfile.deleted_at.is_null(),
    )
    inside = Enrolment.select(Enrolment.worker).where(
        Enrolment.deleted_at.is_null(), Enrolment.training_class == offer.id,
        Enrolment.state.in_(learners.NOT_WITHDRAWN),
    )  # fmt: skip
    query = query.where(Worker.state.in_(AT_WORK), Worker.id.not_in(inside), touches(offer))
    for test in possible(offer):
        query = query.where(test)
    return query


def touches(offer):
    """That it is what somebody wishes, does or lacks."""
    taught = offer.taught
    test = Worker.id.in_(short_of(taught.item)) if taught.item else Worker.id.is_null()
    if taught.trade:
        test |= (SkillProfile.wish_trade == taught.trade) | (Worker.trade == taught.trade)
    if taught.industry:
        test |= SkillProfile.wish_industry == taught.industry
    return test


def possible(offer):
    """What the rule would forbid anyway, as far as SQL can tell."""
    if offer.schooling:
        enough = [one for one, rank in SCHOOLING.items() if rank >= SCHOOLING[offer.schooling]]
        yield Worker.education.is_null() | Worker.education.in_(enough)
    held_at, free = offer.times.held_at, SkillProfile.free_times
    if held_at and held_at != FreeTime.FLEXIBLE and not offer.times.replay:
        unknown = SkillProfile.id.is_null() | (free == "")
        yield unknown | free.contains(f",{held_at},") | free.contains(f",{FreeTime.FLEXIBLE},")


def nearest(offer):
    """A first order by what weighs most; the rule then orders exactly."""
    taught, points = offer.taught, []
    if taught.item:
        points.append(Case(None, [(Worker.id.in_(short_of(taught.item)), 50)], 0))
    wished = [(SkillProfile.wish_trade == taught.trade, 40)] if taught.trade else []
    wished += [(SkillProfile.wish_industry == taught.industry, 30)] if taught.industry else []
    wished.append((SkillProfile.wish_trade.is_null(False) | SkillProfile.wish_industry.is_null(False), -20))
    points.append(Case(None, wished, 0))
    if taught.trade:
        points.append(Case(None, [(Worker.trade == taught.trade, 10)], 0))
    return sum(points[1:], points[0])
