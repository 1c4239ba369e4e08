"""Who is at the screen: the signed-in account as an actor, and who may not enter."""

from flask import g, redirect, request, url_for
from flask_login import LoginManager, UserMixin, current_user

import scope
from models import Account

login = LoginManager()


class Person(UserMixin):
    """A signed-in account. The epoch in the session ends it when the password changed or the account was locked."""

    def __init__(self, account):
        self.account = account

    def get_id(self):
        return f"{self.account.id}.{self.account.epoch}"


@login.user_loader
def person(key):
    number, _dot, epoch = key.partition(".")
    account = Account.get_or_none(Account.id == number, Account.epoch == epoch, Account.locked == False)  # noqa: E712
    return Person(account) if account else None


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
        return redirect(url_for("signin.password"))
    return None


def run_view(view, method, *args, **kwargs):
    """Flask-Admin calls a view again after any TypeError, and so hides what was wrong: call it once."""
    return method(view, *args, **kwargs)
