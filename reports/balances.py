"""The report of the ledgers as tables: a ledger a table, a union a line, and whether it balances. Counts nothing anew."""

from dataclasses import dataclass

from choices import Ledger
from language import speaking
from models import Worker
from reports.figures import Result, Row, key
from reports.ledgers import balance

STEPS = ("opening", "came", "left", "closing")


@dataclass(frozen=True)
class Line:
    """One union in one ledger; a figure that the report leaves out, because it is nothing, is None."""

    words: str
    opening: Row | None
    came: Row | None
    left: Row | None
    closing: Row | None

    @property
    def figures(self) -> list[Row | None]:
        return [self.opening, self.came, self.left, self.closing]

    @property
    def balances(self) -> bool:
        opening, came, left, closing = (row.numerator if row else 0 for row in self.figures)
        return opening + came - left == closing


@dataclass(frozen=True)
class Balance:
    """One ledger in a month."""

    ledger: Ledger
    lines: list[Line]


def of(result: Result) -> list[Balance]:
    """The three ledgers of a report."""
    return [Balance(ledger, list(lines(ledger, result))) for ledger in Ledger]


def lines(ledger, result):
    with speaking("en"):
        keys = [key(indicator) for indicator in balance(ledger)]
    rows = {(row.key, row.union, row.group): row for row in result.rows if row.key in keys}
    groups = list(dict.fromkeys((row.union, row.group) for row in rows.values()))
    for union, words in groups:
        found = (rows.get((one, union, words)) for one in keys)
        yield Line(words, *found)


def register(result: Result) -> list[Row]:
    """Where everybody of working age stands: the lines about people, for the whole."""
    return [row for row in result.rows if row.link[0] == Worker._meta.table_name and not row.group]
