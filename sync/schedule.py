"""When a shared sheet runs by itself, and when it has gone without a good run for too long. Running it is `run`."""

from datetime import datetime, timedelta

import models
from choices import Schedule, SheetState
from config import Config
from models import SharedSheet
from sync import places, stillness

SPANS = {Schedule.HOURLY: timedelta(hours=1), Schedule.DAILY: timedelta(days=1)}
STALE = 3  # spans without a good run


def due(sheet: SharedSheet, settings: Config) -> bool:
    """Whether the worker must run it now. A run that broke off is tried again with the next."""
    span = SPANS.get(sheet.schedule)
    if span is None or sheet.ran_at is None:
        return sheet.schedule != Schedule.HAND
    if sheet.state in (SheetState.FAILED, SheetState.BUSY):
        return True
    # Half a round early, for a run is noted down at its end: else an hour would become an hour and a round.
    return models.now() - sheet.ran_at >= span - timedelta(minutes=settings.sync_minutes) / 2


def next_run(sheet: SharedSheet, settings: Config) -> datetime | None:
    """When the worker will run it by itself; None where it will not. An untouched one may rest then."""
    if sheet.paused or sheet.schedule == Schedule.HAND:
        return None
    often, now = timedelta(minutes=settings.sync_minutes), models.now()
    broke_off = sheet.state in (SheetState.FAILED, SheetState.BUSY)
    span = SPANS.get(sheet.schedule)
    wanted = now if span is None or sheet.ran_at is None or broke_off else sheet.ran_at + span - often / 2
    return round_at(max(wanted, now), settings.sync_minutes)


def round_at(moment, minutes):
    """The worker's first round from then on: it begins anew with each hour."""
    hour = moment.replace(minute=0, second=0, microsecond=0)
    rounds = -(-(moment - hour) // timedelta(minutes=minutes))  # rounded up
    return min(hour + rounds * timedelta(minutes=minutes), hour + timedelta(hours=1))


def stale(sheet: SharedSheet, settings: Config) -> bool:
    """Whether its last good run is longer ago than its schedule lets one expect."""
    if sheet.paused or sheet.schedule == Schedule.HAND:
        return False
    return models.now() - (sheet.good_at or sheet.created_at) > STALE * expected(sheet, settings)


def expected(sheet, settings):
    """The longest time from one good run to the next. One at Google may rest for a while, untouched."""
    often = timedelta(minutes=settings.sync_minutes)
    if sheet.backend == places.GOOGLE:
        often = max(often, stillness.LONGEST)
    return SPANS.get(sheet.schedule, often)
