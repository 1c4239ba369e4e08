"""At the door of a matchmaking event: badges are numbered, and who comes is checked in. Who has a place is `places`'."""

import models
from choices import EventState, RegistrationState
from language import gettext
from models import MatchEvent, MatchProfile, MatchRegistration, Worker
from operations import places
from operations.chain import hold
from operations.records import held, permit, save_one
from operations.refusals import Refused, absent
from rules.matchmaking import takes_part
from scope import Actor, nameable
from texts import tidy

EXPECTED = (*places.COMING, RegistrationState.WAITING)
DOOR = (EventState.OPEN, EventState.CLOSED, EventState.HELD)


def number_badges(event: MatchEvent, by: Actor) -> MatchEvent:
    """Give everybody with a place a badge, men and women in turn, in the order they registered; badges given out stay."""
    permit(MatchRegistration, by)
    hold()
    event = held(MatchEvent, event.id, by)
    without = [one for one in expected(event) if one.badge is None and one.state in places.COMING]
    if not without:
        raise Refused(gettext("Everybody with a place has a badge already."))
    for place, badge in zip(in_turn(without), free_badges(event), strict=False):
        place.badge = badge
        save_one(place, by)
    return event


def in_turn(registrations):
    """The numbers must not tell men from women: one of each in turn, then who is left."""
    sides = {}
    for one in registrations:
        sides.setdefault(one.profile.worker.sex, []).append(one)
    longest = max(map(len, sides.values()))
    return [side[i] for i in range(longest) for _sex, side in sorted(sides.items(), key=str) if i < len(side)]


def free_badges(event):
    """Numbers that nobody wears, the lowest first; one of somebody who withdrew is not given out again."""
    worn = MatchRegistration.select(MatchRegistration.badge).where(MatchRegistration.event == event.id)
    taken = {badge for (badge,) in worn.tuples()}
    return (number for number in range(1, 10_001) if number not in taken)


def expected(event):
    """Everybody who may still come, with name and sex."""
    live = MatchRegistration.select(MatchRegistration, MatchProfile, Worker).join(MatchProfile).join(Worker)
    mine = live.where(MatchRegistration.deleted_at.is_null(), MatchRegistration.event == event.id)
    return mine.where(MatchRegistration.state.in_(EXPECTED)).order_by(
        MatchRegistration.registered_on.asc(nulls="LAST"), MatchRegistration.id
    )


def find(event: MatchEvent, text: str, by: Actor) -> list[MatchRegistration]:
    """Who may be meant by a badge, a name or the end of a telephone number, of those whom somebody may name."""
    try:
        text = tidy(text)
    except ValueError:
        return []
    named = nameable(MatchRegistration, by)
    people = expected(event) if named is None else expected(event).where(named)
    return [one for one in people if text and meant(one, text)]


def numbers(event: MatchEvent) -> dict[str, int]:
    """How many are expected and how many have come."""
    live = MatchRegistration.select().where(
        MatchRegistration.deleted_at.is_null(), MatchRegistration.event == event.id
    )
    come = live.where(MatchRegistration.state == RegistrationState.ATTENDED).count()
    return {"come": come, "expected": come + live.where(MatchRegistration.state.in_(places.COMING)).count()}


def meant(one, text):
    name = one.profile.worker.name
    digits = text.isdecimal()
    return text == str(one.badge) or (not digits and text in name) or (
        digits and len(text) >= 4 and (one.profile.worker.phone or "").endswith(text)
    )  # fmt: skip


def check_in(event: MatchEvent, registration: int, by: Actor) -> MatchRegistration:
    """Somebody is at the door; whoever has no badge gets the next."""
    permit(MatchRegistration, by)
    hold()
    event = held(MatchEvent, event.id, by)
    place = held(MatchRegistration, registration, by)
    if event is None or place is None or place.event_id != event.id:
        raise absent()
    refuse_at_the_door(event, place)
    place.badge = place.badge or next(free_badges(event))
    place.state, place.came_at = RegistrationState.ATTENDED, models.now()
    return save_one(place, by, sets=("came_at",))


def refuse_at_the_door(event, place):
    profile, person = place.profile, place.profile.worker
    if event.state not in DOOR:
        raise Refused(
            gettext("This event is not open, closed for registration or held: nobody can be checked in.")
        )
    if event.paired_at:
        raise Refused(gettext("The pairs of this event have been worked out: choosing is over."))
    if place.state == RegistrationState.ATTENDED:
        raise Refused(gettext("%(name)s has been checked in already.", name=person.name))
    if place.state not in EXPECTED:
        raise Refused(gettext("%(name)s has no place at this event.", name=person.name))
    if not takes_part(profile.state, profile.verified_until, event.starts_at.date()):
        raise Refused(gettext("The profile of %(name)s is not verified, or no longer.", name=person.name))
    if place.state == RegistrationState.WAITING and not places.left(event, person.sex):
        raise Refused(gettext("%(name)s is on the waiting list, and all places are taken.", name=person.name))


def mark_absent(event: MatchEvent, by: Actor) -> MatchEvent:
    """Who had a place and did not come is absent; then the event is held."""
    permit(MatchEvent, by)
    hold()
    event = held(MatchEvent, event.id, by)
    if event.state not in (EventState.CLOSED, EventState.HELD) or models.now() < event.starts_at:
        raise Refused(
            gettext("Close the registration first; absent is who has not come once the event began.")
        )
    for place in expected(event):
        if place.state in places.COMING:
            place.state = RegistrationState.ABSENT
            save_one(place, by)
    event.state = EventState.HELD
    return save_one(event, by)
