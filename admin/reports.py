"""The month reports: on screen, as CSV, by union; each figure leads to its rows."""

from datetime import date

from flask import Blueprint, abort, flash, render_template, request

import reports
import scope
from admin.access import actor
from admin.files import csv_response
from models import Organisation
from operations.exports import recorded
from rows import csv_lines

pages = Blueprint("reports", __name__, url_prefix="/reports")


def init_reports(app):
    app.register_blueprint(pages)


@pages.get("/")
def index():
    return render_template("reports.html", all=reports.REPORTS)


@pages.get("/<name>")
def show(name):
    """GET /reports/<name>?month=2026-03&organisation=O-3&format=csv"""
    report = reports.find(name) or abort(404)
    month = request.args.get("month", "").strip() or date.today().strftime("%Y-%m")
    organisation = chosen_union()
    try:
        result = reports.run(name, month, actor(), organisation)
    except ValueError as mistake:
        flash(str(mistake.args[0]), "error")
        return render_template(
            "report.html", report=report, result=None, month=month, organisation=organisation
        ), 400
    if request.args.get("format") == "csv":
        what = " ".join([str(report.title), month, organisation.code if organisation else ""]).strip()
        table = recorded(reports.csv_rows(result), "report", actor(), what=what)
        return csv_response(csv_lines(table), f"{report.title}-{month}")
    return render_template(
        "report.html", report=report, result=result, month=month, organisation=organisation
    )


def chosen_union():
    """The union asked for; none means all that the reader sees. A foreign one looks like an unknown one."""
    code = request.args.get("organisation", "").strip()
    if not code:
        return None
    return scope.find(Organisation, code.split()[0], actor()) or abort(404)
