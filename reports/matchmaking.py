"""The month of matchmaking: what is counted, nothing of how. One-sided choices are counted nowhere."""

from choices import CoupleState, EventState, ProfileState, RegistrationState
from filters import Condition
from language import lazy as _
from models import Couple, MatchEvent, MatchFollowUp, MatchProfile, MatchRegistration, MatchSuggestion
from reports.figures import Indicator, Report, at_hour_in_month, in_month, not_after, one_of

HELD = (*at_hour_in_month("starts_at"), Condition("state", "is", EventState.HELD))
STANDING = tuple(state for state in RegistrationState if state != RegistrationState.WITHDRAWN)
AT_HELD_EVENTS = (*at_hour_in_month("event.starts_at"), Condition("event.state", "is", EventState.HELD))
ATTENDED = (*AT_HELD_EVENTS, Condition("state", "is", RegistrationState.ATTENDED))
EXPECTED = (*AT_HELD_EVENTS, one_of("state", RegistrationState.ATTENDED, RegistrationState.ABSENT))
MARRIED = Condition("state", "is", CoupleState.REGISTERED)

REPORT = Report(
    "matchmaking",
    _("Matchmaking of the month"),
    _("Which events were held and whom they served, and the way from a registration to a marriage."),
    (
        Indicator(_("Events held in the month"), MatchEvent, HELD),
        Indicator(_("Person-times served in the month"), MatchEvent, HELD, adds="visitors"),
        Indicator(
            _("Verified people on the register"),
            MatchProfile,
            (not_after("consented_on"), Condition("state", "is", ProfileState.VERIFIED)),
        ),
        Indicator(
            _("Registrations of the month"),
            MatchRegistration,
            (*in_month("registered_on"), one_of("state", *STANDING)),
        ),
        Indicator(_("Signed in at events of the month"), MatchRegistration, ATTENDED),
        Indicator(_("Attendance rate"), MatchRegistration, ATTENDED, of=EXPECTED),
        Indicator(_("Suggestions made in the month"), MatchSuggestion, in_month("suggested_on")),
        Indicator(_("Couples paired in the month"), Couple, in_month("paired_on")),
        Indicator(_("Couples asked how they are in the month"), MatchFollowUp, in_month("done_on")),
        Indicator(_("Marriages registered in the month"), Couple, (*in_month("registered_on"), MARRIED)),
        Indicator(_("Couples at group weddings of the month"), Couple, (*in_month("wedding_on"), MARRIED)),
    ),
)
