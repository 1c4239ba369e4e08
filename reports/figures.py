"""How a month report is worked out: an indicator is a list narrowed by conditions, its figure the length.

The figure of a union and the list behind it are the same conditions, so they cannot disagree. Which
indicators there are is declared by area, beside this file; how they are drawn belongs to the screens.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from filters import Condition
from language import gettext, speaking
from language import lazy as _
from models import MonthClose, Organisation
from reports.counting import Counting
from rules.ledgers import HIGHEST_AGE, LOWEST_AGE, aged
from rules.staying import months_after
from texts import tidy

MONTH = re.compile(r"(\d{4})-(\d{1,2})")


@dataclass(frozen=True)
class Indicator:
    """One line of a report: what is counted, or with `of` the share of it in something larger."""

    label: str
    model: type
    conditions: tuple[Condition, ...]
    of: tuple[Condition, ...] | None = None  # the denominator's conditions, of the same entity
    adds: str = ""  # a column to add up, where the figure is not the number of records


@dataclass(frozen=True)
class Report:
    """One area's month."""

    name: str
    title: str
    sentence: str
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True)
class Row:
    """One figure. `link` and `denominator_link` are the lists behind it: (table, conditions)."""

    indicator: str
    group: str
    value: str
    numerator: int
    denominator: int | None
    link: tuple[str, tuple[Condition, ...]]
    denominator_link: tuple[str, tuple[Condition, ...]] | None = None
    key: str = ""  # the indicator's label in English
    union: int | None = None  # of the group
    adds: str = ""
    figure: int | None = None  # where it is frozen


@dataclass(frozen=True)
class Result:
    """A report of one month, for one union or for all that somebody sees.

    `close` is set where the month is closed and the rows are as they stood then; `corrections` are those of
    earlier months that this one names, `later` those of this month since it was closed.
    """

    report: Report
    month: str
    organisation: Organisation | None
    rows: list[Row]
    union: Organisation | None = None  # whose report it is; None where it is of several
    close: MonthClose | None = None
    corrections: tuple = ()
    later: tuple = ()


# What an indicator may say -----------------------------------------------------------------------


def in_month(column: str) -> tuple[Condition, Condition]:
    """On a day of the month."""
    return Condition(column, "from", "{first}"), Condition(column, "to", "{last}")


def at_hour_in_month(column: str) -> tuple[Condition, Condition]:
    """At a time within the month, for columns that hold the hour too."""
    return Condition(column, "from", "{first} 00:00"), Condition(column, "to", "{last} 23:59")


def months_before(column: str, number: int) -> tuple[Condition, Condition]:
    """On a day of the month so many (1, 3 or 6) before."""
    return (
        Condition(column, "from", f"{{first_{number}}}"),
        Condition(column, "to", f"{{last_{number}}}"),
    )


def in_year_so_far(column: str) -> tuple[Condition, Condition]:
    """From the first of January to the end of the month."""
    return Condition(column, "from", "{year}"), Condition(column, "to", "{last}")


def by_end(column: str) -> Condition:
    """On the last day of the month or before."""
    return Condition(column, "to", "{last}")


def not_after(column: str) -> Condition:
    """Not after the month; without a date it counts."""
    return Condition(column, "to_or_empty", "{last}")


def still_at_end(column: str) -> Condition:
    """Not yet over when the month ended."""
    return Condition(column, "from_or_empty", "{next}")


def valid_at_end(column: str) -> Condition:
    """Good for the last day of the month, or for ever."""
    return Condition(column, "from_or_empty", "{last}")


def of_working_age(column: str) -> tuple[Condition, Condition]:
    """By the day of birth, on the last day of the month; whose is not known counts."""
    return Condition(column, "to_or_empty", "{of_age}"), Condition(column, "from_or_empty", "{not_aged}")


def one_of(column: str, *words) -> Condition:
    return Condition(column, "one_of", ",".join(words))


# Months ------------------------------------------------------------------------------------------


