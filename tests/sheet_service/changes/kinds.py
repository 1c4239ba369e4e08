"""What every request of a batchUpdate is made of: its name as the API spells it, its sheet, its area, its mask."""

from tests.sheet_service import a1, masks
from tests.sheet_service.errors import Problem

KINDS = {}


def kind(function):
    """Known under its name as the API spells it."""
    first, *rest = function.__name__.split("_")
    KINDS[first + "".join(word.title() for word in rest)] = function
    return function


def sheet_of(batch, request):
    return batch.book.sheet(request.get("sheetId", 0))


def area_of(batch, grid):
    """(sheet, closed range) of a GridRange."""
    sheet = sheet_of(batch, grid)
    area = a1.of_grid(grid)
    if (area.top or 0) >= len(sheet.rows) or (area.left or 0) >= sheet.columns:
        raise Problem(400, "range.startIndex must be less than the grid size")
    return sheet, area.within(len(sheet.rows), sheet.columns)


def mask_of(request):
    if not request.get("fields"):
        raise Problem(400, "At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)")
    return masks.parsed(request["fields"])


def rounded(colour):
    """A colour keeps 8 bits of each part."""
    parts = {name: round(int(value * 255 + 1e-6) / 255, 8) for name, value in (colour or {}).items() if value}
    return {name: int(value) if value == int(value) else value for name, value in parts.items()}
