"""A spreadsheet as the API tells it: spreadsheets.get. Zeros, falsehoods and empty things are left out, as Google does."""

from tests.sheet_service import a1, masks, values
from tests.sheet_service.book import IN_GRID
from tests.sheet_service.cells import EMPTY, Formula, plain

WHITE = {"red": 1, "green": 1, "blue": 1}
DEFAULT_FORMAT = {
    "backgroundColor": WHITE,
    "padding": {"top": 2, "right": 3, "bottom": 2, "left": 3},
    "verticalAlignment": "BOTTOM",
    "wrapStrategy": "OVERFLOW_CELL",
    "textFormat": {
        "foregroundColor": {}, "fontFamily": "arial,sans,sans-serif", "fontSize": 10, "bold": False, "italic": False,
        "strikethrough": False, "underline": False, "foregroundColorStyle": {"rgbColor": {}},
    },
    "backgroundColorStyle": {"rgbColor": WHITE},
}  # fmt: skip
WIDTH, HEIGHT = 100, 21


def spreadsheet(book, query):
    """The answer to spreadsheets.get with `ranges`, `includeGridData` and `fields`."""
    mask = masks.parsed(query["fields"][0]) if query.get("fields") else {}
    ranges = query.get("ranges", [])
    data = below(mask, "sheets", "data") if mask else query.get("includeGridData", [""])[0].lower() == "true"
    return masks.kept(everything(book, ranges, data), mask)


def below(mask, *names):
    """Whether the mask asks for what lies there."""
    for name in names:
        if name not in mask:
            return "*" in mask
        mask = mask[name]
        if not mask:
            return True
    return True


def everything(book, ranges=(), data=False):
    wanted = [values.find(book, text) for text in ranges]
    sheets = [sheet for sheet in book.sheets if not wanted or any(sheet is one for one, _area in wanted)]
    answer = {
        "spreadsheetId": book.id,
        "properties": {
            "title": book.properties["title"], "locale": book.locale, "autoRecalc": "ON_CHANGE",
            "timeZone": book.properties["timeZone"], "defaultFormat": DEFAULT_FORMAT,
        },
        "sheets": [tab(book, sheet, [a for one, a in wanted if one is sheet], data) for sheet in sheets],
        "spreadsheetUrl": f"https://docs.google.com/spreadsheets/d/{book.id}/edit",
    }  # fmt: skip
    if book.names:
        answer["namedRanges"] = list(book.names.values())
    if everywhere := [one for one in book.metadata.values() if one["location"].get("spreadsheet")]:
        answer["developerMetadata"] = everywhere
    return answer


def tab(book, sheet, areas, data):
    answer = {"properties": properties(book, sheet)}
    if data:
        answer["data"] = [grid(sheet, area) for area in areas or [sheet.whole()]]
    if sheet.merges:
        answer["merges"] = [located(sheet, area) for area in sheet.merges]
    if sheet.conditions:
        answer["conditionalFormats"] = list(sheet.conditions)
    if sheet.views:
        answer["filterViews"] = list(sheet.views.values())
    if sheet.protections:
        answer["protectedRanges"] = list(sheet.protections.values())
    if sheet.filter:
        answer["basicFilter"] = sheet.filter
    for side, name in (("ROWS", "rowGroups"), ("COLUMNS", "columnGroups")):
        if sheet.groups[side]:
            answer[name] = sheet.groups[side]
    if ours := [one for one in book.metadata.values() if one["location"].get("sheetId") == sheet.id]:
        answer["developerMetadata"] = ours
    return answer


def located(sheet, area):
    return a1.as_grid(sheet.id, area)


def properties(book, sheet):
    shape = dict(sheet.shape)
    inside = {name: shape.pop(name) for name in IN_GRID if name in shape}
    return {
        "sheetId": sheet.id, "title": sheet.title, "index": book.sheets.index(sheet), "sheetType": "GRID",
        "gridProperties": {"rowCount": len(sheet.rows), "columnCount": sheet.columns, **inside},
        **shape,
    }  # fmt: skip


# Grid data ---------------------------------------------------------------------------------------


def grid(sheet, area):
    starts = {"startRow": area.top, "startColumn": area.left}
    answer = {name: start for name, start in starts.items() if start}
    rows = [row(sheet, number, area) for number in area.rows()]
    while rows and not rows[-1]:
        rows.pop()
    answer |= {"rowData": rows} if rows else {}
    answer["rowMetadata"] = [sheet.widths["ROWS"].get(n, {"pixelSize": HEIGHT}) for n in area.rows()]
    answer["columnMetadata"] = [sheet.widths["COLUMNS"].get(n, {"pixelSize": WIDTH}) for n in area.columns()]
    return answer


def row(sheet, number, area):
    there = sheet.rows[number]
    last = max((c for c in there if area.left <= c < area.right), default=-1)
    cells = [cell_data(there.get(c, EMPTY)) for c in range(area.left, last + 1)]
    return {"values": cells} if cells else {}


def cell_data(cell):
    answer = {}
    if not cell.blank:
        answer["userEnteredValue"] = extended(cell.value)
        answer["effectiveValue"] = extended(cell.result)
        answer["formattedValue"] = cell.formatted()
    if cell.format or cell.shows:
        answer["userEnteredFormat"] = user_format(cell)
        answer["effectiveFormat"] = {**DEFAULT_FORMAT, **user_format(cell)}
    if cell.note:
        answer["note"] = cell.note
    if cell.rule:
        answer["dataValidation"] = cell.rule
    return answer


def user_format(cell):
    kind, pattern = cell.number_format
    number = {"numberFormat": {"type": kind, **({"pattern": pattern} if pattern else {})}} if kind else {}
    return {**(cell.format or {}), **number}


def extended(value):
    """A value as the API's ExtendedValue."""
    if isinstance(value, Formula):
        return {"formulaValue": value.text}
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, float):
        return {"numberValue": plain(value)}
    kind = "errorValue" if isinstance(value, str) and value in ERRORS else "stringValue"
    return {kind: {"type": ERRORS[value], "message": value} if kind == "errorValue" else value}


ERRORS = {
    "#DIV/0!": "DIVIDE_BY_ZERO",
    "#NAME?": "NAME",
    "#VALUE!": "VALUE",
    "#REF!": "REF",
    "#ERROR!": "ERROR",
}
