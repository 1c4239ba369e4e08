"""Kills the real `sync` at random moments while people edit: `python -m tests.kill_sheets --kills 200`.

A real workbook, a real SQLite database, three kinds of processes: the command `sync`, a cadre at the workbook, a clerk
in the office. Each run is a process of its own, forked from one that has loaded the program, so that SIGKILL falls
into its work and not into its imports. In the end everything anybody typed must be found.
"""

import argparse
import json
import os
import random
import signal
import sys
import tempfile
import time
from multiprocessing import get_context
from pathlib import Path

import config
import database
import language
import operations
import scope
from app import create_app
from models import Organisation, Worker
from sync import sharing
from tests.sheet_witness import COLUMNS, PATTERNS, Witness
from tests.workbook import Workbook

LABELS = {name: Worker._meta.fields[name].label for name in COLUMNS}
NAME = "职工"
FORK = get_context("fork")
HALF_SAVED = (
    "文件不是完整的工作簿"  # a run may look while the cadre's program writes: it says so and does nothing
)


# People ----------------------------------------------------------------------------------------------


class Journal:
    """What one of them typed, and what that person then saw vanish: a line each, written once it is done."""

    def __init__(self, folder, who, first):
        self.file = folder / f"{who}.jsonl"
        self.file.touch()
        self.number = first

    def text(self, column):
        self.number += 1
        return PATTERNS[column].format(self.number)

    def note(self, column, typed, over=""):
        with self.file.open("a") as file:
            file.write(json.dumps([column, typed, over or ""], ensure_ascii=False) + "\n")

    def read(self):
        return [json.loads(line) for line in self.file.read_text().splitlines()]


def work(person, journal, settings, stop, pause, seed):
    """One of them at work until told to stop."""
    database.connect(settings.database_url)
    chance = random.Random(seed)
    while not stop.is_set():
        person(journal, settings, chance)
        stop.wait(pause * chance.random())
    database.db.close()


def cadre(journal, settings, chance):
    """Opens the workbook as Excel does, changes one cell or adds a row, saves."""
    path = settings.sheets_folder / f"{NAME}.xlsx"
    lock = path.with_name(f"~${path.name}")
    lock.touch()
    try:
        book = Workbook(path)
        row = chance.choice(book.rows())
        column = chance.choice(["phone", "post", "note", "address"])
        text, before = journal.text(column), row.get(LABELS[column])
        if chance.random() < 0.15:
            name = journal.text("name")
            book.add(**{LABELS["name"]: name, LABELS[column]: text})
            journal.note("name", name)
            before = ""
        else:
            book.type_at(row["line"], LABELS[column], text)
        journal.note(column, text, before)
    finally:
        lock.unlink()


def clerk(journal, settings, chance):
    """Changes one field of a record, or adds one."""
    column = chance.choice(["phone", "post", "note", "address"])
    text = journal.text(column)
    with language.speaking(settings.locale):
        if chance.random() < 0.1:
            name, union = journal.text("name"), Organisation.get()
            operations.save(Worker(name=name, organisation=union, **{column: text}), scope.SYSTEM)
            journal.note("name", name)
            before = ""
        else:
            worker = chance.choice(list(Worker.select()))
            before = getattr(worker, column)
            setattr(worker, column, text)
            try:
                operations.save(worker, scope.SYSTEM)
            except operations.Refused:
                return  # somebody was quicker: the clerk is told, nothing is written
    journal.note(column, text, before)


# Runs ------------------------------------------------------------------------------------------------


def sync(environ, result):
    """The command in this process."""
    os.environ.update(environ)
    log = open(result, "w")  # noqa: SIM115 - the process ends with it
    os.dup2(log.fileno(), 1)
    os.dup2(log.fileno(), 2)
    app = create_app(config.load(environ))
    app.cli.main(["sync", "--json"], prog_name="flask", standalone_mode=True)


