"""What kind of file somebody brought, told by its bytes and not by its name; what is no roster is refused in words."""

from pathlib import Path
from zipfile import BadZipFile, ZipFile, is_zipfile

from language import gettext
from language import lazy as _
from sync.backends import Unreadable

TEXT, BOOK, PAGE = "text", "book", "page"
MOST_BYTES, MOST_UNPACKED = 64 * 2**20, 800 * 2**20
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
BOOK_PARTS = {"xl/workbook.xml", "xl/workbook.bin", "content.xml"}
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"RIFF", b"II*\0", b"MM\0*")
ARCHIVES = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
PAGES = (b"<html", b"<!doctype html", b"<table", b"<meta", b"<head", b"<style", b"<div", b"<body")
SPREADSHEET_XML = b"urn:schemas-microsoft-com:office:spreadsheet"

RIGHT_KINDS = _("Bring an Excel workbook (.xlsx or .xls) or a CSV file.")
DAMAGED = _(
    "The workbook is damaged or was not copied completely. Open it in Excel or WPS, save it anew and try again."
)
LOCKED = _(
    "The workbook is protected by a password. Open it in Excel or WPS, take the password away, save it and try again."
)


def kind(path: Path) -> str:
    """TEXT, BOOK or PAGE. Raises Unreadable in words for anything else."""
    size = path.stat().st_size
    if not size:
        raise Unreadable(gettext("The file is empty."))
    if size > MOST_BYTES:
        raise Unreadable(
            gettext(
                "The file is %(size)s MB large; at most %(most)s MB can be read. Split it, or remove its pictures.",
                size=size // 2**20,
                most=MOST_BYTES // 2**20,
            )
        )
    with path.open("rb") as file:
        start = file.read(4096)
    if start.startswith(b"PK\x03\x04") or (start.startswith(b"PK") and is_zipfile(path)):
        return zipped(path)
    if start.startswith(OLE):
        return old_book(path)
    words = plain_start(start)
    if words.startswith(PAGES) or (words.startswith(b"<?xml") and b"<html" in words):
        return PAGE
    refuse_strangers(start, words)
    return TEXT


def plain_start(start):
    """The first characters of a text in small letters, also where each is two bytes."""
    return start.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t").lower()


def zipped(path):
    """A workbook is an archive; one that would not fit into memory, or is not whole, goes no further."""
    try:
        with ZipFile(path) as archive:
            refuse_other_archives(archive)
            if archive.testzip():
                raise Unreadable(str(DAMAGED))
    except (BadZipFile, OSError, EOFError, ValueError, NotImplementedError, RuntimeError):
        raise Unreadable(str(DAMAGED)) from None
    return BOOK


def refuse_other_archives(archive):
    if not BOOK_PARTS & set(archive.namelist()):
        words = gettext("This is an archive or a document of another kind, not a workbook.")
        raise Unreadable(f"{words} {RIGHT_KINDS}")
    if sum(part.file_size for part in archive.infolist()) > MOST_UNPACKED:
        raise Unreadable(
            gettext(
                "The workbook is too large to be read once unpacked. Copy the roster into a new workbook."
            )
        )


def old_book(path):
    if ENCRYPTED in path.read_bytes():
        raise Unreadable(str(LOCKED))
    return BOOK


def refuse_strangers(start, words):
    """What is neither a workbook nor text, told by its first bytes."""
    if start.startswith(PICTURES) or start[4:8] == b"ftyp":
        trouble = gettext("This is a picture, not a roster.")
    elif start.startswith(b"%PDF"):
        trouble = gettext("This is a PDF, not a roster.")
    elif start.startswith(ARCHIVES):
        trouble = gettext("This is an archive: unpack it first and bring the roster inside.")
    elif words.startswith(b"mime-version:") or SPREADSHEET_XML in words:
        trouble = gettext(
            "This workbook is kept as a web page: open it in Excel or WPS and save it as .xlsx."
        )
    else:
        return
    raise Unreadable(f"{trouble} {RIGHT_KINDS}")
