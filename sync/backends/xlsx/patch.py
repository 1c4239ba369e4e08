"""What is to be written in one tab, and the tab's part with it: its rows, new ones, ranges that grow with them."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cached_property, partial

from sync.backends.xlsx import markup
from sync.backends.xlsx.letters import letters_of, number_of
from sync.backends.xlsx.parsing import MOST_LINES, Grid, Spot
from sync.backends.xlsx.rows import Row, Unfold, Write
from sync.backends.xlsx.styles import Styles

RANGE = re.compile(r"([A-Z]{1,3})(\d+)(?::([A-Z]{1,3})(\d+))?")


class Patch:
    """Writes gathered by line and column; `pieces` is the part with them.

    `added` are the texts of whole new rows by line, and `writes_of` makes writes of one when its turn comes: a hundred
    thousand rows at once would be two million writes.
    """

    def __init__(self, grid: Grid, styles: Styles, ours=frozenset()):
        self.grid, self.ours = grid, ours
        self.writes, self.added = defaultdict(dict), {}
        self.writes_of: Callable[[dict], dict[int, Write]] = dict
        looks = {}
        self.row = Row(
            grid.prefix,
            lambda style, write: styles.derived(style, write.text, write.fill),
            lambda column: looks.get(column) or looks.setdefault(column, grid.look(column)),
            ours,
        )

    def put(self, line: int, column: int, write: Write) -> None:
        if line > MOST_LINES:
            raise ValueError(f"row {line}")
        self.writes[line][column] = write

    def takes_formula(self) -> bool:
        """Whether a formula is written over."""
        return any(
            (line, column) in self.grid.formulas for line, writes in self.writes.items() for column in writes
        )

    @cached_property
    def last(self) -> int:
        """The last line that will hold something; asked for when all is put."""
        below = ((n, writes.values()) for n, writes in self.writes.items() if n > self.grid.last)
        filled = [n for n, writes in below if any(write.content for write in writes)]
        return max([self.grid.last, *filled, *self.added])

    @cached_property
    def widest(self):
        return max([1, *self.ours, *(column for writes in self.writes.values() for column in writes)])

    # The part ----------------------------------------------------------------------------------------

    def pieces(self, file) -> Iterator[bytes]:
        """The tab's part, read from `file`, with all that is to be written."""
        spots = sorted(self.grid.spots, key=lambda spot: spot.start)
        before = self.ranges(spot for spot in spots if spot.start < self.grid.data.start)
        after = self.ranges(spot for spot in spots if spot.start > self.grid.data.start)
        before, after = list(before), list(after)
        self.keep_formulas()
        return markup.streamed(file, [*before, *self.lines(), *after])

    def keep_formulas(self):
        """Cells that share the formula of one that is written over tell it themselves from now on."""
        written = [place for place in self.grid.masters if place[1] in self.writes.get(place[0], ())]
        for line, column in written:
            number, formula = self.grid.masters[line, column]
            origin = f"{letters_of(column)}{line}"
            for there, beside in self.grid.followers.get(number, ()):
                self.writes[there].setdefault(beside, Unfold(formula, origin))

    def lines(self):
        """Edits of rows, and of the place behind the last one."""
        grid, new = self.grid, []
        for line in sorted({*self.writes, *self.added}):
            at = bisect_left(grid.lines, line)
            if at == len(grid.lines):
                new.append(line)
            elif grid.lines[at] == line:
                yield grid.starts[at], grid.ends[at], partial(self.changed, line)
            else:
                yield grid.starts[at], grid.starts[at], partial(self.inserted, line)
        if new:
            yield from self.behind(new)

    def changed(self, line, piece):
        yield self.row.changed(piece, line, self.wanted(line))

    def inserted(self, line, _nothing):
        yield self.row.new(line, self.wanted(line))

    def wanted(self, line):
        added = self.writes_of(self.added[line]) if line in self.added else {}
        return {**self.writes.get(line, {}), **added}

    def behind(self, lines):
        data = self.grid.data
        if self.grid.lines:
            yield data.end, data.end, lambda _nothing: (self.row.new(n, self.wanted(n)) for n in lines)
        else:
            yield data.start, data.end, partial(self.first, lines)

    def first(self, lines, piece):
        """The rows of a tab that had none; `piece` may be one empty tag."""
        tag = markup.TAG.match(piece)
        yield tag[0][:-2] + b">" if tag[2] else piece
        yield from (self.row.new(n, self.wanted(n)) for n in lines)
        if tag[2]:
            yield f"</{self.grid.prefix}sheetData>".encode()

    # Ranges ------------------------------------------------------------------------------------------

    def ranges(self, spots):
        for spot in spots:
            name = "sqref" if "sqref" in spot.attributes else "ref"
            longer = self.longer(spot, spot.attributes.get(name, ""))
            if longer != spot.attributes.get(name, ""):
                yield spot.start, spot.end, partial(tagged, {name: longer})

    def longer(self, spot: Spot, text):
        last = self.last
        if spot.name == "dimension":
            return stretched(text, last, self.widest)
        if spot.name == "autoFilter":
            return stretched(text, last)
        grows = last > self.grid.last
        return " ".join(
            stretched(one, last) if grows and reaches(one, self.grid.last) else one for one in text.split()
        )


def tagged(changes, piece):
    yield markup.with_attributes(piece, changes)


def reaches(text, line):
    """Whether a range of several rows went as far as the rows did."""
    match = RANGE.fullmatch(text)
    return bool(match and match[4] and int(match[2]) < int(match[4]) >= line)


def stretched(text, last, column=0):
    """A range down to a line at least, and out to a column."""
    match = RANGE.fullmatch(text)
    if not match:
        return text
    right, bottom = match[3] or match[1], int(match[4] or match[2])
    if number_of(right) < column:
        right = letters_of(column)
    whole = f"{match[1]}{match[2]}:{right}{max(bottom, last)}"
    return whole if (right, max(bottom, last)) != (match[3] or match[1], bottom) else text
