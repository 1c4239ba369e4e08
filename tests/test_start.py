"""`flask --app app start` as a newcomer meets it: a real process, a real port, Ctrl-C."""

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

ROOT = Path(__file__).resolve().parent.parent
PASSWORD = re.compile(r"[a-z2-9]{4}(?:-[a-z2-9]{4}){2}")
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

    def wait(self):
        """Until it answers; it must be alive as long as it does not."""
        for _pause in waiting():
            assert self.process.poll() is None, self.process.communicate()
            if status(f"http://127.0.0.1:{self.port}/healthz") == 200:
                return self
        return None

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


@pytest.fixture
def environ(blank, tmp_path):
    """The environment of a machine on which Gongyou was never started."""
    return {
        "GONGYOU_INSTANCE": str(tmp_path / "instance"),
        "GONGYOU_DATABASE_URL": blank("started"),
        "GONGYOU_PORT": str(free_port()),
        "GONGYOU_DEMO": "0",
        "GONGYOU_ADMIN_PASSWORD": "",
    }


@pytest.fixture
def start(environ):
    """Starts the desk; whatever still runs at the end is stopped."""
    running = []

    def start(**more):
        running.append(Started({**environ, **more}))
        return running[-1]

    yield start
    for desk in running:
        if desk.process.poll() is None:
            desk.process.kill()
            desk.process.communicate()


def command(environ, *args, **kwargs):
    return subprocess.run(
        [sys.executable, "-m", "flask", "--app", "app", *args],
        cwd=ROOT, env={**os.environ, **environ}, capture_output=True, text=True, encoding="utf-8", **kwargs,
    )  # fmt: skip


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM], ids=["ctrl-c", "terminate"])
def test_a_first_start_prints_the_password_once_and_a_second_keeps_the_data(start, environ, how):
    first = start().wait()
    [worker] = first.workers()
    said, complained, exit_status = first.stop(how)
    assert exit_status == 0, complained
    assert "Traceback" not in complained
    assert not alive(worker)
    assert f"http://127.0.0.1:{environ['GONGYOU_PORT']}" in said
    assert str(Path(environ["GONGYOU_INSTANCE"]) / "sheets") in said
    password = PASSWORD.search(said)[0]

    added = ["user", "add", "li", "--role", "administrator", "--password-stdin"]
    assert command(environ, *added, input="correct horse\n").returncode == 0
    said, complained, exit_status = start().wait().stop(how)
    assert exit_status == 0, complained
    assert not PASSWORD.search(said)
    assert password not in said
    again = command(environ, *added, input="correct horse\n")
    assert again.returncode == 1, "the user added before the second start is gone"


def test_the_printed_password_opens_the_door_and_must_be_changed(start, environ):
    said, _complained, _status = start().wait().stop()
    signs_in = (
        "import app, sys; from operations import accounts; app.create_app();"
        "found = accounts.sign_in('admin', sys.argv[1]); print(found.must_change)"
    )
    found = subprocess.run(
        [sys.executable, "-c", signs_in, PASSWORD.search(said)[0]],
        cwd=ROOT, env={**os.environ, **environ}, capture_output=True, text=True,
    )  # fmt: skip
    assert found.stdout.strip() == "True", found.stderr


def test_a_given_password_is_not_printed(start):
    said, _complained, exit_status = start(GONGYOU_ADMIN_PASSWORD="correct horse").wait().stop()
    assert exit_status == 0
    assert "correct horse" not in said
    assert not PASSWORD.search(said)


def test_a_given_password_that_is_too_short_starts_nothing(start, environ):
    said, complained = start(GONGYOU_ADMIN_PASSWORD="short").process.communicate(timeout=LONG)
    assert complained.strip()
    assert "Traceback" not in complained
    assert "http://" not in said
    first = start().wait()
    assert PASSWORD.search(first.stop()[0]), "the first start is still to come"


def test_a_taken_port_is_said_in_a_sentence(start, environ):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        refused = start(GONGYOU_PORT=port).process
        said, complained = refused.communicate(timeout=LONG)
    assert refused.returncode == 1
    assert port in complained
    assert "Traceback" not in complained
    assert not said


@pytest.mark.parametrize(
    ("name", "value"),
    [("GONGYOU_PORT", "eighty"), ("GONGYOU_DATABASE_URL", "mysql://desk"), ("GONGYOU_LOCALE", "fr")],
)
def test_a_setting_that_cannot_be_used_is_said_in_a_sentence(start, name, value):
    refused = start(**{name: value}).process
    _said, complained = refused.communicate(timeout=LONG)
    assert refused.returncode == 1
    assert name in complained
    assert "Traceback" not in complained


def test_the_worker_does_not_outlive_a_start_that_was_killed(start):
    desk = start().wait()
    [worker] = desk.workers()
    desk.process.kill()
    desk.process.communicate()
    for _pause in waiting():
        if not alive(worker):
            return


def test_the_first_start_loads_the_demonstration_office(start, environ):
    desk = start(GONGYOU_DEMO="1").wait()
    _said, complained, exit_status = desk.stop()
    assert exit_status == 0, complained
    assert len(command(environ, "export", "worker").stdout.splitlines()) > 100
    assert list((Path(environ["GONGYOU_INSTANCE"]) / "sheets").glob("*.xlsx"))
