"""What every request passes through: database, language, the doorkeeper, headers, error pages, /healthz."""

from flask import current_app, render_template, request, session
from flask_wtf.csrf import CSRFError, CSRFProtect
from peewee import PeeweeException
from werkzeug.exceptions import HTTPException

import language
from admin.access import doorkeeper, login
from admin.signin import signin
from database import db
from language import gettext

csrf = CSRFProtect()
GUARDED = ("/admin", "/reports")
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; frame-ancestors 'none'; form-action 'self'; base-uri 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}


def init_doors(app):
    """Hang the doors: in this order each request meets them."""
    app.config.update(
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        MAX_CONTENT_LENGTH=32 * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=8 * 1024 * 1024,
        WTF_CSRF_TIME_LIMIT=None,
    )
    app.before_request(open_database)
    app.before_request(choose_language)
    csrf.init_app(app)
    login.init_app(app)
    app.before_request(guard)
    app.register_blueprint(signin)
    app.add_url_rule("/", "front", lambda: current_app.redirect("/admin/"))
    app.add_url_rule("/healthz", "healthz", healthz)
    app.register_error_handler(CSRFError, stale_page)
    app.register_error_handler(HTTPException, refused)
    app.register_error_handler(Exception, broken)
    app.after_request(with_headers)
    app.teardown_request(close_database)


def open_database():
    db.connect(reuse_if_open=True)


def close_database(_exception):
    if not db.is_closed():
        db.close()


def choose_language():
    language.speak(session.get("locale") or current_app.config["GONGYOU"].locale)


def guard():
    return doorkeeper() if request.path.startswith(GUARDED) else None


def with_headers(response):
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if "static" not in (request.endpoint or "static"):
        response.headers.setdefault("Cache-Control", "no-store")
    return response


def healthz():
    """Whether the desk can reach its records."""
    try:
        db.execute_sql("SELECT 1")
    except PeeweeException:
        current_app.logger.exception("healthz")
        return {"state": "no database"}, 503
    return {"state": "ok"}


WORDS = {
    400: lambda: gettext("The address or the form sent was not in order. Go back and try again."),
    403: lambda: gettext("This is not open to you. If you need it, ask the administrator of your union."),
    404: lambda: gettext("There is no such page or record, or it is not one of yours."),
    405: lambda: gettext("This page cannot be called that way. Go back and try again."),
    413: lambda: gettext("What was sent is too large."),
}


def stale_page(_error):
    words = gettext("The page had been open too long. Nothing was saved: go back, reload it and save again.")
    return render_template("error.html", code=400, words=words), 400


def refused(error):
    words = WORDS.get(error.code, lambda: gettext("The request could not be answered."))()
    return render_template("error.html", code=error.code, words=words), error.code


def broken(_error):
    current_app.logger.exception("%s %s", request.method, request.path)
    words = gettext(
        "Something broke on our side; nothing was saved half. The administrator finds it in the log."
    )
    return render_template("error.html", code=500, words=words), 500
