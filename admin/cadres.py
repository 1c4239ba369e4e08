"""Screens of union cadres: the coverage of a training campaign, who was missed; wishes of a class; revisits afterwards."""

from datetime import date

from flask import Blueprint, render_template, request, url_for

import models
from admin import addresses
from admin.access import actor
from admin.base import RecordView
from admin.demand_pages import as_file, period
from admin.verbs import Verb
from choices import EnrolmentState
from forms import demand as forms
from language import gettext
from language import lazy as _
from models import Cadre, Revisit
from operations import wishes as wishing
from reports import cadres

# GET /reports/cadre-training?from=2025-01-01&to=2026-12-31&organisation=O-3&format=csv|missed
pages = Blueprint("cadre_training", __name__, url_prefix="/reports/cadre-training")
SHOWN = 500  # of the missed on the page; the file has all


def init_cadres(app):
    app.register_blueprint(pages)


@pages.get("")
def show():
    organisation, year = addresses.union(), models.now().year
    days = period(date(year - 1, 1, 1), date(year, 12, 31))
    if days is None:
        return render_template("cadres/coverage.html", found=None, days=None, organisation=organisation), 400
    found = cadres.coverage(*days, actor(), organisation)
    what = f"{days[0]}–{days[1]}"
    if request.args.get("format") == "csv":
        return as_file(cadres.csv_rows(found), gettext("Coverage of cadre training"), organisation, what)
    if request.args.get("format") == "missed":
        return as_file(cadres.missed_rows(found), gettext("Cadres who were missed"), organisation, what)
    return render_template(
        "cadres/coverage.html", found=found, days=days, organisation=organisation, shown=by_unit(found)
    )


def by_unit(found):
    """[(unit, its missed)] of the first of them."""
    missed = found.missed[:SHOWN]
    return [
        (unit, mine)
        for unit in found.units[1:]
        if (mine := [one for one in missed if one.union == unit.union])
    ]


class CadreView(RecordView):
    def also(self, record=None):
        if record is None:
            yield url_for("cadre_training.show"), gettext("Coverage of cadre training")


# What a class and a place in it offer: their views list these beside their own ------------------------


def met(training_class, by, wishes=None, **typed):
    if not wishes:
        return None, {}
    return "cadres/met.html", {"met": wishing.met_by(training_class, by, wishes)}


CLASS_VERBS = (
    Verb(
        "extra_lesson", _("Add a lesson on wishes"), wishing.extra_lesson,
        _("A lesson that the course does not have, on what people of this class wish to hear."),
        form=forms.wish, when=lambda one: one.state in wishing.STILL, shows=met,
    ),
)  # fmt: skip
ENROLMENT_VERBS = (
    Verb(
        "revisit", _("Note down a revisit"), wishing.revisit,
        _("What came of the class at work, some weeks or months later."),
        form=forms.revisit, when=lambda one: one.state == EnrolmentState.COMPLETED,
    ),
)  # fmt: skip


def wishes_section(training_class):
    """What people of a class wish to hear, for its page."""
    return "cadres/wishes.html", {"groups": wishing.grouped(training_class, actor())}


SCREENS = {Cadre: CadreView, Revisit: RecordView}
