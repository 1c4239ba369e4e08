"""Records that have no row in the sheet: those that are new to it, and those whose row went missing. Pure.

Nothing at all is done about a missing row before it was missed in two runs; then a person decides.
"""

from dataclasses import replace

from choices import Matter
from language import gettext
from sync.plan import Finding, Hold, Known, fingerprint


class Absentees:
    """The part of a merge that deals with them."""

    def __init__(self, work):
        self.work, self.plan, self.memory, self.office = work, work.plan, work.memory, work.office
        self.there = work.there()

    def run(self):
        self.absent()
        self.unshown()

    def absent(self):
        """Rows that were there and are not."""
        for known in self.memory.known.values():
            if known.id in self.there or known.gone:
                continue
            if known.record in self.office and known.cells is not None:
                self.missing(known, self.office[known.record])
            elif known.record is not None and known.record not in self.office:
                reason = self.memory.gone.get(known.record, "office")
                self.work.know(known, gone=reason, missing=None)

    def missing(self, known, office):
        """Not there: nothing at all is done before it was missed in two runs."""
        mark = f"missing:{known.id}:{known.missing}"
        since = known.missing or self.memory.run
        if known.missing is None or known.missing == self.memory.run:
            self.work.know(known, missing=since)
            self.note_missing(known, office, gettext("The row is no longer in the sheet."))
        elif mark in self.memory.declined or self.changed_since(known, office):
            self.again(known, office)
        else:
            self.propose(mark, known, office)

    def note_missing(self, known, office, text):
        self.plan.findings.append(Finding(Matter.MISSING, text, None, known.id, office.code))

    def changed_since(self, known, office):
        return any(office.cells[n] != text for n, text in known.cells.items() if n in office.cells)

    def again(self, known, office):
        """Back into the sheet: somebody decided so, or the office has worked on it meanwhile."""
        self.append(known, office)
        text = gettext("The row was missing and was put back.")
        self.plan.findings.append(Finding(Matter.RESTORED, text, None, known.id, office.code))

    def propose(self, mark, known, office):
        text = gettext("The row is no longer in the sheet. Shall the record go to the trash?")
        self.plan.holds.append(Hold(mark, Matter.MISSING, text, known.id, known.record))
        refused = self.memory.refused.get((known.id, ""))
        words = gettext("Missing in two runs: the deletion waits for a person.")
        self.note_missing(known, office, refused[1] if refused else words)

    def unshown(self):
        """Records that are new to the sheet, back in it, or whose row was given but never landed."""
        rows = {k.record: k for k in self.plan.known.values() if k.record is not None}
        there = {*self.there, *self.plan.ids.values()}
        for office in self.office.values():
            known = rows.get(office.record) or Known(next(self.work.fresh))
            unlanded = known.cells is None and known.id not in there
            if unlanded or (known.gone and known.id not in self.there):
                self.append(known, office)

    def append(self, known, office):
        names = [column.name for column in self.work.columns if column.name not in self.memory.unobserved]
        cells = {name: office.cells[name] for name in names}
        self.plan.appended[known.id] = office.record
        self.plan.known[known.id] = replace(
            known, record=office.record, cells=cells, seen=fingerprint(cells), missing=None, gone="", taken={},
            was=known.seen,
        )  # fmt: skip
