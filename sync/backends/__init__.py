"""What a place that keeps sheets must be able to do, in records rather than cells.

A backend is an object with two methods:

`read(layout) -> Reading` looks at the whole sheet once. It raises `Unreadable` when it cannot be sure of what is
there: a failed, short or odd read never means "empty". Where there is no sheet at all, `Reading.exists` is False.

`write(reading, batch, layout)` brings one batch into the sheet, all of it or nothing, together with the
batch's generation, and only if the sheet is still as it was read: `Changed` otherwise, `Busy` when somebody
has it open.

Where one write has only so much `room` (None: any), a large batch comes in parts, one `write` after the other for the
same reading; each builds on the part before (`parent`). `weigh` says how much of it a row takes.

Cells are texts under our columns' names, with `ID`, `CODE` and `STATUS` for the three of ours. What people
add beside our columns stays as it is. What rows mean is not a backend's affair.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from language import LOCALES, speaking

ID, CODE, STATUS = "_id", "_code", "_status"


class Unreadable(Exception):
    """The sheet could not be read for certain; in words."""


class Busy(Exception):
    """Somebody has the sheet open; in words."""


class Changed(Exception):
    """The sheet is no longer as it was read: read again."""


class Broken(str):
    """The text of a cell whose value is a spreadsheet's error or an uncalculated formula."""


@dataclass(frozen=True)
class Heading:
    """One column of ours: what it is called (also in other languages), and how it wants to be shown."""

    name: str
    label: str
    names: frozenset = frozenset()
    editable: bool = False
    text: bool = False  # digits that must stay text
    width: int = 14
    options: tuple[str, ...] = ()  # the words a cell may hold, offered as a list


@dataclass(frozen=True)
class Layout:
    """The columns of a sheet in their order, without the hidden id."""

    title: str
    headings: tuple[Heading, ...]


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row as texts; `own` tells that people wrote beside our columns."""

    line: int
    texts: dict[str, str]
    own: bool = False


@dataclass
class Reading:
    """What one look at a sheet saw."""

    rows: list[RawRow] = field(default_factory=list)
    found: frozenset = frozenset()  # names of the columns that are there exactly once
    generation: int | None = None  # None: the sheet does not tell
    exists: bool = True
    version: Any = None  # what tells the backend whether the sheet is still the same


@dataclass
class Batch:
    """What to write: `cells` by line, rows to append in order, lines to take out."""

    generation: int = 0
    parent: int | None = (
        None  # the generation it builds on: the one that was read, or that of the part before
    )
    landed: int = 0  # the newest generation that is known to have arrived
    cells: dict[int, dict[str, str]] = field(default_factory=dict)
    appended: list[dict[str, str]] = field(default_factory=list)
    coming: int = 0  # rows that later parts will append
    removed: set[int] = field(default_factory=set)

    @property
    def rows_to_come(self) -> int:
        return len(self.appended) + self.coming


@dataclass(frozen=True)
class Shape:
    """What is to become of columns: headers to write, looks to renew, columns to empty; the hidden ids taken out."""

    added: tuple[str, ...] = ()
    dressed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    released: bool = False

    @property
    def empty(self) -> bool:
        return not (self.added or self.dressed or self.removed or self.released)


class Backend(Protocol):
    """A place that keeps one sheet."""

    reads: int
    writes: int
    room: int | None

    def weigh(self, texts: dict[str, str], new: bool) -> int: ...

    def read(self, layout: Layout) -> Reading: ...

    def write(self, reading: Reading, batch: Batch, layout: Layout) -> None: ...

    def reshape(self, reading: Reading, shape: Shape, layout: Layout) -> None: ...


def in_every_language(label: Callable[[], str]) -> frozenset:
    """What a label is in each language, as a header is compared."""
    names = set()
    for locale in LOCALES:
        with speaking(locale):
            names.add(header_text(label()))
    return frozenset(names)


def header_text(text: str) -> str:
    return "".join(text.split()).casefold()
