"""A workbook that is out there with other columns: headers that come, looks that change, columns that are emptied.

Cells are changed as in any batch, in the parts of the file. Looks of whole columns and their lists to choose from are
`openpyxl`'s, and only in a workbook that it gives back whole: one with pictures, charts or the like keeps its looks.
"""

import re
from io import BytesIO
from zipfile import ZipFile

import openpyxl
from openpyxl.styles import Font, PatternFill
from openpyxl.utils.cell import get_column_letter

from language import gettext
from sync.backends import ID, Busy, Layout, Shape, headers
from sync.backends.dressing import GREY, HEADER, LISTS, dress_column, offer, words_by_line
from sync.backends.workbook import Workbook
from sync.backends.xlsx.package import Changes, certain
from sync.backends.xlsx.patch import Patch
from sync.backends.xlsx.rows import Write

LOST = re.compile(
    r"xl/(charts|media|slicers|pivotTables|threadedComments|diagrams|embeddings|comments)|vbaProject"
)
EXTENDED = b"<extLst"


def reshaped(book: Workbook, shape: Shape, layout: Layout) -> bytes:
    """The bytes of the workbook as it shall be."""
    places = book.places(layout)
    content = with_cells(book, shape, layout, places)
    if not (shape.added or shape.dressed or shape.removed) or not whole(content):
        return content
    return with_looks(content, book, shape, layout)


def with_cells(book, shape, layout, places):
    """Headers written, columns emptied, hidden ids taken out."""
    rows = book.reading(layout).rows
    book.changes = Changes()
    with certain():
        patch = Patch(book.seen.grid, book.parts.styles, frozenset(places.values()))
        labels = {heading.name: heading.label for heading in layout.headings}
        for number, name in enumerate(shape.added, widest(book) + 1):
            patch.put(book.top, number, Write(labels[name], text=True))
        for name in (*shape.removed, *((ID,) if shape.released else ())):
            for line in (book.top, *(row.line for row in rows)):
                patch.put(line, places[name], Write(""))
        book.changes.pieces[book.tab.part] = patch.pieces(book.parts.stream(book.tab.part))
        if part := book.parts.sole("styles"):
            book.changes.at_last[part] = book.parts.styles.changed
        return saved(book)


def saved(book):
    content = BytesIO()
    book.parts.save(content, book.changes)
    return content.getvalue()


def widest(book):
    """The last column in which anything stands: what the cadre wrote is never written over."""
    grid = book.look(book.tab, 0, {str(n): n for n in range(1, headers.HEADER_COLUMNS + 1)})
    last = max((int(place) for row in grid.rows for place, text in row.texts.items() if text), default=1)
    if last + 10 > headers.HEADER_COLUMNS:
        raise Busy(gettext("The workbook has no room for another column within the first 200."))
    return last


def whole(content):
    """Whether openpyxl gives it back with nothing lost."""
    with ZipFile(BytesIO(content)) as parts:
        names = parts.namelist()
        sheets = [name for name in names if name.startswith("xl/worksheets/sheet")]
        return not any(map(LOST.search, names)) and not any(EXTENDED in parts.read(n) for n in sheets)


# Looks ---------------------------------------------------------------------------------------------


def with_looks(content, before, shape, layout):
    """The columns' looks and lists, in the tab that was found."""
    book = openpyxl.load_workbook(BytesIO(content), rich_text=True)
    tab = book[before.tab.title]
    places = Workbook(content).places(layout)
    headings = {heading.name: heading for heading in layout.headings}
    old = {name: before.places(layout)[name] for name in shape.removed}
    for place in old.values():
        undress(tab, before.top, place)
    for name in (*shape.added, *shape.dressed):
        if name in places:
            redress(book, tab, before.top, places[name], headings[name], name in shape.added)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def undress(tab, top, place):
    """An empty column looks like one."""
    without_list(tab, place)
    tab.column_dimensions[get_column_letter(place)].fill = PatternFill()
    for cell in cells(tab, top, place):
        if grey(cell):
            cell.fill = PatternFill()


def redress(book, tab, top, place, heading, new):
    letter = get_column_letter(place)
    if new:
        dress_column(tab, letter, heading)
        header = tab.cell(top, place)
        header.fill, header.font = HEADER, Font(bold=True)
    without_list(tab, place)
    tab.column_dimensions[letter].fill = PatternFill() if heading.editable else GREY
    for cell in cells(tab, top, place):
        if grey(cell) if heading.editable else cell.fill.patternType is None:
            cell.fill = PatternFill() if heading.editable else GREY
    if heading.options:
        with_list(book, tab, place, heading)


def cells(tab, top, place):
    return (row[0] for row in tab.iter_rows(min_row=top + 1, min_col=place, max_col=place))


def grey(cell):
    return cell.fill.patternType == "solid" and str(cell.fill.fgColor.rgb).endswith("EDEDED")


def without_list(tab, place):
    """Our own list to choose from is taken off; what the cadre set stays."""
    rules, letter = tab.data_validations.dataValidation, get_column_letter(place)
    ours = [one for one in rules if LISTS in str(one.formula1) and re.match(rf"{letter}\d", str(one.sqref))]
    tab.data_validations.dataValidation = [one for one in rules if one not in ours]


def with_list(book, tab, place, heading):
    if LISTS not in book.sheetnames:
        book.create_sheet(LISTS).sheet_state = "hidden"
    lists = book[LISTS]
    names = {str(cell.value): cell.column for cell in lists[1] if cell.value}
    column = names.get(heading.name) or max(names.values(), default=0) + 1
    lists.cell(1, column).value = heading.name
    tab.add_data_validation(offer(column, place, heading))
    for line, texts in words_by_line_of(heading, column).items():
        lists.cell(line, column).value = texts or None


def words_by_line_of(heading, column):
    layout = Layout("", (heading,))
    return {
        line: texts[str(column)] for line, texts in words_by_line(layout, {str(column): heading.name}).items()
    }
