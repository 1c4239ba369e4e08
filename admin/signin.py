"""Signing in and out in both steps, and the language. Who fits is decided in `operations`."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask_login import current_user, logout_user

import language
import models
from admin import typed
from admin.access import caller, enter
from choices import SignInOutcome
from forms.accounts import CodeForm, SignInForm
from language import gettext
from models import Account
from operations import accounts, second_factor, sessions, signin_log
from operations.signin_log import TooMany

signin = Blueprint("signin", __name__)
BETWEEN_STEPS = timedelta(minutes=5)


def next_page():
    """Where to go on: an address of ours only."""
    wanted = request.values.get("next", "")
    parts = urlsplit(wanted)
    ours = wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and not parts.netloc
    return wanted if ours else url_for("admin.index")


@signin.route("/login", methods=["GET", "POST"])
def login():
    if request.method == "GET":
        return sign_in_page()
    form = SignInForm(request.form)
    try:
        account = accounts.sign_in(form.username.data or "", form.password.data or "", *caller())
    except TooMany as refusal:
        flash(refusal.words, "error")
        return sign_in_page(form), 429
    if not account:
        flash(
            gettext(
                "User name and password do not fit, or the account is locked."
                " After five wrong tries it is locked for half an hour."
            ),
            "error",
        )
        return sign_in_page(form), 401
    if account.second_factor:
        session["first_step"] = [account.id, models.now().isoformat()]
        return code_page()
    return entered(account)


def sign_in_page(form=None, kept=None):
    """The sign-in form; what was typed before travels along in it."""
    kept = request.form.get("kept", "") if kept is None else kept
    return render_template("login.html", form=form or SignInForm(), next=next_page(), kept=kept)


@signin.post("/login/code")
def code():
    account = passed_first_step()
    if account is None:
        flash(gettext("That took too long. Begin again with name and password."), "error")
        return sign_in_page(), 401
    try:
        fits = second_factor.sign_in(account, CodeForm(request.form).code.data or "", *caller())
    except TooMany as refusal:
        flash(refusal.words, "error")
        return code_page(), 429
    if not fits:
        flash(gettext("The code does not fit, was used already, or the account is locked."), "error")
        return code_page(), 401
    return entered(account)


def passed_first_step():
    """The account whose password was given a moment ago in this browser."""
    number, at = session.get("first_step", (None, ""))
    fresh = number and models.now() - datetime.fromisoformat(at) < BETWEEN_STEPS
    account = Account.get_or_none(Account.id == number) if fresh else None
    return account if account and account.second_factor else None


def code_page():
    kept = request.form.get("kept", "")
    return render_template("code.html", form=CodeForm(), next=next_page(), kept=kept)


def entered(account):
    """Inside: the form that was being filled in when the last session ended, or the page asked for."""
    enter(account)
    if not request.form.get("kept"):
        return redirect(next_page())
    carried, onwards = typed.carried(account), redirect(next_page())
    if carried is None:
        flash(
            gettext("What was typed before belongs to another account or is too old; it is not shown."),
            "error",
        )
        return onwards
    flash(gettext("You are signed in again. Nothing was saved yet: look it over and send it again."), "error")
    return typed.show_again(*carried) or onwards


@signin.post("/logout")
def logout():
    if current_user.is_authenticated:
        account = current_user.account
        sessions.end(account, current_user.session.id)
        signin_log.note(account, SignInOutcome.SIGNED_OUT, *caller())
        logout_user()
    return redirect(url_for("signin.login"))


@signin.get("/language/<locale>")
def speak(locale):
    if locale in language.LOCALES:
        session["locale"] = locale
    return redirect(next_page())
