"""Closing and reopening months on screen; which are closed, by report and union; corrections as they are drawn."""

from datetime import timedelta

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for

import models
import reports
import scope
from admin import trail_lines
from admin.access import actor
from choices import Act
from language import gettext
from models import BY_TABLE, MonthClose, Organisation
from operations import Refused, months
from reports import causes, frozen
from rows import with_links

SHOWN, UNIONS, MONTHS = 20, 200, 12

# GET /reports/months and, by POST, closing all reports of a month; POST /reports/<name>/close and /reopen.
pages = Blueprint("months", __name__, url_prefix="/reports")


def init_months(app):
    app.register_blueprint(pages)


@pages.get("/months")
def index():
    union = (
        chosen(request.args.get("organisation", "")) or abort(404)
        if request.args.get("organisation")
        else own()
    )
    listed = last_months()
    month = request.args.get("month", "")
    month = month if month in listed else listed[1]
    return render_template(
        "reports/months.html", union=union, months=listed, month=month, all=reports.REPORTS, over=months.is_over,
        closes=closes([union.id], listed) if union else {}, may_close=months.may_close(union, actor()),
        **below(union, month),
    )  # fmt: skip


@pages.post("/months")
def close_all():
    """Close every report of a month of one union."""
    union, month = asked()
    done = [
        report
        for report in reports.REPORTS
        if in_words(lambda r=report: months.close(r.name, month, union, actor()))
    ]
    if len(done) == len(reports.REPORTS):
        flash(gettext("%(month)s is closed.", month=month), "done")
    return redirect(url_for(".index", organisation=union.code))


@pages.post("/<name>/close")
def close(name):
    union, month = asked()
    if in_words(lambda: months.close(name, month, union, actor())):
        flash(gettext("%(month)s is closed.", month=month), "done")
    return back(name, month, union)


@pages.post("/<name>/reopen")
def reopen(name):
    union, month = asked()
    there = frozen.close_of(name, month, union) or abort(404)
    if in_words(lambda: months.reopen(there, actor(), request.form.get("reason", ""))):
        flash(gettext("%(month)s runs again.", month=month), "done")
    return back(name, month, union)


def asked():
    """The union and month of a form. A foreign union looks like an unknown one."""
    union = chosen(request.form.get("organisation", "")) or abort(404)
    return union, request.form.get("month", "").strip()[:20]


def chosen(code):
    return scope.find(Organisation, code.split()[0], actor()) if code.strip() else None


def back(name, month, union):
    if reports.find(name) is None:
        abort(404)
    return redirect(url_for("reports.show", name=name, month=month, organisation=union.code))


def in_words(act):
    """Whether it was done; what is refused is said on the page."""
    try:
        act()
    except Refused as refusal:
        flash(refusal.words, "error")
    except ValueError as mistake:
        flash(str(mistake.args[0]), "error")
    else:
        return True
    return False


# Which months are closed --------------------------------------------------------------------------


def own():
    """The union that somebody works for, or the only topmost one they see."""
    tops = scope.visible(Organisation, actor()).order_by(Organisation.path)
    return tops.first()


def last_months():
    """The running month and those before it."""
    first, listed = models.now().date().replace(day=1), []
    for _number in range(MONTHS + 1):
        listed.append(first.strftime("%Y-%m"))
        first = (first - timedelta(days=1)).replace(day=1)
    return listed


def closes(unions, listed):
    """{(union, report, month): its close in force}."""
    found = MonthClose.select().where(
        MonthClose.organisation.in_(unions), MonthClose.month.in_(listed), frozen.in_force()
    )
    return {(one.organisation_id, one.report, one.month): one for one in found}


def below(union, month):
    """The unions right below, and what they have closed of one month."""
    query = scope.visible(Organisation, actor()).where(Organisation.parent == (union and union.id))
    parts = list(query.order_by(Organisation.pinyin).limit(UNIONS))
    return {"parts": parts, "theirs": closes([part.id for part in parts], [month])}


# Corrections as they are drawn ---------------------------------------------------------------------


def drawn(found):
    """Each correction with the first of the rows that came and went, and the line of the trail that tells why."""
    return [
        {"one": one, "rows": [row for change in one.changes for row in rows_of(one, change)]} for one in found
    ]


def rows_of(one, change):
    for went, query in ((False, change.came), (True, change.gone)):
        ids = [id for (id,) in query.order_by(query.model.id).limit(SHOWN).tuples()]
        lines = causes.causes(one, ids)
        for record in with_links(BY_TABLE[one.figure.entity], ids, actor()):
            line = lines.get(record.id)
            told = trail_lines.changed(line) if line and line.act == Act.CHANGED else ()
            yield {"record": record, "went": went, "side": change.side, "line": line, "told": told}
