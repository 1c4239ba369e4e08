"""The values of ranges: spreadsheets.values.* of the API."""

from tests.sheet_service import a1, typed
from tests.sheet_service.a1 import Range
from tests.sheet_service.book import LONGEST
from tests.sheet_service.errors import Problem, bad_value


def find(book, text):
    """(sheet, closed range) of an address, a title, or a named range."""
    title, rest = a1.split(text)
    if title is None:
        return bare(book, text)
    sheet = book.titled(title)
    area = Range() if rest is None else a1.parsed(rest)
    if sheet is not None and area is None and (area := named(book, rest)):
        return area
    if sheet is None or area is None:
        raise Problem(400, f"Unable to parse range: {text}")
    return sheet, closed(sheet, area, text)


def bare(book, text):
    """An address without a title: a tab's name, a named range, else a range of the first tab."""
    if sheet := book.titled(text):
        return sheet, sheet.whole()
    if found := named(book, text):
        return found
    area = a1.parsed(text)
    if area is None:
        raise Problem(400, f"Unable to parse range: {text}")
    return book.sheets[0], closed(book.sheets[0], area, text)


def named(book, text):
    """(sheet, closed range) of a named range, or None."""
    for one in book.names.values():
        if one["name"] == text:
            sheet = book.sheet(one["range"].get("sheetId", 0))
            return sheet, a1.of_grid(one["range"]).within(*size(sheet))
    return None


def closed(sheet, area, text):
    cut = area.within(*size(sheet))
    if cut.top >= len(sheet.rows) or cut.left >= sheet.columns:
        limits = f"Max rows: {len(sheet.rows)}, max columns: {sheet.columns}"
        raise Problem(400, f"Range ({a1_of(sheet, area, text)}) exceeds grid limits. {limits}")
    return cut


def a1_of(sheet, area, text):
    full = None not in (area.top, area.left, area.bottom, area.right)
    return a1.written(sheet.title, area) if full else text


def size(sheet):
    return len(sheet.rows), sheet.columns


# Reading -----------------------------------------------------------------------------------------


def read(book, text, options):
    """A ValueRange; rows and cells that are empty at the end are left out."""
    sheet, area = find(book, text)
    return read_area(sheet, area, options)


def read_area(sheet, area, options):
    by_columns = options.get("majorDimension") == "COLUMNS"
    answer = {"range": a1.written(sheet.title, area), "majorDimension": "COLUMNS" if by_columns else "ROWS"}
    lines = trimmed(lines_of(sheet, area, by_columns, reader(options)))
    return answer | ({"values": lines} if lines else {})


def reader(options):
    dates = options.get("dateTimeRenderOption", "SERIAL_NUMBER")
    option = options.get("valueRenderOption", "FORMATTED_VALUE")
    if option == "UNFORMATTED_VALUE":
        return lambda cell: cell.unformatted(dates)
    if option == "FORMULA":
        return lambda cell: cell.formula(dates)
    return lambda cell: cell.formatted()


def lines_of(sheet, area, by_columns, show):
    if by_columns:
        return [[show(sheet.cell(row, column)) for row in area.rows()] for column in area.columns()]
    return [row_of(sheet.rows[row], area, show) for row in area.rows()]


def row_of(cells, area, show):
    """One row up to its last value."""
    last = max((c for c, cell in cells.items() if area.left <= c < area.right and not cell.blank), default=-1)
    return [show(cells[c]) if c in cells else "" for c in range(area.left, last + 1)]


def trimmed(lines):
    lines = [cut(line) for line in lines]
    while lines and not lines[-1]:
        lines.pop()
    return lines


def cut(line):
    end = len(line)
    while end and line[end - 1] == "":
        end -= 1
    return line[:end]


# Writing -----------------------------------------------------------------------------------------


def write(book, text, body, options, by=None):
    """Put values at a range. `null` leaves a cell alone."""
    rows = checked(body)
    sheet, area = find_growing(book, text, rows)
    return put(book, sheet, area, rows, options)


def find_growing(book, text, rows):
    """A range that begins below the grid is refused; one that ends there is, too."""
    sheet, area = find(book, text)
    title, rest = a1.split(text)
    asked = a1.parsed(rest if title is not None else text) if (rest or title is None) else None
    high, wide = len(rows), max((len(row) for row in rows), default=0)
    single = asked and asked.bottom == (asked.top or 0) + 1 and asked.right == (asked.left or 0) + 1
    if single or asked is None:
        area = area.grown(area.top + max(high, 1), area.left + max(wide, 1))
    elif area.top + high > area.bottom or area.left + wide > area.right:
        words = f"Requested writing within range [{text}], but tried writing to"
        over = (
            f"row [{area.bottom + 1}]"
            if area.top + high > area.bottom
            else f"column [{a1.letters(area.right)}]"
        )
        raise Problem(400, f"{words} {over}")
    if area.bottom > len(sheet.rows) or area.right > sheet.columns:
        limits = f"Max rows: {len(sheet.rows)}, max columns: {sheet.columns}"
        raise Problem(400, f"Range ({a1.written(sheet.title, area)}) exceeds grid limits. {limits}")
    return sheet, area


