"""Files that leave hold what the list shows: narrowed, sorted, ticked; as CSV, as Excel, as one archive."""

import csv
import hashlib
import io
import json
import re
from datetime import date, datetime
from decimal import Decimal
from zipfile import ZipFile

import openpyxl
import pytest
from front_door import Page, Person

import models
import workbooks
from choices import Act, Role
from models import RECORDS, Audit, MentorshipReview, Organisation, Trade, Worker
from tests.make import county, make

WORKERS = "/admin/worker/"
BARE = {"id_number": None, "trade": None, "enterprise": None}


@pytest.fixture
def townships(desk):
    """(left, right) of a county."""
    return county()[1:]


@pytest.fixture
def office(desk, townships):
    """The administrator, with three workers of the left township and one of the right."""
    for name in ("王建国", "李明", "安华"):
        make(Worker, organisation=townships[0], name=name, **BARE)
    make(Worker, organisation=townships[1], name="赵六", **BARE)
    return Person(desk, "office")


def lines(text):
    """A CSV file as lists of cells, without its header."""
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))[1:]


def names(person, address):
    return [line[1] for line in lines(person.text(address))]


def book(answer):
    return openpyxl.load_workbook(io.BytesIO(answer.get_data()))


def exports():
    return list(Audit.select().where(Audit.act == Act.EXPORTED).order_by(Audit.id))


# What the list shows -----------------------------------------------------------------------------


def test_a_file_has_the_order_of_the_list_it_was_asked_from(office):
    page = office.text(WORKERS + "?sort=0&search=W")
    for kind in ("csv", "xlsx"):
        (link,) = re.findall(rf'href="([^"]+export/{kind}/[^"]*)"', page)
        assert "sort=0" in link
    shown = re.findall(r'details/\?id=\d+">([^<W]+)</a>', office.text(WORKERS + "?sort=0&desc=1"))
    assert names(office, WORKERS + "export/csv/?sort=0&desc=1") == shown == ["赵六", "王建国", "李明", "安华"]
    assert names(office, WORKERS + "export/csv/?sort=0") == shown[::-1]
    assert names(office, WORKERS + "export/csv/") == ["王建国", "李明", "安华", "赵六"]


def test_sorting_by_a_linked_name_loses_no_row(office, townships):
    model = models.MentorshipContract
    wanted = {str(make(model, organisation=townships[0]).code) for _time in range(3)}
    for number in range(3):
        text = office.text(f"/admin/mentorship_contract/export/csv/?sort={number}")
        assert {line[0] for line in lines(text)} == wanted


def test_only_what_is_ticked_leaves_and_nothing_ticked_is_said(office):
    form = next(f for f in Page(office.text(WORKERS + "?sort=0")).forms if set(f) == {"sort"})
    assert form == {"sort": "0"}
    address = WORKERS + "export/csv/?ticked=1&sort=0"
    assert names(office, address + "&id=1&id=3&id=W-4&id=999") == ["安华", "王建国", "赵六"]
    assert json.loads(exports()[-1].changes)["ticked"] == 4
    assert book(office.get(WORKERS + "export/xlsx/?ticked=1&id=2")).worksheets[0].max_row == 2
    before = len(exports())
    answer = office.client.get(address, follow_redirects=True)
    assert "请先勾选" in answer.get_data(as_text=True)
    assert office.get(address + "".join(f"&id={n}" for n in range(1, 600))).status_code == 413
    assert len(exports()) == before


def test_who_only_reads_ticks_too_and_gets_the_own_alone(desk, office, townships):
    reader = Person(desk, "reader", Role.READER, townships[0])
    assert 'form="ticks" name="id" value="1"' in reader.text(WORKERS)
    assert names(reader, WORKERS + "export/csv/?ticked=1&id=1&id=4") == ["王建国"]


# Excel -------------------------------------------------------------------------------------------


