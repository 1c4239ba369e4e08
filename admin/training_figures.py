"""Training by trade and course, and the tree of academies, on screen and as CSV; each figure leads to its rows."""

from flask import Blueprint, flash, render_template, request

import models
from admin import addresses
from admin.access import actor
from admin.drawing import condition_url
from admin.files import csv_response
from language import gettext
from operations.exports import recorded
from reports import academies, training_table
from rows import csv_lines

# GET /reports/training-table?group=course&month=2026-03&since=2026-01&organisation=O-3&format=csv
# GET /reports/academies?since=2025-01&until=2025-12&organisation=O-3&format=csv
pages = Blueprint("training_figures", __name__, url_prefix="/reports")


def init_training_figures(app):
    app.register_blueprint(pages)


def asked(name, usual):
    return request.args.get(name, "").strip()[:20] or usual


def this_month():
    return f"{models.now():%Y-%m}"


def url(figure):
    return condition_url(figure.table, figure.conditions)


@pages.get("/training-table")
def table():
    organisation, month, since = addresses.union(), asked("month", this_month()), asked("since", "")
    group = asked("group", "trade")
    group = group if group in (*training_table.GROUPS, "certificates") else "trade"
    words = {"group": group, "month": month, "since": since, "organisation": organisation}
    try:
        found = training_table.table(group, month, since, actor(), organisation)
    except ValueError as mistake:
        flash(str(mistake.args[0]), "error")
        return render_template("training/table.html", found=None, url=url, **words), 400
    if request.args.get("format") == "csv":
        return file(
            gettext("Training by trade and course"), month, organisation, training_table.csv_rows(found)
        )
    return render_template("training/table.html", found=found, url=url, **words)


@pages.get("/academies")
def tree():
    organisation, until = addresses.union(), asked("until", this_month())
    since = asked("since", f"{until[:4]}-01")
    words = {"since": since, "until": until, "organisation": organisation}
    try:
        found = academies.tree(since, until, actor(), organisation)
    except ValueError as mistake:
        flash(str(mistake.args[0]), "error")
        return render_template("training/academies.html", found=None, url=url, **words), 400
    if request.args.get("format") == "csv":
        return file(gettext("Tree of academies"), until, organisation, academies.csv_rows(found))
    return render_template("training/academies.html", found=found, url=url, **words)


def file(title, month, organisation, rows):
    what = " ".join([title, month, organisation.code if organisation else ""]).strip()
    return csv_response(csv_lines(recorded(rows, "report", actor(), what=what)), f"{title}-{month}")
