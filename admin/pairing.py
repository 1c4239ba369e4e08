"""Mentors for a class: choose the apprentices, see the proposal with its reasons, change it, make the drafts.

What is proposed, and what a draft must obey, is decided in `operations.pairing`.
"""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for

import scope
from admin import once
from admin.access import actor
from admin.drawing import condition_url
from admin.verbs import is_link, lookup, placed, values
from choices import ContractState
from filters import Condition
from forms.mentorship import class_form
from language import gettext
from models import MentorshipContract, Worker
from operations import Refused, filling, pairing, sent_forms
from operations.sent_forms import Repeated

# GET and POST /admin/pairing/
pages = Blueprint("pairing", __name__, url_prefix="/admin/pairing")
APPRENTICE, MENTOR = MentorshipContract.apprentice, MentorshipContract.mentor


def init_pairing(app):
    app.register_blueprint(pages)


@pages.before_request
def writers_only():
    if not scope.may_write(MentorshipContract, actor()):
        abort(403)


@pages.get("/")
def index():
    """`?organisation=O-3&kind=technical&apprentices=W-17` fill in the form."""
    home = scope.find(MentorshipContract.organisation.rel_model, actor().home or 0, actor())
    return drawn(class_form(None, request.args, home))


@pages.post("/")
def act():
    form = class_form(request.form)
    if not form.validate():
        return drawn(form), 422
    try:
        asked = values(form)
        return made(asked) if "draft" in request.form else drawn(form, proposal(asked))
    except Repeated:
        return redirect(drafts_of(asked))
    except Refused as refusal:
        for words in placed(form, refusal):
            flash(words, "error")
        return drawn(form, chosen_again(form)), 422


def proposal(asked):
    people = [*typed(asked["apprentices"]), *everybody(asked)]
    people = list({worker.id: worker for worker in people}.values())
    if not people:
        raise Refused(gettext("Say for whom a mentor is wanted."))
    if len(people) > pairing.MOST:
        raise Refused(gettext("These are more than %(most)s people: choose fewer.", most=pairing.MOST))
    return pairing.propose(people, asked["organisation"], asked["kind"], id_of(asked["trade"]), actor())


def everybody(asked):
    """Those whom a question names instead of a list."""
    union, kind = asked["organisation"], asked["kind"]
    found = pairing.newcomers(union, kind, asked["joined_since"], actor()) if asked["joined_since"] else []
    return [*found, *(pairing.lacking(union, kind, actor()) if asked["lacking"] else [])]


def typed(text):
    """The workers whom the lines of a text name, among those in sight."""
    lines = [line for line in (text or "").splitlines() if line.strip()][: pairing.MOST + 1]
    return [named(APPRENTICE, line) for line in lines]


def named(column, line):
    try:
        return filling.named(column, line, actor())
    except ValueError as mistake:
        raise Refused(mistake.args[0]) from None


def chosen_again(form):
    """The proposal as it stood, for a form that was refused with its pairs."""
    if "draft" not in request.form:
        return ()
    try:
        return proposal(values(form))
    except Refused:
        return ()


# The drafts ------------------------------------------------------------------------------------------


def made(asked):
    """All drafts of the proposal as it was changed, once."""
    terms = {name: asked[name] for name in ("kind", "starts_on", "ends_on", "goals")}
    pairs = chosen()

    def act():
        return pairing.draft(pairs, actor(), trade=id_of(asked["trade"]), **terms)[0]

    sent_forms.once(once.sent("pairing"), act)
    flash(gettext("%(count)s drafts are made; they wait for signatures.", count=len(pairs)), "done")
    return redirect(drafts_of(asked))


def chosen():
    """(apprentice, mentor) of the lines that are not left out; a typed mentor goes before the one in the list."""
    found = []
    for name, value in request.form.items():
        part, _dash, number = name.partition("-")
        other = request.form.get(f"other-{number}", "").strip()
        if part == "mentor" and (other or value):
            apprentice = scope.find(Worker, number, actor())
            found.append((apprentice or abort(404), named(MENTOR, other or value)))
    return found


def drafts_of(asked):
    """The list of drafts in the union."""
    state = Condition("state", "is", ContractState.DRAFT)
    return condition_url(
        "mentorship_contract", [state, Condition("organisation", "within", asked["organisation"].code)]
    )


def id_of(record):
    return record.id if record else None


def drawn(form, lines=()):
    return render_template(
        "mentorship/pairing.html", form=form, lines=lines, once=once.field(), typed=request.form,
        lookups={field.short_name: lookup(field.column) for field in form if is_link(field)},
        mentor_lookup=url_for("mentorship_contract.ajax_lookup"),
    )  # fmt: skip
