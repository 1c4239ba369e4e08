"""Sharing a table on screen: by whom, of what, to where; the settings afterwards, the register, the schedule."""

import csv
import io
import json
import re

import pytest
from front_door import Person
from make import make
from odd import ODD, amiss, as_sent
from shared_workers import ROBOT
from workbook import Workbook

import jobs
import scope
from choices import Act, Area, Role, Schedule
from models import Audit, Organisation, SharedSheet, SheetProposal, SheetRun, Worker
from sync.register import LABELS
from sync.run import run as run_sheet
from sync.run import run_all

DOOR = "/admin/sheets/new/?table=worker"


class Office:
    """Two townships of a county, a worker in each, and people who would share them."""

    def __init__(self, desk, settings):
        self.settings, self.folder = settings, settings.sheets_folder
        county = make(Organisation)
        self.ours, self.theirs = (
            make(Organisation, name=name, parent=county) for name in ("新墩镇总工会", "碱滩镇总工会")
        )
        self.workers = [make(Worker, organisation=union) for union in (self.ours, self.theirs)]
        self.people = {
            "administrator": Person(desk, "admin"),
            "union": Person(desk, "zhang", Role.UNION, self.ours),
            "clerk": Person(desk, "clerk", Role.CLERK, self.ours, (Area.COMPETITIONS,)),
            "reader": Person(desk, "reader", Role.READER, self.ours),
        }

    def fill(self, who="union", door=DOOR, **fields):
        return self.people[who].fill(door, **fields)

    @property
    def sheet(self):
        return SharedSheet.get()

    @property
    def address(self):
        return f"/admin/sheets/{self.sheet.id}/"

    def press(self, who, door):
        token = self.people[who].form("/password")["csrf_token"]
        return self.people[who].client.post(f"{self.address}{door}", data={"csrf_token": token})

    def sync(self):
        return run_sheet(self.sheet, self.settings)

    def told(self, door):
        """What a reader is told on a page of the sheet."""
        return self.people["reader"].text(self.address + door)

    def trail(self):
        """The lines about sharing, as somebody reads them."""
        return re.sub(r"<[^>]+>", "", self.people["administrator"].text("/admin/trail/?entity=worker"))


@pytest.fixture
def office(desk, settings):
    return Office(desk, settings)


def said(answer_or_text):
    """What stands in the message above a page."""
    text = answer_or_text if isinstance(answer_or_text, str) else answer_or_text.get_data(as_text=True)
    return " ".join(re.findall(r'class="message [^"]*"[^>]*>([^<]+)', text))


# Sharing -----------------------------------------------------------------------------------------


def test_a_table_is_shared_as_a_workbook_of_the_own_union(office):
    answer = office.fill(
        name="职工名册", folder="2026/花名册", editable=["post"], **{"policy-post": "sheet"},
        purpose="核对岗位", recipients="新墩镇各企业工会", schedule="daily", may_delete="yes",
    )  # fmt: skip
    assert answer.headers["Location"] == office.address
    sheet = office.sheet
    assert (sheet.organisation, sheet.account.name, sheet.schedule) == (office.ours, "zhang", Schedule.DAILY)
    assert (sheet.policies, sheet.editable, sheet.may_delete) == ('{"post": "sheet"}', '["post"]', True)
    office.sync()
    book = Workbook(office.folder / "2026" / "花名册" / "职工名册.xlsx")
    assert [row["编号"] for row in book.rows()] == [office.workers[0].code]
    page = office.people["union"].text(office.address)
    for words in ("核对岗位", "新墩镇各企业工会", "每天", "zhang"):
        assert words in page
    assert "共享为工作簿" in office.trail()
    assert "用途：核对岗位" in office.trail()


def test_sensitive_columns_stay_unless_ticked_and_explained(office):
    ticked = set(office.people["union"].form(DOOR)["columns"])
    sensitive = {f.name for f in Worker._meta.sorted_fields if getattr(f, "sensitive", False)}
    assert sensitive
    assert not ticked & sensitive
    assert "敏感" in office.people["union"].text(DOOR)
    columns = ["name", *sensitive]
    answer = office.fill(name="名册", columns=columns, purpose="体检")
    assert (answer.status_code, "用途和接收人" in said(answer)) == (422, True)
    assert "体检" in answer.get_data(as_text=True)  # what was typed is still there
    office.fill(name="名册", columns=columns, purpose="体检", recipients="县医院")
    assert set(columns) == set(json.loads(office.sheet.columns))


