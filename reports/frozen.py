"""A closed month as it stood: its figures and the rows behind each. Closing one is `operations.months`."""

import json
import re

from peewee import Cast, Select, Value, fn

import scope
from filters import Condition
from models import MonthClose, MonthFigure, MonthRows, Organisation
from reports.figures import Report, Row, key
from scope import Actor

NUMERATOR, DENOMINATOR = 0, 1
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


def inside(model, figure: MonthFigure, side: int):
    """The condition that a record is behind a figure: the run of ids that begins nearest below reaches to it."""
    run = MonthRows.select(MonthRows.last).where(MonthRows.figure == figure.id, MonthRows.side == side)
    nearest = run.where(MonthRows.first <= model.id).order_by(MonthRows.first.desc()).limit(1)
    return model.id <= fn.COALESCE(nearest, -1)


def how_many(figure: MonthFigure, side: int) -> int:
    """The rows that were behind a figure, those since removed for good among them."""
    length = fn.SUM(MonthRows.last - MonthRows.first + 1)
    return MonthRows.select(length).where(MonthRows.figure == figure.id, MonthRows.side == side).scalar() or 0


def sides(figure: MonthFigure) -> tuple[int, ...]:
    return (NUMERATOR, DENOMINATOR) if figure.of else (NUMERATOR,)


def keep(figure: MonthFigure, side: int, query) -> None:
    """Note down the rows of a query as runs of ids: an id less its place in the order is the same along a run."""
    model = query.model
    place = fn.ROW_NUMBER().over(order_by=[model.id])
    ids = query.select(model.id.alias("id"), (model.id - place).alias("run")).alias("ids")
    number, half = Cast(Value(figure.id), "integer"), Cast(Value(side), "integer")
    runs = Select([ids], [number, half, fn.MIN(ids.c.id), fn.MAX(ids.c.id)]).group_by(ids.c.run)
    MonthRows.insert_from(runs, [MonthRows.figure, MonthRows.side, MonthRows.first, MonthRows.last]).execute()
