"""Records leave as CSV: what the list shows, every row of it, streamed."""

from datetime import date
from urllib.parse import quote

from flask import Response, abort, stream_with_context
from flask_admin import expose

from models import columns
from rows import csv_lines, exported


class FileDoor:
    """GET /admin/<table>/export/csv/ with the list's own search and filters."""

    @expose("/export/<export_type>/")
    def export(self, export_type):
        if export_type != "csv":
            abort(404)
        args = self._get_list_extra_args()
        query = self.narrowed(args.search, args.filters)
        lines = csv_lines(exported(query, self.model, columns(self.model)))
        return csv_response(lines, str(self.model._meta.title))


def csv_response(lines, title):
    """A download whose name is Chinese in every browser."""
    name = quote(f"{title}-{date.today():%Y%m%d}.csv")
    disposition = f"attachment; filename=export.csv; filename*=UTF-8''{name}"
    headers = {"Content-Disposition": disposition}
    return Response(stream_with_context(lines), mimetype="text/csv", headers=headers)
