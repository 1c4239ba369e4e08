"""One workbook: where its header is, what its rows say, and how a batch changes its cells and nothing else.

Rows that go are blanked, not cut out: the rest of the tab (formulas, merged cells, hidden rows, colours) keeps
its place. Files and their locks do not belong here.
"""

import os
import re
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

import openpyxl
from openpyxl.styles import PatternFill
from openpyxl.utils import range_boundaries
from openpyxl.utils.cell import get_column_letter

from language import gettext
from sync.backends import ID, Batch, Broken, Busy, Layout, RawRow, Reading, Unreadable, headers
from sync.backends.cells import as_text
from sync.backends.dressing import GREY, dress, fill_lists

LOST = re.compile(r"xl/(charts|media|slicers|pivotTables|threadedComments|diagrams|embeddings)/|vbaProject")


class Workbook:
    """The workbook in `content`."""

    def __init__(self, content: bytes):
        self.content = content
        self.book = opened(content)
        self.tab, self.top, self.id_column = self.header()
        self.generation = self.stamp()

    # Reading ---------------------------------------------------------------------------------------

    def header(self):
        """(tab, row, column) of the hidden id's header: the newest where a tab was copied."""
        found = [place for tab in self.book.worksheets for place in stamps(tab)]
        if not found:
            raise Unreadable(
                gettext(
                    "The header row with the hidden column _id was not found in the first ten rows. Nothing was"
                    " changed: undo, or bring the file back from a copy."
                )
            )
        newest = max(generation for generation, *_place in found)
        tabs = {tab.title for generation, tab, *_rest in found if generation == newest}
        places = [place for place in found if place[1].title == min(tabs, key=self.book.sheetnames.index)]
        if len(places) > 1:
            raise Unreadable(gettext("The hidden column _id is there twice: remove the copied column."))
        return places[0][1:]

    def stamp(self):
        return headers.generation(str(self.tab.cell(self.top, self.id_column).value))

    def reading(self, layout: Layout) -> Reading:
        places = self.places(layout)
        rows = [row for row in self.rows(places) if any(row.texts.values())]
        return Reading(rows, frozenset(places), self.generation)

    def places(self, layout: Layout) -> dict[str, int]:
        return headers.places((cell.value for cell in self.tab[self.top]), self.id_column, layout)

    def rows(self, places):
        ours = set(places.values())
        for cells in self.tab.iter_rows(min_row=self.top + 1):
            texts = {name: self.text(cells[place - 1]) for name, place in places.items()}
            own = any(cell.value is not None for cell in cells if cell.column not in ours)
            yield RawRow(cells[0].row, texts, own)

    def text(self, cell) -> str:
        if cell.data_type == "f":
            return self.calculated(cell)
        if cell.data_type == "e":
            return Broken(str(cell.value))
        return as_text(cell.value)

    def calculated(self, cell):
        """The result that the spreadsheet program left of a formula; without one nothing can be said."""
        if not hasattr(self, "_results"):
            self._results = opened(self.content, data_only=True)[self.tab.title]
        result = self._results.cell(cell.row, cell.column)
        if result.value is None or result.data_type == "e":
            return Broken(str(cell.value))
        return as_text(result.value)

    # Writing ---------------------------------------------------------------------------------------

    def apply(self, batch: Batch, layout: Layout) -> None:
        self.keep_foreign_parts()
        places = self.places(layout)
        headings = {heading.name: heading for heading in layout.headings}
        for line, texts in batch.cells.items():
            self.put(line, texts, places, headings)
        for line in batch.removed:
            self.blank_row(line, places)
        for line, texts in enumerate(batch.appended, self.last_row() + 1):
            self.put(line, texts, places, headings, new=True)
        self.tab.cell(self.top, self.id_column).value = f"{ID}#{batch.generation}"
        self.stretch_filter()
        fill_lists(self.book, layout)

    def keep_foreign_parts(self):
        """Pictures and charts would not survive: better not to write at all."""
        with ZipFile(BytesIO(self.content)) as parts:
            lost = next((name for name in parts.namelist() if LOST.search(name)), None)
        if lost:
            raise Busy(
                gettext(
                    "The workbook holds pictures, charts or the like, which would be lost. Move them to another"
                    " workbook; until then nothing is written here."
                )
            )

    def put(self, line, texts, places, headings, new=False):
        for name, text in texts.items():
            if name in places:
                cell = self.tab.cell(line, places[name])
                heading = headings.get(name)
                if new and heading and not heading.editable:
                    cell.fill = GREY
                if heading and heading.text:
                    cell.number_format = "@"
                write_text(cell, text)

    def blank_row(self, line, places):
        for place in places.values():
            cell = self.tab.cell(line, place)
            cell.value, cell.fill = None, PatternFill()

    def last_row(self):
        for line in range(self.tab.max_row, self.top, -1):
            if any(cell.value is not None for cell in self.tab[line]):
                return line
        return self.top

    def stretch_filter(self):
        """New rows belong to the filter's range too."""
        if self.tab.auto_filter.ref:
            left, top, right, bottom = range_boundaries(self.tab.auto_filter.ref)
            bottom = max(bottom, self.last_row())
            self.tab.auto_filter.ref = f"{get_column_letter(left)}{top}:{get_column_letter(right)}{bottom}"

    def save(self, path: Path) -> None:
        with path.open("wb") as file:
            self.book.save(file)
            file.flush()
            os.fsync(file.fileno())


def opened(content, **options):
    try:
        return openpyxl.load_workbook(BytesIO(content), rich_text=not options, **options)
    except (BadZipFile, KeyError, ValueError, OSError, EOFError, SyntaxError) as trouble:
        words = gettext("The file is not a whole workbook: it may still be being copied. (%(reason)s)")
        raise Unreadable(words % {"reason": trouble}) from None


def stamps(tab):
    """(generation, tab, row, column) of each header of an id in the first rows."""
    last = (
        min(tab.max_row, headers.HEADER_ROWS),
        min(tab.max_column, headers.HEADER_COLUMNS),
    )  # further makes cells
    rows = tab.iter_rows(max_row=last[0], max_col=last[1], values_only=True)
    return [(number, tab, line, place) for number, line, place in headers.stamps(rows)]


def write_text(cell, text):
    """Always text: what begins with = must not run, what is digits must not turn into a number."""
    cell.value = text or None
    if text:
        cell.data_type = "s"


def blank(layout: Layout) -> Workbook:
    """A new workbook with the header and everything that makes it comfortable."""
    book = openpyxl.Workbook()
    dress(book, layout)
    content = BytesIO()
    book.save(content)
    return Workbook(content.getvalue())
