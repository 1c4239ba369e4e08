"""The boards of contest stages, which the house reads. Who may see which, frozen or live, is `operations.boards`'."""

from flask import Blueprint, abort, render_template

import scope
from admin.access import actor
from models import Stage
from operations import boards

# GET /admin/boards/ · GET /admin/boards/<stage>/
pages = Blueprint("boards", __name__, url_prefix="/admin/boards")


def init_boards(app):
    app.register_blueprint(pages)


@pages.get("/")
def index():
    return render_template("contests/boards.html", stages=boards.all_released())


@pages.get("/<int:id>/")
def show(id):
    board = boards.board(id, actor()) or abort(404)
    return render_template(
        "contests/board.html", board=board, own=scope.find(Stage, board.stage.id, actor()) is not None
    )
