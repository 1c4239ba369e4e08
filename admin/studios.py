"""Screens of innovation studios and of expert service: their verbs, papers and the figures of a studio."""

from admin.access import actor
from admin.base import RecordView
from admin.verbs import Paper, Verb
from choices import ProblemState, ResultState, StudioState
from fields import CharField
from forms.verbs import verb_form
from language import lazy as _
from models import ExpertRequest, ExpertService, Studio, StudioMember, StudioResult, StudioVisit
from operations import studios
from reports import studios as figures


class StudioView(RecordView):
    """A studio with its team, results and visits on one page."""

    parts = (StudioMember, StudioResult, StudioVisit)
    verbs = (
        Verb(
            "close",
            _("Close the studio"),
            studios.close_studio,
            _("The studio is closed today. Its members, results and visits stay in the register."),
            form=verb_form(Studio, "close_reason", required=("close_reason",)),
            when=lambda studio: studio.state == StudioState.ACTIVE,
        ),
    )
    papers = (
        Paper(
            "results",
            _("Print the list of results"),
            "studios/results.html",
            lambda studio, by: {"sums": figures.of_studio(studio, by), "lists": figures.lists_of(studio, by)},
        ),
    )

    def sections(self, record):
        return [("studios/figures.html", {"sums": figures.of_studio(record, actor())})]


class ResultView(RecordView):
    verbs = (
        Verb(
            "confirm",
            _("Confirm the result"),
            studios.confirm_result,
            _("You have looked at the evidence. From then on the result counts, with its benefit."),
            form=verb_form(StudioResult, "evidence", required=("evidence",)),
            when=lambda result: result.state == ResultState.REPORTED,
        ),
        Verb(
            "decline",
            _("Do not accept it"),
            studios.decline_result,
            _("The result does not count. The reason stands in its note; it can be reported again."),
            form=verb_form(StudioResult, reason=CharField(max_length=200, verbose_name=_("Reason"))),
            when=lambda result: result.state == ResultState.REPORTED,
        ),
        Verb(
            "report",
            _("Report it again"),
            studios.report_again,
            _("The result waits once more for somebody to confirm it."),
            when=lambda result: result.state == ResultState.DECLINED,
        ),
    )


class RequestView(RecordView):
    parts = (ExpertService,)
    verbs = (
        Verb(
            "assign",
            _("Name an expert"),
            studios.assign,
            _("The expert is at work from today. Below are people who could help, best first, and why."),
            form=verb_form(ExpertRequest, "expert", required=("expert",)),
            when=lambda request: request.state == ProblemState.OPEN,
            shows=lambda request, by, **typed: (
                "studios/experts.html",
                {"suggestions": studios.suggestions(request, by)},
            ),
        ),
        Verb(
            "finish",
            _("Bring it to an end"),
            studios.finish,
            _("Solved, not to be solved, or withdrawn by the unit; say how, or why not."),
            form=verb_form(ExpertRequest, "state", "outcome", "benefit", required=("outcome",)),
            when=lambda request: request.state in (ProblemState.OPEN, ProblemState.ASSIGNED),
        ),
    )


SCREENS = {
    Studio: StudioView,
    StudioMember: RecordView,
    StudioResult: ResultView,
    StudioVisit: RecordView,
    ExpertRequest: RequestView,
    ExpertService: RecordView,
}
