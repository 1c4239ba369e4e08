"""Users and roles on screen. What may be done to an account is decided in `operations.accounts`."""

from flask import abort, flash, redirect, request, url_for
from flask_admin import BaseView, expose

import scope
from admin import once
from admin.access import actor, run_view
from admin.files import csv_response
from forms.accounts import AccountForm
from language import gettext
from models import Account, Organisation
from operations import Refused, accounts, second_factor, sent_forms, signin_log
from operations.exports import recorded, veiled
from operations.sent_forms import Repeated
from rows import csv_lines
from texts import tidy

MOST = 200


class AccountsView(BaseView):
    """GET /admin/accounts/ and, below it, one page per account with what can be done there."""

    _run_view = run_view

    @expose("/")
    def index(self):
        managers_only()
        text = request.args.get("search", "")[:100]
        found = list(found_accounts(text).limit(MOST))
        return self.render("accounts/list.html", accounts=found, search=text, state=state_words, most=MOST)

    @expose("/export/csv/")
    def export(self):
        managers_only()
        text = request.args.get("search", "")[:100]
        table = recorded(table_of(found_accounts(text)), "account", actor(), search=veiled(text))
        return csv_response(csv_lines(table), gettext("Users and roles"))

    @expose("/new/", methods=("GET", "POST"))
    def new(self):
        managers_only()
        form = AccountForm(sent(), accounts.roles_to_give(actor()))
        try:
            made = self.made(form) if request.method == "POST" else None
        except Repeated as earlier:
            return made_before(earlier)
        if made:
            return self.render("accounts/password.html", account=made, password=made.first_password)
        page = self.render("accounts/form.html", form=form, account=None, once=once.field())
        return page, answer_status()

    @expose("/<int:id>/", methods=("GET", "POST"))
    def show(self, id):
        account = chosen(id)
        form = AccountForm(sent(), accounts.roles_to_give(actor()), data=as_typed(account))
        if request.method == "POST" and self.changed(account, form):
            flash(gettext("Saved: %(record)s", record=account.name), "done")
            return back(id)
        shut = signin_log.shut_now(account)
        return self.render("accounts/form.html", form=form, account=account, shut=shut), answer_status()

    @expose("/<int:id>/lock", methods=("POST",))
    def lock(self, id):
        in_words(lambda: accounts.lock(chosen(id), actor()), gettext("Locked out; open sessions have ended."))
        return back(id)

    @expose("/<int:id>/unlock", methods=("POST",))
    def unlock(self, id):
        in_words(lambda: accounts.lock(chosen(id), actor(), locked=False), gettext("May sign in again."))
        return back(id)

    @expose("/<int:id>/password", methods=("POST",))
    def password(self, id):
        account = chosen(id)
        password = in_words(lambda: accounts.reset_password(account, actor()))
        if password is None:
            return back(id)
        return self.render("accounts/password.html", account=account, password=password)

    @expose("/<int:id>/second-factor", methods=("POST",))
    def second_factor(self, id):
        account = chosen(id)
        in_words(
            lambda: second_factor.remove(account, actor()), gettext("No one-time code is asked for any more.")
        )
        return back(id)

    def made(self, form):
        role, union = in_words(lambda: typed(form)) or (None, None)
        return role and in_words(
            lambda: sent_forms.once(once.sent("account"), lambda: added(form, role, union))
        )

    def changed(self, account, form):
        role, union = in_words(lambda: typed(form)) or (None, None)
        return role and in_words(lambda: accounts.change(account, role, union, form.chosen_areas(), actor()))


def added(form, role, union):
    account, password = accounts.add(form.name.data or "", role, union, actor(), areas=form.chosen_areas())
    account.first_password = password
    return account


def made_before(earlier):
    """The answer that held the password was lost by a double click: it is shown once only."""
    words = gettext(
        "This user has been made already. The first password is shown once only; if you did not see it, give a new one."
    )
    flash(words, "done")
    return back(earlier.record)


def managers_only():
    if not accounts.may_manage(actor()):
        abort(403)


def found_accounts(text):
    """The accounts somebody looks after whose name, or whose union's name, holds what was typed."""
    query = accounts.managed(actor()).order_by(Account.name)
    try:
        text = tidy(text)
    except ValueError:
        return query.where(Account.id.is_null())
    unions = Organisation.select(Organisation.id).where(Organisation.name.contains(text))
    return query.where(Account.name.contains(text) | Account.organisation.in_(unions)) if text else query


def state_words(account):
    """Whether somebody may sign in at this moment, in words."""
    if account.locked:
        return gettext("Locked")
    if signin_log.shut_now(account):
        return gettext("Locked for half an hour after wrong tries")
    return gettext("First password not changed yet") if account.must_change else gettext("May sign in")


def table_of(query):
    """Header and accounts as a file holds them."""
    yield [
        gettext("User name"),
        gettext("Role"),
        gettext("Union"),
        gettext("Areas of a clerk"),
        gettext("State"),
    ]
    for account in list(query):
        areas = "，".join(str(area.words) for area in account.areas or ())
        yield [
            account.name,
            str(account.role.words),
            str(account.organisation or ""),
            areas,
            state_words(account),
        ]


def chosen(id):
    """An account that the person looks after. Unknown and foreign look alike."""
    managers_only()
    return accounts.managed(actor()).where(Account.id == min(id, 2**31 - 1)).first() or abort(404)


def typed(form):
    """(role, union) as they were typed. Refused where one is not to be had here."""
    role, code = form.chosen_role(), (form.organisation.data or "").split()
    if role is None:
        raise Refused(gettext("Choose a role."))
    union = scope.find(Organisation, code[0], actor()) if code else None
    if code and union is None:
        raise Refused(gettext("There is no union with the code %(code)s.", code=code[0][:20]))
    return role, union


def as_typed(account):
    union = account.organisation
    return {
        "name": account.name,
        "role": account.role.value,
        "organisation": f"{union.code} {union}" if union else "",
        "areas": [area.value for area in account.areas or ()],
    }


def sent():
    return request.form if request.method == "POST" else None


def answer_status():
    return 422 if request.method == "POST" else 200


def in_words(act, done=""):
    """What the act gives; what is refused is said on the page."""
    try:
        result = act()
    except Refused as refusal:
        flash(refusal.words, "error")
        return None
    if done:
        flash(done, "done")
    return result


def back(id):
    return redirect(url_for("accounts.show", id=id))
