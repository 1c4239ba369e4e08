"""Any table comes back as it was written, and any spoilt file is read or refused in words."""

from contextlib import suppress

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from roster_files import read
from strategies import ODD
from test_ugly_rosters import PAGE, SHAPES

from models import Worker
from rows import csv_lines
from sync.backends import Unreadable
from sync.rosters.roster import opened
from texts import tidy


@pytest.fixture(scope="session")
def good_files(tmp_path_factory):
    """A small roster in each kind of file, as bytes."""
    folder = tmp_path_factory.mktemp("good")
    book = openpyxl.Workbook()
    for row in SHAPES["printed pages"][0]:
        book.active.append(row)
    book.save(folder / "good.xlsx")
    text = "\n".join(",".join(map(str, row)) for row in SHAPES["an example and an english line"][0])
    return [
        (folder / "good.xlsx").read_bytes(),
        text.encode(),
        text.encode("gb18030"),
        text.encode("utf-16"),
        PAGE.encode(),
    ]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_spoilt_file_is_read_or_refused_in_words(good_files, tmp_path, data):
    content = bytearray(data.draw(st.sampled_from(good_files)))
    for _change in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place : place + data.draw(st.integers(0, 2))] = data.draw(st.binary(max_size=3))
    (tmp_path / "spoilt").write_bytes(content[: data.draw(st.integers(0, len(content)))])
    with suppress(Unreadable), opened(tmp_path / "spoilt") as roster:
        for tab in roster.tabs:
            list(roster.table(tab, Worker).rows())


# What is written is read ------------------------------------------------------------------------------------

cells = st.lists(st.sampled_from(ODD) | st.characters(exclude_categories=("Cs", "Cc")), max_size=9).map(
    "".join
)
tables = st.lists(st.tuples(cells, cells, cells), max_size=6)
few = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def kept(cell):
    try:
        return tidy(cell)
    except ValueError:
        return ""


@few
@given(tables)
def test_any_table_written_as_csv_is_read_back(tmp_path, table):
    rows = [["姓名", "岗位", "备注", "家庭住址"], *[[f"人{n}", *texts] for n, texts in enumerate(table)]]
    path = tmp_path / "any.csv"
    path.write_bytes("".join(csv_lines(rows)).encode())
    assert read_back(path) == [[cell if cell.strip() else "" for cell in row] for row in rows[1:]]


@few
@given(tables)
def test_any_table_written_as_a_workbook_is_read_back(tmp_path, table):
    rows = [
        ["姓名", "岗位", "备注", "家庭住址"],
        *[[f"人{n}", *map(kept, texts)] for n, texts in enumerate(table)],
    ]
    book = openpyxl.Workbook()
    for line, row in enumerate(rows, 1):
        for place, cell in enumerate(row, 1):
            book.active.cell(line, place, cell).data_type = "s"
    book.save(tmp_path / "any.xlsx")
    assert [[kept(cell) for cell in row] for row in read_back(tmp_path / "any.xlsx")] == rows[1:]


def read_back(path):
    return [[row["name"], row["post"], row["note"], row["address"]] for row in read(path)[0]]
