"""Runs that somebody asks for on screen: asked for, stopped, done by the worker, and how they went told to who asked.

One at a time for each sheet. What a run does is `run`; how far it has come is `progress`.
"""

import json
import logging
from datetime import timedelta

import peewee

import models
import scope
from choices import AskedState, SheetState
from config import Config
from database import db
from language import gettext
from models import AskedRun, SharedSheet
from operations import Refused
from sync import progress
from sync.layout import model_of
from sync.outcome import Outcome
from sync.rights import hindrance
from sync.run import kept_plan, run
from sync.sharing import permit

TRIES = 3  # a run that a worker died of so often is given up
SILENT = 600  # seconds without a sign of life until a run counts as broken off
KEPT = timedelta(days=7)
log = logging.getLogger(__name__)


def going(sheet: SharedSheet) -> AskedRun | None:
    """The run of a sheet that somebody asked for and that is not over."""
    return AskedRun.get_or_none(AskedRun.going == sheet.id)


def ask(sheet: SharedSheet, by: scope.Actor, dry: bool = False) -> AskedRun:
    """Have the worker run a sheet, or play it through. While one goes on there is no second one: that one is meant."""
    permit(model_of(sheet), sheet.organisation, by)
    if words := hindrance(sheet):
        raise Refused(words)
    if one := going(sheet):
        return one
    AskedRun.delete().where(
        AskedRun.state == AskedState.OVER, AskedRun.asked_at < models.now() - KEPT
    ).execute()
    asked = {"account": by.account, "who": by.name, "dry": dry, "state": AskedState.WAITING}
    try:
        with db.atomic():
            return AskedRun.create(sheet=sheet, going=sheet.id, **asked)
    except peewee.IntegrityError:  # somebody pressed at the same moment
        return going(sheet) or ask(sheet, by, dry)


def stop(sheet: SharedSheet, by: scope.Actor, settings: Config) -> None:
    """Have it stop where that is safe: at once if it has not begun."""
    permit(model_of(sheet), sheet.organisation, by)
    if (one := going(sheet)) is None:
        return
    progress.stop(settings.instance, one.id)
    if one.state == AskedState.WAITING and claimed(one, AskedState.WAITING, AskedState.RUNNING):
        end(
            one,
            settings,
            Outcome(sheet.name, SheetState.BUSY, gettext("The run was cancelled before it began.")),
        )


# In the worker -----------------------------------------------------------------------------------


def waiting() -> list[AskedRun]:
    """Those that wait for the worker, the oldest first."""
    return list(AskedRun.select().where(AskedRun.state == AskedState.WAITING).order_by(AskedRun.id))


def claimed(one, was, becomes) -> bool:
    """Whether it was us who brought it from one state to the next."""
    mine = AskedRun.update(state=becomes).where(AskedRun.id == one.id, AskedRun.state == was)
    return bool(mine.execute())


def carry_out(one: AskedRun, settings: Config) -> None:
    """Do it, whatever happens to come of it."""
    if not claimed(one, AskedState.WAITING, AskedState.RUNNING):
        return
    one.tries += 1
    AskedRun.update(tries=one.tries).where(AskedRun.id == one.id).execute()
    if one.tries > TRIES:
        words = gettext("The worker broke off at this run several times. The log of the program says where.")
        end(one, settings, Outcome(one.sheet.name, SheetState.FAILED, words))
        return
    watch = progress.Watched(settings.instance, one.id)
    end(one, settings, run(one.sheet, settings, one.dry, watch=watch, who=one.who))


def end(one: AskedRun, settings: Config, outcome: Outcome) -> None:
    """It is over; whoever asked is still to be told."""
    plan = json.dumps(kept_plan(outcome), ensure_ascii=False) if one.dry else "{}"
    AskedRun.update(
        state=AskedState.OVER, going=None, ended_at=models.now(), outcome=outcome.outcome, words=outcome.words,
        plan=plan, run=outcome.history,
    ).where(AskedRun.id == one.id).execute()  # fmt: skip
    progress.forget(settings.instance, one.id)


def revive(settings: Config, all_of_them: bool = False) -> None:
    """What a worker that died was at waits again: all, where we are the new worker; else what has long been silent."""
    for one in AskedRun.select().where(AskedRun.state == AskedState.RUNNING):
        silent = progress.silent_for(settings.instance, one.id)
        if all_of_them or silent is None or silent > SILENT:
            claimed(one, AskedState.RUNNING, AskedState.WAITING)


# How it went ---------------------------------------------------------------------------------------


def untold(by: scope.Actor) -> list[AskedRun]:
    """Runs that somebody asked for, that are over, and of which they have not heard."""
    if by.account is None:
        return []
    mine = AskedRun.select().where(
        AskedRun.account == by.account, AskedRun.state == AskedState.OVER, ~AskedRun.told
    )
    return list(mine.order_by(AskedRun.id))


def tell(sheet: SharedSheet, by: scope.Actor) -> list[AskedRun]:
    """Those of one sheet; from now on they have heard."""
    found = [one for one in untold(by) if one.sheet_id == sheet.id]
    if found:
        AskedRun.update(told=True).where(AskedRun.id.in_([one.id for one in found])).execute()
    return found


def rehearsal(sheet: SharedSheet) -> AskedRun | None:
    """The latest run without writing whose result is still there."""
    mine = AskedRun.select().where(AskedRun.sheet == sheet, AskedRun.dry, AskedRun.state == AskedState.OVER)
    return mine.order_by(AskedRun.id.desc()).first()
