"""A tab as one answer of the API tells it: its header, its rows as texts, its size. Asking does not belong here."""

import re
from functools import cached_property

from language import gettext
from sync.backends import ID, Batch, Broken, Layout, RawRow, Reading, Unreadable, headers
from sync.backends.cells import as_text

ERROR = re.compile(r"#(DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!|ERROR!)")
SIZE = re.compile(r"!A1:([A-Z]+)(\d+)\Z")
MARGIN = 1000  # lines to type in below the rows
MOST_RUNS = 200  # of lines looked at again in one request


class Tab:
    """`rows` are the values from A1 on, the empty ends of lines left out; `place` is their address."""

    def __init__(self, place: str, rows: list[list]):
        self.place, self.rows = place, rows
        found = headers.stamps(row[: headers.HEADER_COLUMNS] for row in rows[: headers.HEADER_ROWS])
        if len(found) > 1:
            raise Unreadable(gettext("The hidden column _id is there twice: remove the copied column."))
        self.top, self.id_place = found[0][1:] if found else (0, 0)

    @property
    def unfinished(self):
        """Nothing of ours is in it: it was never filled, or its header is gone."""
        return not self.top

    @property
    def generation(self):
        return headers.generation(self.rows[self.top - 1][self.id_place - 1])

    @cached_property
    def lines(self):
        """How many rows its grid has."""
        found = SIZE.search(self.place)
        return int(found[2]) if found else len(self.rows)

    def places(self, layout: Layout) -> dict[str, int]:
        return headers.places(self.rows[self.top - 1], self.id_place, layout)

    def reading(self, layout: Layout) -> Reading:
        places = self.places(layout)
        ours = set(places.values())
        rows = [self.row(line, cells, places, ours) for line, cells in self.below()]
        return Reading(
            [r for r in rows if any(r.texts.values())], frozenset(places), self.generation, version=self
        )

    def below(self):
        return enumerate(self.rows[self.top :], self.top + 1)

    def row(self, line, cells, places, ours):
        texts = {
            name: text(cells[place - 1]) if place <= len(cells) else "" for name, place in places.items()
        }
        own = any(value != "" and place not in ours for place, value in enumerate(cells, 1))
        return RawRow(line, texts, own)

    # Is it still so? -----------------------------------------------------------------------------

    def same(self, first: int, last: int, rows: list[list]) -> bool:
        """Whether these lines read as they did."""
        now = rows + [[]] * (last - first + 1 - len(rows))
        return now == [self.line(number) for number in range(first, last + 1)]

    def line(self, number):
        return self.rows[number - 1] if number <= len(self.rows) else []

    # Room for more ---------------------------------------------------------------------------------

    @classmethod
    def new(cls, layout: Layout, rows: int) -> "Tab":
        """A tab that is still to be made, for so many rows."""
        header = [ID, *(heading.label for heading in layout.headings)]
        return cls(f"!A1:A{rows + 1 + MARGIN}", [header])

    def lines_for(self, rows: int) -> int:
        """How many lines the grid must have for so many rows more."""
        filled = len(self.rows) + rows
        return self.lines if filled <= self.lines else filled + MARGIN

    def after(self, batch: Batch) -> "Tab":
        """The tab as a batch of ours leaves it."""
        rows = [*self.rows, *[[]] * len(batch.appended)]
        header = rows[self.top - 1] = list(rows[self.top - 1])
        header[self.id_place - 1] = f"{ID}#{batch.generation}"
        return Tab(f"!A1:A{self.lines_for(batch.rows_to_come)}", rows)


def gathered(lines: set[int]) -> list[tuple[int, int]]:
    """Runs of lines, first and last; a few long ones where they would be many."""
    runs = []
    for line in sorted(lines):
        if runs and line - runs[-1][1] <= 1:
            runs[-1][1] = line
        else:
            runs.append([line, line])
    if len(runs) > MOST_RUNS:
        runs = [runs[0], [runs[1][0], runs[-1][1]]]
    return [tuple(run) for run in runs]


def text(value):
    """A value as the people's text; a formula's mistake is none."""
    if isinstance(value, str) and ERROR.fullmatch(value):
        return Broken(value)
    return as_text(value)
