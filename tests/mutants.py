"""Breaks each rule of the shared sheets in turn; the tests must notice: `python -m tests.mutants [MODULE…]`.

Each mutation is made in a copied tree. `killed` names the suite that noticed it; `TIMEOUT` means that a suite used up
its time and none failed; `ALIVE` is a rule that no test holds. Time is the processor's, so that a busy machine changes
nothing: each suite has a budget of a few times what it takes on the rules as they are, and must pass on these first.
"""

# ruff: noqa: E501 - a table is read line by line

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MACHINE = "tests/test_sheet_machine.py"
SUITES = {
    "merge": ["tests/test_merge.py"],
    "found": [MACHINE, "-k", "found or typed_over or copy or newer or overtaken"],
    "everywhere": ["tests/test_sync_everywhere.py", "-k", "folder"],
    "google": ["tests/test_sync_google.py"],
    "parts": ["tests/test_sync_parts.py"],
    "folder": ["tests/test_sync_folder.py", "-m", "not office"],
    "copies": ["tests/test_sync_copies.py"],
    "steps": [MACHINE, "-k", "any_step or any_statement"],
    "chance": [MACHINE, "-k", "whatever"],
}
USUAL = "merge found everywhere steps folder chance"
AT_GOOGLE = "google parts"
ORDER = {  # likeliest first; whatever is left out cannot notice
    "apply": "found steps everywhere merge folder chance",
    "ledger": "found steps everywhere folder parts chance",
    "parts": "parts steps chance",
    "round": "parts steps found chance",
    "lifting": "copies found",
    "copies": "copies found",
    "run": "found steps everywhere chance",
    "backends/google/sheet": AT_GOOGLE,
    "backends/google/tab": AT_GOOGLE,
    "backends/google/writing": AT_GOOGLE,
}
LEAST, TIMES = 60, 4  # a suite's budget: seconds at least, times what it usually takes
HANGS = 20  # times its budget by the clock: then it waits for something

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
    ("identity", "or told in live or", "or", "exact copies make no records"),
    ("identity", "live[told] = row.id", "pass", "two equal new rows make one record"),
    ("identity", "known.copy or self.copied_over(group, known, live)", "known.copy", "a copy that lands on another's id is a copy"),
    ("identity", "if c.name in texts and (c.editable or c.key)", "if c.name in texts", "a copy changed where nobody may is a copy"),
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
    ("guard", "if len(moved) < SCRAMBLE:", "if True:", "a column sorted alone is held"),
    ("guard", "    return kept if told_apart", "    return [] if told_apart", "also where something else was typed in it"),
    ("guard", "len(missing) <= most(SHARE, memory)", "True", "many missing rows wait for a person"),
    ("guard", "if memory.may_delete and missing", "if missing", "deleting needs leave"),
    ("guard", "if len(plan.removed) <= most(LEAVING, memory):", "if True:", "many rows do not leave at once"),
    ("ledger", "if way := arrived(sheet, found):", "if False:", "the number found tells that a batch landed"),
    ("ledger", "if found == sheet.generation:", "if True:", "the number found selects the base"),
    ("ledger", "if found is not None and found > sheet.counter:", "if False:", "a sheet newer than the database stops"),
    ("ledger", "some = [replace(one, cells=None, seen=\"\")", "some = [replace(one)", "nothing is agreed before it landed"),
    ("ledger", "if first and before.stale:", "if False:", "steps lead away from what has landed"),
    ("ledger", "return way[::-1] if", "return way[:1] if", "a number found means that all parts up to it have arrived"),
    ("ledger", "number > sheet.generation, number <= oldest", "number > sheet.generation, number <= oldest + 9", "what was promised is kept until it arrived"),
    ("ledger", "sheet.counter += parts", "sheet.counter += 1", "each part has a number that nothing else gets"),
    ("apply", "record=record.id, copy=\"\", seen=seen)", "record=record.id, seen=seen)", "a copy become a record is none any more"),
    ("apply", "replace(self.known[id], gone=\"sheet\", missing=None)", "replace(self.known[id], gone=\"office\", missing=None)",
     "who deleted is remembered"),
    ("run", "if row.epoch != self.sheet.epoch:", "if False:", "an overtaken run gives way"),
    ("parts", "if weight > left and left < room:", "if False:", "a batch too large is divided"),
    ("parts", "sorted(batch.removed, reverse=True)", "sorted(batch.removed)", "rows go from the bottom up, also across parts"),
    ("parts", "parent = landed = number", "landed = number", "each part builds on the one before"),
    ("parts", "coming -= len(batch.appended)", "coming = 0", "the first part makes room for all"),
    ("round", "brought = {id: steps.pop(id) for id in there if id in steps}", "brought = {}", "a row is agreed with its own part"),
    ("absentees", "was=known.seen,", "", "what was cut and put back is a copy when it is pasted"),
    ("backends/google/sheet", "self.look_again(tab, batch)", "pass", "before a write it is looked again"),
    ("backends/google/sheet", "f\"{self.tab_id}:{batch.parent}:{batch.landed}\"", "f\"{self.tab_id}:{batch.generation}\"", "one token for each base"),
    ("backends/google/sheet", "gathered({tab.top, *batch", "gathered({*batch", "the header, too"),
    ("backends/google/tab", "now = rows + [[]] * (last - first + 1 - len(rows))", "now = [self.line(number) for number in range(first, last + 1)]", "every line that is touched"),
    ("backends/google/writing", "for run in reversed(runs):", "for run in runs:", "rows go from the bottom up"),
    ("backends/google/writing", "styled = [(places[h.name], h) for h in layout.headings if h.name in places]", "styled = []", "new lines have the columns' formats"),
    ("status", "told and row.status == \"\" and id in memory.shown", "told", "notices stay until they were read"),
    ("lifting", "if row.texts[name] != base\n", "if True\n", "what a copy holds of old is no edit"),
    ("lifting", "and row.texts[name] not in old.get(name, ())", "", "a value that was current since is no edit"),
    ("lifting", "if row.mark == then.seen:", "if False:", "a row as it stood then holds no edit"),
    ("lifting", "elif here != (self.now.known[id].cells or {}).get(name, \"\"):", "elif False:", "an edit that waits in the sheet stays"),
    ("lifting", "row.mark in self.since.marks or row.mark in self.there or", "", "a new row in both files is one"),
    ("lifting", "if called[self.key(row)] == len(same) == 1:", "if False:", "a new row worked on in both files is one"),
    ("lifting", "if known.gone or (known.record is not None and known.record not in self.office):", "if False:", "an edit of a deleted record is said"),
    ("lifting", "        self.absent({", "        ({", "a row taken out of a copy is said"),
    ("copies", "cells={**cells, **edit.bases}", "cells=cells", "an edit keeps the base its copy knew"),
    ("copies", "if known is None or not known.taken else False", "", "a copy is taken in once"),
]  # fmt: skip


