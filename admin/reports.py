"""The month reports: on screen, as CSV, by union; each figure leads to its rows. Closing a month is `months`."""

from flask import Blueprint, abort, flash, render_template, request, url_for

import filters
import models
import reports
from admin import addresses
from admin.access import actor
from admin.drawing import condition_url
from admin.files import csv_response
from admin.months import drawn
from models import BY_TABLE
from operations import months
from operations.exports import recorded
from rows import csv_lines

pages = Blueprint("reports", __name__, url_prefix="/reports")


def init_reports(app):
    app.register_blueprint(pages)


@pages.get("/")
def index():
    return render_template("reports/index.html", all=reports.REPORTS)


@pages.get("/<name>")
def show(name):
    """GET /reports/<name>?month=2026-03&organisation=O-3&format=csv"""
    report = reports.find(name) or abort(404)
    month = request.args.get("month", "").strip() or models.now().strftime("%Y-%m")
    organisation = addresses.union()
    try:
        result = reports.run(name, month, actor(), organisation)
    except ValueError as mistake:
        flash(str(mistake.args[0]), "error")
        return render_template(
            "reports/report.html", report=report, result=None, month=month, organisation=organisation
        ), 400
    if request.args.get("format") == "csv":
        what = " ".join([str(report.title), month, organisation.code if organisation else ""]).strip()
        table = recorded(reports.csv_rows(result), "report", actor(), what=what)
        return csv_response(csv_lines(table), f"{report.title}-{month}")
    return render_template("reports/report.html", **page(result))


def page(result):
    """What the page of a report shows."""
    return {
        "report": result.report, "result": result, "month": result.month, "organisation": result.organisation,
        "may_close": months.may_close(result.union, actor()), "over": months.is_over(result.month),
        "corrections": drawn(result.corrections), "later": drawn(result.later),
        "url": figure_url, "meaning": meaning,
    }  # fmt: skip


def figure_url(row, below=False):
    """The rows behind a figure: of a closed one those of then, else those that the conditions find now."""
    table, conditions = row.denominator_link if below else row.link
    if row.figure is None:
        return condition_url(table, conditions)
    return url_for(f"{table}.index_view", figure=f"{row.figure}-1" if below else row.figure)


def meaning(link):
    """What a figure counts: the entity, and each condition in words."""
    model = BY_TABLE[link[0]]
    return model._meta.title, [filters.condition_words(model, condition) for condition in link[1]]
