"""What leaves comes back as it was: an exported file, brought in again, changes nothing, whatever the records hold."""

import json

import openpyxl
import pytest

from fields import DateField, ForeignKeyField
from models import RECORDS, columns
from rows import unguard
from sync.backends.cells import as_text
from tests.make import again
from tests.odd_records import odd_records
from tests.test_opens_right import lines_of

every_record = pytest.mark.parametrize("model", RECORDS, ids=lambda model: model._meta.table_name)
WITH_EVERY_TYPE = (
    "worker",
    "mentorship_review",
    "match_event",
)  # between them; a workbook takes longer to read


@pytest.fixture
def exported(run, tmp_path):
    """Makes the exports of an entity; their paths."""

    def export(model):
        table = model._meta.table_name
        paths = {ending: tmp_path / f"{table}.{ending}" for ending in ("csv", "xlsx")}
        for path in paths.values():
            assert run("export", table, "-o", path).exit_code == 0
        return paths

    return export


def xlsx_table(path):
    """As the sheets are read: the texts of the first tab. openpyxl leaves the escape of an escape as it stands."""
    sheet = openpyxl.load_workbook(path).worksheets[0]
    return [[as_text(value).replace("_x005F_", "_") for value in line] for line in sheet.values]


@every_record
def test_what_leaves_comes_back_as_it_was(run, exported, model):
    records = odd_records(model)
    files = exported(model)
    table = [[unguard(text) for text in line] for line in lines_of(files["csv"])]
    assert xlsx_table(files["xlsx"]) == table
    assert table[0][1:] == [field.label for field in columns(model)]
    lines = {line[0]: line[1:] for line in table[1:]}
    for record in records:
        reads_as_stored(again(record), lines[record.code])
    holds_no_formula(files["xlsx"], columns(model))
    for path in files.values() if model._meta.table_name in WITH_EVERY_TYPE else [files["csv"]]:
        changes_nothing(run, model, path, len(table) - 1)


def changes_nothing(run, model, path, rows):
    """Brought in again, every row of the file is what the record says already."""
    told = json.loads(run("import", model._meta.table_name, path, "--dry-run", "--json").stdout)
    came = {outcome: told[outcome] for outcome in ("new", "changed", "refused", "same")}
    assert came == {"new": 0, "changed": 0, "refused": 0, "same": rows}, told["rejects"][:3]


def reads_as_stored(record, texts):
    """Each cell, read by its column, is the value that is stored; a masked one is a mask."""
    for field, text in zip(columns(type(record)), texts, strict=True):
        value = record.__data__[field.name]
        if field.sensitive:
            assert text == field.mask(field.show(value)), (field, text)
        elif value not in (None, ()) or text:
            assert field.plain(field.read(text)) == field.plain(value), (field, text)


def holds_no_formula(path, fields):
    """Days are days, numbers are numbers, and everything else is text."""
    for line in openpyxl.load_workbook(path).worksheets[0].iter_rows(min_row=2):
        for field, cell in zip([None, *fields], line, strict=True):
            masked = field is not None and field.sensitive
            kind = (
                "s" if masked else "d" if isinstance(field, DateField) else "n" if has_numbers(field) else "s"
            )
            assert cell.value is None or cell.data_type == kind, (field, cell.value)


def has_numbers(field):
    return hasattr(field, "low") and not isinstance(field, ForeignKeyField)
