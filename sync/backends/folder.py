"""A folder of workbooks: one `.xlsx` file per shared sheet, replaced as a whole and never written in place.

What the file holds is `workbook`; here is only how it is read for certain, and how it is replaced safely.
"""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

from language import gettext
from sync.backends import Batch, Busy, Changed, Layout, Reading, Shape, Unreadable
from sync.backends.beside import Copy, found, others, set_aside
from sync.backends.reshape import reshaped
from sync.backends.workbook import Workbook, blank


class FolderSheet:
    """The workbook at `path`."""

    room = None  # a file is replaced as a whole

    def __init__(self, path: Path, mains: Callable[[], Iterable[Path]] = tuple):
        """`mains`: tells which files in the folder are shared workbooks themselves, not copies of this one."""
        self.path, self.mains = path, mains
        self.reads = self.writes = 0

    def weigh(self, texts: dict, new: bool) -> int:
        return 0

    def read(self, layout: Layout) -> Reading:
        self.reads += 1
        content = self.content()
        if content is None:
            return Reading(exists=False)
        book = Workbook(content)
        reading = book.reading(layout)
        reading.version = book
        return reading

    def copies(self, layout: Layout) -> list[Copy]:
        """What sync drives and people left beside it."""

        def read(path):
            self.reads += 1
            return FolderSheet(path).read(layout)

        return found(self.path, self.mains(), read, lambda path: FolderSheet(path).respect_locks())

    def set_aside(self, copy: Copy) -> str:
        return set_aside(copy)

    def mark(self) -> str:
        """A word that is another one as soon as a byte of it is, or of what lies beside it; nothing without a file."""
        try:
            files = [(file.name, file.stat()) for file in others(self.path, self.mains())]
            facts = [(name, told.st_mtime_ns, told.st_size) for name, told in files]
            return hashlib.sha256(repr(facts).encode() + self.path.read_bytes()).hexdigest()
        except OSError:
            return ""

    def content(self) -> bytes | None:
        try:
            return self.path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as trouble:
            words = gettext("The file cannot be read: %(reason)s", reason=trouble.strerror or str(trouble))
            raise Unreadable(words) from None

    def write(self, reading: Reading, batch: Batch, layout: Layout) -> None:
        self.respect_locks()
        book = reading.version if reading.exists else blank(layout)
        book.apply(batch, layout)
        self.replace(book, book.content if reading.exists else None)
        self.writes += 1

    def reshape(self, reading: Reading, shape: Shape, layout: Layout) -> None:
        if shape.empty:
            return
        self.respect_locks()
        book = reading.version
        self.replace(Whole(reshaped(book, shape, layout)), book.content)
        self.writes += 1

    def respect_locks(self):
        """Somebody has it open in Excel, WPS or LibreOffice: what we wrote would be lost or ask them questions."""
        name = self.path.name
        for lock in (f"~${name}", f".~lock.{name}#", f".~{name}"):
            if (self.path.parent / lock).exists():
                raise Busy(
                    gettext(
                        "The workbook is open on somebody's computer (%(lock)s). What was typed is taken over;"
                        " what the office changed is written once it is closed.",
                        lock=lock,
                    )
                )

    def replace(self, book, before: bytes | None):
        """The new file takes the place of the old one in a single step, if that is still the one we read."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        draft = self.path.with_name(f".{self.path.name}.tmp")
        try:
            book.save(draft)
            if before is not None:
                shutil.copymode(self.path, draft)
            if digest(self.content()) != digest(before):
                raise Changed
            os.replace(draft, self.path)
        except FileNotFoundError:
            raise Changed from None
        except PermissionError:
            raise Busy(gettext("The file is locked by another program or may not be written.")) from None
        finally:
            draft.unlink(missing_ok=True)
        settle_folder(self.path.parent)


class Whole:
    """The bytes of a file, to be saved as a workbook is."""

    def __init__(self, content: bytes):
        self.content = content

    def save(self, path: Path) -> None:
        with path.open("wb") as file:
            file.write(self.content)
            file.flush()
            os.fsync(file.fileno())


def digest(content):
    return None if content is None else hashlib.sha256(content).digest()


def settle_folder(folder):
    """The rename itself is on disk, where the system knows such a thing."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