@pytest.mark.parametrize(
    ("folder", "name"),
    [("../escape", "a"), ("/tmp/escape", "a"), ("a/../../b", "a"), ("C:\\escape", "a"), (".hidden", "a"), ("a//b", "a"),
     ("linked", "a"), ("", "../a"), ("", "a/b")],
)  # fmt: skip
def test_a_place_outside_of_the_folder_is_refused_in_words(office, folder, name, tmp_path):
    office.folder.mkdir(exist_ok=True)
    (office.folder / "linked").symlink_to(tmp_path)
    answer = office.fill(folder=folder, name=name)
    assert answer.status_code == 422
    assert said(answer)
    assert SharedSheet.select().count() == 0


def test_a_file_that_is_there_is_left_alone_and_nothing_is_said_of_it(office):
    office.folder.mkdir(exist_ok=True)
    (office.folder / "名册.xlsx").write_bytes(b"somebody's")
    assert office.fill(name="名册").status_code == 302
    office.sync()
    assert (office.folder / "名册.xlsx").read_bytes() == b"somebody's"
    assert office.sheet.locator == f"名册 {office.ours.code}.xlsx"


def test_who_may_not_write_a_table_shares_none(office):
    reader, clerk = office.people["reader"], office.people["clerk"]
    assert "/admin/sheets/new/" not in reader.text("/admin/sheets/")
    assert reader.get("/admin/sheets/new/").status_code == 403
    assert clerk.get(DOOR).status_code == clerk.get("/admin/sheets/new/?table=nothing").status_code == 404
    assert 'value="worker"' not in clerk.text("/admin/sheets/new/")
    assert 'value="competition"' in clerk.text("/admin/sheets/new/")


def test_blank_means_the_own_union_and_a_siblings_is_like_none(office):
    answers = [
        office.fill(name="名册", organisation=code).get_data(as_text=True)
        for code in (office.theirs.code, "O-999999")
    ]
    assert said(answers[0]).replace(office.theirs.code, "") == said(answers[1]).replace("O-999999", "")
    assert SharedSheet.select().count() == 0
    office.fill(name="名册", organisation="")
    assert office.sheet.organisation == office.ours
    office.fill("administrator", name="全部", organisation="")
    assert SharedSheet.get(SharedSheet.name == "全部").organisation is None


FIELDS = (
    "organisation", "name", "columns", "editable", "policy-post", "schedule", "may_delete", "purpose", "recipients",
    "place", "folder", "spreadsheet",
)  # fmt: skip


@pytest.mark.parametrize("door", ["share", "test"])
def test_odd_texts_in_a_form_are_words_or_the_text_itself(office, google_account, monkeypatch, door):
    """Each field, then all at once; the place is tried at Google, too. A trace would be a 500."""
    monkeypatch.setitem(office.people["union"].desk.config, "PROPAGATE_EXCEPTIONS", False)
    plain = office.people["union"].form(DOOR) | {"name": "名册"} | ({"test": "yes"} if door == "test" else {})
    for odd in ODD:
        text = as_sent(odd)
        forms = [plain | {field: text} for field in FIELDS]
        forms += [plain | {"place": "google", "spreadsheet": text}, plain | dict.fromkeys(FIELDS, text)]
        for form in forms:
            answer = office.people["union"].client.post(DOOR, data=form)
            assert not amiss(answer), (odd, form)
            SharedSheet.delete().execute()
    assert list(office.folder.parent.glob("*.xlsx")) == []


# Google ------------------------------------------------------------------------------------------


def test_a_spreadsheet_needs_an_account_there(office):
    assert "GONGYOU_GOOGLE_CREDENTIALS" in office.people["union"].text(DOOR)
    answer = office.fill(place="google", spreadsheet="x" * 44, test="yes")
    assert "GONGYOU_GOOGLE_CREDENTIALS" in said(answer)
    assert SharedSheet.select().count() == 0


