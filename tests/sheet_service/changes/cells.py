"""Requests of a batchUpdate: What is written into cells."""

from dataclasses import replace

from tests.sheet_service import cutting, masks
from tests.sheet_service.a1 import Range
from tests.sheet_service.book import LONGEST
from tests.sheet_service.cells import Formula
from tests.sheet_service.changes.kinds import area_of, kind, mask_of, rounded, sheet_of
from tests.sheet_service.errors import Problem


def typed_value(data):
    """The value of a CellData; what kind it is stands in the request."""
    value = data.get("userEnteredValue") or {}
    if "formulaValue" in value:
        return Formula(value["formulaValue"])
    found = value.get("stringValue", value.get("numberValue", value.get("boolValue")))
    if isinstance(found, str) and len(found) > LONGEST:
        raise Problem(
            400, f"Your input contains more than the maximum of {LONGEST} characters in a single cell."
        )
    return found


def changed(cell, data, mask):
    """A cell after the fields that the mask names were set from a CellData."""
    every = "*" in mask
    if "userEnteredValue" in mask or every:
        cell = cell.with_value(typed_value(data))
    if "note" in mask or every:
        cell = replace(cell, note=data.get("note") or "")
    if "dataValidation" in mask or every:
        cell = replace(cell, rule=data.get("dataValidation"))
    if "userEnteredFormat" in mask or every:
        wanted = data.get("userEnteredFormat") or {}
        styled = masks.merged(cell.format, wanted, mask.get("userEnteredFormat", {}))
        cell = replace(
            cell,
            format=coloured(styled) or None,
            shows=None if "numberFormat" in (styled or {}) else cell.shows,
        )
    return cell


def coloured(style):
    """Colours in both spellings, their noughts left out."""
    if not isinstance(style, dict):
        return style
    result = {name: coloured(value) for name, value in style.items() if value not in (None, {})}
    for name in ("backgroundColor", "foregroundColor"):
        if name in result:
            result[name] = rounded(style[name])
            result[name + "Style"] = {"rgbColor": result[name]}
    return result


@kind
def update_cells(batch, request):
    mask = mask_of(request)
    if "start" in request:
        sheet = sheet_of(batch, request["start"])
        top, left = request["start"].get("rowIndex", 0), request["start"].get("columnIndex", 0)
        rows = request.get("rows", [])
        wide = max((len(row.get("values", [])) for row in rows), default=0)
        area = Range(top, top + len(rows), left, left + wide)
        if area.bottom > len(sheet.rows) or area.right > sheet.columns:
            raise Problem(
                400, f"Attempting to write column: {area.right - 1}, beyond the last requested column"
            )
    else:
        sheet, area = area_of(batch, request["range"])
        rows = request.get("rows", [])
        if len(rows) > area.bottom - area.top:
            raise Problem(
                400,
                f"Attempting to write row: {area.bottom}, beyond the last requested row of: {area.bottom - 1}",
            )
    batch.may_change(sheet, area)
    for place, row in enumerate(area.rows()):
        data = rows[place].get("values", []) if place < len(rows) else []
        sheet.put_row(row, {
            column: changed(sheet.cell(row, column), data[n] if n < len(data) else {}, mask)
            for n, column in enumerate(area.columns())
            if n < len(data) or "range" in request
        })  # fmt: skip


@kind
def repeat_cell(batch, request):
    sheet, area = area_of(batch, request["range"])
    batch.may_change(sheet, area)
    mask = mask_of(request)
    for row in area.rows():
        sheet.put_row(row, {c: changed(sheet.cell(row, c), request["cell"], mask) for c in area.columns()})


@kind
def append_cells(batch, request):
    """After the last row that holds anything; the grid grows."""
    sheet, mask = sheet_of(batch, request), mask_of(request)
    top = len(sheet.rows)
    while top and all(cell.blank for cell in sheet.rows[top - 1].values()):
        top -= 1
    rows = request.get("rows", [])
    wide = max((len(row.get("values", [])) for row in rows), default=0)
    sheet.reach(top + len(rows), wide)
    batch.may_change(sheet, Range(top, top + len(rows), 0, max(wide, 1)))
    for down, row in enumerate(rows):
        cells = {
            n: changed(sheet.cell(top + down, n), data, mask) for n, data in enumerate(row.get("values", []))
        }
        sheet.put_row(top + down, cells)
    batch.book.check_size()


@kind
def set_data_validation(batch, request):
    sheet, area = area_of(batch, request["range"])
    for row in area.rows():
        sheet.put_row(row, {c: replace(sheet.cell(row, c), rule=request.get("rule")) for c in area.columns()})


@kind
def copy_paste(batch, request):
    source, area = area_of(batch, request["source"])
    target, to = area_of(batch, request["destination"])
    batch.may_change(target, to)
    turned = request.get("pasteOrientation") == "TRANSPOSE"
    cutting.copy(source, area, target, to, request.get("pasteType", "PASTE_NORMAL"), turned)


@kind
def cut_paste(batch, request):
    source, area = area_of(batch, request["source"])
    to = request["destination"]
    target, top, left = sheet_of(batch, to), to.get("rowIndex", 0), to.get("columnIndex", 0)
    batch.may_change(source, area)
    batch.may_change(target, area.moved(top - area.top, left - area.left))
    cutting.cut(source, area, target, top, left, request.get("pasteType", "PASTE_NORMAL"))


@kind
def sort_range(batch, request):
    sheet, area = area_of(batch, request["range"])
    batch.may_change(sheet, area)
    cutting.sort(sheet, area, request.get("sortSpecs", []))


@kind
def find_replace(batch, request):
    """Plain text only; occurrencesChanged counts the cells, as Google does."""
    old, new = request["find"], request.get("replacement", "")
    count = 0
    for sheet, area in searched(batch, request):
        for row, column, cell in filled_in(sheet, area):
            if found(cell.formatted(), old, request):
                text = new if request.get("matchEntireCell") else cell.formatted().replace(old, new)
                sheet.put(row, column, cell.with_value(text))
                count += 1
    return {"findReplace": {"occurrencesChanged": count} if count else {}}


def searched(batch, request):
    """[(sheet, area)] in which is looked."""
    if "range" in request:
        return [area_of(batch, request["range"])]
    tabs = batch.book.sheets if request.get("allSheets") else [sheet_of(batch, request)]
    return [(sheet, sheet.whole()) for sheet in tabs]


def filled_in(sheet, area):
    return [
        (row, c, cell) for row in area.rows() for c, cell in sheet.rows[row].items() if c in area.columns()
    ]


def found(text, wanted, request):
    if not request.get("matchCase"):
        text, wanted = text.lower(), wanted.lower()
    return text == wanted if request.get("matchEntireCell") else wanted in text
