"""Records leave as CSV: what the list shows, every row of it, streamed; and it is noted down who took them."""

from dataclasses import replace
from datetime import date
from urllib.parse import quote

from flask import Response, abort, stream_with_context
from flask_admin import expose

from admin.access import actor
from filters import column_at
from models import columns
from operations.exports import recorded, veiled
from rows import csv_lines, exported


class FileDoor:
    """GET /admin/<table>/export/csv/ with the list's own search and filters."""

    @expose("/export/<export_type>/")
    def export(self, export_type):
        if export_type != "csv":
            abort(404)
        args = self._get_list_extra_args()
        query = self.narrowed(args.search, args.filters)
        table = recorded(
            exported(query, self.model, columns(self.model), actor()), self.model._meta.table_name, actor(),
            search=veiled(args.search or ""), filters=[self.veiled_words(c) for c in args.filters or ()],
        )  # fmt: skip
        return csv_response(csv_lines(table), str(self.model._meta.title))

    def veiled_words(self, condition):
        """A filter as the trail keeps it: what was asked of a sensitive column is no more its business than the column."""
        try:
            hidden = column_at(self.model, condition.column).sensitive
        except ValueError:
            return ""
        return veiled(self.condition_words(replace(condition, text="****") if hidden else condition))


def csv_response(lines, title):
    """A download whose name is Chinese in every browser."""
    name = quote(f"{title}-{date.today():%Y%m%d}.csv")
    disposition = f"attachment; filename=export.csv; filename*=UTF-8''{name}"
    headers = {"Content-Disposition": disposition}
    return Response(stream_with_context(lines), mimetype="text/csv", headers=headers)
