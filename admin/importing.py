"""The door of an entity for files: one is brought, looked at once, and kept for its columns to be matched."""

from flask import abort, current_app, flash, redirect, request, url_for
from flask_admin import expose

from admin.access import actor
from language import gettext
from sync.backends import Unreadable
from sync.importing import columns, keeping, matched, uploads
from sync.rosters.roster import opened

RECENT = 5


class ImportDoor:
    """GET and POST /admin/<table>/import/ with the list's own search and filters in the address."""

    @expose("/import/", methods=("GET", "POST"))
    def import_view(self):
        if not self.may_write():
            abort(403)
        if request.method == "GET":
            return self.upload_page()
        file = request.files.get("file")
        if file is None or not file.filename:
            flash(gettext("Choose a file first."), "error")
            return self.upload_page(), 422
        one = self.brought(file)
        return redirect(url_for("imports.show", id=one.id)) if one else (self.upload_page(), 422)

    def upload_page(self):
        table = self.model._meta.table_name
        mine = uploads.visible(actor()).where(uploads.FileImport.entity == table).limit(RECENT)
        return self.render(
            "imports/upload.html", **self.words(), recent=list(mine), megabytes=megabytes(),
            labels=[field.label for field in columns.typed(self.model)], days=keeping.DAYS,
        )  # fmt: skip

    def brought(self, file):
        """The import of a file; None where it cannot be read, and that is said."""
        one = uploads.begin(self.model, file.stream, file.filename, folder(), actor(), self.listed())
        try:
            with opened(keeping.path(one, folder())) as roster:
                matched.offer(one, roster)
        except Unreadable as trouble:
            keeping.forget(one, folder())
            flash(str(trouble), "error")
            return None
        return one

    def listed(self):
        """What the list was narrowed to: what the file does not name is told within it."""
        args = self._get_list_extra_args()
        return {
            "search": args.search,
            "conditions": [[c.column, c.operation, c.text] for c in args.filters or ()],
        }


def folder():
    return current_app.config["GONGYOU"].instance / keeping.FOLDER


def megabytes():
    return current_app.config["MAX_CONTENT_LENGTH"] // 2**20
