"""The shared workbooks on screen: what waits is seen and decided there, by those who may and no others."""

import pytest
from sheet_office import Office

from models import SheetRun, Worker
from sync import settling


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


@pytest.mark.parametrize(
    "door", ["run", "rehearse", "stop", "pause", "settle/1", "decide/1", "settle", "decide", "read"]
)
def test_a_reader_may_look_and_press_nothing(office, door):
    assert office.press("reader", door, winner="office", verdict="approve").status_code == 403
    assert office.worker("W-2")
    assert len(settling.conflicts(office.sheet)) == 1


@pytest.mark.parametrize(("winner", "value"), [("office", "13900000009"), ("sheet", "13900000008")])
def test_a_conflict_is_settled_by_a_button_and_reaches_the_workbook(office, winner, value):
    [conflict] = settling.conflicts(office.sheet)
    assert office.press("union", f"settle/{conflict.id}", winner=winner).status_code == 302
    office.run()
    assert (office.worker("W-1").phone, office.book.cell("W-1", Worker.phone.label)) == (value, value)
    assert not settling.conflicts(office.sheet)


@pytest.mark.parametrize(("verdict", "there"), [("approve", False), ("turn_down", True)])
def test_a_proposal_is_decided_by_a_button(office, verdict, there):
    [proposal] = settling.proposals(office.sheet)
    office.press("union", f"decide/{proposal.id}", verdict=verdict)
    office.run()
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
    rows = office.everything()
    office.press("union", "rehearse")
    office.work()
    text = office.people["union"].text(f"{office.address}rehearsal/")
    assert "<ins>13911112222</ins>" in text
    assert office.everything() == rows
    assert office.worker("W-3").phone == "13812345672"
    assert office.book.path.read_bytes() == before


def test_the_history_shows_what_went_where(office):
    office.book.type("W-3", Worker.phone.label, "13911112222")
    office.run()
    number = SheetRun.select().order_by(SheetRun.id.desc()).get().id
    text = office.people["union"].text(f"{office.address}runs/{number}/")
    assert "<del>13812345672</del> → <ins>13911112222</ins>" in text
    assert "zhang" in text
    assert str(number) in office.people["union"].text(f"{office.address}runs/?search=13911112222")
    assert f"/runs/{number}/" not in office.people["union"].text(f"{office.address}runs/?search=没有的")


def test_a_paused_sheet_says_so_and_does_not_run(office):
    office.press("union", "pause", reason="年底盘点")
    office.book.type("W-3", Worker.phone.label, "13911112222")
    office.run()
    text = office.people["union"].text(office.address)
    assert ("表格已暂停" in text, "年底盘点" in text) == (True, True)
    assert office.worker("W-3").phone == "13812345672"
    office.press("union", "pause")
    office.run()
    assert office.worker("W-3").phone == "13911112222"
