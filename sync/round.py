"""One round of a run: merge, apply, merge again with what the records then say; and the batch that follows.

Called inside a transaction. Files, rounds and history are `run`.
"""

from collections.abc import Callable
from dataclasses import replace

import scope
from choices import Matter
from language import gettext
from models import SharedSheet
from sync import ids, ledger, matters, snapshot
from sync.apply import Work
from sync.backends import CODE, ID, STATUS, Batch, Reading
from sync.guard import restart_mark
from sync.layout import columns, fields_of, model_of, takes_new_rows
from sync.merge import merge
from sync.parts import Part, divided, numbered
from sync.plan import Finding, Plan
from sync.progress import Watch
from sync.shape import Made

LOOKS = 4


class Round:
    """What is decided from one look at the sheet."""

    def __init__(self, sheet: SharedSheet, reading: Reading, by: scope.Actor, watch: Watch):
        self.sheet, self.reading, self.by, self.watch = sheet, reading, by, watch
        self.columns = columns(sheet)
        self.office = snapshot.office(sheet, by)
        self.memory = self.before = ledger.load(sheet, reading, self.office.rows)
        self.rows = snapshot.sheet_rows(sheet, reading, by, self.likely())
        reading.rows = []  # they are said in plain text from here on; twice, they would be too many
        self.fresh = ids.fresh()
        self.applied, self.moves = 0, []
        self.plan = Plan(known={})

    def likely(self):
        """{row id: what its record says}, as far as it is known whose row it is."""
        records = ((id, self.office.rows.get(known.record)) for id, known in self.memory.known.items())
        return {id: office.cells for id, office in records if office}

    def decide(self, room: int | None, weigh: Callable[[dict, bool], int]) -> list[Part]:
        """Apply to the records, keep what is remembered; the batch for the sheet in parts that have room, none at rest."""
        self.memory = replace(self.before, **self.circumstances())
        self.plan = self.vanished() or self.merged()
        if self.plan.stop:
            matters.keep_stop(self.sheet, self.plan.stop, restart_mark(self.memory))
            return []
        steps, parts = ledger.keep(self.sheet, self.before, self.plan), []
        if steps or self.plan.to_sheet() or not self.reading.exists:
            parts = self.parts(divided(self.batch(), room, weigh), steps)
        matters.keep(self.sheet, self.plan, self.findings(), self.lines())
        return parts

    def circumstances(self):
        """What a merge must know besides both sides."""
        found, names = self.reading.found, {column.name for column in self.columns}
        gone = [k.record for k in self.memory.known.values() if k.record and k.record not in self.office.rows]
        return {
            "may_add": takes_new_rows(self.sheet) and scope.may_write(model_of(self.sheet), self.by),
            "gone": reasons(model_of(self.sheet), gone),
            "codes": {id: model_of(self.sheet)(id=id).code for id in gone},
            "unobserved": frozenset(names - found) if self.reading.exists else frozenset(),
        }

    def vanished(self):
        """The sheet as a whole is no longer there: nobody deletes by losing a file."""
        mark = restart_mark(self.memory)
        if self.reading.exists or not self.sheet.generation or mark in self.memory.approved:
            return None
        text = gettext(
            "The workbook is no longer where it was. Nothing was changed: bring it back, or approve that it is"
            " written again."
        )
        return Plan(known=self.memory.known, stop=Finding(Matter.HELD, text))

    def merged(self) -> Plan:
        plan = self.look()
        for _look in range(LOOKS):
            if plan.stop or not plan.to_records():
                break
            self.moves += self.record_moves(plan)
            applied = Work(self.sheet, self.memory, self.by, self.watch).run(plan)
            self.memory, self.applied = applied.memory, self.applied + applied.cells
            self.look_again(applied.touched)
            plan = self.look()
        return plan

    def look(self):
        if not self.reading.exists:
            return merge(self.columns, self.office.rows.values(), [], self.memory, self.fresh)
        return merge(self.columns, self.office.rows.values(), self.rows, self.memory, self.fresh)

    def look_again(self, touched):
        for record in touched:
            self.office.rows.pop(record, None)
        model = model_of(self.sheet)
        seen = scope.visible(model, self.by, model.id).where(model.id.in_(list(touched)))
        snapshot.look_again(self.office, self.sheet, [id for (id,) in seen.tuples()], self.by)

    # What it comes to ------------------------------------------------------------------------------

    def parts(self, batches, steps) -> list[Part]:
        """What is agreed with each; the first takes along what both sides hold already."""
        sheet, parts = self.sheet, []
        numbered(batches, self.reading.generation, sheet.generation, sheet.counter)
        ledger.reserve(sheet, len(batches))
        ids = {row.line: row.id for row in self.rows} | self.plan.ids
        for batch in reversed(batches):
            there = {ids.get(line) for line in batch.cells} | {texts[ID] for texts in batch.appended}
            brought = {id: steps.pop(id) for id in there if id in steps}
            parts.append(Part(batch, brought, self.given(batch)))
        parts[-1].steps |= steps
        return parts[::-1]

    def batch(self) -> Batch:
        batch = Batch(removed=set(self.plan.removed))
        lines = {*self.plan.cells, *self.plan.ids, *self.plan.codes, *self.plan.statuses} - batch.removed
        self.office.show({*self.plan.appended.values(), *(self.plan.records.get(line) for line in lines)})
        for line in lines:
            batch.cells[line] = self.line(line)
        for id, record in self.plan.appended.items():
            texts = self.office.shown.pop(record)  # no second copy: it may be a hundred thousand rows
            texts |= {ID: id, STATUS: ""}
            batch.appended.append(texts)
        return batch

    def line(self, line):
        shown = self.office.shown.get(self.plan.records.get(line), {})
        texts = {
            name: shown.get(name, "") if text else "" for name, text in self.plan.cells.get(line, {}).items()
        }
        if line in self.plan.ids:
            texts[ID] = self.plan.ids[line]
        if line in self.plan.codes:
            texts[CODE] = shown.get(CODE, "")
        if line in self.plan.statuses:
            texts[STATUS] = self.plan.statuses[line]
        return texts

    def findings(self) -> list[Finding]:
        stop = [self.plan.stop] if self.plan.stop else []
        coming = Made.of(self.sheet).wanted(self.sheet).added
        missing = [self.unobserved(name) for name in sorted(self.memory.unobserved - set(coming))]
        return [*stop, *missing, *self.plan.findings, *self.plan.notices]

    def lines(self):
        """{row: where it stands}"""
        return {row.id: row.line for row in self.rows if row.id} | {id: n for n, id in self.plan.ids.items()}

    def unobserved(self, name):
        label = next(column.label for column in self.columns if column.name == name)
        text = gettext(
            "The column %(column)s is not in the sheet, or is there twice; it rests until its header is back.",
            column=label,
        )
        return Finding(Matter.HELD, text, column=name)

    def given(self, batch) -> set[int]:
        """The records of which a batch tells the sheet something."""
        plan = self.plan
        known = (plan.records.get(line) for line in batch.cells if line in plan.cells)
        return {*(plan.appended[texts[ID]] for texts in batch.appended), *(one for one in known if one)}

    # For people to read ---------------------------------------------------------------------------

    def record_moves(self, plan):
        lines = {id: row.line for row in self.rows for id in [row.id] if id}
        for id, texts in [*plan.changes.items(), *plan.inserts.items()]:
            office = self.office.rows.get(self.memory.known[id].record)
            for name, text in texts.items():
                before = office.cells.get(name, "") if office else ""
                yield self.move("records", lines.get(id), office.code if office else "", name, before, text)
        for id in plan.deletes:
            yield self.move("records", None, self.office.rows[self.memory.known[id].record].code, "", "", "×")

    def sheet_moves(self):
        rows = {row.line: row for row in self.rows}
        moves = [
            self.move("sheet", line, rows[line].code or "", name, rows[line].texts.get(name, ""), text)
            for line, texts in self.plan.cells.items()
            for name, text in texts.items()
        ]
        new = [
            self.move("sheet", None, self.office.rows[r].code, "", "", "+")
            for r in self.plan.appended.values()
        ]
        gone = [self.move("sheet", n, rows[n].code or "", "", "", "×") for n in sorted(self.plan.removed)]
        return [*moves, *new, *gone]

    def move(self, to, line, code, name, before, after):
        field = next((f for f in fields_of(self.sheet) if f.name == name), None)
        column = next((c for c in self.columns if c.name == name), None)
        if column:
            before, after = (column.show(text) if text else "" for text in (before, after))
        if field is not None and field.sensitive:
            before, after = field.mask(before), field.mask(after)
        label = str(column.label) if column else ""
        return {"to": to, "row": line, "code": code, "column": label, "before": before, "after": after}


def reasons(model, ids) -> dict[int, str]:
    """Why records are not to be seen: in the trash they were deleted by the office, else they are elsewhere."""
    live = set()
    for some in snapshot.chunks(ids):
        query = model.select(model.id).where(model.id.in_(some), model.deleted_at.is_null())
        live |= {id for (id,) in query.tuples()}
    return {id: "elsewhere" if id in live else "office" for id in ids}
