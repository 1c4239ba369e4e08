"""The two programs of a running desk: the web server in this process, the worker in one of its own.

When they start and what is said about it is `start`; what the worker does is `jobs`.
"""

import errno
import os
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import click
import waitress

from commands.command import Failed
from language import gettext

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 60  # seconds: no pause is longer, and a worker that lived longer did not fail at once


def web_server(app, settings):
    """The web server, its port taken already: two desks must not work on one database. Raises Failed in words.

    What servers in front say of the caller reaches the application only where there are some; see `app.believe`.
    """
    try:
        return waitress.create_server(
            app, host=settings.host, port=settings.port, clear_untrusted_proxy_headers=not settings.proxies
        )
    except OSError as mistake:
        raise Failed(not_to_be_had(mistake, settings.host, settings.port)) from None


def not_to_be_had(mistake, host, port):
    """Why a port cannot be listened on, and what to do."""
    if mistake.errno == errno.EADDRINUSE:
        return gettext(
            "Port %(port)s is in use: is Gongyou running already? Else choose another with GONGYOU_PORT.",
            port=port,
        )
    if mistake.errno == errno.EACCES:
        return gettext("Port %(port)s is not for you: choose one from 1024 with GONGYOU_PORT.", port=port)
    return gettext(
        "This machine cannot be reached under the address %(host)s: choose another with GONGYOU_HOST.",
        host=host,
    )


@contextmanager
def worker():
    """The worker as a process of its own, out of reach of Ctrl-C: we stop it, once, in good order."""
    command = [sys.executable, "-m", "flask", "--app", "app", "work", "--parent", str(os.getpid())]
    kept = KeptAlive(command)
    try:
        yield
    finally:
        kept.stop()


class KeptAlive:
    """A process that is started again whenever it ends, until it is stopped."""

    def __init__(self, command):
        self.command = command
        self.lock, self.enough = threading.Lock(), threading.Event()
        self.start()
        self.watcher = threading.Thread(target=self.watch)
        self.watcher.start()

    def start(self):
        with self.lock:
            if not self.enough.is_set():
                self.process = subprocess.Popen(self.command, cwd=ROOT, start_new_session=True)

    def watch(self):
        pause = 0
        while not self.enough.is_set():
            began = time.monotonic()
            self.process.wait()
            pause = next_pause(pause, time.monotonic() - began)
            if not self.enough.is_set():
                click.echo(gettext("The worker ended by itself; it is started again."), err=True)
            self.enough.wait(pause)
            self.start()

    def stop(self):
        with self.lock:
            self.enough.set()
            self.process.terminate()
        self.watcher.join()


def next_pause(pause, lived):
    """Seconds before a process is started again, from those before and those it lived: each time twice as long."""
    return 1 if lived > LONGEST else min(2 * pause or 1, LONGEST)
