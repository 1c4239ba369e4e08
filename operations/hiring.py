"""Somebody is hired: the application says so, and a placement begins. What holds at every door is `job_checks`.

The register of workers stays as it is: who keeps it up to date enters the new employer (`staying.enter`).
"""

from dataclasses import replace
from datetime import date

import models
from choices import ApplicationState
from database import db
from language import gettext
from models import Application, Placement, PlacementCheck
from operations.chain import hold
from operations.records import held_or_refused, permit, save_one
from operations.refusals import Refused, in_words
from operations.trash import delete
from scope import SYSTEM, Actor


def hire(
    application: Application, by: Actor, started_on: date | None = None, wage: int | None = None
) -> Application:
    """A company takes somebody on: without a day, from today. Makes the placement."""
    with in_words(), db.atomic():
        permit(Application, by)
        hold()
        stored = held_or_refused(application, by)
        stored.state = ApplicationState.HIRED
        save_one(stored, by)
        place(stored, by, started_on or models.now().date(), wage)
    return stored


def place(application, by, started_on, wage=None):
    """The placement that a hiring begins; one there is already stays."""
    if placement_of(application):
        return
    post = application.post
    made = Placement(
        worker=application.worker_id, enterprise=post.enterprise_id, job=post.name, application=application,
        started_on=started_on, work_place=post.work_place, wage=wage,
    )  # fmt: skip
    save_one(made, in_the_name_of(by))


def record(application: Application, by: Actor, started_on: date, wage: int | None = None) -> Application:
    """The placement of somebody whose hiring came by a list or a sheet."""
    with in_words(), db.atomic():
        permit(Placement, by)
        hold()
        stored = held_or_refused(application, by)
        if stored.state != ApplicationState.HIRED:
            raise Refused(gettext("Only who is hired begins a job."))
        place(stored, by, started_on, wage)
    return stored


def placement_of(application) -> Placement | None:
    return Placement.get_or_none(Placement.application == application.id, Placement.deleted_at.is_null())


def unrecorded(_model=None):
    """The condition that somebody was hired, by a list or a sheet, and no job was recorded."""
    recorded = Placement.select(Placement.application).where(
        Placement.deleted_at.is_null(), Placement.application.is_null(False)
    )
    return Application.id.not_in(recorded)


def in_the_name_of(by: Actor) -> Actor:
    """The desk, for somebody who may hire but sees neither the person's record nor their other jobs."""
    return replace(SYSTEM, name=by.name, via=by.via, account=by.account)


def take_back(application: Application, by: Actor) -> Application:
    """It came to nothing before it began: the placement goes to the trash, the post is open again."""
    with in_words(), db.atomic():
        permit(Application, by)
        hold()
        stored, placement = held_or_refused(application, by), placement_of(application)
        checks = PlacementCheck.select().where(PlacementCheck.deleted_at.is_null())
        if placement and checks.where(PlacementCheck.placement == placement.id).exists():
            words = gettext("The person began work and was asked about it: note that they left instead.")
            raise Refused(words)
        if placement:
            delete(placement, in_the_name_of(by))
        stored.state = ApplicationState.INTENT
        return save_one(stored, by)
