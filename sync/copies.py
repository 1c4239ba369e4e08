"""Copies of a sheet, taken in one after the other: what was typed in each goes into the sheet, then it is set aside.

Part of a run, once the sheet itself is at rest. A copy is taken in once: by its bytes it is known again, should a
run die before it is set aside, or a drive bring it back. What is lifted is `lifting`, where files lie is the backend's.
"""

import json
from collections import Counter
from dataclasses import replace
from pathlib import PurePath

from choices import Act, Matter, Policy
from database import db
from language import gettext
from models import SharedSheet, SheetConflict, SheetCopy, SheetNotice, SheetRow
from operations.trail import jot
from sync import ledger, snapshot
from sync.backends import ID, STATUS, Batch, Changed, header_text
from sync.ids import sound
from sync.layout import fields_of, layout
from sync.lifting import Lift, Lifting, since
from sync.parts import Part, numbered
from sync.plan import Finding, Plan, fingerprint
from sync.round import Round

TRIES = 8


class Copying:
    """One copy being taken in by a run; `findings` and `words` are what it has to say."""

    def __init__(self, run, copy, by):
        self.run, self.sheet, self.copy, self.by = run, run.sheet, copy, by
        self.findings, self.words = [], ""

    def go(self) -> bool:
        """Whether something went into the sheet, so that the run goes on."""
        if self.copy.reading and not belongs(self.sheet, self.copy):
            return False
        if self.copy.words or (words := self.unknown()):
            self.hold(self.copy.words or words)
            return False
        known = self.kept()
        return self.lift_over() if known is None or not known.taken else False

    def wait(self):
        """The sheet itself is not sound: first things first."""
        if self.copy.reading and belongs(self.sheet, self.copy):
            self.hold(
                gettext(
                    "it is taken in once the workbook is back. Give it the workbook's name to make it that."
                )
            )

    def kept(self):
        mine = SheetCopy.select().where(SheetCopy.sheet == self.sheet, SheetCopy.mark == self.copy.mark)
        return mine.order_by(SheetCopy.taken.desc(), SheetCopy.id.desc()).first()

    def hold(self, why):
        text = gettext("A copy lies beside the workbook, %(copy)s: %(why)s", copy=self.copy.name, why=why)
        self.findings.append(Finding(Matter.HELD, text))

    def unknown(self):
        """Why it cannot be told what was typed in it; nothing where it can."""
        found = self.copy.reading.generation
        if found is not None and found > self.sheet.counter:
            return gettext("It is newer than the database. Was that brought back from a backup?")
        if ledger.at_copy(self.sheet, found, {}) is None:
            return gettext(
                "It is too old to tell what was typed in it. Compare it by hand, type what is missing into the"
                " workbook, and take the copy out of the folder."
            )
        return ""

    # Into the sheet --------------------------------------------------------------------------

    def lift_over(self) -> bool:
        for _try in range(TRIES):
            try:
                return self.attempt()
            except Changed:
                continue
        return False

    def attempt(self) -> bool:
        """Whether anything was written, or must be said in the rows."""
        shape = layout(self.sheet, self.by)
        reading = self.run.backend.read(shape)
        with db.atomic():
            self.run.still_mine()
            one, lift, part = self.planned(reading)
        if part is not None:
            self.run.bring(one, part, shape)
        return bool(part or lift.notices)

    def planned(self, reading) -> tuple[Round, Lift, Part | None]:
        one = Round(self.sheet, reading, self.by, self.run.watch)
        if one.memory.stale or not reading.exists:
            raise Changed  # another file took the sheet's place: the run looks at that first
        one.memory = one.before = replace(one.memory, **one.circumstances())
        rows = snapshot.sheet_rows(self.sheet, self.copy.reading, self.by)
        lift = self.lifted(one, rows)
        self.findings = lift.findings + lift.notices
        part = None if lift.empty else self.part(one, lift, {row.line: row for row in rows})
        self.note(lift, part)
        return one, lift, part

    def part(self, one, lift, typed) -> Part:
        """The batch with its generation, in which the cells go back to the base that the copy knew."""
        batch = self.batch(lift, one)
        numbered([batch], one.reading.generation, self.sheet.generation, self.sheet.counter)
        ledger.reserve(self.sheet, 1)
        steps = ledger.keep(self.sheet, one.memory, Plan(known=self.rebased(one, lift, typed)))
        return Part(batch, steps)

    def lifted(self, one, rows):
        then, steps = ledger.at_copy(self.sheet, self.copy.reading.generation, one.memory.known)
        old = since(steps, decided_against(self.sheet))
        work = Lifting(self.copy.name, one.columns, one.office.rows, one.memory, then, old)
        return work.run(one.rows, rows)

    def rebased(self, one, lift, typed):
        """The memory with the bases that the copy knew, so that the merge sees what a person changed."""
        known, rows = dict(one.memory.known), {row.line: row for row in one.rows}
        for id, edit in lift.edits.items():
            office, old = one.office.rows.get(known[id].record), known[id]
            cells = old.cells or (office.cells if office else {})
            here = rows[edit.line].texts if edit.line else cells
            after = {**here, **{name: typed[edit.source].texts[name] for name in edit.bases}}
            known[id] = replace(old, cells={**cells, **edit.bases}, seen=fingerprint(after), missing=None)
        return known

    def batch(self, lift, one) -> Batch:
        """The texts as they were typed in the copy."""
        raw = {row.line: row.texts for row in self.copy.reading.rows}
        batch = Batch()
        for id, edit in lift.edits.items():
            texts = {name: raw[edit.source].get(name, "") for name in edit.bases}
            if edit.line:
                batch.cells[edit.line] = texts
            else:
                shown = one.office.shown.get(one.memory.known[id].record, raw[edit.source])
                batch.appended.append({**shown, **texts, ID: id, STATUS: ""})
        names = {column.name for column in one.columns}
        for line in lift.new:
            batch.appended.append({n: text for n, text in raw[line].items() if n in names})
        return batch

    def note(self, lift, part):
        """What the rows are told comes with the next batch; what the copy brought is taken once this one is seen."""
        for one in lift.notices:
            same = {"sheet": self.sheet, "row": one.row, "column": one.column, "text": one.text}
            told = {"matter": one.matter, "generation": self.sheet.counter + 1}
            SheetNotice.get_or_create(**same, defaults=told)
        same = (SheetCopy.sheet == self.sheet) & (SheetCopy.mark == self.copy.mark)
        SheetCopy.delete().where(same).execute()  # of a batch that never landed
        counts = {"cells": lift.count, "rows": len(lift.new), "left": len(lift.findings + lift.notices)}
        SheetCopy.create(
            sheet=self.sheet, name=self.copy.name[:255], mark=self.copy.mark, taken=lift.empty,
            generation=part.batch.generation if part else None, told=json.dumps(counts),
        )  # fmt: skip

    # Out of the way --------------------------------------------------------------------------

    def finish(self) -> None:
        """Set it aside once what was typed in it is in the sheet for certain; one line of the trail."""
        kept = self.kept() if self.copy.reading and not self.copy.words else None
        if kept is None or not kept.taken:
            return
        aside = self.run.backend.set_aside(self.copy)
        if not aside:
            self.hold(gettext("it was taken in, but cannot be moved out of the way."))
            return
        told = json.loads(kept.told)
        self.words = told_in_words(self.copy.name, aside, told)
        with db.atomic():
            SheetCopy.update(aside=aside).where(SheetCopy.id == kept.id).execute()
            facts = {"sheet": self.sheet.name, "copy": self.copy.name, "aside": aside, **told}
            jot(self.sheet.entity, None, Act.SHEET_COPY, self.by, facts, self.sheet.organisation_id)


