"""`flask --app app start` as a newcomer meets it: a real process, a real port, Ctrl-C."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from started import LONG, PASSWORD, ROOT, alive, command, waiting


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM], ids=["ctrl-c", "terminate"])
def test_a_first_start_prints_the_password_once_and_a_second_keeps_the_data(start, unstarted, how):
    first = start().wait()
    [worker] = first.workers()
    said, complained, exit_status = first.stop(how)
    assert exit_status == 0, complained
    assert "Traceback" not in complained
    assert not alive(worker)
    assert f"http://127.0.0.1:{unstarted['GONGYOU_PORT']}" in said
    assert str(Path(unstarted["GONGYOU_INSTANCE"]) / "sheets") in said
    password = PASSWORD.search(said)[0]

    added = ["user", "add", "li", "--role", "administrator", "--password-stdin"]
    assert command(unstarted, *added, input="correct horse\n").returncode == 0
    said, complained, exit_status = start().wait().stop(how)
    assert exit_status == 0, complained
    assert not PASSWORD.search(said)
    assert password not in said
    again = command(unstarted, *added, input="correct horse\n")
    assert again.returncode == 1, "the user added before the second start is gone"


def test_the_printed_password_opens_the_door_and_must_be_changed(start, unstarted):
    said, _complained, _status = start().wait().stop()
    signs_in = (
        "import app, sys; from operations import accounts; app.create_app();"
        "found = accounts.sign_in('admin', sys.argv[1]); print(found.must_change)"
    )
    found = subprocess.run(
        [sys.executable, "-c", signs_in, PASSWORD.search(said)[0]],
        cwd=ROOT, env={**os.environ, **unstarted}, capture_output=True, text=True,
    )  # fmt: skip
    assert found.stdout.strip() == "True", found.stderr


def test_a_given_password_is_not_printed(start):
    said, _complained, exit_status = start(GONGYOU_ADMIN_PASSWORD="correct horse").wait().stop()
    assert exit_status == 0
    assert "correct horse" not in said
    assert not PASSWORD.search(said)


def test_a_given_password_that_is_too_short_starts_nothing(start, unstarted):
    said, complained = start(GONGYOU_ADMIN_PASSWORD="short").process.communicate(timeout=LONG)
    assert complained.strip()
    assert "Traceback" not in complained
    assert "http://" not in said
    first = start().wait()
    assert PASSWORD.search(first.stop()[0]), "the first start is still to come"


def test_a_taken_port_is_said_in_a_sentence(start, unstarted):
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


def test_the_first_start_loads_the_demonstration_office(start, unstarted):
    desk = start(GONGYOU_DEMO="1").wait()
    _said, complained, exit_status = desk.stop()
    assert exit_status == 0, complained
    assert len(command(unstarted, "export", "worker").stdout.splitlines()) > 100
    assert list((Path(unstarted["GONGYOU_INSTANCE"]) / "sheets").glob("*.xlsx"))
