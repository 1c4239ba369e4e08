"""`flask --app app start` as a newcomer meets it: a real process, a real port, Ctrl-C."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from started import LONG, PASSWORD, ROOT, alive, command, status, waiting

import config
from app import chosen
from commands import processes
from commands.start import address


def test_a_first_start_prints_the_password_once_and_a_second_keeps_the_data(start, unstarted):
    """Both ways to stop it, in good order; the printed password opens the door and must be changed."""
    first = start().wait()
    [worker] = first.workers()
    said, complained, exit_status = first.stop(signal.SIGINT)
    assert (exit_status, complained.count("Traceback")) == (0, 0), complained
    assert not alive(worker)
    assert f"http://127.0.0.1:{unstarted['GONGYOU_PORT']}" in said
    assert str(Path(unstarted["GONGYOU_INSTANCE"]) / "sheets") in said
    password = PASSWORD.search(said)[0]

    second = start().wait()
    [worker] = second.workers()
    said, complained, exit_status = second.stop(signal.SIGTERM)
    assert (exit_status, complained.count("Traceback")) == (0, 0), complained
    assert not alive(worker)
    assert not PASSWORD.search(said)
    assert signed_in(unstarted, password) == "must change True"


def signed_in(environ, password):
    """What a sign-in as the first administrator gives, at the data that is there now."""
    program = (
        "import app, sys; from operations import accounts; app.create_app();"
        "found = accounts.sign_in('admin', sys.argv[1]); print('must change', found and found.must_change)"
    )
    found = subprocess.run(
        [sys.executable, "-c", program, password],
        cwd=ROOT, env={**os.environ, **environ}, capture_output=True, text=True,
    )  # fmt: skip
    return found.stdout.strip() or found.stderr


def test_a_given_password_is_not_printed_and_one_that_is_too_short_starts_nothing(start, unstarted):
    said, complained = start(GONGYOU_ADMIN_PASSWORD="short").process.communicate(timeout=LONG)
    assert complained.strip()
    assert "Traceback" not in complained
    assert "http://" not in said
    said, _complained, exit_status = start(GONGYOU_ADMIN_PASSWORD="correct horse").wait().stop()
    assert exit_status == 0
    assert "correct horse" not in said
    assert not PASSWORD.search(said)
    assert signed_in(unstarted, "correct horse") == "must change False", "the first start was still to come"


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
    [
        ("GONGYOU_PORT", "eighty"),
        ("GONGYOU_DATABASE_URL", "mysql://desk"),
        ("GONGYOU_LOCALE", "fr"),
        ("GONGYOU_HOST", "desk.example"),
    ],
)
def test_a_setting_that_cannot_be_used_is_said_in_a_sentence(environ, monkeypatch, name, value):
    for setting, text in {**environ, name: value}.items():
        monkeypatch.setenv(setting, text)
    with pytest.raises(SystemExit, match=name):  # how a program ends with a sentence and no trace
        chosen()


def test_an_address_that_is_not_of_this_machine_is_said_in_a_sentence(start):
    refused = start(GONGYOU_HOST="192.0.2.1").process
    said, complained = refused.communicate(timeout=LONG)
    assert refused.returncode == 1
    assert "GONGYOU_HOST" in complained
    assert "192.0.2.1" in complained
    assert "Traceback" not in complained
    assert not said


def test_a_worker_that_dies_is_followed_by_one_that_does_not_outlive_a_start_that_was_killed(start):
    desk = start().wait()
    [first] = desk.workers()
    os.kill(first, signal.SIGKILL)
    second = next(found for _pause in waiting() for found in desk.workers() if found != first)
    desk.process.kill()
    desk.process.communicate()
    assert any(not alive(second) for _pause in waiting())


def test_a_process_that_keeps_ending_is_started_ever_later_but_at_least_every_minute():
    pauses = [0]
    for _time in range(9):
        pauses.append(processes.next_pause(pauses[-1], lived=0.1))
    assert pauses[1:] == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    assert processes.next_pause(60, lived=61) == 1


def test_a_process_that_keeps_ending_can_be_stopped_at_any_moment(capfd):
    kept = processes.KeptAlive([sys.executable, "-c", "raise SystemExit(1)"])
    next(
        _pause for _pause in waiting() if "后台程序" in capfd.readouterr().err
    )  # it waits for the next start now
    kept.stop()
    assert not kept.watcher.is_alive()


def test_the_desk_listens_where_it_is_told(start):
    desk = start(GONGYOU_HOST="127.0.0.2").wait("127.0.0.2")
    assert status(f"http://127.0.0.1:{desk.port}/healthz") is None
    said, _complained, _status = desk.stop()
    assert f"http://127.0.0.2:{desk.port}/admin/" in said


@pytest.mark.parametrize(
    ("host", "shown"),
    [("127.0.0.1", "127.0.0.1"), ("0.0.0.0", "127.0.0.1"), ("::", "[::1]"), ("fe80::1", "[fe80::1]")],
)
def test_the_address_it_prints_is_one_that_a_browser_can_open(environ, host, shown):
    settings = config.load({**environ, "GONGYOU_HOST": host, "GONGYOU_PORT": "80"})
    assert address(settings) == f"http://{shown}:80"


def test_the_first_start_loads_the_demonstration_office(start, unstarted):
    desk = start(GONGYOU_DEMO="1").wait()
    _said, complained, exit_status = desk.stop()
    assert exit_status == 0, complained
    assert len(command(unstarted, "export", "worker").stdout.splitlines()) > 100
    assert list((Path(unstarted["GONGYOU_INSTANCE"]) / "sheets").glob("*.xlsx"))
