"""The shared workbooks on screen: how each is doing, a run now, a rehearsal, what waits for a person, the history.

Deciding is `sync.settling`, running is `sync.run`; here they are only shown and called.
"""

import json
from collections import Counter

import peewee
from flask import abort, current_app, flash, redirect, request, url_for
from flask_admin import BaseView, expose

import scope
from admin.access import actor, run_view
from choices import Matter, Policy, Waiting
from language import gettext
from models import SheetConflict, SheetProposal, SheetRun
from operations import Refused
from rows import with_links
from sync import places, settling, sharing
from sync.layout import model_of
from sync.layout import shown as plain_shown
from sync.run import run

RUNS = 30


class SheetsView(BaseView):
    """GET /admin/sheets/ and, below it, one page per sheet with what can be done there."""

    _run_view = run_view

    @expose("/")
    def index(self):
        return self.render("sheets/list.html", sheets=sharing.sheets(actor()), waiting=waiting(), path=path)

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
        in_words(lambda: settling.settle(sheet, conflict, Policy(winner), actor()))
        return back(id)

    @expose("/<int:id>/decide/<int:number>", methods=["POST"])
    def decide(self, id, number):
        sheet = may_act(id)
        proposal = SheetProposal.get_or_none(id=number, sheet=sheet) or abort(404)
        verdicts = {"approve": settling.approve, "turn_down": settling.turn_down}
        verdict = verdicts.get(request.form.get("verdict")) or abort(400)
        in_words(lambda: verdict(sheet, proposal, actor()))
        return back(id)

    def page(self, sheet, rehearsal=None):
        conflicts, proposals = settling.conflicts(sheet), settling.proposals(sheet)
        return self.render(
            "sheets/sheet.html", sheet=sheet, path=path(sheet), model=model_of(sheet),
            may=sharing.may_change(sheet, actor()), rehearsal=rehearsal, runs=history(sheet),
            records=records(sheet, [*conflicts, *proposals]), proposals=proposals,
            conflicts=[compared(sheet, conflict) for conflict in conflicts],
            missing=Matter.MISSING,
        )  # fmt: skip


def chosen(id):
    """A sheet that may be seen. Unknown and foreign look alike."""
    return next((sheet for sheet in sharing.sheets(actor()) if sheet.id == id), None) or abort(404)


def may_act(id):
    sheet = chosen(id)
    return sheet if sharing.may_change(sheet, actor()) else abort(403)


def path(sheet):
    return places.path(sheet, current_app.config["GONGYOU"])


def back(id):
    return redirect(url_for("sheets.show", id=id))


def in_words(decision):
    """What is refused is said on the page."""
    try:
        decision()
    except Refused as refusal:
        flash(refusal.words, "error")
    else:
        flash(gettext("Decided. The next run brings it into the workbook."), "done")


def waiting() -> Counter:
    """{sheet: how many decisions it waits for}."""
    found = Counter()
    for model in (SheetConflict, SheetProposal):
        counted = model.select(model.sheet, peewee.fn.COUNT(model.id)).where(model.state == Waiting.OPEN)
        found.update(dict(counted.group_by(model.sheet).tuples()))
    return found


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
    return [{"run": one, **json.loads(one.plan)} for one in runs]
