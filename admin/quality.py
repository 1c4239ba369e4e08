"""Data quality on screen: how good it is by union and reason, the work list to hand out, rules, exemptions.

Figures are `reports.quality`, rules and exemptions `operations.quality_rules`; here they are shown and called.
"""

import tempfile
from datetime import date
from pathlib import Path
from urllib.parse import quote

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for

import scope
from admin import addresses
from admin.access import actor
from admin.drawing import condition_url
from admin.files import csv_response
from admin.refusals import in_words
from choices import Act, Defect, RuleState
from fields import DateField
from filters import FINDING, Condition, owner
from language import gettext
from models import BY_TABLE, RECORDS, QualityExemption, QualityFinding, QualityRule, columns, now
from operations import quality_rules
from operations.exports import recorded
from operations.trail import jot
from quality.words import column_label, words
from reports import quality as figures
from rows import csv_lines
from sync import worklist

pages = Blueprint("quality", __name__, url_prefix="/admin/quality")
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def init_quality(app):
    app.register_blueprint(pages)
    app.jinja_env.globals.update(findings_of=findings_of)


@pages.get("/")
def index():
    """GET /admin/quality/?organisation=O-3&format=csv"""
    organisation = addresses.union()
    found = figures.report(actor(), organisation)
    if request.args.get("format") == "csv":
        what = organisation.code if organisation else ""
        table = recorded(figures.csv_rows(found), "quality", actor(), what=what)
        return csv_response(csv_lines(table), gettext("Data quality"))
    return render_template(
        "quality/report.html", found=found, organisation=organisation, behind=behind, defects=list(Defect),
        by_defect=by_defect(found.reasons), waiting=quality_rules.wanted(),
    )  # fmt: skip


def by_defect(reasons):
    """{kind of mistake: how many findings}"""
    return {kind: sum(one.found for one in reasons if one.rule.defect == kind) for kind in Defect}


def behind(one, organisation, operation="is"):
    """The list of the records behind a figure."""
    model = BY_TABLE[one.rule.entity]
    conditions = [Condition(FINDING, operation, one.name)]
    if organisation is not None and (path := owner(model)):
        conditions.append(Condition(path, "within", organisation.code))
    return condition_url(one.rule.entity, conditions)


@pages.post("/run/")
def run():
    in_words(lambda: told(quality_rules.ask_for_look(actor())))
    return redirect(url_for(".index"))


def told(done):
    if done is None:
        flash(gettext("Asked for: the worker looks through all records within some minutes."), "done")
    else:
        flash(gettext("Looked through: %(count)s findings.", count=done.findings), "done")


@pages.get("/worklist/")
def work_list():
    """The workbook of what is to be mended in a union and all under it."""
    organisation = addresses.union()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.xlsx"
        rows = worklist.write(path, actor(), organisation)
        body = path.read_bytes()
    what = f"{gettext('Work list')} {organisation.code if organisation else ''}".strip()
    jot("quality", None, Act.EXPORTED, actor(), {"what": what, "rows": rows, "whole": True}, actor().home)
    name = quote(
        f"{gettext('Work list')}-{organisation.name if organisation else ''}-{date.today():%Y%m%d}.xlsx"
    )
    headers = {"Content-Disposition": f"attachment; filename=worklist.xlsx; filename*=UTF-8''{name}"}
    return Response(body, mimetype=WORKBOOK, headers=headers)


# Rules -------------------------------------------------------------------------------------------


@pages.get("/rules/")
def rules():
    quality_rules.store_built_in()
    known = QualityRule.select().where(QualityRule.entity.in_(list(BY_TABLE)))
    stored = sorted(known, key=lambda rule: (list(BY_TABLE).index(rule.entity), rule.id))
    return render_template(
        "quality/rules.html",
        rules=stored,
        words=words,
        titles=BY_TABLE,
        may_rule=quality_rules.may_rule(actor()),
    )