def tree(folder):
    """A copy of the program, without records, history and libraries."""
    left = shutil.ignore_patterns(
        ".git", ".venv", "instance", "__pycache__", ".hypothesis", ".pytest_cache", ".ruff_cache"
    )
    shutil.copytree(ROOT, folder, ignore=left)
    return folder


def tried(folder, mutation, budgets):
    """ "killed" or "TIMEOUT" with the suite, or "ALIVE"."""
    name, old, new, _breaks = mutation
    file = folder / "sync" / f"{name}.py"
    text = file.read_text()
    assert text.count(old) == 1, f"{name}: {old!r} is there {text.count(old)} times"
    file.write_text(text.replace(old, new))
    slow = ""
    try:
        for suite in ORDER.get(name, USUAL).split():
            code, _seconds = run(folder, SUITES[suite], budgets[suite])
            if code == TOO_LONG:
                slow = slow or suite
            elif code:
                return "killed", suite
        return ("TIMEOUT", slow) if slow else ("ALIVE", "")
    finally:
        file.write_text(text)


TOO_LONG = -1


def run(folder, suite, budget):
    """(exit status or TOO_LONG, seconds of the processor) of a suite in the tree."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "--engine", "sqlite"]
    command += [f"--basetemp={folder.parent / 'made'}", *suite]
    before = worked()
    process = subprocess.Popen(
        command, cwd=folder, env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (budget, budget + 5)),
    )  # fmt: skip
    try:
        code = process.wait(budget * HANGS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        code = TOO_LONG
    return (TOO_LONG if code < 0 else code), worked() - before


def worked():
    times = os.times()
    return times.children_user + times.children_system


def budgets_of(folder, suites):
    """{suite: seconds}; a suite that fails on the rules as they are proves nothing."""
    found = {}
    for name in suites:
        code, seconds = run(folder, SUITES[name], 1200)
        if code:
            raise SystemExit(f"{name} fails without any mutation (exit status {code})")
        found[name] = int(max(LEAST, TIMES * seconds))
        print(f"{name}: {seconds:.0f} s", flush=True)
    return found


def main(words):
    chosen = [one for one in MUTATIONS if not words or one[0] in words]
    suites = {suite: True for one in chosen for suite in ORDER.get(one[0], USUAL).split()}
    count, began = {}, time.time()
    with tempfile.TemporaryDirectory() as folder:
        copy = tree(Path(folder) / "desk")
        budgets = budgets_of(copy, suites)
        for mutation in chosen:
            verdict, suite = tried(copy, mutation, budgets)
            count[verdict] = count.get(verdict, 0) + 1
            print(f"{verdict:7} {mutation[0]}: {mutation[3]}  {suite}", flush=True)
    told = ", ".join(f"{number} {verdict}" for verdict, number in count.items())
    print(
        f"{len(chosen)} mutations: {told}; {(time.time() - began) / 60:.0f} minutes, {worked() / 60:.0f} of the processor"
    )
    return count.get("killed", 0) < len(chosen)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
