"""Copying, cutting and sorting ranges of cells, with all that a cell carries. Who asked for it does not belong here."""

from dataclasses import replace

from tests.sheet_service.cells import EMPTY

PASTES = {
    "PASTE_VALUES": lambda old, new: replace(old, value=new.result),
    "PASTE_FORMAT": lambda old, new: replace(old, format=new.format, shows=new.shows),
    "PASTE_FORMULA": lambda old, new: replace(old, value=new.value),
    "PASTE_DATA_VALIDATION": lambda old, new: replace(old, rule=new.rule),
}


def block(sheet, area):
    """The cells of a range, row by row."""
    return [[sheet.cell(row, column) for column in area.columns()] for row in area.rows()]


def paste(sheet, top, left, cells, kind="PASTE_NORMAL"):
    change = PASTES.get(kind, lambda _old, new: new)
    sheet.reach(top + len(cells), left + max(map(len, cells), default=0))
    for down, row in enumerate(cells):
        there = {left + n: change(sheet.cell(top + down, left + n), cell) for n, cell in enumerate(row)}
        sheet.put_row(top + down, there)


def copy(source, area, target, to, kind="PASTE_NORMAL", turned=False):
    """Repeat a block over a larger range, as a paste does."""
    cells = block(source, area)
    if turned:
        cells = [list(column) for column in zip(*cells, strict=True)]
    high, wide = len(cells), len(cells[0])
    times_down = max((to.bottom - to.top) // high, 1)
    times_right = max((to.right - to.left) // wide, 1)
    for down in range(times_down):
        for right in range(times_right):
            paste(target, to.top + down * high, to.left + right * wide, cells, kind)


def cut(source, area, target, top, left, kind="PASTE_NORMAL"):
    cells = block(source, area)
    paste(source, area.top, area.left, [[EMPTY for _cell in row] for row in cells])
    paste(target, top, left, cells, kind)


def sort(sheet, area, specs):
    """Rows of a range by some columns: numbers, texts, truth values, then empty cells, whichever way round."""
    rows = block(sheet, area)
    for spec in reversed(specs):
        place = spec.get("dimensionIndex", 0) - area.left
        filled = [row for row in rows if not row[place].blank]
        empty = [row for row in rows if row[place].blank]
        downwards = spec.get("sortOrder") == "DESCENDING"
        rows = sorted(filled, key=lambda row: weight(row[place]), reverse=downwards) + empty
    paste(sheet, area.top, area.left, rows)


def weight(cell):
    value = cell.result
    if isinstance(value, bool):
        return 2, value, ""
    return (0, value, "") if isinstance(value, float) else (1, 0, str(value).lower())
