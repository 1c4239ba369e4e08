"""What waits in a shared workbook, on screen: conflicts, held changes and proposals, what is wrong in its rows.

Deciding is `sync.settling`; here it is only shown, asked once more where it is much, and called.
"""

from flask import abort, flash, request
from flask_admin import expose

from admin import addresses
from admin.access import actor
from admin.files import csv_response
from admin.refusals import in_words
from admin.sheet_access import (
    PER_PAGE,
    back,
    chosen,
    may,
    may_act,
    records,
)
from choices import Matter, Policy
from language import gettext
from models import SheetConflict, SheetProposal
from operations.exports import recorded
from rows import code_label, csv_lines
from sync import register, settling, sides, troubles
from sync.explained import explained
from sync.layout import columns, fields_of, model_of
from sync.layout import shown as plain_shown

VERDICTS = {"approve": True, "turn_down": False}
TOLD = 10  # refusals that are told one by one


class MatterDoors:
    """Below /admin/sheets/<id>/: settle, settle/<number>, decide, decide/<number>, troubles/, export/troubles/, read."""

    @expose("/<int:id>/settle/<int:number>", methods=["POST"])
    def settle(self, id, number):
        sheet = may_act(id)
        conflict = SheetConflict.get_or_none(id=number, sheet=sheet) or abort(404)
        side = winner()
        in_words(lambda: settling.settle(sheet, conflict, side, actor()), decided())
        return back(id)

    @expose("/<int:id>/settle", methods=["POST"])
    def settle_several(self, id):
        """Those that are ticked, or all of a column: shown once more with what follows, then done."""
        sheet, side = may_act(id), winner()
        found = picked(settling.conflicts(sheet))
        if column := request.form.get("column"):
            found = [one for one in settling.conflicts(sheet) if one.column == column]
        if "sure" not in request.form and found:
            return self.render(
                "sheets/sure.html", sheet=sheet, conflicts=compared(sheet, found), winner=side, proposals=[],
                records=records(sheet, [one.record for one in found]),
            )  # fmt: skip
        tell(len(found), settling.settle_all(sheet, found, side, actor()))
        return back(id)

    @expose("/<int:id>/decide/<int:number>", methods=["POST"])
    def decide(self, id, number):
        sheet = may_act(id)
        proposal = SheetProposal.get_or_none(id=number, sheet=sheet) or abort(404)
        approved = verdict()
        in_words(lambda: settling.decide(sheet, proposal, approved, actor()), decided())
        return back(id)

    @expose("/<int:id>/decide", methods=["POST"])
    def decide_several(self, id):
        sheet, approved = may_act(id), verdict()
        found = picked(settling.proposals(sheet))
        if "sure" not in request.form and found:
            return self.render(
                "sheets/sure.html", sheet=sheet, conflicts=[], approved=approved,
                proposals=[(one, explained(one)) for one in found],
                records=records(sheet, [one.record for one in found]),
            )  # fmt: skip
        tell(len(found), settling.decide_all(sheet, found, approved, actor()))
        return back(id)

    # What is wrong in rows ------------------------------------------------------------------------

    @expose("/<int:id>/troubles/")
    def troubles(self, id):
        sheet, page = chosen(id), addresses.page_number()
        found, asked_for = narrowed(sheet)
        everything = troubles.troubles(sheet)
        shown = found[page * PER_PAGE : (page + 1) * PER_PAGE]
        return self.render(
            "sheets/troubles.html", sheet=sheet, troubles=shown, count=len(found), page=page, size=PER_PAGE,
            kinds=present(everything, lambda one: (one.matter.value, one.matter.words)), asked_for=asked_for,
            columns=present(everything, lambda one: (one.column, one.label)), may=may(sheet),
            records=records(sheet, [one.record for one in shown]),
        )  # fmt: skip

    @expose("/<int:id>/export/troubles/")
    def export_troubles(self, id):
        sheet = chosen(id)
        found, _asked_for = narrowed(sheet)
        table = recorded(table_of(sheet, found), sheet.entity, actor(), sheet=sheet.name)
        return csv_response(csv_lines(table), f"{sheet.name}-{gettext('To mend')}")

    @expose("/<int:id>/read", methods=["POST"])
    def read(self, id):
        sheet = may_act(id)
        count = settling.read(sheet, numbers("notice"), actor())
        if count:
            flash(gettext("Read. The next run takes it out of the status column."), "done")
        return back(id, "troubles")


