"""Shared workbooks as real files: a cadre edits them, the office edits the records, both come together."""

import json
import shutil

import openpyxl
import pytest

import operations
import scope
from choices import Matter
from models import Audit, Organisation, SharedSheet, Worker
from operations.trail import history
from sync import settling, sharing
from sync.run import run as run_sheet
from tests.conftest import OFFICE
from tests.workbook import Workbook

COLUMNS = ["name", "phone", "organisation", "sex", "born_on", "state", "post"]
EDITABLE = ["name", "phone", "sex", "born_on", "state", "post"]


class Shared:
    """Four workers of a union, shared as a workbook that has been written once."""

    def __init__(self, folder, **options):
        self.folder = folder
        self.union = operations.save(Organisation(name="甘州区总工会", kind="county"), scope.SYSTEM)
        for number, name in enumerate(["王建国", "李明", "热汗古丽·尼亚孜", "𠮷田"]):
            worker = Worker(name=name, phone=f"1381234567{number}", organisation=self.union)
            operations.save(worker, scope.SYSTEM)
        options = {"columns": COLUMNS, "editable": EDITABLE, "name": "职工"} | options
        sharing.share(Worker, "", scope.SYSTEM, self.union, **options)
        self.book = Workbook(folder / "职工.xlsx")
        self.sync()

    @property
    def sheet(self):
        return SharedSheet.get(SharedSheet.name == "职工")

    def sync(self, dry=False):
        return run_sheet(self.sheet, self.folder, dry)

    def worker(self, code):
        return scope.find(Worker, code, scope.SYSTEM)

    def save(self, code, **values):
        worker = self.worker(code)
        for name, value in values.items():
            setattr(worker, name, value)
        operations.save(worker, scope.SYSTEM)


@pytest.fixture
def shared(desk, settings):
    return Shared(settings.sheets_folder)


def kinds(outcome):
    return [(finding.line, finding.matter) for finding in outcome.findings]


def label(name):
    return Worker._meta.fields[name].label


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


def test_links_are_shown_with_code_and_name(shared):
    assert shared.book.cell("W-1", label("organisation")) == f"{shared.union.code} 甘州区总工会"


# Rest ----------------------------------------------------------------------------------------------


def test_a_further_run_writes_nothing(shared):
    before = shared.book.path.read_bytes()
    outcome = shared.sync()
    assert (outcome.outcome, outcome.reads, outcome.writes) == ("quiet", 1, 0)
    assert shared.book.path.read_bytes() == before


# Edits ---------------------------------------------------------------------------------------------


def test_what_a_cadre_types_lands_in_the_record_and_the_trail_names_the_sheet(shared):
    shared.book.type("W-1", label("phone"), "１３９ 0000 0000")
    outcome = shared.sync()
    assert (outcome.outcome, outcome.to_records) == ("written", 1)
    assert shared.worker("W-1").phone == "13900000000"
    assert shared.book.status("W-1") == "已同步"
    [change, *_older] = history(shared.worker("W-1"))
    assert change.via == "sheet 职工"
    assert json.loads(change.changes) == {"phone": ["13812345670", "13900000000"]}
    assert shared.sync().outcome == "quiet"


def test_what_the_office_changes_reaches_the_sheet(shared):
    shared.save("W-2", phone="13900000001")
    outcome = shared.sync()
    assert (outcome.outcome, outcome.to_sheet, outcome.reads, outcome.writes) == ("written", 1, 2, 1)
    assert shared.book.cell("W-2", label("phone")) == "13900000001"


def test_edits_of_different_cells_on_both_sides_both_land(shared):
    shared.book.type("W-1", label("phone"), "13900000000")
    shared.save("W-1", post="焊工")
    shared.sync()
    assert shared.worker("W-1").phone == "13900000000"
    assert shared.book.cell("W-1", label("post")) == "焊工"


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


# Conflicts -----------------------------------------------------------------------------------------


@pytest.fixture
def conflict(shared):
    shared.book.type("W-1", label("phone"), "13900000008")
    shared.save("W-1", phone="13900000009")
    return shared.sync()


