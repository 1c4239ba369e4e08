"""The sign-in log on screen and as a file. Who may read it is decided in `operations.signin_log`."""

from flask import abort, request
from flask_admin import BaseView, expose

from admin.access import actor, run_view
from admin.files import csv_response
from language import gettext
from models import SignIn
from operations import signin_log
from operations.exports import recorded
from rows import csv_lines

MOST = 200


class SignInsView(BaseView):
    """GET /admin/sign-ins/: the sign-in log, for administrator and auditor."""

    _run_view = run_view

    @expose("/")
    def index(self):
        if not signin_log.may_read(actor()):
            abort(403)
        number = request.args.get("page", "1")
        page = int(number) if number.isascii() and number.isdecimal() and len(number) < 6 else 1
        rows = list(signin_log.visible(actor()).paginate(max(page, 1), MOST))
        return self.render("sign_ins.html", rows=rows, page=max(page, 1), more=len(rows) == MOST)

    @expose("/export/csv/")
    def export(self):
        if not signin_log.may_read(actor()):
            abort(403)
        table = recorded(sign_ins_of(signin_log.visible(actor())), "sign_in", actor())
        return csv_response(csv_lines(table), gettext("Sign-in log"))


def sign_ins_of(query):
    """Header and tries to sign in, newest first, read in pages so that nothing stays open."""
    yield [
        gettext("When"),
        gettext("User name"),
        gettext("Outcome"),
        gettext("From where"),
        gettext("Browser"),
    ]
    last = None
    while rows := list(
        (query.where(SignIn.id < last) if last else query).order_by(SignIn.id.desc()).limit(MOST)
    ):
        for row in rows:
            who = row.name or gettext("(nobody)")
            yield [f"{row.at:%Y-%m-%d %H:%M:%S}", who, str(row.outcome.words), row.address, row.browser]
        last = rows[-1].id