# What is asked for --------------------------------------------------------------------------------


def winner():
    side = request.form.get("winner")
    return Policy(side) if side in (Policy.OFFICE, Policy.SHEET) else abort(400)


def verdict():
    answer = VERDICTS.get(request.form.get("verdict"))
    return abort(400) if answer is None else answer


def picked(waiting):
    ticked = set(numbers("one"))
    return [one for one in waiting if one.id in ticked]


def numbers(name):
    texts = request.form.getlist(name)
    return [int(text) for text in texts if text.isascii() and text.isdecimal() and len(text) < 10]


def tell(count, refused):
    """How many were decided; what was refused, one by one."""
    if not count:
        flash(gettext("Tick what you decide about first."), "error")
        return
    for words in refused[:TOLD]:
        flash(words, "error")
    if len(refused) > TOLD:
        flash(gettext("… and %(count)s more were refused.", count=len(refused) - TOLD), "error")
    if count > len(refused):
        words = gettext(
            "%(count)s decided. The next run brings it into the workbook.", count=count - len(refused)
        )
        flash(words, "done")


def decided():
    return gettext("Decided. The next run brings it into the workbook.")


# Conflicts ------------------------------------------------------------------------------------------


def compared(sheet, conflicts):
    """Conflicts with their three values as people read them, and who wrote the office's."""
    hands = sides.office(sheet, conflicts)
    fields = {field.name: field for field in fields_of(sheet)}
    found = []
    for one in conflicts:
        field = fields[one.column]
        values = {side: shown(field, getattr(one, side)) for side in ("base", "office", "typed")}
        found.append({"conflict": one, "label": field.label, "hand": hands.get(one.id), **values})
    return found


def shown(field, text):
    text = plain_shown(field, text) if text else ""
    return field.mask(text) if field.sensitive else text


def by_column(sheet, conflicts):
    """[(column, label, how many)] of the conflicts, in the order of the sheet."""
    counted = [(c.name, c.label, sum(one.column == c.name for one in conflicts)) for c in columns(sheet)]
    return [one for one in counted if one[2]]


# What is wrong in rows ------------------------------------------------------------------------------


def narrowed(sheet):
    """(the troubles asked for, what was asked: kind, column, union, only what no decision of its own settles)."""
    kind, column = request.args.get("kind", ""), request.args.get("column", "")
    kind = kind if kind in set(Matter) else ""
    column = column if column in {field.name for field in fields_of(sheet)} else ""
    union = addresses.union()
    only = troubles.within(sheet, union, actor()) if union else None
    found = troubles.troubles(sheet, kind, column, only)
    todo = "yes" if request.args.get("todo") else ""
    asked_for = {"kind": kind, "column": column, "organisation": union.code if union else "", "todo": todo}
    waiting = (*troubles.TO_MEND, *troubles.TOLD)
    return [one for one in found if not todo or one.matter in waiting], asked_for


def present(found, pair):
    """[((value, words), how many)] of what there is to choose from."""
    counted = {}
    for one in found:
        value, words = pair(one)
        if value:
            counted[value, str(words)] = counted.get((value, str(words)), 0) + 1
    return sorted(counted.items(), key=lambda one: -one[1])


def table_of(sheet, found):
    yield [
        gettext("Row"),
        code_label(),
        gettext("Kind"),
        gettext("Column"),
        gettext("What is wrong"),
        gettext("Since"),
    ]
    model = model_of(sheet)
    for one in found:
        code = model(id=one.record).code if one.record else ""
        since = register.moment(one.since)
        yield [str(one.line or ""), code, str(one.matter.words), one.label, one.text, since]
