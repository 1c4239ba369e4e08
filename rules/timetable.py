"""When lessons are: those that come every week, and two at the same time. Pure; who and where is asked elsewhere."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

DAY = timedelta(days=1)
LESSON = timedelta(minutes=45)  # what the register calls an hour of teaching


@dataclass(frozen=True)
class Span:
    """From when to when."""

    starts_at: datetime
    ends_at: datetime

    def meets(self, other: "Span") -> bool:
        """Whether both are at the same time; one that begins as the other ends does not meet it."""
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at


def hours(spans: Iterable[Span]) -> int:
    """Whole hours of teaching, of 45 minutes, in all of them together."""
    return sum((span.ends_at - span.starts_at for span in spans), timedelta()) // LESSON


def weekly(
    first: Span, count: int, weekdays: Collection[int] = (), left_out: Collection[date] = ()
) -> Iterator[Span]:
    """So many lessons like the first, week after week, none on a day that is left out.

    `weekdays`: 1 is Monday; none, the weekday of the first. The first day is looked at like any other.
    """
    on = set(weekdays) or {first.starts_at.isoweekday()}
    span = first
    while count:
        if span.starts_at.isoweekday() in on and span.starts_at.date() not in left_out:
            yield span
            count -= 1
        span = Span(span.starts_at + DAY, span.ends_at + DAY)
