"""A tab as one answer of the API tells it: its header, its rows as texts, its size. Asking does not belong here."""

import re
from functools import cached_property

from language import gettext
from sync.backends import Broken, Layout, RawRow, Reading, Unreadable, headers
from sync.backends.cells import as_text

ERROR = re.compile(r"#(DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!|ERROR!)")
SIZE = re.compile(r"!A1:([A-Z]+)(\d+)\Z")


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

    def same(self, other: "Tab", lines) -> bool:
        """Whether another look finds the hidden ids and these lines as they were."""
        if (self.top, self.id_place) != (other.top, other.id_place):
            return False
        ids = (self.column(tab) for tab in (self, other))
        return len(set(map(tuple, ids))) == 1 and all(self.line(n) == other.line(n) for n in lines)

    def column(self, tab):
        """The hidden ids, header and generation included."""
        cells = [row[self.id_place - 1] if len(row) >= self.id_place else "" for row in tab.rows]
        while cells and cells[-1] == "":
            cells.pop()
        return cells

    def line(self, number):
        return self.rows[number - 1] if number <= len(self.rows) else []


def text(value):
    """A value as the people's text; a formula's mistake is none."""
    if isinstance(value, str) and ERROR.fullmatch(value):
        return Broken(value)
    return as_text(value)
