"""Mentorship contracts by trade and year: one grouped query, each figure with the list it counts."""

from dataclasses import dataclass

from peewee import JOIN, Case, fn

import filters
import scope
from filters import Condition
from language import gettext
from models import MentorshipContract, Organisation, Trade
from reports.mentorship import SIGNED
from scope import Actor

YEARS = 3  # the one asked for and those before it


@dataclass(frozen=True)
class Cell:
    """The contracts of a trade that were signed in a year."""

    count: int
    conditions: tuple[Condition, ...]


@dataclass(frozen=True)
class Line:
    """A trade; `trade` is "" for the whole, and its code for any other."""

    words: str
    trade: str
    cells: list[Cell]


@dataclass(frozen=True)
class Table:
    """Trades × years, the whole first, then the trade with the most contracts in the last year."""

    years: list[int]
    lines: list[Line]

    @property
    def trades(self) -> list[int]:
        """In how many trades contracts were signed, year by year."""
        return [sum(1 for line in self.lines[1:] if line.trade and line.cells[n].count) for n in range(YEARS)]


def by_trade(year: int, by: Actor, organisation: Organisation | None = None) -> Table:
    """The contracts signed in a year and the two before it, in a union and below or in all that somebody sees."""
    years = list(range(year - YEARS + 1, year + 1))
    rows = [
        Line(
            name or gettext("No trade"),
            f"T-{id}" if id else "none",
            cells(years, counts, id or None, organisation),
        )
        for id, name, *counts in counted(years, by, organisation)
    ]
    rows = [row for row in rows if any(cell.count for cell in row.cells)]
    rows.sort(key=lambda row: ([-cell.count for cell in reversed(row.cells)], row.words))
    sums = [sum(row.cells[number].count for row in rows) for number in range(YEARS)]
    return Table(years, [Line(gettext("All trades"), "", cells(years, sums, 0, organisation)), *rows])


def counted(years, by, organisation):
    """(trade, its name, how many in each year)."""
    contract = MentorshipContract
    query = filters.narrow(scope.visible(contract, by), contract, whole(years, organisation), by)
    sums = [fn.SUM(Case(None, [(in_year(contract.signed_on, year), 1)], 0)) for year in years]
    joined = query.join(Trade, JOIN.LEFT_OUTER, on=contract.trade == Trade.id)
    for id, name, *counts in (
        joined.select(contract.trade, Trade.name, *sums).group_by(contract.trade, Trade.name).tuples()
    ):
        yield id, name, *map(int, counts)


def in_year(column, year):
    return (column >= f"{year}-01-01") & (column <= f"{year}-12-31")


def cells(years, counts, trade, organisation):
    """`trade`: an id, None where a contract names none, 0 for whichever."""
    at = {0: (), None: (Condition("trade", "empty", "yes"),)}.get(
        trade, (Condition("trade", "is", f"T-{trade}"),)
    )
    return [
        Cell(count, (*at, *whole([year], organisation))) for year, count in zip(years, counts, strict=True)
    ]


def whole(years, organisation):
    """Signed within these years and not cancelled since, in the union asked for."""
    term = (
        Condition("signed_on", "from", f"{years[0]}-01-01"),
        Condition("signed_on", "to", f"{years[-1]}-12-31"),
    )
    union = (Condition("organisation", "within", organisation.code),) if organisation else ()
    return (*term, SIGNED, *union)


def csv_rows(table: Table):
    """Header and rows of the report's file: one row for each trade and year."""
    yield [gettext("Indicator"), gettext("Value"), gettext("Numerator"), gettext("Denominator")]
    for number, year in enumerate(table.years):
        yield [
            gettext("Trades with contracts signed in %(year)s", year=year),
            str(table.trades[number]),
            "",
            "",
        ]
    for line in table.lines:
        for year, cell in zip(table.years, line.cells, strict=True):
            label = gettext("Contracts signed in %(year)s (%(trade)s)", year=year, trade=line.words)
            yield [label, str(cell.count), "", ""]
