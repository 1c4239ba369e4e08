"""People at a shared sheet and in the office: each deed by name with two numbers that pick row and column.

No expectations here; what must be found later is told to the witness.
"""

import copy
from hashlib import sha256
from pathlib import Path

import operations
import scope
from choices import Policy, Waiting
from models import SharedSheet, SheetConflict, SheetProposal, Worker
from operations import Refused
from sync import settling
from sync.backends import ID, STATUS, RawRow, Reading
from sync.backends.beside import Copy
from sync.backends.memory import MemorySheet
from tests.sheet_witness import COLUMNS, living

OWN = "own"  # a column that the cadre added
READ_ONLY = "organisation"


class Paper(MemorySheet):
    """A sheet in memory at which people work: rows keep what the cadre wrote beside them."""

    renamed = frozenset()  # columns whose headers nobody knows any more

    def __init__(self):
        super().__init__()
        self.beside = []  # copies that a sync drive left: (rows, generation, columns)
        self.aside = []  # those that were taken in

    def copies(self, _layout):
        return [self.copied(number, *one) for number, one in enumerate(self.beside)]

    def copied(self, number, rows, generation, found):
        raw = [
            RawRow(n, {k: texts[k] for k in found}) for n, texts in enumerate(rows, 2) if any(texts.values())
        ]
        reading = Reading(raw, found, generation, True)
        return Copy(Path(f"职工 ({number}).xlsx"), self.mark(rows, generation), reading)

    def mark(self, rows, generation):
        return sha256(str((rows, generation)).encode()).hexdigest()

    def set_aside(self, copy):
        self.aside += [one for one in self.beside if self.mark(*one[:2]) == copy.mark]
        self.beside = [one for one in self.beside if self.mark(*one[:2]) != copy.mark]
        return "已合并"

    def read(self, layout):
        self.reads += 1
        rows = [self.seen(n, texts) for n, texts in self.lines.items() if any(texts.values())]
        return Reading(rows, self.found - self.renamed, self.generation, self.exists, self.version)

    def seen(self, line, texts):
        cells = {name: text for name, text in texts.items() if name not in {OWN, *self.renamed}}
        return RawRow(line, cells, any(texts.get(name) for name in {OWN, *self.renamed}))

    def arrange(self, rows):
        """These rows, from the first line on."""
        self.lines = dict(enumerate(rows, 2))
        self.version += 1

    def copy(self):
        return copy.deepcopy((list(self.lines.values()), self.generation))


