"""The verbs of a graduate who is served by name: a step is recorded, the service ends early or is taken up again.

When it is complete is worked out by `rules.named_service` and set by itself (`serving_checks`).
"""

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

import models
from choices import NamedServiceKind, NamedServiceState
from database import db
from language import gettext
from models import JobPost, NamedService, ServiceStep, TrainingClass
from operations import serving_facts as facts
from operations.chain import hold
from operations.records import save_one
from operations.refusals import Invalid, Refused, in_words
from rules import named_service as rules
from scope import Actor, visible, within

RUNNING, DONE, ENDED = NamedServiceState.RUNNING, NamedServiceState.DONE, NamedServiceState.ENDED
ENDS = ("state", "done_on", "ended_on", "end_reason")
MOST = 200


@contextmanager
def whole():
    """All of a verb or nothing of it."""
    with in_words(), db.atomic():
        hold()
        yield


def record(
    service: NamedService, by: Actor, kind: NamedServiceKind, done_on: date, post: JobPost | None = None,
    training_class: TrainingClass | None = None, content: str | None = None,
) -> None:  # fmt: skip
    """Write down one thing done for the graduate; with the last that was lacking the service is complete."""
    with whole():
        refuse_unless(service, RUNNING)
        refuse_day("done_on", done_on, service, ServiceStep)
        step = ServiceStep(service=service, kind=kind, done_on=done_on, post=post, content=content)
        step.training_class = training_class
        save_one(step, by)


def end_early(service: NamedService, by: Actor, ended_on: date, end_reason: str) -> None:
    """The service ends although something is lacking: the graduate found work, moved away, declined."""
    with whole():
        refuse_unless(service, RUNNING)
        refuse_day("ended_on", ended_on, service, NamedService)
        service.state, service.ended_on, service.end_reason = ENDED, ended_on, end_reason
        save_one(service, by, sets=ENDS)


def take_up(service: NamedService, by: Actor) -> None:
    """It goes on: it ended too early, or a step turned out to be wrong."""
    with whole():
        refuse_unless(service, DONE, ENDED)
        service.state, service.done_on, service.ended_on, service.end_reason = RUNNING, None, None, None
        save_one(service, by, sets=ENDS)


def refuse_unless(service, *states):
    if service.state not in states:
        words = gettext("The service is “%(state)s”: this cannot be done.", state=str(service.state.words))
        raise Refused(words)


def refuse_day(column, day, service, model):
    if day > models.now().date():
        raise Invalid({column: gettext("must not be in the future")}, model)
    if day < service.starts_on:
        raise Invalid({column: gettext("is before the first day of the service")}, model)


# Who is behind ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Standing:
    """A graduate with what was done for them."""

    service: NamedService
    progress: list[rules.Progress]
    days_late: int  # after the day by which all was to be done; 0 before it


def running(by: Actor, union=None) -> list[Standing]:
    """The graduates who are being served, the most urgent first; at most MOST."""
    query = visible(NamedService, by).where(NamedService.state == RUNNING)
    if union is not None:
        query = query.where(within(NamedService, union.path))
    services = list(query.order_by(NamedService.due_on, NamedService.id).limit(MOST))
    steps, today = facts.steps_of_all(services), models.now().date()
    return [Standing(one, rules.progress(steps[one.id]), late(one, today)) for one in services]


def standing(service: NamedService) -> Standing:
    return Standing(service, rules.progress(facts.steps_of(service.id)), late(service, models.now().date()))


def late(service, today):
    over = service.state == RUNNING and service.due_on and service.due_on < today
    return (today - service.due_on).days if over else 0
