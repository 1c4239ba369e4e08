"""What was: an earlier state of a record to look at, a column or all of it to put back."""

from flask import abort, flash, redirect, request, url_for
from flask_admin import expose

import scope
from admin import trail_lines
from admin.access import actor
from choices import Act
from forms.records import seen
from language import gettext
from models import columns
from operations import Refused, past, trail

STATES = (Act.CREATED, Act.CHANGED, Act.DELETED, Act.RESTORED, Act.LOADED)


class HistoryDoor:
    """GET version/?id=&audit=; POST revert/?id=&audit= (the record as it stood then) and &column= (one value before)."""

    @expose("/version/")
    def version_view(self):
        record = self.wanted()
        line = self.line_of(record)
        texts = past.as_it_was(record, line)
        fields = columns(self.model)
        rows = [(field.label, *self.then_and_now(record, field, texts[field.name])) for field in fields]
        owner = self.model._meta.scope if scope.leads_to_union(self.model) else None
        moved = owner is not None and texts[owner] != trail.kept(record, self.model._meta.fields[owner])
        stays = past.stays() if moved else ""
        return self.render("version.html", **self.words(), record=record, line=line, rows=rows, stays=stays)

    def then_and_now(self, record, field, text):
        """(then, now, whether they differ); a masked value that differs says so without being shown."""
        now = trail.kept(record, field)
        return trail_lines.shown(field, text), trail_lines.shown(field, now), text != now

    def line_of(self, record):
        """A line of this very record's history; 404 else."""
        number = scope.id_in(self.model, request.args.get("audit", ""))
        lines = (line for line in trail.history(record) if line.id == number and line.act in STATES)
        return next(lines, None) or abort(404)

    @expose("/revert/", methods=("POST",))
    def revert_view(self):
        self.writers_only()
        record = self.wanted()
        texts = self.texts_of(record, self.line_of(record))
        record.version = seen(request.form, "version", record)
        try:
            past.put_back(record, texts, actor())
        except Refused as refusal:
            flash(refusal.words, "error")
            return self.details_page(self.wanted()), 422
        flash(gettext("Put back: %(record)s", record=f"{record.code} {record}"), "done")
        return redirect(url_for(".details_view", id=record.id))

    def texts_of(self, record, line):
        """{column: text} to put back: what one column was before that line, or all as they were after it."""
        if "column" not in request.values:
            return past.as_it_was(record, line)
        name = request.values["column"]
        changed = trail.changes(line) if line.act == Act.CHANGED else {}
        if name not in changed or name not in {field.name for field in columns(self.model)}:
            abort(404)
        return {name: changed[name][0]}

    def history_of(self, record, column=""):
        """The lines of a record's history, or those about one column."""
        entries = [self.entry(line) for line in trail.history(record)]
        return [one for one in entries if not column or column in one["columns"]]

    def may_come_back(self, name, text):
        """Not what was erased, nor what a verb alone sets, nor the union."""
        owner = scope.leads_to_union(self.model) and name == self.model._meta.scope
        return text is not None and not owner and getattr(self.model._meta.fields[name], "typed", False)

    def entry(self, line):
        """One line of history as people read it; sensitive values stay masked."""
        names = [name for name in trail.changes(line) if name in self.model._meta.fields]
        texts = trail_lines.changed(line)
        changes = [
            {
                "name": name, "label": label, "old": old, "new": new,
                "back": self.may_come_back(name, trail.changes(line)[name][0]),
            }
            for name, (label, old, new) in zip(names, texts, strict=True)
        ]  # fmt: skip
        return {
            "audit": line, "act": str(line.act.words), "told": trail_lines.told(line),
            "lines": changes, "columns": names, "state": line.act in STATES,
        }  # fmt: skip
