"""Workbooks, unpacked by a child process into a nameless file on disk; read from there, line by line, as often as wanted."""

import json
import logging
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

from language import gettext
from sync.backends import Broken, Unreadable
from sync.rosters.grid import Area, Grid
from sync.rosters.kinds import DAMAGED, LOCKED

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 300  # seconds
log = logging.getLogger("gongyou.rosters")
BLOCK = 1 << 18


class Spool:
    """What the child wrote. The file has no name: nothing is left behind, whatever happens."""

    def __init__(self, path: Path):
        self.file = tempfile.TemporaryFile()  # noqa: SIM115 - open as long as the roster is
        try:
            unpack(path, self.file)
            self.grids = list(self.tabs())
        except BaseException:
            self.file.close()
            raise

    def tabs(self):
        """A grid per tab, each with the stretch of the file that is its own."""
        heads = [
            (start, end, json.loads(text)) for start, end, text in self.texts(0) if text.startswith(b"{")
        ]
        for number, (_start, first, head) in enumerate(heads):
            refuse(head.get("trouble"))
            end = heads[number + 1][0] if number + 1 < len(heads) else None
            yield grid(head, partial(self.lines, first, end))

    def lines(self, start, end):
        for _start, _end, text in self.texts(start, end):
            line, *texts = json.loads(text)
            yield line, [Broken(text[1:]) if text.startswith("\0") else text for text in texts]

    def texts(self, start, end=None):
        """(start, end, line of the file). Several passes may go on at a time: each knows its own place."""
        while end is None or start < end:
            self.file.seek(start)
            block = self.file.readlines(BLOCK)
            if not block:
                return
            for text in block:
                if end is not None and start >= end:
                    return
                yield start, start + len(text), text
                start += len(text)


def unpack(path, file):
    """Let the child write the workbook's tabs into the file."""
    command = [sys.executable, "-m", "sync.rosters.unpack", str(path.resolve())]
    try:
        done = subprocess.run(
            command, cwd=ROOT, stdout=file, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, timeout=PATIENCE
        )
    except subprocess.TimeoutExpired:
        refuse("large")
    if done.returncode:
        log.warning(
            "unpacking ended with %s: %s", done.returncode, done.stderr[-500:].decode(errors="replace")
        )
        refuse("large" if done.returncode < 0 else "damaged")


def refuse(trouble):
    if trouble == "locked":
        raise Unreadable(str(LOCKED))
    if trouble == "damaged":
        raise Unreadable(str(DAMAGED))
    if trouble:
        raise Unreadable(
            gettext(
                "A tab reaches too far to be read. Delete what stands far below or far right of the roster,"
                " or copy the roster into a new workbook."
            )
        )


def grid(head, lines):
    return Grid(
        head["tab"],
        lines,
        tuple(Area(*area) for area in head["merged"]),
        frozenset(head["hidden_lines"]),
        frozenset(head["hidden_positions"]),
        head["visible"],
    )
