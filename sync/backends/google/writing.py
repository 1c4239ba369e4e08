"""A batch as requests of the API: cells, new rows, rows that go, the generation and the token, in one go.

Values are typed: a text stays a text, whatever it looks like, and nothing is entered as a person would.
"""

import re
from itertools import groupby

from sync.backends import ID, Batch, Layout
from sync.backends.google.tab import Tab

NUMBER = re.compile(r"-?\d{1,14}(\.\d{1,6})?")
GREY = {"red": 0.93, "green": 0.93, "blue": 0.93}
TEXT = {"numberFormat": {"type": "TEXT"}}
# Most bytes of JSON around what is written: around a row, a new cell, a cell changed by itself.
ROW, CELL, RUN = 150, 45, 200
EACH = 1000  # generations whose tokens go together


def changes(tab_id: int, tab: Tab, layout: Layout, batch: Batch) -> list[dict]:
    """Cells in place, then new rows below, then rows out, from the bottom up: no request moves another's aim."""
    places, headings = tab.places(layout), {heading.name: heading for heading in layout.headings}
    return [
        *cells(tab_id, places, headings, batch),
        *appended(tab_id, places, headings, batch),
        *removed(tab_id, batch),
    ]


def weight(texts: dict[str, str], new: bool) -> int:
    """At most so many bytes is a row in a request, appended or changed cell by cell."""
    return ROW + sum((CELL if new else RUN) + length(text) for text in texts.values())


def length(text):
    """Bytes of a text in JSON; what is escaped takes up to six times the room."""
    plain = text.isprintable() and '"' not in text and "\\" not in text
    return len(text.encode()) * (1 if plain else 6)


def cells(tab_id, places, headings, batch):
    for line, texts in sorted(batch.cells.items()):
        row = {
            places[name]: value(headings.get(name), text) for name, text in texts.items() if name in places
        }
        for run in adjacent(sorted(row)):
            yield put(tab_id, line, run[0], [row[place] for place in run])


def adjacent(places):
    """Runs of places side by side."""
    for _key, run in groupby(enumerate(places), lambda pair: pair[1] - pair[0]):
        yield [place for _number, place in run]


def put(tab_id, line, place, row, fields="userEnteredValue"):
    start = {"sheetId": tab_id, "rowIndex": line - 1, "columnIndex": place - 1}
    return {"updateCells": {"start": start, "rows": [{"values": row}], "fields": fields}}


def value(heading, text):
    """A cell of text, or of a number where the column counts."""
    if text == "":
        return {}
    if heading is not None and not heading.text and NUMBER.fullmatch(text):
        return {"userEnteredValue": {"numberValue": float(text)}}
    return {"userEnteredValue": {"stringValue": text}}


def appended(tab_id, places, headings, batch):
    """Values only: the lines below have their formats already."""
    if batch.appended:
        rows = [{"values": new_row(places, headings, texts)} for texts in batch.appended]
        yield {"appendCells": {"sheetId": tab_id, "rows": rows, "fields": "userEnteredValue"}}


def new_row(places, headings, texts):
    """A whole row; the places that are not ours stay empty."""
    names = {place: name for name, place in places.items()}
    return [value(headings.get(names.get(n)), texts.get(names.get(n), "")) for n in range(1, max(names) + 1)]


def room(tab_id: int, tab: Tab, layout: Layout, rows: int) -> list[dict]:
    """Lines for so many rows more, if they are not there, in the columns' formats."""
    more, places = tab.lines_for(rows) - tab.lines, tab.places(layout)
    if not more:
        return []
    styled = [(places[h.name], h) for h in layout.headings if h.name in places]
    return [
        {"appendDimension": {"sheetId": tab_id, "dimension": "ROWS", "length": more}},
        *(one for place, heading in styled for one in dressed(tab_id, tab.lines, place, heading)),
    ]


def dressed(tab_id, start, place, heading):
    """The format of a column from a line on."""
    style = {}
    if heading.text:
        style |= TEXT
    if not heading.editable:
        style |= {"backgroundColor": GREY}
    if style:
        fields = "userEnteredFormat(numberFormat,backgroundColor)"
        cell = {"userEnteredFormat": style}
        yield {"repeatCell": {"range": below(tab_id, place, start), "cell": cell, "fields": fields}}


