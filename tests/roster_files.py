"""Rosters as files, made for a test, and what is read of them in the words of the columns. No expectations here."""

import openpyxl
import pytest

from models import Worker
from sync.rosters.roster import opened


@pytest.fixture
def roster_book(tmp_path):
    """Makes a workbook of `{tab: rows}` with merged cells and says where it is."""

    def make(tabs, merged=(), change=None, name="花名册.xlsx"):
        book = openpyxl.Workbook()
        book.remove(book.active)
        for title, rows in tabs.items():
            tab = book.create_sheet(title)
            for row in rows:
                tab.append(row)
        for cells in merged:
            book.worksheets[0].merge_cells(cells)
        if change:
            change(book)
        book.save(tmp_path / name)
        return tmp_path / name

    return make


@pytest.fixture
def roster_text(tmp_path):
    """Makes a file of these bytes and says where it is."""

    def make(content, name="roster.csv"):
        (tmp_path / name).write_bytes(content)
        return tmp_path / name

    return make


def read(path, model=Worker, **how):
    """[{line, column: text}] of the tab that fits best, and the table that it was read from."""
    with opened(path) as roster:
        table = roster.table(roster.best(model), model, **how)
        rows = [
            {"line": row.line, **{name: row.texts[place] for place, name in table.places.items()}}
            for row in table.rows()
        ]
        return rows, table


def left_out(table):
    return {reason: skipped.lines for reason, skipped in table.skipped.items()}
