"""How a run came out: its worst news, its counts, and what is to be said of which row."""

from dataclasses import dataclass, field

from choices import Matter, SheetState
from sync.plan import Finding

REFUSED = {Matter.INVALID, Matter.DUPLICATE}
HELD = {Matter.CONFLICT, Matter.INCOMPLETE, Matter.HELD, Matter.AMBIGUOUS, Matter.MISSING, Matter.DELETED}
EXIT = {
    SheetState.QUIET: 0,
    SheetState.WRITTEN: 0,
    SheetState.REFUSED: 1,
    SheetState.HELD: 1,
    SheetState.BUSY: 1,
    SheetState.FAILED: 3,
}


@dataclass
class Outcome:
    """One run of one sheet."""

    sheet: str
    outcome: SheetState = SheetState.QUIET
    words: str = ""
    reads: int = 0
    writes: int = 0
    to_records: int = 0
    to_sheet: int = 0
    findings: list[Finding] = field(default_factory=list)
    moves: list[dict] = field(default_factory=list)  # what went where: to, row, code, column, before, after
    history: int | None = None  # the number of its line there, where it has one
    told: list[str] = field(default_factory=list)  # news that is worth a line of its own
    given: set[int] = field(default_factory=set)  # the records of which something went to the sheet

    def as_json(self) -> dict:
        """The form that other programs read."""
        return {
            "sheet": self.sheet,
            "outcome": self.outcome.value,
            "reads": self.reads,
            "writes": self.writes,
            "to_records": self.to_records,
            "to_sheet": self.to_sheet,
            "rows": [as_row(finding) for finding in self.findings],
            "words": self.words,
        }

    def tell(self, words: list[str]) -> None:
        """News that belongs into the history, whatever else the run did."""
        self.told += words
        self.words = "；".join(text for text in (self.words, *words) if text)

    def worsen(self, state: SheetState, words: str = "") -> None:
        """Take note of news; the worst stands."""
        order = list(SheetState)
        if order.index(state) < order.index(self.outcome):
            self.outcome = state
        self.words = words or self.words

    def judge(self) -> None:
        """The outcome that follows from what was found and done."""
        matters = {finding.matter for finding in self.findings}
        if self.writes or self.to_records:
            self.worsen(SheetState.WRITTEN)
        if matters & HELD:
            self.worsen(SheetState.HELD)
        if matters & REFUSED:
            self.worsen(SheetState.REFUSED)

    @property
    def exit_status(self) -> int:
        return EXIT.get(self.outcome, 0)


def as_row(finding: Finding) -> dict:
    return {
        "row": finding.line,
        "code": finding.code,
        "column": finding.column,
        "kind": finding.matter.value,
        "text": finding.text,
    }
