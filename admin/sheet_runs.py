"""Runs of a shared workbook on screen: asked for, watched, stopped; tried without writing; what earlier ones did.

The worker does them (`jobs`); what a run does is `sync.run`.
"""

import json

from flask import abort, request
from flask_admin import expose

import jobs
from admin import addresses
from admin.access import actor
from admin.refusals import in_words
from admin.sheet_access import PER_PAGE, back, chosen, desk_settings, may, may_act
from admin.sheet_lines import PARTS, cells, parts
from models import SheetRun
from sync import asked, progress, pulse
from sync.layout import model_of

SEARCHED = 300  # runs that a search looks through


class RunDoors:
    """Below /admin/sheets/<id>/: run, rehearse, stop, progress/, rehearsal/, runs/, runs/<number>/."""

    @expose("/<int:id>/run", methods=["POST"])
    def run_now(self, id):
        in_words(lambda: begin(may_act(id)))
        return back(id)

    @expose("/<int:id>/rehearse", methods=["POST"])
    def rehearse(self, id):
        in_words(lambda: begin(may_act(id), dry=True))
        return back(id)

    @expose("/<int:id>/stop", methods=["POST"])
    def stop(self, id):
        asked.stop(may_act(id), actor(), desk_settings())
        return back(id)

    @expose("/<int:id>/progress/")
    def progress(self, id):
        """A part of the sheet's page, fetched again and again while a run goes on."""
        sheet = chosen(id)
        return self.render("sheets/progress.html", sheet=sheet, going=going(sheet), may=may(sheet))

    @expose("/<int:id>/rehearsal/")
    def rehearsal(self, id):
        sheet = chosen(id)
        one = asked.rehearsal(sheet)
        told = (
            {"when": one.ended_at, "who": one.who, "outcome": one.outcome, "words": one.words}
            if one
            else None
        )
        return self.run_page(sheet, told, json.loads(one.plan) if one else {}, "rehearsal")

    @expose("/<int:id>/runs/")
    def runs(self, id):
        sheet, search = chosen(id), searched()
        page, mine = addresses.page_number(), SheetRun.select().where(SheetRun.sheet == sheet)
        found = mine.order_by(SheetRun.id.desc())
        if search:
            found = [one for one in found.limit(SEARCHED) if holds(sheet, one, search)]
        start = page * PER_PAGE
        shown = list(found[start : start + PER_PAGE] if search else found.paginate(page + 1, PER_PAGE))
        count = len(found) if search else mine.count()
        return self.render(
            "sheets/runs.html", sheet=sheet, runs=shown, count=count, page=page, size=PER_PAGE, search=search,
            most=SEARCHED,
        )  # fmt: skip

    @expose("/<int:id>/runs/<int:number>/")
    def run(self, id, number):
        sheet = chosen(id)
        one = (SheetRun.get_or_none(id=number, sheet=sheet) if number < 2**31 else None) or abort(404)
        told = {"when": one.at, "who": one.who, "outcome": one.outcome, "words": one.words}
        return self.run_page(sheet, told, json.loads(one.plan) or {}, "run", number=number)

    def run_page(self, sheet, told, plan, door, **args):
        """What one run did or would do: its parts with their counts, one of them a page at a time."""
        search, page = searched(), addresses.page_number()
        found = parts(sheet, plan, search)
        part = request.args.get("show", "")
        part = part if part in PARTS else next((name for name in PARTS if found[name]), PARTS[0])
        lines = found[part]
        return self.render(
            "sheets/run.html", sheet=sheet, model=model_of(sheet), told=told, dry=door == "rehearsal", part=part,
            counts={name: len(found[name]) for name in PARTS}, cells=cells(plan), left_out=plan.get("left_out", 0),
            lines=lines[page * PER_PAGE : (page + 1) * PER_PAGE], page=page, size=PER_PAGE, search=search,
            args={"id": sheet.id, **args}, door=f".{door}", may=may(sheet),
        )  # fmt: skip


def begin(sheet, dry=False):
    """Put it down and tell the worker."""
    asked.ask(sheet, actor(), dry)
    jobs.run_soon(desk_settings())


def going(sheet):
    """The run that goes on, with how far it has come; None where there is none."""
    one = asked.going(sheet)
    if one is None:
        return None
    instance = desk_settings().instance
    seen = progress.seen(instance, one.id)
    stopping = progress.stopping(instance, one.id)
    return {"run": one, "stopping": stopping, "worker": pulse.is_there(instance), **seen}


def searched():
    return request.args.get("search", "").strip()[:60]


def holds(sheet, run, search):
    """Whether somebody reading the run's page would find the text there."""
    return search in run.words or any(parts(sheet, json.loads(run.plan) or {}, search).values())
