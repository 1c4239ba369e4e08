"""What waits for whoever is signed in: on the front page, by union, as a number in the menu, as a narrowed list."""

from time import monotonic

from flask import Blueprint, abort, render_template, request, url_for

from admin import addresses
from admin.access import actor
from choices import Area
from database import db
from language import gettext
from tasks import counted
from tasks.questions import BY_NAME

# GET /admin/tasks/?organisation=O-3&area=mentorship
pages = Blueprint("tasks", __name__, url_prefix="/admin/tasks")
FRESH = 60  # seconds that the number in the menu may be old
known = {}  # {(database, account): (when it was counted, how many)}


def init_tasks(app):
    app.register_blueprint(pages)
    app.jinja_env.globals.update(waiting_number=number, task_url=address)


@pages.get("/")
def index():
    organisation, area = addresses.union(), chosen_area()
    desk = desk_of(organisation, area)
    return render_template(
        "tasks.html", desk=desk, organisation=organisation, area=area, all_areas=Area, parts=parts(desk)
    )


def chosen_area():
    name = request.args.get("area", "").strip()
    return next((area for area in Area if area == name), None) or abort(404) if name else None


def desk_of(organisation=None, area=None):
    """All that waits, counted now; the number in the menu is then right too."""
    desk = counted.waiting(actor(), organisation, area)
    if organisation is None and area is None:
        known[key()] = monotonic(), desk.total
    return desk


def parts(desk):
    """[(group, its tasks)] of the unions below that have something waiting."""
    return [(group, tasks) for group in desk.groups[1:] if (tasks := desk.of(group))]


def address(task, group):
    link = task.link(group)
    return url_for(link.endpoint, **link.args)


# The number in the menu -----------------------------------------------------------------------------


def key():
    return str(db.obj.database), actor().account


def number():
    """How much waits; nothing before the front page has counted it once."""
    at, found = known.get(key(), (None, 0))
    if at is not None and monotonic() - at > FRESH:
        return desk_of().total
    return found


# The list of a task ----------------------------------------------------------------------------------


def asked(model):
    """The question in the address, if it is of this entity; None where there is none."""
    question = BY_NAME.get(name())
    return question if question and question.model is model else None


def name():
    return request.args.get("task", "").strip()[:60]


def narrow(query, model):
    """The records that wait by the task in the address. Raises ValueError in words for one that is not there."""
    if not name():
        return query
    if (question := asked(model)) is None:
        raise ValueError(gettext("There is no such task."))
    return counted.narrowed(query, question, actor())
