"""A sheet that is shared already: other columns, other looks, its end, wherever it lies; the cadre's own stays."""

import json
import shutil

import pytest

from choices import Act, Matter
from models import Audit, SharedSheet, SheetConflict, SheetGeneration, SheetRow
from tests.front_door import Person
from tests.shared_workers import COLUMNS, Shared, kinds, label
from tests.workbook import Workbook


@pytest.fixture(params=["folder", "google"])
def place(request):
    return request.getfixturevalue("google_account") if request.param == "google" else None


class Changing(Shared):
    def __init__(self, settings, run, google=None, **options):
        super().__init__(settings, google, **options)
        self.run = run

    def change(self, **options):
        words = [f"--{name}={value}" for name, value in options.items()]
        answer = self.run("sheet", "change", "职工", *words)
        assert answer.exit_code == 0, answer.output

    def rest(self):
        outcome = self.sync()
        again = self.sync()
        assert (again.writes, again.to_records) == (0, 0), again
        return outcome


@pytest.fixture
def shared(desk, settings, place, run):
    return Changing(settings, run, place)


@pytest.fixture
def folder(desk, settings, run):
    return Changing(settings, run)


def with_note(shared):
    """The cadre has a column of his own behind ours."""
    line = shared.book.row("W-1")["line"]
    if hasattr(shared.book, "edit"):

        def write(tab, _place):
            tab.cell(1, 11).value, tab.cell(line, 11).value = "备忘", "下周打电话"

        shared.book.edit(write)
    else:
        shared.book.do("type", cell="K1", text="备忘")
        shared.book.do("type", cell=f"K{line}", text="下周打电话")


def test_a_column_comes_behind_all_others_with_its_values(shared):
    with_note(shared)
    shared.save("W-2", note="老技师")
    shared.change(columns=",".join([*COLUMNS, "note"]), editable="name,note")
    shared.rest()
    labels = shared.book.labels()
    assert labels.index(label("note")) > labels.index("备忘")
    assert shared.book.cell("W-2", label("note")) == "老技师"
    assert shared.book.cell("W-1", "备忘") == "下周打电话"
    shared.book.type("W-1", label("note"), "新人")
    shared.rest()
    assert shared.worker("W-1").note == "新人"


def test_a_column_that_goes_is_emptied_after_a_last_look(shared):
    with_note(shared)
    shared.book.type("W-1", label("phone"), "13900000001")
    shared.book.type("W-2", label("phone"), "坏")
    shared.change(columns="name,organisation,sex,born_on,state,post")
    outcome = shared.rest()
    assert shared.worker("W-1").phone == "13900000001"
    assert label("phone") not in shared.book.labels()
    assert not any(
        "139" in str(text) or "138" in str(text) for row in shared.book.rows() for text in row.values()
    )
    assert any(finding.matter == Matter.OVERRULED and "坏" in finding.text for finding in outcome.findings)
    assert "坏" in shared.book.status("W-2")
    assert shared.book.cell("W-1", "备忘") == "下周打电话"
    assert "phone" not in shared.sheet.columns
    kept = [row.cells for row in SheetRow.select()] + [step.steps for step in SheetGeneration.select()]
    assert not any("1381234567" in text for text in kept if text)
    shared.change(columns=",".join(COLUMNS))
    shared.rest()
    assert shared.book.cell("W-1", label("phone")) == "13900000001"


def test_sharing_ends_after_a_last_run_and_the_rest_is_an_ordinary_workbook(shared):
    shared.book.type("W-1", label("phone"), "13900000001")
    shared.book.type("W-2", label("phone"), "坏")
    answer = shared.run("sheet", "unshare", "职工")
    assert (answer.exit_code, "无效" in answer.output) == (0, True)
    assert shared.worker("W-1").phone == "13900000001"
    cells = shared.book.lines() if hasattr(shared.book, "lines") else plain(shared.book)
    assert not any(str(row[0] or "").strip() for row in cells)
    assert any("13900000001" in map(str, row) for row in cells)
    assert SheetRow.select().count() == SheetGeneration.select().count() == 0
    [line] = Audit.select().where(Audit.act == Act.SHEET_ENDED)
    assert "职工" in line.changes
    assert json.loads(shared.run("sheet", "list", "--json").output) == []
    assert shared.run("sync").output == ""


