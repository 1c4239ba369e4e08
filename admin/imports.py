"""The imports on screen: columns to match, preview, progress, result, rejects, the way back.

What a file comes to is `sync.importing`; here it is only shown and asked for.
"""

import io

from flask import abort, current_app, flash, redirect, request, send_file, url_for
from flask_admin import BaseView, expose

import jobs
from admin import addresses, import_columns, import_lines
from admin.access import actor, run_view
from admin.files import csv_response
from admin.importing import folder
from admin.refusals import in_words
from choices import ImportOutcome, ImportState
from language import gettext
from operations import Refused
from operations.exports import recorded
from rows import csv_lines
from sync.backends import Unreadable
from sync.importing import keeping, matched, rejects, uploads
from sync.importing.work import carry_on
from sync.rosters.roster import opened

PER_PAGE = 50
DOWNLOAD = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class ImportsView(BaseView):
    """GET /admin/imports/ and, below it, one page per import with what can be done there."""

    _run_view = run_view

    @expose("/")
    def index(self):
        page = addresses.page_number()
        found = list(uploads.visible(actor()).paginate(page + 1, PER_PAGE + 1))
        return self.render(
            "imports/list.html",
            imports=found[:PER_PAGE],
            more=len(found) > PER_PAGE,
            page=page,
            model_of=uploads.model_of,
        )

    @expose("/<int:id>/")
    def show(self, id):
        one = chosen(id)
        if one.state == ImportState.NEW and uploads.is_own(one, actor()):
            return self.columns_page(one)
        return self.result_page(one)

    # Columns ------------------------------------------------------------------------------------

    def columns_page(self, one, status=200):
        try:
            with opened(there(one)) as roster:
                offered = matched.offer(one, roster, *import_columns.place())
                tabs = roster.tabs
        except Unreadable as trouble:
            flash(str(trouble), "error")
            return self.result_page(one)
        model = uploads.model_of(one)
        chosen_columns = {**offered.columns(), **import_columns.typed_columns(model)}
        page = self.render(
            "imports/columns.html", one=one, model=model, offered=offered, tabs=tabs, chosen=chosen_columns,
            choices=import_columns.choices(model),
            keys=import_columns.key_choices(model), key=",".join(matched.understood(one, offered.columns())),
            union_column=import_columns.union_column(model), into=import_columns.typed_into(one),
        )  # fmt: skip
        return page, status

    @expose("/<int:id>/columns", methods=["POST"])
    def match(self, id):
        one = own(id)
        if "again" in request.form:
            in_words(lambda: uploads.reopen(one))
            return back(id)
        try:
            with opened(there(one)) as roster:
                offered = matched.offer(one, roster, *import_columns.place())
            self.fix(one, offered)
        except (Refused, Unreadable, ValueError) as mistake:
            flash(str(getattr(mistake, "words", None) or mistake.args[0]), "error")
            return self.columns_page(one, 422) if one.state == ImportState.NEW else back(id)
        return worked_at(one, offered.small)

    def fix(self, one, offered):
        """What was chosen, once it makes sense."""
        model = uploads.model_of(one)
        names = {place: name for place, name in import_columns.typed_columns(model).items() if name}
        import_columns.refuse_doubles(model, names)
        key = import_columns.wanted_key(model, names)
        into = import_columns.wanted_union(request.form.get("into", ""))
        matched.remember(one, offered, names)
        uploads.choose(one, offered.tab, names, key, "blanks" in request.form, into, offered.line)

    # Preview, progress, result --------------------------------------------------------------------

    def result_page(self, one):
        model, counted = uploads.model_of(one), uploads.counts(one)
        outcomes = import_lines.outcomes(counted)
        narrowed = import_lines.missing(one, model) if one.state not in uploads.WORKING else None
        shown, page = request.args.get("show", ""), addresses.page_number()
        shown = shown if shown in ("missing", *ImportOutcome) else next(iter(outcomes), "")
        return self.render(
            "imports/import.html", one=one, model=model, outcomes=outcomes, counted=counted, shown=shown, page=page,
            missing_count=narrowed.count() if narrowed is not None else 0, size=PER_PAGE,
            lines=import_lines.page(one, model, shown, page, PER_PAGE),
            missing=import_lines.missing_page(narrowed, model, page, PER_PAGE) if shown == "missing" else [],
            may=import_lines.what_may_be_done(one, actor(), counted, folder()),
            words_of=import_lines.state_words(one, counted),
            back_count=sum(n for (outcome, _s), n in counted.items() if outcome in rejects.COME_BACK), days=keeping.DAYS,
        )  # fmt: skip

    @expose("/<int:id>/go", methods=["POST"])
    def go(self, id):
        one = own(id)
        in_words(lambda: uploads.go(one, actor()))
        return worked_at(one, one.total <= matched.SMALL)

    @expose("/<int:id>/stop", methods=["POST"])
    def stop(self, id):
        uploads.ask_to_stop(chosen(id))
        return back(id)

    @expose("/<int:id>/undo", methods=["POST"])
    def undo(self, id):
        one = chosen(id)
        in_words(lambda: uploads.undo(one, actor()))
        return worked_at(one, one.total <= matched.SMALL)

    @expose("/<int:id>/rejects.<kind>")
    def rejects(self, id, kind):
        """The refused rows as a file, for whoever brought it: it holds what they wrote, unmasked."""
        one = own(id)
        if kind not in rejects.KINDS or not keeping.path(one, folder()):
            abort(404)
        table = recorded(rejects.table(one, folder()), one.entity, actor(), what=f"import {one.id}")
        title = f"{uploads.model_of(one)._meta.title}-{rejects.reason_label()}"
        if kind == "csv":
            return csv_response(csv_lines(table), title)
        file = io.BytesIO()
        rejects.write(table, file, kind)
        file.seek(0)
        return send_file(file, DOWNLOAD, as_attachment=True, download_name=f"{title}.xlsx")


# Which one ----------------------------------------------------------------------------------------


def chosen(id):
    """An import that may be seen. Unknown and foreign look alike."""
    return (uploads.find(id, actor()) if id < 2**31 else None) or abort(404)


def own(id):
    """One that the person brought; of another's it is no business."""
    one = chosen(id)
    return one if uploads.is_own(one, actor()) else abort(403)


def there(one):
    found = keeping.path(one, folder())
    if found is None:
        raise Unreadable(gettext("The file is no longer there: bring it again."))
    return found


def back(id):
    return redirect(url_for("imports.show", id=id))


def worked_at(one, small):
    """A few rows are done while the person waits; many are the worker's."""
    if one.state in uploads.WORKING:
        if small:
            carry_on(one, folder())
        else:
            jobs.import_soon(current_app.config["GONGYOU"])
    return back(one.id)
