"""Signing in and out, the own password, the language. Accounts themselves are made in `operations.accounts`."""

from urllib.parse import urlsplit

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask_login import current_user, login_required, login_user, logout_user

import language
from admin.access import Person, actor
from forms.accounts import PasswordForm, SignInForm
from language import gettext
from operations import Refused, accounts

signin = Blueprint("signin", __name__)


def next_page():
    """Where to go on: an address of ours only."""
    wanted = request.values.get("next", "")
    parts = urlsplit(wanted)
    ours = wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and not parts.netloc
    return wanted if ours else url_for("admin.index")


@signin.route("/login", methods=["GET", "POST"])
def login():
    form = SignInForm(request.form)
    if request.method == "POST":
        account = accounts.sign_in(form.username.data or "", form.password.data or "")
        if account:
            enter(account)
            return redirect(next_page())
        flash(gettext("User name and password do not fit, or the account is locked."), "error")
    return render_template(
        "login.html", form=form, next=next_page()
    ), 401 if request.method == "POST" else 200


def enter(account):
    spoken = session.get("locale")
    session.clear()
    if spoken:
        session["locale"] = spoken
    login_user(Person(account))


@signin.post("/logout")
def logout():
    logout_user()
    return redirect(url_for("signin.login"))


@signin.route("/password", methods=["GET", "POST"])
@login_required
def password():
    form = PasswordForm(request.form)
    if request.method == "POST":
        mistakes = changed(form)
        if not mistakes:
            flash(gettext("The new password is in force."), "done")
            return redirect(url_for("admin.index"))
        for words in mistakes:
            flash(str(words), "error")
    return render_template("password.html", form=form), 200


def changed(form):
    """Set the new password, or say why not."""
    account = current_user.account
    if not accounts.verified(account.password, form.old.data or ""):
        return [gettext("The present password does not fit.")]
    if mistakes := list(form.mistakes()):
        return mistakes
    try:
        accounts.set_password(account, form.new.data, actor())
    except Refused as refusal:
        return [refusal.words]
    enter(type(account).get_by_id(account.id))
    return []


@signin.get("/language/<locale>")
def speak(locale):
    if locale in language.LOCALES:
        session["locale"] = locale
    return redirect(next_page())
