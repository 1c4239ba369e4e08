"""Pages of jobs that belong to no one record's form: the talent pool, and the posts that suit somebody."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for

import scope
from admin import addresses, once
from admin.access import actor
from admin.drawing import condition_url
from choices import Industry, SkillLevel, WorkPlace
from fields import IntegerField
from filters import Condition
from language import gettext
from models import Application, Skill, SkillProfile, Trade, Worker
from operations import Refused, applying, placing, sent_forms
from operations.sent_forms import Repeated

# GET /admin/jobs/pool/?trade=T-3&level=4&work_place=county; GET and POST /admin/jobs/posts/<worker>/
pages = Blueprint("jobs", __name__, url_prefix="/admin/jobs")
WAGE = IntegerField(null=True, high=1_000_000)


def init_jobs(app):
    app.register_blueprint(pages)


@pages.get("/pool/")
def pool():
    number = addresses.page_number()
    try:
        asked = question()
        found, count = placing.page(asked, actor(), number)
    except ValueError as mistake:
        flash(str(mistake.args[0]), "error")
        asked = placing.Asked()
        found, count = placing.page(asked, actor(), number)
    return render_template(
        "jobs/pool.html", found=found, count=count, asked=asked, page=number, pages=-(-count // placing.PAGE),
        levels=levels(found), choices={"level": SkillLevel, "work_place": WorkPlace, "industry": Industry},
        lookup=url_for(f"{Worker._meta.table_name}.ajax_lookup"), typed=request.args,
        address=lambda number: url_for(".pool", **{**request.args.to_dict(), "page": number}),
    )  # fmt: skip


def question():
    """What the address asks of the pool. Raises ValueError in words."""
    typed = {name: text.strip()[:100] for name, text in request.args.items()}
    trade = typed.get("trade", "")
    found = scope.find(Trade, trade.split()[0], actor()) if trade else None
    if trade and found is None:
        raise ValueError(gettext("There is no such trade: %(text)s", text=trade[:50]))
    return placing.Asked(
        trade=found, level=word(SkillLevel, typed.get("level")), work_place=word(WorkPlace, typed.get("work_place")),
        industry=word(Industry, typed.get("industry")), wage=WAGE.read(typed.get("wage", "")), text=typed.get("search", ""),
    )  # fmt: skip


def word(vocabulary, text):
    return next((one for one in vocabulary if one.value == text), None)


def levels(found):
    """{worker: their certificates in words}, of a page of the pool."""
    ids = [one.worker_id for one in found]
    query = scope.visible(Skill, actor(), Skill, Trade).join(Trade).where(Skill.worker.in_(ids))
    words = {}
    for one in query.order_by(Skill.level.desc()):
        words.setdefault(one.worker_id, []).append(f"{one.trade.name} {one.level.words}")
    return words


# Posts for somebody -------------------------------------------------------------------------------


@pages.get("/posts/<int:id>/")
def posts(id):
    return drawn(person(id))


@pages.post("/posts/<int:id>/")
def act(id):
    worker = person(id)
    if not scope.may_write(Application, actor()):
        abort(403)

    def do():
        codes = "\n".join(request.form.getlist("post"))
        made = applying.apply(
            applying.posts_in(codes, actor()), [worker], actor(), source=applying.ApplicationSource.POOL
        )
        return made[0]

    try:
        sent_forms.once(once.sent("posts_for", worker.id), do)
    except Repeated:
        pass
    except Refused as refusal:
        flash(refusal.words, "error")
        return drawn(worker), 422
    flash(gettext("The applications are entered."), "done")
    return redirect(condition_url("application", [Condition("worker", "is", worker.code)]))


def person(id):
    return scope.find(Worker, id, actor()) or abort(404)


def drawn(worker):
    profile = SkillProfile.get_or_none(SkillProfile.worker == worker.id, SkillProfile.deleted_at.is_null())
    return render_template(
        "jobs/posts.html", worker=worker, profile=profile, found=placing.posts_for(worker, actor()),
        once=once.field(), writes=scope.may_write(Application, actor()), chosen=request.form.getlist("post"),
    )  # fmt: skip
