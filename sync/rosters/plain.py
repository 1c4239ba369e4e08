"""Rosters as text files: which characters, which separator, then lines. Deterministic: the same bytes, the same text."""

import codecs
import csv
import re
from collections import Counter
from itertools import islice
from pathlib import Path

from language import gettext
from rows import unguard
from sync.backends import Unreadable
from sync.rosters.grid import Grid

BLOCK = 1 << 20
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
SEPARATORS = ",;\t|，"
FIRST_LOOK, LONGEST_CELL, MOST_LINES_IN_CELL = 50, 20_000, 60
KEPT = re.compile(r'="([^"]*)"')
ENOUGH_CHINESE = 6  # so many characters are no accident of another encoding

csv.field_size_limit(2**20)


def opened(path: Path) -> Grid:
    encoding = spelled(path)
    separator = separated(path, encoding)
    for _line in lines(path, encoding, separator):
        pass  # what is wrong further down is said now, not in the middle of an import
    return Grid(path.stem[:31] or "1", lambda: lines(path, encoding, separator))


def spelled(path) -> str:
    """The encoding: by its mark, else UTF-8 if every byte fits, else GB18030 if every byte fits."""
    with path.open("rb") as file:
        start = file.read(4096)
    for mark, encoding in MARKS:
        if start.startswith(mark):
            return checked(path, encoding)
    if b"\0" in start:
        return checked(path, "utf-16-be" if start[:1] == b"\0" else "utf-16-le")
    trouble = misfit(path, "utf-8")
    if trouble is None:
        return "utf-8"
    refuse_damaged(path, trouble)
    return checked(path, "gb18030")


def checked(path, encoding):
    if misfit(path, encoding) is not None:
        raise Unreadable(
            gettext(
                "The characters of the file cannot be read. Save it as .xlsx, or as CSV in UTF-8 or GB18030."
            )
        )
    return encoding


def misfit(path, encoding):
    """The place of the first byte that does not fit; None where all do."""
    decoder, place = codecs.getincrementaldecoder(encoding)(), 0
    with path.open("rb") as file:
        while True:
            block = file.read(BLOCK)
            try:
                decoder.decode(block, final=not block)
            except UnicodeDecodeError as mistake:
                return place + mistake.start
            if not block:
                return None
            place += len(block)


def refuse_damaged(path, place):
    """UTF-8 with a broken byte in it would be read as GB18030 without complaint, and be rubbish."""
    with path.open("rb") as file:
        before = file.read(place)
    text = before.decode("utf-8", "ignore")
    if sum("\u4e00" <= c <= "\u9fff" for c in text) >= ENOUGH_CHINESE:
        line = before.count(b"\n") + 1
        raise Unreadable(
            gettext(
                "Line %(line)s holds a character that is cut off or damaged. Save the file anew.", line=line
            )
        )


def separated(path, encoding):
    """The separator that makes most of the first lines equally wide, and widest."""
    return max(SEPARATORS, key=lambda separator: (width(path, encoding, separator), separator == ","))


def width(path, encoding, separator):
    try:
        with path.open(encoding=encoding, newline="") as file:
            widths = [len(texts) for texts in islice(records(file, separator), FIRST_LOOK) if len(texts) > 1]
    except Unreadable:  # quotes that do not fit this separator
        return 0
    usual, count = Counter(widths).most_common(1)[0] if widths else (1, 0)
    return usual * count


def lines(path, encoding, separator):
    with path.open(encoding=encoding, newline="") as file:
        for line, texts in enumerate(records(file, separator), 1):
            texts = [meant(text) for text in texts]
            if any(text.strip() for text in texts):
                yield line, checked_cells(line, texts)


def meant(text):
    """The text behind what keeps a spreadsheet from eating digits: our TAB, or ="0123" as other programs write it."""
    if text.startswith('="') and (kept := KEPT.fullmatch(text)):
        return kept[1]
    return unguard(text)


def records(file, separator):
    """Rows as a spreadsheet would number them: a line break inside quotes does not begin a new one."""
    reader = csv.reader(file, delimiter=separator)
    line = 0
    while True:
        line += 1
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise Unreadable(unclosed(line)) from None


def checked_cells(line, texts):
    for text in texts:
        if len(text) > LONGEST_CELL or text.count("\n") > MOST_LINES_IN_CELL:
            raise Unreadable(unclosed(line))
    return texts


def unclosed(line):
    return gettext(
        "In line %(line)s a quotation mark is opened and never closed. Close it and try again.", line=line
    )
