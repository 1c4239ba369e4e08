"""Addresses: `'Sheet 1'!A1:B2` and back. A range is half open and may lack any of its four ends."""

import re
from dataclasses import dataclass, replace

END = re.compile(r"([A-Za-z]{0,3})([0-9]{0,8})")
PLAIN = re.compile(r"[^\W\d]\w*")
LIKE_CELL = re.compile(r"(?i)[a-z]{1,3}[0-9]+|r[0-9]*c[0-9]*")


def letters(column):
    """0 -> A, 25 -> Z, 26 -> AA."""
    text, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def number(text):
    column = 0
    for letter in text.upper():
        column = column * 26 + ord(letter) - 64
    return column - 1


@dataclass(frozen=True)
class Range:
    """Rows `top` up to before `bottom`, columns `left` up to before `right`; None is open."""

    top: int | None = None
    bottom: int | None = None
    left: int | None = None
    right: int | None = None

    def within(self, rows, columns):
        """Closed, and cut to a grid of this size."""
        bottom = rows if self.bottom is None else min(self.bottom, rows)
        right = columns if self.right is None else min(self.right, columns)
        return Range(self.top or 0, bottom, self.left or 0, right)

    def rows(self):
        return range(self.top, self.bottom)

    def columns(self):
        return range(self.left, self.right)

    def holds(self, row, column):
        return self.top <= row < self.bottom and self.left <= column < self.right

    def meets(self, other):
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom

    def moved(self, down, right):
        return Range(self.top + down, self.bottom + down, self.left + right, self.right + right)

    def grown(self, bottom, right):
        return replace(self, bottom=bottom, right=right)


def of_grid(grid):
    """The range of a GridRange."""
    return Range(
        grid.get("startRowIndex"),
        grid.get("endRowIndex"),
        grid.get("startColumnIndex"),
        grid.get("endColumnIndex"),
    )


def as_grid(sheet_id, area):
    """A GridRange; the sheet with the id 0 is left out, as proto3 does."""
    grid = {"sheetId": sheet_id} if sheet_id else {}
    names = ("startRowIndex", "endRowIndex", "startColumnIndex", "endColumnIndex")
    ends = (area.top, area.bottom, area.left, area.right)
    return grid | {name: end for name, end in zip(names, ends, strict=True) if end is not None}


def split(text):
    """(title or None, the rest or None) of an address."""
    if text.startswith("'"):
        end = re.match(r"'((?:[^']|'')*)'(?:!(.*))?\Z", text, re.S)
        return (end[1].replace("''", "'"), end[2]) if end else (None, text)
    title, mark, rest = text.rpartition("!")
    return (title, rest) if mark else (None, text)


def parsed(text):
    """The range in `A1`, `A1:B2`, `A:A`, `2:3`, `A2:2`, `B4:A1`; None where it is none."""
    first, colon, last = text.partition(":")
    start, end = END.fullmatch(first), END.fullmatch(last if colon else first)
    if not (first and start and end and (last or not colon)):
        return None
    left, top, right, bottom = (*ends(start), *ends(end))
    left, right = ordered(left, right)
    top, bottom = ordered(top, bottom)
    return Range(top, None if bottom is None else bottom + 1, left, None if right is None else right + 1)


def ends(match):
    return number(match[1]) if match[1] else None, int(match[2]) - 1 if match[2] else None


def ordered(one, other):
    return (other, one) if None not in (one, other) and other < one else (one, other)


def quoted(title):
    """A title as it stands in an address: quoted where it would be misread."""
    plain = PLAIN.fullmatch(title) and title.isascii() and not LIKE_CELL.fullmatch(title)
    return title if plain else "'" + title.replace("'", "''") + "'"


def written(title, area):
    """The address of a closed range; of one cell without its end."""
    first = f"{letters(area.left)}{area.top + 1}"
    last = f"{letters(area.right - 1)}{area.bottom}"
    return f"{quoted(title)}!{first}" + ("" if first == last else f":{last}")
