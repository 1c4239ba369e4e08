"""One workbook: where its header is, what its rows say, and how a batch changes its cells and nothing else.

Rows that go are blanked, not cut out: the rest of the tab (formulas, merged cells, hidden rows, colours) keeps
its place. How a workbook is read and changed as a zip of parts is `xlsx`; files and their locks do not belong here.
"""

import os
from io import BytesIO
from pathlib import Path

import openpyxl

from language import gettext
from sync.backends import ID, Batch, Layout, Reading, Unreadable, headers
from sync.backends.dressing import LISTS, dress, words_by_line
from sync.backends.xlsx import markup
from sync.backends.xlsx.contents import Contents
from sync.backends.xlsx.grid import Look, Top
from sync.backends.xlsx.package import Changes, certain
from sync.backends.xlsx.patch import Patch, reaches, stretched
from sync.backends.xlsx.rows import Write


class Workbook:
    """The workbook in `content`."""

    def __init__(self, content: bytes):
        self.content = content
        with certain():
            self.parts = Contents(content)
            self.tab, self.top, self.id_column, self.labels = self.header()
        self.generation = headers.generation(self.labels[self.id_column])
        self.seen = None
        self.changes = Changes()

    # Reading ---------------------------------------------------------------------------------------

    def header(self):
        """(tab, row, column, texts of that row) of the hidden id's header: the newest where a tab was copied."""
        found = [(number, tab, *place) for tab in self.parts.tabs for number, *place in self.stamps(tab)]
        if not found:
            raise Unreadable(
                gettext(
                    "The header row with the hidden column _id was not found in the first ten rows. Nothing was"
                    " changed: undo, or bring the file back from a copy."
                )
            )
        newest = max(generation for generation, *_place in found)
        first = min(
            (tab for generation, tab, *_rest in found if generation == newest), key=lambda tab: tab.place
        )
        places = [place for place in found if place[1] == first]
        if len(places) > 1:
            raise Unreadable(gettext("The hidden column _id is there twice: remove the copied column."))
        return places[0][1:]

    def stamps(self, tab):
        """(generation, row, column, texts of the row) of each header of an id in the first rows."""
        with self.parts.stream(tab.part) as file:
            rows = Top(self.parts.values, headers.HEADER_ROWS).run(file).rows
        across = range(1, headers.HEADER_COLUMNS + 1)
        grid = [[rows[line].get(n) for n in across] for line in range(1, headers.HEADER_ROWS + 1)]
        return [(number, line, place, rows[line]) for number, line, place in headers.stamps(grid)]

    def reading(self, layout: Layout) -> Reading:
        places = self.places(layout)
        with certain():
            self.seen = self.look(self.tab, self.top, places)
        rows, self.seen.rows = self.seen.rows, []
        self.parts.values.forget()
        return Reading(rows, frozenset(places), self.generation)

    def places(self, layout: Layout) -> dict[str, int]:
        texts = (self.labels.get(n) for n in range(1, max(self.labels) + 1))
        return headers.places(texts, self.id_column, layout)

    def look(self, tab, top, places) -> Look:
        with self.parts.stream(tab.part) as file:
            return Look(self.parts.values, top, {place: name for name, place in places.items()}).run(file)

    # Writing ---------------------------------------------------------------------------------------

    def apply(self, batch: Batch, layout: Layout) -> None:
        """Take a batch on; `save` writes the workbook with it."""
        if self.seen is None:
            self.reading(layout)
        self.changes = Changes()
        with certain():
            patch = Patch(self.seen.grid, self.parts.styles, frozenset(self.places(layout).values()))
            self.put_batch(patch, batch, layout)
            self.changes.pieces[self.tab.part] = patch.pieces(self.parts.stream(self.tab.part))
            if part := self.parts.sole("styles"):
                self.changes.at_last[part] = self.parts.styles.changed
            self.around(patch)
            self.fill_lists(layout)

    def put_batch(self, patch, batch, layout):
        places = self.places(layout)
        headings = {heading.name: heading for heading in layout.headings}
        for line, texts in batch.cells.items():
            for place, write in writes(texts, places, headings).items():
                patch.put(line, place, write)
        for line in batch.removed:
            for place in places.values():
                patch.put(line, place, Write("", fill="none"))
        patch.writes_of = lambda texts: writes(texts, places, headings, new=True)
        patch.added = dict(enumerate(batch.appended, self.seen.grid.last + 1))
        patch.put(self.top, self.id_column, Write(f"{ID}#{batch.generation}"))

    def around(self, patch):
        """What else must be told of new rows, and of cells that formulas look at."""
        if patch.takes_formula():
            self.parts.without_chain(self.changes)
        edits = self.parts.to_calculate() if self.parts.calculates() else []
        if patch.last > self.seen.grid.last:
            edits += self.parts.longer_filter(self.tab, patch.last)
            self.stretch_tables(patch.last)
        if edits:
            self.changes.whole[self.parts.main] = markup.spliced(self.parts.data, edits)

    def stretch_tables(self, last):
        """A table that went down to the last row still does."""
        for one in self.parts.relations(self.tab.part):
            data = self.parts.part(one.target) if one.kind == "table" else b""
            found = markup.elements(data) if data else []
            if (
                found
                and "totalsRowCount" not in found[0].attributes
                and self.whole(found[0].attributes["ref"])
            ):
                self.changes.whole[one.target] = markup.spliced(data, longer(data, found, last))

    def whole(self, range):
        return reaches(range, self.seen.grid.last)

    def fill_lists(self, layout):
        """The words to choose from as they are now; the tab stays as it is where they are."""
        tab = next((tab for tab in self.parts.tabs if tab.title == LISTS), None)
        if tab is None:
            return
        names = self.look(tab, 0, {str(n): n for n in range(1, headers.HEADER_COLUMNS + 1)})
        patch = Patch(names.grid, self.parts.styles)
        there = {row.line: row.texts for row in names.rows}
        for line, texts in words_by_line(layout, there.get(1, {})).items():
            for place, text in texts.items():
                if there.get(line, {}).get(place, "") != text:
                    patch.put(line, int(place), Write(text))
        if patch.writes:
            self.changes.pieces[tab.part] = patch.pieces(self.parts.stream(tab.part))

    def save(self, path: Path) -> None:
        with path.open("wb") as file:
            self.parts.save(file, self.changes)
            file.flush()
            os.fsync(file.fileno())


def writes(texts, places, headings, new=False) -> dict[int, Write]:
    """{column: what is to be written there}, of those texts whose column was found."""
    found = {}
    for name, text in texts.items():
        if name in places:
            heading = headings.get(name)
            grey = new and heading is not None and not heading.editable
            found[places[name]] = Write(text, bool(heading and heading.text), "grey" if grey else "")
    return found


def longer(data, elements, last):
    """Edits of a table's part: its range and that of its filter."""
    for one in elements:
        if one.name in ("table", "autoFilter") and "ref" in one.attributes:
            tag = data[one.start : one.inside]
            ref = stretched(one.attributes["ref"], last)
            yield one.start, one.inside, markup.with_attributes(tag, {"ref": ref})


def blank(layout: Layout) -> Workbook:
    """A new workbook with the header and everything that makes it comfortable."""
    book = openpyxl.Workbook()
    dress(book, layout)
    content = BytesIO()
    book.save(content)
    return Workbook(content.getvalue())