def test_the_same_cell_changed_on_both_sides_waits_and_both_values_are_shown(shared, conflict):
    assert conflict.outcome == "held"
    assert kinds(conflict) == [(2, Matter.CONFLICT)]
    assert shared.book.cell("W-1", label("phone")) == "13900000008"
    assert shared.worker("W-1").phone == "13900000009"
    assert shared.book.status("W-1").startswith("冲突：")
    assert "13900000008" in shared.book.status("W-1")
    assert "13900000009" in shared.book.status("W-1")
    again = shared.sync()
    assert (again.outcome, again.writes) == ("held", 0)


@pytest.mark.parametrize(("winner", "value"), [("office", "13900000009"), ("sheet", "13900000008")])
def test_a_conflict_is_settled_by_command(shared, conflict, run, winner, value):
    assert run("sheet", "settle", "职工", "W-1", "phone", winner).exit_code == 0
    assert shared.sync().outcome == "written"
    assert (shared.worker("W-1").phone, shared.book.cell("W-1", label("phone"))) == (value, value)
    assert shared.book.status("W-1") == "已同步"
    assert shared.sync().outcome == "quiet"
    assert not settling.conflicts(shared.sheet)


def test_a_conflict_that_people_settle_in_the_cells_is_closed(shared, conflict):
    shared.book.type("W-1", label("phone"), "13900000009")
    shared.sync()
    assert not settling.conflicts(shared.sheet)
    assert shared.sync().outcome == "quiet"


def test_a_decision_for_the_office_counts_once_not_for_ever(shared, conflict, run):
    run("sheet", "settle", "职工", "W-1", "phone", "office")
    shared.sync()
    shared.sync()
    shared.book.type("W-1", label("phone"), "13900000008")
    shared.sync()
    assert shared.worker("W-1").phone == "13900000008"


# Bad values ----------------------------------------------------------------------------------------


def test_a_bad_value_is_refused_in_the_columns_own_words_and_the_rest_of_the_row_lands(shared):
    shared.book.type("W-1", label("phone"), "12")
    shared.book.type("W-1", label("post"), "焊工")
    outcome = shared.sync()
    assert outcome.outcome == "refused"
    assert kinds(outcome) == [(2, Matter.INVALID)]
    assert (shared.worker("W-1").phone, shared.worker("W-1").post) == ("13812345670", "焊工")
    assert shared.book.cell("W-1", label("phone")) == "12"
    assert shared.book.status("W-1").startswith("无效：")
    assert str(Worker.phone.mistake) in shared.book.status("W-1")
    assert shared.sync().writes == 0
    shared.book.type("W-1", label("phone"), "13900000000")
    shared.sync()
    assert shared.book.status("W-1") == "已同步"


def test_what_the_records_door_refuses_is_said_in_its_row(shared):
    shared.book.type("W-1", label("born_on"), "2090-01-01")
    outcome = shared.sync()
    assert kinds(outcome) == [(2, Matter.INVALID)]
    assert outcome.findings[0].column == "born_on"
    assert shared.worker("W-1").born_on is None


def test_a_read_only_cell_is_put_back_and_said_until_the_status_is_cleared(shared):
    shared.book.type("W-1", label("organisation"), "别的工会")
    outcome = shared.sync()
    assert kinds(outcome) == [(2, Matter.READONLY)]
    assert shared.book.cell("W-1", label("organisation")) == f"{shared.union.code} 甘州区总工会"
    assert "别的工会" in shared.book.status("W-1")
    assert shared.sync().outcome == "quiet"
    shared.book.type("W-1", "同步状态", None)
    shared.sync()
    assert shared.book.status("W-1") in ("", "已同步")
    assert shared.sync().outcome == "quiet"


# Rows ----------------------------------------------------------------------------------------------


def test_a_new_row_becomes_a_record_once(shared):
    line = shared.book.add(**{label("name"): "赵六", label("phone"): 13811112222})
    outcome = shared.sync()
    assert outcome.outcome == "written"
    [worker] = Worker.select().where(Worker.name == "赵六")
    assert (worker.phone, worker.organisation_id) == ("13811112222", shared.union.id)
    row = shared.book.row(worker.code)
    assert (row["line"], row["同步状态"]) == (line, "已同步")
    assert shared.sync().outcome == "quiet"


