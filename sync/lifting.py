"""What people typed in a copy of a sheet, lifted into the sheet itself, so that the merge deals with it there. Pure.

A copy is compared with what was agreed in the generation it was taken from. What differs is a person's; it goes
into the sheet's own cell together with the base the copy knew, and from there on it is an edit like any other: it
lands, is a conflict, or is refused in the row. What fits no cell is said. Nothing else of a copy counts: what it
holds of old never rolls anything back.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace

from choices import Matter
from language import gettext
from sync.identity import Identity
from sync.plan import Cells, Column, Finding, Memory, OfficeRow, SheetRow, Wrong, fingerprint

MOST_NAMED = 5  # rows missing in a copy that are named one by one


@dataclass(frozen=True)
class Since:
    """What was agreed since a copy was taken, by which its values are known to be old ones."""

    values: dict[str, dict[str, set[str]]] = field(default_factory=dict)  # row -> column -> texts
    marks: frozenset = frozenset()  # what rows held when they came into the sheet


@dataclass
class Edit:
    """The cells of one row in which somebody typed."""

    source: int  # line of the copy
    line: int | None = None  # line of the sheet; None: it is missing there
    bases: Cells = field(default_factory=dict)  # column -> what the copy knew


@dataclass
class Lift:
    """What goes into the sheet, and what has to be said."""

    edits: dict[str, Edit] = field(default_factory=dict)
    new: list[int] = field(default_factory=list)  # lines of the copy
    findings: list[Finding] = field(default_factory=list)
    notices: list[Finding] = field(default_factory=list)

    @property
    def empty(self):
        return not (self.edits or self.new)

    @property
    def count(self):
        """How many cells of rows that are known."""
        return sum(len(edit.bases) for edit in self.edits.values())


class Lifting:
    """One copy at work; `lift` grows."""

    def __init__(self, name: str, columns: list[Column], office: dict[int, OfficeRow], now: Memory, then: dict,
                 since: Since):  # fmt: skip
        self.name, self.columns, self.office = name, columns, office
        self.now, self.then, self.since = now, then, since
        self.lift = Lift()

    def run(self, sheet: list[SheetRow], copy: list[SheetRow]) -> Lift:
        """The rows of the sheet, at rest, and those of the copy."""
        self.look_at_sheet(sheet)
        rows = {row.line: row for row in copy}
        old = replace(self.now, known=self.then, stale=True)
        found = Identity(self.columns, self.office, old).resolve(copy)
        for line, id in found.owners.items():
            self.owned(rows[line], id)
        for line, id in found.strangers.items():
            self.stranger(rows[line], id)
        for line in found.ambiguous:
            self.ambiguous(rows[line])
        self.newcomers([rows[line] for line in found.new])
        held = {rows[line].id for line in found.ambiguous}
        self.absent({*found.owners.values(), *found.strangers.values(), *found.copies.values(), *held})
        return self.lift

    def look_at_sheet(self, rows):
        found = Identity(self.columns, self.office, self.now).resolve(rows)
        by_line = {row.line: row for row in rows}
        self.lines = {id: by_line[line] for line, id in found.owners.items()}
        self.troubled = {*found.strangers.values(), *(by_line[line].id for line in found.ambiguous)}
        self.there = {row.mark for row in rows}

    # A row that is known ---------------------------------------------------------------------

    def owned(self, row, id):
        edits = self.edits(row, id)
        known, line = self.now.known[id], self.lines.get(id)
        if not edits:
            return
        if known.gone or (known.record is not None and known.record not in self.office):
            self.say(Matter.DELETED, row, id, gone_words(), self.described(row, edits))
        elif line is None and id in self.troubled:
            self.say(Matter.AMBIGUOUS, row, id, unsure_words(), self.described(row, edits))
            for name in edits:
                self.untaken(row, id, None, name, gettext("for the row waits for a person"))
        elif line is None:
            self.back(row, id, edits)
        else:
            for name, base in edits.items():
                self.cell(row, id, line, name, base)

    def edits(self, row, id) -> Cells:
        """{column: what the copy knew} of the cells in which somebody typed."""
        then = self.then[id]
        if row.mark == then.seen:
            return {}
        old, office = self.since.values.get(id, {}), self.office.get(self.now.known[id].record)
        bases = {name: (then.cells or {}).get(name, "") for name in row.cells}
        agreed = office.cells if office else {}
        return {
            name: base
            for name, base in bases.items()
            if row.texts[name] != base
            and row.texts[name] not in old.get(name, ())
            and (isinstance(row.cells[name], Wrong) or row.texts[name] != agreed.get(name, ""))
        }

    def cell(self, row, id, line, name, base):
        """Into the sheet's own cell, where nothing else waits in it."""
        text, here = row.texts[name], line.texts.get(name)
        if here == text:
            return
        if here is None or unwritable(row.cells[name]):
            words = gettext("its column is not in the sheet") if here is None else row.cells[name].words
            self.say(Matter.INVALID, row, id, words, self.described(row, [name]), line.line)
        elif here != (self.now.known[id].cells or {}).get(name, ""):
            self.occupied(row, id, line, name, here)
        else:
            self.lift.edits.setdefault(id, Edit(row.line, line.line)).bases[name] = base

    def occupied(self, row, id, line, name, here):
        why = gettext("for “%(here)s” waits here", here=show(self.column(name), here))
        self.untaken(row, id, line.line, name, why)

    def untaken(self, row, id, line, name, why):
        """Told in the row itself, until somebody clears it there."""
        column = self.column(name)
        text = gettext(
            "%(column)s: “%(typed)s” in the copy %(copy)s was not taken over, %(why)s",
            column=column.label, typed=show(column, row.texts[name]), copy=self.name, why=why,
        )  # fmt: skip
        self.lift.notices.append(Finding(Matter.OVERRULED, text, line, id, self.code(id), name))

    def back(self, row, id, edits):
        """Somebody took the row out of the sheet, somebody else worked on it: the work brings it back."""
        if broken := [name for name in edits if unwritable(row.cells[name])]:
            self.say(Matter.INVALID, row, id, row.cells[broken[0]].words, self.described(row, edits))
            return
        self.lift.edits[id] = Edit(row.line, bases=edits)

    # Rows that are not -----------------------------------------------------------------------

    def newcomers(self, rows):
        """Rows that somebody added: where the sheet has one of that name since, they are one row worked on twice."""
        called, fresh = Counter(map(self.key, rows)), self.fresh()
        for row in rows:
            if row.mark in self.since.marks or row.mark in self.there or row.mark in self.existing(row):
                continue
            same = fresh.get(self.key(row), ())
            if called[self.key(row)] == len(same) == 1:
                self.owned(row, same[0])
            else:
                self.newcomer(row)

    def fresh(self):
        """{name: rows that came into the sheet since the copy was taken}."""
        found = defaultdict(list)
        for id, row in self.lines.items():
            if self.then[id].cells is None and any(self.key(row)):
                found[self.key(row)].append(id)
        return found

    def key(self, row):
        return tuple(row.texts.get(column.name, "") for column in self.columns if column.key)

    def newcomer(self, row):
        if any(unwritable(value) for value in row.cells.values()):
            words = gettext("holds a formula or an error instead of a value")
            self.say(Matter.INVALID, row, "", words, self.described(row, row.cells))
            return
        self.there.add(row.mark)
        self.lift.new.append(row.line)

    def existing(self, row):
        if not hasattr(self, "_existing"):
            self._existing = {
                fingerprint({name: o.cells.get(name, "") for name in row.cells}) for o in self.office.values()
            }
        return self._existing

    def stranger(self, row, id):
        if self.edits(row, id):
            words = gettext("the row became another person or thing: add it as a new row if that is meant")
            self.say(Matter.HELD, row, id, words, self.described(row, row.cells))

    def ambiguous(self, row):
        self.say(Matter.AMBIGUOUS, row, "", unsure_words(), self.described(row, row.cells))

    def absent(self, there):
        """Rows that somebody took out of the copy: only the sheet itself can say that of a record."""
        taken = [id for id, known in self.then.items() if known.cells is not None and id not in there]
        taken = [id for id in taken if id in self.lines and self.now.known[id].record in self.office]
        for id in taken[:MOST_NAMED]:
            text = gettext(
                "The row is not in the copy %(copy)s; it stays. To delete it, remove it here.", copy=self.name
            )
            self.lift.findings.append(Finding(Matter.MISSING, text, self.lines[id].line, id, self.code(id)))
        if len(taken) > MOST_NAMED:
            text = gettext(
                "%(count)s more rows are not in the copy %(copy)s; they stay.",
                count=len(taken) - MOST_NAMED,
                copy=self.name,
            )
            self.lift.findings.append(Finding(Matter.MISSING, text))

    # Words -----------------------------------------------------------------------------------

    def say(self, matter, row, id, why, what, line=None):
        text = gettext(
            "In the copy %(copy)s, row %(line)s, not taken over: %(why)s. It reads: %(what)s",
            copy=self.name, line=row.line, why=why, what=what,
        )  # fmt: skip
        self.lift.findings.append(Finding(matter, text, line, id, self.code(id) or row.code or ""))

    def described(self, row, names):
        """What was typed, for the desk's own pages: what is masked there is masked here."""
        told = [(self.column(name), row.texts[name]) for name in names]
        return "，".join(f"{c.label} {c.mask(show(c, text)) or '—'}" for c, text in told)

    def column(self, name):
        return next(column for column in self.columns if column.name == name)

    def code(self, id):
        known = self.now.known.get(id)
        office = self.office.get(known.record) if known else None
        return office.code if office else ""


def unwritable(value):
    """A formula cannot be carried over as the text it is made of."""
    return isinstance(value, Wrong) and value.broken


def show(column, text):
    return column.show(text) if text else ""


def gone_words():
    return gettext("the record was deleted, or left this union, meanwhile")


def unsure_words():
    return gettext("which row it is cannot be told")


def since(steps, settled) -> Since:
    """What batches brought into the sheet, and sheet values that a person decided against."""
    values, marks = defaultdict(lambda: defaultdict(set)), set()
    for changed in steps:
        for id, (_before, (cells, seen)) in changed.items():
            marks.add(seen)
            for name, text in (cells or {}).items():
                values[id][name].add(text)
    for id, name, text in settled:
        values[id][name].add(text)
    return Since(values, frozenset(marks - {""}))
