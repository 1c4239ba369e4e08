"""How a new workbook looks: header, widths, grey for what is read-only, lists to choose from. No sheet protection:
Excel would refuse to sort locked cells."""

from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils.cell import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation

from sync.backends import ID

GREY = PatternFill("solid", fgColor="EDEDED")
HEADER = PatternFill("solid", fgColor="D9E5F3")
LISTS = "_lists"
MOST_ROWS, LONGEST = 1_048_576, 200


def dress(book, layout):
    """Header row, columns, filter and lists of an empty tab."""
    tab = book.active
    tab.title = title(layout.title)
    tab.append([ID, *(heading.label for heading in layout.headings)])
    tab.column_dimensions["A"].hidden = True
    for place, heading in enumerate(layout.headings, 2):
        dress_column(tab, get_column_letter(place), heading)
    for cell in tab[1]:
        cell.font, cell.fill = Font(bold=True), HEADER
        cell.alignment = Alignment(vertical="center", wrap_text=True)
    tab.freeze_panes = "A2"
    tab.auto_filter.ref = tab.dimensions
    add_lists(book, tab, layout)


def title(text):
    """The name of a tab: no characters that Excel refuses, at most 31."""
    return "".join(c for c in text if c not in r"[]:*?/\'")[:31] or "Sheet1"


def dress_column(tab, letter, heading):
    """Also for rows that are still to be typed."""
    column = tab.column_dimensions[letter]
    column.width = heading.width
    if heading.text:
        column.number_format = "@"
    if not heading.editable:
        column.fill = GREY


def add_lists(book, tab, layout):
    """Drop-downs, fed from a hidden tab. They offer, they do not forbid: the columns' own rules decide."""
    offered = [(n, heading) for n, heading in enumerate(layout.headings, 2) if heading.options]
    if not offered:
        return
    book.create_sheet(LISTS).sheet_state = "hidden"
    for place, (column, heading) in enumerate(offered, 1):
        book[LISTS].cell(1, place).value = heading.name
        tab.add_data_validation(offer(place, column, heading))
    fill_lists(book, layout)


def offer(place, column, heading):
    """The words in a column of the hidden tab, offered in a column of ours."""
    letter = get_column_letter(place)
    cells = f"{quote_sheetname(LISTS)}!${letter}$2:${letter}${list_length(heading) + 1}"
    words = DataValidation(type="list", formula1=cells, allow_blank=True, showErrorMessage=False)
    words.add(f"{get_column_letter(column)}2:{get_column_letter(column)}{MOST_ROWS}")
    return words


def list_length(heading):
    """Room for links to come; words of a vocabulary are as many as they are."""
    grows = any("-" in option.split(" ")[0] for option in heading.options)
    return LONGEST if grows else len(heading.options)


def fill_lists(book, layout):
    names = {str(cell.column): cell.value for cell in book[LISTS][1]}
    for line, texts in words_by_line(layout, names).items():
        for place, text in texts.items():
            book[LISTS].cell(line, int(place)).value = text or None


def words_by_line(layout, names: dict[str, str]) -> dict[int, dict[str, str]]:
    """{line: {column of the tab: word}} as it is now, for columns headed by the names of ours."""
    options = {heading.name: heading.options for heading in layout.headings if heading.options}
    offered = {place: options[name] for place, name in names.items() if name in options}
    return {
        row + 2: {place: words[row] if row < len(words) else "" for place, words in offered.items()}
        for row in range(LONGEST if offered else 0)
    }