def test_a_spreadsheet_is_tried_shared_by_its_address_and_written(office, google_account):
    assert ROBOT in office.people["union"].text(DOOR)
    id = google_account.spreadsheet()
    google_account.service.book(id)
    fields = {
        "place": "google",
        "spreadsheet": f"https://docs.google.com/spreadsheets/d/{id}/edit#gid=0",
        "name": "名册",
    }
    answer = office.fill(**fields, test="yes")
    assert (answer.status_code, "可以读写" in said(answer)) == (200, True)
    assert SharedSheet.select().count() == 0
    assert google_account.service.book(id).metadata == {}
    office.fill(**fields)
    office.sync()
    assert google_account.service.book(id).titled("名册")
    office.press("union", "test")
    assert "工作表为“名册”" in said(office.people["union"].text(office.address))


@pytest.mark.parametrize(
    ("fault", "words"),
    [({"kind": "403", "path": "v4"}, ROBOT), ({"kind": "403", "path": "batchUpdate"}, ROBOT),
     ({"kind": "lost", "path": "batchUpdate"}, "连接不上"), ({"kind": "503", "path": "v4", "times": 99}, "连接不上")],
    ids=["not shared", "only to read", "answer lost", "away"],
)  # fmt: skip
def test_a_spreadsheet_that_cannot_be_reached_or_edited_is_said(office, google_account, fault, words):
    id = google_account.spreadsheet()
    google_account.service.faults.order(**fault)
    answer = office.fill(place="google", spreadsheet=id, test="yes")
    assert words in said(answer)


@pytest.mark.parametrize(("typed", "words"), [("moon", "网址"), ("x" * 44, "x" * 44)])
def test_a_spreadsheet_that_is_none_is_said(office, google_account, typed, words):
    answer = office.fill(place="google", spreadsheet=typed, test="yes")
    assert words in said(answer)


def test_a_folder_that_cannot_be_written_is_said(office, monkeypatch):
    office.folder.mkdir(exist_ok=True)
    office.fill(name="名册")
    office.press("union", "test")
    assert "可以写入" in said(office.people["union"].text(office.address))
    office.folder.rmdir()
    office.folder.write_text("a file, not a folder")
    office.press("union", "test")
    assert "无法写入" in said(office.people["union"].text(office.address))


# Settings ----------------------------------------------------------------------------------------


def test_settings_are_changed_and_noted_and_in_force_with_the_next_run(office):
    office.fill(name="名册", columns=["name", "post"])
    office.sync()
    door = f"{office.address}settings"
    assert office.fill(door=door, editable=["post"], purpose="核对", schedule="hourly").status_code == 302
    office.fill(door=door)  # once more without a change: no second line
    book = Workbook(office.folder / "名册.xlsx")
    book.type(office.workers[0].code, "岗位", "班长")
    office.sync()
    assert scope.find(Worker, office.workers[0].id, scope.SYSTEM).post == "班长"
    assert Audit.select().where(Audit.act == Act.SHEET_CHANGED).count() == 1
    for words in ("可在表中编辑：— → 岗位", "用途：— → 核对", "运行安排：每次运行 → 每小时"):
        assert words in office.trail()
    assert office.fill(door=door, editable=["phone"]).status_code == 302  # not in the sheet: left out
    assert office.sheet.editable == "[]"


def test_a_reader_sees_the_settings_and_changes_none(office):
    office.fill(name="名册")
    reader = office.people["reader"]
    assert office.address.rstrip("/") in reader.text("/admin/sheets/")
    assert "settings" not in reader.text(office.address)
    assert reader.get(f"{office.address}settings").status_code == 403
    assert [office.press("reader", door).status_code for door in ("settings", "test")] == [403, 403]


def test_pausing_is_noted_by_name(office):
    office.fill(name="名册")
    for _time in range(2):
        office.press("union", "pause")
    acts = [(line.who, line.act.value) for line in Audit.select().order_by(Audit.id) if "sheet_" in line.act]
    assert acts == [("zhang", "sheet_shared"), ("zhang", "sheet_paused"), ("zhang", "sheet_resumed")]


# Schedule and register ---------------------------------------------------------------------------


