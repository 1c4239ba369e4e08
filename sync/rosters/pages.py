"""Web pages that call themselves workbooks, as many an office's own program exports them: their tables are the tabs."""

from functools import partial
from html.parser import HTMLParser
from pathlib import Path

from language import gettext
from sync.backends import Unreadable
from sync.rosters.grid import Area, Grid
from sync.rosters.plain import spelled

BLOCK = 1 << 20
WIDEST, TALLEST = 200, 70_000


def opened(path: Path) -> list[Grid]:
    """A grid per table."""
    encoding, areas = spelled(path), {}
    for table, _line, _texts, merged in rows(path, encoding):
        areas.setdefault(table, []).extend(merged)
    if not areas:
        raise Unreadable(gettext("This is a web page without a table. Bring the roster itself."))
    return [Grid(str(table), partial(lines, path, encoding, table), tuple(areas[table])) for table in areas]


def lines(path, encoding, wanted):
    for table, line, texts, _merged in rows(path, encoding):
        if table == wanted and any(texts):
            yield line, texts


def rows(path, encoding):
    """(number of the table, line, texts, merged areas that begin there) of every row, as the page goes on."""
    page = Page()
    with path.open(encoding=encoding) as file:
        while block := file.read(BLOCK):
            page.feed(block)
            yield from page.taken()
    page.close()
    page.end_table()
    yield from page.taken()


class Page(HTMLParser):
    """Reads on and keeps the rows that are whole. A table within a cell is a part of the cell's text."""

    def __init__(self):
        super().__init__()
        self.found, self.table, self.depth, self.line = [], 0, 0, 0
        self.row = self.cell = None
        self.reaching = {}  # {position: last line} of cells that reach down from above

    def taken(self):
        found, self.found = self.found, []
        return found

    def handle_starttag(self, tag, attributes):
        if tag == "table":
            self.depth += 1
            if self.depth == 1:
                self.table, self.line, self.reaching = self.table + 1, 0, {}
        elif self.depth == 1 and tag == "tr":
            self.end_row()
            self.line, self.row, self.areas = self.line + 1, {}, []
        elif self.depth == 1 and tag in ("td", "th") and self.row is not None:
            self.end_cell()
            self.begin_cell(dict(attributes))
        elif tag == "br":
            self.handle_data("\n")

    def handle_endtag(self, tag):
        if self.depth == 1 and tag in ("td", "th"):
            self.end_cell()
        elif self.depth == 1 and tag == "tr":
            self.end_row()
        elif tag == "table" and self.depth:
            if self.depth == 1:
                self.end_row()
            self.depth -= 1

    def handle_data(self, data):
        if self.cell is not None:
            self.cell.append(data)

    def begin_cell(self, given):
        place = self.free(max(self.row, default=-1) + 1)
        right = place + span(given.get("colspan"), WIDEST) - 1
        bottom = self.line + span(given.get("rowspan"), TALLEST) - 1
        if (right, bottom) != (place, self.line):
            self.areas.append(Area(self.line, place, bottom, right))
        for covered in range(place, right + 1):
            self.row[covered] = ""
            self.reaching[covered] = bottom
        self.place, self.cell = place, []

    def free(self, place):
        """The next place that no cell from above reaches into."""
        while self.reaching.get(place, 0) >= self.line:
            place += 1
        return place

    def end_cell(self):
        if self.cell is not None:
            lines = "".join(self.cell).split("\n")
            self.row[self.place] = "\n".join(filter(None, (" ".join(line.split()) for line in lines)))
        self.cell = None

    def end_row(self):
        self.end_cell()
        if self.row is not None:
            width = min(max(self.row, default=-1) + 1, WIDEST)
            self.found.append(
                (self.table, self.line, [self.row.get(n, "") for n in range(width)], self.areas)
            )
        self.row = None

    def end_table(self):
        """The page may break off before it says so."""
        if self.depth:
            self.end_row()


def span(text, most):
    return min(int(text), most) if (text or "").strip().isdecimal() and int(text) else 1
