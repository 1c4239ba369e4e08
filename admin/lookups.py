"""Look-ups for links: the few records a typed word may mean, never a whole table."""

from flask import abort, jsonify, request
from flask_admin import expose

import scope
from admin.access import actor
from fields import Column, ForeignKeyField
from rows import linked, with_links

MOST = 20


class LookupDoor:
    """GET /admin/<table>/ajax/lookup/?name=<link column>&query= → [[id, "W-17 王建国", hint]]"""

    @expose("/ajax/lookup/")
    def ajax_lookup(self):
        field = self.link(request.args.get("name", ""))
        model, text = field.rel_model, request.args.get("query", "")[:100]
        query = scope.visible(model, actor(), model.id)
        try:
            query = scope.search(query, model, text, actor())
        except ValueError:
            return jsonify([])
        ids = [id for (id,) in query.order_by(model.id).limit(MOST).tuples()]
        return jsonify([[r.id, f"{r.code} {r}", hint(r)] for r in with_links(model, ids, actor())])

    def link(self, name):
        """The link column of this entity, of one of its parts (`skill.trade`), or of a linked record."""
        table, _dot, column = name.rpartition(".")
        models = {"": self.model} | {part._meta.table_name: part for part in self.parts}
        if (outer := self.model._meta.fields.get(table)) is not None and isinstance(outer, ForeignKeyField):
            models[table] = outer.rel_model
        field = models[table]._meta.fields.get(column) if table in models else None
        if not isinstance(field, ForeignKeyField) or not isinstance(field, Column):
            abort(404)
        return field


def hint(record):
    """What tells two people of the same name apart: their union."""
    organisation = record._meta.fields.get("organisation") or record._meta.fields.get("parent")
    return linked(record, organisation) if isinstance(organisation, ForeignKeyField) else ""