def test_the_schedule_counts_for_the_worker_alone(office, clock):
    for schedule in Schedule:
        office.fill(name=schedule.value, schedule=schedule.value)

    def ran(**more):
        return {outcome.sheet for outcome in run_all(office.settings, **more)}

    assert ran(hints=True) == {"every", "hourly", "daily"}
    clock.forward(minutes=59)
    assert ran(hints=True) == {"every"}
    clock.forward(minutes=1)
    assert ran(hints=True) == {"hourly"}  # nobody touched the other since it was looked at
    clock.forward(hours=23)
    assert ran(hints=True) == {"every", "hourly", "daily"}
    assert ran() == set(Schedule)
    clock.forward(hours=1, minutes=1)
    assert ran(hints=True) == {"every", "hourly"}


def test_what_has_not_run_well_for_long_is_marked(office, clock):
    for schedule in Schedule:
        office.fill(name=schedule.value, schedule=schedule.value)
    run_all(office.settings)

    def stale():
        rows = re.findall(
            r"<tr><th scope=.row.>.*?</tr>", office.people["union"].text("/admin/sheets/"), re.S
        )
        return {re.search(r"/\d+/\">(\w+)", row)[1] for row in rows if "久未成功" in row}

    assert stale() == set()
    clock.forward(minutes=4)
    assert stale() == {"every"}
    office.people["union"].sign_in("zhang", "correct horse 9")
    clock.forward(minutes=20)
    SharedSheet.update(good_at=clock().replace(year=2025)).execute()
    assert stale() == {"every", "hourly", "daily"}


def test_the_register_leaves_as_a_file_that_is_noted(office):
    office.fill(name="名册", columns=["name", "post"], purpose="核对岗位", recipients="企业工会")
    SheetProposal.create(sheet=office.sheet, fingerprint="x", matter="missing", text="", state="open")
    text = office.people["reader"].text("/admin/sheets/export/csv/")
    [row] = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    assert row["用途"] == "核对岗位"
    assert (row[str(LABELS["columns"])], row["接收人"], row["共享人"]) == ("姓名、岗位", "企业工会", "zhang")
    assert row["位置"] == str(office.folder / "名册.xlsx")
    assert list(row.values())[-1] == "1"
    assert (Audit.select().order_by(Audit.id.desc()).get().entity) == "shared_sheet"


def test_the_desk_masks_in_what_it_tells_of_runs_what_it_masks_in_records(office):
    """A number typed over in the workbook, then the whole record gone to another union: the history tells of both."""
    worker, columns = office.workers[0], ["name", "post", "id_number"]
    office.fill(name="名册", columns=columns, editable=["post"], purpose="核对", recipients="企业")
    office.sync()
    book = Workbook(office.folder / "名册.xlsx")
    book.type(worker.code, "证件号码", "620702199001010099")
    office.press("union", "rehearse")
    jobs.run_asked(office.settings)
    assert "具体值只在工作簿中" in office.told("rehearsal/?show=said")
    office.sync()
    assert "具体值只在工作簿中" in office.told("troubles/")
    assert "620702199001010099" in book.status(worker.code)  # where it was typed nothing is lost
    book.type(worker.code, "岗位", "班长")
    Worker.update(organisation=office.theirs).where(Worker.id == worker.id).execute()
    office.sync()
    runs = [
        f"runs/{one.id}/?show={part}" for one in SheetRun.select() for part in ("records", "sheet", "said")
    ]
    page = "".join(office.told(door) for door in ("", "troubles/", "rehearsal/", "export/troubles/", *runs))
    assert "班长" in page
    assert worker.id_number
    assert not re.search(r"/runs/\d", office.told("runs/?search=6207021990"))
    assert re.search(r"/runs/\d", office.told("runs/?search=班长"))
    for number in (worker.id_number, "620702199001010099"):
        assert number not in page


def test_the_command_fills_in_the_register_too(office, run):
    told = ["--schedule", "daily", "--purpose", "核对岗位", "--recipients", "企业工会"]
    assert run("sheet", "share", "worker", "--to", office.folder, "--name", "名册", *told).exit_code == 0
    sheet = office.sheet
    assert (sheet.schedule, sheet.purpose, sheet.recipients) == (Schedule.DAILY, "核对岗位", "企业工会")
    assert run("sheet", "share", "worker", "--to", office.folder, "--schedule", "moon").exit_code == 2
