"""Delete, the trash, restore, purge: each asks first and says what goes along. `operations` does it."""

from collections import Counter

from flask import abort, flash, redirect, request, url_for
from flask_admin import expose

import operations
import scope
from admin import addresses
from admin.access import actor
from admin.details import list_url
from admin.refusals import in_words
from choices import Role
from forms.records import seen
from language import gettext
from models import RECORDS, Audit
from operations import batches, purging, trash
from rows import with_links

PAGE = 50


class TrashDoor:
    """/admin/<table>/delete/?id=, batch/?id=&id=, trash/, restore/?id=, purge/?id="""

    @expose("/delete/", methods=("GET", "POST"))
    def delete_view(self):
        self.writers_only()
        record = self.get_one(request.values.get("id", "")) or abort(404)
        if request.method == "POST" and self.deleted(record):
            return redirect(url_for(".index_view"))
        parts, blockers = operations.dependants(record)
        return self.asked("delete.html", [record], parts, blockers)

    def deleted(self, record):
        record.version = seen(request.form, "version", record)
        if not in_words(lambda: operations.delete(record, actor())):
            return False
        undo = url_for(".restore_view", id=record.id)
        flash((gettext("In the trash: %(record)s", record=f"{record.code} {record}"), undo), "undo")
        return True

    def asked(self, template, records, parts, blockers):
        """The page before a delete: what goes along, what keeps it from going, with the lists behind the counts."""
        urls = lists_behind(records[0]) if len(records) == 1 else {}
        return self.render(
            template, **self.words(), records=records, linked_parts=parts, blockers=blockers, urls=urls
        )

    # Several at once ----------------------------------------------------------------------------------

    @expose("/batch/", methods=("GET", "POST"))
    def batch_view(self):
        self.writers_only()
        records = self.ticked()
        if request.method == "POST" and self.batch_deleted(records):
            return redirect(url_for(".index_view"))
        return self.asked("batch.html", records, *trash.closure(self.model, [one.id for one in records]))

    def ticked(self):
        """The records that were ticked; 404 when one of them is not to be had, like anywhere."""
        ids = numbers(self.model)
        found = scope.visible(self.model, actor(), self.model.id).where(self.model.id.in_(ids)).tuples()
        if len(ids) > batches.MOST or not ids or len(list(found)) < len(ids):
            abort(404 if len(ids) <= batches.MOST else 413)
        return with_links(self.model, ids, actor())

    def batch_deleted(self, records):
        for record in records:
            record.version = seen(request.form, f"version-{record.id}", record)
        if not in_words(lambda: batches.delete_all(records, actor())):
            return False
        flash(gettext("%(count)s records are in the trash.", count=len(records)), "done")
        return True

    # The trash ----------------------------------------------------------------------------------------

    @expose("/trash/")
    def trash_view(self):
        self.writers_only()
        page = addresses.page_number()
        deletions = self.deletions().limit(PAGE + 1).offset(page * PAGE)
        audits = {audit.record: audit for audit in deletions}
        records = with_links(self.model, list(audits)[:PAGE], actor())
        along = along_with([audit.id for audit in audits.values()], self.model)
        return self.render(
            "trash.html", **self.words(), records=records, audits=audits, along=along, page=page,
            more=len(audits) > PAGE, may_purge=actor().role == Role.ADMINISTRATOR,
        )  # fmt: skip

    def deletions(self):
        """The lines of the trail that put a record of this entity in the trash, where it still lies; newest first."""
        lying = trash.trashed(self.model, actor(), self.model.deletion)
        own = Audit.entity == self.model._meta.table_name
        return Audit.select().where(own, Audit.id.in_(lying)).order_by(Audit.id.desc())

    @expose("/restore/", methods=("POST",))
    def restore_view(self):
        self.writers_only()
        ids = numbers(self.model) or abort(404)
        trashed = [trash.in_trash(self.model(id=id), actor()) or self.model(id=id) for id in ids]
        if not in_words(lambda: batches.restore_all(trashed, actor())):
            return redirect(url_for(".trash_view"))
        back = with_links(self.model, ids, actor())
        flash(gettext("Restored: %(record)s", record="、".join(f"{r.code} {r}" for r in back[:5])), "done")
        return redirect(url_for(".details_view", id=ids[0]) if len(ids) == 1 else url_for(".index_view"))

    @expose("/purge/", methods=("GET", "POST"))
    def purge_view(self):
        if actor().role != Role.ADMINISTRATOR:
            abort(403)
        number = scope.id_in(self.model, request.args.get("id", "")) or abort(404)
        record = trash.in_trash(self.model(id=number), actor()) or abort(404)
        if request.method == "GET":
            return self.purge_page(record)
        if request.form.get("confirm", "").strip().upper() != record.code:
            flash(gettext("Type %(code)s to confirm.", code=record.code), "error")
            return self.purge_page(record), 422
        if not in_words(lambda: purging.purge(record, actor())):
            return self.purge_page(record), 422
        flash(gettext("Removed for good: %(code)s", code=record.code), "done")
        return redirect(url_for(".trash_view"))

    def purge_page(self, record):
        along = along_with([record.deletion], self.model).get(record.deletion, {})
        return self.render(
            "purge.html",
            **self.words(),
            may_erase=self.may_erase(),
            record=with_links(self.model, [record.id], actor())[0],
            along=along,
        )


def lists_behind(record):
    """{entity: [(column, address of the list)]} of what links to a record."""
    found = {}
    for field in trash.links_to(type(record)):
        found.setdefault(field.model, []).append((field.label, list_url(field, record)))
    return found


def numbers(model):
    """The ids sent, each once, in their order."""
    sent = (scope.id_in(model, text) for text in request.values.getlist("id"))
    return list(dict.fromkeys(id for id in sent if id))


def along_with(deletions, head):
    """{deletion: {entity: how many}} of the parts that each took along."""
    found = {}
    for model in RECORDS:
        counted = model.select(model.deletion).where(model.deletion.in_(deletions)).tuples()
        for deletion, count in Counter(number for (number,) in counted).items():
            if model is not head:
                found.setdefault(deletion, {})[model] = count
    return found
