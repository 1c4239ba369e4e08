"""Shared workbooks as real files: what only a file can do. What holds wherever a sheet lies is test_sync_everywhere."""

import json
import shutil

import openpyxl
import pytest

import operations
import scope
from choices import Matter
from models import Worker
from sync.backends.folder import FolderSheet
from sync.run import run_all
from tests.conftest import OFFICE
from tests.shared_workers import COLUMNS, Shared, kinds, label
from tests.workbook import Workbook


@pytest.fixture
def shared(desk, settings):
    return Shared(settings)


# Layout --------------------------------------------------------------------------------------------


def test_the_header_carries_the_hidden_id_the_code_the_labels_and_the_status(shared):
    labels = shared.book.labels()
    assert labels == ["_id#1", "编号", *(label(name) for name in COLUMNS), "同步状态"]
    tab = shared.book.tab(shared.book.book())
    assert tab.column_dimensions["A"].hidden
    assert tab.freeze_panes == "A2"
    assert not tab.protection.sheet
    assert tab.auto_filter.ref == "A1:J5"


def test_digits_are_text_also_in_rows_to_come_and_read_only_columns_are_grey(shared):
    tab = shared.book.tab(shared.book.book())
    assert shared.book.cell("W-1", label("phone")) == "13812345670"
    assert tab.column_dimensions["D"].number_format == "@"
    assert tab["E2"].fill.fgColor.rgb.endswith("EDEDED")
    assert not tab["D2"].fill.fgColor.rgb.endswith("EDEDED")


def test_words_to_choose_from_are_offered_from_a_hidden_tab_and_nothing_is_forbidden(shared):
    book = shared.book.book()
    offers = shared.book.tab(book).data_validations.dataValidation
    assert {str(offer.sqref).partition(":")[0] for offer in offers} == {"F2", "H2"}
    assert not any(offer.showErrorMessage for offer in offers)
    assert book["_lists"].sheet_state == "hidden"


# Edits ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("column", "typed", "value"),
    [
        ("phone", 13900000000.0, "13900000000"),
        ("phone", 13900000000, "13900000000"),
        ("sex", "女", "female"),
        ("post", "=1+1 是文字", "=1+1 是文字"),
        ("post", 7.5, "7.5"),
        ("post", "钳工\n班长", "钳工 班长"),
    ],
)
def test_a_cell_is_read_as_its_column_reads_any_text(shared, column, typed, value):
    def change(tab, place):
        cell = place("W-1", label(column))
        cell.value = typed
        if isinstance(typed, str):
            cell.data_type = "s"

    shared.book.edit(change)
    assert shared.sync().outcome == "written"
    assert getattr(shared.worker("W-1"), column) == value


def test_a_date_typed_as_a_date_is_a_date(shared):
    day = openpyxl.utils.datetime.from_excel(33000)
    shared.book.type("W-1", label("born_on"), day)
    shared.sync()
    assert shared.worker("W-1").born_on == day.date()


def test_a_text_that_looks_like_a_formula_is_written_as_text(shared):
    shared.save("W-1", post="=HYPERLINK(1)")
    shared.sync()
    tab = shared.book.tab(shared.book.book())
    cell = shared.book.place(tab, "W-1", label("post"))
    assert (cell.value, cell.data_type) == ("=HYPERLINK(1)", "s")
    assert shared.sync().outcome == "quiet"


def test_a_formula_that_nobody_has_calculated_is_not_taken_for_a_blank(shared):
    shared.save("W-1", post="焊工")
    shared.sync()
    shared.book.type("W-1", label("post"), "=A1")
    outcome = shared.sync()
    assert kinds(outcome) == [(2, Matter.INVALID)]
    assert shared.worker("W-1").post == "焊工"


# Rows ----------------------------------------------------------------------------------------------


def test_a_run_that_dies_before_the_file_is_replaced_makes_no_record_twice(shared, monkeypatch):
    shared.book.add(**{label("name"): "赵六"})

    def die(*_args):
        raise KeyboardInterrupt

    for _death in range(3):
        with monkeypatch.context() as patch:
            patch.setattr("os.replace", die)
            with pytest.raises(KeyboardInterrupt):
                shared.sync()
    shared.sync()
    assert Worker.select().where(Worker.name == "赵六").count() == 1
    assert shared.sync().outcome == "quiet"
    assert not list(shared.folder.glob(".*"))


