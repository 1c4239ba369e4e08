"""A year of fairs by kind against the plan, and of classes and the jobs after them: on screen and as CSV."""

from flask import Blueprint, flash, render_template, request

import models
from admin import addresses
from admin.access import actor
from admin.drawing import condition_url
from admin.files import csv_response
from language import gettext
from operations.exports import recorded
from reports import fairs, placements
from rows import csv_lines

# GET /reports/fairs-by-kind and /reports/from-class-to-job?year=2026&organisation=O-3&format=csv
pages = Blueprint("job_years", __name__, url_prefix="/reports")


def init_job_years(app):
    app.register_blueprint(pages)


@pages.get("/fairs-by-kind")
def by_kind():
    title = gettext("Fairs by kind, planned and held")

    def found(year, union):
        kinds = fairs.by_kind(year, actor(), union)
        return {"kinds": kinds}, fairs.csv_rows(kinds)

    return page("jobs/fairs.html", title, found)


@pages.get("/from-class-to-job")
def from_class():
    title = gettext("From the class to the job")

    def found(year, union):
        classes = placements.by_class(year, actor(), union)
        companies = placements.by_company(year, actor(), union)
        facts = {"classes": classes, "companies": companies, "headings": placements.headings()}
        return facts, placements.csv_rows(classes, companies)

    return page("jobs/placements.html", title, found)


def page(template, title, found):
    organisation, year = addresses.union(), chosen_year()
    words = {"title": title, "organisation": organisation, "url": condition_url}
    if year is None:
        flash(gettext("Write the year with four digits, such as 2026."), "error")
        return render_template(template, year=request.args["year"], **words), 400
    facts, lines = found(year, organisation)
    if request.args.get("format") == "csv":
        what = " ".join([title, str(year), organisation.code if organisation else ""]).strip()
        return csv_response(csv_lines(recorded(lines, "report", actor(), what=what)), f"{title}-{year}")
    return render_template(template, year=year, **facts, **words)


def chosen_year():
    """The year asked for, this one where none is; None for what is no year."""
    text = request.args.get("year", "").strip() or str(models.now().year)
    fits = text.isascii() and text.isdecimal() and len(text) == 4 and 1903 <= int(text) <= 2100
    return int(text) if fits else None
