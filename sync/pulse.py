"""When the worker last went round the shared sheets: the time of a file beside the database. For a watchdog."""

import time
from pathlib import Path

FILE = "worker.pulse"


def beat(instance: Path) -> None:
    """The worker was here."""
    (instance / FILE).touch()


def silent_for(instance: Path) -> int | None:
    """Whole seconds since the worker was last seen; None where it never was."""
    try:
        return max(0, int(time.time() - (instance / FILE).stat().st_mtime))
    except OSError:
        return None
