"""Whom somebody would like to meet again: chosen by badge on one's own link until the deadline, seen by nobody else.

Nothing of it is noted down: no trail, no use of the link, no time. Who is paired is `match_pairs`'s.
"""

from datetime import timedelta

import models
from choices import EventState
from language import gettext
from models import Couple, MatchChoice, MatchEvent, MatchRegistration, Worker
from operations import registering
from operations.places import present
from operations.records import held, permit, save_one, stored_version
from operations.refusals import Invalid, Refused
from operations.registering import own
from operations.wiping import keep_out_of_journal
from rules.matchmaking import takes_part
from scope import Actor, Only

LONGEST = timedelta(days=14)  # that choices may wait for their deadline
OPENS = (EventState.OPEN, EventState.CLOSED, EventState.HELD)


# The union's side ---------------------------------------------------------------------------------


def open_choosing(event: MatchEvent, by: Actor, choose_by, most_choices) -> MatchEvent:
    """From now on those who checked in can choose, until the deadline; opened again, the deadline is moved."""
    permit(MatchEvent, by)
    event = stored_version(event, by)
    event.choose_by, event.most_choices = choose_by, most_choices
    refuse_to_open(event)
    keep_out_of_journal()
    if event.choosing_at is None:
        event.choosing_at = models.now()
        begin(event)
    return save_one(event, by, sets=("choosing_at",))


def refuse_to_open(event):
    if event.paired_at:
        raise Refused(gettext("The pairs of this event have been worked out: choosing is over."))
    if event.state not in OPENS:
        raise Refused(
            gettext("Choosing can be opened for an event that is open, closed for registration or held.")
        )
    if not models.now() < event.choose_by <= models.now() + LONGEST:
        words = gettext(
            "must be in the future, within %(days)s days: choices are not kept longer", days=LONGEST.days
        )
        raise Invalid({"choose_by": words}, MatchEvent)
    if not present(event).exists():
        raise Refused(gettext("Nobody has checked in yet. Only people who are there can choose."))


def begin(event):
    """The mark that choosing has begun; where it is missing later, choices were lost."""
    first = present(event).first()
    MatchChoice.create(event=event, chooser=first.profile_id, chosen=first.profile_id)


def lost(event: MatchEvent) -> bool:
    """Whether choices that were made are gone: no backup holds them, and PostgreSQL loses them in a crash."""
    mark = MatchChoice.select().where(
        MatchChoice.event == event.id, MatchChoice.chooser == MatchChoice.chosen
    )
    return bool(event.choosing_at and not event.paired_at and not mark.exists())


# The person's side --------------------------------------------------------------------------------


def only(event: int, worker: Worker) -> Only:
    """The event, the person's own profile, their own place. Choices are no records: they are written here alone."""
    return registering.only(event, worker, writes=MatchChoice._meta.table_name)


def concerns(event, worker) -> bool:
    """Whoever has checked in and has a badge."""
    return any(one.profile.worker_id == worker.id for one in present(event))


def people(event) -> list[Worker]:
    return [one.profile.worker for one in present(event)]


def page(visit) -> dict:
    """What the person's page says: the badges to choose from, their own choices, in the end whom they are paired with."""
    event, place = visit.record, own(visit.record, visit.by)
    return {
        "place": place,
        "phase": phase(event),
        "lost": lost(event),
        "hindrance": hindrance(place),
        "badges": [one.badge for one in others(event, visit.worker)],
        "chosen": chosen_by(event, place.profile_id),
        "partner": None if event.paired_at is None else partner(event, place.profile_id),
    }


def phase(event) -> str:
    """`before`, `open`, `over`, `told`."""
    if event.paired_at:
        return "told"
    if event.choosing_at is None or event.state not in OPENS:
        return "before"
    return "open" if event.choose_by and models.now() < event.choose_by else "over"


def hindrance(place) -> str:
    profile = place.profile
    if takes_part(profile.state, profile.verified_until, models.now().date()):
        return ""
    return gettext("Your matchmaking profile is not verified, or no longer. Ask your union.")


def others(event, worker):
    """Everybody of the other sex who is there: also across a block, for who is missing would tell of it."""
    return [one for one in present(event) if one.profile.worker.sex not in (None, worker.sex)]


def chosen_by(event, profile: int) -> list[int]:
    """The badges that somebody has chosen, the dearest first."""
    badges = {one.profile_id: one.badge for one in present(event)}
    mine = MatchChoice.select().where(MatchChoice.event == event.id, MatchChoice.chooser == profile)
    order = mine.where(MatchChoice.chosen != profile).order_by(MatchChoice.place)
    return [badges[one.chosen_id] for one in order if one.chosen_id in badges]


def partner(event, profile: int) -> MatchRegistration | None:
    """The place of whom somebody was paired with at this event."""
    mine = (Couple.first == profile) | (Couple.second == profile)
    couple = Couple.select().where(Couple.event == event.id, Couple.deleted_at.is_null(), mine).first()
    if couple is None:
        return None
    other = couple.second_id if couple.first_id == profile else couple.first_id
    return next((one for one in present(event) if one.profile_id == other), None)


def choose(id: int, worker: Worker, by: Actor, typed: dict[str, str]) -> bool:
    """Keep these choices in the place of earlier ones. Never counts as a use: nobody can see who has chosen."""
    event = held(MatchEvent, id, by)
    place = own(event, by)
    if phase(event) != "open":
        raise Refused(gettext("It is not possible to choose at this time. Nothing was changed."))
    if words := hindrance(place):
        raise Refused(words)
    known = {str(one.badge): one.profile_id for one in others(event, worker)}
    wanted = [
        text
        for number in range(event.most_choices)
        if (text := typed.get(f"choice-{number + 1}", "").strip())
    ]
    if len(set(wanted)) < len(wanted):
        raise Refused(gettext("You have chosen one badge twice. Nothing was changed."))
    if set(wanted) - set(known):
        raise Refused(gettext("Choose among the badges listed here. Nothing was changed."))
    keep(event, place.profile_id, [known[text] for text in wanted])
    return False


def keep(event, profile, wanted):
    """Written anew only where it differs: as little as can be of what must be wiped."""
    mine = (
        (MatchChoice.event == event.id) & (MatchChoice.chooser == profile) & (MatchChoice.chosen != profile)
    )
    before = MatchChoice.select(MatchChoice.chosen).where(mine).order_by(MatchChoice.place).tuples()
    if [id for (id,) in before] == wanted:
        return
    MatchChoice.delete().where(mine).execute()
    for place, other in enumerate(wanted, 1):
        MatchChoice.create(event=event, chooser=profile, chosen=other, place=place)
