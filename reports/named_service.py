"""The month of graduates who are served by name (1-1-3-1): what is counted, nothing of how."""

from choices import NamedServiceKind
from filters import Condition
from language import lazy as _
from models import NamedService, ServiceStep
from reports.figures import Indicator, Report, by_end, in_month, still_at_end

BEGUN, NOT_OVER = by_end("starts_on"), (still_at_end("done_on"), still_at_end("ended_on"))
OVERDUE = (by_end("due_on"), *NOT_OVER)

REPORT = Report(
    "named_service",
    _("Graduates served by name in the month"),
    _("Who is served by one policy talk, one guidance, three job offers and one training, and how far it has come."),
    (
        Indicator(_("Graduates taken into the service in the month"), NamedService, in_month("starts_on")),
        Indicator(_("Graduates being served at the end of the month"), NamedService, (BEGUN, *NOT_OVER)),
        Indicator(_("Graduates served in full in the month"), NamedService, in_month("done_on")),
        Indicator(_("Services that ended early in the month"), NamedService, in_month("ended_on")),
        Indicator(_("Graduates whose service was overdue at the end of the month"), NamedService, OVERDUE),
        *(
            Indicator(
                _("Steps of the month: %(kind)s", kind=kind.words),
                ServiceStep,
                (*in_month("done_on"), Condition("kind", "is", kind)),
            )
            for kind in NamedServiceKind
        ),
    ),
)  # fmt: skip
