"""What somebody typed into a form whose session had ended: carried through the sign-in, shown again, never sent by us.

It travels in the sign-in form itself, signed and short-lived; the server keeps nothing. Only the account that
was given the form gets it back: each form says, signed, whom it was drawn for.
"""

from urllib.parse import parse_qsl

from flask import current_app, g, render_template, request
from flask.globals import request_ctx
from flask_login import current_user
from itsdangerous import BadData, URLSafeTimedSerializer
from werkzeug.datastructures import ImmutableMultiDict, MultiDict
from werkzeug.exceptions import HTTPException

from admin.access import doorkeeper
from language import gettext
from models import BY_TABLE

HOUR = 3600
LONGEST = 2_000_000  # characters; more than that is not typed
OURS = ("csrf_token", "typist", "kept")
SAFE = ("/admin/", "/reports/")


def signer(purpose):
    return URLSafeTimedSerializer(current_app.secret_key, salt=purpose)


def typist() -> str:
    """For whom a form is drawn; stands in every form of a signed-in person."""
    return signer("typist").dumps(current_user.account.id) if current_user.is_authenticated else ""


def typed_by():
    """The account for which the form that was sent had been drawn, or None."""
    try:
        return signer("typist").loads(request.form.get("typist", ""), max_age=7 * 24 * HOUR)
    except BadData:
        return None


# Through the sign-in -----------------------------------------------------------------------------


def kept() -> str:
    """What the form that was sent holds, to be carried in the sign-in form; nothing when it is not ours."""
    account = typed_by()
    fields = [(name, text) for name, text in request.form.items(multi=True) if name not in OURS]
    if account is None or sum(len(text) for _name, text in fields) > LONGEST:
        return ""
    return signer("kept").dumps([account, request.full_path.rstrip("?"), fields])


def carried(account):
    """(address, fields) that this account typed before it signed in, or None."""
    try:
        owner, address, fields = signer("kept").loads(request.form.get("kept", ""), max_age=HOUR)
    except BadData:
        return None
    return (address, fields) if owner == account.id else None


# Shown again -------------------------------------------------------------------------------------


def show_again(address, fields):
    """The same form with what was typed, as if it had just been refused: the person looks and sends it."""
    path, _mark, query = address.partition("?")
    try:
        rule, values = request_ctx.url_adapter.match(path, method="POST", return_rule=True)
    except HTTPException:
        return None
    request.path, request.full_path, request.query_string = path, address, query.encode()
    request.args = ImmutableMultiDict(parse_qsl(query, keep_blank_values=True))
    request.form = ImmutableMultiDict(MultiDict(tuple(pair) for pair in fields))
    request.url_rule, request.view_args = rule, values
    return shown()


def shown():
    """The answer to the present request, without doing what it asks for."""
    if (instead := doorkeeper()) is not None:
        return instead
    table, _dot, door = request.endpoint.rpartition(".")
    if table in BY_TABLE and door in ("create_view", "edit_view"):
        g.shown_again = True
        return current_app.ensure_sync(current_app.view_functions[request.endpoint])(**request.view_args)
    fields = [pair for pair in request.form.items(multi=True) if pair[0] not in OURS]
    return render_template("typed.html", address=request.full_path.rstrip("?"), fields=fields)


def words():
    return gettext("The page had been open too long. Nothing was saved: look it over and send it again.")
