"""A whole season given out on screen: asked for, watched, looked at class by class, let in, stopped."""

from datetime import timedelta

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for

import jobs
import scope
from admin import addresses
from admin.access import actor
from admin.refusals import in_words
from choices import SeatState
from fields import DateField
from language import gettext
from models import Enrolment, Organisation, SeasonSeat, TrainingClass, Worker, now
from operations import learners, season, season_work
from operations.refusals import Refused
from rows import with_links
from rules.fitting import classes_for, judge
from sync import pulse

# GET, POST /admin/seasons/; GET /admin/seasons/<id>/?class=3|none&page=0; POST accept, stop, drop below it
pages = Blueprint("seasons", __name__, url_prefix="/admin/seasons")
SIZE, WEEKS = 50, 13


def init_seasons(app):
    app.register_blueprint(pages)


@pages.get("/")
def index():
    page = addresses.page_number()
    found = list(season.visible(actor()).paginate(page + 1, SIZE + 1))
    home = scope.find(Organisation, actor().home or 0, actor())
    return render_template(
        "seasons/list.html", runs=found[:SIZE], more=len(found) > SIZE, page=page, home=home,
        first=now().date(), last=now().date() + timedelta(weeks=WEEKS), writes=scope.may_write(Enrolment, actor()),
    )  # fmt: skip


@pages.post("/")
def ask():
    if not scope.may_write(Enrolment, actor()):
        abort(403)
    try:
        one = season.ask(union(), day("first"), day("last"), actor())
    except Refused as refusal:
        flash(refusal.words, "error")
        return redirect(url_for(".index"))
    return worked_at(one)


def union():
    """The union that was typed; a foreign one looks like an unknown one."""
    code = request.form.get("organisation", "").split()[:1]
    found = scope.find(Organisation, code[0], actor()) if code else None
    if found is None:
        raise Refused(gettext("Say whose people are to get a class: choose a union of yours."))
    return found


def day(name):
    try:
        found = DateField().read(request.form.get(name, "")[:40])
    except ValueError as mistake:
        raise Refused(str(mistake.args[0])) from None
    if found is None:
        raise Refused(gettext("Say from when to when the classes begin."))
    return found


@pages.get("/<int:id>/")
def show(id):
    one = chosen(id)
    counts, page, part = season.counts(one), addresses.page_number(), request.args.get("class", "")
    return render_template(
        "seasons/season.html", one=one, union=one.organisation, working=one.state in season.WORKING,
        worker=pulse.is_there(current_app.config["GONGYOU"].instance), classes=classes_of(one, counts), part=part,
        lines=list(lines(one, part, page)), page=page, size=SIZE, writes=scope.may_write(Enrolment, actor()),
        count=narrowed(one, part).count(), states=SeatState,
    )  # fmt: skip


def chosen(id):
    """A run that may be seen. Unknown and foreign look alike."""
    return (season.find(id, actor()) if id < 2**31 else None) or abort(404)


def classes_of(one, counts):
    """(class, seats, {state: how many}) of each class of the season that somebody got."""
    query = scope.visible(TrainingClass, actor()).where(TrainingClass.id.in_(list(counts)))
    found = list(query.order_by(TrainingClass.starts_on, TrainingClass.id))
    return [(training_class, counts[training_class.id]) for training_class in found]


def narrowed(one, part):
    """The rows of one class, or with `none` of those who get nothing."""
    rows = SeasonSeat.select().where(SeasonSeat.run == one.id)
    if part == "none":
        return rows.where(SeasonSeat.training_class.is_null())
    return rows.where(SeasonSeat.training_class == (scope.id_in(TrainingClass, part) or 0))


def lines(one, part, page):
    """(person, row, reasons or why not) of a page; the reasons as they are now."""
    rows = list(
        narrowed(one, part).order_by(SeasonSeat.points.desc(), SeasonSeat.id).paginate(page + 1, SIZE)
    )
    by = actor()
    seen = scope.visible(Worker, by, Worker.id).where(Worker.id.in_([row.worker for row in rows]))
    workers = {w.id: w for w in with_links(Worker, [id for (id,) in seen.tuples()], by)}
    offers = learners.offers(season_work.classes(one)) if part == "none" else offers_of(part)
    told = {person.id: person for person in learners.people(workers, offers)}
    for row in rows:
        if row.worker in workers:
            yield workers[row.worker], row, reasons(row, told[row.worker], offers)


def offers_of(part):
    found = TrainingClass.select().where(TrainingClass.id == (scope.id_in(TrainingClass, part) or 0))
    return learners.offers(found)


def reasons(row, person, offers):
    if row.training_class:
        return [str(words) for offer in offers for words in judge(person, offer).reasons]
    if row.points:
        return [gettext("%(number)s classes would suit, and their seats went to others", number=row.points)]
    fits = classes_for(person, offers)
    if not any(fit.matters for fit in fits):
        return [gettext("no class has to do with their wish, trade or gap")]
    nearest = next(fit for fit in fits if fit.matters)
    words = "；".join(map(str, nearest.hindrances))
    return [gettext("the nearest class cannot be: %(words)s", words=words)]


@pages.post("/<int:id>/accept")
def accept(id):
    one = chosen(id)
    writers_only()
    in_words(lambda: season.accept(one, actor()))
    return worked_at(one)


@pages.post("/<int:id>/stop")
def stop(id):
    one = chosen(id)
    writers_only()
    in_words(lambda: season.ask_to_stop(one, actor()))
    return redirect(url_for(".show", id=id))


@pages.post("/<int:id>/drop")
def drop(id):
    one = chosen(id)
    writers_only()
    in_words(lambda: season.drop(one, actor()))
    return redirect(url_for(".show", id=id))


def writers_only():
    if not scope.may_write(Enrolment, actor()):
        abort(403)


def worked_at(one):
    """The worker does it; whoever asked looks on."""
    jobs.seasons_soon(current_app.config["GONGYOU"])
    return redirect(url_for(".show", id=one.id))
