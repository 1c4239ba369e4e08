"""A spreadsheet in memory: its sheets and what lies in them. Requests and answers do not belong here.

Rows are replaced, never changed in place, so that a copy of a book is cheap: a batch works on a copy that takes
the book's place when all of it was right, and undo keeps the book from before.
"""

from dataclasses import dataclass, field, replace

from tests.sheet_service import formulas
from tests.sheet_service.a1 import Range
from tests.sheet_service.cells import EMPTY, Formula
from tests.sheet_service.errors import Problem

ROWS, COLUMNS = 1000, 26
AFTER = {"ROWS": "rowGroupControlAfter", "COLUMNS": "columnGroupControlAfter"}
IN_GRID = ("frozenRowCount", "frozenColumnCount", "hideGridlines", *AFTER.values())
MOST_CELLS = 10_000_000
LONGEST = 50_000


@dataclass
class Sheet:
    """One tab. `rows` holds {column: Cell} for each row of the grid."""

    id: int
    title: str
    columns: int = COLUMNS
    rows: list = field(default_factory=list)
    shape: dict = field(default_factory=dict)  # other properties: hidden, frozenRowCount, tab colour
    merges: tuple = ()  # ranges
    filter: dict | None = None
    protections: dict = field(default_factory=dict)  # id: protectedRange
    groups: dict = field(default_factory=lambda: {"ROWS": [], "COLUMNS": []})
    widths: dict = field(default_factory=lambda: {"ROWS": {}, "COLUMNS": {}})  # {index: dimension properties}
    conditions: tuple = ()
    views: dict = field(default_factory=dict)
    counts: bool = False  # whether a formula was ever put here

    @classmethod
    def new(cls, id, title, rows=ROWS, columns=COLUMNS):
        return cls(id, title, columns, [{} for _row in range(rows)])

    def copy(self):
        return replace(
            self, rows=list(self.rows), shape=dict(self.shape), protections=dict(self.protections),
            groups={side: list(some) for side, some in self.groups.items()},
            widths={side: dict(some) for side, some in self.widths.items()}, views=dict(self.views),
        )  # fmt: skip

    # Cells ---------------------------------------------------------------------------------------

    def cell(self, row, column):
        return self.rows[row].get(column, EMPTY) if row < len(self.rows) else EMPTY

    def put(self, row, column, cell):
        self.put_row(row, {column: cell})

    def put_row(self, row, cells):
        """Some cells of a row at once."""
        self.counts = self.counts or any(isinstance(cell.value, Formula) for cell in cells.values())
        kept = {**self.rows[row], **cells}
        self.rows[row] = {column: cell for column, cell in kept.items() if cell != EMPTY}

    def whole(self):
        return Range(0, len(self.rows), 0, self.columns)

    def filled(self):
        """The range from A1 to the last cell with a value; A1 where there is none."""
        bottom = right = 1
        for number, row in enumerate(self.rows):
            some = [column for column, cell in row.items() if not cell.blank]
            if some:
                bottom, right = number + 1, max(right, max(some) + 1)
        return Range(0, bottom, 0, right)

    def work_out(self):
        """Bring every formula up to date."""
        for number, row in enumerate(self.rows if self.counts else ()):
            if any(isinstance(cell.value, Formula) for cell in row.values()):
                self.rows[number] = {
                    c: replace(cell, value=formulas.work_out(self, cell.value)) for c, cell in row.items()
                }

    # The grid ------------------------------------------------------------------------------------

    def resize(self, rows=None, columns=None):
        if rows is not None:
            self.rows[rows:] = [{} for _more in range(rows - len(self.rows))]
        if columns is not None:
            self.columns = columns
            self.rows = [{c: cell for c, cell in row.items() if c < columns} for row in self.rows]

    def reach(self, bottom, right):
        """Grow so that a range fits."""
        if bottom > len(self.rows):
            self.resize(rows=bottom)
        self.columns = max(self.columns, right)

    def insert(self, dimension, start, count):
        if dimension == "ROWS":
            self.rows[start:start] = [{} for _new in range(count)]
        else:
            self.columns += count
            self.rows = [{c + count * (c >= start): cell for c, cell in row.items()} for row in self.rows]
        self.shift(dimension, start, count)

    def delete(self, dimension, start, end):
        gone = end - start
        if dimension == "ROWS":
            del self.rows[start:end]
        else:
            self.columns -= gone
            self.rows = [
                {c - gone * (c >= end): cell for c, cell in row.items() if not start <= c < end}
                for row in self.rows
            ]
        self.shift(dimension, start, -gone)

    def move(self, dimension, start, end, to):
        """Rows or columns start…end to before `to`, which counts before the move."""
        at = to - (end - start) if to > start else to
        if dimension == "ROWS":
            taken = self.rows[start:end]
            del self.rows[start:end]
            self.rows[at:at] = taken
            return
        order = list(range(self.columns))
        taken = order[start:end]
        del order[start:end]
        order[at:at] = taken
        place = {old: new for new, old in enumerate(order)}
        self.rows = [{place[c]: cell for c, cell in row.items()} for row in self.rows]
        self.widths["COLUMNS"] = {place[c]: width for c, width in self.widths["COLUMNS"].items()}

    def shift(self, dimension, start, by):
        """What hangs on places moves with them: merges, widths, protections, the filter."""
        self.merges = tuple(area for m in self.merges if (area := shifted(m, dimension, start, by)))
        self.widths[dimension] = {
            new: w for i, w in self.widths[dimension].items() if (new := moved(i, start, by)) is not None
        }
        for id, one in self.protections.items():
            if one.get("range"):
                self.protections[id] = one | {"range": shifted_grid(one["range"], dimension, start, by)}
        if self.filter:
            self.filter = self.filter | {"range": shifted_grid(self.filter["range"], dimension, start, by)}


