"""How far a run has come, and whether somebody wants it stopped: two small files beside the database.

Not rows, for a run writes in one long transaction, in which nobody else sees or writes any (decision 66).
"""

import json
import os
import time
from contextlib import suppress
from pathlib import Path

from choices import Phase

FOLDER = "runs"
EVERY = 0.3  # seconds between two notes


class Stopped(Exception):
    """Somebody wants the run to stop. What it was at is taken back; the next run does it."""


class Watch:
    """Nobody looks on: what a run tells is forgotten, and nothing stops it."""

    def at(self, phase: Phase, total: int = 0) -> None:
        """A new part of the run begins; here it may be stopped."""

    def step(self) -> None:
        """One record more is done; here it may be stopped."""


class Watched(Watch):
    """Somebody asked for the run, looks on, and may stop it."""

    def __init__(self, instance: Path, number: int):
        self.file, self.flag = files(instance, number)
        self.file.parent.mkdir(parents=True, exist_ok=True)
        self.phase, self.done, self.total, self.noted = Phase.READING, 0, 0, 0.0

    def at(self, phase, total=0):
        self.phase, self.done, self.total = phase, 0, total
        self.note()

    def step(self):
        self.done += 1
        if time.monotonic() - self.noted >= EVERY:
            self.note()

    def note(self):
        if self.flag.exists():
            raise Stopped
        done = min(self.done, self.total) if self.total else self.done  # what is tried again counts once
        text = json.dumps({"phase": self.phase.value, "done": done, "total": self.total})
        draft = self.file.with_suffix(".new")
        draft.write_text(text)
        os.replace(draft, self.file)
        self.noted = time.monotonic()


def files(instance: Path, number: int) -> tuple[Path, Path]:
    """(the file with the progress of a run, the one whose being there stops it)."""
    return instance / FOLDER / f"{number}.json", instance / FOLDER / f"{number}.stop"


def seen(instance: Path, number: int) -> dict:
    """{phase, done, total} of a run; nothing where it has not begun."""
    try:
        found = json.loads(files(instance, number)[0].read_text())
    except (OSError, ValueError):
        return {}
    return found | {"phase": Phase(found["phase"])}


def silent_for(instance: Path, number: int) -> float | None:
    """Seconds since a run last told how far it was; None where it never did."""
    try:
        return time.time() - files(instance, number)[0].stat().st_mtime
    except OSError:
        return None


def stop(instance: Path, number: int) -> None:
    """Have it stop at the next place where that is safe."""
    flag = files(instance, number)[1]
    flag.parent.mkdir(parents=True, exist_ok=True)
    flag.touch()


def stopping(instance: Path, number: int) -> bool:
    return files(instance, number)[1].exists()


def forget(instance: Path, number: int) -> None:
    """It is over."""
    for file in files(instance, number):
        with suppress(OSError):
            file.unlink()
