"""Classes for a person and people for a class on screen, and the button that enrols. What is weighed is the rule's."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for

import scope
from admin import addresses, once
from admin.access import actor
from language import gettext
from models import Enrolment, TrainingClass, Worker
from operations import Refused, enrolling, recommending, sent_forms
from operations.sent_forms import Repeated

# GET /admin/recommending/worker/<id>/, /class/<id>/?page=0; POST /class/<id>/enrol/<number of the worker>
pages = Blueprint("recommending", __name__, url_prefix="/admin/recommending")
SIZE = 50


def init_recommending(app):
    app.register_blueprint(pages)


def wanted(model, id):
    return scope.find(model, id, actor()) or abort(404)


@pages.get("/worker/<int:id>/")
def worker(id):
    one = wanted(Worker, id)
    return render_template(
        "profiles/worker.html", worker=one, choices=recommending.for_person(one, actor()), once=once.field(),
        writes=scope.may_write(Enrolment, actor()),
    )  # fmt: skip


@pages.get("/class/<int:id>/")
def training_class(id):
    one, page = wanted(TrainingClass, id), addresses.page_number()
    try:
        found = recommending.for_class(one, actor(), page * SIZE, SIZE)
    except Refused as refusal:
        flash(refusal.words, "error")
        found = None
    return render_template(
        "profiles/class.html", training_class=one, list=found, page=page, size=SIZE, once=once.field(),
        most=recommending.MOST_PEOPLE, writes=scope.may_write(Enrolment, actor()),
    )  # fmt: skip


@pages.post("/class/<int:id>/enrol/<int:number>")
def enrol(id, number):
    """Give a person a place in a class, or one on its waiting list."""
    if not scope.may_write(Enrolment, actor()):
        abort(403)
    person, where = wanted(Worker, number), wanted(TrainingClass, id)
    try:
        made = sent_forms.once(
            once.sent("recommending"), lambda: enrolling.enrol(where, [person], actor())[0]
        )
        words = gettext(
            "%(name)s: %(state)s, %(place)s", name=person.name, state=str(made.state.words), place=where.name
        )
        flash(words, "done")
    except Repeated:
        pass
    except Refused as refusal:
        flash(refusal.words, "error")
    back = request.form.get("back") == "class"
    return redirect(url_for(".training_class", id=where.id) if back else url_for(".worker", id=person.id))
