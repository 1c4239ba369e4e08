"""One cell of a list, edited where it stands: its control as a fragment, and the write of that column alone."""

from flask import abort, jsonify, request
from flask_admin import expose

import operations
from admin.access import actor
from admin.drawing import actor_words
from forms.convert import column_form
from forms.records import seen
from language import gettext
from operations import Invalid, Refused, Stale, meanwhile
from rows import cell, with_links


class CellDoor:
    """GET /admin/<table>/cell/?id=&column= → the control; POST → {ok, text, version, cells} or 422 with words."""

    @expose("/cell/", methods=("GET", "POST"))
    def cell_view(self):
        self.writers_only()
        record, column = self.wanted(), self.cell_column()
        if request.method == "GET":
            field = column_form(self.model, column.name)(None, obj=record)[column.name]
            return self.render("cell.html", field=field, record=record)
        return self.cell_written(record, column)

    def editable(self, column):
        """What people do not type has no cell; nor has a masked value, changed by who sees it, in the form."""
        return self.may_write() and column.typed and not column.sensitive

    def cell_column(self):
        """The column asked for; unknown ones and those without an in-cell edit look alike."""
        column = {c.name: c for c in self.list_fields()}.get(request.args.get("column", ""))
        return column if column is not None and self.editable(column) else abort(404)

    def cell_written(self, record, column):
        form = column_form(self.model, column.name)(request.form, obj=record)
        field = form[column.name]
        if field.typed is None:
            abort(400)
        if not form.validate():
            return self.cell_refused(record, column, "；".join(map(str, field.errors)))
        clash = self.clash(record, column, field)
        if clash:
            return self.cell_refused(record, column, **clash)
        return self.cell_saved(record, column, form)

    def cell_saved(self, record, column, form):
        form.populate_obj(record)
        try:
            saved = operations.save(record, actor())
        except Invalid as refusal:
            words = refusal.problems.get(column.name) or refusal.words
            return self.cell_refused(self.wanted(), column, str(words))
        except (Stale, Refused) as refusal:
            return self.cell_refused(self.wanted(), column, refusal.words)
        return jsonify(ok=True, **self.row_now(saved, column))

    def clash(self, record, column, field):
        """What somebody else made of this very cell since it was seen; other columns are no business of a cell's."""
        others = meanwhile.since(record, seen(request.form, "version", record)).get(column.name)
        theirs = cell(record, column)
        if others is None or meanwhile.plain(column, field.typed) == meanwhile.now(record, column):
            return None
        before = meanwhile.shown(column, others.before)
        words = gettext(
            "%(who)s changed this meanwhile, from “%(before)s” to “%(theirs)s”. Save again to put yours in its "
            "place, or press Escape to leave it.",
            who=actor_words(others.who), before=before, theirs=theirs,
        )  # fmt: skip
        return {
            "words": words, "before": before, "theirs": theirs, "mine": field.typed, "who": others.who, "at": f"{others.at}",
        }  # fmt: skip

    def cell_refused(self, record, column, words, **more):
        return jsonify(ok=False, words=words, **more, **self.row_now(record, column)), 422

    def row_now(self, record, column):
        """The row as it is now, so that what others changed in it is seen at once."""
        shown = with_links(self.model, [record.id], actor())[0]
        cells = {field.name: cell(shown, field) for field in self.list_fields()}
        return {"text": cells[column.name], "version": shown.version, "cells": cells}
