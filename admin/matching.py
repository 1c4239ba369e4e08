"""Pages of matchmaking that belong to no one record's form: the door of an event, the way from events to weddings."""

import segno
from flask import Blueprint, abort, flash, render_template, request, url_for
from markupsafe import Markup

import scope
from admin import addresses
from admin.access import actor
from admin.drawing import condition_url
from language import gettext
from models import MatchEvent, MatchRegistration
from operations import Refused, check_in, links
from reports import funnel as stages

# GET and POST /admin/matchmaking/door/<event>; GET /admin/matchmaking/funnel?from=&to=&organisation=&fair=
pages = Blueprint("matching", __name__, url_prefix="/admin/matchmaking")


def init_matching(app):
    app.register_blueprint(pages)


@pages.get("/door/<int:id>")
def door(id):
    return at_door(chosen(id), request.args.get("who", ""))


@pages.post("/door/<int:id>")
def come_in(id):
    event = chosen(id)
    number = scope.id_in(MatchRegistration, request.form.get("registration", "")) or 0
    try:
        place = check_in.check_in(event, number, actor())
        token = links.make("choose_at_event", event, place.profile.worker, actor())
    except Refused as refusal:
        flash(refusal.words, "error")
        return at_door(event, ""), 422
    return at_door(event, "", place, url_for("personal.page", token=token, _external=True))


def at_door(event, who, place=None, address=""):
    picture = (
        Markup(segno.make(address, micro=False).svg_inline(scale=5, border=3, light="white"))
        if address
        else ""
    )
    return render_template(
        "matchmaking/door.html", event=event, who=who[:100], place=place, address=address, picture=picture,
        found=check_in.find(event, who, actor()), numbers=check_in.numbers(event),
    )  # fmt: skip


def chosen(id):
    """An event that somebody may check people in at."""
    event = scope.find(MatchEvent, id, actor()) or abort(404)
    return event if scope.may_write(MatchRegistration, actor()) else abort(403)


@pages.get("/funnel")
def funnel():
    organisation = addresses.union()
    typed = {name: request.args.get(name, "").strip() for name in ("from", "to", "fair")}
    try:
        found = stages.run(actor(), organisation, typed["from"], typed["to"], typed["fair"])
    except ValueError as mistake:
        flash(str(mistake.args[0]), "error")
        found = stages.run(actor(), organisation, "", "", "")
    return render_template(
        "matchmaking/funnel.html", found=found, organisation=organisation, asked=typed, url=condition_url,
        title=gettext("From events to weddings"),
    )  # fmt: skip
