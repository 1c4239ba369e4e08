"""How long a long roster takes to be read, and how much memory: `python -m benchmarks.rosters [ROWS]`.

Seconds are of the clock (and of the processor); megabytes are the most that this process, and the child that
unpacks a workbook, had at any time.
"""

import csv
import resource
import sys
import tempfile
import time
from pathlib import Path

import xlsxwriter

from models import Worker, columns
from sync.rosters.roster import opened


def main(count=100_000):
    with tempfile.TemporaryDirectory() as folder:
        for path in (as_csv(Path(folder), count), as_xlsx(Path(folder), count)):
            measure(path)


def rows(count):
    yield [field.label for field in columns(Worker)]
    for n in range(count):
        person = [f"王小明{n}", f"138{n:08d}", "O-2", "E-1", "T-3", "焊工", "男", "1990-01-01", "居民身份证"]
        yield [
            *person,
            f"62070219900101{n % 9999:04d}",
            "大专",
            "在岗",
            "2020-05-01",
            f"县府街{n}号",
            f"备注{n}",
        ]


def as_csv(folder, count):
    with (folder / "roster.csv").open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows(count))
    return folder / "roster.csv"


def as_xlsx(folder, count):
    with xlsxwriter.Workbook(folder / "roster.xlsx", {"constant_memory": True}) as book:
        tab = book.add_worksheet()
        for line, texts in enumerate(rows(count)):
            tab.write_row(line, 0, texts)
    return folder / "roster.xlsx"


def measure(path):
    before = most(resource.RUSAGE_SELF)
    began, worked = time.time(), work()
    with opened(path) as roster:
        table = roster.table(roster.best(Worker), Worker)
        ready = time.time()
        count = sum(1 for _row in table.rows())
    done = time.time()
    print(
        f"{path.suffix} {count} rows of {len(table.places)} columns: opened {ready - began:.1f} s, read {done - ready:.1f} s"
        f" (processor {work() - worked:.1f} s); {before} MB before, {most(resource.RUSAGE_SELF)} MB at most,"
        f" child {most(resource.RUSAGE_CHILDREN)} MB"
    )


def most(who):
    return resource.getrusage(who).ru_maxrss // 1024


def work():
    return sum(
        usage.ru_utime + usage.ru_stime
        for usage in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
