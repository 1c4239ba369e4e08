"""Copies of a shared workbook beside it, as sync drives and people leave them: what is typed in one is never lost,
nothing is doubled, nothing rolled back, and the copy is set aside where everybody sees it."""

import shutil

import pytest

import operations
import scope
from choices import Act, Matter
from models import Audit, SheetConflict, SheetCopy, Worker
from tests.shared_workers import Shared, kinds, label
from tests.workbook import Workbook

NAMES = [
    "职工 (1).xlsx", "职工(1).xlsx", "职工(冲突副本).xlsx", "职工-冲突-张三-20260305.xlsx",
    "职工_conflict-20260305-120000.xlsx",
    "职工 (Li Hong's conflicted copy 2026-03-05).xlsx", "副本 职工.xlsx", "职工 - 副本.xlsx", "职工-LAPTOP-8A2B.xlsx",
    "职工.sync-conflict-20260305-120000-ABCDEFG.xlsx", "职工(NSConflict-张三的电脑-20260305).xlsx", "我改的.xlsx",
]  # fmt: skip


class Drive(Shared):
    """The four workers, and a drive that makes copies of the workbook."""

    def copy(self, name="职工(冲突副本).xlsx"):
        path = self.folder / name
        shutil.copy(self.book.path, path)
        return Workbook(path)

    def aside(self):
        return sorted(path.name for path in (self.folder / "已合并").glob("*"))

    def beside(self):
        return sorted(path.name for path in self.folder.glob("[!~]*.xlsx"))

    def sync_without(self, copy):
        """A run while the drive has not brought the copy yet."""
        away = copy.path.rename(self.folder / ".away")
        self.sync()
        away.rename(copy.path)

    def rest(self):
        """The last outcome; one more run finds nothing to do."""
        outcome = self.sync()
        again = self.sync()
        assert (again.outcome in ("quiet", "held", "refused"), again.writes, again.to_records) == (True, 0, 0)
        return outcome


@pytest.fixture
def drive(desk, settings):
    return Drive(settings)


@pytest.mark.parametrize("name", NAMES)
def test_an_edit_in_a_copy_lands_whatever_the_copy_is_called(drive, name):
    drive.copy(name).type("W-1", label("phone"), "13900000001")
    outcome = drive.sync()
    assert (drive.worker("W-1").phone, drive.book.cell("W-1", label("phone"))) == ("13900000001",) * 2
    assert drive.beside() == ["职工.xlsx"]
    [aside] = drive.aside()
    assert aside.startswith(name.removesuffix(".xlsx"))
    assert name in outcome.words
    [line] = Audit.select().where(Audit.act == Act.SHEET_COPY)
    assert name in line.changes
    assert drive.sync().outcome == "quiet"


def test_both_files_edited_and_the_office_at_work_meanwhile(drive):
    """Every edit lands or is asked about; what the copy holds of old is not brought back."""
    copy = drive.copy()
    drive.book.type("W-1", label("phone"), "13900000001")
    drive.book.type("W-2", label("phone"), "13900000002")
    drive.save("W-3", post="车工")
    drive.save("W-4", post="电工")
    drive.sync_without(copy)
    copy.type("W-1", label("post"), "钳工")
    copy.type("W-2", label("phone"), "13900000003")
    copy.type("W-4", label("post"), "瓦工")
    outcome = drive.rest()
    first = drive.worker("W-1")
    assert "3 个单元格" in outcome.words
    assert (first.phone, first.post, drive.worker("W-3").post) == ("13900000001", "钳工", "车工")
    waiting = {(c.column, c.base, c.office, c.typed) for c in SheetConflict.select()}
    assert waiting == {("phone", "13812345671", "13900000002", "13900000003"), ("post", "", "电工", "瓦工")}
    assert kinds(outcome) == [(3, Matter.CONFLICT), (5, Matter.CONFLICT)]
    assert "瓦工" in drive.book.status("W-4")
    assert "13900000002" in drive.book.status("W-2")


