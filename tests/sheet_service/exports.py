"""A spreadsheet as a file of another kind: what people see, not how it looks."""

import csv
import io
import zipfile
from html import escape

import openpyxl

from tests.sheet_service.errors import Problem
from tests.sheet_service.values import row_of

SEPARATORS = {"text/csv": ",", "text/tab-separated-values": "\t"}


def exported(book, mime):
    """The bytes of the file."""
    if mime in SEPARATORS:
        return separated(book.sheets[0], SEPARATORS[mime])
    if mime not in KINDS:
        raise Problem(400, f"The requested conversion to {mime} is not supported.")
    return KINDS[mime](book)


def texts(sheet):
    return [
        row_of(sheet.rows[row], sheet.filled(), lambda cell: cell.formatted())
        for row in sheet.filled().rows()
    ]


def separated(sheet, separator):
    """The first tab only; no line end after the last row."""
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator="\r\n").writerows(texts(sheet))
    return out.getvalue().removesuffix("\r\n").encode()


def workbook(book):
    made = openpyxl.Workbook()
    made.remove(made.active)
    for sheet in book.sheets:
        tab = made.create_sheet(sheet.title)
        for line in texts(sheet):
            tab.append(line)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def pages(book):
    """A page of HTML for each tab, in a zip."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for sheet in book.sheets:
            rows = ["".join(f"<td>{escape(text)}</td>" for text in line) for line in texts(sheet)]
            packed.writestr(
                f"{sheet.title}.html", "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"
            )
    return out.getvalue()


def print_out(book):
    """A PDF with one empty page: enough to be known as one."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    )


KINDS = {
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": workbook,
    "application/zip": pages,
    "application/pdf": print_out,
}
