"""What an XLSX holds and the library that reads it does not tell: errors, uncalculated formulas, noughts that a
format puts in front (000123), what is hidden.

Blank in place of an error would empty a record, so these few marks are looked for in the sheet's own text, in one
pass over blocks of whole rows. Values are the library's business.
"""

import posixpath
import re
from dataclasses import dataclass, field
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile

BLOCK = 1 << 20
ROW_END = b"row>"
TAG = rb"<(?:\w+:)?"
HIDDEN = rb"(?=[^>]*\bhidden=[\"'](?:1|true))"
PLACE = rb"[^>]*?\br=[\"']([A-Z]+)(\d+)[\"'][^>]*>"
HIDDEN_ROW = re.compile(TAG + rb"row\b" + HIDDEN + rb"[^>]*?\br=[\"'](\d+)[\"']")
HIDDEN_COLUMN = re.compile(TAG + rb"col\b" + HIDDEN + rb"[^>]*>")
SPAN = re.compile(rb"\b(min|max)=[\"'](\d+)[\"']")
HAS_ERROR, HAS_FORMULA = re.compile(rb"\bt=[\"']e[\"']"), re.compile(TAG + rb"f\b")
ERROR = re.compile(
    TAG + rb"c\b(?=[^>]*\bt=[\"']e[\"'])" + PLACE + rb"(?:(?!</(?:\w+:)?c>).)*?" + TAG + rb"v>([^<]*)<", re.S
)
UNCALCULATED = re.compile(
    TAG + rb"c\b" + PLACE + rb"\s*" + TAG + rb"f\b[^>]*(?:/>|>([^<]*)</(?:\w+:)?f>)\s*"
    rb"(?:" + TAG + rb"v\s*/>|" + TAG + rb"v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
FIGURES = re.compile(
    TAG
    + rb"c\b(?=[^>]*\bs=[\"'](\d+)[\"'])(?![^>]*\bt=[\"'][^n])"
    + PLACE
    + rb"\s*"
    + TAG
    + rb"v>(\d{1,15})<"
)
NOUGHTS = re.compile("0{2,}")
MOST_COLUMNS = 16_384


@dataclass
class Hint:
    """What else is known of one tab; `odd` is {line: [(position, text)]}."""

    hidden_lines: set = field(default_factory=set)
    hidden_positions: set = field(default_factory=set)
    odd: dict = field(default_factory=dict)


def hints(path) -> dict[str, Hint]:
    """By the tab's name; nothing where the file is no XLSX."""
    try:
        with ZipFile(path) as archive:
            widths = padded(archive)
            return {name: looked(archive, part, widths) for name, part in parts(archive)}
    except (BadZipFile, KeyError):
        return {}


def parts(archive):
    """(tab, part of the archive)."""
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {link.get("Id"): link.get("Target") for link in links}
    for tab in book.iter():
        if tab.tag.endswith("}sheet"):
            ids = [value for key, value in tab.attrib.items() if key.endswith("}id")]
            target = targets.get(ids[0]) if ids else None
            if target:
                yield tab.get("name"), posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")


def padded(archive) -> dict[bytes, int]:
    """{style: how many digits} of the styles that put noughts in front of a number."""
    if "xl/styles.xml" not in archive.namelist():
        return {}
    styles = ElementTree.fromstring(archive.read("xl/styles.xml"))
    formats = {
        one.get("numFmtId"): one.get("formatCode", "") for one in styles.iter() if one.tag.endswith("}numFmt")
    }
    cells = next((one for one in styles if one.tag.endswith("}cellXfs")), ())
    widths = {n: formats.get(style.get("numFmtId"), "") for n, style in enumerate(cells)}
    return {str(n).encode(): len(code) for n, code in widths.items() if NOUGHTS.fullmatch(code)}


def looked(archive, part, widths):
    hint, rest = Hint(), b""
    with archive.open(part) as file:
        while block := file.read(BLOCK):
            text, rest = whole_rows(rest + block)
            note(hint, text, widths)
    note(hint, rest, widths)
    return hint


def whole_rows(text):
    """The text up to the end of its last row, and what follows."""
    end = text.rfind(ROW_END) + 1
    end += len(ROW_END) - 1 if end else 0
    return text[:end], text[end:]


def note(hint, text, widths):
    """Each pattern is tried only on blocks that hold what it looks for: most hold none of it."""
    if b"hidden=" in text:
        hide(hint, text)
    for column, line, error in ERROR.findall(text) if HAS_ERROR.search(text) else ():
        odd(hint, column, line, "\0" + error.decode("utf-8", "replace"))
    for column, line, formula in UNCALCULATED.findall(text) if HAS_FORMULA.search(text) else ():
        odd(hint, column, line, "\0=" + formula.decode("utf-8", "replace"))
    for style, column, line, number in FIGURES.findall(text) if widths else ():
        if style in widths:
            odd(hint, column, line, number.decode().zfill(widths[style]))


def hide(hint, text):
    hint.hidden_lines.update(int(line) for line in HIDDEN_ROW.findall(text))
    for column in HIDDEN_COLUMN.findall(text):
        span = {name: int(number) for name, number in SPAN.findall(column)}
        if span.get(b"max", MOST_COLUMNS) < MOST_COLUMNS:  # to the very end: nobody hid these, they are blank
            hint.hidden_positions.update(range(span.get(b"min", 1) - 1, span[b"max"]))


def odd(hint, column, line, text):
    position = 0
    for character in column:
        position = position * 26 + character - 64
    hint.odd.setdefault(int(line), []).append((position - 1, text))
