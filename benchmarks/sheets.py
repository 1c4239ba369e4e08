"""How long a shared sheet takes, and how much memory: `python -m benchmarks.sheets folder|google [ROWS]`.

All fifteen columns of the register of workers with id, code and status, and two columns that a cadre keeps beside
them, on an SQLite of its own. Each run is a process of its own: seconds of the clock (and of the processor), the most
megabytes that it ever had, and what `sync --json` says of it.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from contextlib import nullcontext
from datetime import date, timedelta

import xlsxwriter
from stdnum.cn import ric

import config
import database
import operations
import scope
from benchmarks import google
from choices import Education, IdKind, Sex, UnionKind, WorkState
from models import Enterprise, Organisation, SharedSheet, Trade, Worker, columns
from sync import sharing
from sync.backends import Batch
from sync.backends.workbook import Workbook
from sync.layout import layout
from sync.run import run

STEPS = ("filled", "first fill", "quiet", "saved", "quiet", "edited", "changed", "quiet")
CHANGED = 100


def main(place, rows=95_600, folder=None, step=None):
    """`folder` and `step` are for the processes that this one starts."""
    if step:
        stages = STAGES | {"beside": google.beside, "edited": google.edited} if google.is_there() else STAGES
        stages.get(step, synced)(settings(folder), step, int(rows))
        return
    there = google if place == "google" else None
    with tempfile.TemporaryDirectory() as folder, there.serving(folder) if there else nullcontext():
        for one in there.STEPS if there else STEPS:
            subprocess.run(
                [sys.executable, "-m", "benchmarks.sheets", place, str(rows), folder, one], check=True
            )


def settings(folder):
    found = config.load({**os.environ, "GONGYOU_INSTANCE": folder, "GONGYOU_SECRET_KEY": "benchmark"})
    database.connect(found.database_url)
    return found


def synced(found, step, rows):
    """One run as the command does it."""
    service = google.Service() if google.is_there() else ""
    before, began, worked = most(), time.time(), time.process_time()
    [sheet] = SharedSheet.select()
    said = run(sheet, found).as_json()
    said = " ".join(
        f"{name}={said[name]}" for name in ("outcome", "reads", "writes", "to_records", "to_sheet")
    )
    seconds, processor = time.time() - began, time.process_time() - worked
    print(
        f"{step}: {rows} rows, {seconds:.1f} s ({processor:.1f} s), {before} MB before, {most()} MB at most; {said}"
    )
    print(service or "", end="", flush=True)


def most():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


# What people do ------------------------------------------------------------------------------------


def fill(found, _step, rows):
    """A union with so many workers, and the sheet they are shared as."""
    database.migrate()
    union = Organisation(name="平利县总工会", kind=UnionKind.COUNTY)
    operations.save(union, scope.SYSTEM)
    place = Enterprise(name="平利毛绒玩具社区工厂", organisation=union)
    operations.save(place, scope.SYSTEM)
    trade = Trade(name="缝纫工")
    operations.save(trade, scope.SYSTEM)
    people = (worker(n, union.id, place.id, trade.id) for n in range(rows))
    with database.db.atomic():
        while some := [one for _n, one in zip(range(500), people, strict=False)]:
            Worker.insert_many(some).execute()
    names = [field.name for field in columns(Worker)]
    place = google.spreadsheet() if google.is_there() else ""
    sharing.share(Worker, place, scope.SYSTEM, union, columns=names, editable=names, name="职工")


def worker(n, union, enterprise, trade):
    born = date(1960, 1, 1) + timedelta(n // 50)
    first = f"610926{born:%Y%m%d}{n % 50:03d}"
    return {
        "name": f"王建国{n}", "phone": f"138{n:08d}", "organisation": union, "enterprise": enterprise, "trade": trade,
        "post": f"缝纫{n % 300}组", "sex": list(Sex)[1 - n % 2], "born_on": born, "id_kind": IdKind.RESIDENT,
        "id_number": first + ric.calc_check_digit(f"{first}?"), "education": list(Education)[n % 3],
        "state": list(WorkState)[n % 2], "joined_on": date(2020, 1 + n % 12, 5), "address": f"城关镇新正街{n}号",
        "note": f"备注{n}", "pinyin": f"wangjianguo{n}",
    }  # fmt: skip


def saved(found, _step, _rows):
    """A cadre saves the workbook with another program, which writes it its own way, and with two columns of their own."""
    path = found.sheets_folder / "职工.xlsx"
    book, shape = opened(path)
    rows, places = book.reading(shape).rows, book.places(shape)
    with xlsxwriter.Workbook(path) as target:
        tab = target.add_worksheet("职工")
        text = target.add_format({"num_format": "@"})
        tab.set_column(0, 0, None, None, {"hidden": True})
        for place, label in book.labels.items():
            tab.write_string(0, place - 1, label)
        for row in rows:
            for name, place in places.items():
                tab.write_string(row.line - 1, place - 1, row.texts[name], text)
            tab.write_row(row.line - 1, len(places), [f"来电{row.line % 50}", row.line])
    print(f"saved by another program: {path.stat().st_size / 2**20:.1f} MB")


def edited(found, _step, rows):
    """A cadre changes a hundred cells, the office a hundred others."""
    path = found.sheets_folder / "职工.xlsx"
    book, shape = opened(path)
    lines = [row.line for row in book.reading(shape).rows]
    cells = {line: {"post": "质检员"} for line in lines[:: max(1, rows // CHANGED)][:CHANGED]}
    book.apply(Batch(book.generation, cells=cells), shape)
    book.save(path.with_suffix(".new"))
    path.with_suffix(".new").replace(path)
    for number in range(1, CHANGED + 1):
        one = Worker.get_by_id(number * max(2, rows // CHANGED) - 1)
        one.note = "已走访"
        operations.save(one, scope.SYSTEM)


def opened(path):
    return Workbook(path.read_bytes()), layout(SharedSheet.get(), scope.SYSTEM)


STAGES = {"filled": fill, "saved": saved, "edited": edited}


if __name__ == "__main__":
    main(*sys.argv[1:])
