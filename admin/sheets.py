"""The shared workbooks on screen: how each is doing, a run now, a rehearsal, what waits for a person, the history.

Deciding is `sync.settling`, running is `sync.run`; here they are only shown and called.
"""

import json

from flask import abort, current_app, flash, redirect, request, url_for
from flask_admin import BaseView, expose

import scope
from admin.access import actor, run_view
from admin.refusals import in_words
from admin.sharing import SharingDoors, shareable
from choices import Matter, Policy
from language import gettext
from models import SheetConflict, SheetProposal, SheetRun
from rows import with_links
from sync import places, register, schedule, settling, sharing
from sync.layout import fields_of, model_of
from sync.layout import shown as plain_shown
from sync.run import run

RUNS = 30
QUOTING = (Matter.CONFLICT, Matter.READONLY, Matter.OVERRULED)  # what is said with the values themselves


class SheetsView(SharingDoors, BaseView):
    """GET /admin/sheets/ and, below it, one page per sheet with what can be done there."""

    _run_view = run_view

    @expose("/")
    def index(self):
        return self.render(
            "sheets/list.html", sheets=sharing.sheets(actor()), waiting=settling.waiting(), register=register,
            line=line, stale=stale, title=lambda sheet: model_of(sheet)._meta.title, may_share=bool(shareable()),
        )  # fmt: skip

    @expose("/<int:id>/")
    def show(self, id):
        return self.page(chosen(id))

    @expose("/<int:id>/rehearse", methods=["POST"])
    def rehearse(self, id):
        sheet = may_act(id)
        return self.page(sheet, rehearsal=run(sheet, current_app.config["GONGYOU"], dry=True))

    @expose("/<int:id>/run", methods=["POST"])
    def run_now(self, id):
        outcome = run(may_act(id), current_app.config["GONGYOU"])
        kind = "done" if outcome.exit_status == 0 else "error"
        flash("：".join(text for text in (str(outcome.outcome.words), outcome.words) if text), kind)
        return back(id)

    @expose("/<int:id>/pause", methods=["POST"])
    def pause(self, id):
        sheet = may_act(id)
        sharing.pause(sheet, actor(), not sheet.paused)
        return back(id)

    @expose("/<int:id>/settle/<int:number>", methods=["POST"])
    def settle(self, id, number):
        sheet = may_act(id)
        conflict = SheetConflict.get_or_none(id=number, sheet=sheet) or abort(404)
        winner = request.form.get("winner")
        if winner not in (Policy.OFFICE, Policy.SHEET):
            abort(400)
        in_words(lambda: settling.settle(sheet, conflict, Policy(winner), actor()), decided())
        return back(id)

    @expose("/<int:id>/decide/<int:number>", methods=["POST"])
    def decide(self, id, number):
        sheet = may_act(id)
        proposal = SheetProposal.get_or_none(id=number, sheet=sheet) or abort(404)
        verdicts = {"approve": settling.approve, "turn_down": settling.turn_down}
        verdict = verdicts.get(request.form.get("verdict")) or abort(400)
        in_words(lambda: verdict(sheet, proposal, actor()), decided())
        return back(id)

    def may_act(self, id):
        return may_act(id)

    def page(self, sheet, rehearsal=None):
        conflicts, proposals = settling.conflicts(sheet), settling.proposals(sheet)
        return self.render(
            "sheets/sheet.html", sheet=sheet, path=path(sheet), link=places.link(sheet), model=model_of(sheet),
            told=line(sheet), labels=register.LABELS, stale=stale(sheet), union=register.union(sheet),
            may=sharing.may_change(sheet, actor()), rehearsal=rehearsal, runs=history(sheet),
            records=records(sheet, [*conflicts, *proposals]), proposals=proposals,
            conflicts=[compared(sheet, conflict) for conflict in conflicts],
            missing=Matter.MISSING, rehearsed=veiled(sheet, rehearsal.as_json()["rows"]) if rehearsal else [],
        )  # fmt: skip


def chosen(id):
    """A sheet that may be seen. Unknown and foreign look alike."""
    return next((sheet for sheet in sharing.sheets(actor()) if sheet.id == id), None) or abort(404)


def may_act(id):
    sheet = chosen(id)
    return sheet if sharing.may_change(sheet, actor()) else abort(403)


def path(sheet):
    return places.path(sheet, current_app.config["GONGYOU"])


def line(sheet):
    return register.line(sheet, current_app.config["GONGYOU"])


def stale(sheet):
    return schedule.stale(sheet, current_app.config["GONGYOU"])


def back(id):
    return redirect(url_for("sheets.show", id=id))


def records(sheet, matters):
    """{id: record} of what waits, as far as it may be seen."""
    ids = sorted({one.record for one in matters if one.record})
    model = model_of(sheet)
    seen = scope.visible(model, actor(), model.id).where(model.id.in_(ids))
    return {record.id: record for record in with_links(model, [id for (id,) in seen.tuples()], actor())}


def compared(sheet, conflict):
    """A conflict with its three values as people read them."""
    field = model_of(sheet)._meta.fields[conflict.column]
    values = {side: shown(field, getattr(conflict, side)) for side in ("base", "office", "typed")}
    return {"conflict": conflict, "label": field.label, **values}


def shown(field, text):
    text = plain_shown(field, text) if text else ""
    return field.mask(text) if field.sensitive else text


def history(sheet):
    """The latest runs that did or said something, each with its plan."""
    runs = SheetRun.select().where(SheetRun.sheet == sheet).order_by(SheetRun.id.desc()).limit(RUNS)
    plans = [(one, json.loads(one.plan)) for one in runs]
    return [{"run": one, **plan, "rows": veiled(sheet, plan["rows"])} for one, plan in plans]


def veiled(sheet, rows):
    """What is said of rows, without the values of sensitive columns that some of it quotes."""
    secret = {field.name: field.label for field in fields_of(sheet) if field.sensitive}
    return [
        row | {"text": unquoted(row["kind"], secret[row["column"]])}
        if row["column"] in secret and row["kind"] in QUOTING
        else row
        for row in rows
    ]


def unquoted(kind, label):
    return gettext(
        "%(matter)s, %(column)s: sensitive, so the values stand in the workbook only",
        matter=Matter(kind).words,
        column=label,
    )


def decided():
    return gettext("Decided. The next run brings it into the workbook.")
