"""One tab of a file as lines of texts, before anybody asks what they mean."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

ERRORS = {
    "#N/A",
    "#REF!",
    "#VALUE!",
    "#NAME?",
    "#DIV/0!",
    "#NUM!",
    "#NULL!",
    "#SPILL!",
    "#CALC!",
    "#GETTING_DATA",
}


class Area(NamedTuple):
    """Merged cells: first and last line (from 1), first and last position (from 0)."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass
class Grid:
    """`lines()` gives (line, texts) from the top, blank lines left out; it can be called again."""

    name: str
    lines: Callable[[], Iterator[tuple[int, list[str]]]]
    merged: tuple[Area, ...] = ()
    hidden_lines: frozenset = frozenset()
    hidden_positions: frozenset = frozenset()
    visible: bool = True


def letter(position: int) -> str:
    """What a spreadsheet calls a column: 0 is A, 26 is AA."""
    text = ""
    while position >= 0:
        position, rest = divmod(position, 26)
        text, position = chr(65 + rest) + text, position - 1
    return text