def plain(book):
    tab = book.book().worksheets[0]
    return [[cell.value for cell in row] for row in tab.iter_rows()]


def test_a_dry_run_plays_it_through_and_a_death_on_the_way_is_made_up_for(shared, monkeypatch):
    shared.change(columns="name,organisation,sex,born_on,state,post,note")
    before = shared.book.content()
    shared.sync(dry=True)
    assert shared.book.content() == before
    assert json.loads(shared.sheet.shape)["leaving"] == ["phone"]

    def die(*_args):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("sync.reshaping.forget", die)
        with pytest.raises(KeyboardInterrupt):
            shared.sync()
    outcome = shared.rest()
    assert not outcome.findings
    assert {label("phone"), label("note")} & set(shared.book.labels()) == {label("note")}
    assert json.loads(shared.sheet.shape)["leaving"] == []


# What only a file can do ---------------------------------------------------------------------------


def test_looks_follow_what_may_be_edited(folder):
    folder.change(editable="name,organisation")
    folder.rest()
    tab = folder.book.tab(folder.book.book())
    looks = {cell.value: tab.cell(2, cell.column) for cell in tab[1]}
    assert looks[label("phone")].fill.fgColor.rgb.endswith("EDEDED")
    assert looks[label("organisation")].fill.patternType is None
    offers = {str(o.sqref).partition(":")[0] for o in tab.data_validations.dataValidation}
    assert offers == {looks[label("organisation")].coordinate}
    folder.book.type("W-1", label("phone"), "13900000001")
    assert (2, Matter.READONLY) in kinds(folder.rest())


def test_an_old_copy_does_not_bring_back_what_was_taken_out(folder, tmp_path):
    shutil.copy(folder.book.path, tmp_path / "old.xlsx")
    folder.change(columns="name,organisation,post", editable="name,post")
    folder.rest()
    Workbook(tmp_path / "old.xlsx").type("W-3", label("post"), "焊工")
    shutil.copy(tmp_path / "old.xlsx", folder.book.path)
    folder.rest()
    assert label("phone") not in folder.book.labels()
    assert folder.worker("W-3").post == "焊工"


def test_an_open_workbook_waits_for_its_columns_but_not_for_edits(folder):
    folder.change(columns=",".join([*COLUMNS, "note"]))
    folder.book.type("W-1", label("phone"), "13900000001")
    lock = folder.folder / "~$职工.xlsx"
    lock.touch()
    assert folder.sync().outcome == "busy"
    assert folder.worker("W-1").phone == "13900000001"
    with_lock = folder.run("sheet", "unshare", "职工")
    assert (with_lock.exit_code, folder.sheet.ended_at) == (1, None)
    lock.unlink()
    folder.rest()
    assert label("note") in folder.book.labels()


def test_sharing_ends_on_screen_with_no_last_run_where_somebody_says_so(folder, desk):
    admin = Person(desk, "admin")
    folder.run("sheet", "pause", "职工")
    door = f"/admin/sheets/{folder.sheet.id}/end"
    assert admin.fill(door).status_code == 422
    assert admin.fill(door, anyway="yes").status_code == 302
    page = admin.text("/admin/sheets/")
    assert ("已终止" in page, "职工" in page) == (True, True)
    assert admin.get(f"/admin/sheets/{folder.sheet.id}/").status_code == 404
    assert "_id" not in str(folder.book.book().worksheets[0]["A1"].value)
    assert SheetConflict.select().count() == 0
    assert SharedSheet.get().paused
