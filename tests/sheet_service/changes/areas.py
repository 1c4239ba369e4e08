"""Requests of a batchUpdate: Merges, filters, views, conditional formats."""

from dataclasses import replace

from tests.sheet_service import a1, cutting
from tests.sheet_service.a1 import Range
from tests.sheet_service.changes.kinds import area_of, kind, sheet_of
from tests.sheet_service.errors import Problem


@kind
def merge_cells(batch, request):
    sheet, area = area_of(batch, request["range"])
    ways = {
        "MERGE_ROWS": [Range(row, row + 1, area.left, area.right) for row in area.rows()],
        "MERGE_COLUMNS": [Range(area.top, area.bottom, c, c + 1) for c in area.columns()],
    }
    new = ways.get(request.get("mergeType"), [area])
    sheet.merges = (*(old for old in sheet.merges if not any(old.meets(one) for one in new)), *new)
    for one in new:
        for row in one.rows():
            hidden = {
                c: sheet.cell(row, c).with_value(None)
                for c in one.columns()
                if (row, c) != (one.top, one.left)
            }
            sheet.put_row(row, hidden)


@kind
def unmerge_cells(batch, request):
    sheet, area = area_of(batch, request["range"])
    sheet.merges = tuple(old for old in sheet.merges if not old.meets(area))


@kind
def set_basic_filter(batch, request):
    asked = request["filter"]
    sheet, area = area_of(batch, asked["range"])
    sheet.filter = {**asked, "range": a1.as_grid(sheet.id, area)}
    if asked.get("sortSpecs"):
        cutting.sort(sheet, replace(area, top=area.top + 1), asked["sortSpecs"])


@kind
def clear_basic_filter(batch, request):
    sheet_of(batch, request).filter = None


@kind
def add_filter_view(batch, request):
    view = {**request["filter"]}
    view.setdefault("filterViewId", batch.fresh())
    sheet_of(batch, view["range"]).views[view["filterViewId"]] = view
    return {"addFilterView": {"filter": view}}


@kind
def delete_filter_view(batch, request):
    for sheet in batch.book.sheets:
        if sheet.views.pop(request["filterId"], None):
            return
    raise Problem(400, f"Cannot find a filter view with ID: {request['filterId']}")


@kind
def add_conditional_format_rule(batch, request):
    rule = request["rule"]
    sheet = sheet_of(batch, (rule.get("ranges") or [{}])[0])
    rules = list(sheet.conditions)
    rules.insert(request.get("index", len(rules)), rule)
    sheet.conditions = tuple(rules)


@kind
def delete_conditional_format_rule(batch, request):
    sheet, place = sheet_of(batch, request), request.get("index", 0)
    if place >= len(sheet.conditions):
        raise Problem(400, f"No conditional format on sheet: {sheet.id} at index: {place}")
    sheet.conditions = sheet.conditions[:place] + sheet.conditions[place + 1 :]
