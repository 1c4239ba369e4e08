"""Forms of the verbs of ledgers, service teams and named service that start from today."""

from wtforms import Form

import models
from choices import LedgerWay
from forms.verbs import verb_form
from models import LedgerEntry, NamedService, ServiceStep, ServiceTeam, TeamMember

ENTER = verb_form(
    LedgerEntry, "ledger", "since", "way_in", "care", "place", "employer", "help", required=("way_in",)
)
MOVE = verb_form(LedgerEntry, "since", "place", "employer", required=("place",))
LOSE = verb_form(LedgerEntry, "since", "way_in", required=("way_in",))
END_HELP = verb_form(LedgerEntry, "until", "way_out", required=("until", "way_out"))
LEAVE = verb_form(LedgerEntry, "ledger", "until", "way_out", required=("until", "way_out"))
JOIN = verb_form(TeamMember, "worker", "joined_on")
LEFT = verb_form(TeamMember, "left_on", required=("left_on",))
DISBAND = verb_form(ServiceTeam, "disbanded_on", required=("disbanded_on",))
STEP = verb_form(ServiceStep, "kind", "done_on", "post", "training_class", "content")
END_EARLY = verb_form(NamedService, "ended_on", "end_reason", required=("ended_on", "end_reason"))


def today():
    return models.now().date()


def enter(formdata=None, obj=None) -> Form:
    return ENTER(formdata, data={"since": today()})


def move(formdata=None, obj=None) -> Form:
    return MOVE(formdata, data={"since": today()})


def lose(formdata=None, obj=None) -> Form:
    return LOSE(formdata, data={"since": today(), "way_in": LedgerWay.LOST})


def end_help(formdata=None, obj=None) -> Form:
    return END_HELP(formdata, data={"until": today(), "way_out": LedgerWay.RELIEVED})


def leave(formdata=None, obj=None) -> Form:
    return LEAVE(formdata, data={"until": today()})


def join(formdata=None, obj=None) -> Form:
    return JOIN(formdata, data={"joined_on": today()})


def left(formdata=None, obj=None) -> Form:
    return LEFT(formdata, data={"left_on": today()})


def disband(formdata=None, obj=None) -> Form:
    return DISBAND(formdata, data={"disbanded_on": today()})


def step(formdata=None, obj=None) -> Form:
    return STEP(formdata, data={"done_on": today()})


def end_early(formdata=None, obj=None) -> Form:
    return END_EARLY(formdata, data={"ended_on": today()})
