"""What a person does at a spreadsheet, by POST to /_cadre/<spreadsheet>/<deed>: type, paste, sort, filter, …

Typing is parsed as Google parses it. Rows and columns are named as a person sees them: row 1, column A.
"""

from dataclasses import replace

from tests.sheet_service import a1, cutting, typed
from tests.sheet_service.a1 import Range
from tests.sheet_service.errors import Problem

DEEDS = {}


def deed(function):
    DEEDS[function.__name__] = function
    return function


def do(book, name, asked, fresh):
    if name not in DEEDS:
        raise Problem(404, f"A cadre cannot {name}")
    sheet = book.titled(asked.pop("sheet")) if "sheet" in asked else book.sheets[0]
    return DEEDS[name](book, sheet, **({"fresh": fresh} if name == "copy_tab" else {}), **asked)


def at(cell):
    area = a1.parsed(cell)
    return area.top, area.left


@deed
def type(book, sheet, cell, text):
    """A text typed into a cell; nothing empties it."""
    paste(book, sheet, cell, [[text]])


@deed
def paste(book, sheet, cell, rows, plain=False):
    """Rows of text from somewhere else, from a cell on; `plain` as text that nobody reads."""
    top, left = at(cell)
    sheet.reach(top + len(rows), left + max(map(len, rows)))
    for down, row in enumerate(rows):
        sheet.put_row(
            top + down,
            {
                left + n: entered(book, sheet.cell(top + down, left + n), text, plain)
                for n, text in enumerate(row)
            },
        )


def entered(book, cell, text, plain):
    return cell.with_value(text) if plain else typed.enter(cell, text, book.locale)


@deed
def clear(book, sheet, cells):
    """Delete pressed on a range."""
    area = a1.parsed(cells).within(len(sheet.rows), sheet.columns)
    for row in area.rows():
        sheet.put_row(row, {c: sheet.cell(row, c).with_value(None) for c in area.columns()})


@deed
def sort(book, sheet, column, cells=None, descending=False, headers=1):
    """Sort by a column: the whole tab below its headers, or only the cells named."""
    area = (
        a1.parsed(cells).within(len(sheet.rows), sheet.columns)
        if cells
        else replace(sheet.whole(), top=headers)
    )
    order = "DESCENDING" if descending else "ASCENDING"
    cutting.sort(sheet, area, [{"dimensionIndex": a1.number(column), "sortOrder": order}])


@deed
def filter(book, sheet, cells=None):
    area = a1.parsed(cells).within(len(sheet.rows), sheet.columns) if cells else sheet.filled()
    sheet.filter = {"range": a1.as_grid(sheet.id, area)}


@deed
def insert_rows(book, sheet, row, count=1):
    sheet.insert("ROWS", row - 1, count)


@deed
def insert_columns(book, sheet, column, count=1):
    sheet.insert("COLUMNS", a1.number(column), count)


@deed
def delete_rows(book, sheet, row, count=1):
    sheet.delete("ROWS", row - 1, row - 1 + count)


@deed
def delete_columns(book, sheet, column, count=1):
    place = a1.number(column)
    sheet.delete("COLUMNS", place, place + count)


@deed
def move_rows(book, sheet, row, to, count=1):
    """Dragged to before the row that is `to` now."""
    sheet.move("ROWS", row - 1, row - 1 + count, to - 1)


@deed
def move_columns(book, sheet, column, to, count=1):
    place = a1.number(column)
    sheet.move("COLUMNS", place, place + count, a1.number(to))


@deed
def copy_rows(book, sheet, row, to, count=1):
    """Whole rows copied over those at `to`, hidden cells included."""
    area = Range(row - 1, row - 1 + count, 0, sheet.columns)
    cutting.paste(sheet, to - 1, 0, cutting.block(sheet, area))


@deed
def cut_rows(book, sheet, row, to, count=1):
    area = Range(row - 1, row - 1 + count, 0, sheet.columns)
    cutting.cut(sheet, area, sheet, to - 1, 0)


@deed
def rename_tab(book, sheet, title):
    sheet.title = title


@deed
def copy_tab(book, sheet, title, fresh):
    twin = sheet.copy()
    twin.id, twin.title = fresh(), title
    book.sheets.append(twin)


@deed
def delete_tab(book, sheet):
    book.sheets.remove(sheet)


@deed
def hide_rows(book, sheet, row, count=1, hidden=True):
    for place in range(row - 1, row - 1 + count):
        sheet.widths["ROWS"][place] = {"pixelSize": 21, **({"hiddenByUser": True} if hidden else {})}


@deed
def hide_columns(book, sheet, column, count=1, hidden=True):
    place = a1.number(column)
    for one in range(place, place + count):
        sheet.widths["COLUMNS"][one] = {"pixelSize": 100, **({"hiddenByUser": True} if hidden else {})}


@deed
def colour(book, sheet, cells, red=1.0, green=1.0, blue=0.0):
    area = a1.parsed(cells).within(len(sheet.rows), sheet.columns)
    style = {"backgroundColor": {"red": red, "green": green, "blue": blue}}
    for row in area.rows():
        sheet.put_row(
            row,
            {
                c: replace(one := sheet.cell(row, c), format={**(one.format or {}), **style})
                for c in area.columns()
            },
        )


@deed
def note(book, sheet, cell, text):
    row, column = at(cell)
    sheet.put(row, column, replace(sheet.cell(row, column), note=text))


@deed
def look(book, sheet, cells=None):
    """What a person sees: the texts of a range."""
    area = a1.parsed(cells).within(len(sheet.rows), sheet.columns) if cells else sheet.filled()
    return {"rows": [[sheet.cell(row, c).formatted() for c in area.columns()] for row in area.rows()]}
