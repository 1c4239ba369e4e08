"""Which shared workbook a page is about, and what all its pages need. What stands on them is each page's own."""

from flask import abort, current_app, redirect, url_for

import scope
from admin.access import actor
from rows import with_links
from sync import register, schedule, sharing
from sync.layout import model_of

PER_PAGE = 50


def chosen(id):
    """A sheet that may be seen. Unknown and foreign look alike."""
    return next((sheet for sheet in sharing.sheets(actor()) if sheet.id == id), None) or abort(404)


def may_act(id):
    """One that somebody may run and decide about."""
    sheet = chosen(id)
    return sheet if sharing.may_change(sheet, actor()) else abort(403)


def may(sheet):
    return sharing.may_change(sheet, actor())


def desk_settings():
    return current_app.config["GONGYOU"]


def line(sheet):
    return register.line(sheet, desk_settings())


def stale(sheet):
    return schedule.stale(sheet, desk_settings())


def back(id, door="show", **args):
    return redirect(url_for(f"sheets.{door}", id=id, **args))


def records(sheet, ids):
    """{id: record} of those that may be seen."""
    model, ids = model_of(sheet), sorted({id for id in ids if id})
    seen = scope.visible(model, actor(), model.id).where(model.id.in_(ids))
    return {record.id: record for record in with_links(model, [id for (id,) in seen.tuples()], actor())}
