"""Mentorship contracts by trade and year, on screen and as CSV; each figure leads to its rows."""

from flask import Blueprint, flash, render_template, request

import models
from admin import addresses
from admin.access import actor
from admin.drawing import condition_url
from admin.files import csv_response
from language import gettext
from operations.exports import recorded
from reports import mentorship_years
from rows import csv_lines

# GET /reports/contracts-by-trade?year=2026&organisation=O-3&format=csv
pages = Blueprint("contract_years", __name__, url_prefix="/reports/contracts-by-trade")


def init_contract_years(app):
    app.register_blueprint(pages)


@pages.get("")
def show():
    organisation, year = addresses.union(), chosen_year()
    if year is None:
        flash(gettext("Write the year with four digits, such as 2026."), "error")
        return page(None, request.args["year"], organisation), 400
    table = mentorship_years.by_trade(year, actor(), organisation)
    if request.args.get("format") == "csv":
        title = gettext("Mentorship contracts by trade and year")
        what = " ".join([title, str(year), organisation.code if organisation else ""]).strip()
        lines = recorded(mentorship_years.csv_rows(table), "report", actor(), what=what)
        return csv_response(csv_lines(lines), f"{title}-{year}")
    return page(table, year, organisation)


def chosen_year():
    """The year asked for, this one where none is; None for what is no year."""
    text = request.args.get("year", "").strip() or str(models.now().year)
    fits = text.isascii() and text.isdecimal() and len(text) == 4 and 1903 <= int(text) <= 2100
    return int(text) if fits else None


def page(table, year, organisation):
    return render_template(
        "mentorship/years.html", table=table, year=year, organisation=organisation,
        url=lambda cell: condition_url("mentorship_contract", cell.conditions),
    )  # fmt: skip
