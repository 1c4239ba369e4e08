"""A single worker takes a place at a matchmaking event, or gives it up. Of others there only counts are looked at."""

from choices import EventState, ProfileState, RegistrationState
from language import gettext
from models import MatchEvent, MatchProfile, MatchRegistration, Worker, now
from operations import places
from operations.records import held, save_one
from operations.refusals import Refused
from scope import Actor, Only, visible

IN = (*places.COMING, RegistrationState.WAITING)


def own_profile(worker):
    return MatchProfile.get_or_none(MatchProfile.worker == worker.id, MatchProfile.deleted_at.is_null())


def only(event: int, worker: Worker, writes: str = "match_registration") -> Only:
    """The event, the person's own profile, and their own registration for it."""
    profile = own_profile(worker)
    number = profile.id if profile else 0  # no record has it
    rows = (
        ("match_event", "id", event),
        ("match_profile", "id", number),
        ("match_registration", "event", event),
        ("match_registration", "profile", number),
    )
    return Only(rows, writes)


def concerns(event, worker) -> bool:
    """Whoever has a profile can be invited; whether a place can be had is said on the page."""
    return own_profile(worker) is not None


def people(event) -> list[Worker]:
    """Nobody in particular: the union names whom it invites."""
    return []


def own(event, by):
    """The person's registration, or None."""
    return visible(MatchRegistration, by).where(MatchRegistration.event == event.id).first()


def page(visit) -> dict:
    """What the page says besides the event: the person's place, the places left, and what stands in the way."""
    event, place = visit.record, own(visit.record, visit.by)
    return {
        "place": place,
        "inside": bool(place) and place.state in IN,
        "left": places.left(event, visit.worker.sex),
        "hindrance": late(event) or (hindrance(visit.worker, visit.by) if not place else ""),
    }


def late(event) -> str:
    """Why nothing can be changed any more."""
    if event.state != EventState.OPEN:
        return gettext("Registration for this event is not open.")
    if now() > (event.register_by or event.starts_at):
        return gettext("The time to register is over.")
    return ""


def hindrance(worker, by) -> str:
    """Why this person cannot take a place."""
    profile = visible(MatchProfile, by).first()
    today = now().date()
    outdated = profile and profile.verified_until and profile.verified_until < today
    if profile is None or profile.state != ProfileState.VERIFIED or outdated:
        return gettext("Your matchmaking profile is not verified, or no longer. Ask your union.")
    if worker.sex is None:
        return gettext("Your sex is not in the register, and places are kept for each. Ask your union.")
    return ""


def register(id: int, worker: Worker, by: Actor, typed: dict[str, str]) -> bool:
    """Take a place, or one on the waiting list when all are taken."""
    event = held(MatchEvent, id, by)  # until we are through, nobody else takes a place
    place = own(event, by)
    if place and place.state in IN:
        return False
    if place:
        raise Refused(gettext("You have given up your place. To come after all, ask your union."))
    if words := late(event) or hindrance(worker, by):
        raise Refused(words)
    free = places.left(event, worker.sex) > 0
    state = RegistrationState.REGISTERED if free else RegistrationState.WAITING
    profile = visible(MatchProfile, by).first()
    save_one(MatchRegistration(event=event, profile=profile, registered_on=now().date(), state=state), by)
    return True


def withdraw(id: int, worker: Worker, by: Actor, typed: dict[str, str]) -> bool:
    """Give the place up, as long as one could register."""
    event = held(MatchEvent, id, by)
    place = own(event, by)
    if place is None or place.state not in IN:
        return False
    if words := late(event):
        raise Refused(words)
    place.state = RegistrationState.WITHDRAWN
    save_one(place, by)
    return True
