"""People who may be there twice: the pairs, two of them side by side, made one, told apart, made two again.

Deciding is `operations.likeness`, `merging` and `separating`; here they are shown and called.
"""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for

import scope
from admin.access import actor
from choices import Likeness
from forms.records import seen
from language import gettext
from models import BY_TABLE, Merge, columns
from operations import Refused, likeness, merging, separating
from rows import cell, with_links
from rules import merging as rule

pages = Blueprint("duplicates", __name__, url_prefix="/admin/duplicates")
PAIR = "/<table>/<int:staying>/<int:leaving>"


def init_duplicates(app):
    app.register_blueprint(pages)
    app.jinja_env.globals.update(looks_like=looks_like, merges_of=merges_of, merged_to=merged_to)


def may_compare():
    """Whether somebody may make two records one, of any entity."""
    return any(scope.may_write(model, actor()) for model in likeness.comparable())


@pages.get("/")
def index():
    """GET /admin/duplicates/?state=different"""
    if not may_compare():
        abort(403)
    different = request.args.get("state") == Likeness.DIFFERENT
    state = Likeness.DIFFERENT if different else Likeness.SUSPECTED
    models = [model for model in likeness.comparable() if scope.may_write(model, actor())]
    found = [(model, likeness.pairs(model, actor(), state)) for model in models]
    return render_template("duplicates/list.html", found=found, different=different, why=why)


def why(model, names):
    """In what two records are the same, in words."""
    if "pinyin" in names:
        return gettext("The names sound the same, in one enterprise")
    labels = [model._meta.fields[n].label for n in names.split(",") if n in model._meta.fields]
    return gettext("The same: %(columns)s", columns="、".join(labels))


# Two side by side ----------------------------------------------------------------------------------


@pages.route(f"{PAIR}/", methods=["GET", "POST"])
def compare(table, staying, leaving):
    pair = chosen(table, staying, leaving)
    if request.method == "GET":
        return drawn(pair)
    for record, name in zip(pair, ("staying", "leaving"), strict=True):
        record.version = seen(request.form, f"version-{name}", record)
    try:
        done = merging.merge(*pair, taken(pair), actor())
    except Refused as refusal:
        flash(refusal.words, "error")
        return drawn(chosen(table, staying, leaving), taken(pair)), 422
    undo = url_for(".undo", id=done.id)
    words = gettext("%(lost)s is now part of %(kept)s.", lost=pair[1].code, kept=f"{pair[0].code} {pair[0]}")
    flash((words, undo), "undo")
    return redirect(url_for(f"{table}.details_view", id=staying))


def chosen(table, *ids):
    """Both records, for who may change them; a foreign one is like none."""
    model = BY_TABLE.get(table)
    if model is None or not model._meta.alike or ids[0] == ids[1]:
        abort(404)
    if not scope.may_write(model, actor()):
        abort(403)
    found = [scope.find(model, id, actor()) for id in ids]
    if None in found:
        abort(404)
    return with_links(model, [record.id for record in found], actor())


def taken(pair):
    """The columns for which the value of the one that leaves was chosen."""
    names = merging.texts(pair[0])
    return [name for name in names if request.form.get(f"take-{name}") == "leaving"]


def drawn(pair, wanted=None):
    """The page of two records: where they differ, what a merge would do."""
    staying, leaving = pair
    texts = [merging.texts(record) for record in pair]
    wanted = rule.suggested(*texts) if wanted is None else wanted
    names = rule.differing(*texts)
    fields = [field for field in columns(type(staying)) if field.typed]
    return render_template(
        "duplicates/compare.html", staying=staying, leaving=leaving, cell=cell, wanted=wanted,
        differing=[field for field in fields if field.name in names],
        same=[field for field in fields if field.name not in names and texts[0][field.name]],
        outcome=merging.rehearse(staying, leaving, wanted, actor()), table=staying._meta.table_name,
    )  # fmt: skip


# What was decided ----------------------------------------------------------------------------------


@pages.post(f"{PAIR}/apart")
def apart(table, staying, leaving):
    pair = chosen(table, staying, leaving)
    different = request.form.get("different", "yes") == "yes"
    likeness.tell_apart(*pair, actor(), different)
    words = gettext("Noted: they are not the same. The pair is not suggested again.")
    flash(words if different else gettext("The pair is suggested again."), "done")
    return redirect(url_for(".index"))


@pages.post("/undo/<int:id>/")
def undo(id):
    done = (Merge.get_or_none(Merge.id == id) if id < 2**31 else None) or abort(404)
    if scope.find(BY_TABLE[done.entity], done.kept, actor()) is None:
        abort(404)
    try:
        back = separating.undo(done, actor())
    except Refused as refusal:
        flash(refusal.words, "error")
        return redirect(url_for(f"{done.entity}.details_view", id=done.kept))
    flash(gettext("Two records again: %(record)s", record=f"{back.code} {back}"), "done")
    return redirect(url_for(f"{done.entity}.details_view", id=done.kept))


# On other pages -------------------------------------------------------------------------------------


def looks_like(record):
    """The records that may be the same person, for who may make them one."""
    if not record._meta.alike or not scope.may_write(type(record), actor()):
        return []
    return likeness.like(type(record).get_by_id(record.id), actor())


def merges_of(record):
    return merging.merged_into(record) if record._meta.alike else []


def merged_to(record):
    """The record that one in the trash was merged into."""
    return merging.successor(type(record), record.id, actor()) if record._meta.alike else None
