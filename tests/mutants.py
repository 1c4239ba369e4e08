"""Breaks each rule of the shared sheets' merge in turn; the tests must notice: `python -m tests.mutants [MODULE…]`.

Each mutation is made in a copied tree. `killed` names the suite that noticed it; `ALIVE` is a rule that no test holds.
"""

# ruff: noqa: E501 - a table is read line by line

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SUITES = [
    ["tests/test_merge.py"],
    ["tests/test_sheet_machine.py", "-k", "found or typed_over or any_step or overtaken"],
    ["tests/test_sync_everywhere.py", "-k", "folder"],
    ["tests/test_sync_folder.py", "-m", "not office"],
    ["tests/test_sheet_machine.py", "-k", "whatever"],
]

# (file, what stands there, what is put in its place, what that breaks)
MUTATIONS = [
    ("cells", "cell.typed == cell.office and not cell.wrong", "cell.typed == cell.office", "a bad value that looks right"),
    ("cells", "elif not cell.column.editable:", "elif False:", "read-only columns are put back"),
    ("cells", "if cell.typed != cell.base:\n            words", "if False:\n            words", "what was put back is said"),
    ("cells", "elif cell.wrong:\n", "elif False:\n", "what cannot be read waits"),
    ("cells", "(cell.typed == cell.base and not cell.undone)", "cell.typed == cell.base", "an undone edit is asked about"),
    ("cells", "cell.office == cell.base and not cell.undone", "True", "both changed: nobody overwrites the other"),
    ("cells", "cell.column.required and not cell.typed", "False", "a required cell emptied waits"),
    ("cells", "decision.complete = False", "pass", "with it the whole row waits"),
    ("cells", "if value == cell.typed:", "if False:", "what the door refused is said"),
    ("cells", "decision.taken[cell.column.name] = cell.office", "pass", "values taken are remembered until they landed"),
    ("cells", "cell.column.policy == Policy.SHEET", "False", "the sheet wins where it shall"),
    ("cells", "self.memory.overruled.get(cell.key) == cell.typed", "False", "a decision against a value counts"),
    ("identity", "if known.copy:\n            return group", "if False:\n            return group", "copies are nobody's rows"),
    ("identity", "exact = [row for row in group if self.exact(row, known)]", "exact = []", "exact content outranks"),
    ("identity", "agreeing = exact or [row for row in group if self.agrees(row, known)]", "agreeing = exact or group",
     "an id alone is not enough"),
    ("identity", "if not exact and not alike(agreeing):", "if False:", "changed copies of one another are held"),
    ("identity", "for row in agreeing[1:]}", "for row in []}", "further exact copies are copies"),
    ("identity", "loose = self.exact_content(sorted(loose, key=lambda row: row.line))", "pass", "content without its id"),
    ("identity", "loose = self.same_key(loose)", "pass", "a code without its id"),
    ("identity", "[*self.lost(), *self.buried()] if loose", "[*self.lost()] if loose", "deleted records' rows are known"),
    ("identity", "or k.record in self.memory.gone]", "]", "also right after they were deleted"),
    ("identity", "return self.renamed(row, cells) and not self.still_there(row, cells)", "return False", "somebody else"),
    ("identity", "if self.somebody_else(row, known):\n            self.matching", "if False:\n            self.matching",
     "somebody else, by the code alone"),
    ("identity", "or row.mark in live:", "or False:", "exact copies make no records"),
    ("identity", "live[row.mark] = row.id", "pass", "two equal new rows make one record"),
    ("identity", "elif unclaimed.get(row.mark):", "elif False:", "rows of records that have no row yet"),
    ("identity", "return True  # the sheet was never told", "pass  # the sheet was never told", "copied codes"),
    ("newcomers", "if self.ready(row):\n            id = next", "if True:\n            id = next", "only what can be a record gets an id"),
    ("newcomers", "self.complete(row, replace(known, copy=\"\"))\n            return", "pass", "the id first, then the record"),
    ("newcomers", "elif row.mark in self.existing(row):", "elif False:", "what exists is not added again"),
    ("absentees", "if known.missing is None or known.missing == self.memory.run:", "if False:", "missing in two runs"),
    ("absentees", "mark in self.memory.declined or self.changed_since(known, office)", "mark in self.memory.declined",
     "the office's work on a missing row brings it back"),
    ("absentees", "or (known.gone and known.id not in self.there)", "", "restored records come back"),
    ("merge", "known.gone == \"sheet\" and not self.memory.stale and not refused", "known.gone == \"sheet\" and not refused",
     "an old copy revives nobody"),
    ("merge", "known.gone == \"sheet\" and not self.memory.stale and not refused", "not refused", "the office's deletion stands"),
    ("merge", "if reason == \"office\" and (changed or row.own):", "if False:", "a deleted record's edited row is kept"),
    ("merge", "not (differs(row, known) or row.own)", "row.mark == known.seen", "what waits in it is kept"),
    ("merge", "agreed = {**(known.cells or {}), **decision.agreed}", "agreed = dict(row.texts)", "open conflicts have no new base"),
    ("merge", "held = {self.rows[line].id for line in self.matching.ambiguous}\n        return {*self", "held = set()\n        return {*self",
     "held rows are there"),
    ("guard", "if any(not row.blank for row in rows) or not landed(memory)", "if True or not landed(memory)",
     "an empty sheet deletes nothing"),
    ("guard", "if len(moved) < SCRAMBLE or", "if True or", "a column sorted alone is held"),
    ("guard", "len(missing) <= most(SHARE, memory)", "True", "many missing rows wait for a person"),
    ("guard", "if memory.may_delete and missing", "if missing", "deleting needs leave"),
    ("guard", "if len(plan.removed) <= most(LEAVING, memory):", "if True:", "many rows do not leave at once"),
    ("ledger", "if step and step.parent == sheet.generation:", "if False:", "the number found tells that a batch landed"),
    ("ledger", "if found == sheet.generation:", "if True:", "the number found selects the base"),
    ("ledger", "if found is not None and found > sheet.counter:", "if False:", "a sheet newer than the database stops"),
    ("ledger", "some = [replace(one, cells=None, seen=\"\")", "some = [replace(one)", "nothing is agreed before it landed"),
    ("ledger", "if before.stale:", "if False:", "steps lead away from what has landed"),
    ("apply", "record=record.id, copy=\"\", seen=seen)", "record=record.id, seen=seen)", "a copy become a record is none any more"),
    ("apply", "replace(self.known[id], gone=\"sheet\", missing=None)", "replace(self.known[id], gone=\"office\", missing=None)",
     "who deleted is remembered"),
    ("run", "if row.epoch != self.sheet.epoch:", "if False:", "an overtaken run gives way"),
    ("status", "told and row.status == \"\" and id in memory.shown", "told", "notices stay until they were read"),
]  # fmt: skip


