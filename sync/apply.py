"""Bringing a plan to the records, through their one door; what the door refuses becomes part of the memory.

Each cell lands or is refused in the door's own words; a refused cell does not keep the rest of its row.
"""

from dataclasses import dataclass, replace

import operations
import scope
from choices import Phase
from database import db
from models import SharedSheet, columns
from sync.layout import forced, model_of
from sync.plan import Memory, Plan
from sync.progress import Watch


@dataclass
class Applied:
    """What came of it: the memory for the next look, the records touched, the number of cells that landed."""

    memory: Memory
    touched: set[int]
    cells: int = 0


class Work:
    """One plan being applied."""

    def __init__(self, sheet: SharedSheet, memory: Memory, by: scope.Actor, watch: Watch):
        self.sheet, self.model, self.by, self.watch = sheet, model_of(sheet), by, watch
        self.memory, self.known = memory, dict(memory.known)
        self.refused, self.landed = dict(memory.refused), set(memory.landed)
        self.touched, self.cells = set(), 0

    def run(self, plan: Plan) -> Applied:
        parts = (plan.deletes, plan.restores, plan.changes, plan.inserts)
        self.watch.at(Phase.RECORDS, sum(map(len, parts)))
        for id in plan.deletes:
            self.delete(id)
        for id in plan.restores:
            self.restore(id)
        self.change_all(plan.changes)
        for id, texts in plan.inserts.items():
            self.insert(id, texts, plan.known[id].seen)
        memory = replace(self.memory, known=self.known, refused=self.refused, landed=frozenset(self.landed))
        return Applied(memory, self.touched, self.cells)

    def delete(self, id):
        self.watch.step()
        record = scope.find(self.model, self.known[id].record, self.by)
        try:
            operations.delete(record, self.by)
        except operations.Refused as refusal:
            self.refused[id, ""] = ("", refusal.words)
        else:
            self.touched.add(record.id)
            self.known[id] = replace(self.known[id], gone="sheet", missing=None)

    def restore(self, id):
        self.watch.step()
        record = self.model.get_or_none(self.model.id == self.known[id].record)
        try:
            operations.restore(record, self.by)
        except operations.Refused as refusal:
            self.refused[id, ""] = ("", refusal.words)
        else:
            self.touched.add(record.id)

    def change_all(self, changes):
        """Once more for what was refused while something else landed: one row may free what another wants."""
        tried = None
        while changes and len(changes) != tried:
            tried = len(changes)
            changes = {id: refused for id, texts in changes.items() if (refused := self.change(id, texts))}
        if changes:
            self.exchange(changes)

    def exchange(self, refused):
        """Unique values that change places: all of them are given up, then each record takes its new one; or none."""
        wanted = {id: (self.known[id].record, texts) for id, texts in refused.items()}
        movers = exchanging(self.model, wanted, self.by)
        try:
            with db.atomic():
                for blank in (True, False):
                    for id, names in movers.items():
                        self.give(id, {name: "" if blank else refused[id][name] for name in names})
        except NotToBeHad:
            return
        for id, names in movers.items():
            self.land(id, self.known[id].record, {name: refused[id][name] for name in names})

    def give(self, id, texts):
        if save(self.model, self.known[id].record, texts, self.by):
            raise NotToBeHad

    def change(self, id, texts):
        """The texts that were refused."""
        self.watch.step()
        record, left = self.known[id].record, dict(texts)
        while left:
            problems = save(self.model, record, left, self.by)
            if not problems:
                self.land(id, record, left)
                break
            self.refused |= {(id, name): (texts[name], words) for name, words in problems.items()}
            left = {name: text for name, text in left.items() if name not in problems}
        return {name: text for name, text in texts.items() if name not in left}

    def land(self, id, record, texts):
        self.touched.add(record)
        self.cells += len(texts)
        self.landed |= {(id, name) for name in texts}
        for name in texts:
            self.refused.pop((id, name), None)

    def insert(self, id, texts, seen):
        self.watch.step()
        record = self.model(**{name: self.read(name, text) for name, text in texts.items()})
        link = self.model._meta.scope
        if link and link not in texts and forced(self.sheet, self.model._meta.fields[link]):
            setattr(record, link, self.sheet.organisation)
        try:
            operations.save(record, self.by)
        except operations.Invalid as refusal:
            self.refused |= {(id, n): (texts.get(n, ""), str(words)) for n, words in refusal.problems.items()}
        except operations.Refused as refusal:
            self.refused[id, ""] = ("", refusal.words)
        else:
            self.known[id] = replace(self.known[id], record=record.id, copy="", seen=seen)
            self.land(id, record.id, texts)

    def read(self, name, text):
        return self.model._meta.fields[name].read(text)


class NotToBeHad(Exception):
    """One of the values that change places is refused, so none does."""


def exchanging(model, wanted, by) -> dict[str, list[str]]:
    """{row: its columns} whose values stand in another one of these rows that itself gets another one.

    `wanted`: {row: (record, {column: text})} that was refused. Only columns that may be blank for a moment.
    """
    names = {field.name for field in columns(model) if field.distinct and not field.required}
    cells = {
        (id, n): t for id, (_record, texts) in wanted.items() for n, t in texts.items() if t and n in names
    }
    records = {id: scope.find(model, record, by) for id, (record, _texts) in wanted.items()}
    held = {(n, plain(records[id], n)): id for id, n in cells if records[id]}
    while gone := [key for key, text in cells.items() if (held.get((key[1], text)), key[1]) not in cells]:
        cells = {key: text for key, text in cells.items() if key not in gone}
    movers = {}
    for id, name in cells:
        movers.setdefault(id, []).append(name)
    return movers


def plain(record, name):
    field = type(record)._meta.fields[name]
    return field.plain(record.__data__.get(name))


def save(model, id, texts, by) -> dict[str, str]:
    """Save these texts in a record; {column: words} of what the door refused, among the texts."""
    record = scope.find(model, id, by)
    if record is None:
        return dict.fromkeys(texts, str(operations.Stale(None)))
    for name, text in texts.items():
        setattr(record, name, model._meta.fields[name].read(text))
    try:
        operations.save(record, by)
    except operations.Invalid as refusal:
        ours = {name: str(words) for name, words in refusal.problems.items() if name in texts}
        return ours or dict.fromkeys(texts, refusal.words)
    except operations.Refused as refusal:
        return dict.fromkeys(texts, refusal.words)
    return {}
