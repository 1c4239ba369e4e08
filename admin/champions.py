"""Champions of key posts: the year as a table, who is missing; verbs of a nomination. What they do is `nominating`'s."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for

import models
import scope
from admin import addresses
from admin.access import actor
from admin.files import csv_response
from admin.verbs import Paper, Verb
from choices import NominationState, ScoreState
from fields import CharField, IntegerField
from forms.verbs import verb_form
from language import gettext
from language import lazy as _
from models import KeyPost, Nomination
from operations import Refused, nominating
from operations.exports import recorded
from reports import champions
from rows import csv_lines

# GET /admin/champions/?year=2026&organisation=O-3&format=csv; POST approve, award below it.
pages = Blueprint("champions", __name__, url_prefix="/admin/champions")
YEARS = range(1950, 2101)


def init_champions(app):
    app.register_blueprint(pages)


@pages.get("/")
def index():
    found = champions.board(chosen_year(), actor(), models.now().date(), union := addresses.union())
    if request.args.get("format") == "csv":
        what = " ".join([gettext("Champions of key posts"), str(found.year), union.code if union else ""])
        table = recorded(champions.csv_rows(found), "report", actor(), what=what.strip())
        return csv_response(csv_lines(table), f"{gettext('Champions of key posts')}-{found.year}")
    writes = scope.may_write(Nomination, actor())
    return render_template("honours/champions.html", board=found, organisation=union, writes=writes)


def chosen_year():
    text = request.args.get("year", "").strip() or str(models.now().year)
    year = int(text) if text.isascii() and text.isdecimal() and len(text) == 4 else 0
    return year if year in YEARS else abort(404)


@pages.post("/approve")
def approve():
    return done(nominating.approve_all, _("Approved: %(count)s"))


@pages.post("/award")
def award():
    return done(nominating.award_all, _("Honoured: %(count)s"))


def done(verb, words):
    """Do it to all that wait in the year; say how many, and why not the others."""
    year = chosen_year()
    try:
        count, refused = verb(actor(), year)
    except Refused as refusal:
        flash(refusal.words, "error")
        return redirect(url_for(".index", year=year))
    flash(str(words) % {"count": count}, "done")
    for words in refused[:5]:
        flash(words, "error")
    return redirect(url_for(".index", year=year))


DAYS_WORDS = _("Days on view (5 if empty)")
NOMINATION_VERBS = (
    Verb(
        "approve", _("Approve and put on view"), nominating.approve,
        _("Somebody who did not write the nomination approves it; it is on view from today for so many days."),
        form=verb_form(Nomination, days=IntegerField(low=1, high=60, null=True, verbose_name=DAYS_WORDS)),
        when=lambda one: one.state == NominationState.NOMINATED,
    ),
    Verb(
        "award", _("Give the honour"), nominating.award,
        _("The notice is over and nobody objected: the honour goes to the person's growth file."),
        when=lambda one: one.state == NominationState.PUBLISHED,
    ),
    Verb(
        "refuse", _("Refuse the nomination"), nominating.refuse,
        _("Also when somebody objected while it was on view. The reason stays with it."),
        form=verb_form(Nomination, answer=CharField(max_length=200, verbose_name=_("Why it was refused"))),
        when=lambda one: one.state in (NominationState.NOMINATED, NominationState.PUBLISHED),
    ),
)  # fmt: skip
NOMINATION_PAPERS = (
    Paper(
        "notice", _("Notice of a nomination"), "honours/notice.html",
        lambda one, by: {"post": KeyPost.get_by_id(one.key_post_id)}, when=lambda one: one.notice_from is not None,
    ),
)  # fmt: skip
SCORE_VERBS = (
    Verb(
        "nominate", _("Nominate as champion of a key post"), nominating.nominate_winner,
        _("Who came first is nominated, with the result as the reason; a second person approves."),
        form=verb_form(Nomination, "key_post", "title", "period"),
        when=lambda score: score.state == ScoreState.CONFIRMED and score.place == 1,
    ),
)  # fmt: skip


def link(_record=None):
    """Where the champions of all posts stand."""
    return [(url_for("champions.index"), gettext("Champions by post and period"))]
