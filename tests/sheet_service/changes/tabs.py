"""Requests of a batchUpdate: The spreadsheet and its tabs."""

from tests.sheet_service.book import COLUMNS, IN_GRID, ROWS, Sheet
from tests.sheet_service.changes.kinds import kind, mask_of, rounded, sheet_of
from tests.sheet_service.errors import Problem


@kind
def update_spreadsheet_properties(batch, request):
    for name in mask_of(request):
        batch.book.properties[name] = request["properties"].get(name, "")


@kind
def add_sheet(batch, request):
    asked = dict(request.get("properties") or {})
    title = asked.pop("title", None) or free_title(batch.book)
    if batch.book.titled(title):
        words = f'A sheet with the name "{title}" already exists. Please enter another name.'
        raise Problem(400, words)
    id = asked.pop("sheetId", None)
    if id is not None and any(sheet.id == id for sheet in batch.book.sheets):
        raise Problem(400, f"Sheet with id {id} already exists")
    grid = asked.pop("gridProperties", {})
    sheet = Sheet.new(
        batch.fresh() if id is None else id,
        title,
        grid.get("rowCount", ROWS),
        grid.get("columnCount", COLUMNS),
    )
    place = asked.pop("index", len(batch.book.sheets))
    batch.book.sheets.insert(place, sheet)
    asked.pop("sheetType", None)
    shape(sheet, {**asked, "gridProperties": {n: v for n, v in grid.items() if n in IN_GRID}}, {"*": {}})
    batch.book.check_size()
    return {"addSheet": {"properties": batch.described(sheet)}}


def free_title(book):
    number = len(book.sheets) + 1
    while book.titled(f"Sheet{number}"):
        number += 1
    return f"Sheet{number}"


@kind
def delete_sheet(batch, request):
    sheet = sheet_of(batch, request)
    if len(batch.book.sheets) == 1:
        raise Problem(400, "You can't remove all the sheets in a document.")
    batch.book.sheets.remove(sheet)
    batch.book.metadata = {
        id: one for id, one in batch.book.metadata.items() if one["location"].get("sheetId") != sheet.id
    }


@kind
def duplicate_sheet(batch, request):
    source = batch.book.sheet(request.get("sourceSheetId", 0))
    twin = source.copy()
    twin.id = request.get("newSheetId") or batch.fresh()
    twin.title = request.get("newSheetName") or f"Copy of {source.title}"
    place = request.get("insertSheetIndex") or 0
    batch.book.sheets.insert(place, twin)
    return {"duplicateSheet": {"properties": batch.described(twin)}}


@kind
def update_sheet_properties(batch, request):
    asked = request["properties"]
    sheet, mask = sheet_of(batch, asked), mask_of(request)
    shape(sheet, asked, mask)
    if "index" in mask:
        move_tab(batch.book, sheet, asked.get("index", 0))
    if all(tab.shape.get("hidden") for tab in batch.book.sheets):
        raise Problem(400, "You can't hide all the sheets in a document.")
    batch.book.check_size()


def move_tab(book, sheet, place):
    """To before the tab that is at `place` now."""
    here = book.sheets.index(sheet)
    book.sheets.remove(sheet)
    book.sheets.insert(place - 1 if place > here else place, sheet)


def shape(sheet, asked, mask):
    """Set what the mask names of a tab's properties."""
    every = "*" in mask
    if ("title" in mask or every) and asked.get("title"):
        sheet.title = asked["title"]
    grid_mask = mask.get("gridProperties")
    if grid_mask is not None or every:
        shape_grid(sheet, asked.get("gridProperties") or {}, grid_mask or {"*": {}})
    for name in ("hidden", "rightToLeft", "tabColor", "tabColorStyle"):
        if name in mask or (every and name in asked):
            keep(sheet.shape, name, asked.get(name))
    if "tabColor" in mask or "tabColorStyle" in mask:
        both_colours(sheet, asked)


def shape_grid(sheet, asked, mask):
    every = "*" in mask
    counts = {
        name: asked[name] for name in ("rowCount", "columnCount") if name in asked and (every or name in mask)
    }
    if counts:
        sheet.resize(counts.get("rowCount"), counts.get("columnCount"))
    for name in IN_GRID:
        if name in mask or (every and name in asked):
            keep(sheet.shape, name, asked.get(name))


def keep(properties, name, value):
    if value:
        properties[name] = value
    else:
        properties.pop(name, None)


def both_colours(sheet, asked):
    """The old and the new spelling of a tab's colour always say the same."""
    style = asked.get("tabColorStyle") or {}
    colour = rounded(asked.get("tabColor") or style.get("rgbColor"))
    keep(sheet.shape, "tabColor", colour)
    keep(sheet.shape, "tabColorStyle", {"rgbColor": colour} if colour else None)
