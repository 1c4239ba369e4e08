"""What a person sees when a request cannot be answered: a sentence, the request's number, the time. Never a trace."""

import peewee
from flask import current_app, flash, g, render_template, request
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from admin import typed
from admin.access import login
from admin.logs import place, request_number
from admin.signin import sign_in_page
from language import gettext
from models import now

WORDS = {
    400: lambda: gettext("The address or the form sent was not in order. Go back and try again."),
    403: lambda: gettext("This is not open to you. If you need it, ask the administrator of your union."),
    404: lambda: gettext("There is no such page or record, or it is not one of yours."),
    405: lambda: gettext("This page cannot be called that way. Go back and try again."),
    413: lambda: gettext("What was sent is too large."),
    429: lambda: gettext("That was tried too often. Wait a little and try again."),
}
# What the database refuses where no door has put it in words: the first kind that fits decides.
DATABASE = [
    (peewee.IntegrityError, 409, lambda: gettext("Somebody else was faster. Nothing was saved: try again.")),
    (peewee.DataError, 400, lambda: gettext("Something in it cannot be stored. Nothing was saved.")),
    (peewee.PeeweeException, 503, lambda: gettext(
        "The records cannot be reached at this moment. Nothing was saved: wait a little and try again."
    )),
]  # fmt: skip


def init_error_pages(app):
    app.register_error_handler(CSRFError, stale_page)
    app.register_error_handler(HTTPException, refused)
    app.register_error_handler(peewee.PeeweeException, unreachable)
    app.register_error_handler(Exception, broken)


def stale_page(_error):
    """A form whose session is over: what was typed is not lost, it is shown again or carried through the sign-in."""
    if request.path.startswith(typed.SAFE):
        if not current_user.is_authenticated:
            return sign_in_page(kept=typed.kept()), 401
        if typed.typed_by() == current_user.account.id:
            flash(typed.words(), "error")
            return again()
    words = gettext("The page had been open too long. Nothing was saved: go back, reload it and save again.")
    return drawn(400, words)


def again():
    try:
        answer = typed.shown()
    except HTTPException as error:
        return refused(error)
    return answer if not isinstance(answer, str) else (answer, 400)


def refused(error):
    words = WORDS.get(error.code, lambda: gettext("The request could not be answered."))()
    if error.code is None or error.code < 400:  # a redirection that Werkzeug raises
        return error
    return drawn(error.code, words)


def unreachable(error):
    current_app.logger.exception("%s %s", request.method, place())
    # Who is there cannot be looked up either.
    g._login_user = login.anonymous_user()
    code, words = next((code, words) for kind, code, words in DATABASE if isinstance(error, kind))
    return drawn(code, words())


def broken(_error):
    current_app.logger.exception("%s %s", request.method, place())
    words = gettext(
        "Something broke on our side; nothing was saved half. The administrator finds it in the log."
    )
    return drawn(500, words)


def drawn(code, words):
    page = render_template("error.html", code=code, words=words, number=request_number(), at=now())
    return page, code
