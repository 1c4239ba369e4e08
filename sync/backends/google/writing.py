"""A batch as requests of the API: cells, new rows, rows that go, the generation and the token, in one go.

Values are typed: a text stays a text, whatever it looks like, and nothing is entered as a person would.
"""

import re
from itertools import groupby

from sync.backends import ID, Batch, Heading, Layout

NUMBER = re.compile(r"-?\d{1,14}(\.\d{1,6})?")
GREY = {"red": 0.93, "green": 0.93, "blue": 0.93}
TEXT = {"numberFormat": {"type": "TEXT"}}
NEW = "userEnteredValue,userEnteredFormat(numberFormat,backgroundColor)"


def changes(tab_id: int, places: dict[str, int], headings: dict[str, Heading], batch: Batch) -> list[dict]:
    """Cells in place, then new rows below, then rows out, from the bottom up: no request moves another's aim."""
    return [
        *cells(tab_id, places, headings, batch),
        *appended(tab_id, places, headings, batch),
        *removed(tab_id, batch),
    ]


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
    if batch.appended:
        rows = [{"values": new_row(places, headings, texts)} for texts in batch.appended]
        yield {"appendCells": {"sheetId": tab_id, "rows": rows, "fields": NEW}}


def new_row(places, headings, texts):
    """A whole row; the places that are not ours stay empty."""
    names = {place: name for name, place in places.items()}
    return [
        new_cell(headings.get(names.get(n)), texts.get(names.get(n), "")) for n in range(1, max(names) + 1)
    ]


def new_cell(heading, text):
    cell, style = value(heading, text), {}
    if heading is not None and heading.text:
        style |= TEXT
    if heading is not None and not heading.editable:
        style |= {"backgroundColor": GREY}
    return cell | ({"userEnteredFormat": style} if style else {})


def removed(tab_id, batch):
    runs = [list(run) for run in adjacent(sorted(batch.removed))]
    for run in reversed(runs):
        lines = {"sheetId": tab_id, "dimension": "ROWS", "startIndex": run[0] - 1, "endIndex": run[-1]}
        yield {"deleteDimension": {"range": lines}}


def stamp(tab_id, top, id_place, generation):
    return put(tab_id, top, id_place, [{"userEnteredValue": {"stringValue": f"{ID}#{generation}"}}])


def taken(token):
    """Refused, and all with it, when the token was taken before: a batch cannot land twice, nor two on one base."""
    told = {
        "metadataId": token,
        "metadataKey": "g",
        "location": {"spreadsheet": True},
        "visibility": "DOCUMENT",
    }
    return {"createDeveloperMetadata": {"developerMetadata": told}}


# A new tab ---------------------------------------------------------------------------------------

MARGIN, SPARE = 1000, 6  # rows to type in, columns for the cadres' own


def new_tab(tab_id: int, title: str, layout: Layout, rows: int) -> list[dict]:
    """The tab with its header and everything that makes it comfortable; grey, not locked: people must sort."""
    wide = len(layout.headings) + 1
    grid = {"rowCount": rows + MARGIN, "columnCount": wide + SPARE, "frozenRowCount": 1}
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
    style = new_cell(heading, "")
    if style:
        fields = "userEnteredFormat(numberFormat,backgroundColor)"
        yield {"repeatCell": {"range": below(tab_id, place), "cell": style, "fields": fields}}


def lists(tab_id: int, places: dict[str, int], layout: Layout) -> list[dict]:
    """Drop-downs with the words as they are now. They offer, they do not forbid: the columns' own rules decide."""
    return [
        {"setDataValidation": {"range": below(tab_id, places[heading.name]), "rule": offer(heading.options)}}
        for heading in layout.headings
        if heading.options and heading.name in places
    ]


def below(tab_id, place):
    return {"sheetId": tab_id, "startRowIndex": 1, "startColumnIndex": place - 1, "endColumnIndex": place}


def offer(options):
    words = [{"userEnteredValue": option} for option in options]
    return {"condition": {"type": "ONE_OF_LIST", "values": words}, "showCustomUi": True, "strict": False}
