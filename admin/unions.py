"""Screens of unions and enterprises."""

from flask import Response, abort, request, stream_with_context, url_for
from flask_admin import expose

from admin.access import actor
from admin.base import RecordView
from admin.files import named
from language import gettext
from models import Enterprise, Organisation, Trade
from operations import archive


class UnionView(RecordView):
    """A union, and all of its records as one archive."""

    @expose("/archive/")
    def archive_view(self):
        """GET /admin/organisation/archive/?id=: what the reader sees of this union and below; without id, all they see."""
        organisation = None
        if "id" in request.args:
            organisation = self.get_one(request.args["id"]) or abort(404)
        pieces = archive.packed(archive.within(actor(), organisation), organisation)
        title = f"{organisation or gettext('Archive')}"
        return Response(stream_with_context(pieces), mimetype="application/zip", headers=named(title, "zip"))

    def also(self, record=None):
        url = url_for(".archive_view", id=record.id) if record else url_for(".archive_view")
        return [(url, gettext("All records as an archive"))]


SCREENS = {Organisation: UnionView, Enterprise: RecordView, Trade: RecordView}