def bounds(month: str) -> dict[str, str]:
    """The days that a month's conditions name. Raises ValueError in words for what is no month."""
    parts = MONTH.fullmatch(tidy(month))
    if not parts or not 1900 <= int(parts[1]) <= 2100 or not 1 <= int(parts[2]) <= 12:
        raise ValueError(
            _("“%(text)s” is not a month: write year and month, such as 2026-03.", text=month[:20])
        )
    first = date(int(parts[1]), int(parts[2]), 1)
    following = (first + timedelta(days=31)).replace(day=1)
    last = following - timedelta(days=1)
    days = {"first": first, "last": last, "next": following, "year": first.replace(month=1)}
    days |= {"eve": first - timedelta(days=1), "of_age": aged(last, LOWEST_AGE)}
    days["not_aged"] = aged(last, HIGHEST_AGE) + timedelta(days=1)
    for number in (1, 3, 6):  # the months before, by whose beginners is asked who stayed
        start = months_after(first, -number)
        days |= {f"first_{number}": start, f"last_{number}": months_after(start, 1) - timedelta(days=1)}
    return {name: day.isoformat() for name, day in days.items()}


def dated(conditions, days):
    return tuple(replace(c, text=c.text.format(**days)) for c in conditions)


# A report ----------------------------------------------------------------------------------------


def worked_out(report: Report, month: str, counting: Counting) -> list[Row]:
    """Every indicator as it stands now: the whole first, then each union below that has something to show."""
    days = bounds(month)
    return [row for indicator in report.indicators for row in lines(indicator, days, counting)]


def key(indicator) -> str:
    """By which an indicator is known in every language, and years later."""
    with speaking("en"):
        return str(indicator.label)


def lines(indicator, days, counting):
    """The rows of one indicator."""
    counted = dated(indicator.conditions, days)
    tops = counting.figures(indicator.model, counted, indicator.adds)
    bottoms = counting.figures(indicator.model, dated(indicator.of, days)) if indicator.of else None
    for group in counting.groups:
        top, bottom = tops[group], bottoms[group] if bottoms else None
        if group is counting.whole or top or bottom:
            yield line(indicator, days, group, top, bottom)


def line(indicator, days, group, top, bottom):
    table = indicator.model._meta.table_name
    base = dated(indicator.of, days) if indicator.of else None
    return Row(
        indicator=str(indicator.label),
        group=group.words,
        value=str(top) if indicator.of is None else percentage(top, bottom),
        numerator=top,
        denominator=bottom,
        link=(table, dated(indicator.conditions, days) + group.conditions(indicator.model)),
        denominator_link=(table, base + group.conditions(indicator.model)) if base else None,
        key=key(indicator),
        union=group.union,
        adds=indicator.adds,
    )


def percentage(top: int, bottom: int) -> str:
    """`93.64%`; a dash where there is nothing to have a share in."""
    if not bottom:
        return "—"
    share = (Decimal(100 * top) / bottom).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{share}%"


def csv_rows(result: Result):
    """Header and rows of the report's file."""
    yield [gettext("Indicator"), gettext("Value"), gettext("Numerator"), gettext("Denominator")]
    for row in result.rows:
        yield [csv_label(row), row.value, *fraction(row)]
    for one in result.corrections:
        yield [correction_words(one), one.after.value, *fraction(one.after)]
    if result.close:
        yield [closed_words(result.close), "", "", ""]


def fraction(row):
    rate = row.denominator is not None
    return [str(row.numerator), str(row.denominator)] if rate else ["", ""]


def correction_words(one):
    return gettext(
        "Correction of %(month)s: %(indicator)s, was %(value)s (%(came)s came, %(gone)s went)",
        month=one.month, indicator=one.indicator, value=one.before.value, came=one.came, gone=one.gone,
    )  # fmt: skip


def closed_words(close):
    return gettext(
        "%(month)s closed at %(time)s by %(name)s",
        month=close.month, time=f"{close.closed_at:%Y-%m-%d %H:%M:%S}", name=who_words(close.who),
    )  # fmt: skip


def who_words(who):
    return gettext("The system") if who == "system" else who


def csv_label(row):
    if not row.group:
        return row.indicator
    return gettext("%(indicator)s (%(group)s)", indicator=row.indicator, group=row.group)
