"""One row that both sides have, cell by cell: what goes where, what waits, what is agreed. Pure.

"No ancestor" is the same as "blank ancestor": one rule less, and the safe one.
"""

from dataclasses import dataclass, field

from choices import Matter, Policy
from language import gettext
from sync.plan import Difference, Finding, Wrong


@dataclass
class Decision:
    """What one row comes to."""

    to_sheet: dict[str, str] = field(default_factory=dict)
    to_record: dict[str, str] = field(default_factory=dict)
    agreed: dict[str, str] = field(default_factory=dict)
    taken: dict[str, str] = field(default_factory=dict)
    complete: bool = True


@dataclass(frozen=True)
class Cell:
    """One cell with its three values."""

    column: object
    row: object
    known: object
    base: str
    office: str

    @property
    def typed(self):
        return self.row.texts[self.column.name]

    @property
    def key(self):
        return self.known.id, self.column.name

    @property
    def wrong(self):
        value = self.row.cells[self.column.name]
        return value.words if isinstance(value, Wrong) else ""

    @property
    def undone(self):
        """The sheet shows the old value again of a cell whose new one the office had taken from it."""
        return self.typed == self.base and self.known.taken.get(self.column.name) == self.office


class Cells:
    """The rules of a cell; findings, notices and differences go to the plan."""

    def __init__(self, columns, memory, plan):
        self.columns, self.memory, self.plan = columns, memory, plan
        self.held = {}  # cells of columns that seem sorted alone: held, or declined

    def decide(self, row, known, office) -> Decision:
        decision = Decision()
        for column in self.columns:
            if column.name in row.cells:
                base = (known.cells or {}).get(column.name, "")
                self.settle(Cell(column, row, known, base, office.cells[column.name]), decision, office.code)
        if not decision.complete:
            decision.to_record = {}
        return decision

    def settle(self, cell, decision, code):
        """The table of the merge, one line per case, the first that fits."""
        if cell.typed == cell.office and not cell.wrong:
            self.agree(cell, decision)
        elif not cell.column.editable:
            self.put_back(cell, decision, code)
        elif cell.wrong:
            self.invalid(cell, code, cell.wrong)
        elif self.overruled(cell) or (cell.typed == cell.base and not cell.undone):
            self.to_sheet(cell, decision)
        elif self.held.get(cell.key) == "held":
            self.moved_about(cell, code)
        elif cell.office == cell.base and not cell.undone:
            self.to_record(cell, decision, code)
        else:
            self.both_changed(cell, decision, code)

    def overruled(self, cell):
        declined = self.held.get(cell.key) == "declined" and cell.typed != cell.base
        return declined or self.memory.overruled.get(cell.key) == cell.typed

    def agree(self, cell, decision):
        decision.agreed[cell.column.name] = cell.office
        if cell.key in self.memory.landed:
            decision.taken[cell.column.name] = cell.office

    def to_sheet(self, cell, decision):
        decision.to_sheet[cell.column.name] = decision.agreed[cell.column.name] = cell.office

    def put_back(self, cell, decision, code):
        """A read-only cell: the office's value again; what somebody typed is said."""
        if cell.typed != cell.base:
            words = gettext(
                "cannot be changed here; “%(typed)s” was put back to “%(office)s”. If it is wrong, tell the office;"
                " clear this status cell once you have read it",
                typed=shown(cell, cell.typed),
                office=shown(cell, cell.office),
            )
            self.notice(Matter.READONLY, cell, code, words)
        self.to_sheet(cell, decision)

    def to_record(self, cell, decision, code):
        value, words = self.memory.refused.get(cell.key, (None, ""))
        if value == cell.typed:
            self.invalid(cell, code, words)
        elif cell.column.required and not cell.typed:
            self.say(Matter.INCOMPLETE, cell, code, lacking_words())
            decision.complete = False
        else:
            decision.to_record[cell.column.name] = cell.typed

    def both_changed(self, cell, decision, code):
        if cell.column.policy == Policy.SHEET:
            self.to_record(cell, decision, code)
        elif cell.column.policy == Policy.OFFICE:
            words = gettext(
                "the office's value “%(office)s” stands; “%(typed)s” was overruled. If that is wrong, tell the office;"
                " clear this status cell once you have read it",
                office=shown(cell, cell.office),
                typed=shown(cell, cell.typed),
            )
            self.notice(Matter.OVERRULED, cell, code, words)
            self.to_sheet(cell, decision)
        else:
            self.conflict(cell, code)

    def conflict(self, cell, code):
        words = gettext(
            "before “%(base)s”, office “%(office)s”, sheet “%(typed)s”. Fill in the office's value if it is right, else"
            " ask the office to decide which one holds",
            base=shown(cell, cell.base),
            office=shown(cell, cell.office),
            typed=shown(cell, cell.typed),
        )
        self.say(Matter.CONFLICT, cell, code, words)
        self.plan.differences.append(
            Difference(*cell.key[:1], cell.known.record, cell.column.name, cell.base, cell.office, cell.typed)
        )

    def invalid(self, cell, code, words):
        """Why it is not taken over, with both values: those of a sensitive column as they are shown elsewhere."""
        typed, office = masked(cell, cell.typed), masked(cell, cell.office)
        words = gettext(
            "%(reason)s; “%(typed)s” was not taken over, the record keeps “%(office)s”. Correct the cell",
            reason=words.rstrip("。."),
            typed=typed,
            office=office,
        )
        self.say(Matter.INVALID, cell, code, words)

    def moved_about(self, cell, code):
        """One of a column whose values changed places."""
        words = gettext(
            "the values of this column changed places, as if it had been sorted alone; “%(typed)s” waits until an"
            " administrator approves, the record keeps “%(office)s”",
            typed=masked(cell, cell.typed),
            office=masked(cell, cell.office),
        )
        self.say(Matter.HELD, cell, code, words)

    def say(self, matter, cell, code, words):
        self.plan.findings.append(finding(matter, cell, code, words))

    def notice(self, matter, cell, code, words):
        self.plan.notices.append(finding(matter, cell, code, words))


def shown(cell, text):
    return cell.column.show(text) if text else blank()


def masked(cell, text):
    return cell.column.mask(cell.column.show(text)) if text else blank()


def blank():
    return gettext("(blank)")


def lacking_words():
    return gettext("is required: fill it in, until then nothing of this row is taken over")


def finding(matter, cell, code, words):
    text = f"{cell.column.label}：{words}"
    return Finding(matter, text, cell.row.line, cell.known.id, code, cell.column.name)
