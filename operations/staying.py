"""After somebody began a job: are they still there after 1, 3, 6 months; did they leave; is it in the register."""

from datetime import date

import models
from choices import PlacementStep, WorkState
from database import db
from language import gettext
from models import Placement, PlacementCheck, Worker
from operations.chain import hold
from operations.records import held, held_or_refused, permit, save_one
from operations.refusals import Refused, in_words
from rules import staying as rule
from scope import Actor


def check(
    placement: Placement, by: Actor, step: PlacementStep, still_there: bool, done_on: date | None = None,
    told: str | None = None, left_on: date | None = None, leave_reason: str | None = None,
) -> Placement:  # fmt: skip
    """Note down whether somebody is still at the job; of who is not, since when."""
    with in_words(), db.atomic():
        permit(PlacementCheck, by)
        hold()
        stored = held_or_refused(placement, by)
        if not still_there:
            stored = leave(stored, by, left_on or stored.left_on or missing(), leave_reason)
        found = PlacementCheck(
            placement=stored, step=step, done_on=done_on or models.now().date(), still_there=bool(still_there),
            asked_by=by.name[:50], told=told,
        )  # fmt: skip
        save_one(found, by)
    return stored


def missing():
    raise Refused(gettext("Say since when the job is left."))


def leave(placement: Placement, by: Actor, left_on: date, leave_reason: str | None = None) -> Placement:
    """Somebody has left the job; nobody asks any more."""
    with in_words(), db.atomic():
        permit(Placement, by)
        stored = held_or_refused(placement, by)
        stored.left_on, stored.leave_reason = left_on, leave_reason or stored.leave_reason
        return save_one(stored, by)


def enter(placement: Placement, by: Actor) -> Placement:
    """Write employer and status of a placement into the register of workers."""
    with in_words(), db.atomic():
        permit(Worker, by)
        hold()
        stored = held_or_refused(placement, by)
        if stored.left_on:
            raise Refused(gettext("The job is left since %(day)s.", day=stored.left_on.isoformat()))
        worker = held(Worker, stored.worker_id, by)
        worker.enterprise, worker.state = stored.enterprise, WorkState.EMPLOYED
        worker.post = stored.job[:50] if stored.job else worker.post
        save_one(worker, by)
    return stored


# Who is to be asked -------------------------------------------------------------------------------


def waiting_for(step: PlacementStep, overdue: bool = False):
    """The condition that a placement is due to be checked today, or that its check is overdue."""
    today = models.now().date()
    late = rule.latest_start(today, step, overdue=True)
    began = Placement.started_on <= late if overdue else Placement.started_on.between(
        rule.day_after(late), rule.latest_start(today, step)
    )  # fmt: skip
    done = PlacementCheck.select(PlacementCheck.placement).where(
        PlacementCheck.deleted_at.is_null(), PlacementCheck.step == step
    )
    return began & Placement.left_on.is_null() & Placement.id.not_in(done)


def not_in_register(_model=None):
    """The condition that a placement goes on and the register of workers names another employer, or none."""
    differs = (Worker.enterprise != Placement.enterprise) | Worker.enterprise.is_null()
    behind = Worker.select(Worker.id).where(
        Worker.id == Placement.worker, differs
    )  # of the placement at hand
    known = Placement.enterprise.is_null(False) & Placement.left_on.is_null()
    return known & Placement.worker.in_(behind)
