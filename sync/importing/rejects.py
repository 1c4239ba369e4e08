"""The refused rows of a file as a file: the original headings and rows, and why. Mended, it is read as before."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from choices import ImportOutcome
from language import gettext
from models import FileImport, ImportLine
from rows import csv_lines
from sync.importing.planning import table_of, there
from sync.rosters.roster import opened

COME_BACK = (ImportOutcome.REFUSED, ImportOutcome.TWICE)
AT_ONCE = 500
KINDS = {"csv": "text/csv", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


def reason_label():
    return gettext("Why it was not imported")


def reasons(one: FileImport) -> Iterator[tuple[int, str]]:
    """(line, words) of every row that comes back, from the top."""
    last = 0
    while lines := list(after(one, last)):
        yield from ((line, "；".join(json.loads(problems).values())) for line, problems in lines)
        last = lines[-1][0]


def after(one, last):
    query = ImportLine.select(ImportLine.line, ImportLine.problems).where(
        ImportLine.file == one, ImportLine.line > last, ImportLine.outcome.in_(COME_BACK)
    )
    return query.order_by(ImportLine.line).limit(AT_ONCE).tuples()


def table(one: FileImport, folder: Path) -> Iterator[list[str]]:
    """The headings, then each refused row as it stands in the file, with the reason in a last column.

    Both the file and the lines come from the top: nothing is kept.
    """
    with opened(there(one, folder)) as roster:
        chosen = {int(position): name for position, name in json.loads(one.columns).items()}
        read = table_of(one, roster, chosen)
        places = [heading.position for heading in read.headings if heading.text != reason_label()]
        texts = {heading.position: heading.text for heading in read.headings}
        yield [*(texts[place] for place in places), reason_label()]
        wanted = reasons(one)
        line, words = next(wanted, (None, ""))
        for row in read.rows():
            if row.line == line:
                yield [*(str(row.texts.get(place, "")) for place in places), words]
                line, words = next(wanted, (None, ""))
            if line is None:
                return


def write(rows: Iterator[list[str]], file: BinaryIO, kind: str) -> None:
    """As CSV, or as a workbook whose cells are all text: nothing in it runs, no digit is lost."""
    if kind == "csv":
        for text in csv_lines(rows):
            file.write(text.encode())
        return
    book = Workbook(write_only=True)
    sheet = book.create_sheet(gettext("Refused rows"))
    for texts in rows:
        sheet.append([text_cell(sheet, text) for text in texts])
    book.save(file)


def text_cell(sheet, text):
    cell = WriteOnlyCell(sheet, text)
    cell.data_type, cell.number_format = "s", "@"
    return cell
