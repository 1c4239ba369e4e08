"""What is done beside the web server: the sheets, the nightly look at the data, large files. What each does is theirs."""

import logging
import os
import signal
import threading
from datetime import datetime

from huey import Huey, PostgresHuey, SqliteHuey, crontab
from huey.consumer import Consumer

import config
import language
from database import db
from operations import match_pairs, quality_rules, season, season_work, sent_forms, sessions, signin_log
from sync import asked, pulse
from sync import run as sheets
from sync.importing import keeping, uploads
from sync.importing import work as files

log = logging.getLogger(__name__)
LOOK_ROUND = 1.0  # seconds between two looks at whether to go on
SLICE = 10  # seconds of an import, then others have their turn


def queue(settings: config.Config) -> Huey:
    """The queue: a file of its own beside SQLite, for queue and data in one file lock each other out."""
    if settings.database_url.startswith("sqlite:"):
        return SqliteHuey("gongyou", filename=str(settings.instance / "queue.db"), results=False)
    return PostgresHuey("gongyou", dsn=settings.database_url, table_prefix="queue", results=False)


def scheduled(settings: config.Config) -> Huey:
    """The queue with its periodic work. A run that waited until the next one is due is dropped."""
    huey, minutes = queue(settings), settings.sync_minutes

    @huey.periodic_task(crontab(minute=f"*/{minutes}"), expires=60 * minutes)
    def bring_sheets_together():
        sync_sheets(settings)
        look_if_asked()

    @huey.periodic_task(crontab(hour="3", minute="17"), expires=3600)
    def tidy_up():
        forget_what_is_old(settings)
        look_for_what_is_wrong(full=datetime.now().day == 1)
        empty_old_imports(settings)

    @huey.periodic_task(crontab(), expires=60)
    def tell_pairs():
        pair_those_who_chose(settings)

    carry_on, run_them = importing(huey, settings), running(huey, settings)
    go_on = seasoning(huey, settings)

    @huey.periodic_task(crontab(), expires=60)
    def look_for_imports():
        """What a worker that died was at is gone on with."""
        if waiting_imports():
            carry_on()
        if waiting_runs(settings):
            run_them()
        go_on()

    return huey


# Runs that somebody asked for ---------------------------------------------------------------------


def running(huey: Huey, settings: config.Config):
    """The task that runs the sheets that somebody asked for on screen."""

    @huey.task()
    def run_what_was_asked():
        run_asked(settings)

    return run_what_was_asked


def run_soon(settings: config.Config) -> None:
    """Tell the worker that a run was asked for; it would find it within a minute by itself."""
    huey = queue(settings)
    try:
        running(huey, settings)()
    finally:
        huey.storage.close()


def run_asked(settings: config.Config) -> None:
    """Each run that waits, one after the other. One that goes wrong keeps no other from its turn."""
    with db.connection_context():
        for one in asked.waiting():
            try:
                asked.carry_out(one, settings)
            except Exception:
                log.exception("A run that was asked for could not be carried out.")


def waiting_runs(settings: config.Config) -> bool:
    """Whether a run waits; what a worker that died was at waits again."""
    with db.connection_context():
        asked.revive(settings)
        return bool(asked.waiting())


def begin_again(settings: config.Config) -> None:
    """We are the worker now: what the one before us was at is to be done once more."""
    with db.connection_context():
        asked.revive(settings, all_of_them=True)


# Files --------------------------------------------------------------------------------------------


def importing(huey: Huey, settings: config.Config):
    """The task that works at what was brought in, a slice at a time, until nothing waits."""

    @huey.task()
    def carry_on_imports():
        if bring_files_in(settings):
            carry_on_imports()

    return carry_on_imports


def import_soon(settings: config.Config) -> None:
    """Tell the worker that something was brought; it would find it within a minute by itself."""
    huey = queue(settings)
    try:
        importing(huey, settings)()
    finally:
        huey.storage.close()


