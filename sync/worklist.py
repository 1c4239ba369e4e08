"""What is to be mended, as a workbook for the people who know: a tab per entity, a row per record, its columns to fill in.

Such a workbook is fed back through the import: rows are known by their code, columns by their label, masked
cells are left alone. Which records those are is `reports.quality`.
"""

from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

import scope
from language import gettext
from models import BY_TABLE, Organisation
from quality.words import column_label, words
from reports import quality
from rows import cell, code_label, with_links
from scope import Actor

AT_ONCE = 200
WIDTHS = (12, 24, 60)
TO_MEND = PatternFill("solid", fgColor="FFF2CC")


def write(path: Path, by: Actor, organisation: Organisation | None = None) -> int:
    """Write the work list of a union and all under it. Returns how many records are in it. Memory stays flat."""
    book, written = Workbook(write_only=True), 0
    for table, names in quality.to_mend(by, organisation).items():
        written += tab(book, BY_TABLE[table], names, by, organisation)
    if not book.worksheets:
        book.create_sheet(gettext("Nothing to mend"))
    book.save(path)
    return written


def tab(book, model, names, by, organisation):
    sheet = book.create_sheet(str(model._meta.title)[:31])
    sheet.freeze_panes = "B2"
    fields = [model._meta.fields[name] for name in names if name in model._meta.fields]
    titles = [code_label(), gettext("Which record"), gettext("What to mend"), *(f.label for f in fields)]
    for number, _title in enumerate(titles):
        width = WIDTHS[number] if number < len(WIDTHS) else 20
        sheet.column_dimensions[get_column_letter(number + 1)].width = width
    sheet.append([styled(sheet, title, font=Font(bold=True)) for title in titles])
    written = 0
    for tasks in pieces(quality.tasks(model._meta.table_name, by, organisation)):
        written += lines(sheet, model, fields, tasks, by)
    return written


def pieces(tasks):
    piece = []
    for task in tasks:
        piece.append(task)
        if len(piece) == AT_ONCE:
            yield piece
            piece = []
    yield piece


def lines(sheet, model, fields, tasks, by):
    """A row for each record that this person still sees."""
    ids = [task.record for task in tasks]
    seen = scope.visible(model, by, model.id).where(model.id.in_(ids)).order_by(model.id)
    records = {record.id: record for record in with_links(model, [id for (id,) in seen.tuples()], by)}
    for task in tasks:
        if record := records.get(task.record):
            sheet.append(line(sheet, record, fields, task))
    return len(records)


def line(sheet, record, fields, task):
    wrong = {column for _rule, column in task.reasons}
    told = "；".join(f"{column_label(rule, column)}：{words(rule)}" for rule, column in task.reasons)
    facts = [styled(sheet, text) for text in (record.code, str(record), told)]
    marks = (TO_MEND if field.name in wrong else None for field in fields)
    return [*facts, *(styled(sheet, cell(record, f), fill=m) for f, m in zip(fields, marks, strict=True))]


def styled(sheet, text, fill=None, font=None):
    """A cell of text, whatever it looks like: a spreadsheet must neither run it nor count with it."""
    one = WriteOnlyCell(sheet, value=text)
    one.number_format, one.alignment = "@", Alignment(wrap_text=len(text) > 40, vertical="top")
    one.data_type = "s"
    if fill:
        one.fill = fill
    if font:
        one.font = font
    return one