def moved(index, start, by):
    """Where a row or column is after an insertion or deletion at `start`; None if it is gone."""
    if index < start:
        return index
    return index + by if by > 0 or index >= start - by else None


def end_moved(index, start, by):
    if by > 0:
        return index + by if index > start else index
    return max(start, index + by) if index > start else index


def shifted(area, dimension, start, by):
    low, high = (area.top, area.bottom) if dimension == "ROWS" else (area.left, area.right)
    low = low + by if by > 0 and low >= start else max(start, low + by) if by < 0 and low > start else low
    high = end_moved(high, start, by)
    if low >= high:
        return None
    return replace(area, top=low, bottom=high) if dimension == "ROWS" else replace(area, left=low, right=high)


def shifted_grid(grid, dimension, start, by):
    names = (
        ("startRowIndex", "endRowIndex") if dimension == "ROWS" else ("startColumnIndex", "endColumnIndex")
    )
    result = dict(grid)
    if names[0] in grid:
        low = grid[names[0]]
        result[names[0]] = (
            low + by if by > 0 and low >= start else max(start, low + by) if low > start else low
        )
    if names[1] in grid:
        result[names[1]] = end_moved(grid[names[1]], start, by)
    return result


@dataclass
class Book:
    """One spreadsheet: also a file of Drive."""

    id: str
    properties: dict
    sheets: list
    owner: str
    created: str
    changed: str
    version: int = 1
    names: dict = field(default_factory=dict)  # id: namedRange
    metadata: dict = field(default_factory=dict)  # id: developerMetadata
    permissions: dict = field(default_factory=dict)  # id: permission

    def copy(self):
        return replace(
            self, properties=dict(self.properties), sheets=[sheet.copy() for sheet in self.sheets],
            names=dict(self.names), metadata=dict(self.metadata), permissions=dict(self.permissions),
        )  # fmt: skip

    @property
    def locale(self):
        return self.properties["locale"]

    def sheet(self, id):
        found = next((sheet for sheet in self.sheets if sheet.id == id), None)
        if found is None:
            raise Problem(400, f"No grid with id: {id}")
        return found

    def titled(self, title):
        """A tab by its title, in whatever case."""
        return next((sheet for sheet in self.sheets if sheet.title.lower() == title.lower()), None)

    def work_out(self):
        for sheet in self.sheets:
            sheet.work_out()

    def check_size(self):
        cells = sum(len(sheet.rows) * sheet.columns for sheet in self.sheets)
        if cells > MOST_CELLS:
            words = "This action would increase the number of cells in the workbook above the limit of"
            raise Problem(400, f"{words} {MOST_CELLS} cells.")
