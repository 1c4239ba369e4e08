"""Sharing a table on screen, changing how it is shared, trying the place, the register as a file.

What may be chosen is decided in `sync.sharing` and `sync.where`; here it is only asked for and called.
"""

from functools import partial

from flask import abort, current_app, flash, redirect, request, url_for
from flask_admin import expose

import scope
from admin.access import actor
from admin.files import csv_response
from admin.refusals import in_words
from forms.sharing import GOOGLE, SettingsForm, SharingForm
from language import gettext
from models import BY_TABLE, RECORDS, Organisation, SharedSheet, columns
from operations import Refused
from operations.exports import recorded
from rows import csv_lines
from sync import ending, names, places, register, settling, sharing, units, where

MOST_LEFT = 20  # matters that a last run left open, told one by one


class SharingDoors:
    """Below /admin/sheets/: new/, export/csv/, and of each sheet settings and test."""

    @expose("/new/", methods=("GET", "POST"))
    def new(self):
        tables = shareable() or abort(403)
        model = chosen_table(tables)
        form = SharingForm(sent(), model, data=beginning(model)) if model else None
        if request.method == "POST" and form and (answer := acted(model, form)):
            return answer
        robot, trouble = where.robot(desk_settings())
        page = self.render(
            "sheets/new.html", tables=tables, model=model, form=form, robot=robot, trouble=trouble,
            home=desk_settings().sheets_folder,
        )  # fmt: skip
        return page, status(request.method == "POST" and "test" not in request.form)

    @expose("/<int:id>/settings", methods=("GET", "POST"))
    def settings(self, id):
        sheet = self.may_act(id)
        form = SettingsForm(sent(), columns(BY_TABLE[sheet.entity]), data=as_set(sheet))
        if request.method == "POST" and in_words(
            lambda: changed(sheet, form), gettext("Saved: %(record)s", record=sheet.name)
        ):
            return redirect(url_for(".show", id=id))
        return self.render("sheets/settings.html", sheet=sheet, form=form), status(request.method == "POST")

    @expose("/<int:id>/test", methods=("POST",))
    def test(self, id):
        sheet = self.may_act(id)
        tell(sheet)
        return redirect(url_for(".show", id=id))

    @expose("/<int:id>/end", methods=("GET", "POST"))
    def end(self, id):
        sheet, left = self.may_act(id), []
        anyway = request.form.get("anyway") == "yes"
        if request.method == "POST" and in_words(
            lambda: left.extend(ending.end(sheet, desk_settings(), actor(), anyway)),
            gettext("The sharing of %(name)s has ended.", name=sheet.name),
        ):
            for words in left[:MOST_LEFT]:
                flash(words, "error")
            return redirect(url_for(".index"))
        return self.render("sheets/end.html", sheet=sheet), status(request.method == "POST")

    @expose("/export/csv/")
    def export(self):
        rows = register.table(with_ended(actor()), settling.waiting(), desk_settings())
        return csv_response(csv_lines(recorded(rows, "shared_sheet", actor())), gettext("Shared workbooks"))


def with_ended(by):
    return [*names.visible(by), *names.visible(by, ended=True)]


# Sharing -----------------------------------------------------------------------------------------


def shareable():
    """The entities whose records the person may write."""
    return [model for model in RECORDS if scope.may_write(model, actor())]


def chosen_table(tables):
    """The one asked for; none yet. One that is not theirs to share looks like an unknown one."""
    name = request.args.get("table", "")
    model = BY_TABLE.get(name)
    return model if model in tables else abort(404) if name else None


def beginning(model):
    home = scope.find(Organisation, actor().home, actor()) if actor().home else None
    return {"organisation": f"{home.code} {home}" if home else "", "schedule": "every", "place": "folder"}


def acted(model, form):
    """Where to go on, once shared. Trying the place only says how it went; what is refused is said as well."""
    if "test" in request.form:
        in_words(lambda: tell(draft(model, form)))
        return None
    made = []
    done = in_words(lambda: made.append(shared(model, form)))
    if not done:
        return None
    flash(gettext("Shared: %(name)s. The next run writes it.", name=made[0].name), "done")
    return redirect(url_for(".show", id=made[0].id))


def shared(model, form):
    union = chosen_union(form)
    settings, columns = form.settings(), form.carried()
    sharing.explained(model, columns, settings["purpose"], settings["recipients"])
    name = chosen_name(model, form, union)
    place = chosen_place(form)
    share = units.share if form.per_unit.data else partial(sharing.share, settings=desk_settings())
    return share(model, place, actor(), union, columns=columns, name=name, **settings)


def chosen_union(form):
    """The union typed; blank is all for who sees the whole system, else the own one."""
    code = (form.organisation.data or "").split()
    found = scope.find(Organisation, code[0] if code else actor().home or "", actor())
    if code and found is None:
        raise Refused(gettext("There is no union with the code %(code)s.", code=code[0][:20]))
    return found


def chosen_name(model, form, union):
    return names.free((form.name.data or "").strip() or names.default(model, union), union)


def chosen_place(form):
    if form.place.data == GOOGLE:
        return where.spreadsheet(form.spreadsheet.data or "")
    return where.folder(form.folder.data or "", desk_settings())


def draft(model, form):
    """A sheet that is nowhere yet, for a try."""
    name = chosen_name(model, form, chosen_union(form))
    return SharedSheet(name=name, **places.located(chosen_place(form), name))


# Settings ----------------------------------------------------------------------------------------


def as_set(sheet):
    facts = register.facts(sheet)
    return facts | {"policy": facts["policies"]}


def changed(sheet, form):
    settings = form.settings()
    sharing.explained(BY_TABLE[sheet.entity], form.carried(), settings["purpose"], settings["recipients"])
    sharing.change(sheet, actor(), form.carried(), **settings)


# What all doors need -----------------------------------------------------------------------------


def tell(sheet):
    """Try the place of a sheet and say how it went."""
    in_words(lambda: flash(where.tried(sheet, desk_settings()), "done"))


def sent():
    return request.form if request.method == "POST" else None


def status(refused):
    return 422 if refused else 200


def desk_settings():
    return current_app.config["GONGYOU"]
