"""What every request passes through: its number, database, language, the doorkeeper, headers, cookies."""

from flask import abort, current_app, request, session
from flask.sessions import SecureCookieSessionInterface
from flask_login import current_user
from flask_wtf.csrf import CSRFProtect

import language
from admin import typed
from admin.access import doorkeeper, login
from admin.error_pages import init_error_pages
from admin.health import init_health
from admin.logs import init_logs
from admin.signin import sign_in_page, signin
from database import db

csrf = CSRFProtect()
GUARDED = ("/admin", "/reports")
# Nothing inline, nothing from elsewhere, no frame, no plug-in; no page needs an exception.
POLICY = {
    "default-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "object-src": "'none'",
    "frame-ancestors": "'none'",
}
HEADERS = {
    "Content-Security-Policy": "; ".join(f"{what} {where}" for what, where in POLICY.items()),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
YEAR = "max-age=31536000"


class Cookies(SecureCookieSessionInterface):
    """Behind https the session's cookie never travels without it."""

    def get_cookie_secure(self, app):
        return request.is_secure


def init_doors(app):
    """Hang the doors: in this order each request meets them."""
    app.config.update(
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        MAX_CONTENT_LENGTH=32 * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=16 * 1024 * 1024,
        WTF_CSRF_TIME_LIMIT=None,
    )
    app.session_interface = Cookies()
    init_logs(app)
    app.before_request(choose_language)
    app.before_request(refuse_too_large)
    app.before_request(open_database)
    csrf.init_app(app)
    login.init_app(app)
    app.before_request(guard)
    app.register_blueprint(signin)
    app.add_url_rule("/", "front", lambda: current_app.redirect("/admin/"))
    init_health(app)
    init_error_pages(app)
    app.after_request(with_headers)
    app.teardown_request(close_database)


def refuse_too_large():
    """A form must fit into memory; files come as multipart and may be larger."""
    typed = request.mimetype == "application/x-www-form-urlencoded"
    if typed and (request.content_length or 0) > current_app.config["MAX_FORM_MEMORY_SIZE"]:
        abort(413)


def open_database():
    db.connect(reuse_if_open=True)


def close_database(_exception):
    if not db.is_closed():
        db.close()


def choose_language():
    language.speak(session.get("locale") or current_app.config["GONGYOU"].locale)


def guard():
    if not request.path.startswith(GUARDED):
        return None
    if request.method == "POST" and not current_user.is_authenticated:
        return sign_in_page(kept=typed.kept()), 401
    return doorkeeper()


def with_headers(response):
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", YEAR)
    if "static" not in (request.endpoint or "static"):
        response.headers.setdefault("Cache-Control", "no-store")
    return response
