"""Watches what people type at a shared sheet and tells when any of it is lost, doubled, revived or misplaced.

Every text that people type is unique, so each can be followed. A text must be found until somebody who saw it
wrote over it, took its row out, or decided against it.
"""

import json
from collections import Counter, defaultdict

from choices import Waiting
from models import Audit, SheetConflict, SheetNotice, SheetRow, SheetRun, Worker

COLUMNS = ("name", "phone", "post", "note", "address")
PATTERNS = {
    "name": "人{:05}",
    "phone": "139{:08}",
    "post": "工{:05}",
    "note": "记{:05}",
    "address": "住{:05}",
}
OVERRULED = "address"  # the column in which the sheet wins: what the office typed is kept in the trail


class Lost(AssertionError):
    """A promise of shared sheets was broken; in words."""


class Witness:
    """Knows every text that must still be found, and every record that must stay away."""

    def __init__(self, paper):
        self.paper, self.number = paper, 100
        self.alive = {}  # text -> column
        self.home = {}  # text -> code of the row in which it was typed
        self.people = defaultdict(lambda: 1)  # name -> how many records may be called so
        self.buried = set()  # records that the office deleted
        self.may_delete = False  # whether the sheet may take out what is missing in it

    # What people do ------------------------------------------------------------------------------

    def new(self, column):
        """A text nobody has typed before."""
        self.number += 1
        text = PATTERNS.get(column, "外{:05}").format(self.number)
        self.alive[text] = column
        return text

    def seen(self, *texts):
        """Somebody who saw these wrote over them, or took them away."""
        for text in texts:
            self.alive.pop(text, None)

    def again(self, text, column):
        self.alive[text] = column

    # What must hold ------------------------------------------------------------------------------

    def check(self):
        self.nothing_lost()
        self.nobody_doubled()
        self.nobody_revived()
        self.nothing_misplaced()

    def nothing_lost(self):
        kept = {text for row in self.paper.lines.values() for text in row.values()}
        kept |= {text for rows, *_rest in self.paper.beside for row in rows for text in row.values()}
        kept |= {getattr(w, name) for w in Worker.select() for name in COLUMNS}
        left = {text: column for text, column in self.alive.items() if text not in kept}
        said = told() if left else ""
        trail = " ".join(a.changes for a in Audit.select(Audit.changes)) if left else ""
        for text, column in left.items():
            if (
                text not in said
                and not (column == OVERRULED and text in trail)
                and not self.masked(text, column, said)
            ):
                raise Lost(f"{text} ({column}) is nowhere")

    def masked(self, text, column, said):
        """It stands in a copy that was set aside, and the desk says so, as it shows sensitive columns."""
        field = Worker._meta.fields.get(column)
        aside = any(text in row.values() for rows, *_rest in self.paper.aside for row in rows)
        return aside and field is not None and field.sensitive and field.mask(text) in said

    def nobody_doubled(self):
        for name, count in Counter(w.name for w in living()).items():
            if count > self.people[name]:
                raise Lost(f"{name} became {count} records")

    def nobody_revived(self):
        for worker in living():
            if worker.id in self.buried:
                raise Lost(f"{worker.code} is back from the dead")
        dead = {w.id: w.code for w in Worker.select() if w.deleted_at is not None}
        for id, code in dead.items():
            if id not in self.buried and not self.may_delete:
                raise Lost(f"{code} was deleted by nobody")

    def nothing_misplaced(self):
        for worker in living():
            for name in COLUMNS:
                home = self.home.get(getattr(worker, name))
                if home and home != worker.code:
                    raise Lost(f"{getattr(worker, name)} was typed in {home} and is in {worker.code}")

    # At rest -------------------------------------------------------------------------------------

    def agree(self, outcome):
        """Both sides hold the same, except where it says so."""
        said = {(f.line, f.column) for f in outcome.findings} | {(f.code, f.column) for f in outcome.findings}
        whole = {line for line, column in said if not column}
        whole |= {f.line for f in outcome.findings if f.matter == "incomplete"}
        columns = {f.column for f in outcome.findings if f.line is None and not f.code}
        workers, records = {w.code: w for w in living()}, {k.row: k.record for k in SheetRow.select()}
        for line, row in self.paper.lines.items():
            self.told(line, row, outcome)
            worker = workers.get(row["_code"])
            if worker is None or records.get(row["_id"]) != worker.id or {line, row["_code"], None} & whole:
                continue
            for name in COLUMNS:
                same = row[name] == (getattr(worker, name) or "")
                if not same and not {(line, name), (None, name)} & said and name not in columns:
                    raise Lost(f"line {line}: {name} {row[name]!r} is not {getattr(worker, name)!r}")
        codes = Counter(row["_code"] for row in self.paper.lines.values())
        for code in workers:
            if not codes[code] and (code, "") not in said and (None, "") not in said:
                raise Lost(f"{code} has no row")

    def told(self, line, row, outcome):
        spoken = [f for f in outcome.findings if f.line == line and f.matter not in ("missing", "restored")]
        if spoken and row["_status"] in ("", "已同步"):
            raise Lost(f"line {line} is {spoken[0].matter} and does not say so")


def living():
    return [worker for worker in Worker.select() if worker.deleted_at is None]


def told():
    """All that waits for people, or was said to them."""
    waits = SheetConflict.select().where(SheetConflict.state.in_((Waiting.OPEN, Waiting.DECIDED)))
    texts = [text for one in waits for text in (one.base, one.office, one.typed)]
    texts += [notice.text for notice in SheetNotice.select()]
    for run in SheetRun.select():
        rows = json.loads(run.plan)["rows"]
        texts += [r["text"] for r in rows if r["kind"] in ("readonly", "overruled") or "副本" in r["text"]]
    return " ".join(texts)
