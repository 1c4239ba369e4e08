"""The page that is projected during a lesson: the sign-in code of this half minute, and how many are there.

What the code proves is `operations.roll_call`'s; the page loads itself anew without a script.
"""

from flask import Blueprint, abort, render_template

from admin.access import actor
from operations import roll_call

# GET /admin/teaching/code/<lesson>
pages = Blueprint("teaching", __name__, url_prefix="/admin/teaching")


def init_teaching(app):
    app.register_blueprint(pages)


@pages.get("/code/<int:id>")
def code(id):
    lesson = roll_call.projected(id, actor()) or abort(404)
    digits, seconds = roll_call.code(lesson) if roll_call.is_on(lesson) else ("", 0)
    return render_template(
        "training/code.html", lesson=lesson, digits=digits, seconds=seconds, numbers=roll_call.numbers(lesson)
    )