def belongs(sheet: SharedSheet, copy) -> bool:
    """Whether it is this sheet's: most of its hidden ids are. One without ids is, where it has its columns."""
    ids = [id for id in (sound(row.texts.get(ID, "")) for row in copy.reading.rows) if id]
    found = Counter()
    for some in snapshot.chunks(ids):
        rows = SheetRow.select(SheetRow.sheet).where(SheetRow.row.in_(some))
        found.update(row.sheet_id for row in rows)
    if found:
        return found.most_common(1)[0][0] == sheet.id
    names = {field.name for field in fields_of(sheet)}
    alike = header_text(PurePath(sheet.locator).stem) in header_text(copy.path.stem)
    return not ids and alike and names <= copy.reading.found


def decided_against(sheet):
    """Values of the sheet for which a person chose the office's."""
    mine = (SheetConflict.sheet == sheet) & (SheetConflict.settlement == Policy.OFFICE)
    return [(one.row, one.column, one.typed) for one in SheetConflict.select().where(mine)]


def told_in_words(name, aside, told):
    words = gettext(
        "The copy %(copy)s was taken in: %(cells)s cells and %(rows)s new rows; it lies in %(aside)s now.",
        copy=name, cells=told["cells"], rows=told["rows"], aside=aside,
    )  # fmt: skip
    if told["left"]:
        words += gettext(" %(count)s matters in it were not taken over: see the rows.", count=told["left"])
    return words


def take_in(run, by, rest) -> None:
    """Every copy beside the sheet, while it is sound: lifted, merged by `rest`, set aside; what is to be said is said."""
    find = getattr(run.backend, "copies", None)
    copies = find(layout(run.sheet, by)) if find else []
    done = [Copying(run, copy, by) for copy in copies]
    for one in done:
        if run.stopped:
            one.wait()
        elif one.go():
            rest()
        if not run.stopped:
            one.finish()
    run.outcome.findings += [finding for one in done for finding in one.findings]
    run.outcome.tell([one.words for one in done if one.words])
