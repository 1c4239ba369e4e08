"""Requests of a batchUpdate: Rows and columns."""

from tests.sheet_service import masks
from tests.sheet_service.a1 import Range
from tests.sheet_service.book import AFTER
from tests.sheet_service.changes.kinds import kind, mask_of, sheet_of
from tests.sheet_service.errors import Problem


def dimension_of(batch, asked):
    sheet = sheet_of(batch, asked)
    count = len(sheet.rows) if asked["dimension"] == "ROWS" else sheet.columns
    return sheet, asked["dimension"], asked.get("startIndex", 0), asked.get("endIndex", count), count


@kind
def insert_dimension(batch, request):
    sheet, dimension, start, end, count = dimension_of(batch, request["range"])
    if start > count or (start == count and not request.get("inheritFromBefore")):
        raise Problem(
            400, f"range.startIndex[{start}] must be less than the grid size if inheritFromBefore is false."
        )
    sheet.insert(dimension, start, end - start)
    batch.book.check_size()


@kind
def append_dimension(batch, request):
    sheet = sheet_of(batch, request)
    rows = request["dimension"] == "ROWS"
    sheet.resize(
        len(sheet.rows) + request["length"] if rows else None,
        None if rows else sheet.columns + request["length"],
    )
    batch.book.check_size()


@kind
def delete_dimension(batch, request):
    sheet, dimension, start, end, count = dimension_of(batch, request["range"])
    if start >= count:
        raise Problem(400, f"Cannot delete {dimension.lower()} beyond the grid")
    frozen = sheet.shape.get("frozenRowCount" if dimension == "ROWS" else "frozenColumnCount", 0)
    if start <= frozen and end >= count:
        raise Problem(400, f"Sorry, it is not possible to delete all non-frozen {dimension.lower()}.")
    batch.may_change(sheet, line_area(sheet, dimension, start, min(end, count)))
    sheet.delete(dimension, start, min(end, count))


def line_area(sheet, dimension, start, end):
    rows = dimension == "ROWS"
    return Range(start, end, 0, sheet.columns) if rows else Range(0, len(sheet.rows), start, end)


@kind
def move_dimension(batch, request):
    sheet, dimension, start, end, _count = dimension_of(batch, request["source"])
    sheet.move(dimension, start, end, request.get("destinationIndex", 0))


@kind
def update_dimension_properties(batch, request):
    sheet, dimension, start, end, _count = dimension_of(batch, request["range"])
    mask = mask_of(request)
    for place in range(start, end):
        old = sheet.widths[dimension].get(place, {"pixelSize": 100 if dimension == "COLUMNS" else 21})
        sheet.widths[dimension][place] = masks.merged(old, request["properties"], mask)


@kind
def auto_resize_dimensions(batch, request):
    sheet, dimension, start, end, _count = dimension_of(batch, request["dimensions"])
    for place in range(start, end if dimension == "COLUMNS" else start):
        longest = max((len(row[place].formatted()) for row in sheet.rows if place in row), default=0)
        if longest:
            old = sheet.widths[dimension].get(place, {})
            sheet.widths[dimension][place] = old | {"pixelSize": 9 * longest + 20}


@kind
def add_dimension_group(batch, request):
    sheet, dimension, start, end, _count = dimension_of(batch, request["range"])
    where = {"sheetId": sheet.id} if sheet.id else {}
    group = {"range": {**where, "dimension": dimension, "startIndex": start, "endIndex": end}, "depth": 1}
    sheet.groups[dimension].append(group)
    sheet.shape[AFTER[dimension]] = True
    return {"addDimensionGroup": {"dimensionGroups": list(sheet.groups[dimension])}}


@kind
def delete_dimension_group(batch, request):
    sheet, dimension, start, end, _count = dimension_of(batch, request["range"])
    place = (start, end)
    left = [g for g in sheet.groups[dimension] if (g["range"]["startIndex"], g["range"]["endIndex"]) != place]
    sheet.groups[dimension] = left
    return {"deleteDimensionGroup": {"dimensionGroups": left} if left else {}}