# The file ------------------------------------------------------------------------------------------


def test_what_people_add_for_themselves_survives(shared):
    def change(tab, place):
        tab.insert_rows(1, amount=2)
        tab["A1"] = "甘州区职工名册"
        tab.title = "我的表"
        tab["K3"], tab["K4"] = "备忘", "下周打电话"

    shared.book.edit(change)
    shared.save("W-1", phone="13900000001")
    assert shared.sync().outcome == "written"
    row = shared.book.row("W-1")
    assert (row["line"], row["备忘"], row[label("phone")]) == (4, "下周打电话", "13900000001")
    assert shared.book.tab(shared.book.book()).title == "我的表"


def test_columns_may_be_moved(shared):
    shared.book.edit(lambda tab, place: tab.move_range("D1:D5", cols=8))
    shared.book.type("W-1", label("phone"), "13900000001")
    shared.sync()
    assert shared.worker("W-1").phone == "13900000001"


@pytest.mark.parametrize("lock", ["~$职工.xlsx", ".~lock.职工.xlsx#", ".~职工.xlsx"])
def test_an_open_workbook_is_read_but_not_written(shared, lock):
    shared.book.type("W-1", label("phone"), "13900000001")
    shared.save("W-2", phone="13900000002")
    (shared.folder / lock).touch()
    before = shared.book.path.read_bytes()
    assert shared.sync().outcome == "busy"
    assert shared.worker("W-1").phone == "13900000001"
    assert shared.book.path.read_bytes() == before
    (shared.folder / lock).unlink()
    assert shared.sync().outcome == "written"
    assert shared.book.cell("W-2", label("phone")) == "13900000002"
    assert shared.sync().outcome == "quiet"


def test_an_edit_saved_while_we_write_is_not_overwritten(shared, monkeypatch):
    shared.save("W-2", phone="13900000002")
    real, done = shutil.copymode, []

    def meanwhile(*args):
        real(*args)
        if not done:
            done.append(shared.book.type("W-1", label("phone"), "13900000001"))

    monkeypatch.setattr("shutil.copymode", meanwhile)
    shared.sync()
    assert shared.worker("W-1").phone == "13900000001"
    assert shared.book.cell("W-2", label("phone")) == "13900000002"


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.write_bytes(path.read_bytes()[:1000]),
        lambda path: path.write_bytes(b""),
        lambda path: Workbook(path).edit(lambda tab, place: tab.delete_rows(1)),
    ],
    ids=["half a file", "an empty file", "no header"],
)
def test_a_file_that_cannot_be_read_for_certain_stops_the_run_and_nothing_changes(shared, damage):
    damage(shared.book.path)
    before = shared.book.path.read_bytes()
    outcome = shared.sync()
    assert (outcome.outcome, outcome.exit_status) == ("failed", 3)
    assert outcome.words
    assert Worker.select().where(Worker.deleted_at.is_null()).count() == 4
    assert shared.book.path.read_bytes() == before


def test_an_old_copy_saved_over_the_file_is_merged_against_what_it_knew(shared, tmp_path):
    old = tmp_path / "old.xlsx"
    shutil.copy(shared.book.path, old)
    shared.book.type("W-1", label("phone"), "13900000001")
    shared.sync()
    shared.save("W-2", phone="13900000002")
    shared.sync()
    operations.delete(shared.worker("W-4"), scope.SYSTEM)
    new = operations.save(Worker(name="钱七", organisation=shared.union), scope.SYSTEM)
    shared.sync()
    Workbook(old).type("W-3", label("post"), "焊工")
    shutil.copy(old, shared.book.path)
    outcome = shared.sync()
    assert outcome.outcome == "written"
    assert shared.worker("W-1").phone == "13900000001"
    assert shared.book.cell("W-1", label("phone")) == "13900000001"
    assert shared.book.cell("W-2", label("phone")) == "13900000002"
    assert shared.worker("W-3").post == "焊工"
    assert shared.worker("W-4") is None
    assert {row["编号"] for row in shared.book.rows()} == {"W-1", "W-2", "W-3", new.code}
    assert shared.sync().outcome == "quiet"
    shared.book.type("W-2", label("phone"), "13900000003")
    shared.save("W-1", phone="13900000004")
    assert shared.sync().outcome == "written"
    assert (shared.worker("W-2").phone, shared.book.cell("W-1", label("phone"))) == (
        "13900000003",
        "13900000004",
    )


