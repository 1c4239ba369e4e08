"""Places at a matchmaking event: how many are left for a sex, and who on the waiting list gets one that becomes free."""

import models
from choices import Act, EventState, ProfileState, RegistrationState, Sex
from models import MatchEvent, MatchProfile, MatchRegistration, Worker
from operations.trail import note
from scope import SYSTEM

PLACES = {Sex.MALE: "places_men", Sex.FEMALE: "places_women"}
COMING = (RegistrationState.REGISTERED, RegistrationState.CONFIRMED)
TAKEN = (*COMING, RegistrationState.ATTENDED)  # who has come still sits in a place
AHEAD = (EventState.OPEN, EventState.CLOSED)


def of_sex(event, sex):
    """The live registrations of one sex."""
    same = MatchRegistration.select().join(MatchProfile).join(Worker)
    return same.where(
        MatchRegistration.deleted_at.is_null(), MatchRegistration.event == event.id, Worker.sex == sex
    )


def left(event: MatchEvent, sex: Sex | None) -> int | None:
    """How many places there still are for a sex; None where the register does not know the person's."""
    if sex is None:
        return None
    taken = of_sex(event, sex).where(MatchRegistration.state.in_(TAKEN))
    return max(getattr(event, PLACES[sex]) - taken.count(), 0)


def given_up(place: MatchRegistration, stored: MatchRegistration | None) -> None:
    """A place that was taken and no longer is goes to whoever has waited longest."""
    if stored and stored.state in COMING and place.state == RegistrationState.WITHDRAWN:
        call_next(stored)


def removed(place: MatchRegistration) -> None:
    if place.state in COMING:
        call_next(place)


def call_next(place):
    event, sex = MatchEvent.get_by_id(place.event_id), place.profile.worker.sex
    ahead = event.deleted_at is None and event.state in AHEAD and models.now() < event.starts_at
    if ahead and left(event, sex) and (one := first_waiting(event, sex)):
        call(one)


def first_waiting(event, sex):
    """Who has waited longest, of those who could still register."""
    good_until = MatchProfile.verified_until.is_null() | (MatchProfile.verified_until >= models.now().date())
    able = of_sex(event, sex).where(MatchProfile.state == ProfileState.VERIFIED, good_until)
    waiting = able.where(MatchRegistration.state == RegistrationState.WAITING)
    return waiting.order_by(MatchRegistration.registered_on.asc(nulls="LAST"), MatchRegistration.id).first()


def call(one):
    """The desk does it, not whoever gave up the place: they know nothing of who waits."""
    changes = {"state": [one.state.value, RegistrationState.CONFIRMED.value]}
    one.state, one.version, one.changed_at = RegistrationState.CONFIRMED, one.version + 1, models.now()
    one.save(only=["state", "version", "changed_at"])
    note(one, Act.CHANGED, SYSTEM.through("waiting"), changes)


def present(event):
    """Those who checked in and wear a badge, by its number."""
    here = MatchRegistration.select(MatchRegistration, MatchProfile, Worker).join(MatchProfile).join(Worker)
    live = (
        MatchRegistration.deleted_at.is_null()
        & MatchProfile.deleted_at.is_null()
        & Worker.deleted_at.is_null()
    )
    attended = (MatchRegistration.state == RegistrationState.ATTENDED) & MatchRegistration.badge.is_null(
        False
    )
    return here.where(MatchRegistration.event == event.id, live, attended).order_by(MatchRegistration.badge)
