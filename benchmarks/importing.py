"""How long a long roster takes to be looked through, brought in and taken back: `python -m benchmarks.importing [ROWS]`.

On an SQLite of its own. Seconds are of the clock (and of the processor); megabytes are what the process grew by.
"""

import resource
import sys
import tempfile
import time
from pathlib import Path

from stdnum.cn import ric

import database
import operations
import scope
from choices import UnionKind
from models import Organisation, Worker
from sync.importing import uploads
from sync.importing.work import carry_on

COLUMNS = {0: "name", 1: "phone", 2: "organisation", 3: "id_number", 4: "post", 5: "state", 6: "address"}
HEAD = "姓名,手机号码,所属工会,证件号码,岗位,就业状态,家庭住址\n"


def main(count=10_000):
    with tempfile.TemporaryDirectory() as folder:
        database.connect(f"sqlite:///{folder}/desk.db")
        database.migrate()
        for number in range(20):
            union = Organisation(name=f"第{number}工会", kind=UnionKind.ENTERPRISE)
            operations.save(union, scope.SYSTEM)
        for label, prefix in (("new", 138), ("changed", 139)):
            one = brought(Path(folder), roster(Path(folder), count, prefix), label, count)
        uploads.undo(one, scope.SYSTEM)
        timed("taken back", count, lambda: carry_on(one, Path(folder)))


def roster(folder, count, prefix):
    path = folder / "roster.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write(HEAD)
        for n in range(count):
            first = f"6207021960{1 + n // 27972:02d}{1 + n // 999 % 28:02d}{n % 999:03d}"
            number = first + ric.calc_check_digit(f"{first}?")
            file.write(f"王建国{n},{prefix}{n:08d},第{n % 20}工会,{number},钳工,在岗,县府街{n}号\n")
    return path


def brought(folder, path, label, count):
    with path.open("rb") as source:
        one = uploads.begin(Worker, source, path.name, folder, scope.SYSTEM)
    uploads.choose(one, "", COLUMNS, ("id_number",), line=1)
    one = timed(f"{label}: looked through", count, lambda: carry_on(one, folder))
    uploads.go(one, scope.SYSTEM)
    return timed(f"{label}: brought in", count, lambda: carry_on(one, folder))


def timed(label, count, work):
    before, began, worked = memory(), time.time(), time.process_time()
    done = work()
    seconds, processor = time.time() - began, time.process_time() - worked
    print(
        f"{label}: {seconds:.1f} s ({processor:.1f} s), {count / seconds:.0f} rows/s, {memory() - before:.0f} MB more",
        flush=True,
    )
    return done


def memory():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