def checked(body):
    """The rows of a ValueRange, however it is laid out."""
    rows = body.get("values") or []
    if not isinstance(rows, list):
        raise bad_value("data.values", "google.protobuf.ListValue", rows)
    for place, row in enumerate(rows):
        if not isinstance(row, list):
            raise bad_value(f"data.values[{place}]", "google.protobuf.ListValue", row)
        for value in row:
            if isinstance(value, dict | list):
                raise Problem(400, f"Invalid values[{place}][0]: struct_value or list_value is not a cell")
    if body.get("majorDimension") == "COLUMNS":
        high = max((len(column) for column in rows), default=0)
        return [[column[n] if n < len(column) else None for column in rows] for n in range(high)]
    return rows


def put(book, sheet, area, rows, options):
    typing = options.get("valueInputOption")
    if typing not in ("RAW", "USER_ENTERED"):
        raise Problem(400, "'valueInputOption' is required but not specified")
    count, lines, reach = 0, set(), set()
    for down, row in enumerate(rows):
        cells = {}
        for across, value in enumerate(row):
            if value is None:
                continue
            place = area.left + across
            cells[place] = entered(sheet.cell(area.top + down, place), value, typing, book.locale)
            count += 1
            lines.add(down)
            reach.add(across)
        if cells:
            sheet.put_row(area.top + down, cells)
    high, wide = max(lines, default=-1) + 1, max(reach, default=-1) + 1
    done = Range(area.top, area.top + max(high, 1), area.left, area.left + max(wide, 1))
    answer = {"spreadsheetId": book.id, "updatedRange": a1.written(sheet.title, done)}
    numbers = {"updatedRows": len(lines), "updatedColumns": len(reach), "updatedCells": count}
    answer |= {name: number for name, number in numbers.items() if number}
    if str(options.get("includeValuesInResponse")).lower() == "true":
        answer["updatedData"] = read_area(sheet, done, options)
    return answer


def entered(cell, value, typing, locale):
    if isinstance(value, str) and len(value) > LONGEST:
        raise Problem(
            400, f"Your input contains more than the maximum of {LONGEST} characters in a single cell."
        )
    return cell.with_value(value) if typing == "RAW" else typed.enter(cell, value, locale)


def clear(book, text):
    sheet, area = find(book, text)
    for row in area.rows():
        cells = {c: one.with_value(None) for c, one in sheet.rows[row].items() if area.left <= c < area.right}
        if cells:
            sheet.put_row(row, cells)
    return a1.written(sheet.title, area)


# Appending ---------------------------------------------------------------------------------------


def append(book, text, body, options):
    """After the table that Google finds in the range: the last block of cells that touch one another."""
    rows = checked(body)
    sheet, area = find(book, text)
    table = table_at(sheet, area)
    start = (table.bottom, table.left) if table else (area.top, area.left)
    wide = max((len(row) for row in rows), default=1)
    if options.get("insertDataOption") == "INSERT_ROWS" and table:
        sheet.insert("ROWS", start[0], len(rows))
    sheet.reach(start[0] + len(rows), start[1] + wide)
    place = Range(start[0], start[0] + len(rows), start[1], start[1] + wide)
    updates = put(book, sheet, place, rows, options)
    found = {"tableRange": a1.written(sheet.title, table)} if table else {}
    return {"spreadsheetId": book.id, **found, "updates": updates}


def table_at(sheet, area):
    """The block that holds the range's first cell; in a larger range the last block there is."""
    single = area.bottom - area.top == 1 and area.right - area.left == 1
    if single and sheet.cell(area.top, area.left).blank:
        return None
    filled = {
        (row, column)
        for row in range(len(sheet.rows))
        for column, cell in sheet.rows[row].items()
        if not cell.blank
    }
    inside = [place for place in filled if area.holds(*place)]
    if not inside:
        return None
    return block((area.top, area.left) if single else max(inside), filled)


def block(start, filled):
    """The rectangle around all cells that touch, corners included."""
    seen, waiting = {start}, [start]
    while waiting:
        row, column = waiting.pop()
        around = {(row + down, column + right) for down in (-1, 0, 1) for right in (-1, 0, 1)}
        new = (around & filled) - seen
        seen |= new
        waiting += new
    rows, columns = [row for row, _c in seen], [column for _r, column in seen]
    return Range(min(rows), max(rows) + 1, min(columns), max(columns) + 1)
