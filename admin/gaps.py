"""Gaps between posts and people on screen and as CSV, by unit, team, item, person; and what training has brought."""

from flask import Blueprint, abort, render_template, request

import scope
from admin import addresses
from admin.access import actor
from admin.contract_years import chosen_year
from admin.drawing import condition_url
from admin.files import csv_response
from language import gettext
from language import lazy as _
from models import Enterprise, ServiceTeam, SkillItem, Worker, now
from operations.exports import recorded
from reports import gaps, gate_years
from rows import csv_lines, with_links

# GET /reports/gaps?by=unit&organisation=O-3&year=2026&format=csv, /reports/gaps/people?item=SI-1&lacking=yes,
# /reports/gaps/of-year?kind=passed&year=2024
pages = Blueprint("gaps", __name__, url_prefix="/reports/gaps")
SIZE, MOST = 50, 100_000
WORDS = {
    "unit": _("By union"),
    "enterprise": _("By employer"),
    "team": _("By team"),
    "item": _("By item of work"),
}


def init_gaps(app):
    app.register_blueprint(pages)


def narrowed():
    """Whose gaps the address asks for; what cannot be seen is not there."""
    found = {"organisation": addresses.union(), "lacking": request.args.get("lacking", "") == "yes"}
    for name, model in (("enterprise", Enterprise), ("team", ServiceTeam), ("item", SkillItem)):
        code = request.args.get(name, "").strip()
        found[name] = (scope.find(model, code.split()[0], actor()) or abort(404)) if code else None
    return gaps.Narrowed(**found)


@pages.get("")
def show():
    where, by = narrowed(), request.args.get("by", "unit")
    kind, year = by if by in gaps.TABLES else "unit", chosen_year() or now().year
    years, figures = gate_years.table(year, actor(), where.organisation)
    if request.args.get("format") == "csv" and by == "years":
        return told(gate_years.csv_rows(years, figures), gettext("What training has brought"))
    lines = [gaps.whole(where, actor()), *gaps.TABLES[kind](where, actor())]
    if request.args.get("format") == "csv":
        return told(gaps.csv_rows(str(WORDS[kind]), lines), gettext("Gaps to the posts"))
    return render_template(
        "gaps/gaps.html", where=where, kind=kind, kinds=WORDS, lines=lines, years=years, figures=figures, year=year,
        url=lambda rows: condition_url(*rows), trained=gaps.trained_list,
    )  # fmt: skip


@pages.get("/people")
def people():
    where, page = narrowed(), addresses.page_number()
    if request.args.get("format") == "csv":
        return told(gaps.people_csv(gaps.people(where, actor(), 0, MOST)), gettext("Gaps to the posts"))
    whole = gaps.whole(where, actor())
    return render_template(
        "gaps/people.html", where=where, whole=whole, people=gaps.people(where, actor(), page * SIZE, SIZE),
        page=page, size=SIZE,
    )  # fmt: skip


@pages.get("/of-year")
def of_year():
    """The workers behind a figure of a year."""
    kind, year, page = request.args.get("kind", ""), chosen_year() or abort(404), addresses.page_number()
    if kind not in gate_years.PEOPLE:
        abort(404)
    union = addresses.union()
    query = gate_years.people(kind, year, actor(), union)
    ids = [one.id for one in query.paginate(page + 1, SIZE)]
    return render_template(
        "gaps/of_year.html", kind=kind, year=year, union=union, count=query.count(), page=page, size=SIZE,
        workers=with_links(Worker, ids, actor()),
    )  # fmt: skip


def told(table, title):
    return csv_response(csv_lines(recorded(table, "report", actor(), what=title)), title)
