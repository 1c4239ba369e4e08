"""Personal links on the union's side: who has one to a record, making new ones, taking them back.

A new link is shown on the page that answers its making, and never again. Their meaning is `operations.purposes`.
"""

import segno
from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from markupsafe import Markup

import scope
from admin.access import actor
from language import gettext
from models import BY_TABLE, MatchProfile
from operations import Refused, links
from operations.filling import named

AT_ONCE = 200
INVITED = MatchProfile.worker  # a column that links to a worker: how one is named


# GET and POST /admin/links/<table>/<id>/; POST revoke/<number> below it.
pages = Blueprint("links", __name__, url_prefix="/admin/links/<table>/<int:id>")


def init_links(app):
    app.register_blueprint(pages)
    app.jinja_env.globals.update(live_links=live, has_links=lambda model: bool(links.purposes(model)))


@pages.get("/")
def show(table, id):
    return drawn(chosen(table, id))


@pages.post("/")
def make(table, id):
    record = chosen(table, id)
    asked = request.form.get("purpose")
    purpose = next((p for p in links.purposes(type(record)) if p.name == asked), None) or abort(400)
    try:
        made = links.make_all(purpose.name, record, wanted(purpose, record), actor())
    except (Refused, ValueError) as mistake:
        flash(getattr(mistake, "words", None) or str(mistake.args[0]), "error")
        return drawn(record), 422
    return drawn(record, [fresh(record, purpose, worker, token) for worker, token in made])


@pages.post("/revoke/<int:number>")
def revoke(table, id, number):
    record = chosen(table, id)
    link = next((link for link in links.live(record) if link.id == number), None)
    if link:
        links.revoke(link, actor())
    flash(gettext("The link is revoked; it opens nothing any more."), "done")
    if request.form.get("back") == "record":
        return redirect(url_for(f"{table}.details_view", id=record.id, _anchor="links"))
    return redirect(url_for(".show", table=table, id=record.id))


def drawn(record, made=()):
    """The page of a record's links, with those just made."""
    return render_template(
        "personal/links.html", record=record, purposes=[one for one in links.purposes(type(record)) if one.when(record)],
        made=made, typed={} if made else request.form,
    )  # fmt: skip


def chosen(table, id):
    """A record that links can be made to, by somebody who may change it."""
    model = BY_TABLE.get(table)
    record = scope.find(model, id, actor()) if model and links.purposes(model) else None
    if record is None:
        abort(404)
    return record if scope.may_write(model, actor()) else abort(403)


def wanted(purpose, record):
    """For whom: some of those whom the purpose names, or whoever was typed, a line each."""
    if purpose.addressee:
        return [None]
    people = {worker.code: worker for worker in purpose.people(record)}
    codes = request.form.getlist("worker")
    found = [people[code] for code in codes if code in people] if people or not purpose.invites else invited()
    if not found:
        raise ValueError(gettext("Say for whom the link is."))
    return list({worker.id: worker for worker in found}.values())


def invited():
    lines = [line for line in request.form.get("workers", "").splitlines() if line.strip()]
    if len(lines) > AT_ONCE:
        raise ValueError(gettext("At most %(count)s people at once.", count=AT_ONCE))
    return [typed(line) for line in lines]


def typed(line):
    """The worker whom a line names, among those whom the person may see."""
    return named(INVITED, line, actor())


def live(record):
    """The links to a record that are in force: (link, purpose, for whom)."""
    return [(link, links.BY_NAME[link.purpose], links.whose(link, record)) for link in links.live(record)]


def fresh(record, purpose, worker, token):
    """A new link as it is handed over: for whom, the address, the same as a picture for a phone."""
    address = url_for("personal.page", token=token, _external=True)
    return (
        f"{worker.code} {worker.name}" if worker else purpose.addressee(record),
        address,
        Markup(segno.make(address, micro=False).svg_inline(scale=4, border=3, light="white")),
    )