def test_new_rows_of_a_copy_become_one_record_each(drive):
    drive.book.add(**{label("name"): "赵六"})
    first, second = drive.copy("职工 (1).xlsx"), drive.copy("职工 (2).xlsx")
    first.add(**{label("name"): "钱七", label("phone"): "13900000007"})
    second.add(**{label("name"): "钱七", label("phone"): "13900000007"})
    second.add(**{label("name"): "孙八"})
    drive.rest()
    names = sorted(w.name for w in Worker.select())
    assert names == sorted(["王建国", "李明", "热汗古丽·尼亚孜", "𠮷田", "赵六", "钱七", "孙八"])
    assert sorted(row[label("name")] for row in drive.book.rows()) == names


def test_a_new_row_that_was_taken_in_and_changed_since_is_not_taken_for_another(drive):
    drive.book.add(**{label("name"): "赵六"})
    copy = drive.copy()
    drive.sync_without(copy)
    drive.save("W-5", name="赵陆")
    drive.sync_without(copy)
    drive.rest()
    assert Worker.select().count() == 5
    assert drive.worker("W-5").name == "赵陆"


def test_what_fits_nowhere_is_said_and_the_copy_kept(drive):
    copy = drive.copy()
    copy.type("W-1", label("phone"), "坏电话")
    copy.type("W-2", label("organisation"), "别处")
    copy.type("W-3", label("post"), "焊工")
    copy.remove("W-4")
    operations.delete(drive.worker("W-3"), scope.SYSTEM)
    outcome = drive.sync()
    assert {matter for _line, matter in kinds(outcome)} == {
        Matter.INVALID, Matter.READONLY, Matter.DELETED, Matter.MISSING}  # fmt: skip
    assert drive.book.cell("W-1", label("phone")) == "坏电话"
    assert "无效" in drive.book.status("W-1")
    assert "别处" in drive.book.status("W-2")
    assert drive.worker("W-4").deleted_at is None
    assert any("焊工" in finding.text for finding in outcome.findings)
    assert "2" in outcome.words
    assert len(drive.aside()) == 1


def test_an_edit_brings_back_a_row_that_went_missing_in_the_workbook(drive):
    copy = drive.copy()
    drive.book.remove("W-2")
    copy.type("W-2", label("post"), "焊工")
    drive.rest()
    assert drive.worker("W-2").post == "焊工"
    assert drive.book.cell("W-2", label("post")) == "焊工"


@pytest.mark.parametrize("death", ["before the workbook", "before the copy is moved"])
def test_a_run_that_dies_takes_a_copy_in_once(drive, monkeypatch, death):
    copy = drive.copy()
    copy.type("W-1", label("phone"), "13900000001")
    copy.add(**{label("name"): "赵六"})

    def die(*_args):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("os.replace" if death == "before the workbook" else "os.rename", die)
        with pytest.raises(KeyboardInterrupt):
            drive.sync()
    if death != "before the workbook":
        drive.save("W-1", phone="13900000009")  # the office moves on: the copy must not undo it
        drive.save("W-5", name="赵陆")
    drive.rest()
    assert drive.worker("W-1").phone == ("13900000009" if death != "before the workbook" else "13900000001")
    assert Worker.select().count() == 5
    assert not SheetConflict.select().exists()
    assert drive.beside() == ["职工.xlsx"]


def test_a_workbook_in_use_keeps_the_copy_waiting(drive):
    drive.copy().type("W-1", label("phone"), "13900000001")
    (drive.folder / "~$职工.xlsx").touch()
    assert drive.sync().outcome == "busy"
    assert drive.beside() == ["职工(冲突副本).xlsx", "职工.xlsx"]
    (drive.folder / "~$职工.xlsx").unlink()
    (drive.folder / "~$职工(冲突副本).xlsx").touch()
    assert drive.sync().outcome == "held"
    (drive.folder / "~$职工(冲突副本).xlsx").unlink()
    drive.sync()
    assert (drive.worker("W-1").phone, drive.beside()) == ("13900000001", ["职工.xlsx"])


