"""One record in full: its columns, its parts, what links to it; its history is drawn by `history`."""

from flask import abort, flash, redirect, request, url_for
from flask_admin import expose

import scope
from admin.access import actor
from fields import ForeignKeyField
from filters import Condition
from language import gettext
from models import columns
from operations import merging, trash
from rows import cell, with_links

SHOWN_PARTS = 50


class DetailsDoor:
    """GET /admin/<table>/details/?id="""

    @expose("/details/")
    def details_view(self):
        record = self.get_one(request.args.get("id", ""))
        if record is None:
            return self.moved_on()
        return self.details_page(record, only=request.args.get("column", ""))

    def moved_on(self):
        """A record that was merged into another: there one looks now. Any other is not to be had."""
        number = scope.id_in(self.model, request.args.get("id", ""))
        there = merging.successor(self.model, number, actor()) if number else None
        if there is None:
            abort(404)
        words = gettext("%(lost)s is now part of this record.", lost=f"{self.model._meta.prefix}-{number}")
        flash(words, "done")
        return redirect(url_for(".details_view", id=there.id))

    def details_page(self, record, revealed=(), asked=(), only=""):
        """`revealed`: values to show in the place of their masks; `asked`: reasons that did not do, and why.

        `only`: the column to which the history is narrowed.
        """
        return self.render(
            "details.html", **self.words(), record=record, fields=columns(self.model), cell=cell,
            revealed=revealed, asked=asked, may_reveal=self.may_reveal(),
            parts=[self.part(record, model) for model in self.parts], linked=list(self.linked(record)),
            panels=self.panels(record), may_erase=self.may_erase(), also=[*self.doings(record), *self.also(record)],
            sections=list(self.sections(record)),
            history=self.history_of(record, only), only=only, reach=reachable([record], columns(self.model)),
        )  # fmt: skip

    def get_one(self, id):
        """The record with the names of what it links to, if it may be seen."""
        found = scope.find(self.model, id, actor())
        return with_links(self.model, [found.id], actor())[0] if found else None

    def part(self, record, model):
        """One kind of part: its columns and the first of its records."""
        owner = model._meta.fields[model._meta.scope]
        query = scope.visible(model, actor(), model.id).where(owner == record.id).order_by(model.id)
        ids = [id for (id,) in query.limit(SHOWN_PARTS).tuples()]
        fields = [f for f in columns(model) if f is not owner and not f.wide]
        records = with_links(model, ids, actor())
        return {
            "model": model,
            "fields": fields,
            "records": records,
            "reach": reachable(records, fields),
            "url": list_url(owner, record),
        }

    def linked(self, record):
        """(title and column, how many, address of the list) of all records that link to this one."""
        for field in trash.links_to(self.model):
            if field.model not in self.parts:
                count = scope.visible(field.model, actor()).where(field == record.id).count()
                if count:
                    yield f"{field.model._meta.title} · {field.label}", count, list_url(field, record)


def reachable(records, fields):
    """{(table, id)} of the linked records that somebody may open: others are named, but lead nowhere."""
    found = set()
    for model, link in (
        (field.rel_model, field.name) for field in fields if isinstance(field, ForeignKeyField)
    ):
        ids = {record.__data__[link] for record in records} - {None}
        seen = scope.visible(model, actor(), model.id).where(model.id.in_(ids)) if ids else None
        found |= {(model._meta.table_name, id) for (id,) in seen.tuples()} if ids else set()
    return found


def list_url(field, record):
    condition = Condition(field.name, "is", record.code)
    return url_for(
        f"{field.model._meta.table_name}.index_view", **{f"flt0_{condition.column}-is": condition.text}
    )
