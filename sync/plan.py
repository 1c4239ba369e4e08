"""The words of a merge: what it is given and what it decides, as plain data. Nothing is decided or done here."""

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property

from choices import Matter, Policy

Cells = dict[str, str]
JOINED = json.JSONEncoder(ensure_ascii=False).encode


@dataclass(frozen=True)
class Column:
    """What a merge must know of a column."""

    name: str
    label: str = ""
    editable: bool = True
    required: bool = False
    defaulted: bool = False  # may stay blank in a new row although it is required
    policy: Policy = Policy.ASK
    key: bool = False  # part of what the record is called
    weak: bool = False  # says little about who the row is: a closed word, a link
    show: Callable[[str], str] = field(default=str, compare=False)
    mask: Callable[[str], str] = field(
        default=str, compare=False
    )  # where others than the sheet's readers look


@dataclass(frozen=True)
class Wrong:
    """A cell that its column cannot read, and why."""

    text: str
    words: str
    broken: bool = False  # a formula or an error: its text is not what it says


@dataclass(frozen=True)
class SheetRow:
    """A row as it stands in the sheet, its cells in plain text; columns that were not found are left out."""

    line: int
    id: str
    cells: dict[str, str | Wrong]
    code: str | None = None  # None: the column of codes was not found
    status: str | None = None
    own: bool = False  # the cadre wrote something beside our columns

    @cached_property
    def wrong(self) -> bool:
        """Whether a cell cannot be read by its column."""
        return any(value.__class__ is Wrong for value in self.cells.values())

    @cached_property
    def texts(self) -> Cells:
        """Each cell as text, also where its column cannot read it."""
        if not self.wrong:
            return self.cells
        return {n: value.text if isinstance(value, Wrong) else value for n, value in self.cells.items()}

    @cached_property
    def mark(self) -> str:
        return fingerprint(self.texts)

    @property
    def blank(self) -> bool:
        return not self.code and not any(self.texts.values())


@dataclass(frozen=True, slots=True)
class OfficeRow:
    """A record as the sheet would carry it, in plain text."""

    record: int
    code: str
    cells: Cells


@dataclass(frozen=True, slots=True)
class Known:
    """What is remembered of a row: `cells` is what both sides last agreed on, `seen` what the sheet then held.

    `was` is what the row held when it went, where it was put back: what was cut may still be pasted.
    """

    id: str
    record: int | None = None
    cells: Cells | None = None
    seen: str = ""
    missing: int | None = None
    gone: str = ""
    copy: str = ""
    taken: Cells = field(default_factory=dict)
    was: str = ""


@dataclass(frozen=True)
class Memory:
    """All that a merge remembers, chosen by the generation found in the sheet."""

    known: dict[str, Known] = field(default_factory=dict)
    run: int = 1
    stale: bool = False  # the sheet is an old copy
    gone: dict[int, str] = field(default_factory=dict)  # record -> deleted, or elsewhere
    codes: dict[int, str] = field(
        default_factory=dict
    )  # of these records, by which their rows are still known
    overruled: dict[tuple[str, str], str] = field(
        default_factory=dict
    )  # sheet values a person decided against
    refused: dict[tuple[str, str], tuple[str, str]] = field(
        default_factory=dict
    )  # (value, words) of this round
    landed: frozenset = frozenset()  # (row, column) the records took in this round
    approved: frozenset = frozenset()
    declined: frozenset = frozenset()
    noticed: dict[str, tuple[str, ...]] = field(default_factory=dict)  # row -> what it was told
    shown: frozenset = frozenset()  # rows whose notices are in the sheet for sure
    generation: int = 0
    unobserved: frozenset = frozenset()  # columns that were not found in the sheet
    may_delete: bool = False
    may_add: bool = True


@dataclass(frozen=True)
class Finding:
    """Something to be said of a row, or with no line of the sheet as a whole."""

    matter: Matter
    text: str
    line: int | None = None
    row: str = ""
    code: str = ""
    column: str = ""

    @property
    def lasts(self) -> bool:
        """Whether it was done and is over, so that a further look does not find it again."""
        return self.matter in (Matter.READONLY, Matter.OVERRULED, Matter.RESTORED)


@dataclass(frozen=True)
class Difference:
    """A cell that both sides changed, each its own way."""

    row: str
    record: int
    column: str
    base: str
    office: str
    typed: str


@dataclass(frozen=True)
class Hold:
    """A change that waits until a person lets it pass."""

    fingerprint: str
    matter: Matter
    text: str
    row: str = ""
    record: int | None = None
    column: str = ""


@dataclass
class Plan:
    """What a merge decided. `changes`, `inserts`, `deletes` go to the records, the rest to sheet and memory."""

    known: dict[str, Known]
    changes: dict[str, Cells] = field(default_factory=dict)
    inserts: dict[str, Cells] = field(default_factory=dict)
    deletes: list[str] = field(default_factory=list)
    restores: list[str] = field(default_factory=list)
    cells: dict[int, Cells] = field(default_factory=dict)
    records: dict[int, int] = field(default_factory=dict)  # line -> the record whose row it is
    ids: dict[int, str] = field(default_factory=dict)
    codes: dict[int, str] = field(default_factory=dict)
    statuses: dict[int, str] = field(default_factory=dict)
    appended: dict[str, int] = field(default_factory=dict)  # row -> record
    removed: set[int] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)
    notices: list[Finding] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    holds: list[Hold] = field(default_factory=list)
    acknowledged: list[str] = field(default_factory=list)  # rows whose notices the person has cleared
    stop: Finding | None = None  # a guard stopped it: neither side is touched

    def to_records(self) -> bool:
        return bool(self.changes or self.inserts or self.deletes or self.restores)

    def to_sheet(self) -> bool:
        return bool(self.cells or self.ids or self.codes or self.statuses or self.appended or self.removed)


def fingerprint(texts: Cells) -> str:
    """A short name for what a row holds."""
    return digest([text for _name, text in sorted(texts.items())])


def digest(texts: Iterable) -> str:
    return hashlib.blake2b(JOINED(list(texts)).encode(), digest_size=8).hexdigest()