def test_copies_that_cannot_be_taken_in_stay_and_are_said(drive):
    drive.copy("职工 (1).xlsx").path.write_bytes(b"half")
    drive.copy("职工 (2).xlsx").edit(lambda tab, _place: setattr(tab["A1"], "value", "_id#99"))
    drive.copy("职工 (3).xlsx").edit(lambda tab, _place: setattr(tab["A1"], "value", "_id"))
    Workbook(drive.folder / "别的.xlsx").path.write_bytes(b"nobody's")
    outcome = drive.sync()
    assert (outcome.outcome, len(drive.beside())) == ("held", 5)
    for number in (1, 2, 3):
        assert any(f"职工 ({number}).xlsx" in finding.text for finding in outcome.findings)
    assert not any("别的" in finding.text for finding in outcome.findings)


def test_a_workbook_that_is_gone_while_a_copy_lies_there_is_never_empty(drive):
    copy = drive.copy()
    copy.type("W-1", label("phone"), "13900000001")
    drive.book.vanish()
    outcome = drive.sync()
    assert (outcome.outcome, outcome.to_records, drive.beside()) == ("held", 0, ["职工(冲突副本).xlsx"])
    assert any("职工(冲突副本).xlsx" in finding.text for finding in outcome.findings)
    copy.path.rename(drive.book.path)
    drive.rest()
    assert drive.worker("W-1").phone == "13900000001"
    assert Worker.select().count() == 4


def test_the_command_takes_copies_in_and_a_dry_run_only_says_so(drive, run):
    drive.copy().type("W-1", label("phone"), "13900000001")
    dry = run("sync", "--dry-run")
    assert ("13900000001" in dry.output, drive.worker("W-1").phone) == (True, "13812345670")
    assert (drive.beside(), SheetCopy.select().count()) == (["职工(冲突副本).xlsx", "职工.xlsx"], 0)
    assert run("sync").exit_code == 0
    assert (drive.worker("W-1").phone, drive.beside()) == ("13900000001", ["职工.xlsx"])


def test_a_cell_in_which_another_edit_waits_keeps_it_and_the_row_tells_of_both(drive):
    drive.book.type("W-1", label("phone"), "坏一")
    copy = drive.copy()
    copy.type("W-1", label("phone"), "13900000001")
    drive.rest()
    assert drive.book.cell("W-1", label("phone")) == "坏一"
    assert "13900000001" in drive.book.status("W-1")
    drive.sync()
    assert "13900000001" in drive.book.status("W-1")
    drive.book.type("W-1", "同步状态", None)
    drive.sync()
    assert "13900000001" not in drive.book.status("W-1")


def test_what_both_files_said_and_the_office_has_changed_since_is_old(drive):
    copy = drive.copy()
    for book in (drive.book, copy):
        book.type("W-1", label("phone"), "13900000001")
    drive.sync_without(copy)
    drive.save("W-1", phone="13900000009")
    drive.rest()
    assert drive.worker("W-1").phone == drive.book.cell("W-1", label("phone")) == "13900000009"
    assert not SheetConflict.select().exists()


def test_what_waited_when_the_copy_was_made_and_was_mended_since_is_old(drive):
    drive.book.type("W-1", label("phone"), "坏电话")
    drive.sync()
    copy = drive.copy()
    drive.book.type("W-1", label("phone"), "13900000001")
    drive.sync_without(copy)
    outcome = drive.rest()
    assert drive.worker("W-1").phone == drive.book.cell("W-1", label("phone")) == "13900000001"
    assert (outcome.findings, drive.beside()) == ([], ["职工.xlsx"])


def test_a_row_made_of_another_and_worked_on_in_both_files_is_one(drive):
    """It carries the other's hidden id, and nobody has seen it yet."""
    line = drive.book.copy("W-1", **{label("name"): "赵六", "编号": None})
    copy = drive.copy()
    drive.book.type_at(line, label("phone"), "13900000001")
    copy.type_at(line, label("post"), "焊工")
    drive.rest()
    [new] = Worker.select().where(Worker.name == "赵六")
    assert (new.phone, new.post, Worker.select().count()) == ("13900000001", "焊工", 5)
