"""What somebody does with their own account: password, sessions, second factor. Others' accounts are `accounts`."""

import io

import segno
from flask import Blueprint, abort, flash, redirect, render_template, request, session, url_for
from flask_login import current_user, login_required
from markupsafe import Markup

from admin.access import actor, enter, limits
from forms.accounts import PasswordForm
from language import gettext
from models import Account
from operations import Refused, accounts, second_factor, sessions
from operations.passwords import verified

PENDING = "pending_second_factor"
myself = Blueprint("myself", __name__)


@myself.route("/password", methods=["GET", "POST"])
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
    if not verified(account.password, form.old.data or ""):
        return [gettext("The present password does not fit.")]
    if mistakes := list(form.mistakes()):
        return mistakes
    try:
        accounts.set_password(account, form.new.data or "", actor())
    except Refused as refusal:
        return [refusal.words]
    enter(Account.get_by_id(account.id))
    return []


# Sessions ----------------------------------------------------------------------------------------


@myself.get("/sessions")
@login_required
def own_sessions():
    return render_template(
        "sessions.html", sessions=sessions.of(current_user.account, *limits()), present=current_user.session
    )


@myself.post("/sessions/end")
@login_required
def end_session():
    number = request.form.get("id", "")
    if not (number.isascii() and number.isdecimal() and len(number) < 10):
        abort(400)
    sessions.end(current_user.account, int(number))
    flash(gettext("The session has ended."), "done")
    return redirect(url_for("myself.own_sessions"))


@myself.post("/sessions/end-others")
@login_required
def end_other_sessions():
    sessions.end_others(current_user.account, current_user.session)
    flash(gettext("All other sessions have ended."), "done")
    return redirect(url_for("myself.own_sessions"))


# Second factor -----------------------------------------------------------------------------------


@myself.get("/second-factor")
@login_required
def own_second_factor():
    account = current_user.account
    if account.second_factor:
        return render_template("second_factor.html", left=second_factor.codes_left(account), codes=())
    secret = session.setdefault(PENDING, second_factor.new_secret())
    link = second_factor.link(account, secret)
    return render_template("second_factor.html", secret=secret, link=link, picture=drawn(link), codes=())


@myself.post("/second-factor")
@login_required
def change_second_factor():
    account, wanted = current_user.account, request.form.get("wanted")
    try:
        own_password_only(account)
        if wanted == "on" and PENDING in session and not account.second_factor:
            codes = second_factor.enrol(account, session[PENDING], request.form.get("code", ""), actor())
            session.pop(PENDING)
            return render_template("second_factor.html", codes=codes)
        if wanted == "off" and account.second_factor:
            second_factor.remove(account, actor())
            flash(gettext("No one-time code is asked for any more."), "done")
    except Refused as refusal:
        flash(refusal.words, "error")
    return redirect(url_for("myself.own_second_factor"))


def own_password_only(account):
    """A screen left open must not be enough to change how one signs in."""
    if not verified(account.password, request.form.get("password", "")):
        raise Refused(gettext("The present password does not fit."))


def drawn(link):
    """The link as a picture for the phone's camera, in the page itself."""
    out = io.BytesIO()
    segno.make(link, micro=False).save(
        out, kind="svg", scale=4, xmldecl=False, svgns=False, omitsize=False, dark="#000", light="#fff"
    )
    return Markup(out.getvalue().decode())
