"""Who takes part, on the page of a programme and as a file. Which columns, and when, is `participants` and `scope`."""

from flask import abort, request
from flask_admin import expose

import participants
import scope
from admin.access import actor
from admin.files import csv_response
from operations.exports import recorded
from rows import csv_lines, ids_after

SHOWN = 100


class ParticipantsDoor:
    """GET /admin/<table>/export/participants/?id=&of=<how they take part>"""

    def panels(self, record):
        """What the page of a record says of each way to take part in it; nothing where its parts say it already."""
        return [
            self.panel(kind, record)
            for kind in participants.kinds(self.model)
            if kind.model not in self.parts
        ]

    def panel(self, kind, record):
        query = participants.taking_part(kind, record, actor())
        ids = ids_after(query, kind.model, 0, SHOWN)
        return {
            "kind": kind, "count": query.count(), "closed": scope.closed(participants.programme_of(kind, record)),
            "rows": list(zip(ids, participants.rows(kind, ids, actor()), strict=True)),
        }  # fmt: skip

    @expose("/export/participants/")
    def participants_file(self):
        record = self.wanted()
        found = [
            kind
            for kind in participants.kinds(self.model)
            if kind.model._meta.table_name == request.args.get("of")
        ]
        kind = found[0] if found else abort(404)
        table = participants.table(kind, record, actor())
        noted = recorded(table, kind.model._meta.table_name, actor(), what=f"{record.code} {record}")
        return csv_response(csv_lines(noted), f"{record.code}-{kind.model._meta.title}")
