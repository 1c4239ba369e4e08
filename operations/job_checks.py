"""What holds of posts, applications and placements whatever door they come through, and what follows from a change.

They have the form of `checks`. How somebody applies, is hired or is asked afterwards is `applying`, `hiring`, `staying`.
"""

import models
from choices import Act, ApplicationSource, ApplicationState, EnrolmentState, JobPostState
from language import lazy as _
from models import (
    Application,
    Enrolment,
    JobPost,
    LivePost,
    LiveSession,
    Placement,
    PlacementCheck,
    TrainingClass,
)
from operations.trail import kept, note
from rules import staying
from scope import SYSTEM

DESK = SYSTEM.through("jobs")
DECIDED = (ApplicationState.HIRED, ApplicationState.DECLINED, ApplicationState.WITHDRAWN)


def hired(post: int, without: int = 0) -> int:
    """How many are hired for a post."""
    mine = Application.select().where(Application.deleted_at.is_null(), Application.post == post)
    return mine.where(Application.state == ApplicationState.HIRED, Application.id != without).count()


# Applications -------------------------------------------------------------------------------------


def stamped(application, stored):
    """The days of intent and decision follow from the status. Who is hired at once intended to be."""
    today, state = models.now().date(), application.state
    if stored and stored.state == state:
        return
    application.decided_on = today if state in DECIDED else None
    if state in (ApplicationState.INTENT, ApplicationState.HIRED):
        application.intent_on = application.intent_on or today
    if state == ApplicationState.APPLIED:
        application.intent_on = None


def from_session(application, stored):
    """Who came by a live session and did not say which came by the last one that showed the post."""
    if stored is None and application.source == ApplicationSource.LIVE and application.live_id is None:
        shown = LivePost.select(LivePost.live).where(
            LivePost.deleted_at.is_null(), LivePost.post == application.post_id
        )
        before = models.datetime.combine(application.applied_on, models.datetime.max.time())
        sessions = LiveSession.select().where(LiveSession.id.in_(shown), LiveSession.deleted_at.is_null())
        application.live = (
            sessions.where(LiveSession.starts_at <= before).order_by(LiveSession.starts_at.desc()).first()
        )


def shown_live(application, stored):
    """The session that an application names has shown the post, and is not later than the application."""
    if not application.live_id or (stored and unchanged(application, stored, "live", "post", "applied_on")):
        return
    shown = LivePost.select().where(LivePost.live == application.live_id, LivePost.deleted_at.is_null())
    if not shown.where(LivePost.post == application.post_id).exists():
        yield "live", _("did not show this post")
    elif LiveSession.get_by_id(application.live_id).starts_at.date() > application.applied_on:
        yield "live", _("was held after the application")


def within_openings(application, stored):
    """No more are hired than are wanted."""
    if application.state != ApplicationState.HIRED:
        return
    if stored and unchanged(application, stored, "state", "post"):
        return
    post = JobPost.get_by_id(application.post_id)
    if hired(post.id, application.id or 0) >= post.openings:
        yield (
            "state",
            _("cannot be “hired”: all %(count)s wanted for this post are hired", count=post.openings),
        )


def unchanged(record, stored, *names):
    return all(record.__data__[name] == stored.__data__[name] for name in names)


def filled(application, stored):
    """A post is filled when as many are hired as are wanted, and open again when somebody falls out."""
    states = {(one.state, one.post_id) for one in (application, stored) if one}
    if len(states) > 1 or stored is None:
        for post in {post for state, post in states if state == ApplicationState.HIRED}:
            follow(post)


def removed(application):
    if application.state == ApplicationState.HIRED:
        follow(application.post_id)


def follow(post):
    """The desk keeps the status of a post; whoever hired need not be able to write it."""
    post = JobPost.get_by_id(post)
    full = hired(post.id) >= post.openings
    if full and post.state == JobPostState.OPEN:
        put_down(post, "state", JobPostState.FILLED)
    elif not full and post.state == JobPostState.FILLED:
        put_down(post, "state", JobPostState.OPEN)


def put_down(record, name, value):
    """One column that follows from other records."""
    field = record._meta.fields[name]
    before = kept(record, field)
    setattr(record, name, value)
    record.version, record.changed_at = record.version + 1, models.now()
    record.save(only=[name, "version", "changed_at"])
    note(record, Act.CHANGED, DESK, {name: [before, kept(record, field)]})


