"""A tab read for one entity: its headings, then its rows as a stream. What a cell's text is worth, its column says."""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from language import gettext
from sync.backends import Broken
from sync.rosters import chaff, top
from sync.rosters.grid import ERRORS, Grid
from sync.rosters.headings import Heading, matched, names

REMEMBERED_LINES = 20


class Row(NamedTuple):
    """A line of the file and its texts by position; a spreadsheet's error is a `Broken` text."""

    line: int
    texts: dict[int, str]


@dataclass
class Skipped:
    """Lines left out for one reason: how many, and the first of them."""

    count: int = 0
    lines: list[int] = field(default_factory=list)

    def add(self, line):
        self.count += 1
        if len(self.lines) < REMEMBERED_LINES:
            self.lines.append(line)


class Table:
    """`headings` and `rows()` of a tab. `heading_lines` is empty where no headings were found."""

    def __init__(self, grid: Grid, model, remembered=None, by_hand=None, heading_line=None):
        self.grid, self.model = grid, model
        self.heading_lines, texts = top.found(grid, model, remembered, heading_line)
        if texts:
            texts = dict(sorted({**texts, **top.unnamed(grid, self.last_heading, texts)}.items()))
        self.headings: list[Heading] = matched(texts, model, remembered, by_hand)
        self.names = {heading.position: names(heading, model) for heading in self.headings}
        self.above, self.said = self.standing_above()
        self.merged_at, self.filling = by_line(grid.merged, self.last_heading)
        self.skipped: dict[str, Skipped] = {}

    @property
    def last_heading(self):
        return max(self.heading_lines, default=0)

    @cached_property
    def places(self) -> dict[int, str]:
        """{position: column} of what is read; "_code" for the record's code."""
        return {heading.position: heading.column for heading in self.headings if heading.column}

    @property
    def notes(self) -> list[str]:
        """What a person should know of the tab before the rows are looked at."""
        lines = sum(line > self.last_heading for line in self.grid.hidden_lines)
        letters = [
            heading.letter for heading in self.headings if heading.position in self.grid.hidden_positions
        ]
        notes = []
        if lines:
            notes.append(gettext("%(count)s hidden rows are read too.", count=lines))
        if letters:
            notes.append(gettext("Hidden columns are read too: %(letters)s.", letters="、".join(letters)))
        return notes

    def standing_above(self):
        """(the lines down to the headings, {position: texts of headings}): they may stand again on each printed page."""
        above, said = set(), defaultdict(set)
        for line, texts in self.grid.lines():
            if line > self.last_heading:
                break
            filled = tuple((place, text) for place, text in enumerate(texts) if text.strip())
            above.add(filled)
            for place, text in filled if line in self.heading_lines else ():
                said[place].add(text.strip())
        return above, said

    def rows(self):
        """Rows from the top, each pass anew; `skipped` tells of the latest pass."""
        self.skipped = {}
        places = self.places
        down = {}
        for line, texts in self.grid.lines():
            if line <= self.last_heading or not self.heading_lines:
                continue
            if reason := chaff.reason(line, texts, self):
                self.skipped.setdefault(reason, Skipped()).add(line)
                continue
            found = {place: text for place, text in enumerate(texts) if text.strip()}
            self.fill_down(line, found, down)
            yield Row(line, {place: cell(found.get(place, "")) for place in {**found, **places}})

    def fill_down(self, line, found, down):
        """A cell merged over several rows says the same in each of them."""
        for area in self.filling.get(line, ()):
            down[area.left] = (area.bottom, found.get(area.left, ""))
        for place, (bottom, text) in list(down.items()):
            if line > bottom:
                del down[place]
            elif text and place not in found:
                found[place] = text


def by_line(merged, last_heading):
    """({line: areas that begin there}, {line: those of them that reach further down}) below the headings."""
    begin, reach = defaultdict(list), defaultdict(list)
    for area in merged:
        if area.top > last_heading:
            begin[area.top].append(area)
            if area.bottom > area.top:
                reach[area.top].append(area)
    return begin, reach


def cell(text):
    return Broken(text) if text.strip() in ERRORS and not isinstance(text, Broken) else text
