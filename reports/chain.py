"""The year so far of training and recruiting as one chain: classes to order, fairs, intents, jobs after a class.

The single areas have reports of their own; what is counted there month by month is added up here since January.
"""

from choices import ClassState, DemandState, EnrolmentState, FairState, FirmState
from filters import Condition
from language import lazy as _
from models import Application, Demand, Enrolment, Fair, FairFirm, JobPost, Placement, TrainingClass
from reports.fairs import HELD, HIRED, INTENT
from reports.figures import Indicator, Report, in_year_so_far, one_of

ORDERED = Condition("demand", "empty", "no")
TAUGHT = one_of("state", ClassState.RUNNING, ClassState.ENDED)
COMPLETED = Condition("state", "is", EnrolmentState.COMPLETED)
AT_FAIRS = (*in_year_so_far("fair.starts_on"), Condition("fair.state", "is", FairState.HELD))
OF_FAIRS = (*in_year_so_far("post.fair.starts_on"), Condition("post.fair.state", "is", FairState.HELD))
ENDED = in_year_so_far("training_class.ends_on")

REPORT = Report(
    "chain",
    _("Training and recruiting, the year so far"),
    _("From what companies asked to be taught to the people who began a job, since the first of January."),
    (
        Indicator(
            _("Training demands answered by a class"),
            Demand,
            (*in_year_so_far("answered_on"), Condition("state", "is", DemandState.ANSWERED)),
        ),
        Indicator(
            _("Classes taught to order"), TrainingClass, (*in_year_so_far("starts_on"), ORDERED, TAUGHT)
        ),
        Indicator(
            _("People who completed a class to order"),
            Enrolment,
            (*ENDED, Condition("training_class.demand", "empty", "no"), COMPLETED),
        ),
        Indicator(_("People who completed a class"), Enrolment, (*ENDED, COMPLETED)),
        Indicator(_("Fairs held so far"), Fair, (*in_year_so_far("starts_on"), HELD)),
        Indicator(
            _("Companies at fairs so far"), FairFirm, (*AT_FAIRS, Condition("state", "is", FirmState.CAME))
        ),
        Indicator(_("Posts offered at fairs so far"), JobPost, AT_FAIRS),
        Indicator(_("People wanted at fairs so far"), JobPost, AT_FAIRS, adds="openings"),
        Indicator(_("Intents at fairs so far"), Application, (*OF_FAIRS, INTENT)),
        Indicator(_("Hired at fairs so far"), Application, (*OF_FAIRS, HIRED)),
        Indicator(
            _("Jobs begun after a class so far"),
            Placement,
            (*in_year_so_far("started_on"), Condition("training_class", "empty", "no")),
        ),
    ),
)
