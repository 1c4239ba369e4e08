"""When somebody who began a job is asked whether they are still there: after one, three, six months. Pure."""

from calendar import monthrange
from datetime import date, timedelta

from choices import PlacementStep

PATIENCE = timedelta(days=14)  # after that a check is overdue


def due_on(started_on: date, step: PlacementStep) -> date:
    """The same day so many months later, or the last of that month: 31 January, 28 February."""
    return months_after(started_on, int(step))


def months_after(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def latest_start(today: date, step: PlacementStep, overdue: bool = False) -> date:
    """Who began on this day or before is due to be asked (or overdue) on the day `today`.

    The other way round than `due_on`, so that a database can look for it: 31 January is due with 28 February.
    """
    day = today - PATIENCE - timedelta(days=1) if overdue else today
    first = months_after(day, -int(step))
    last_of_month = day.day == monthrange(day.year, day.month)[1]
    return first.replace(day=monthrange(first.year, first.month)[1]) if last_of_month else first


def last_step(steps) -> PlacementStep | None:
    """The farthest of the steps at which somebody was still there."""
    return max(steps, key=int, default=None)


def day_after(day: date) -> date:
    return day + timedelta(days=1)
