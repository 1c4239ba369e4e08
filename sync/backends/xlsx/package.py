"""A workbook as a zip of parts: how each is read, and how some are replaced while all others keep their bytes."""

import struct
import zlib
from collections.abc import Callable, Iterable
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field
from io import BytesIO
from posixpath import dirname, join, normpath
from typing import BinaryIO
from xml.parsers.expat import ExpatError
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from language import gettext
from sync.backends import Unreadable
from sync.backends.xlsx import markup

MOST_WHOLE, MOST_STREAMED = 256 * 2**20, 1024 * 2**20
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
LEVEL = 4  # of compression: half the time of the usual one, a tenth more bytes
LOCAL_HEADER = 30
BROKEN = (
    BadZipFile, ExpatError, zlib.error, struct.error, LookupError, ValueError, OSError, EOFError,
    RuntimeError, OverflowError,
)  # fmt: skip


@contextmanager
def certain():
    """Whatever a damaged file makes the libraries trip over is said in words."""
    try:
        yield
    except BROKEN as trouble:
        words = gettext("The file is not a whole workbook: it may still be being copied. (%(reason)s)")
        raise Unreadable(words % {"reason": trouble}) from None


@dataclass(frozen=True)
class Relation:
    """That a part belongs to another: `kind` is the last word of its type."""

    id: str
    kind: str
    target: str


class Package:
    """The parts of the workbook in `content`."""

    def __init__(self, content: bytes):
        refuse_locked(content)
        self.zip = ZipFile(BytesIO(content))
        self.names = {info.filename.lower(): info.filename for info in self.zip.infolist()}
        if len(self.names) < len(self.zip.infolist()):
            raise BadZipFile("a part is there twice")
        if any(info.flag_bits & 1 for info in self.zip.infolist()):
            raise locked()

    def part(self, name: str) -> bytes:
        """The whole of a small part, as UTF-8."""
        return markup.as_utf8(self.zip.read(self.measured(name, MOST_WHOLE)))

    def stream(self, name: str) -> BinaryIO:
        """A large part, read bit by bit."""
        file = self.zip.open(self.measured(name, MOST_STREAMED))
        if markup.spelled_utf8(file.read(200)):
            file.seek(0)
            return file
        file.seek(0)
        return BytesIO(markup.as_utf8(file.read()))

    def measured(self, name, most):
        info = self.zip.getinfo(self.names[name.lower()])
        if info.file_size > most:
            raise ValueError(f"{name}: {info.file_size // 2**20} MB")
        return info

    def relations(self, part: str) -> list[Relation]:
        """What belongs to a part; "" is the workbook as a whole."""
        name = relations_of(part)
        if name.lower() not in self.names:
            return []
        found = [e for e in markup.elements(self.part(name)) if e.name == "Relationship"]
        return [relation(part, e.attributes) for e in found if e.attributes.get("TargetMode") != "External"]

    def save(self, file: BinaryIO, changes: "Changes") -> None:
        """Write the workbook, changed."""
        given = {self.names[name.lower()]: content for name, content in changes.contents()}
        dropped = {self.names[name.lower()] for name in changes.dropped}
        with ZipFile(file, "w") as target:
            for info in self.zip.infolist():
                if isinstance(given.get(info.filename), bytes):
                    put(target, info, [given.pop(info.filename)])
                elif info.filename not in given and info.filename not in dropped:
                    keep(self.zip, info, target)
            for name, content in given.items():
                self.put_late(target, self.zip.getinfo(name), content)

    def put_late(self, target, info, content):
        """A large part, or one that is known only after those; None where it stays as it is."""
        chunks = content() if callable(content) else content
        if chunks is None:
            keep(self.zip, info, target)
        else:
            put(target, info, chunks)


@dataclass
class Changes:
    """New contents by part: whole, in pieces as they are made, or to be asked for when all pieces are written."""

    whole: dict[str, bytes] = field(default_factory=dict)
    pieces: dict[str, Iterable[bytes]] = field(default_factory=dict)
    at_last: dict[str, Callable[[], list[bytes] | None]] = field(default_factory=dict)
    dropped: set[str] = field(default_factory=set)

    def contents(self):
        return [*self.whole.items(), *self.pieces.items(), *self.at_last.items()]


def refuse_locked(content):
    if content.startswith(OLE):
        raise locked() if ENCRYPTED in content else BadZipFile(".xls")


def locked():
    return Unreadable(
        gettext(
            "The workbook is protected by a password. Open it in Excel or WPS, take the password away, save it and"
            " try again."
        )
    )


def relations_of(part):
    return f"{dirname(part)}/_rels/{part.rpartition('/')[2]}.rels".lstrip("/")


def relation(part, attributes):
    """Its target as the name of a part, wherever it is told from."""
    target = attributes["Target"]
    target = target.lstrip("/") if target.startswith("/") else normpath(join(dirname(part), target))
    return Relation(attributes["Id"], attributes["Type"].rpartition("/")[2], target)


def put(target: ZipFile, info: ZipInfo, chunks):
    """A part with new content."""
    new = ZipInfo(info.filename, info.date_time)
    new.compress_type, new.external_attr = ZIP_DEFLATED, info.external_attr
    new._compresslevel = LEVEL  # ZipInfo has no public name for it before Python 3.13
    with target.open(new, "w", force_zip64=False) as file:
        for chunk in chunks:
            file.write(chunk)


def keep(source: ZipFile, info: ZipInfo, target: ZipFile):
    """A part as it is, without unpacking it."""
    new = copy(info)
    new.flag_bits &= ~0x08  # sizes stand in the header, not behind the content
    new.extra = b""  # other places' notes: times, sizes beyond 4 GB
    new.header_offset = target.fp.tell()
    target.fp.write(new.FileHeader(zip64=False))
    target.fp.write(packed(source, info))
    target.filelist.append(new)
    target.NameToInfo[new.filename] = new
    target.start_dir = target.fp.tell()


def packed(source, info):
    source.fp.seek(info.header_offset)
    lengths = struct.unpack("<HH", source.fp.read(LOCAL_HEADER)[26:])
    source.fp.seek(info.header_offset + LOCAL_HEADER + sum(lengths))
    return source.fp.read(info.compress_size)