def tree(folder):
    """A copy of the program, without records, history and libraries."""
    left = shutil.ignore_patterns(
        ".git", ".venv", "instance", "__pycache__", ".hypothesis", ".pytest_cache", ".ruff_cache"
    )
    shutil.copytree(ROOT, folder, ignore=left)
    return folder


def tried(folder, mutation):
    """The suite that noticed; nothing where it lives."""
    name, old, new, _breaks = mutation
    file = folder / "sync" / f"{name}.py"
    text = file.read_text()
    assert text.count(old) == 1, f"{name}: {old!r} is there {text.count(old)} times"
    file.write_text(text.replace(old, new))
    try:
        return next((suite[0] for suite in SUITES if not passes(folder, suite)), "")
    finally:
        file.write_text(text)


def passes(folder, suite):
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-x",
        "-q",
        "-p",
        "no:cacheprovider",
        f"--basetemp={folder.parent / 'made'}",
        *suite,
    ]
    environ = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        return (
            subprocess.run(command, cwd=folder, env=environ, capture_output=True, timeout=600).returncode == 0
        )
    except subprocess.TimeoutExpired:
        return False


def main(words):
    chosen = [one for one in MUTATIONS if not words or one[0] in words]
    alive = 0
    with tempfile.TemporaryDirectory() as folder:
        copy = tree(Path(folder) / "desk")
        for mutation in chosen:
            noticed = tried(copy, mutation)
            alive += not noticed
            print(f"{'killed' if noticed else 'ALIVE '} {mutation[0]}: {mutation[3]}  {noticed}", flush=True)
    print(f"{len(chosen) - alive} killed, {alive} alive")
    return alive > 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
