"""The door of people without an account: /p/<token>. What stands behind it, and what is done there, is `operations.links`.

No menu, no script, no cookie but the one that proves a form is ours; the address is told to nobody.
"""

from dataclasses import replace

from flask import Blueprint, redirect, render_template, request, url_for
from flask_wtf.csrf import validate_csrf
from wtforms import ValidationError

from admin.doors import csrf
from fields import ForeignKeyField
from language import gettext
from operations import Refused, links
from operations.knocking import TooMany
from rows import with_links

personal = Blueprint("personal", __name__)
HEADERS = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow"}


def init_personal(app):
    # Behind https the usual proof wants a Referer too, which these pages never send: `ours` asks for the token alone.
    csrf.exempt(personal)
    app.register_blueprint(personal)


class Shut(Exception):
    """The door stays shut."""

    def __init__(self, words, status):
        super().__init__(words)
        self.words, self.status = words, status


@personal.errorhandler(Shut)
def shut(door):
    return render_template("personal/shut.html", words=door.words), door.status


@personal.after_request
def untold(response):
    response.headers.update(HEADERS)
    return response


@personal.get("/p/<token>")
def page(token):
    return drawn(entered(token))


@personal.post("/p/<token>")
def act(token):
    visit = entered(token)
    if not ours():
        words = gettext("The page had been open too long. Nothing was saved: try again now.")
        return drawn(visit, words), 400
    try:
        links.act(visit, request.form.get("do", ""), request.form)
    except Refused as refusal:
        return drawn(visit, refusal.words), 422
    return redirect(url_for(".page", token=token), 303)


def entered(token):
    """The visit. Unknown, expired, revoked and used-up links get one answer."""
    try:
        visit = links.open(token, request.remote_addr or "")
    except TooMany as refusal:
        raise Shut(refusal.words, 429) from None
    if visit is None:
        words = gettext("This link does not open anything, or no longer. Ask your union for a new one.")
        raise Shut(words, 404)
    return visit


def ours():
    """Whether the form sent is one of our pages."""
    try:
        validate_csrf(request.form.get("csrf_token"))
    except ValidationError:
        return False
    return True


def drawn(visit, mistake=""):
    """The page of the purpose: the columns it shows, and what it adds."""
    purpose = visit.purpose
    visit = replace(visit, record=with_links(purpose.model, [visit.record.id], visit.by)[0])
    facts = [purpose.model._meta.fields[name] for name in purpose.shown]
    return render_template(
        f"personal/{purpose.name}.html", visit=visit, mistake=mistake, typed=request.form if mistake else {},
        facts=[(field.label, text(visit.record, field), field.wide) for field in facts], **purpose.page(visit),
    )  # fmt: skip


def text(record, field):
    """A column as the person reads it; of a link the name alone, for its code is of the desk."""
    if isinstance(field, ForeignKeyField):
        return str(getattr(record, field.name) or "")
    return field.show(record.__data__[field.name])
