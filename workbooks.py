"""A table of records as an XLSX workbook that opens right: text that stays text, dates that are dates, no formula.

Written row by row, so that memory stays flat. Which rows, and who may have them, is not decided here.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from typing import BinaryIO

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from fields import (
    BooleanField,
    Column,
    CreditCodeField,
    DateField,
    DateTimeField,
    DecimalField,
    ForeignKeyField,
    IdNumberField,
    IntegerField,
    PhoneField,
)
from language import gettext

MOST_ROWS = 1_048_575  # that a sheet holds below its header
NUMBERS = (IntegerField, DecimalField)
DIGITS = (PhoneField, IdNumberField, CreditCodeField)
SAFE_DIGITS = 15  # a spreadsheet keeps no more of a number
FIRST_DAY = "1900-03-01"  # spreadsheets do not agree on the days before
Facts = Callable[[int], list[tuple[str, str]]]


def width(field: Column) -> int:
    """How wide a column is drawn, in characters."""
    if isinstance(field, (DateField, DateTimeField, *NUMBERS, BooleanField)):
        return 12
    return 26 if field.wide or isinstance(field, ForeignKeyField) else 20 if isinstance(field, DIGITS) else 14


def too_many() -> str:
    return gettext(
        "An Excel sheet holds %(most)s rows, and these are more: narrow them, or take CSV.", most=MOST_ROWS
    )


class PlainSheet(Worksheet):
    """XlsxWriter takes a text from <r> to </r> for markup of its own and writes it as it stands: here a text is a text."""

    def _xml_rich_inline_string(self, string, attributes=()):
        self._xml_inline_string(string, True, attributes)


def write(file: BinaryIO, title: str, fields: list[Column], table: Iterator[list[str]], facts: Facts) -> int:
    """Write header and rows of a table (first the code, then `fields`) and, on a sheet of its own, what it is.

    `facts(rows)` are the (label, text) of that sheet. Returns the number of rows. Raises nothing of its own:
    whether the rows fit is asked before, by `MOST_ROWS`.
    """
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = Workbook(file, options)
    book.use_zip64()
    rows = Sheet(book, title, fields).fill(table)
    told = facts(rows)
    describe(book, told)
    book.set_properties({"title": title, "comments": "\n".join(f"{label}: {text}" for label, text in told)})
    book.close()
    return rows


def pieces(*what) -> Iterator[bytes]:
    """The bytes of a workbook (see `write`). The first come when it is whole: until then it waits on the disk."""
    with tempfile.TemporaryFile() as whole:
        write(whole, *what)
        whole.seek(0)
        yield from iter(partial(whole.read, shutil.COPY_BUFSIZE), b"")


class Sheet:
    """The sheet with the rows."""

    def __init__(self, book, title, fields):
        self.sheet = book.add_worksheet(title[:31], PlainSheet)
        self.head = book.add_format({"bold": True, "bottom": 1, "num_format": "@"})
        text = book.add_format({"num_format": "@"})
        self.sheet.set_column(0, 0, 10, text)
        self.puts = [self.sheet.write_string]
        for place, field in enumerate(fields, 1):
            form, put = shape(field, self.sheet)
            self.sheet.set_column(place, place, width(field), book.add_format({"num_format": form}))
            self.puts.append(put)

    def fill(self, table) -> int:
        self.sheet.freeze_panes(1, 1)
        for place, label in enumerate(next(table)):
            self.sheet.write_string(0, place, label, self.head)
        line = 0
        for line, texts in enumerate(table, 1):
            for place, text in enumerate(texts):
                if text:
                    self.puts[place](line, place, text)
        self.sheet.autofilter(0, 0, line, len(self.puts) - 1)
        return line


def shape(field, sheet):
    """(number format, what puts a text into a cell) of a column. A masked text is no number and stays text."""
    if isinstance(field, DateField):
        return "yyyy-mm-dd", day(sheet)
    if isinstance(field, NUMBERS):
        places = -field.unit.as_tuple().exponent if isinstance(field, DecimalField) else 0
        return "0" + ("." + "0" * places if places else ""), number(sheet)
    return "@", sheet.write_string


def day(sheet):
    def put(line, place, text):
        if text < FIRST_DAY or "*" in text:
            return sheet.write_string(line, place, text)
        return sheet.write_datetime(line, place, datetime.fromisoformat(text))

    return put


def number(sheet):
    def put(line, place, text):
        if len(text) > SAFE_DIGITS or "*" in text:
            return sheet.write_string(line, place, text)
        return sheet.write_number(line, place, float(text))

    return put


def describe(book, told):
    """The last sheet: who took the rows, when, narrowed how, how many."""
    sheet = book.add_worksheet(gettext("About this file"), PlainSheet)
    sheet.set_column(0, 0, 16, book.add_format({"num_format": "@", "bold": True, "valign": "top"}))
    sheet.set_column(1, 1, 80, book.add_format({"num_format": "@", "text_wrap": True}))
    for line, texts in enumerate(told):
        for place, text in enumerate(texts):
            sheet.write_string(line, place, text)
