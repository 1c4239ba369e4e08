"""The google part of `python -m benchmarks.sheets google [ROWS]`: the same register as a tab, against the sheet service.

The service is a process of its own on this machine, over HTTP. For each run its requests by kind are counted, the bytes
that went either way, and the seconds of the processor that the service took: those are not the desk's, nor Google's.
"""

import json
import os
import subprocess
import sys
from collections import Counter
from contextlib import contextmanager
from pathlib import Path

import requests

import operations
import scope
from models import SharedSheet, Worker
from tests.google_stand_in import KEY
from tests.sheet_service.a1 import letters

STEPS = ("filled", "first fill", "quiet", "beside", "quiet", "edited", "changed", "quiet")
CHANGED, AT_ONCE = 100, 10_000
PROCESS, ADDRESS = "BENCHMARK_SERVICE", "GONGYOU_GOOGLE_API_URL"


@contextmanager
def serving(folder):
    """The service, and what a desk must know of it, in the environment."""
    command = [sys.executable, "-u", "-m", "tests.sheet_service", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        url = process.stdout.readline().strip()
        account = {"type": "service_account", "client_email": "gongyou@union.iam.gserviceaccount.com"}
        file = Path(folder) / "account.json"
        file.write_text(json.dumps(account | {"private_key": KEY, "token_uri": f"{url}/token"}))
        os.environ |= {
            "GONGYOU_GOOGLE_CREDENTIALS": str(file), ADDRESS: url, PROCESS: str(process.pid),
            "GONGYOU_INSTANCE": str(folder), "GONGYOU_SECRET_KEY": "benchmark",
        }  # fmt: skip
        yield
        process.terminate()


def is_there() -> bool:
    """Whether this process, or the one that started it, has a service."""
    return PROCESS in os.environ


def spreadsheet():
    """The id of a spreadsheet that a person made."""
    return asked("POST", "/_service/spreadsheet", json={"title": "花名册"})["spreadsheetId"]


def asked(method, path, **more):
    answer = requests.request(method, os.environ[ADDRESS] + path, timeout=600, **more)
    answer.raise_for_status()
    return answer.json()


class Service:
    """What the service did since this was made."""

    def __init__(self):
        asked("DELETE", "/_service/log")
        self.began = self.worked()

    def worked(self):
        """Seconds of the processor; Linux tells them."""
        fields = Path(f"/proc/{os.environ[PROCESS]}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def __str__(self):
        log = asked("GET", "/_service/log")["requests"]
        kinds = Counter(kind_of(line["path"]) for line in log)
        most = max((line["bytes"] for line in log), default=0)
        sent = sum(line["bytes"] for line in log)
        told = " ".join(f"{kind}×{count}" for kind, count in kinds.items())
        took = f"{self.worked() - self.began:.1f} s of the service's processor"
        return f"    {took}; {told}; {sent / 1e6:.1f} MB sent, {most / 1e6:.2f} MB at most in one request\n"


def kind_of(path):
    return path.rpartition(":")[2] if ":" in path else "token" if path == "/token" else "spreadsheet"


def beside(_settings, _step, rows):
    """A cadre keeps two columns of their own beside the register's."""
    path = f"/v4/spreadsheets/{SharedSheet.get().locator.partition('#')[0]}/values"
    place = letters(len(asked("GET", f"{path}/职工!1:1")["values"][0]))
    for start in range(0, rows, AT_ONCE):
        values = [[f"来电{n % 50}", n] for n in range(start, min(start + AT_ONCE, rows))]
        asked("PUT", f"{path}/职工!{place}{start + 2}?valueInputOption=RAW", json={"values": values})


def edited(_settings, _step, rows):
    """A cadre changes a hundred cells, the office a hundred others."""
    spreadsheet = SharedSheet.get().locator.partition("#")[0]
    path = f"/v4/spreadsheets/{spreadsheet}/values"
    header = asked("GET", f"{path}/职工!1:1")["values"][0]
    post = letters(header.index("岗位"))
    lines = range(2, rows + 2, max(1, rows // CHANGED))[:CHANGED]
    cells = [{"range": f"职工!{post}{line}", "values": [["质检员"]]} for line in lines]
    asked("POST", f"{path}:batchUpdate", json={"valueInputOption": "RAW", "data": cells})
    for number in range(1, CHANGED + 1):
        one = Worker.get_by_id(number * max(2, rows // CHANGED) - 1)
        one.note = "已走访"
        operations.save(one, scope.SYSTEM)
