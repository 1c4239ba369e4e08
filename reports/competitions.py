"""The month of competitions and honours: what is counted, nothing of how."""

from choices import CompetitionState, EntryState, HonourKind
from filters import Condition
from language import lazy as _
from models import Competition, Entry, EntryMember, Honour, Stage
from reports.figures import Indicator, Report, in_month, one_of

HELD = one_of("state", CompetitionState.OPEN, CompetitionState.RUNNING, CompetitionState.FINISHED)
STANDING = (EntryState.ENTERED, EntryState.CONFIRMED)
AWARDED = in_month("awarded_on")


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
            (
                *in_month("held_on"),
                Condition("contest.competition.state", "is_not", CompetitionState.CANCELLED),
            ),
        ),
        Indicator(
            _("Contest entries of the month"), Entry, (*in_month("entered_on"), one_of("state", *STANDING))
        ),
        Indicator(
            _("Contestants entered in the month (person-times)"),
            EntryMember,
            (*in_month("entry.entered_on"), one_of("entry.state", *STANDING)),
        ),
        Indicator(_("Honours of the month"), Honour, AWARDED),
        honours(HonourKind.CHAMPION),
        honours(HonourKind.MONTHLY_EXPERT),
        honours(HonourKind.ANNUAL_CRAFTSMAN),
    ),
)
