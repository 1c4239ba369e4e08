"""Pages over the labour register: the three ledgers in balance, teams that could be founded, who is behind in 1-1-3-1."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for

import models
import reports
import scope
from admin import addresses, once
from admin.access import actor
from admin.drawing import condition_url
from admin.reports import figure_url
from choices import Ledger, WorkPlace
from filters import Condition
from language import gettext
from models import Organisation, ServiceTeam, Trade
from operations import Refused, sent_forms, serving, teams
from operations.sent_forms import Repeated
from reports import balances
from rules.named_service import WANTED

# GET /admin/labour/ledgers?month=2026-03&organisation=O-3 · /admin/labour/teams · POST …/teams/found · GET …/graduates
pages = Blueprint("labour", __name__, url_prefix="/admin/labour")


def init_labour(app):
    app.register_blueprint(pages)


@pages.get("/ledgers")
def balance():
    """The three ledgers of a month, each from its beginning to its end, by union."""
    organisation = addresses.union()
    month = request.args.get("month", "").strip() or models.now().strftime("%Y-%m")
    try:
        result = reports.run("ledgers", month, actor(), organisation)
    except ValueError as mistake:
        flash(str(mistake.args[0]), "error")
        return drawn_balance(None, month[:10], organisation), 400
    return drawn_balance(result, result.month, organisation)


def drawn_balance(result, month, organisation):
    return render_template(
        "ledgers/balance.html", result=result, month=month, organisation=organisation, url=figure_url,
        balances=balances.of(result) if result else (), register=balances.register(result) if result else (),
        lists=[(ledger, list_of(ledger, organisation)) for ledger in Ledger],
    )  # fmt: skip


def list_of(ledger, organisation):
    """The page of a ledger: who stands in it now."""
    running = [Condition("ledger", "is", ledger), Condition("until", "empty", "yes")]
    own = [Condition("worker.organisation", "within", organisation.code)] if organisation else []
    return condition_url("ledger_entry", [*running, *own])


@pages.get("/teams")
def possible_teams():
    """The trades and places for which enough people are free."""
    organisation = addresses.union()
    return render_template(
        "teams/possible.html", organisation=organisation, found=teams.possible(actor(), organisation),
        may_found=scope.may_write(ServiceTeam, actor()), once=once.field, home=home(organisation),
    )  # fmt: skip


def home(organisation):
    return organisation or scope.find(Organisation, actor().home or 0, actor())


@pages.post("/teams/found")
def found_team():
    """Somebody accepts a proposal: the team is there, and its members are proposed."""
    if not scope.may_write(ServiceTeam, actor()):
        abort(403)
    union, trade, place = asked_team()
    try:
        team = sent_forms.once(once.sent("labour.found"), lambda: teams.found(union, trade, place, actor()))
    except (Repeated, Refused) as refusal:
        words = gettext("This was done already.") if isinstance(refusal, Repeated) else refusal.words
        flash(words, "error")
        return redirect(url_for("labour.possible_teams", organisation=union.code))
    return redirect(url_for("service_team.do_view", verb="take_in", id=team.id))


def asked_team():
    """(union, trade, place) of the form; what is not in sight is not found."""
    form = request.form
    union = scope.find(Organisation, form.get("organisation", "")[:20], actor()) or abort(404)
    trade = scope.find(Trade, form.get("trade", "")[:20], actor()) or abort(404)
    place = form.get("place") or None
    return union, trade, WorkPlace(place) if place in set(WorkPlace) else None


@pages.get("/graduates")
def graduates():
    """Who is being served by name, the most urgent first, with what is lacking."""
    organisation = addresses.union()
    return render_template(
        "ledgers/graduates.html", organisation=organisation, found=serving.running(actor(), organisation),
        most=serving.MOST, kinds=list(WANTED),
    )  # fmt: skip
