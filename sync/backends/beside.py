"""Copies of a workbook that lie beside it, as sync drives and people leave them: found, read, set aside.

A copy is known by its hidden header, not by its name: drives name them as they like (`名册 (1)`, `名册(冲突副本)`,
`副本 名册`, `名册.sync-conflict-…`). The name only tells whose copy a file is that cannot be read. Whose rows it
holds, and what was typed in it, does not belong here.
"""

import hashlib
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile, ZipFile

import models
from language import gettext
from sync.backends import Busy, Reading, Unreadable, header_text

KINDS = (".xlsx", ".xlsm", ".xls", ".et")
MARK = b">_id"  # a text that begins so
BLOCK, MOST = 1 << 20, 1 << 28  # bytes of a part that are looked at, unpacked


@dataclass
class Copy:
    """A file beside the workbook. `words`: why it cannot be read or moved now."""

    path: Path
    mark: str = ""
    reading: Reading | None = None
    words: str = ""

    @property
    def name(self):
        return self.path.name


def found(path: Path, mains: Iterable[Path], read: Callable, respect: Callable) -> list[Copy]:
    """The copies in the folder of the workbook `path`. `mains` are workbooks in their own right.

    `read(path)` reads one like the workbook itself, `respect(path)` raises Busy where somebody has it open.
    """
    copies = [seen(file, path, read, respect) for file in others(path, mains)]
    return [copy for copy in copies if copy]


def others(path: Path, mains: Iterable[Path]) -> list[Path]:
    """The files beside the workbook that may be copies of it."""
    known = {main.resolve() for main in [*mains, path]}
    return [file for file in beside(path) if file.resolve() not in known]


def beside(path):
    try:
        files = sorted(path.parent.iterdir())
    except OSError:
        return []
    return [
        f for f in files if f.suffix.lower() in KINDS and not f.name.startswith(("~", ".")) and f.is_file()
    ]


def seen(file, main, read, respect) -> Copy | None:
    """One file; None where it has nothing to do with shared sheets."""
    try:
        content = file.read_bytes()
        if not marked(file):
            return None if readable(file) else doubtful(file, main)
        return Copy(file, digest(content), read(file), open_words(respect, file))
    except FileNotFoundError:
        return None
    except (Unreadable, OSError) as trouble:
        return doubtful(file, main, str(trouble))


def open_words(respect, file):
    try:
        respect(file)
    except Busy:
        return gettext("somebody has it open; it is taken in once it is closed.")
    return ""


def doubtful(file, main, words=""):
    """It cannot be read; by its name it may be a copy of the workbook."""
    if header_text(main.stem) not in header_text(file.stem):
        return None
    return Copy(file, words=words or gettext("It is not a whole workbook, or not one of the kind .xlsx."))


def marked(file) -> bool:
    """Whether the hidden header is anywhere in it: told without reading it as a workbook."""
    try:
        with ZipFile(file) as parts:
            names = [n for n in parts.namelist() if n.startswith(("xl/sharedStrings", "xl/worksheets/"))]
            return any(holds(parts, name) for name in sorted(names))
    except (BadZipFile, KeyError, ValueError, EOFError):
        return False


def readable(file):
    try:
        with ZipFile(file) as parts:
            return any(name.startswith("xl/") for name in parts.namelist())
    except (BadZipFile, ValueError, EOFError):
        return False


def holds(parts, name):
    tail, looked = b"", 0
    with parts.open(name) as part:
        while looked < MOST and (block := part.read(BLOCK)):
            if MARK in tail + block:
                return True
            tail, looked = block[-len(MARK) :], looked + len(block)
    return False


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def set_aside(copy: Copy) -> str:
    """Into the folder of merged copies, under a dated name; where it lies now. Nothing where it changed meanwhile."""
    home = copy.path.parent / gettext("Merged copies")
    try:
        home.mkdir(exist_ok=True)
        target = free(home, copy.path)
        os.rename(copy.path, target)
        if digest(target.read_bytes()) == copy.mark:
            return f"{home.name}/{target.name}"
        os.rename(target, copy.path)  # somebody saved it while we looked away: it is read again
    except OSError:
        return ""
    return ""


def free(home, path):
    stamp, number = f"{models.now():%Y-%m-%d %H%M%S}", 1
    target = home / f"{path.stem} {stamp}{path.suffix}"
    while target.exists():
        number += 1
        target = home / f"{path.stem} {stamp} {number}{path.suffix}"
    return target