def test_a_workbook_keeps_text_numbers_and_dates_what_they_are(office, townships):
    note = "=1+1\n第二行\t_x0041_ 𠮷"
    worker = make(
        Worker, organisation=townships[0], name="<r>名</r>", id_number="11010519491231002X", note=note, post="007",
        joined_on=date(2026, 3, 5),
    )  # fmt: skip
    answer = office.get(WORKERS + "export/xlsx/?search=" + worker.code)
    found = book(answer)
    sheet = found.worksheets[0]
    cells = {head.value: cell for head, cell in zip(sheet[1], sheet[2], strict=True)}
    assert sheet.freeze_panes == "B2"
    assert [cells[n].value for n in ("编号", "姓名", "岗位", "证件号码")] == [
        worker.code, "<r>名</r>", "007", "1101************2X",
    ]  # fmt: skip
    assert cells["备注"].value.replace("_x005F_", "_") == note
    assert (cells["入会日期"].value, cells["入会日期"].number_format) == (datetime(2026, 3, 5), "yyyy-mm-dd")
    assert {cell.data_type for cell in sheet[2]} <= {"s", "n", "d"}
    assert {cell.number_format for cell in sheet[2]} == {"@", "yyyy-mm-dd"}
    about = dict(found.worksheets[-1].iter_rows(values_only=True))
    assert about["人员"] == "office"
    assert (about["内容"], about["行数"], about["条件"]) == ("职工", "1", worker.code)
    assert found.properties.title == "职工"
    assert "office" in found.properties.description
    assert "filename*=UTF-8''%E8%81%8C%E5%B7%A5-" in answer.headers["Content-Disposition"]


def test_money_is_a_number_and_an_early_day_a_text(office, townships):
    review = make(MentorshipReview, organisation=townships[0], allowance=Decimal("9999999999.99"))
    make(Worker, organisation=townships[0], born_on=date(1900, 2, 28), **BARE)
    sheet = book(office.get("/admin/mentorship_review/export/xlsx/")).worksheets[0]
    row = {head.value: cell for head, cell in zip(sheet[1], sheet[2], strict=True)}
    assert row["编号"].value == review.code
    assert (row["津贴（元）"].value, row["津贴（元）"].number_format) == (9999999999.99, "0.00")
    days = [cell.value for cell in book(office.get(WORKERS + "export/xlsx/")).worksheets[0]["I"]]
    assert "1900-02-28" in days


def test_more_rows_than_a_sheet_holds_are_refused_in_words(office, monkeypatch):
    monkeypatch.setattr(workbooks, "MOST_ROWS", 3)
    answer = office.client.get(WORKERS + "export/xlsx/?sort=0", follow_redirects=True)
    assert "超过" in answer.get_data(as_text=True)
    assert exports() == []
    assert office.get(WORKERS + "export/xlsx/?search=王").mimetype.endswith("sheet")


def test_a_workbook_is_recorded_like_any_export(office):
    office.get(WORKERS + "export/xlsx/?flt0_name-contains=王")
    (line,) = exports()
    assert json.loads(line.changes) == {"search": "", "filters": ["姓名 包含 王"], "rows": 1, "whole": True}
    assert "姓名 包含 王；共 1 行" in office.text("/admin/trail/")


def test_no_other_kind_of_file_is_to_be_had(office):
    assert office.get(WORKERS + "export/json/").status_code == 404


# Command -----------------------------------------------------------------------------------------


def test_the_command_writes_what_the_name_of_the_file_says(run, office, townships, tmp_path):
    target = tmp_path / "职工.XLSX"
    assert run("export", "worker", "--organisation", townships[1].code, "-o", target).exit_code == 0
    assert [row[1] for row in openpyxl.load_workbook(target).worksheets[0].values] == ["姓名", "赵六"]
    said = run("export", "worker", "--filter", "name-contains=建", "--filter", "phone-empty=no")
    assert [line[1] for line in lines(said.stdout)] == ["王建国"]
    assert json.loads(exports()[-1].changes)["filters"] == ["姓名 包含 建", "手机号码 为空（是/否） 否"]


