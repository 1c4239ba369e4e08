"""Rows that stand for no record yet: new ones, copies, and rows that turn out to be records known elsewhere. Pure.

A new row gets its id first; the record is made when a later read shows the row with that id, so that a
run that dies in between never makes two.
"""

from dataclasses import replace

from choices import Matter
from language import gettext
from sync.cells import lacking_words
from sync.plan import Known, Wrong, fingerprint


class Newcomers:
    """The part of a merge that deals with them."""

    def __init__(self, work):
        self.work, self.plan, self.memory = work, work.plan, work.memory
        self.owned = set(work.matching.owners.values())

    def run(self):
        for line, record in self.work.matching.adopted.items():
            self.adopt(self.work.rows[line], record)
        for line, original in self.work.matching.copies.items():
            self.copy(self.work.rows[line], original)
        for line in self.work.matching.new:
            self.new(self.work.rows[line])

    def adopt(self, row, record):
        """It reads exactly like a record that has no row: it is that record's."""
        id = next(self.work.fresh)
        self.plan.ids[row.line], self.plan.records[row.line] = id, record
        if row.code is not None:
            self.plan.codes[row.line] = record
        self.plan.known[id] = Known(id, record, cells=dict(row.texts), seen=row.mark)

    def copy(self, row, original):
        known = self.memory.known.get(row.id)
        if known is None or known.copy != row.mark:
            id = next(self.work.fresh)
            self.plan.ids[row.line] = id
            self.plan.known[id] = Known(id, copy=row.mark)
        text = gettext("A copy of another row: change it to add a record, or remove it.")
        self.work.say(Matter.DUPLICATE, row, text, id=self.plan.ids.get(row.line, row.id))

    def new(self, row):
        """First sight of a row: an id, once it could become a record."""
        known = self.memory.known.get(row.id)
        if known and known.record is None and row.id not in self.owned:
            self.complete(row, replace(known, copy=""))
            return
        if self.ready(row):
            id = next(self.work.fresh)
            self.plan.ids[row.line] = id
            self.plan.known[id] = Known(id, seen=row.mark)
        elif row.id:
            self.plan.ids[row.line] = ""

    def complete(self, row, known):
        """The row carries its id: the record can be made."""
        self.plan.known[known.id] = replace(known, seen=row.mark, missing=None)
        if self.ready(row, known.id):
            self.plan.inserts[known.id] = {n: text for n, text in row.texts.items() if text and self.typed(n)}

    def typed(self, name):
        return any(column.name == name and column.editable for column in self.work.columns)

    def ready(self, row, id=""):
        """Whether the row can become a record; if not, what it lacks is said."""
        if not self.memory.may_add:
            self.work.say(Matter.INVALID, row, closed_words(), id=id)
        elif row.mark in self.existing(row):
            text = gettext(
                "Exactly the same as another record: nothing was added. Remove the row, or change what differs."
            )
            self.work.say(Matter.DUPLICATE, row, text, id=id)
        else:
            return not any([self.lacks(row, id), self.wrong(row, id), self.refused(row, id)])
        return False

    def existing(self, row):
        names = list(row.cells)
        if not hasattr(self, "_existing"):
            rows = self.work.office.values()
            self._existing = {fingerprint({n: o.cells.get(n, "") for n in names}) for o in rows}
        return self._existing

    def lacks(self, row, id):
        blank = [c for c in self.work.columns if c.required and not c.defaulted and not row.texts.get(c.name)]
        for column in blank:
            self.work.say(Matter.INCOMPLETE, row, f"{column.label}：{lacking_words()}", column.name, id)
        return bool(blank)

    def wrong(self, row, id):
        found = [(c, row.cells.get(c.name)) for c in self.work.columns if c.editable]
        found = [(column, value) for column, value in found if isinstance(value, Wrong)]
        for column, value in found:
            self.work.say(Matter.INVALID, row, f"{column.label}：{mended(value.words)}", column.name, id)
        return bool(found)

    def refused(self, row, id):
        """What the records' own door said of this very row."""
        labels = {column.name: f"{column.label}：" for column in self.work.columns}
        found = {c: said for (of, c), said in self.memory.refused.items() if id and of == id}
        found = {c: words for c, (value, words) in found.items() if value in ("", row.texts.get(c, ""))}
        for name, words in found.items():
            self.work.say(Matter.INVALID, row, f"{labels.get(name, '')}{mended(words)}", name, id)
        return bool(found)


def closed_words():
    return gettext(
        "Rows cannot be added in this sheet, because not every column that a record needs may be edited here: tell the"
        " office whom to add, and remove the row."
    )


def mended(words):
    """A reason, and what to do about it."""
    return gettext("%(reason)s. Correct it, then the row is added", reason=words.rstrip("。."))
