"""What every entity must have, so that screens, files and sheets can be derived from it."""

import csv
import re
from io import StringIO
from itertools import islice

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from playhouse.test_utils import count_queries

import models
import rows
import scope
import texts
from choices import Area
from fields import ForeignKeyField, NameField
from models import Organisation, Record, columns
from tests.make import make
from tests.strategies import anything

every = pytest.mark.parametrize("model", models.RECORDS)


def test_no_entity_is_left_out():
    assert set(models.RECORDS) == set(Record.__subclasses__())
    assert len(models.RECORDS) == len(set(models.RECORDS))


@every
def test_it_is_said_in_one_sentence_on_one_line(model):
    assert re.fullmatch(r"[A-Z][^\n.]+\.", model.__doc__)


@every
def test_it_has_a_title_an_area_and_a_prefix_of_its_own(model):
    assert str(model._meta.title)
    assert model._meta.area in Area
    assert re.fullmatch(r"[A-Z]{1,2}", model._meta.prefix)
    assert models.BY_PREFIX[model._meta.prefix] is model


def test_entities_of_an_area_stand_together_in_the_order_of_the_menu():
    areas = [model._meta.area for model in models.RECORDS]
    assert areas == sorted(areas, key=list(Area).index)


@every
def test_the_columns_it_is_called_by_exist_and_are_filled(model):
    assert model._meta.called
    assert {*model._meta.called} <= {field.name for field in columns(model)}
    assert model._meta.fields[model._meta.called[0]].required
    assert {name for names in model._meta.together for name in names} <= {f.name for f in columns(model)}


@every
def test_its_scope_leads_to_a_union_by_links_that_are_always_filled(model):
    seen = []
    while model._meta.scope and model not in seen:
        seen.append(model)
        link = model._meta.fields[model._meta.scope]
        assert isinstance(link, ForeignKeyField)
        assert link.required
        model = link.rel_model
    assert model is Organisation or model._meta.scope is None


@every
def test_a_name_keeps_its_sound_beside_it(model):
    """Else it could not be found by initials, nor sorted."""
    assert isinstance(model._meta.fields.get("name"), NameField) == ("pinyin" in model._meta.fields)


@every
def test_columns_are_of_our_own_types(model):
    hidden = {
        "id",
        "version",
        "created_at",
        "changed_at",
        "deleted_at",
        "deletion",
        "path",
        "pinyin",
        "board",
        "secret",
    }
    assert {field.name for field in model._meta.sorted_fields} - {f.name for f in columns(model)} <= hidden
    assert all(field.name == field.column_name.removesuffix("_id") for field in columns(model))


@every
def test_no_link_takes_records_along_unseen(model):
    assert all(f.on_delete == "RESTRICT" for f in columns(model) if isinstance(f, ForeignKeyField))


@every
def test_a_record_is_called_by_something(desk, model):
    assert str(make(model)).strip(" ·")


@every
def test_thirty_records_cost_no_more_queries_than_three(desk, model):
    ids = [make(model).id for _record in range(30)]

    def cost(ids):
        with count_queries() as counted:
            texts = [rows.row(record, columns(model)) for record in rows.with_links(model, ids, scope.SYSTEM)]
        assert len(texts) == len(ids)
        return counted.count

    assert cost(ids[:3]) == cost(ids) == 1


@every
def test_a_row_names_what_a_record_links_to(desk, model):
    record = make(model)
    shown = dict(
        zip(
            columns(model),
            rows.row(rows.with_links(model, [record.id], scope.SYSTEM)[0], columns(model))[1:],
            strict=True,
        )
    )
    for field, text in shown.items():
        target = getattr(record, field.name) if isinstance(field, ForeignKeyField) else None
        assert target is None or text == f"{target.code} {target}"


@every
def test_records_come_in_the_order_asked_for(desk, model):
    ids = [make(model).id for _record in range(3)]
    assert [record.id for record in rows.with_links(model, [ids[2], ids[0], ids[1]], scope.SYSTEM)] == [
        ids[2],
        ids[0],
        ids[1],
    ]


@every
def test_a_file_holds_every_record_and_no_sensitive_value(desk, model):
    records = [make(model) for _record in range(3)]
    text = "".join(rows.csv_lines(rows.exported(model.select(), model, columns(model), scope.SYSTEM, size=2)))
    assert all(record.code in text for record in records)
    for field in columns(model):
        for record in records if field.sensitive else ():
            assert field.show(record.__data__[field.name]) not in text, field.name


def test_files_begin_with_a_byte_order_mark_and_end_lines_as_excel_does(desk):
    make(models.Trade, name="木工")
    data = "".join(
        rows.csv_lines(
            rows.exported(models.Trade.select(), models.Trade, columns(models.Trade), scope.SYSTEM)
        )
    ).encode()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == data.count(b"\n") == 2


def test_a_file_is_made_as_it_is_read(desk):
    """Row by row: a list of a million would not fit."""
    made = iter([["A"]] * 1000)
    lines = rows.csv_lines(made)
    assert len(list(islice(lines, 2))) == 2
    assert len(list(made)) == 800


# What a spreadsheet would spoil ------------------------------------------------------------------


def tidied(text):
    try:
        return texts.tidy(text)
    except ValueError:
        return ""


@given(anything.map(tidied) | st.text("=+-@\t0123456789.% e", max_size=20).map(tidied))
@example("=1+1")
@example("-")
def test_a_guarded_text_comes_back_as_it_was(text):
    assert rows.unguard(rows.guard(text)) == text


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+86 13812345678", "-A1", "@SUM(A1)", "=cmd|' /C calc'!A0", "\t=1", "\r=1", "-1+2", "+", "-",
     "0936", "007", "620702199001011234", "123456789012", "00"],
)  # fmt: skip
def test_what_a_spreadsheet_would_run_or_shorten_is_guarded(text):
    assert rows.guard(text) == f"\t{text}"
    assert rows.csv_line([text]).startswith('"\t')


@pytest.mark.parametrize(
    "text", ["", "王建国", "-5", "+5", "-12.50", "12%", "0", "0.5", "13812345678", "2026-03-05", "W-17"]
)
def test_what_a_spreadsheet_takes_as_it_is_stays(text):
    assert rows.guard(text) == text


@given(st.lists(anything.map(tidied), min_size=2, max_size=4))
def test_a_line_is_read_back_as_it_was_written(texts):
    (read,) = csv.reader(StringIO(rows.csv_line(texts), newline=""), strict=True)
    assert [rows.unguard(text) for text in read] == texts
