"""The shared workbooks on screen: how each is doing, what waits for whom; pausing one.

Sharing is `admin.sharing`, runs are `admin.sheet_runs`, what waits for a person is `admin.sheet_matters`.
"""

from flask import request
from flask_admin import BaseView, expose

from admin.access import actor, run_view
from admin.refusals import in_words
from admin.sharing import SharingDoors, shareable
from admin.sheet_access import back, chosen, desk_settings, line, may, may_act, records, stale
from admin.sheet_matters import MatterDoors, by_column, compared
from admin.sheet_runs import RunDoors, going
from choices import Matter
from models import SheetRun
from sync import asked, names, places, pulse, register, schedule, settling, sharing, troubles
from sync.explained import explained
from sync.layout import model_of

RUNS, MOST = 8, 50


class SheetsView(SharingDoors, RunDoors, MatterDoors, BaseView):
    """GET /admin/sheets/ and, below it, one page per sheet with what can be done there."""

    _run_view = run_view

    @expose("/")
    def index(self):
        return self.render(
            "sheets/list.html", sheets=sharing.sheets(actor()), waiting=settling.waiting(), register=register,
            line=line, stale=stale, title=lambda sheet: model_of(sheet)._meta.title, may_share=bool(shareable()),
            mend=to_mend, next_run=next_run, ended=names.visible(actor(), ended=True),
            worker=pulse.is_there(desk_settings().instance),
        )  # fmt: skip

    @expose("/<int:id>/")
    def show(self, id):
        sheet, column = chosen(id), request.args.get("column", "")
        conflicts, proposals = settling.conflicts(sheet), settling.proposals(sheet)
        shown = [one for one in conflicts if column in ("", one.column)][:MOST]
        waiting = [*shown, *proposals[:MOST]]
        return self.render(
            "sheets/sheet.html", sheet=sheet, path=places.path(sheet, desk_settings()), link=places.link(sheet),
            model=model_of(sheet), told=line(sheet), labels=register.LABELS, stale=stale(sheet),
            union=register.union(sheet), may=may(sheet), going=going(sheet), over=asked.tell(sheet, actor()),
            next_run=next_run(sheet), runs=history(sheet), records=records(sheet, [one.record for one in waiting]),
            proposals=[(one, explained(one)) for one in proposals[:MOST]], proposals_count=len(proposals),
            conflicts=compared(sheet, shown), conflicts_count=len(conflicts), column=column,
            by_column=by_column(sheet, conflicts), kinds=kinds(sheet), todo=to_mend(sheet),
            rehearsal=asked.rehearsal(sheet),
            of_units=[one for one in sharing.sheets(actor()) if one in sharing.of_units(sheet)],
        )  # fmt: skip

    @expose("/<int:id>/pause", methods=["POST"])
    def pause(self, id):
        sheet = may_act(id)
        reason = request.form.get("reason", "")
        in_words(lambda: sharing.pause(sheet, actor(), not sheet.paused, reason))
        return back(id)

    def may_act(self, id):
        return may_act(id)


def history(sheet):
    """The latest runs that did or said something."""
    return SheetRun.select().where(SheetRun.sheet == sheet).order_by(SheetRun.id.desc()).limit(RUNS)


def kinds(sheet):
    """[(kind, how many)] of what is wrong in rows, in the order of their gravity."""
    found = [one.matter for one in troubles.troubles(sheet)]
    return [(kind, found.count(kind)) for kind in Matter if kind in found]


def to_mend(sheet):
    return sum(troubles.numbers(sheet, actor()).values())


def next_run(sheet):
    return schedule.next_run(sheet, desk_settings())
