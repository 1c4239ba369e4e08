"""Records leave as CSV or XLSX: what the list shows, all of it or what is ticked. Who took them is noted down."""

from datetime import date
from functools import partial
from itertools import chain
from urllib.parse import quote

from flask import Response, abort, flash, redirect, request, stream_with_context
from flask_admin import expose

import workbooks
from admin.access import actor
from admin.trash import numbers
from language import gettext
from models import columns
from operations import batches
from operations.exports import narrowing, recorded, told, veiled
from rows import csv_lines, exported

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class FileDoor:
    """GET /admin/<table>/export/csv/ or xlsx/ with the list's own search, filters and sort; ?id=&id=&ticked=1 only these."""

    @expose("/export/<export_type>/")
    def export(self, export_type):
        if export_type not in ("csv", "xlsx"):
            abort(404)
        args = self._get_list_extra_args()
        query, words = self.narrowed(args.search, args.filters), self.narrowing(args)
        if "ticked" in request.args or "id" in request.args:
            ids = self.ticked_ids()
            if not ids:
                return self.back_to_list(gettext("Tick the records first."))
            query, words = query.where(self.model.id.in_(ids)), words | {"ticked": len(ids)}
        if export_type == "xlsx" and query.count() > workbooks.MOST_ROWS:
            return self.back_to_list(workbooks.too_many())
        return self.as_file(query, args, words, export_type)

    def as_file(self, query, args, words, export_type):
        fields, title, by = columns(self.model), str(self.model._meta.title), actor()
        column = self._get_column_by_idx(args.sort)
        if column:
            query = self.ordered(query.select(self.model.id), column[0], args.sort_desc)
        table = exported(query, self.model, fields, by, as_sorted=bool(column))
        table = recorded(table, self.model._meta.table_name, by, **words)
        if export_type == "csv":
            return csv_response(csv_lines(table), title)
        only = [*words["filters"], *([words["search"]] if words["search"] else [])]
        return xlsx_response(title, fields, table, partial(told, by, title, narrowed=only))

    def ticked_ids(self):
        ids = numbers(self.model)
        return ids if len(ids) <= batches.MOST else abort(413)

    def back_to_list(self, words):
        flash(words, "error")
        return redirect(self.url_of(self._get_list_extra_args())())

    def narrowing(self, args):
        """How the list was narrowed, as the trail keeps it."""
        return {"search": veiled(args.search or ""), "filters": narrowing(self.model, args.filters or ())}


def named(title, ending):
    """A header that gives a download its Chinese name in every browser."""
    name = quote(f"{title}-{date.today():%Y%m%d}.{ending}")
    return {"Content-Disposition": f"attachment; filename=export.{ending}; filename*=UTF-8''{name}"}


def csv_response(lines, title):
    """A download that streams: memory stays flat."""
    return Response(stream_with_context(lines), mimetype="text/csv", headers=named(title, "csv"))


def xlsx_response(title, fields, table, facts):
    """A workbook cannot leave before it is whole; what goes wrong until then is an error page, not half a file."""
    pieces = workbooks.pieces(title, fields, table, facts)
    pieces = chain([next(pieces)], pieces)
    return Response(stream_with_context(pieces), mimetype=XLSX, headers=named(title, "xlsx"))