def test_a_new_row_that_lacks_something_stays_until_it_is_complete(shared):
    line = shared.book.add(**{label("phone"): "13811112222"})
    outcome = shared.sync()
    assert (outcome.outcome, kinds(outcome)) == ("held", [(line, Matter.INCOMPLETE)])
    assert Worker.select().count() == 4
    shared.book.edit(lambda tab, place: setattr(tab.cell(line, 3), "value", "赵六"))
    shared.sync()
    assert Worker.select().where(Worker.name == "赵六").count() == 1


def test_a_new_row_with_a_bad_value_is_not_half_taken(shared):
    line = shared.book.add(**{label("name"): "赵六", label("phone"): "12"})
    outcome = shared.sync()
    assert (outcome.outcome, kinds(outcome)) == ("refused", [(line, Matter.INVALID)])
    assert Worker.select().count() == 4


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


@pytest.mark.parametrize("skip_id", [False, True], ids=["with the hidden column", "without it"])
def test_sorted_rows_are_the_same_rows(shared, skip_id):
    shared.book.arrange(["W-4", "W-1", "W-3", "W-2"], skip_id)
    before = Audit.select().count()
    outcome = shared.sync()
    assert not outcome.findings
    assert outcome.to_records == 0
    assert [row["编号"] for row in shared.book.rows()] == ["W-4", "W-1", "W-3", "W-2"]
    assert Audit.select().count() == before
    assert shared.sync().outcome == "quiet"


def test_an_exact_copy_stays_a_copy_and_is_said_so(shared):
    line = shared.book.copy("W-1")
    outcome = shared.sync()
    assert kinds(outcome) == [(line, Matter.DUPLICATE)]
    assert Worker.select().count() == 4
    assert shared.sync().writes == 0


def test_a_changed_copy_is_a_new_record(shared):
    shared.book.copy("W-1", **{label("name"): "王小明", label("phone"): "13811112222"})
    shared.sync()
    assert shared.worker("W-1").name == "王建国"
    assert Worker.select().where(Worker.name == "王小明").count() == 1
    assert shared.sync().outcome == "quiet"


# Missing and deleted -----------------------------------------------------------------------------


@pytest.fixture
def proposal(shared):
    shared.book.remove("W-2")
    assert kinds(shared.sync()) == [(None, Matter.MISSING)]
    assert not settling.proposals(shared.sheet)
    outcome = shared.sync()
    assert outcome.outcome == "held"
    [waits] = settling.proposals(shared.sheet)
    assert shared.worker("W-2")
    return waits


def test_a_missing_row_waits_for_a_person_who_lets_the_record_go_to_the_trash(shared, proposal, run):
    assert run("sheet", "approve", "职工", proposal.id).exit_code == 0
    assert shared.worker("W-2") is None
    shared.sync()
    assert shared.sync().outcome == "quiet"
    assert "W-2" not in [row["编号"] for row in shared.book.rows()]


def test_a_missing_row_is_put_back_when_the_proposal_is_turned_down(shared, proposal):
    settling.turn_down(shared.sheet, proposal, scope.SYSTEM)
    shared.sync()
    assert shared.book.cell("W-2", label("phone")) == "13812345671"
    assert shared.sync().outcome == "quiet"


def test_a_row_that_was_cut_and_comes_back_is_the_same_record(shared):
    row = {name: value for name, value in shared.book.row("W-2").items() if name != "line"}
    shared.book.remove("W-2")
    shared.sync()
    shared.sync()
    shared.book.add(**{**row, label("phone"): "13900000000"})
    shared.sync()
    assert shared.worker("W-2").phone == "13900000000"
    assert not settling.proposals(shared.sheet)
    assert Worker.select().count() == 4


