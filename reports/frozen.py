"""A closed month as it stood: its figures and the rows behind each. Closing one is `operations.months`."""

import json
import re

from peewee import SQL, Cast, Expression, Value, fn

import scope
from filters import Condition
from models import MonthClose, MonthFigure, MonthRows, Organisation
from reports.figures import Report, Row, key
from scope import Actor

NUMERATOR, DENOMINATOR = 0, 1
# Ids to a row: as many bits as an integer holds on every engine. Written out, for PostgreSQL groups by what it can compare.
BLOCK = SQL("60")
FIGURE = re.compile(r"(\d{1,9})(-1)?")  # in an address: `12` the rows of a figure, `12-1` of its denominator


def in_force():
    return MonthClose.reopened_at.is_null()


def close_of(report: str, month: str, union: Organisation) -> MonthClose | None:
    """The close of a month in force, if it is closed."""
    own = MonthClose.select().where(MonthClose.organisation == union.id, in_force())
    return own.where(MonthClose.report == report, MonthClose.month == month).first()


def rows(report: Report, close: MonthClose) -> list[Row]:
    """The figures of a closed month, as they were printed; labels in the language of today."""
    own = MonthFigure.select().where(MonthFigure.close == close.id, MonthFigure.month == close.month)
    words = labels(report)
    return [row(figure, words) for figure in own.order_by(MonthFigure.place)]


def labels(report: Report) -> dict[str, str]:
    """{by which an indicator is known: what it is called today, in the spoken language}."""
    return {key(indicator): str(indicator.label) for indicator in report.indicators}


def row(figure: MonthFigure, labels) -> Row:
    return Row(
        indicator=labels.get(figure.indicator, figure.indicator), group=figure.group, value=figure.value,
        numerator=figure.numerator, denominator=figure.denominator, link=(figure.entity, conditions(figure.counted)),
        denominator_link=(figure.entity, conditions(figure.of)) if figure.of else None,
        key=figure.indicator, union=figure.union, adds=figure.adds, figure=figure.id,
    )  # fmt: skip


def conditions(text) -> tuple[Condition, ...]:
    return tuple(Condition(*three) for three in json.loads(text))


def packed(given: tuple[Condition, ...]) -> str:
    """The conditions of a figure as they are kept with it."""
    return json.dumps([[one.column, one.operation, one.text] for one in given], ensure_ascii=False)


# The rows behind ---------------------------------------------------------------------------------


def named(text: str, by: Actor) -> tuple[MonthFigure, int] | None:
    """The figure and side that an address names; a foreign one and one that is not there look alike."""
    found = FIGURE.fullmatch(text)
    figure = MonthFigure.get_or_none(MonthFigure.id == int(found[1])) if found else None
    if figure is None or scope.find(Organisation, figure.close.organisation_id, by) is None:
        return None
    return figure, DENOMINATOR if found[2] else NUMERATOR


def inside(number, figure: MonthFigure, side: int):
    """The condition that a record of this number (a column, mostly) is behind a figure."""
    block = Expression(number, "/", BLOCK)
    bits = MonthRows.select(MonthRows.bits).where(
        MonthRows.rows == rows_of(figure, side), MonthRows.block == block
    )
    shifted = Expression(fn.COALESCE(bits, 0), ">>", place(number, block))
    return Expression(shifted, "&", 1) == 1


def place(number, block):
    """Which of the sixty."""
    return Cast(Expression(number, "-", Expression(block, "*", BLOCK)), "integer")


def rows_of(figure, side):
    return figure.rows_below if side else figure.rows


def how_many(figure: MonthFigure, side: int) -> int:
    """The rows that were behind a figure, those since removed for good among them."""
    return (
        MonthRows.select(fn.SUM(MonthRows.count)).where(MonthRows.rows == rows_of(figure, side)).scalar() or 0
    )


def sides(figure: MonthFigure) -> tuple[int, ...]:
    return (NUMERATOR, DENOMINATOR) if figure.of else (NUMERATOR,)


def keep(number: int, query) -> int:
    """Note down the ids of a query as the set of this number, by SQL alone."""
    id = query.model.id
    block = Expression(id, "/", BLOCK)
    bit = Expression(Cast(Value(1), "bigint"), "<<", place(id, block))
    bits, count = Cast(fn.SUM(bit), "bigint"), fn.COUNT(id)
    blocks = query.select(Cast(Value(number), "integer"), block, bits, count).group_by(block)
    MonthRows.insert_from(
        blocks, [MonthRows.rows, MonthRows.block, MonthRows.bits, MonthRows.count]
    ).execute()
    return number