@pages.route("/rules/new/", methods=["GET", "POST"])
def new_rule():
    if not quality_rules.may_rule(actor()):
        abort(403)
    if request.method == "POST":
        asked = (request.form.get(name, "") for name in ("entity", "defect", "columns", "parameter"))
        made = []
        if in_words(lambda: made.append(quality_rules.add(*map(storable, asked), actor()))):
            return redirect(url_for(".rule", id=made[0].id))
    model = BY_TABLE.get(request.values.get("entity", ""))
    answer = render_template(
        "quality/new.html", model=model, models=RECORDS, defects=list(Defect), typed=request.form,
        fields=columns(model) if model else (),
    )  # fmt: skip
    return answer, 422 if request.method == "POST" else 200


def storable(text):
    return text.replace("\0", "")


@pages.get("/rules/<int:id>/")
def rule(id):
    chosen = chosen_rule(id)
    unions = figures.by_union(chosen, actor())
    moves = [RuleState(move) for move in RuleState(chosen.state).moves]
    return render_template(
        "quality/rule.html", rule=chosen, words=words(chosen), title=BY_TABLE[chosen.entity]._meta.title,
        unions=unions, moves=moves, may_rule=quality_rules.may_rule(actor()), behind=behind,
        whole=figures.Reason(chosen, ""),
    )  # fmt: skip


@pages.post("/rules/<int:id>/state")
def move(id):
    wanted = request.form.get("state")
    if wanted not in list(RuleState):
        abort(400)
    in_words(lambda: quality_rules.move(chosen_rule(id), RuleState(wanted), actor()))
    return redirect(url_for(".rule", id=id))


def chosen_rule(id):
    return (QualityRule.get_or_none(QualityRule.id == id) if id < 2**31 else None) or abort(404)


# Findings of one record ---------------------------------------------------------------------------


def findings_of(record):
    """[(finding, its column, the rule in words, its exemption)] for the page of a record."""
    own = (QualityFinding.entity == record._meta.table_name) & (QualityFinding.record == record.id)
    query = QualityFinding.select(QualityFinding, QualityRule).join(QualityRule).where(own)
    found = query.where(QualityRule.state == RuleState.COUNTING).order_by(QualityFinding.id)
    passed = {e.rule_id: e for e in QualityExemption.select().where(
        QualityExemption.record == record.id, QualityExemption.until >= now().date())}  # fmt: skip
    may = quality_rules.may_exempt(type(record), actor())
    return [
        (one, column_label(one.rule, one.column), words(one.rule), passed.get(one.rule_id), may)
        for one in found
    ]


@pages.post("/exempt/<int:id>/")
def exempt(id):
    finding = (QualityFinding.get_or_none(QualityFinding.id == id) if id < 2**31 else None) or abort(404)
    seen_only(finding.rule, finding.record)
    reason, until = storable(request.form.get("reason", "")), day(request.form.get("until", ""))
    if in_words(lambda: quality_rules.exempt(finding, reason, until, actor())):
        flash(gettext("Let pass until %(day)s.", day=until), "done")
    return to_record(finding.rule, finding.record)


@pages.post("/lift/<int:id>/")
def lift(id):
    exemption = (QualityExemption.get_or_none(QualityExemption.id == id) if id < 2**31 else None) or abort(
        404
    )
    seen_only(exemption.rule, exemption.record)
    if in_words(lambda: quality_rules.lift(exemption, actor())):
        flash(gettext("The exemption is over; the record counts again."), "done")
    return to_record(exemption.rule, exemption.record)


def seen_only(rule, record):
    """A finding of a foreign record looks like none."""
    if scope.find(BY_TABLE[rule.entity], record, actor()) is None:
        abort(404)


def to_record(rule, record):
    return redirect(url_for(f"{rule.entity}.details_view", id=record) + "#quality")


def day(text):
    try:
        return DateField(null=True).read(text[:20])
    except ValueError:
        return None
