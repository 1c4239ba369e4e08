"""The work on a season, whoever does it: the proposal, and the enrolments that come of it, a chunk at a time.

What the optimum is stands in `rules.season`; each enrolment obeys the rules of sign-up. It stops between two chunks.
"""

import time

import language
import scope
from choices import SeasonState, SeatState
from database import db
from language import gettext
from models import Enrolment, SeasonRun, SeasonSeat, SkillProfile, TrainingClass, Worker, now
from operations import learners
from operations.chain import hold, locks_rows
from operations.learners import NOT_WITHDRAWN
from operations.recommending import AT_WORK
from operations.refusals import Refused
from operations.season import WORKING, seats
from operations.several import save_each
from rules import season as rules

MOST_CLASSES, MOST_PEOPLE = 1000, 300_000
CHUNK = 200  # on SQLite others wait until a chunk is in
ROWS_AT_ONCE = 500


def carry_on(one: SeasonRun, seconds: float | None = None) -> SeasonRun:
    """Work until it is done or the time is over, and at least one step. The run as it is then."""
    began = time.monotonic()
    with language.speaking(one.locale):
        while one.state in WORKING:
            work(one)
            one = SeasonRun.get_by_id(one.id)
            if seconds is not None and time.monotonic() - began > seconds:
                break
    SeasonRun.update(beat_at=None).where(SeasonRun.id == one.id).execute()
    return one


def work(one):
    """A step. What goes wrong is not tried for ever: somebody has to say so."""
    proposing = one.state == SeasonState.PROPOSING
    try:
        propose(one) if proposing else step(one)
    except Exception:
        words = gettext("Something went wrong. The log of the program says what.")
        beat(one, state=SeasonState.FAILED if proposing else SeasonState.STOPPED, words=words, stop=False)
        raise


def actor(one: SeasonRun) -> scope.Actor:
    """With whose rights the work is done, as they are now; the run is named in the trail."""
    by = scope.actor(one.acting) if one.acting_id else scope.SYSTEM
    return by.through(f"season {one.id}")


def beat(one, **values):
    SeasonRun.update(beat_at=now(), **values).where(SeasonRun.id == one.id).execute()


# The proposal -------------------------------------------------------------------------------------


class Stopped(Exception):
    """Somebody wants no proposal any more."""


def propose(one: SeasonRun) -> None:
    try:
        found, crowd = classes(one), people(one)
        refuse_too_many(found, crowd)
        offers = learners.offers(found)
        beat(one, total=len(offers), done=0)
        given = rules.assign(learners.people(crowd, offers), offers, lambda done: look_up(one, done))
        keep(one, given, offers)
    except Refused as refusal:
        beat(one, state=SeasonState.FAILED, words=refusal.words, stop=False)
    except Stopped:
        beat(one, state=SeasonState.FAILED, words=gettext("Somebody stopped it."), stop=False)


def look_up(one, done):
    """Say how far it is; heed whoever wants it stopped."""
    if SeasonRun.select(SeasonRun.stop).where(SeasonRun.id == one.id).scalar():
        raise Stopped
    beat(one, done=done)


def classes(one) -> list[TrainingClass]:
    """The open classes that begin within the season, of the union and below."""
    query = learners.open_classes(actor(one)).where(
        scope.within(TrainingClass, one.organisation.path) if one.organisation.path else True,
        TrainingClass.starts_on >= one.first, TrainingClass.starts_on <= one.last,
    )  # fmt: skip
    return list(query.order_by(TrainingClass.id).limit(MOST_CLASSES + 1))


def people(one) -> list[int]:
    """Those whose profile was taken, who can work, and are in no class that is open or running."""
    by, union = actor(one), one.organisation.path
    busy = Enrolment.select(Enrolment.worker).join(TrainingClass).where(
        Enrolment.deleted_at.is_null(), Enrolment.state.in_(NOT_WITHDRAWN), TrainingClass.deleted_at.is_null(),
        TrainingClass.state.in_(("open", "running")),
    )  # fmt: skip
    told = SkillProfile.select(SkillProfile.worker).where(SkillProfile.deleted_at.is_null())
    query = scope.visible(Worker, by, Worker.id).where(
        scope.within(Worker, union), Worker.state.in_(AT_WORK), Worker.id.in_(told), Worker.id.not_in(busy)
    )
    return [id for (id,) in query.order_by(Worker.id).limit(MOST_PEOPLE + 1).tuples()]


def refuse_too_many(found, crowd):
    if not found:
        raise Refused(gettext("No class that is open for sign-up begins within these days."))
    if not crowd:
        raise Refused(gettext("Nobody there has a skill profile and is free for a class."))
    if len(found) > MOST_CLASSES or len(crowd) > MOST_PEOPLE:
        words = gettext(
            "At most %(classes)s classes and %(people)s people at once: choose a union further down or fewer days.",
            classes=MOST_CLASSES, people=MOST_PEOPLE,
        )  # fmt: skip
        raise Refused(words)


def keep(one, given, offers):
    """The proposal as rows: who gets which class, and who gets none."""
    rows = [
        {"run": one.id, "worker": worker, "training_class": place, "points": points, "state": SeatState.PROPOSED}
        for worker, (place, points) in given.places.items()
    ] + [
        {"run": one.id, "worker": worker, "training_class": None, "points": number, "state": SeatState.NONE}
        for worker, number in given.without.items()
    ]  # fmt: skip
    with db.atomic():
        SeasonSeat.delete().where(SeasonSeat.run == one.id).execute()
        for start in range(0, len(rows), ROWS_AT_ONCE):
            SeasonSeat.insert_many(rows[start : start + ROWS_AT_ONCE]).execute()
        beat(
            one, state=SeasonState.PROPOSED, people=len(rows), placed=len(given.places), classes=len(offers),
            seats=sum(max(offer.seats, 0) for offer in offers), stop=False,
        )  # fmt: skip


# Letting it in --------------------------------------------------------------------------------------


def step(one: SeasonRun) -> None:
    """Enrol the next ones; whoever the rules of sign-up refuse stays with the words."""
    with db.atomic():
        hold()
        query = SeasonRun.select().where(SeasonRun.id == one.id)
        one = (query.for_update() if locks_rows() else query).get()
        if one.state != SeasonState.ENROLLING:
            return
        next_ones = seats(one).where(SeasonSeat.state == SeatState.PROPOSED).order_by(SeasonSeat.id)
        chunk = [] if one.stop else list(next_ones.limit(CHUNK))
        if not chunk:
            beat(one, state=SeasonState.STOPPED if one.stop else SeasonState.DONE, stop=False, ended_at=now())
            return
        enrol(one, chunk)
        beat(one, done=SeasonRun.done + len(chunk))


def enrol(one, chunk):
    day = now().date()
    drafts = [
        Enrolment(training_class=seat.training_class, worker=seat.worker, registered_on=day, state="enrolled")
        for seat in chunk
    ]
    for seat, refusal in zip(chunk, save_each(drafts, {}, actor(one)), strict=True):
        seat.state = SeatState.REFUSED if refusal else SeatState.ENROLLED
        seat.words = refusal.words[:500] if refusal else ""
    SeasonSeat.bulk_update(chunk, [SeasonSeat.state, SeasonSeat.words], batch_size=100)
