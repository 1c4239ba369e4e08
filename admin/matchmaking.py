"""Screens of matchmaking. What one person chose has no screen, here or anywhere."""

from flask import url_for

from admin.base import RecordView
from admin.verbs import Paper, Verb
from choices import CoupleState, EventState, ProfileState, SuggestionState
from fields import BooleanField
from forms.verbs import verb_form
from language import lazy as _
from models import (
    Couple,
    MatchEvent,
    MatchFollowUp,
    MatchPolicy,
    MatchProfile,
    MatchRegistration,
    MatchSuggestion,
)
from operations import check_in, choosing, couples, match_pairs, suggesting, verifying
from participants import kinds, table
from scope import visible

CHECKED = ("single_state", "evidence", "verified_until")
CANDIDATES = "matchmaking/candidates.html"
MATCHED = (EventState.OPEN, EventState.CLOSED, EventState.HELD)


def candidates(profile, by, **_typed):
    """Who can be suggested to somebody, and whether anybody can."""
    takes_part = profile.id in {one.id for one in suggesting.available(by)}
    return CANDIDATES, {"found": suggesting.suggestions(profile, by), "takes_part": takes_part}


class ProfileView(RecordView):
    verbs = (
        Verb(
            "verify", _("Check the profile"), verifying.verify,
            _("You have seen the evidence that this person is single. Without a day the check is good for as long as the "
              "rules of your union say."),
            form=verb_form(MatchProfile, *CHECKED, required=CHECKED[:2]),
            when=lambda profile: profile.state in (ProfileState.DRAFT, ProfileState.VERIFIED),
        ),
        Verb(
            "suggest", _("Suggest somebody"), suggesting.suggest,
            _("Who fits by the wishes of both sides, the best first. Whom you leave out learns nothing."),
            form=verb_form(MatchSuggestion, "second", "again_because"),
            when=lambda profile: profile.state == ProfileState.VERIFIED,
            shows=candidates,
        ),
    )  # fmt: skip


class SuggestionView(RecordView):
    verbs = (
        Verb(
            "meet", _("Bring the two together"), suggesting.bring_together,
            _("Both have agreed to meet."), form=verb_form(MatchSuggestion, "note"),
            when=lambda suggestion: suggestion.state == SuggestionState.MADE,
        ),
        Verb(
            "couple", _("They are a couple"), suggesting.became_couple,
            _("From now on the union asks them after 3 days, 3 weeks and 3 months."), form=verb_form(Couple, "paired_on"),
            when=lambda suggestion: suggestion.state == SuggestionState.MET,
        ),
        Verb(
            "close", _("It came to nothing"), suggesting.close,
            _("Who of the two did not wish to go on is not noted down: do not write it here either."),
            form=verb_form(MatchSuggestion, "note"),
            when=lambda suggestion: suggestion.state != SuggestionState.CLOSED,
        ),
    )  # fmt: skip


class EventView(RecordView):
    verbs = (
        Verb(
            "badges", _("Number the badges"), check_in.number_badges,
            _("Everybody with a place gets a number, men and women in turn. Badges that were given out stay."),
            when=lambda event: event.state in MATCHED and not event.paired_at,
        ),
        Verb(
            "choosing", _("Open the choosing"), choosing.open_choosing,
            _("From now until the deadline everybody who has checked in can choose on their own link, by badge number. "
              "Opened again, only the deadline is moved."),
            form=verb_form(MatchEvent, "choose_by", "most_choices", required=("choose_by",)),
            when=lambda event: event.state in MATCHED and not event.paired_at,
        ),
        Verb(
            "pair", _("Work out the pairs"), match_pairs.work_out,
            _("The time to choose is over: who chose each other becomes a couple, and all choices are wiped. The desk does "
              "this by itself within a minute."),
            when=lambda event: bool(event.choosing_at) and not event.paired_at,
        ),
        Verb(
            "held", _("The event is over"), check_in.mark_absent,
            _("Whoever had a place and did not check in is marked absent; the event counts as held."),
            when=lambda event: event.state == EventState.CLOSED,
        ),
    )  # fmt: skip
    papers = (
        Paper("badges", _("Print the badges"), "matchmaking/badges.html", lambda event, by: {"badges": worn(event, by)}),
        Paper("list", _("Print the sign-in list"), "matchmaking/list.html", lambda *who: {"rows": signing_list(*who)}),
    )  # fmt: skip

    def done(self, verb, record, form):
        """As any verb; what was deleted by it is wiped once its transaction is through."""
        after = super().done(verb, record, form)
        if verb.name == "pair":
            match_pairs.finish()
        return after

    def also(self, record=None):
        if record is None:
            return [(url_for("matching.funnel"), _("From events to weddings"))]
        at_door = record.state in MATCHED and not record.paired_at and self.may_write()
        return [(url_for("matching.door", id=record.id), _("Check in at the door"))] if at_door else []

    def sections(self, record):
        if record.choosing_at:
            yield "matchmaking/choosing.html", {"lost": choosing.lost(record)}


def worn(event, by):
    """The badge numbers of an event, as far as it may be seen."""
    mine = visible(MatchRegistration, by, MatchRegistration.badge).where(MatchRegistration.event == event.id)
    numbers = mine.where(MatchRegistration.badge.is_null(False), MatchRegistration.state != "withdrawn")
    return [number for (number,) in numbers.order_by(MatchRegistration.badge).tuples()]


def signing_list(event, by):
    """Header and rows of who takes part, named as far as they may be named."""
    return list(table(kinds(MatchEvent)[0], event, by))


class CoupleView(RecordView):
    verbs = (
        Verb(
            "ask", _("Note how they are"), couples.follow_up,
            _("After 3 days, 3 weeks and 3 months the union asks a couple how they are."),
            form=verb_form(
                MatchFollowUp, "step", "done_on", "told",
                parted=BooleanField(null=True, verbose_name=_("They have parted")),
            ),
            when=lambda couple: couple.state in couples.TOGETHER,
        ),
        Verb(
            "marry", _("Marriage registered"), couples.marry,
            _("Their profiles are closed: neither is suggested or invited any more."),
            form=verb_form(Couple, "registered_on", required=("registered_on",)),
            when=lambda couple: couple.state in couples.TOGETHER,
        ),
        Verb(
            "wedding", _("Enter for a group wedding"), couples.enter_for_wedding,
            _("Write the name and day of the wedding the same for all its couples: the list is made by them."),
            form=verb_form(Couple, "wedding", "wedding_on", required=("wedding", "wedding_on")),
            when=lambda couple: couple.state == CoupleState.REGISTERED,
        ),
    )  # fmt: skip
    papers = (
        Paper(
            "wedding", _("Print the list of the wedding"), "matchmaking/wedding.html",
            lambda couple, by: {"couples": couples.at_wedding(couple, by)},
            when=lambda couple: bool(couple.wedding and couple.wedding_on),
        ),
    )  # fmt: skip
    parts = ()


SCREENS = {
    MatchPolicy: RecordView,
    MatchProfile: ProfileView,
    MatchSuggestion: SuggestionView,
    MatchEvent: EventView,
    MatchRegistration: RecordView,
    Couple: CoupleView,
    MatchFollowUp: RecordView,
}
