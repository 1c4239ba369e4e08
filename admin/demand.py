"""Screens of demands for training and of the trips of the travelling academy."""

from flask import url_for

from admin.access import actor
from admin.base import RecordView
from admin.verbs import Paper, Verb, in_state
from choices import DemandState, TripState
from forms import demand as forms
from language import gettext
from language import lazy as _
from models import Demand, Trip, TripStop
from operations import demands, trips
from reports import demand as figures
from reports import trips as reached

WAITS = in_state(*demands.WAITS)


class DemandView(RecordView):
    """A demand with the classes that answer it."""

    verbs = (
        Verb(
            "open_class", _("Answer by a new class"), demands.open_class,
            _("A class of a course is planned for this demand, with the hours of practice that were asked for."),
            form=forms.new, when=WAITS,
        ),
        Verb(
            "answer", _("Answer by a class there is"), demands.answer,
            _("The class answers this demand. Where hours of practice are given, the class gets them."),
            form=forms.existing, when=WAITS,
        ),
        Verb(
            "decline", _("Cannot be met"), demands.decline, _("Say why, and what was answered to who asked."),
            form=forms.DECLINE, when=in_state(DemandState.OPEN),
        ),
        Verb(
            "withdraw", _("Was withdrawn"), demands.withdraw, _("Who asked has no need of it any more."),
            form=forms.WITHDRAW, when=in_state(DemandState.OPEN),
        ),
        Verb(
            "reopen", _("Open it again"), demands.reopen, _("The demand waits for a class once more."),
            when=lambda demand: demand.state in (DemandState.ANSWERED, DemandState.DECLINED)
            and not demands.classes_of(demand).exists(),
        ),
    )  # fmt: skip

    def sections(self, record):
        yield "demand/answers.html", {"answers": figures.answers(record, actor())}

    def also(self, record=None):
        if record is None:
            yield url_for("demand_pages.by_trade"), gettext("Demand by trade")


class TripView(RecordView):
    """A trip with its stops."""

    parts = (TripStop,)
    verbs = (
        Verb(
            "finish", _("The trip was made"), trips.finish,
            _("Every stop was held: the classes that came of them end."), when=in_state(TripState.PLANNED),
        ),
        Verb(
            "cancel", _("Cancel the trip"), trips.cancel, _("It does not take place; say why."),
            form=forms.CANCEL, when=in_state(TripState.PLANNED),
        ),
    )  # fmt: skip
    papers = (
        Paper(
            "route", _("Print the route"), "demand/route.html",
            lambda trip, by: {"stops": reached.route(trip, by)},
        ),
    )  # fmt: skip

    def also(self, record=None):
        if record is None:
            yield url_for("demand_pages.served"), gettext("People served by township")


class StopView(RecordView):
    verbs = (
        Verb(
            "hold", _("The stop was held"), trips.hold_stop,
            _("A class of one lesson comes of it, with those who came. More people can be signed up for that class later."),
            form=forms.STOP, when=lambda stop: stop.training_class_id is None,
        ),
    )  # fmt: skip


SCREENS = {Demand: DemandView, Trip: TripView, TripStop: StopView}
