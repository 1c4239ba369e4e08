"""A season's classes given out at once: asked for, let in, stopped or dropped by a person. The work is `season_work`'s.

A proposal is rows of its own; enrolments come of it only when somebody lets it in.
"""

from datetime import date, timedelta

from peewee import fn

import scope
from choices import SeasonState, SeatState
from language import gettext, spoken
from models import Enrolment, Organisation, SeasonRun, SeasonSeat, now
from operations.records import permit
from operations.refusals import Refused

WORKING = (SeasonState.PROPOSING, SeasonState.ENROLLING)
QUIET = timedelta(seconds=120)  # after so long without a beat whoever worked at it is taken to be gone


# Who sees what ------------------------------------------------------------------------------------


def visible(by: scope.Actor):
    """The runs of unions in somebody's subtree, the newest first: a query."""
    below = scope.visible(Organisation, by, Organisation.id)
    return SeasonRun.select().where(SeasonRun.organisation.in_(below)).order_by(SeasonRun.id.desc())


def find(id: int, by: scope.Actor) -> SeasonRun | None:
    return visible(by).where(SeasonRun.id == id).first()


# Asked for ----------------------------------------------------------------------------------------


def ask(union: Organisation, first: date, last: date, by: scope.Actor) -> SeasonRun:
    """Have the classes that begin within these days given out to the people of a union and below."""
    permit(Enrolment, by)
    if last < first:
        raise Refused(gettext("The last day must not be before the first."))
    if (
        going := SeasonRun.select()
        .where(SeasonRun.organisation == union.id, SeasonRun.state.in_(WORKING))
        .first()
    ):
        return going
    return SeasonRun.create(
        organisation=union.id, first=first, last=last, account=by.account, acting=by.account, who=by.name,
        locale=spoken(), state=SeasonState.PROPOSING,
    )  # fmt: skip


def accept(one: SeasonRun, by: scope.Actor) -> None:
    """Let it in: from here on enrolments are made. Also what was stopped half way."""
    permit(Enrolment, by)
    left = seats(one).where(SeasonSeat.state == SeatState.PROPOSED).count()
    done = seats(one).where(SeasonSeat.state != SeatState.PROPOSED).count()
    move(
        one, SeasonState.ENROLLING, (SeasonState.PROPOSED, SeasonState.STOPPED),
        acting=by.account, done=done, total=left + done,
    )  # fmt: skip


def drop(one: SeasonRun, by: scope.Actor) -> None:
    """Nothing comes of it. What is enrolled already stays so."""
    permit(Enrolment, by)
    move(one, SeasonState.DROPPED, (SeasonState.PROPOSED, SeasonState.STOPPED, SeasonState.FAILED))
    SeasonSeat.delete().where(SeasonSeat.run == one.id, SeasonSeat.state == SeatState.PROPOSED).execute()


def ask_to_stop(one: SeasonRun, by: scope.Actor) -> None:
    permit(Enrolment, by)
    SeasonRun.update(stop=True).where(SeasonRun.id == one.id, SeasonRun.state.in_(WORKING)).execute()


def move(one, state, sources, **values):
    """From one of these states to another; refused when somebody else was faster."""
    values |= {"state": state, "stop": False, "beat_at": None}
    moved = SeasonRun.update(values).where(SeasonRun.id == one.id, SeasonRun.state.in_(sources)).execute()
    if not moved:
        raise Refused(gettext("Somebody else has gone on with this meanwhile. Look at it again."))


def seats(one):
    """Those who are to get a class."""
    return SeasonSeat.select().where(SeasonSeat.run == one.id, SeasonSeat.training_class.is_null(False))


# The work that waits ------------------------------------------------------------------------------


def waiting() -> list[SeasonRun]:
    """What is to be worked at and nobody works at now, the oldest first."""
    quiet = SeasonRun.beat_at.is_null() | (SeasonRun.beat_at < now() - QUIET)
    return list(SeasonRun.select().where(SeasonRun.state.in_(WORKING), quiet).order_by(SeasonRun.id))


# What it says ---------------------------------------------------------------------------------------


def counts(one: SeasonRun) -> dict[int, dict]:
    """{class: {state: how many}}."""
    query = seats(one).select(SeasonSeat.training_class, SeasonSeat.state, fn.COUNT(SeasonSeat.id))
    found = {}
    for place, state, number in query.group_by(SeasonSeat.training_class, SeasonSeat.state).tuples():
        found.setdefault(place, {})[state] = number
    return found
