"""A desk started as a newcomer starts it: a process of its own, a port of its own. No expectations here."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

PASSWORD = re.compile(r"[a-z2-9]{4}(?:-[a-z2-9]{4}){2}")
ROOT = Path(__file__).resolve().parent.parent
LONG = 60  # seconds; a deadline, not a pause


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Started:
    """A desk that runs as a process of its own, with its own worker."""

    def __init__(self, environ):
        self.port = environ["GONGYOU_PORT"]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "flask", "--app", "app", "start"],
            cwd=ROOT, env={**os.environ, **environ}, text=True, encoding="utf-8",
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    def wait(self, host="127.0.0.1"):
        """Until it answers; it must be alive as long as it does not."""
        for _pause in waiting():
            assert self.process.poll() is None, self.process.communicate()
            if status(f"http://{host}:{self.port}/healthz") == 200:
                return self
        return None

    def said(self):
        """What it printed up to the last line of its greeting."""
        lines = []
        while not lines or "Ctrl-C" not in lines[-1]:
            lines.append(self.process.stdout.readline())
        return "".join(lines)

    def workers(self):
        """Process ids of its children, the worker among them."""
        found = subprocess.run(["pgrep", "-P", str(self.process.pid)], capture_output=True, text=True)
        return [int(pid) for pid in found.stdout.split()]

    def stop(self, how=signal.SIGINT):
        """What it said, and its exit status."""
        self.process.send_signal(how)
        said, complained = self.process.communicate(timeout=LONG)
        return said, complained, self.process.returncode


def waiting():
    """Short looks until the deadline."""
    end = time.monotonic() + LONG
    while time.monotonic() < end:
        yield time.sleep(0.05)
    pytest.fail("nothing came of it in time")


def status(address):
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return answer.status
    except urllib.error.HTTPError as answer:
        return answer.code
    except OSError:
        return None


def alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def command(environ, *args, **kwargs):
    return subprocess.run(
        [sys.executable, "-m", "flask", "--app", "app", *args],
        cwd=ROOT, env={**os.environ, **environ}, capture_output=True, text=True, encoding="utf-8", **kwargs,
    )  # fmt: skip
