"""What gspread and the sync ask of Drive: files, permissions, comments, export, import of CSV."""

import csv
import io
import re

from tests.sheet_service import typed
from tests.sheet_service.book import COLUMNS, ROWS
from tests.sheet_service.errors import Problem
from tests.sheet_service.values import row_of

MIME = "application/vnd.google-apps.spreadsheet"
TERM = re.compile(r"""(\w+)\s*(=|>|<|>=|<=|contains)\s*(["'])((?:\\.|(?!\3).)*)\3""")


def file_of(book, fields=None):
    """A file as Drive tells it; only the fields asked for."""
    told = {
        "kind": "drive#file", "id": book.id, "name": book.properties["title"], "mimeType": MIME,
        "createdTime": book.created, "modifiedTime": book.changed, "version": str(book.version),
    }  # fmt: skip
    if fields is None:
        return {name: told[name] for name in ("kind", "id", "name", "mimeType")}
    if "*" in fields:
        return told
    return {name: told[name] for name in fields if name in told}


def listed(books, query):
    """The files that a query finds, the newest first."""
    wanted = query.get("q", [""])[0]
    found = [book for book in books if matches(book, wanted)]
    found.sort(key=lambda book: book.changed, reverse=True)
    asked = re.search(r"files\(([^)]*)\)", query.get("fields", [""])[0])
    fields = asked[1].split(",") if asked else None
    return {"kind": "drive#fileList", "files": [file_of(book, fields) for book in found]}


def matches(book, wanted):
    told = {"name": book.properties["title"], "mimeType": MIME, "modifiedTime": book.changed}
    for field, sign, _quote, text in TERM.findall(wanted):
        if not compared(told.get(field, ""), sign, text.replace("\\", "")):
            return False
    return True


def compared(value, sign, text):
    tests = {
        "=": value == text,
        ">": value > text,
        "<": value < text,
        ">=": value >= text,
        "<=": value <= text,
    }
    return tests.get(sign, text in value)


def exported(book, mime):
    """The first tab as CSV, as people see it."""
    if mime not in ("text/csv", "text/tab-separated-values"):
        raise Problem(400, f"The requested conversion to {mime} is not supported here.")
    sheet = book.sheets[0]
    out = io.StringIO()
    lines = csv.writer(out, delimiter="," if mime == "text/csv" else "\t", lineterminator="\r\n")
    for row in sheet.filled().rows():
        lines.writerow(row_of(sheet.rows[row], sheet.filled(), lambda cell: cell.formatted()))
    return out.getvalue().removesuffix("\r\n")


def imported(book, text):
    """The file replaced by one tab that holds a CSV."""
    rows = list(csv.reader(io.StringIO(text)))
    del book.sheets[1:]
    sheet = book.sheets[0]
    sheet.resize(0)
    sheet.resize(max(len(rows), ROWS), max(COLUMNS, *map(len, rows)))
    sheet.title = book.properties["title"]
    book.properties["timeZone"] = "America/Los_Angeles"
    for number, row in enumerate(rows):
        sheet.put_row(
            number, {n: typed.enter(sheet.cell(number, n), text, book.locale) for n, text in enumerate(row)}
        )


def permission(id, body):
    role, kind = body.get("role", "reader"), body.get("type", "user")
    address = {"emailAddress": body["emailAddress"]} if "emailAddress" in body else {}
    return {"kind": "drive#permission", "id": id, "type": kind, "role": role, **address}
