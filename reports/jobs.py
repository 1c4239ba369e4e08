"""The month of jobs: fairs, companies, posts, applications, hiring, and who stayed; nothing of how it is counted.

One fair, and a year by kind against the plan: `fairs`. From class to job: `placements`.
"""

from choices import FairKind, FairState, FirmState, PlacementStep, WorkPlace
from filters import Condition
from language import lazy as _
from models import Application, Fair, FairFirm, JobPost, LivePost, LiveSession, Placement
from reports.fairs import HELD, HIRED, STOOD
from reports.figures import Indicator, Report, at_hour_in_month, in_month, in_year_so_far, months_before
from reports.placements import stayed

FAIRS = (*in_month("starts_on"), HELD)
AT_FAIRS = (*in_month("fair.starts_on"), Condition("fair.state", "is", FairState.HELD))
CAME = (*AT_FAIRS, Condition("state", "is", FirmState.CAME))
BEGUN = in_month("started_on")
LOCAL = Condition("work_place", "is", WorkPlace.COUNTY)
TRAINED = Condition("training_class", "empty", "no")


def of_kind(kind):
    words = _("Fairs of the year so far: %(kind)s", kind=kind.words)
    return Indicator(words, Fair, (*in_year_so_far("starts_on"), HELD, Condition("kind", "is", kind)))


def there(step):
    """Who was never asked does not count as being there."""
    began = months_before("started_on", int(step))
    words = _("Of those who began so many months before, still there: %(step)s", step=step.words)
    return Indicator(words, Placement, (*began, stayed(step)), of=began)


REPORT = Report(
    "jobs",
    _("Jobs and fairs of the month"),
    _(
        "Fairs held with their companies and posts, applications, intents and hirings, jobs begun, and who stayed. "
        "The year by kind of fair and the way from class to job have pages of their own."
    ),
    (
        Indicator(_("Fairs held in the month"), Fair, FAIRS),
        *(of_kind(kind) for kind in FairKind),
        Indicator(_("Job seekers at fairs of the month"), Fair, FAIRS, adds="visitors"),
        Indicator(_("Companies at fairs of the month"), FairFirm, CAME),
        Indicator(_("Posts offered at fairs of the month"), JobPost, AT_FAIRS),
        Indicator(_("People wanted at fairs of the month"), JobPost, AT_FAIRS, adds="openings"),
        Indicator(_("Applications of the month"), Application, (*in_month("applied_on"), STOOD)),
        Indicator(_("Intents of the month"), Application, (*in_month("intent_on"), STOOD)),
        Indicator(_("Hirings of the month"), Application, (*in_month("decided_on"), HIRED)),
        Indicator(_("Live sessions of the month"), LiveSession, at_hour_in_month("starts_at")),
        Indicator(_("Viewers of live sessions"), LiveSession, at_hour_in_month("starts_at"), adds="viewers"),
        Indicator(_("Posts shown on air"), LivePost, at_hour_in_month("live.starts_at")),
        Indicator(
            _("Applications after live sessions"), Application, (*at_hour_in_month("live.starts_at"), STOOD)
        ),
        Indicator(_("Jobs begun in the month"), Placement, BEGUN),
        Indicator(_("Share of jobs in the county"), Placement, (*BEGUN, LOCAL), of=BEGUN),
        Indicator(_("Share of jobs after a class"), Placement, (*BEGUN, TRAINED), of=BEGUN),
        *(there(step) for step in PlacementStep),
    ),
)
