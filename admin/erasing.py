"""Erasing what the trail remembers of a person, on their lawful request: a page that says what stays, and asks why."""

from flask import abort, flash, redirect, request, url_for
from flask_admin import expose

import scope
from admin.access import actor
from language import gettext
from models import columns
from operations import Refused, trail, trash
from rows import with_links


class EraseDoor:
    """GET and POST /admin/<table>/erase/?id=: of a record, of one in the trash, of one that is gone for good."""

    @expose("/erase/", methods=("GET", "POST"))
    def erase_view(self):
        if not self.may_erase():
            abort(403)
        record = self.remembered_one() or abort(404)
        if request.method == "GET":
            return self.erase_page(record)
        try:
            self.erase(record)
        except Refused as refusal:
            flash(refusal.words, "error")
            return self.erase_page(record), 422
        return redirect(url_for(".erase_view", id=record.id))

    def may_erase(self):
        return trail.may_erase(self.model, actor())

    def remembered_one(self):
        """The record; where it is gone for good, its number alone."""
        number = scope.id_in(self.model, request.args.get("id", ""))
        if number is None:
            return None
        if self.get_one(str(number)) or trash.in_trash(self.model(id=number), actor()):
            return with_links(self.model, [number], actor())[0]
        gone = self.model(id=number)
        return gone if any(trail.remembered(gone).values()) else None

    def erase(self, record):
        if request.form.get("confirm", "").strip().upper() != record.code:
            raise Refused(gettext("Type %(code)s to confirm.", code=record.code))
        names = request.form.getlist("column")
        lines = trail.erase_emptied(record, names, actor(), request.form.get("reason", ""))
        flash(gettext("Erased in %(count)s lines of the audit trail.", count=lines), "done")

    def erase_page(self, record):
        counts, held = trail.remembered(record), {field.name for field in trail.still_held(record)}
        ticked = request.form.getlist("column")
        rows = [
            (field, counts[field.name], field.name in held, field.name in ticked)
            for field in columns(self.model) if field.sensitive
        ]  # fmt: skip
        return self.render(
            "erase.html", **self.words(), record=record, rows=rows, reason=request.form.get("reason", ""),
            stands=not record.deleted_at and record.version and self.get_one(str(record.id)) is not None,
        )  # fmt: skip