def test_a_deleted_record_takes_its_row_along_and_a_restored_one_brings_it_back(shared):
    worker = shared.worker("W-2")
    operations.delete(worker, scope.SYSTEM)
    shared.sync()
    assert [row["编号"] for row in shared.book.rows()] == ["W-1", "W-3", "W-4"]
    assert shared.sync().outcome == "quiet"
    operations.restore(worker, scope.SYSTEM)
    shared.sync()
    assert shared.book.cell("W-2", label("name")) == "李明"
    assert shared.sync().outcome == "quiet"


def test_a_deleted_record_whose_row_somebody_changed_is_kept_and_said(shared):
    shared.book.type("W-2", label("phone"), "13900000000")
    operations.delete(shared.worker("W-2"), scope.SYSTEM)
    assert kinds(shared.sync()) == [(3, Matter.DELETED)]
    assert shared.book.cell("W-2", label("phone")) == "13900000000"
    assert shared.sync().writes == 0


def test_a_new_record_of_the_office_is_appended(shared):
    worker = operations.save(Worker(name="钱七", organisation=shared.union), scope.SYSTEM)
    shared.sync()
    assert shared.book.row(worker.code)["line"] == 6


def test_where_it_may_a_sheet_deletes_a_few_rows_by_itself_and_brings_them_back(desk, settings):
    shared = Shared(settings.sheets_folder, may_delete=True)
    row = {name: value for name, value in shared.book.row("W-2").items() if name != "line"}
    shared.book.remove("W-2")
    shared.sync()
    assert shared.worker("W-2")
    shared.sync()
    assert shared.worker("W-2") is None
    shared.book.add(**row)
    shared.sync()
    assert shared.worker("W-2").name == "李明"
    assert shared.sync().outcome == "quiet"


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


def test_a_column_whose_header_is_gone_rests_and_the_others_go_on(shared):
    shared.book.edit(lambda tab, place: setattr(tab["D1"], "value", "电话吧"))
    shared.book.type("W-1", label("post"), "焊工")
    outcome = shared.sync()
    assert outcome.outcome == "held"
    assert shared.worker("W-1").post == "焊工"
    assert shared.worker("W-1").phone == "13812345670"


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


@pytest.mark.parametrize("empty", [False, True], ids=["the file is gone", "all rows are gone"])
def test_losing_everything_deletes_nothing_and_can_be_written_again(shared, run, empty):
    if empty:
        shared.book.edit(lambda tab, place: tab.delete_rows(2, 10))
    else:
        shared.book.path.unlink()
    for _run in range(3):
        outcome = shared.sync()
        assert (outcome.outcome, outcome.writes) == ("held", 0)
    run("sheet", "approve", "职工")
    assert shared.sync().outcome == "written"
    assert [row["编号"] for row in shared.book.rows()] == ["W-1", "W-2", "W-3", "W-4"]
    assert shared.sync().outcome == "quiet"


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


def test_a_dry_run_says_what_a_run_would_do_and_changes_nothing(shared, run):
    shared.book.type("W-1", label("phone"), "13900000001")
    shared.book.type("W-2", label("phone"), "12")
    shared.book.add(**{label("name"): "赵六"})
    shared.save("W-3", post="焊工")
    before = shared.book.path.read_bytes()
    audits = Audit.select().count()
    dry = json.loads(run("sync", "--dry-run", "--json").output)
    assert shared.book.path.read_bytes() == before
    assert Audit.select().count() == audits
    real = json.loads(run("sync", "--json").output)
    assert dry == real
    assert [row["kind"] for row in real["rows"]] == ["invalid"]


def test_sync_as_json_names_row_code_column_kind_and_text(shared, run):
    shared.book.type("W-2", label("phone"), "12")
    shown = run("sync", "--sheet", "职工", "--json")
    assert shown.exit_code == 1
    said = json.loads(shown.output)
    assert {key: said[key] for key in ("sheet", "outcome", "reads", "writes", "to_records")} == {
        "sheet": "职工", "outcome": "refused", "reads": 2, "writes": 1, "to_records": 0,
    }  # fmt: skip
    [row] = said["rows"]
    assert (row["row"], row["code"], row["column"], row["kind"]) == (3, "W-2", "phone", "invalid")


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
        (["sheet", "share", "worker", "--to", ".", "--name", "职工"], 1),
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