# Commands ------------------------------------------------------------------------------------------


def test_a_sheet_is_shared_listed_paused_and_resumed_by_command(shared, run, tmp_path):
    made = run("sheet", "share", "worker", "--to", tmp_path / "镇", "--organisation", shared.union.code,
               "--editable", "phone", "--policy", "phone=sheet", "--name", "新墩")  # fmt: skip
    assert made.exit_code == 0, made.output
    assert run("sync").exit_code == 0
    listed = {sheet["name"]: sheet for sheet in json.loads(run("sheet", "list", "--json").output)}
    assert listed["新墩"]["path"] == str(tmp_path / "镇" / "新墩.xlsx")
    assert (listed["新墩"]["table"], listed["新墩"]["state"]) == ("worker", "written")
    run("sheet", "pause", "新墩")
    Workbook(tmp_path / "镇" / "新墩.xlsx").type("W-1", label("phone"), "13900000001")
    assert [json.loads(line)["sheet"] for line in run("sync", "--json").output.splitlines()] == ["职工"]
    assert shared.worker("W-1").phone == "13812345670"
    run("sheet", "resume", "新墩")
    run("sync")
    assert shared.worker("W-1").phone == "13900000001"


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["sheet", "settle", "职工", "W-1", "phone", "office"], 1),
        (["sheet", "approve", "职工", "99"], 1),
        (["sheet", "pause", "没有"], 1),
        (["sheet", "share", "worker", "--to", ".", "--organisation", "O-1", "--name", "职工"], 1),
        (["sheet", "share", "worker", "--to", ".", "--columns", "moon"], 1),
        (["sheet", "share", "moon", "--to", "."], 2),
        (["sheet", "share", "worker"], 2),
        (["sheet", "share", "worker", "--to", ".", "--policy", "phone=moon"], 2),
        (["sync", "--sheet", "没有"], 1),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else str(value),
)
def test_what_cannot_be_done_is_refused_with_the_status_for_it(shared, run, arguments, status):
    assert run(*arguments).exit_code == status


# LibreOffice -----------------------------------------------------------------------------------------


@pytest.mark.office
def test_an_edit_with_libreoffice_lands_and_the_layout_survives(shared, tmp_path):
    shared.book.type("W-1", label("phone"), 13900000000)
    shared.book.through_libreoffice(OFFICE, tmp_path)
    shared.sync()
    assert shared.worker("W-1").phone == "13900000000"
    shared.save("W-2", phone="13900000002")
    shared.sync()
    shared.book.through_libreoffice(OFFICE, tmp_path)
    assert shared.sync().outcome == "quiet"
    assert shared.book.cell("W-2", label("phone")) == "13900000002"
    tab = shared.book.tab(shared.book.book())
    assert tab.column_dimensions["A"].hidden
    assert {str(o.sqref).partition(":")[0] for o in tab.data_validations.dataValidation} >= {"F2", "H2"}


# Rest on schedule ------------------------------------------------------------------------------------


@pytest.fixture
def scheduled(shared, monkeypatch):
    """A run as the worker does it, after one that found both sides at rest; how often the workbook was parsed."""
    looks = []
    real = FolderSheet.read
    monkeypatch.setattr(FolderSheet, "read", lambda sheet, shape: looks.append(sheet) or real(sheet, shape))

    def once():
        looks.clear()
        run_all(shared.settings, hints=True)
        return len(looks)

    assert once()
    return once


TOUCHES = {
    "a cadre types": lambda shared, clock: shared.book.type("W-1", label("phone"), "13900000001"),
    "the office saves": lambda shared, clock: shared.save("W-1", phone="13900000001"),
    "a copy appears": lambda shared, clock: shutil.copy(shared.book.path, shared.folder / "名册 (1).xlsx"),
    "a quarter of an hour": lambda shared, clock: clock.forward(minutes=16),
}


@pytest.mark.parametrize("touch", TOUCHES)
def test_a_workbook_that_nobody_touched_is_not_parsed_on_schedule_and_one_that_was_is(
    clock, shared, scheduled, touch
):
    clock.forward(minutes=2)
    assert scheduled() == 0
    assert shared.sheet.good_at == clock()
    TOUCHES[touch](shared, clock)
    assert scheduled() > 0
    if touch in ("a cadre types", "the office saves"):
        assert shared.worker("W-1").phone == shared.book.cell("W-1", label("phone")) == "13900000001"
