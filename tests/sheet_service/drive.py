"""What gspread and the sync ask of Drive: files, permissions, comments, import of CSV."""

import csv
import io
import re

from tests.sheet_service import typed
from tests.sheet_service.book import COLUMNS, ROWS

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


def owned(book, permission):
    """The file is theirs from now on; who had it before may write."""
    new = book.permissions[permission] | {"role": "owner"}
    new.pop("pendingOwner", None)
    for id, one in book.permissions.items():
        if one["role"] == "owner":
            book.permissions[id] = one | {"role": "writer"}
    if book.owner not in {one.get("emailAddress") for one in book.permissions.values()}:
        before = permission_of(book.owner)
        book.permissions[before["id"]] = before
    book.owner = new.get("emailAddress", book.owner)
    return new


def permission_of(address):
    return permission(f"was-{address}", {"role": "writer", "emailAddress": address})