def one_run(environ, result, after=None):
    """Its exit status; killed after so many seconds, unless it was done before."""
    process = FORK.Process(target=sync, args=(environ, result))
    process.start()
    process.join(after)
    if process.is_alive():
        os.kill(process.pid, signal.SIGKILL)
        process.join()
    return process.exitcode


def soak(folder, kills, limit, seed):
    """Figures of the whole; raises Lost where something is."""
    environ = {"GONGYOU_INSTANCE": str(folder), "GONGYOU_DATABASE_URL": f"sqlite:///{folder}/gongyou.db",
               "GONGYOU_SECRET_KEY": "test"}  # fmt: skip
    settings, chance, result = config.load(environ), random.Random(seed), folder / "said"
    prepare(settings)
    begun = time.monotonic()
    assert one_run(environ, result) == 0, result.read_text()
    usual = time.monotonic() - begun
    stop, journals = FORK.Event(), [Journal(folder, "cadre", 10000), Journal(folder, "clerk", 50000)]
    people = [FORK.Process(target=work, args=(person, journal, settings, stop, usual * pause, seed))
              for person, journal, pause in ((cadre, journals[0], 1), (clerk, journals[1], 0.5))]  # fmt: skip
    for person in people:
        person.start()
    ends = []
    while ends.count(-signal.SIGKILL) < kills and time.monotonic() - begun < limit:
        ends.append(one_run(environ, result, chance.uniform(0.05, 1.3) * usual))
        if ends[-1] == 3 and HALF_SAVED not in result.read_text():
            raise AssertionError(result.read_text())
    stop.set()
    for person in people:
        person.join()
        assert person.exitcode == 0, "a person could not go on"
    figures = {"seed": seed, "runs": len(ends), "killed": ends.count(-signal.SIGKILL)}
    figures |= {journal.file.stem: len(journal.read()) for journal in journals}
    figures["runs to rest"] = rest(environ, result)
    with language.speaking(settings.locale):
        verify(settings, journals)
    return figures | {"seconds": round(time.monotonic() - begun)}


def prepare(settings):
    database.connect(settings.database_url)
    database.migrate()
    with language.speaking(settings.locale):
        union = operations.save(Organisation(name="甘州区总工会", kind="county"), scope.SYSTEM)
        for n in range(30):
            values = {name: PATTERNS[name].format(n) for name in ("name", "phone", "post")}
            operations.save(Worker(organisation=union, **values), scope.SYSTEM)
        sharing.share(Worker, "", scope.SYSTEM, union, columns=[*COLUMNS, "organisation"], editable=COLUMNS,
                      policies={"note": "office", "address": "sheet"}, name=NAME)  # fmt: skip
    database.db.close()


def rest(environ, result):
    """How many runs it takes until one writes nothing."""
    for runs in range(1, 7):
        one_run(environ, result)
        said = json.loads(result.read_text().splitlines()[-1])
        if not said["writes"] and not said["to_records"]:
            return runs
    raise AssertionError(f"it does not come to rest: {said}")


class Filed:
    """The workbook as the witness reads a sheet."""

    beside = ()  # no copies of the workbook lie about

    def __init__(self, book):
        own = {"编号": "_code", "同步状态": "_status", **{label: name for name, label in LABELS.items()}}
        self.lines = {
            row["line"]: {own.get(k, k): str(v or "") for k, v in row.items()} for row in book.rows()
        }


def verify(settings, journals):
    """Everything typed is found, no name is there twice."""
    database.connect(settings.database_url)
    witness = Witness(Filed(Workbook(settings.sheets_folder / f"{NAME}.xlsx")))
    noted = [line for journal in journals for line in journal.read()]
    witness.alive = {typed: column for column, typed, _over in noted}
    witness.seen(*[over for _column, _typed, over in noted if over])
    witness.check()


def main():
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--kills", type=int, default=200)
    asked.add_argument("--seconds", type=float, default=360)
    asked.add_argument("--seed", type=int, default=random.randrange(10**6))
    asked = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        print(soak(Path(folder), asked.kills, asked.seconds, asked.seed))


if __name__ == "__main__":
    sys.exit(main())
