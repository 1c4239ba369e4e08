"""When the time to choose is over: who chose each other becomes a couple, every choice is deleted and then wiped.

Which of several is a couple is `rules.pairing`; nothing one-sided leaves this module.
"""

import models
from choices import CoupleState, EventState, Sex
from database import db
from language import gettext
from models import Couple, MatchChoice, MatchEvent, MatchProfile
from operations.blocking import blocked
from operations.chain import hold
from operations.places import present
from operations.records import held, held_or_refused, permit, save_one
from operations.refusals import Refused, in_words
from operations.wiping import wipe
from rules.matchmaking import takes_part
from rules.pairing import pairs
from scope import SYSTEM, Actor

DESK = SYSTEM.through("pairing")


def due() -> list[MatchEvent]:
    """Events whose time to choose is over and whose pairs have not been worked out."""
    open_ones = MatchEvent.select().where(
        MatchEvent.choosing_at.is_null(False), MatchEvent.paired_at.is_null()
    )
    over = (MatchEvent.choose_by <= models.now()) | MatchEvent.deleted_at.is_null(False)
    return list(open_ones.where(over | (MatchEvent.state == EventState.CANCELLED)).order_by(MatchEvent.id))


def work_out(event: MatchEvent, by: Actor) -> MatchEvent:
    """Make the couples of an event, and delete all choices with the same stroke."""
    with in_words(), db.atomic():
        permit(MatchEvent, by)
        hold()
        event = held_or_refused(event, by)
        refuse_too_early(event)
        for man, woman in couples_of(event):
            pair(event, man, woman)
        MatchChoice.delete().where(MatchChoice.event == event.id).execute()
        event.paired_at = models.now()
        return save_one(event, by, sets=("paired_at",))


def refuse_too_early(event):
    if event.choosing_at is None:
        raise Refused(gettext("Choosing was never opened for this event."))
    if event.paired_at:
        raise Refused(gettext("The pairs of this event have been worked out: choosing is over."))
    if event.state != EventState.CANCELLED and models.now() < event.choose_by:
        raise Refused(
            gettext("The choosing goes on until %(time)s: until then nobody learns anything.",
                    time=f"{event.choose_by:%Y-%m-%d %H:%M}")
        )  # fmt: skip


def couples_of(event):
    """[(his place, her place)] of those who chose each other; of a cancelled event nobody."""
    today = models.now().date()
    here = {
        one.badge: one
        for one in present(event)
        if takes_part(one.profile.state, one.profile.verified_until, today)
    }
    if event.state == EventState.CANCELLED:
        return []
    men, women = (
        [b for b, one in here.items() if one.profile.worker.sex == sex] for sex in (Sex.MALE, Sex.FEMALE)
    )
    apart = blocked([one.profile for one in here.values()])
    kept_apart = [
        (m, w) for m in men for w in women if frozenset((here[m].profile_id, here[w].profile_id)) in apart
    ]
    found = pairs(wishes(event, here), men, women, event.most_choices, kept_apart)
    return [(here[man], here[woman]) for man, woman in found]


def wishes(event, here):
    """{badge: badges chosen, the dearest first}."""
    badges = {one.profile_id: badge for badge, one in here.items()}
    found = {badge: [] for badge in here}
    for choice in MatchChoice.select().where(MatchChoice.event == event.id).order_by(MatchChoice.place):
        if {choice.chooser_id, choice.chosen_id} <= set(badges) and choice.chooser_id != choice.chosen_id:
            found[badges[choice.chooser_id]].append(badges[choice.chosen_id])
    return found


def pair(event, man, woman):
    couple = Couple(
        organisation=event.organisation_id, event=event, first=man.profile_id, second=woman.profile_id,
        paired_on=models.now().date(), state=CoupleState.PAIRED,
    )  # fmt: skip
    save_one(couple, DESK)


# By itself ------------------------------------------------------------------------------------------


def look() -> int:
    """What is due is worked out, what was deleted is wiped. How many events were worked out."""
    events = due()
    for event in events:
        if event.deleted_at is None:
            work_out(event, DESK)
        else:
            drop(event)
    astray()
    finish()
    return len(events)


def astray():
    """Choices whose event or people were removed for good: on PostgreSQL no link of the database's takes them along."""
    known = MatchChoice.event.in_(MatchEvent.select(MatchEvent.id))
    for side in (MatchChoice.chooser, MatchChoice.chosen):
        known &= side.in_(MatchProfile.select(MatchProfile.id))
    if MatchChoice.delete().where(~known).execute():
        wipe()


def drop(event):
    """Of an event in the trash nobody becomes a couple, and nothing is kept."""
    MatchChoice.delete().where(MatchChoice.event == event.id).execute()
    MatchEvent.update(paired_at=models.now()).where(MatchEvent.id == event.id).execute()


def finish() -> None:
    """Wipe what was deleted, and say on each event that it was; outside of any transaction."""
    waiting = MatchEvent.select().where(MatchEvent.paired_at.is_null(False), MatchEvent.wiped_at.is_null())
    events = list(waiting)
    if not events or not wipe():
        return
    for event in events:
        if event.deleted_at:
            MatchEvent.update(wiped_at=models.now()).where(MatchEvent.id == event.id).execute()
        else:
            with db.atomic():
                event = held(MatchEvent, event.id, DESK)
                event.wiped_at = models.now()
                save_one(event, DESK, sets=("wiped_at",))