# Posts --------------------------------------------------------------------------------------------


def by_openings(post, stored):
    """More or fewer wanted: a post that was filled is open again, or the other way round."""
    if stored and post.openings != stored.openings and post.state != JobPostState.CLOSED:
        full = hired(post.id) >= post.openings
        post.state = JobPostState.FILLED if full else JobPostState.OPEN


def room_for_hired(post, stored):
    if stored and (number := hired(post.id)) > post.openings:
        yield "openings", _("are fewer than the %(count)s who are hired", count=number)


def really_filled(post, stored):
    newly = post.state == JobPostState.FILLED and (stored is None or stored.state != post.state)
    if newly and (number := hired(post.id) if post.id else 0) < post.openings:
        yield (
            "state",
            _(
                "cannot be “filled”: %(count)s of %(wanted)s are hired. Choose “closed” if nobody else is wanted",
                count=number, wanted=post.openings,
            ),
        )  # fmt: skip


# Placements ---------------------------------------------------------------------------------------


def class_before(placement, stored):
    """Of who has completed a class before, the last of them led to the job, if no job counts for it yet."""
    if stored or placement.training_class_id or not placement.started_on:
        return
    counted = Placement.select(Placement.training_class).where(
        Placement.deleted_at.is_null(), Placement.worker == placement.worker_id,
        Placement.training_class.is_null(False),
    )  # fmt: skip
    classes = TrainingClass.select().where(
        TrainingClass.id.in_(completed(placement.worker_id)), TrainingClass.id.not_in(counted),
        TrainingClass.ends_on <= placement.started_on, TrainingClass.deleted_at.is_null(),
    )  # fmt: skip
    placement.training_class = classes.order_by(TrainingClass.ends_on.desc(), TrainingClass.id).first()


def completed(worker):
    """The classes that somebody has completed."""
    own = Enrolment.select(Enrolment.training_class).where(
        Enrolment.deleted_at.is_null(), Enrolment.worker == worker
    )
    return own.where(Enrolment.state == EnrolmentState.COMPLETED)


def has_completed(placement, stored):
    """A job counts for a class only of who has completed it: no rate beyond the people there were."""
    if not placement.training_class_id or (
        stored and unchanged(placement, stored, "training_class", "worker")
    ):
        return
    if (
        not completed(placement.worker_id)
        .where(Enrolment.training_class == placement.training_class_id)
        .exists()
    ):
        yield "training_class", _("was not completed by this person")


def of_same_person(placement, stored):
    if (
        placement.application_id
        and Application.get_by_id(placement.application_id).worker_id != placement.worker_id
    ):
        yield "application", _("is another person's")


def not_too_early(check, stored):
    """Nobody has been there for three months before three months are over."""
    placement = Placement.get_by_id(check.placement_id)
    due = staying.due_on(placement.started_on, check.step)
    if check.done_on < due:
        yield "done_on", _("is too early: this check is due on %(day)s", day=due.isoformat())
    elif check.still_there and placement.left_on and placement.left_on < due:
        yield (
            "still_there",
            _("does not agree: the job is left since %(day)s", day=placement.left_on.isoformat()),
        )


def still_there(check, stored=None):
    """How far somebody was last found at the job stands at the placement, so that lists can ask for it."""
    for id in {one.placement_id for one in (check, stored) if one}:
        mine = PlacementCheck.select(PlacementCheck.step).where(
            PlacementCheck.deleted_at.is_null(), PlacementCheck.placement == id, PlacementCheck.still_there
        )
        placement = Placement.get_by_id(id)
        if (last := staying.last_step(step for (step,) in mine.tuples())) != placement.stayed:
            put_down(placement, "stayed", last)


BEFORE = {Application: [stamped, from_session], JobPost: [by_openings], Placement: [class_before]}
CHECKS = {
    Application: [shown_live, within_openings],
    JobPost: [room_for_hired, really_filled],
    Placement: [has_completed, of_same_person],
    PlacementCheck: [not_too_early],
}
AFTER = {Application: [filled], PlacementCheck: [still_there]}
GONE = {Application: [removed], PlacementCheck: [still_there]}