def bring_files_in(settings: config.Config) -> bool:
    """A slice of work at each import that waits; whether some still do."""
    try:
        with db.connection_context():
            for one in uploads.waiting():
                files.carry_on(one, settings.instance / keeping.FOLDER, SLICE)
            return bool(uploads.waiting())
    except Exception:
        log.exception("A file could not be brought in.")
        return False


def waiting_imports() -> bool:
    with db.connection_context():
        return bool(uploads.waiting())


def empty_old_imports(settings: config.Config) -> None:
    try:
        with db.connection_context():
            keeping.empty_old(settings.instance / keeping.FOLDER)
    except Exception:
        log.exception("Old imports could not be emptied.")


# Seasons ------------------------------------------------------------------------------------------


def seasoning(huey: Huey, settings: config.Config):
    """The task that works out seasons and enrols, a slice at a time, until nothing waits."""

    @huey.task()
    def carry_on_seasons():
        if give_seasons_out():
            carry_on_seasons()

    return carry_on_seasons


def seasons_soon(settings: config.Config) -> None:
    """Tell the worker that a season is to be worked at; it would find it within a minute by itself."""
    huey = queue(settings)
    try:
        seasoning(huey, settings)()
    finally:
        huey.storage.close()


def give_seasons_out() -> bool:
    """A slice of work at each season that waits; whether some still do."""
    try:
        with db.connection_context():
            for one in season.waiting():
                season_work.carry_on(one, SLICE)
            return bool(season.waiting())
    except Exception:
        log.exception("The classes of a season could not be given out.")
        return False


# The schedule -------------------------------------------------------------------------------------


def pair_those_who_chose(settings: config.Config) -> None:
    """Where the time to choose is over: the couples, and every choice wiped. What goes wrong is tried again in a minute."""
    language.speak(settings.locale)
    try:
        with db.connection_context():
            match_pairs.look()
    except Exception:
        log.exception("The pairs of an event could not be worked out.")


def sync_sheets(settings: config.Config) -> None:
    """One run of every sheet. What goes wrong is noted down; the next run comes anyway."""
    language.speak(settings.locale)
    try:
        with db.connection_context():
            sheets.run_all(settings, hints=True)
        pulse.beat(settings.instance)
    except Exception:
        log.exception("The shared sheets could not be brought together.")


def forget_what_is_old(settings: config.Config) -> None:
    """Lines of the sign-in log, sessions and forms that are older than they need to be."""
    try:
        with db.connection_context():
            signin_log.purge(settings.sign_in_months)
            sessions.purge(settings.session_hours)
            sent_forms.purge()
    except Exception:
        log.exception("What is too old could not be taken out.")


def look_if_asked() -> None:
    """A look at the quality of the data that somebody asked for on a desk too large to wait for it."""
    look_for_what_is_wrong(only_if_asked=True)


def look_for_what_is_wrong(full: bool = False, only_if_asked: bool = False) -> None:
    """The nightly look for values that break a rule; once a month every record is read anew."""
    try:
        with db.connection_context():
            asked = quality_rules.wanted()
            if asked or not only_if_asked:
                quality_rules.look_through(asked.who if asked else "system", full)
    except Exception:
        log.exception("The quality of the data could not be looked at.")


def work(settings: config.Config, parent: int | None = None) -> None:
    """Work until SIGINT or SIGTERM, or until the process that started us is gone; finish what is begun."""
    enough = threading.Event()
    begin_again(settings)
    consumer = Consumer(scheduled(settings), workers=1)
    consumer.start()
    for number in (signal.SIGINT, signal.SIGTERM):  # huey drops what is begun on one of the two
        signal.signal(number, lambda *_args: enough.set())
    while not enough.wait(LOOK_ROUND) and parent in (None, os.getppid()):
        pulse.breathe(settings.instance)
        consumer.check_worker_health()
    consumer.stop(graceful=True)