@pytest.mark.parametrize(
    ("args", "status", "words"),
    [
        ([], 2, "--all"),
        (["worker", "--all"], 2, "--all"),
        (["worker", "--filter", "nonsense-is=x"], 2, "nonsense"),
        (["worker", "--filter", "born_on-from=x"], 2, "日期"),
        (["worker", "--organisation", "O-999"], 1, "O-999"),
    ],
)
def test_what_the_command_cannot_understand_writes_no_file(run, office, tmp_path, args, status, words):
    said = run("export", *args, "-o", tmp_path / "x.csv")
    assert (said.exit_code, words in said.stderr) == (status, True)
    assert list(tmp_path.glob("x*")) == []
    assert exports() == []


def test_a_file_that_breaks_off_leaves_the_old_one_alone(run, office, tmp_path, monkeypatch):
    target = tmp_path / "x.csv"
    target.write_text("old")
    monkeypatch.setattr("rows.with_links", lambda *_args: 1 / 0)
    assert run("export", "worker", "-o", target).exit_code == 1
    assert target.read_text() == "old"
    assert [path.name for path in tmp_path.glob("*x.csv*")] == ["x.csv"]


# All at once -------------------------------------------------------------------------------------


def unpacked(data):
    with ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {info.filename: archive.read(info) for info in archive.infolist()}


def test_an_archive_holds_every_entity_of_the_union_and_says_what_it_is(run, office, townships, tmp_path):
    make(Trade)
    left = townships[0]
    files = unpacked(office.get(f"/admin/organisation/archive/?id={left.id}").get_data())
    tables = [name.partition("-")[0] for name in files]
    assert tables == [*(model._meta.table_name for model in RECORDS), "说明.txt"]
    workers = files["worker-职工.csv"]
    assert [line[1] for line in lines(workers.decode())] == ["王建国", "李明", "安华"]
    about = files["说明.txt"].decode("utf-8-sig")
    assert all(f"{name}: 共" in about for name in files if name != "说明.txt")
    assert f"worker-职工.csv: 共 3 行, sha256 {hashlib.sha256(workers).hexdigest()}\r\n" in about
    assert left.code in about
    assert "office" in about
    target = tmp_path / "all.zip"
    assert run("export", "--all", "--organisation", left.code, "-o", target).exit_code == 0
    again = unpacked(target.read_bytes())
    assert {k: v for k, v in again.items() if k != "说明.txt"} == {
        k: v for k, v in files.items() if k != "说明.txt"
    }


def test_an_archive_is_recorded_for_each_entity(office, townships):
    office.get(f"/admin/organisation/archive/?id={townships[0].id}").get_data()
    found = {line.entity: json.loads(line.changes) for line in exports()}
    assert list(found) == [model._meta.table_name for model in RECORDS]
    assert (found["worker"]["rows"], found["worker"]["whole"]) == (3, True)
    assert townships[0].code in found["worker"]["what"]
    assert {line.organisation for line in exports()} == {townships[0].id}


def test_an_archive_shows_who_asks_the_own_alone_and_masked(desk, office, townships):
    make(Worker, organisation=townships[0], id_number="11010519491231002X", address="青年东街 1 号")
    reader = Person(desk, "reader", Role.READER, townships[0])
    everything = unpacked(reader.get("/admin/organisation/archive/").get_data())
    own = unpacked(reader.get(f"/admin/organisation/archive/?id={townships[0].id}").get_data())
    assert everything["worker-职工.csv"] == own["worker-职工.csv"]
    text = own["worker-职工.csv"].decode()
    assert "赵六" not in text
    assert "1101************2X" in text
    assert "青年东街" not in text
    for id in (townships[1].id, 999, "x"):
        assert reader.get(f"/admin/organisation/archive/?id={id}").status_code == 404
    assert f"/admin/organisation/archive/?id={townships[0].id}" in reader.text(
        f"/admin/organisation/details/?id={townships[0].id}"
    )


def test_an_archive_broken_off_says_how_far_it_came(office, townships, monkeypatch):
    monkeypatch.setattr("rows.csv_lines.__defaults__", (1,))
    answer = office.client.get(f"/admin/organisation/archive/?id={townships[0].id}")
    stream = answer.iter_encoded()
    for _part in range(2):  # mark, header
        next(stream)
    stream.close()
    answer.close()
    assert [(line.entity, json.loads(line.changes)["whole"]) for line in exports()] == [
        (Organisation._meta.table_name, False)
    ]
