"""The front page: the areas with their lists, how many records each holds, and what to do first."""

import peewee
from flask import current_app, redirect, url_for
from flask_admin import AdminIndexView, expose

import scope
from admin import tasks
from admin.access import actor, run_view
from choices import Area
from language import gettext
from models import RECORDS, Organisation


class HomeView(AdminIndexView):
    """GET /admin/"""

    _run_view = run_view

    @expose("/")
    def index(self):
        counts = how_many(actor())
        if not counts[Organisation] and scope.may_write(Organisation, actor()):
            return redirect(url_for("organisation.create_view"))
        return self.render(
            "home.html",
            counts=counts,
            cards=areas(),
            steps=first_steps(),
            desk=tasks.desk_of(),
        )


def areas():
    """[(area, its entities)] in menu order."""
    return [(area, [model for model in RECORDS if model._meta.area == area]) for area in Area]


def first_steps():
    """(words, address) of what a newcomer tries first."""
    steps = [
        (gettext("Enter a worker"), "worker.create_view"),
        (gettext("See the shared workbooks: a phone number changed there arrives here"), "sheets.index"),
        (gettext("Download the month report as CSV"), "reports.index"),
    ]
    return [(words, url_for(endpoint)) for words, endpoint in steps if endpoint in current_app.view_functions]


def how_many(by):
    """{entity: number of records somebody sees}, in one query."""
    counted = [scope.visible(model, by, peewee.fn.COUNT(model.id)) for model in RECORDS]
    names = [f"n{index}" for index in range(len(RECORDS))]
    row = peewee.Select(columns=[q.alias(name) for q, name in zip(counted, names, strict=True)]).bind(
        Organisation._meta.database
    )
    return dict(zip(RECORDS, next(iter(row.tuples())), strict=True))
