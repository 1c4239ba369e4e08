"""The parser's side of a pass over a tab's part. What becomes of cells and rows is `grid`.

Rows and cells are known by their own numbers, or follow the one before; out of order they are no workbook.
"""

from array import array
from collections import defaultdict
from dataclasses import dataclass, field

from sync.backends.xlsx import markup
from sync.backends.xlsx.letters import number_of
from sync.backends.xlsx.values import LONGEST, Values

DIGITS = "0123456789"
MOST_LINES, MOST_PLACES = 1_048_576, 16_384
STRETCHED = {"autoFilter", "dataValidation", "conditionalFormatting"}


class Enough(Exception):
    """What was looked for is behind us."""


@dataclass
class Spot:
    """A tag outside the rows, with its bytes up to where its content ends."""

    name: str
    attributes: dict[str, str]
    start: int
    end: int = 0


@dataclass
class Grid:
    """Where everything stands. A row's bytes end before its closing tag."""

    prefix: str = ""
    lines: array = field(default_factory=lambda: array("L"))
    starts: array = field(default_factory=lambda: array("Q"))
    ends: array = field(default_factory=lambda: array("Q"))
    last: int = 0  # the last line that holds something
    data: Spot | None = None
    spots: list[Spot] = field(default_factory=list)  # ranges that may have to grow
    columns: list[tuple[int, int, int]] = field(default_factory=list)  # (first, last, look)
    formulas: set[tuple[int, int]] = field(default_factory=set)  # (line, column) in our columns
    masters: dict[tuple[int, int], tuple[str, str]] = field(
        default_factory=dict
    )  # shared formulas: (number, formula)
    followers: dict[str, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))
    counted: bool = False  # there is a formula somewhere

    def look(self, column: int) -> int:
        """The look of a column's cells to come."""
        return next((look for first, last, look in self.columns if first <= column <= last), 0)


class Pass:
    """The parser's side of a pass; what becomes of cells and rows is a subclass's affair."""

    def __init__(self, values: Values):
        self.values, self.grid = values, Grid()
        self.path, self.line, self.column = [], 0, 0
        self.cell, self.text, self.formula, self.told = {}, "", None, {}
        self.within = self.aloud = False
        self.parser = markup.parser()
        self.parser.StartElementHandler, self.parser.EndElementHandler = self.open_outside, self.close_outside
        self.parser.CharacterDataHandler = self.characters

    def run(self, file):
        try:
            while block := file.read(markup.BLOCK):
                self.parser.Parse(block)
            self.parser.Parse(b"", True)
        except Enough:
            pass
        return self

    def characters(self, text):
        if self.within:
            self.text += text
            if len(self.text) > LONGEST:
                raise ValueError("a text without end")

    # Around the rows -------------------------------------------------------------------------------

    def open_outside(self, tag, attributes):
        name = tag.rpartition(":")[2]
        if not self.path:
            self.named(tag[: len(tag) - len(name)])
        self.path.append(Spot(name, attributes, self.parser.CurrentByteIndex))
        if name == "sheetData" and len(self.path) == 2:
            self.parser.StartElementHandler, self.parser.EndElementHandler = self.open, self.close
        elif name == "col" and "style" in attributes:
            self.grid.columns.append(tuple(int(attributes[n]) for n in ("min", "max", "style")))

    def close_outside(self, _tag):
        spot = self.path.pop()
        spot.end = self.parser.CurrentByteIndex
        if spot.name in STRETCHED or spot.name == "dimension":
            self.grid.spots.append(spot)
        elif spot.name == "sheetData":
            self.grid.data = spot

    def named(self, prefix):
        self.grid.prefix = prefix
        names = ["row", "c", "v", "t", "f", "is", "rPh", "sheetData"]
        self.ROW, self.C, self.V, self.T, self.F, self.IS, self.RPH, self.DATA = (prefix + n for n in names)

    # Rows and cells: called some millions of times ---------------------------------------------------

    def open(self, tag, attributes):
        if tag == self.C:
            self.cell, self.text, self.formula = attributes, "", None
        elif tag == self.V or tag == self.T:
            self.within = not self.aloud
        elif tag == self.ROW:
            self.open_row(attributes)
        elif tag == self.F:
            self.told, self.within = attributes, True
        elif tag == self.RPH:
            self.aloud = True

    def close(self, tag):
        if tag == self.C:
            self.close_cell()
        elif tag == self.V or tag == self.T:
            self.within = False
        elif tag == self.ROW:
            self.grid.ends.append(self.parser.CurrentByteIndex)
            self.close_row()
        elif tag == self.F:
            self.formula, self.text, self.within = self.text, "", False
        elif tag == self.RPH:
            self.aloud = False
        elif tag == self.DATA:
            self.parser.StartElementHandler, self.parser.EndElementHandler = (
                self.open_outside,
                self.close_outside,
            )
            self.close_outside(tag)

    def open_row(self, attributes):
        line = int(attributes.get("r") or self.line + 1)
        if not self.line < line <= MOST_LINES:
            raise ValueError(f"row {line} after row {self.line}")
        self.line, self.column = line, 0
        self.grid.lines.append(line)
        self.grid.starts.append(self.parser.CurrentByteIndex)

    def close_cell(self):
        cell, place = self.cell, self.cell.get("r")
        column = number_of(place.rstrip(DIGITS)) if place else self.column + 1
        if not self.column < column <= MOST_PLACES:
            raise ValueError(f"cell {place} in row {self.line}")
        self.column = column
        if self.formula is not None:
            self.calculated(column)
        if self.text or self.formula is not None:
            self.take(column, cell.get("t"), cell.get("s"), self.text)

    def calculated(self, column):
        self.grid.counted = True
        if self.told.get("t") == "shared":
            self.shared(self.told.get("si"), column)

    def shared(self, number, column):
        if self.told.get("ref"):
            self.grid.masters[self.line, column] = number, self.formula
        else:
            self.grid.followers[number].append((self.line, column))

    def take(self, column, kind, style, text):
        raise NotImplementedError

    def close_row(self):
        raise NotImplementedError
