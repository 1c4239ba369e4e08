"""What templates draw with: the language, the menu, records as text, addresses of files that change."""

import re
from functools import cache
from hashlib import sha1
from pathlib import Path

from flask import current_app, request, url_for
from flask_babel import Babel
from flask_login import current_user
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup, escape

import language
import scope
from admin import typed
from admin.access import actor
from admin.home import areas
from language import gettext
from models import BY_PREFIX, BY_TABLE, RECORDS
from operations import accounts, likeness, signin_log, trail
from operations.links import BY_NAME
from rows import cell


def init_drawing(app):
    # Flask-Admin's own words need an initialised Flask-Babel; ours come from `language`.
    Babel(app, default_locale=language.DEFAULT, locale_selector=language.spoken)
    app.jinja_env.install_gettext_callables(language.gettext, language.ngettext, newstyle=False)
    app.jinja_env.filters["coded"] = coded
    app.jinja_env.globals.update(
        cell=cell, asset=asset(Path(app.static_folder)), current_user=current_user, actor=actor, areas=areas,
        area_here=area_here, spoken=language.spoken, locales=language.LOCALES,
        record_url=record_url, condition_url=condition_url,
        csrf=csrf, extra_menu=extra_menu, actor_words=actor_words, door_words=door_words,
    )  # fmt: skip


def asset(folder):
    """The address of one of our files, with a mark that changes when the file does."""

    @cache
    def mark(name):
        return sha1((folder / name).read_bytes()).hexdigest()[:8]

    return lambda name: url_for("static", filename=name, v=mark(name))


CODE = re.compile(r"(?<![\w-])([A-Z]{1,2})-(\d{1,10})(?= \w)")  # with its name behind it: an example has none


def coded(text):
    """Words in which a record that is named (`W-17 王建国`) is one click away."""

    def link(match):
        model = BY_PREFIX.get(match[1])
        address = model and url_for(f"{model._meta.table_name}.details_view", id=match[2])
        return f'<a href="{address}">{match[0]}</a>' if address else match[0]

    return Markup(CODE.sub(link, str(escape(text))))


def area_here():
    """The area of the entity whose pages somebody is on, or nothing."""
    model = BY_TABLE.get(request.blueprint)
    return model._meta.area if model else None


def record_url(record, door="details_view"):
    return url_for(f"{record._meta.table_name}.{door}", id=record.id)


def condition_url(table, conditions):
    """The list of an entity under these conditions: what stands behind a figure."""
    args = {f"flt{i}_{c.column}-{c.operation}": c.text for i, c in enumerate(conditions)}
    return url_for(f"{BY_TABLE[table]._meta.table_name}.index_view", **args)


def csrf():
    """The hidden fields that prove a form is ours, and for whom it was drawn."""
    field = Markup('<input type="hidden" name="{}" value="{}">')
    typist = typed.typist()
    return field.format("csrf_token", generate_csrf()) + (field.format("typist", typist) if typist else "")


def extra_menu():
    """(words, endpoint) of the pages that are not lists."""
    pages = [(gettext("Shared workbooks"), "sheets.index"), (gettext("Month reports"), "reports.index")]
    pages.append((gettext("Boards"), "boards.index"))
    pages.append((gettext("Data quality"), "quality.index"))
    pages.append((gettext("Transfers"), "transfers.index"))
    if any(scope.may_write(model, actor()) for model in likeness.comparable()):
        pages.append((gettext("Duplicates"), "duplicates.index"))
    if any(scope.may_write(model, actor()) for model in RECORDS):
        pages.append((gettext("Imports"), "imports.index"))
    if accounts.may_manage(actor()):
        pages.append((gettext("Users and roles"), "accounts.index"))
    if signin_log.may_read(actor()):
        pages.append((gettext("Sign-in log"), "sign_ins.index"))
    if trail.may_read(actor()):
        pages.append((gettext("Audit trail"), "trail.index"))
    return [page for page in pages if page[1] in current_app.view_functions]


def actor_words(who):
    return gettext("The system") if who == "system" else who


def door_words(via):
    """The door a write came through, as people call it."""
    kind, _blank, name = via.partition(" ")
    words = {
        "screen": gettext("Screen"),
        "command": gettext("Command"),
        "sheet": gettext("Sheet"),
        "demo": gettext("Demo"),
        "history": gettext("Put back from the history"),
        "link": gettext("Personal link"),
        "transfer": gettext("Transfer"),
        "waiting": gettext("Waiting list"),
        "serving": gettext("All steps done"),
        "import": gettext("Import"),
        "season": gettext("Classes of a season"),
        "undo": gettext("Import taken back"),
        "pairing": gettext("Pairs of an event"),
        "jobs": gettext("Follows from hirings and checks"),
        "marriage": gettext("Marriage registered"),
    }
    if kind == "link" and name in BY_NAME:
        name = str(BY_NAME[name].words)
    return f"{words.get(kind, kind)} {name}".strip()
