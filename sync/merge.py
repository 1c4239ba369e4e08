"""The three-way merge: (what was agreed, the records, the sheet, the memory) -> a plan. Pure.

Nothing that a person typed is dropped: it lands, or waits as a conflict, or is refused in words, or was
overruled and that is said. What is agreed moves on only where both sides hold the same. Which row is which
is `identity`; what stops a whole sheet is `guard`; doing what is planned is `apply` and `run`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from choices import Matter
from language import gettext
from sync import guard
from sync.absentees import Absentees
from sync.cells import Cells, Decision
from sync.identity import Identity
from sync.newcomers import Newcomers
from sync.plan import Column, Finding, Hold, Memory, OfficeRow, Plan, SheetRow, fingerprint
from sync.status import statuses


def merge(
    columns: list[Column],
    office: Iterable[OfficeRow],
    rows: list[SheetRow],
    memory: Memory,
    fresh: Iterator[str],
) -> Plan:
    """What must happen so that both sides agree. Total: no sheet, however odd, raises."""
    if stop := guard.stop(rows, memory):
        return Plan(known=memory.known, stop=stop)
    work = Merge(columns, office, rows, guard.restarted(memory), fresh)
    work.run()
    work.newcomers = None  # who knew one another would stay in memory for the whole run
    return work.plan


class Merge:
    """One merge at work; `plan` grows."""

    def __init__(self, columns, office, rows, memory, fresh):
        self.columns, self.memory, self.fresh = columns, memory, fresh
        self.landed = {id for id, _column in memory.landed}
        self.office = {row.record: row for row in office}
        self.rows = {row.line: row for row in rows}
        self.plan = Plan(known=dict(memory.known))
        self.matching = Identity(columns, self.office, memory).resolve(rows)
        self.cells = Cells(columns, memory, self.plan)
        self.newcomers = Newcomers(self)

    def run(self):
        self.cells.held = guard.scrambled(self.columns, self.pairs(), self.memory, self.plan)
        for line, id in self.matching.owners.items():
            self.owned(self.rows[line], self.memory.known[id])
        self.newcomers.run()
        self.doubtful()
        Absentees(self).run()
        guard.deletions(self.plan, self.memory)
        guard.leaving(self.plan, self.memory, self.rows)
        self.plan.statuses = statuses(self.rows, self.plan, self.memory, self.ids())

    def pairs(self):
        """(row, what is known of it) of every row that stands for a record."""
        known = self.memory.known
        return [(self.rows[line], known[id]) for line, id in self.matching.owners.items()]

    def ids(self):
        """line -> row id, as it will be."""
        held = {line: self.rows[line].id for line in self.matching.ambiguous}
        return {**held, **self.matching.strangers, **self.matching.owners, **self.plan.ids}

    def say(self, matter, row, text, column="", id=""):
        code = row.code or ""
        self.plan.findings.append(Finding(matter, text, row.line, id or row.id, code, column))

    def know(self, known, **changes):
        self.plan.known[known.id] = replace(known, **changes)

    def described(self, row):
        """What stands in a row, for the desk's own pages: what is masked there is masked here."""
        texts = [(column, row.texts.get(column.name)) for column in self.columns]
        return "，".join(column.mask(text) for column, text in texts if text)

    def there(self):
        """Ids of rows that are in the sheet, whatever their trouble."""
        held = {self.rows[line].id for line in self.matching.ambiguous}
        return {*self.matching.owners.values(), *self.matching.strangers.values(), *held}

    # A row whose owner is clear ----------------------------------------------------------------

    def owned(self, row, known):
        if row.id != known.id:
            self.plan.ids[row.line] = known.id
        if known.gone and known.record not in self.office:
            self.buried(row, known)
        elif known.record is None:
            self.newcomers.complete(row, known)
        elif known.record not in self.office:
            self.departed(row, known)
        else:
            self.alive(row, known, self.office[known.record])

    def alive(self, row, known, office):
        """Both sides have it: cell by cell."""
        self.plan.records[row.line] = office.record
        if row.code is not None and row.code != office.code:
            self.plan.codes[row.line] = office.record
        if self.at_rest(row, known, office):
            return
        decision = self.cells.decide(row, known, office)
        if decision.to_sheet:
            self.plan.cells[row.line] = decision.to_sheet
        if decision.to_record:
            self.plan.changes[known.id] = decision.to_record
        self.remember(row, known, office, decision)

    def at_rest(self, row, known, office):
        """All three sides say the same and so does the memory, as of most rows: no cell has anything to decide."""
        same = not row.wrong and row.cells == known.cells == office.cells and row.mark == known.seen
        return same and not (known.taken or known.gone or known.missing or known.id in self.landed)

    def remember(self, row, known, office, decision: Decision):
        after = {**row.texts, **decision.to_sheet}
        agreed = {**(known.cells or {}), **decision.agreed}
        taken = {**known.taken, **decision.taken}
        taken = {n: text for n, text in taken.items() if office.cells.get(n) == text}
        self.know(known, cells=agreed, seen=fingerprint(after), missing=None, gone="", taken=taken)

    def departed(self, row, known):
        """The office removed the record, or it left the sheet's union."""
        reason = self.memory.gone.get(known.record, "office")
        changed = differs(row, known)
        if reason == "office" and (changed or row.own):
            self.say(Matter.DELETED, row, deleted_words(), id=known.id)
        else:
            if changed:
                self.lost_with_it(row, known)
            self.clear(row)
        self.know(known, gone=reason, missing=None)

    def lost_with_it(self, row, known):
        """Permission wins: the row goes; what was typed in it is kept on record."""
        text = gettext("The record left this union; its row was removed. It read: %(texts)s")
        said = text % {"texts": self.described(row)}
        said = Finding(Matter.OVERRULED, said, row.line, known.id, row.code or "")
        self.plan.notices.append(said)

    def clear(self, row):
        """Take a row out; where the cadre wrote beside it, only our cells."""
        if not row.own:
            self.plan.removed.add(row.line)
            return
        self.plan.cells[row.line] = dict.fromkeys(row.cells, "")
        self.plan.ids[row.line] = ""

    def buried(self, row, known):
        """A row whose record is gone is there (again)."""
        refused = self.memory.refused.get((known.id, ""))
        if known.gone == "sheet" and not self.memory.stale and not refused:
            self.plan.restores.append(known.id)
            self.say(Matter.RESTORED, row, gettext("The row came back, and so did the record."), id=known.id)
        elif known.gone == "elsewhere" or not (differs(row, known) or row.own):
            self.clear(row)
        else:
            self.say(Matter.DELETED, row, refused[1] if refused else deleted_words(), id=known.id)

    # Rows that nobody can tell ----------------------------------------------------------------

    def doubtful(self):
        for line in self.matching.ambiguous:
            row = self.rows[line]
            text = gettext(
                "Several rows are changed copies of one another, and which one is the record cannot be told:"
                " remove all but one, or clear what you copied."
            )
            self.say(Matter.AMBIGUOUS, row, text)
        for line, id in self.matching.strangers.items():
            self.became_somebody_else(self.rows[line], self.memory.known[id])

    def became_somebody_else(self, row, known):
        mark = f"else:{known.id}:{row.mark}"
        if mark in self.memory.declined and known.record in self.office:
            self.put_back(row, known)
            return
        text = gettext(
            "The row became another person or thing. To add one, write a new row; to really change this"
            " one, an administrator must approve."
        )
        self.say(Matter.HELD, row, text, id=known.id)
        self.plan.holds.append(Hold(mark, Matter.HELD, self.described(row), known.id, known.record))

    def put_back(self, row, known):
        """A person turned the change down: the office's values again, and what was typed is said."""
        office = self.office[known.record]
        text = gettext("An administrator turned the change down; it read: %(texts)s")
        notice = text % {"texts": self.described(row)}
        self.plan.notices.append(Finding(Matter.OVERRULED, notice, row.line, known.id, office.code))
        cells = {n: office.cells[n] for n in row.cells}
        self.plan.cells[row.line], self.plan.records[row.line] = cells, office.record
        self.know(known, cells={**(known.cells or {}), **cells}, seen=fingerprint(cells), missing=None)


def differs(row, known):
    """Whether something stands in the row that was never agreed on: also what waits, or could not be read."""
    return row.texts != {name: (known.cells or {}).get(name, "") for name in row.texts}


def deleted_words():
    return gettext("The office deleted this record. Remove the row, or ask the office to restore the record.")
