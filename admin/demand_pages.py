"""Demand by trade, people served by township: on screen and as CSV; each figure leads to its rows."""

from datetime import date

from flask import Blueprint, flash, render_template, request

import models
from admin import addresses
from admin.access import actor
from admin.files import csv_response
from language import gettext
from operations.exports import recorded
from reports import demand, trips
from rows import csv_lines
from texts import tidy

# GET /reports/demand-by-trade?year=2026&organisation=O-3&format=csv · GET /reports/people-served?from=…&to=…
pages = Blueprint("demand_pages", __name__, url_prefix="/reports")
FIRST, LAST = 1903, 2100


def init_demand_pages(app):
    app.register_blueprint(pages)


@pages.get("/demand-by-trade")
def by_trade():
    organisation, text = addresses.union(), request.args.get("year", "").strip()
    year = addresses.number_in(text)
    if text and not FIRST <= year <= LAST:
        flash(gettext("Write the year with four digits, such as 2026."), "error")
        return trades(None, text, organisation), 400
    lines = demand.by_trade(actor(), organisation, year or None)
    if request.args.get("format") == "csv":
        return as_file(demand.csv_rows(lines), gettext("Demand by trade"), organisation, text)
    return trades(lines, text, organisation)


def trades(lines, year, organisation):
    return render_template("demand/by_trade.html", lines=lines, year=year, organisation=organisation)


@pages.get("/people-served")
def served():
    organisation = addresses.union()
    days = period(date(models.now().year, 1, 1), date(models.now().year, 12, 31))
    if days is None:
        return townships(None, None, organisation), 400
    lines = trips.by_township(*days, actor(), organisation)
    if request.args.get("format") == "csv":
        what = f"{days[0]}–{days[1]}"
        return as_file(trips.csv_rows(lines), gettext("People served by township"), organisation, what)
    return townships(lines, days, organisation)


def townships(lines, days, organisation):
    return render_template("demand/served.html", lines=lines, days=days, organisation=organisation)


def period(first, last):
    """The days asked for by `?from=…&to=…`, those given where none are; None, and said so, for what are no days."""
    try:
        days = [read(request.args.get(name, ""), day) for name, day in (("from", first), ("to", last))]
    except ValueError:
        days = [last, first]
    if days[0] > days[1]:
        flash(gettext("Write two days such as 2026-01-01, the earlier one first."), "error")
        return None
    return days


def read(text, otherwise):
    return models.Trip.held_on.read(tidy(text)[:20]) if text.strip() else otherwise


def as_file(rows, title, organisation, what):
    """A file of the page's figures, noted down."""
    told = " ".join(filter(None, [title, what, organisation.code if organisation else ""]))
    return csv_response(
        csv_lines(recorded(rows, "report", actor(), what=told)), f"{title}-{what}".rstrip("-")
    )
