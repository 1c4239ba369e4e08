"""The month of studios and expert service, and the figures of one studio: what is counted, nothing of how."""

from dataclasses import dataclass

from peewee import fn

import filters
import scope
from choices import ProblemState, ResultState, ServiceKind, StudioState
from filters import Condition
from language import gettext
from language import lazy as _
from models import ExpertRequest, ExpertService, Studio, StudioMember, StudioResult, StudioVisit, columns
from reports.figures import Indicator, Report, in_month, not_after, one_of
from rows import with_links
from scope import Actor

CONFIRMED = Condition("state", "is", ResultState.CONFIRMED)
RESULTS = (*in_month("achieved_on"), CONFIRMED)
ENDED = (*in_month("closed_on"), one_of("state", ProblemState.SOLVED, ProblemState.UNSOLVED))
SOLVED = (*in_month("closed_on"), Condition("state", "is", ProblemState.SOLVED))
ASKED = (*in_month("asked_on"), Condition("state", "is_not", ProblemState.WITHDRAWN))
TRAINED = (*in_month("held_on"), Condition("kind", "is", ServiceKind.TRAINING))

REPORT = Report(
    "studios",
    _("Studios and expert service of the month"),
    _(
        "Studios at work, what they achieved and who came to see them; requests of units, experts' help and its benefit."
    ),
    (
        Indicator(
            _("Studios at work"),
            Studio,
            (not_after("founded_on"), Condition("state", "is", StudioState.ACTIVE)),
        ),
        Indicator(_("Results confirmed of the month"), StudioResult, RESULTS),
        Indicator(_("Benefit of the results in yuan"), StudioResult, RESULTS, adds="benefit"),
        Indicator(_("Visits to studios in the month"), StudioVisit, in_month("visited_on")),
        Indicator(_("Visitors of studios in the month"), StudioVisit, in_month("visited_on"), adds="people"),
        Indicator(_("Requests received in the month"), ExpertRequest, ASKED),
        Indicator(_("Requests solved in the month"), ExpertRequest, SOLVED),
        Indicator(_("Share of solved requests"), ExpertRequest, SOLVED, of=ENDED),
        Indicator(_("Benefit of solved requests in yuan"), ExpertRequest, SOLVED, adds="benefit"),
        Indicator(_("Expert services in the month"), ExpertService, in_month("held_on")),
        Indicator(_("Trainings by experts in the month"), ExpertService, TRAINED),
        Indicator(_("Person-times reached by trainings"), ExpertService, TRAINED, adds="people"),
    ),
)


# One studio ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Line:
    """A figure of a studio, and the list behind it."""

    words: str
    number: int
    table: str
    conditions: tuple[Condition, ...]


def of_studio(studio: Studio, by: Actor) -> list[Line]:
    """What a studio has brought about since it was founded."""
    mine = Condition("studio", "is", studio.code)
    return [
        line(gettext("Members"), StudioMember, (mine, Condition("left_on", "empty", "yes")), by),
        line(gettext("Results confirmed"), StudioResult, (mine, CONFIRMED), by),
        line(gettext("Their benefit in yuan"), StudioResult, (mine, CONFIRMED), by, "benefit"),
        line(gettext("Visits"), StudioVisit, (mine,), by),
        line(gettext("Visitors in all"), StudioVisit, (mine,), by, "people"),
    ]


def line(words, model, conditions, by, adds=""):
    figure = fn.SUM(model._meta.fields[adds]) if adds else fn.COUNT(model.id)
    query = filters.narrow(scope.visible(model, by, figure), model, conditions, by)
    return Line(words, int(query.scalar() or 0), model._meta.table_name, conditions)


PRINTED = {
    StudioMember: ("worker", "part"),
    StudioResult: ("achieved_on", "name", "kind", "benefit", "number"),
    StudioVisit: ("visited_on", "kind", "guests", "people"),
}
MOST = 500  # lines of one kind on a paper


def lists_of(studio: Studio, by: Actor) -> list[dict]:
    """Members, confirmed results and visits of a studio, as they are printed."""
    found = []
    for model, names in PRINTED.items():
        query = scope.visible(model, by, model.id).where(model.studio == studio.id)
        query = query.where(model.state == ResultState.CONFIRMED) if model is StudioResult else query
        ids = [id for (id,) in query.order_by(model.id).limit(MOST).tuples()]
        fields = [field for field in columns(model) if field.name in names]
        found.append({"model": model, "fields": fields, "records": with_links(model, ids, by)})
    return found
