"""New and edit: forms in, `operations` out. Words of a refusal land at their fields."""

from flask import abort, flash, g, redirect, request, url_for
from flask_admin import expose

import operations
import scope
from admin import once
from admin.access import actor
from admin.drawing import actor_words
from fields import Reference
from forms.records import LINES, RecordPage
from language import gettext
from models import columns
from operations import Invalid, Refused, Stale, likeness, sent_forms, trash
from operations.sent_forms import Repeated
from rows import with_links


class EditDoor:
    """GET and POST /admin/<table>/new/, edit/?id="""

    @expose("/new/", methods=("GET", "POST"))
    def create_view(self):
        self.writers_only()
        return self.form_page(self.model(), self.prefilled)

    @expose("/edit/", methods=("GET", "POST"))
    def edit_view(self):
        self.writers_only()
        record = self.get_one(request.args.get("id", ""))
        return self.form_page(record, lambda record: None) if record else self.trashed_page()

    def trashed_page(self):
        """What was typed into the form of a record that somebody deleted meanwhile: it is not lost with it."""
        number = scope.id_in(self.model, request.args.get("id", ""))
        if request.method == "GET" or number is None or not trash.in_trash(self.model(id=number), actor()):
            abort(404)
        record = with_links(self.model, [number], actor())[0]
        page = RecordPage(record, request.form, self.parts, self.trashed_parts(record))
        page.valid()
        words = gettext(
            "This record was moved to the trash while you had it open. What you typed is still here: restore "
            "the record from the trash in another window, then save again."
        )
        flash(words, "error")
        return self.drawn(page), 422

    def trashed_parts(self, record):
        """{entity: the parts that went to the trash with it}."""
        went = {
            model: model.select(model.id).where(model.deletion == record.deletion) for model in self.parts
        }
        return {
            model: with_links(model, [id for (id,) in query.tuples()], actor())
            for model, query in went.items()
        }

    def writers_only(self):
        if not self.may_write():
            abort(403)

    def wanted(self):
        return self.get_one(request.args.get("id", "")) or abort(404)

    def prefilled(self, record):
        """What the address says about a new record (`new/?worker=W-3`), and the person's own union."""
        for field in columns(self.model):
            if field.name in request.args:
                try:
                    value = field.read(request.args[field.name][:200])
                except ValueError:
                    continue
                found = scope.find(field.rel_model, value, actor()) if isinstance(value, Reference) else value
                setattr(record, field.name, found)
        home = actor().home
        if home and "organisation" in record._meta.fields and record.organisation_id is None:
            record.organisation = scope.find(record._meta.fields["organisation"].rel_model, home, actor())

    def form_page(self, record, prepare):
        if request.method == "GET":
            prepare(record)
            return self.drawn(RecordPage(record, None, self.parts, self.stored_parts(record)))
        page = RecordPage(record, request.form, self.parts, self.stored_parts(record))
        if g.get("shown_again"):  # typed before a session ended: the person looks first, see `typed`
            page.valid()
            return self.drawn(page)
        try:
            sent_forms.refuse_repeated(once.sent(self.model._meta.table_name, record.id))
            return self.answered(page, prepare)
        except Repeated as earlier:
            return self.sent_before(page, earlier)

    def answered(self, page, prepare):
        if page.outdated():
            flash(changed_meanwhile(page), "error")
            return self.drawn(page), 422
        try:
            saved = self.saved(page) if page.valid() else None
        except Stale:  # somebody was faster, between our look and our writing
            return self.form_page(self.wanted(), prepare)
        if saved is None:
            return self.drawn(page), 422
        shown = self.get_one(str(saved.id))
        flash(gettext("Saved: %(record)s", record=f"{shown.code} {shown}"), "done")
        tell_alike(saved)
        return redirect(self.after_save(saved))

    def sent_before(self, page, earlier):
        """The form has done its work: what it made; or, holding something else by now, what may be done with that."""
        code = self.model(id=earlier.record).code
        if not earlier.same:
            words = gettext(
                "This form has been saved already, as %(code)s, and holds something else now. To change %(code)s open it; "
                "to make one more record of what stands here, save again.",
                code=code,
            )
            flash(words, "error")
            return self.drawn(page, renewed=True), 422
        flash(gettext("Has been saved already: %(code)s", code=code), "done")
        record = self.get_one(str(earlier.record))
        return redirect(self.after_save(record) if record else url_for(".index_view"))

    def after_save(self, record):
        if "another" in request.form:
            return url_for(".create_view")
        return url_for(".details_view", id=record.id)

    def drawn(self, page, renewed=False):
        word = once.field(renewed)
        return self.render("form.html", **self.words(), page=page, record=page.record, once=word)

    def stored_parts(self, record):
        """{entity: the parts as stored}, for the form's lines."""
        return {model: self.lines_of(model, record) for model in self.parts} if record.id else {}

    def lines_of(self, model, record):
        owner = model._meta.fields[model._meta.scope]
        query = (
            scope.visible(model, actor(), model.id).where(owner == record.id).order_by(model.id).limit(LINES)
        )
        return with_links(model, [id for (id,) in query.tuples()], actor())

    def saved(self, page):
        """The record once written; None when refused, the words placed on the page."""
        try:
            lines = [line.filled() for line in page.lines()]
            return sent_forms.once(
                once.sent(self.model._meta.table_name, page.record.id),
                lambda: operations.save(page.filled(), actor(), parts=lines, gone=page.gone()),
            )
        except Invalid as refusal:
            rest = page.refuse(refusal)
        except Stale:
            raise
        except Refused as refusal:
            rest = [refusal.words]
        for words in rest:
            flash(words, "error")
        return None


def changed_meanwhile(page):
    """Above a form that others overtook: who they were, and what to do now."""
    parts = (one for line in page.lines() for one in line.taken_over)
    who = "、".join(dict.fromkeys(actor_words(one.who) for one in [*page.differences, *parts]))
    return gettext(
        "%(who)s changed this record while you had it open. Nothing of yours is saved yet: look at what is "
        "marked below, choose, and save again.",
        who=who or gettext("Somebody else"),
    )


def tell_alike(record):
    """The broad rule warns: somebody who looks like this one is there already. The strict one is a check and stops."""
    if not record._meta.alike or not (found := likeness.suspect(type(record).get_by_id(record.id), actor())):
        return
    other = found[0]
    low, high = sorted((record.id, other.id))
    address = url_for("duplicates.compare", table=record._meta.table_name, staying=low, leaving=high)
    words = gettext("This may be the same person as %(other)s.", other=f"{other.code} {other}")
    flash((words, address), "look")