def removed(tab_id, batch):
    runs = [list(run) for run in adjacent(sorted(batch.removed))]
    for run in reversed(runs):
        lines = {"sheetId": tab_id, "dimension": "ROWS", "startIndex": run[0] - 1, "endIndex": run[-1]}
        yield {"deleteDimension": {"range": lines}}


def stamp(tab_id: int, tab: Tab, generation: int) -> dict:
    return put(tab_id, tab.top, tab.id_place, [{"userEnteredValue": {"stringValue": f"{ID}#{generation}"}}])


def taken(token: int, place: dict | None = None, key: str = "g") -> dict:
    """Refused, and all with it, when the token was taken before: a batch cannot land twice, nor two on one base."""
    told = {
        "metadataId": token,
        "metadataKey": key,
        "location": place or {"spreadsheet": True},
        "visibility": "DOCUMENT",
    }
    return {"createDeveloperMetadata": {"developerMetadata": told}}


def lot(generation: int) -> str:
    """The key of a token, by which many go together: a tab has room for 30,000 characters of them."""
    return f"g{generation // EACH}"


def let_go(tab_id: int, generation: int) -> list[dict]:
    """The tokens of long ago, when a new lot begins with this generation; none before there are two lots."""
    if generation < 2 * EACH:
        return []
    lookup = {"locationType": "SHEET", "metadataLocation": {"sheetId": tab_id}}
    lookup["metadataKey"] = lot(generation - 2 * EACH)
    return [{"deleteDeveloperMetadata": {"dataFilter": {"developerMetadataLookup": lookup}}}]


# A new tab ---------------------------------------------------------------------------------------

SPARE = 6  # columns for the cadres' own


def new_tab(tab_id: int, title: str, layout: Layout, lines: int) -> list[dict]:
    """The tab with its header and everything that makes it comfortable; grey, not locked: people must sort."""
    wide = len(layout.headings) + 1
    grid = {"rowCount": lines, "columnCount": wide + SPARE, "frozenRowCount": 1}
    header = [
        {"userEnteredValue": {"stringValue": label}} for label in [ID, *(h.label for h in layout.headings)]
    ]
    bold = [cell | {"userEnteredFormat": {"textFormat": {"bold": True}}} for cell in header]
    return [
        {"addSheet": {"properties": {"sheetId": tab_id, "title": title, "gridProperties": grid}}},
        put(tab_id, 1, 1, bold, "userEnteredValue,userEnteredFormat.textFormat"),
        hidden(tab_id),
        *(one for place, heading in enumerate(layout.headings, 2) for one in column(tab_id, place, heading)),
        {
            "setBasicFilter": {
                "filter": {"range": {"sheetId": tab_id, "startColumnIndex": 0, "endColumnIndex": wide}}
            }
        },
    ]


def hidden(tab_id):
    place = {"sheetId": tab_id, "dimension": "COLUMNS", "startIndex": 0, "endIndex": 1}
    return {
        "updateDimensionProperties": {
            "range": place,
            "properties": {"hiddenByUser": True},
            "fields": "hiddenByUser",
        }
    }


def column(tab_id, place, heading):
    """Width, text format and grey of one column, also for rows that are still to be typed."""
    lines = {"sheetId": tab_id, "dimension": "COLUMNS", "startIndex": place - 1, "endIndex": place}
    width = {"pixelSize": 8 * heading.width}
    yield {"updateDimensionProperties": {"range": lines, "properties": width, "fields": "pixelSize"}}
    yield from dressed(tab_id, 1, place, heading)


def lists(tab_id: int, places: dict[str, int], layout: Layout) -> list[dict]:
    """Drop-downs with the words as they are now. They offer, they do not forbid: the columns' own rules decide."""
    return [
        {"setDataValidation": {"range": below(tab_id, places[heading.name]), "rule": offer(heading.options)}}
        for heading in layout.headings
        if heading.options and heading.name in places
    ]


def below(tab_id, place, start=1):
    return {"sheetId": tab_id, "startRowIndex": start, "startColumnIndex": place - 1, "endColumnIndex": place}


def offer(options):
    words = [{"userEnteredValue": option} for option in options]
    return {"condition": {"type": "ONE_OF_LIST", "values": words}, "showCustomUi": True, "strict": False}
