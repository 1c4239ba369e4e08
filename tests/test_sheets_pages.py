"""The shared workbooks on screen: what waits is seen and decided there, by those who may and no others."""

import re

import pytest
from front_door import Person
from workbook import Workbook

import operations
import scope
from choices import Role
from models import Organisation, SharedSheet, Worker
from sync import settling, sharing
from sync.run import run as run_sheet


class Office:
    """A shared sheet with a conflict and a proposal, and people who look at it."""

    def __init__(self, desk, settings):
        self.settings = settings
        self.ours, self.theirs = self.union("新墩镇总工会"), self.union("碱滩镇总工会")
        self.people = {
            "administrator": Person(desk, "admin"),
            "union": Person(desk, "zhang", Role.UNION, self.ours),
            "reader": Person(desk, "reader", Role.READER, self.ours),
            "foreign": Person(desk, "other", Role.UNION, self.theirs),
        }
        for number, name in enumerate(["王建国", "李明", "赵六"]):
            operations.save(
                Worker(name=name, phone=f"1381234567{number}", organisation=self.ours), scope.SYSTEM
            )
        columns = ["name", "phone"]
        sharing.share(Worker, "", scope.SYSTEM, self.ours, columns=columns, editable=columns, name="职工")
        self.book = Workbook(settings.sheets_folder / "职工.xlsx")
        self.sync()
        self.disturb()

    def union(self, name):
        return operations.save(Organisation(name=name, kind="township"), scope.SYSTEM)

    @property
    def sheet(self):
        return SharedSheet.get()

    @property
    def address(self):
        return f"/admin/sheets/{self.sheet.id}/"

    def sync(self):
        return run_sheet(self.sheet, self.settings)

    def disturb(self):
        self.book.type("W-1", Worker.phone.label, "13900000008")
        worker = self.worker("W-1")
        worker.phone = "13900000009"
        operations.save(worker, scope.SYSTEM)
        self.book.remove("W-2")
        self.sync()
        self.sync()

    def worker(self, code):
        return scope.find(Worker, code, scope.SYSTEM)

    def press(self, who, door, **fields):
        """Press a button of the page: its form, with the token the page carries."""
        person = self.people[who]
        token = re.search(r'name="csrf_token" value="([^"]+)"', person.text(self.address) or "")
        fields["csrf_token"] = token[1] if token else ""
        return person.client.post(f"{self.address}{door}", data=fields)


@pytest.fixture
def office(desk, settings):
    return Office(desk, settings)


@pytest.mark.parametrize("who", ["administrator", "union", "reader"])
def test_the_page_shows_the_conflict_with_all_three_values_and_the_proposal(office, who):
    text = office.people[who].text(office.address)
    for value in ("13812345670", "13900000009", "13900000008", "W-1 王建国", "W-2 李明"):
        assert value in text
    assert ("/settle/" in text) == (who != "reader")
    assert str(office.settings.sheets_folder / "职工.xlsx") in office.people[who].text("/admin/sheets/")


def test_a_sheet_of_another_union_is_not_there(office):
    person = office.people["foreign"]
    assert person.get(office.address).status_code == 404
    assert "职工.xlsx" not in person.text("/admin/sheets/")
    assert office.press("foreign", "run").status_code == 404


@pytest.mark.parametrize("door", ["run", "rehearse", "pause", "settle/1", "decide/1"])
def test_a_reader_may_look_and_press_nothing(office, door):
    assert office.press("reader", door, winner="office", verdict="approve").status_code == 403
    assert office.worker("W-2")
    assert len(settling.conflicts(office.sheet)) == 1


@pytest.mark.parametrize(("winner", "value"), [("office", "13900000009"), ("sheet", "13900000008")])
def test_a_conflict_is_settled_by_a_button_and_reaches_the_workbook(office, winner, value):
    [conflict] = settling.conflicts(office.sheet)
    assert office.press("union", f"settle/{conflict.id}", winner=winner).status_code == 302
    assert office.press("union", "run").status_code == 302
    assert (office.worker("W-1").phone, office.book.cell("W-1", Worker.phone.label)) == (value, value)
    assert not settling.conflicts(office.sheet)


@pytest.mark.parametrize(("verdict", "there"), [("approve", False), ("turn_down", True)])
def test_a_proposal_is_decided_by_a_button(office, verdict, there):
    [proposal] = settling.proposals(office.sheet)
    office.press("union", f"decide/{proposal.id}", verdict=verdict)
    office.press("union", "run")
    assert bool(office.worker("W-2")) == there
    assert ("W-2" in [row["编号"] for row in office.book.rows()]) == there


def test_a_decision_that_has_been_taken_already_is_refused_in_words(office):
    [conflict] = settling.conflicts(office.sheet)
    for _press in range(2):
        office.press("union", f"settle/{conflict.id}", winner="sheet")
    assert "message error" in office.people["union"].text(office.address)
    assert office.worker("W-1").version == 3


@pytest.mark.parametrize("fields", [{}, {"winner": "moon"}])
def test_a_form_that_is_not_ours_is_refused(office, fields):
    [conflict] = settling.conflicts(office.sheet)
    assert office.press("union", f"settle/{conflict.id}", **fields).status_code == 400
    assert office.people["union"].client.post(f"{office.address}run").status_code == 400


def test_a_rehearsal_shows_what_a_run_would_do_and_does_nothing(office):
    office.book.type("W-3", Worker.phone.label, "13911112222")
    before = office.book.path.read_bytes()
    text = office.press("union", "rehearse").get_data(as_text=True)
    assert "<ins>13911112222</ins>" in text
    assert office.worker("W-3").phone == "13812345672"
    assert office.book.path.read_bytes() == before


def test_the_history_shows_what_went_where(office):
    office.book.type("W-3", Worker.phone.label, "13911112222")
    office.press("union", "run")
    assert "<ins>13911112222</ins>" in office.people["union"].text(office.address)


def test_a_paused_sheet_says_so_and_does_not_run(office):
    office.press("union", "pause")
    office.book.type("W-3", Worker.phone.label, "13911112222")
    office.press("union", "run")
    assert "message error" in office.people["union"].text(office.address)
    assert office.worker("W-3").phone == "13812345672"
    office.press("union", "pause")
    office.press("union", "run")
    assert office.worker("W-3").phone == "13911112222"