class Cadre:
    """Somebody with the sheet open."""

    def __init__(self, paper, witness):
        self.paper, self.witness = paper, witness
        self.last = self.clipboard = self.kept = None

    @property
    def rows(self):
        return list(self.paper.lines.values())

    def type_in(self, row, column, text):
        before = row.get(column, "")
        self.witness.seen(before)
        self.last = (row, column, before, text)
        row[column] = text
        self.paper.version += 1

    def edit(self, row, column):
        text = self.witness.new(column)
        same = [other for other in self.rows if other["_code"] == row["_code"]]
        if row["_code"] and len(same) == 1:
            self.witness.home[text] = row["_code"]
        self.type_in(row, column, text)

    def clear(self, row, column):
        self.type_in(row, column, "")

    def clear_name(self, row, _column):
        self.type_in(row, "name", "")

    def bad_value(self, row, _column):
        text = "坏" + self.witness.new("bad")
        self.witness.again(text, "bad")
        self.witness.seen(text[1:])
        self.type_in(row, "phone", text)

    def read_only(self, row, _column):
        self.type_in(row, READ_ONLY, self.witness.new(READ_ONLY))

    def somebody_else(self, row, _column):
        for column in COLUMNS:
            self.edit(row, column)
            self.witness.home.pop(row[column], None)  # from here on nobody can say who the row is

    def own_note(self, row, _column):
        row[OWN] = "" if row.get(OWN) else "我的"
        self.paper.version += 1

    def read_status(self, row, _column):
        """The status was read and is cleared."""
        self.witness.seen(*[text for text in self.witness.alive if text in row[STATUS]])
        row[STATUS] = ""
        self.paper.version += 1

    def undo(self, _row, _column):
        if (
            self.last
            and self.last[0].get(self.last[1]) == self.last[3]
            and any(row is self.last[0] for row in self.rows)
        ):
            row, column, before, text = self.last
            self.witness.seen(text)
            if before and column in COLUMNS and any(getattr(w, column) == text for w in living()):
                self.witness.again(before, column)  # the office has taken what is now undone
            row[column], self.last = before, None
            self.paper.version += 1

    # Rows ----------------------------------------------------------------------------------------

    def put(self, row, at=None):
        rows = self.rows
        rows.insert(len(rows) if at is None else at, row)
        self.paper.arrange(rows)

    def blank(self):
        return dict.fromkeys([*self.paper.found, OWN], "")

    def insert(self, row, column):
        new = self.blank()
        self.put(new, self.rows.index(row))
        for name in dict.fromkeys(["name", column]):
            self.type_in(new, name, self.witness.new(name))

    def half_fill(self, row, column):
        new = self.blank()
        self.put(new)
        self.type_in(new, column, self.witness.new(column))

    def complete(self, _row, _column):
        for row in self.rows:
            if not row["name"]:
                self.type_in(row, "name", self.witness.new("name"))

    def take_out(self, row, _column=None):
        self.witness.seen(*row.values())
        self.paper.arrange([one for one in self.rows if one is not row])

    def cut(self, row, _column):
        self.clipboard = dict(row)
        self.take_out(row)

    def paste(self, row, _column):
        """What was cut comes back, once; while its row is there again it is a copy."""
        if self.clipboard:
            row, self.clipboard = self.clipboard, None
            if any(row[k] and row[k] == other[k] for other in self.rows for k in (ID, "_code")):
                self.copied(row)
            self.put(row)
            for column in (*COLUMNS, READ_ONLY):
                if row[column].startswith("坏"):
                    self.witness.again(row[column], "bad")

    def copied(self, row):
        self.witness.people[row["name"]] += 1
        for column in COLUMNS:
            self.witness.home.pop(row[column], None)

    def copy(self, row, column):
        self.copied(row)
        self.put(dict(row), (self.rows.index(row) + len(column)) % len(self.rows))

    def copy_cells(self, row, _column):
        """A copy of what is to be seen, without the hidden column."""
        self.copied(row)
        self.put({**row, ID: ""})

    def copy_and_change(self, row, column):
        self.copy(row, column)
        self.edit(self.rows[-1], column)

    def sort(self, _row, column):
        self.paper.arrange(sorted(self.rows, key=lambda row: row[column]))

    def sort_without_id(self, _row, column):
        rows = self.rows
        ids = [row[ID] for row in rows]
        rows.sort(key=lambda row: row[column], reverse=True)
        for row, id in zip(rows, ids, strict=True):
            row[ID] = id
        self.paper.arrange(rows)

    def sort_one(self, _row, column):
        texts = sorted((row[column] for row in self.rows), reverse=True)
        for row, text in zip(self.rows, texts, strict=True):
            self.witness.home.pop(text, None)
            self.witness.people[text] += 1  # part of it is believed, where too few changed places
            row[column] = text
        self.paper.version += 1

    def rename_column(self, _row, column):
        """The header becomes another one, or again what it was."""
        self.paper.renamed ^= {column}
        self.paper.version += 1

    def keep_copy(self, _row, _column):
        self.kept = self.paper.copy()

    def save_old_copy(self, _row, _column):
        """What stood only in the sheet is gone with it; what the records have must stay."""
        if self.kept:
            office = {getattr(worker, name) for worker in Worker.select() for name in COLUMNS}
            self.witness.seen(*[t for row in self.rows for t in row.values() if t not in office])
            rows, self.paper.generation = copy.deepcopy(self.kept)
            self.paper.arrange(rows)

    # A copy that a sync drive left ---------------------------------------------------------------

    def drive_copies(self, _row, _column):
        if len(self.paper.beside) < 2:
            self.paper.beside.append((*self.paper.copy(), self.paper.found - self.paper.renamed))

    def in_copy(self, row):
        rows = self.paper.beside[-1][0] if self.paper.beside else []
        return [one for one in rows if one[ID] == row[ID]]

    def edit_copy(self, row, column):
        for one in self.in_copy(row)[:1]:
            self.witness.seen(one[column])
            one[column] = self.witness.new(column)

    def add_to_copy(self, _row, column):
        for rows, *_rest in self.paper.beside[-1:]:
            new = self.blank()
            for name in dict.fromkeys(["name", column]):
                new[name] = self.witness.new(name)
            rows.append(new)

    def bad_value_in_copy(self, row, _column):
        for one in self.in_copy(row)[:1]:
            text = "坏" + self.witness.new("bad")
            self.witness.again(text, "bad")
            self.witness.seen(one["phone"], text[1:])
            one["phone"] = text

    def take_out_of_copy(self, row, _column):
        for one in self.in_copy(row):
            self.witness.seen(*one.values())
            self.paper.beside[-1][0].remove(one)

    def sort_copy(self, _row, column):
        for rows, *_rest in self.paper.beside[-1:]:
            rows.sort(key=lambda row: row[column])


