"""A tab that is out there with other columns, as requests: headers that come, other looks, columns that are emptied."""

from sync.backends import Layout, Shape
from sync.backends.google import writing
from sync.backends.google.tab import SIZE, Tab
from sync.backends.xlsx.letters import number_of

BOLD = {"userEnteredFormat": {"textFormat": {"bold": True}}}
EMPTIED = "userEnteredValue,userEnteredFormat.backgroundColor,dataValidation"


def requests(tab_id: int, tab: Tab, shape: Shape, layout: Layout) -> list[dict]:
    """In this order, in one go."""
    places = tab.places(layout)
    headings = {heading.name: heading for heading in layout.headings}
    return [
        *added(tab_id, tab, [headings[name] for name in shape.added]),
        *(one for n in shape.dressed if n in places for one in looks(tab_id, tab, places[n], headings[n])),
        *(emptied(tab_id, tab, places[name], EMPTIED) for name in shape.removed),
        *([emptied(tab_id, tab, tab.id_place, "userEnteredValue")] if shape.released else ()),
    ]


def added(tab_id, tab, headings):
    """Behind everything that stands in the tab, the cadres' own columns included."""
    first, found = max(map(len, tab.rows), default=1) + 1, SIZE.search(tab.place)
    short = first + len(headings) - 1 - (number_of(found[1]) if found else 0)
    if headings and short > 0:
        yield {"appendDimension": {"sheetId": tab_id, "dimension": "COLUMNS", "length": short}}
    for place, heading in enumerate(headings, first):
        label = [{"userEnteredValue": {"stringValue": heading.label}} | BOLD]
        yield writing.put(tab_id, tab.top, place, label, "userEnteredValue,userEnteredFormat.textFormat")
        lines = {"sheetId": tab_id, "dimension": "COLUMNS", "startIndex": place - 1, "endIndex": place}
        width = {"pixelSize": 8 * heading.width}
        yield {"updateDimensionProperties": {"range": lines, "properties": width, "fields": "pixelSize"}}
        yield from looks(tab_id, tab, place, heading)


def looks(tab_id, tab, place, heading):
    """Grey or not, and the list to choose from or none."""
    whole = writing.below(tab_id, place, tab.top)
    yield {"repeatCell": {"range": whole, "cell": {}, "fields": "userEnteredFormat.backgroundColor"}}
    yield from writing.dressed(tab_id, tab.top, place, heading)
    rule = {"rule": writing.offer(heading.options)} if heading.options else {}
    yield {"setDataValidation": {"range": whole, **rule}}


def emptied(tab_id, tab, place, fields):
    whole = writing.below(tab_id, place, tab.top - 1)
    return {"repeatCell": {"range": whole, "cell": {}, "fields": fields}}
