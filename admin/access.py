"""Who is at the screen: the signed-in account as an actor, and who may not enter."""

from flask import current_app, g, redirect, request, session, url_for
from flask_login import LoginManager, UserMixin, current_user, login_user

import scope
from operations import sessions

login = LoginManager()


class Person(UserMixin):
    """Somebody signed in: the account, and the session in which they are."""

    def __init__(self, account, token, session=None):
        self.account, self.token, self.session = account, token, session

    def get_id(self):
        return self.token


@login.user_loader
def person(token):
    found = sessions.known(token, *limits())
    return Person(found.account, token, found) if found else None


def limits():
    """(minutes without a click, hours in any case) after which a session ends."""
    settings = current_app.config["GONGYOU"]
    return settings.idle_minutes, settings.session_hours


def enter(account):
    """Begin a session of an account in this browser; nothing of an earlier one stays but the language."""
    spoken = session.get("locale")
    session.clear()
    if spoken:
        session["locale"] = spoken
    for kept in ("actor", "csrf_token"):
        g.pop(kept, None)
    login_user(Person(account, sessions.start(account, *caller())))


def caller():
    """(address, browser) of whoever sent the request."""
    return request.remote_addr or "", request.user_agent.string


def actor() -> scope.Actor:
    """The part the signed-in person plays, looked up once a request."""
    if "actor" not in g:
        g.actor = scope.actor(current_user.account)
    return g.actor


def doorkeeper():
    """What a request gets instead of a page: nothing when it may enter, else the way to sign in."""
    if not current_user.is_authenticated:
        return redirect(url_for("signin.login", next=request.full_path.rstrip("?")))
    if current_user.account.must_change:
        return redirect(url_for("myself.password"))
    return None


def run_view(view, method, *args, **kwargs):
    """Flask-Admin calls a view again after any TypeError, and so hides what was wrong: call it once."""
    return method(view, *args, **kwargs)
