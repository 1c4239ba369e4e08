"""The month of competitions and honours: what is counted, nothing of how."""

from choices import CompetitionState, EntryState, HonourKind
from filters import Condition
from language import lazy as _
from models import Competition, Entry, EntryMember, Honour, Nomination, Score, Stage
from reports.figures import Indicator, Report, at_hour_in_month, in_month, one_of


def not_cancelled(contest):
    """Of a competition that was not called off. `contest`: the path to the event."""
    return Condition(f"{contest}.competition.state", "is_not", CompetitionState.CANCELLED)


HELD = one_of("state", CompetitionState.OPEN, CompetitionState.RUNNING, CompetitionState.FINISHED)
STANDING = (EntryState.ENTERED, EntryState.CONFIRMED)
GONE = (EntryState.WITHDRAWN, EntryState.REFUSED, EntryState.DISQUALIFIED)
AWARDED = in_month("awarded_on")
ROUND = (*in_month("stage.held_on"), not_cancelled("stage.contest"))
PLACED = (Condition("place", "empty", "no"), *ROUND)


def honours(kind):
    return Indicator(
        _("Honours: %(kind)s", kind=kind.words), Honour, (*AWARDED, Condition("kind", "is", kind))
    )


REPORT = Report(
    "competitions",
    _("Competitions of the month"),
    _("Which competitions began, who entered, which rounds were held, and which honours came of it."),
    (
        Indicator(_("Competitions begun in the month"), Competition, (*in_month("starts_on"), HELD)),
        Indicator(
            _("Contest rounds held in the month"),
            Stage,
            (*in_month("held_on"), not_cancelled("contest")),
        ),
        Indicator(
            _("Contest entries of the month"), Entry, (*in_month("entered_on"), one_of("state", *STANDING))
        ),
        Indicator(
            _("Contest entries of the month that are out"),
            Entry,
            (*in_month("entered_on"), one_of("state", *GONE)),
        ),
        Indicator(
            _("Contestants entered in the month (person-times)"),
            EntryMember,
            (*in_month("entry.entered_on"), one_of("entry.state", *STANDING)),
        ),
        Indicator(_("Places reached in rounds of the month"), Score, PLACED),
        Indicator(
            _("Gone on to the next stage from rounds of the month"),
            Score,
            (Condition("goes_on", "is", "yes"), *ROUND),
            of=PLACED,
        ),
        Indicator(
            _("Rankings released in the month"),
            Stage,
            (*at_hour_in_month("released_at"), not_cancelled("contest")),
        ),
        Indicator(_("Honours of the month"), Honour, AWARDED),
        Indicator(_("Nominations put on view in the month"), Nomination, in_month("notice_from")),
        honours(HonourKind.CHAMPION),
        honours(HonourKind.PLACED),
        honours(HonourKind.MONTHLY_EXPERT),
        honours(HonourKind.ANNUAL_CRAFTSMAN),
    ),
)
