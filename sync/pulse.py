"""Signs of life of the worker: the times of two files beside the database.

`beat` when it has gone round the shared sheets, for a watchdog; `breathe` every few seconds, whatever it is at, for
who waits for it on screen.
"""

import time
from pathlib import Path

FILE, BREATH = "worker.pulse", "worker.alive"
HELD = 30  # seconds without a breath after which nobody is there


def beat(instance: Path) -> None:
    """The worker was here."""
    (instance / FILE).touch()


def silent_for(instance: Path) -> int | None:
    """Whole seconds since the worker was last seen; None where it never was."""
    try:
        return max(0, int(time.time() - (instance / FILE).stat().st_mtime))
    except OSError:
        return None


def breathe(instance: Path) -> None:
    """The worker is there."""
    (instance / BREATH).touch()


def is_there(instance: Path) -> bool:
    """Whether a worker runs at all."""
    try:
        return time.time() - (instance / BREATH).stat().st_mtime < HELD
    except OSError:
        return False
