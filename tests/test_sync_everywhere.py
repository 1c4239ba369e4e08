"""What must hold of a shared sheet wherever it lies: a workbook in a folder, a tab at Google. One suite for all places."""

import json

import pytest

import operations
import scope
from choices import Matter
from models import Audit, Worker
from operations.trail import history
from sync import settling
from tests.shared_workers import Shared, kinds, label


@pytest.fixture(params=["folder", "google"])
def place(request):
    """The sheet service, where the sheet is to lie at Google."""
    return request.getfixturevalue("google_account") if request.param == "google" else None


@pytest.fixture
def shared(desk, settings, place):
    return Shared(settings, place)


# Layout --------------------------------------------------------------------------------------------


def test_links_are_shown_with_code_and_name(shared):
    assert shared.book.cell("W-1", label("organisation")) == f"{shared.union.code} 甘州区总工会"


# Rest ----------------------------------------------------------------------------------------------


def test_a_further_run_writes_nothing(shared):
    before = shared.book.content()
    outcome = shared.sync()
    assert (outcome.outcome, outcome.reads, outcome.writes) == ("quiet", 1, 0)
    assert shared.book.content() == before


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
    assert (outcome.outcome, outcome.to_sheet, outcome.writes) == ("written", 1, 1)
    assert shared.book.cell("W-2", label("phone")) == "13900000001"


def test_edits_of_different_cells_on_both_sides_both_land(shared):
    shared.book.type("W-1", label("phone"), "13900000000")
    shared.save("W-1", post="焊工")
    shared.sync()
    assert shared.worker("W-1").phone == "13900000000"
    assert shared.book.cell("W-1", label("post")) == "焊工"


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
    shared.book.type_at(line, label("name"), "赵六")
    shared.sync()
    assert Worker.select().where(Worker.name == "赵六").count() == 1


def test_a_new_row_with_a_bad_value_is_not_half_taken(shared):
    line = shared.book.add(**{label("name"): "赵六", label("phone"): "12"})
    outcome = shared.sync()
    assert (outcome.outcome, kinds(outcome)) == ("refused", [(line, Matter.INVALID)])
    assert Worker.select().count() == 4


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


def test_where_it_may_a_sheet_deletes_a_few_rows_by_itself_and_brings_them_back(desk, settings, place):
    shared = Shared(settings, place, may_delete=True)
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


def test_a_column_whose_header_is_gone_rests_and_the_others_go_on(shared):
    shared.book.rename(label("phone"), "电话吧")
    shared.book.type("W-1", label("post"), "焊工")
    outcome = shared.sync()
    assert outcome.outcome == "held"
    assert shared.worker("W-1").post == "焊工"
    assert shared.worker("W-1").phone == "13812345670"


@pytest.mark.parametrize("empty", [False, True], ids=["the sheet is gone", "all rows are gone"])
def test_losing_everything_deletes_nothing_and_can_be_written_again(shared, run, empty):
    if empty:
        shared.book.lose_rows()
    else:
        shared.book.vanish()
    for _run in range(3):
        outcome = shared.sync()
        assert (outcome.outcome, outcome.writes) == ("held", 0)
    run("sheet", "approve", "职工")
    assert shared.sync().outcome == "written"
    assert [row["编号"] for row in shared.book.rows()] == ["W-1", "W-2", "W-3", "W-4"]
    assert shared.sync().outcome == "quiet"


# Commands ------------------------------------------------------------------------------------------


def test_a_dry_run_says_what_a_run_would_do_and_changes_nothing(shared, run):
    shared.book.type("W-1", label("phone"), "13900000001")
    shared.book.type("W-2", label("phone"), "12")
    shared.book.add(**{label("name"): "赵六"})
    shared.save("W-3", post="焊工")
    before = shared.book.content()
    audits = Audit.select().count()
    dry = json.loads(run("sync", "--dry-run", "--json").output)
    assert shared.book.content() == before
    assert Audit.select().count() == audits
    real = json.loads(run("sync", "--json").output)
    assert {**dry, "reads": 0} == {**real, "reads": 0}  # a rehearsal looks at the real sheet once
    assert [row["kind"] for row in real["rows"]] == ["invalid"]


def test_sync_as_json_names_row_code_column_kind_and_text(shared, run):
    shared.book.type("W-2", label("phone"), "12")
    shown = run("sync", "--sheet", "职工", "--json")
    assert shown.exit_code == 1
    said = json.loads(shown.output)
    assert {key: said[key] for key in ("sheet", "outcome", "writes", "to_records")} == {
        "sheet": "职工", "outcome": "refused", "writes": 1, "to_records": 0,
    }  # fmt: skip
    [row] = said["rows"]
    assert (row["row"], row["code"], row["column"], row["kind"]) == (3, "W-2", "phone", "invalid")
