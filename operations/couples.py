"""A couple is followed: asked after 3 days, 3 weeks and 3 months, married, at a group wedding. Not how they met."""

from datetime import date, timedelta

import models
from choices import CoupleState, FollowUpStep, ProfileState
from language import gettext
from models import Couple, MatchFollowUp, MatchProfile
from operations.records import held, permit, save_one, stored_version
from operations.refusals import Invalid, Refused
from rows import with_links
from scope import SYSTEM, Actor, visible

AFTER = {
    FollowUpStep.DAYS: timedelta(days=3),
    FollowUpStep.WEEKS: timedelta(weeks=3),
    FollowUpStep.MONTHS: timedelta(days=90),
}
TOGETHER = (CoupleState.PAIRED, CoupleState.DATING)


def waiting_for(step: FollowUpStep):
    """The condition that a couple is to be asked this now: its day has come, the next has not, nobody has asked since."""
    today, later = models.now().date(), from_on(step)[1:]
    newest = Couple.paired_on <= today - AFTER[step]
    day = newest & (Couple.paired_on > today - AFTER[later[0]]) if later else newest
    asked = MatchFollowUp.select(MatchFollowUp.couple).where(
        MatchFollowUp.deleted_at.is_null(), MatchFollowUp.step.in_(from_on(step))
    )
    return day & Couple.state.in_(TOGETHER) & Couple.id.not_in(asked)


def from_on(step):
    """This step and the later ones: who was asked after three weeks is not asked after three days any more."""
    steps = list(FollowUpStep)
    return steps[steps.index(step) :]


def next_step(couple: Couple) -> FollowUpStep | None:
    """What is asked next, whether or not its day has come."""
    asked = MatchFollowUp.select().where(
        MatchFollowUp.couple == couple.id, MatchFollowUp.deleted_at.is_null()
    )
    steps, done = list(FollowUpStep), [steps_of.step for steps_of in asked]
    last = max((steps.index(step) for step in done), default=-1)
    return steps[last + 1] if last + 1 < len(steps) else None


def follow_up(couple: Couple, by: Actor, step, done_on, told, parted=False) -> Couple:
    """Note what a couple told; and whether they are seeing each other, or have parted."""
    permit(MatchFollowUp, by)
    couple = stored_version(couple, by)
    if couple.state not in TOGETHER:
        raise Refused(gettext("This couple is married or has parted: there is nothing to ask."))
    if done_on > models.now().date():
        raise Invalid({"done_on": gettext("must not be in the future")}, MatchFollowUp)
    if done_on < couple.paired_on:
        raise Invalid({"done_on": gettext("must not be before the day they were paired")}, MatchFollowUp)
    save_one(MatchFollowUp(couple=couple, step=step, done_on=done_on, told=told, asked_by=by.name[:50]), by)
    couple.state = CoupleState.PARTED if parted else CoupleState.DATING
    return save_one(couple, by)


def marry(couple: Couple, by: Actor, registered_on: date) -> Couple:
    """The marriage is registered; neither is looking for a partner any more."""
    permit(Couple, by)
    couple = stored_version(couple, by)
    if couple.state not in TOGETHER:
        raise Refused(gettext("This couple is married or has parted."))
    if registered_on > models.now().date():
        raise Invalid({"registered_on": gettext("must not be in the future")}, Couple)
    couple.state, couple.registered_on = CoupleState.REGISTERED, registered_on
    saved = save_one(couple, by)
    for id in (couple.first_id, couple.second_id):
        close_profile(id)
    return saved


def close_profile(id):
    """The desk does it: the profile may be another union's."""
    profile = held(MatchProfile, id, SYSTEM)
    if profile and profile.state != ProfileState.CLOSED:
        profile.state = ProfileState.CLOSED
        save_one(profile, SYSTEM.through("marriage"))


def enter_for_wedding(couple: Couple, by: Actor, wedding: str, wedding_on: date) -> Couple:
    """They take part in a group wedding."""
    permit(Couple, by)
    couple = stored_version(couple, by)
    if couple.state != CoupleState.REGISTERED:
        raise Refused(gettext("Only couples whose marriage is registered take part in a group wedding."))
    couple.wedding, couple.wedding_on = wedding, wedding_on
    return save_one(couple, by)


def at_wedding(couple: Couple, by: Actor) -> list[Couple]:
    """The married couples at the same group wedding, in somebody's sight."""
    married = visible(Couple, by, Couple.id).where(Couple.state == CoupleState.REGISTERED)
    same = married.where(Couple.wedding == couple.wedding, Couple.wedding_on == couple.wedding_on)
    return with_links(Couple, [id for (id,) in same.order_by(Couple.id).tuples()], by)
