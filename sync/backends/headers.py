"""Where a sheet's header is and which column is which, whatever keeps the sheet. Positions count from 1."""

import re
from collections.abc import Iterable

from sync.backends import ID, Layout, header_text

HEADER_ROWS, HEADER_COLUMNS = 10, 200
STAMP = re.compile(r"_id(?:#(\d{1,9}))?")


def stamps(rows: Iterable) -> list[tuple[int, int, int]]:
    """(generation, row, column) of each header of a hidden id in the first rows; 0 where it tells none."""
    return [
        (int(match[1] or 0), line, place)
        for line, cells in enumerate(rows, 1)
        for place, value in enumerate(cells, 1)
        if isinstance(value, str) and (match := STAMP.fullmatch(value.strip()))
    ]


def generation(text: str) -> int | None:
    """The number in the header of the hidden id."""
    match = STAMP.fullmatch(text.strip())
    return int(match[1]) if match and match[1] else None


def places(headers: Iterable, id_place: int, layout: Layout) -> dict[str, int]:
    """{column name: its place}, of those whose header is there exactly once."""
    spots = {}
    for place, value in enumerate(headers, 1):
        if value not in (None, ""):
            spots.setdefault(header_text(str(value)), []).append(place)
    found = {ID: id_place}
    for heading in layout.headings:
        theirs = {spot for name in {header_text(n) for n in heading.names} for spot in spots.get(name, ())}
        if len(theirs) == 1:
            found[heading.name] = theirs.pop()
    return found