class Clerk:
    """Somebody in the office."""

    def __init__(self, witness, union):
        self.witness, self.union, self.paper = witness, union, witness.paper

    def edit(self, worker, column):
        self.witness.seen(getattr(worker, column))
        setattr(worker, column, self.witness.new(column))
        operations.save(worker, scope.SYSTEM)

    def clear(self, worker, column):
        if column != "name":
            self.witness.seen(getattr(worker, column))
            setattr(worker, column, None)
            operations.save(worker, scope.SYSTEM)

    def new(self, _worker, column):
        values = {name: self.witness.new(name) for name in dict.fromkeys(["name", column])}
        operations.save(Worker(organisation=self.union, **values), scope.SYSTEM)

    def delete(self, worker, _column):
        operations.delete(worker, scope.SYSTEM)
        self.witness.buried.add(worker.id)

    def restore(self, _worker, _column):
        for worker in Worker.select().where(Worker.deleted_at.is_null(False)).limit(1):
            operations.restore(worker, scope.SYSTEM)
            self.witness.buried.discard(worker.id)

    # Decisions -----------------------------------------------------------------------------------

    def settle(self, _worker, column):
        winner = Policy.OFFICE if column in ("phone", "post") else Policy.SHEET
        for conflict in SheetConflict.select().where(SheetConflict.state == Waiting.OPEN).limit(1):
            try:
                settling.settle(SharedSheet.get(), conflict, winner, scope.SYSTEM)
            except Refused:
                return
            self.witness.seen(conflict.typed if winner == Policy.OFFICE else conflict.office)

    def approve(self, _worker, _column):
        for waits in SheetProposal.select().where(SheetProposal.state == Waiting.OPEN).limit(1):
            settling.approve(SharedSheet.get(), waits, scope.SYSTEM)
            if waits.matter == "missing":
                self.witness.buried.add(waits.record)

    def turn_down(self, _worker, _column):
        for waits in SheetProposal.select().where(SheetProposal.state == Waiting.OPEN).limit(1):
            settling.turn_down(SharedSheet.get(), waits, scope.SYSTEM)
            for row in self.paper.lines.values():
                if row["name"] and row["name"] in waits.text:
                    self.witness.seen(row["address"])  # is told without it: nobody reads it in passing


CADRE = [name for name in vars(Cadre) if not name.startswith("_") and name not in
         ("rows", "type_in", "put", "blank", "copied", "in_copy")]  # fmt: skip
CLERK = [name for name in vars(Clerk) if not name.startswith("_")]
