"""What one row of a file comes to: new, changed, same or refused. Pure.

It is the merge of the shared sheets with nothing agreed before: a blank cell agrees with that nothing and leaves
the record alone, any other cell that differs wins. A masked cell is no cell. One bad cell refuses the whole row:
it comes back, and is brought again.
"""

from dataclasses import dataclass, field

from choices import ImportOutcome
from language import gettext
from sync.cells import Cells
from sync.plan import Column, Known, Memory, OfficeRow, Plan, SheetRow, Wrong


@dataclass(frozen=True)
class FileRow:
    """A row of the file in plain text. `masked`: columns that hold a mask; `trouble`: why it names no record."""

    line: int
    cells: dict[str, str | Wrong]
    masked: frozenset = frozenset()
    trouble: str = ""
    identity: str = ""


@dataclass(frozen=True)
class Decided:
    """What a row comes to. `cells`: {column: (before, after)}; `problems`: {column: words}, "" for the row."""

    outcome: ImportOutcome
    cells: dict[str, tuple[str, str]] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)


def decide(columns: list[Column], row: FileRow, record: OfficeRow | None, blanks: bool = False) -> Decided:
    """What the row comes to. `record`: whose row it is; `blanks`: a blank cell empties the record's. Total."""
    if row.trouble:
        return Decided(ImportOutcome.REFUSED, problems={"": row.trouble})
    return newcomer(columns, row) if record is None else known(columns, row, record, blanks)


def newcomer(columns, row):
    texts = {name: value for name, value in row.cells.items() if isinstance(value, str) and value}
    problems = {c.name: f"{c.label}：{words}" for c in columns if (words := lacking(c, row, texts))}
    if problems:
        return Decided(ImportOutcome.REFUSED, problems=problems)
    return Decided(ImportOutcome.NEW, {name: ("", text) for name, text in texts.items()})


def lacking(column, row, texts):
    """What keeps a new record from having this column."""
    value = row.cells.get(column.name)
    if isinstance(value, Wrong):
        return value.words
    if column.name in row.masked:
        return gettext("is masked; a new record needs the whole value")
    if column.required and not column.defaulted and not texts.get(column.name):
        return gettext("is required")
    return ""


def known(columns, row, record, blanks):
    """Cell by cell, as a sheet: what was agreed is nothing, or what the record holds where a blank is to count."""
    plan = Plan(known={})
    office = OfficeRow(record.record, record.code, {c.name: record.cells.get(c.name, "") for c in columns})
    base = {name: office.cells[name] for name, text in row.cells.items() if blanks and text == ""}
    rules = Cells([column for column in columns if column.name in row.cells], Memory(), plan)
    decision = rules.decide(SheetRow(row.line, "", row.cells), Known("", cells=base), office)
    if plan.findings:
        return Decided(ImportOutcome.REFUSED, problems={one.column: one.text for one in plan.findings})
    cells = {name: (office.cells[name], text) for name, text in decision.to_record.items()}
    return Decided(ImportOutcome.CHANGED if cells else ImportOutcome.SAME, cells)
