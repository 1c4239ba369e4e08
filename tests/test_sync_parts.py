"""A batch too large for one request to Google goes in parts: whatever happens in between, nothing is lost or doubled."""

import json

import pytest
from make import make

import scope
from models import SharedSheet, Worker
from sync import sharing
from sync.backends.google.client import Client
from sync.run import run as run_sheet
from tests.shared_workers import Shared, label
from tests.sheet_faults import Killed
from tests.sheet_service.web import Answer

MANY, PARTS = 8, 8


@pytest.fixture
def shared(desk, settings, google_account):
    """Four workers in the sheet; a request has room for one new row or two changed ones."""
    object.__setattr__(settings, "google_kilobytes", 1)
    return Shared(settings, google_account)


@pytest.fixture
def service(google_account, shared):
    google_account.service.log.clear()
    return google_account.service


@pytest.fixture
def written(service):
    """Sizes of the writes so far, in bytes."""

    def sizes():
        return [line["bytes"] for line in service.log if line["path"].endswith(":batchUpdate")]

    return sizes


def agreed(shared):
    """Every record has one row with its values, and a further run finds nothing to do."""
    assert [shared.sync().outcome for _run in range(2)] == ["quiet"] * 2
    rows = sorted((row["编号"], row["姓名"], row["手机号码"]) for row in shared.book.rows())
    assert rows == sorted((w.code, w.name, w.phone or "") for w in Worker.select())
    assert shared.book.generation() == f"_id#{shared.sheet.generation}"


def grow(shared, count=MANY):
    for number in range(count):
        make(Worker, organisation=shared.union, name=f"新{number:03}", phone=f"139{number:08}")


def test_many_rows_go_in_requests_that_keep_the_limit(shared, service, written):
    grow(shared)
    before = shared.sheet.generation
    assert shared.sync().outcome == "written"
    assert len(written()) == MANY
    assert max(written()[1:]) < 1500  # rows, generation and token; words to choose from go with the first
    assert shared.sheet.generation == before + len(written())
    agreed(shared)


def test_a_new_tab_is_filled_in_parts_with_room_for_all_from_the_start(shared, service, google_account):
    grow(shared)
    columns = ["name", "phone"]
    other = sharing.share(
        Worker, shared.spreadsheet, scope.SYSTEM, shared.union, name="二班", columns=columns
    )
    outcome = run_sheet(other, shared.settings)
    assert (outcome.outcome, outcome.to_sheet) == ("written", 3 * (MANY + 4))
    assert outcome.writes > 5
    tab = google_account.service.book(shared.spreadsheet).titled("二班")
    assert len(tab.rows) == 1 + MANY + 4 + 1000
    assert {tab.cell(line, 3).number_type for line in (1, 2, MANY + 4, 900)} == {"TEXT"}
    assert run_sheet(other, shared.settings).outcome == "quiet"


def test_a_tab_that_is_full_gets_lines_in_the_columns_formats(shared, service, google_account):
    tab = google_account.service.book(shared.spreadsheet).titled("职工")
    tab.resize(rows=7)
    grow(shared)
    shared.sync()
    tab = google_account.service.book(shared.spreadsheet).titled("职工")
    phone, union = (shared.book.labels().index(label(name)) for name in ("phone", "organisation"))
    for line in (8, 20, 900):
        assert tab.cell(line, phone).number_type == "TEXT"
        assert tab.cell(line, union).format["backgroundColor"]
    agreed(shared)


def changed(shared):
    """The office changed every row, added some, and deleted two; the cadre typed in one."""
    grow(shared)
    shared.sync()
    for worker in Worker.select():
        shared.save(worker.code, post=f"岗{worker.id}")
    grow(shared, 3)
    for code in ("W-2", "W-6"):
        shared.delete(code)
    shared.book.type("W-7", label("phone"), "13900000999")


FAULTS = {
    "the answer is lost": {"kind": "lost"},
    "it never arrives": {"kind": "reset"},
    "a trouble of theirs": {"kind": "500"},
    "a page of a server in between": {"kind": "html"},
    "turned away for the quota": {"kind": "429"},
    "turned away for good": {"kind": "429", "times": 9},
}


@pytest.mark.parametrize("part", [0, 3, 7])
@pytest.mark.parametrize("fault", FAULTS)
def test_trouble_with_any_part_loses_and_doubles_nothing(shared, service, fault, part):
    changed(shared)
    service.faults.order(path="batchUpdate", after=part, **FAULTS[fault])
    first = shared.sync()
    service.faults.clear()
    if first.outcome == "busy":
        assert shared.sync().outcome == "written"
    agreed_after_deletion(shared)


def agreed_after_deletion(shared):
    assert shared.sync().outcome == "quiet"
    rows = {row["编号"]: row for row in shared.book.rows()}
    living = list(Worker.select().where(Worker.deleted_at.is_null()))
    assert len(shared.book.rows()) == len(rows) == len(living) == MANY + 4 + 3 - 2
    for worker in living:
        row = rows[worker.code]
        assert (row["姓名"], row["手机号码"], row["岗位"]) == (worker.name, worker.phone, worker.post or "")
    assert all(worker.post.startswith(f"岗{worker.id}") for worker in living if worker.id <= MANY + 4)
    assert shared.worker("W-7").phone == "13900000999"


@pytest.mark.parametrize("part", [1, 6])
@pytest.mark.parametrize("when", ["before it", "after it"])
def test_a_run_killed_between_two_parts_goes_on_from_the_last_one(
    shared, service, monkeypatch, written, part, when
):
    changed(shared)
    change, sent, before = Client.change, [], len(written())

    def deadly(self, *asked):
        sent.append(True)
        told = change(self, *asked) if when == "after it" or len(sent) <= part else None
        if len(sent) > part:
            raise Killed
        return told

    with monkeypatch.context() as patch:
        patch.setattr(Client, "change", deadly)
        with pytest.raises(Killed):
            shared.sync()
    shared.save("W-5", post="岗5改")  # agreed with part two, if that has arrived: nobody need be asked
    assert shared.sync().outcome == "written"
    assert PARTS <= len(written()) - before <= PARTS + 1  # what has arrived is not written again
    agreed_after_deletion(shared)


def test_what_was_promised_is_kept_through_vain_attempts(shared, service, monkeypatch):
    """The fourth lands, and the run dies before it knows: what it brought is agreed, and nobody need be asked."""
    shared.save("W-1", post="岗1")
    service.faults.order(path="batchUpdate", kind="429", times=99)
    assert {shared.sync().outcome for _run in range(3)} == {"busy"}
    service.faults.clear()
    change = Client.change
    with monkeypatch.context() as patch:
        patch.setattr(Client, "change", lambda *asked: change(*asked) and die())
        with pytest.raises(Killed):
            shared.sync()
    shared.save("W-1", post="岗1改")
    assert shared.sync().findings == []
    agreed(shared)


def die():
    raise Killed


def test_rows_that_go_in_two_parts_move_nobody_elses_line(shared, service):
    grow(shared)
    shared.sync()
    for number in (1, 3, 5, 7, 9):
        shared.delete(f"W-{number}")
    grow(shared, 1)
    service.log.clear()
    assert shared.sync().outcome == "written"
    asked = "".join("W" if line["path"].endswith(":batchUpdate") else "R" for line in service.log)
    assert asked == "RRWRWR"
    assert len(shared.book.rows()) == MANY


def test_a_part_that_arrives_late_does_nothing_more(shared, service, monkeypatch):
    """Part three hung in a line, lands after the next run: that run's own has taken its place."""
    changed(shared)
    held, answer, count = [], service.answer, []

    def slow(method, path, headers, body):
        if path.endswith("batchUpdate"):
            count.append(True)
            if len(count) == 3:
                held.append((method, path, headers, body))
                return Answer(lost=True)
        return answer(method, path, headers, body)

    monkeypatch.setattr(service, "answer", slow)
    shared.sync()
    before = shared.book.content()
    assert answer(*held[0]).status == 400
    assert shared.book.content() == before
    agreed_after_deletion(shared)


DEEDS = {
    "types in a row still to come": lambda book: book.type("W-10", label("phone"), "13900000777"),
    "sorts": lambda book: book.arrange(["W-4", "W-3", "W-1"]),
    "inserts a row": lambda book: book.do("insert_rows", row=2, count=3),
    "inserts a column": lambda book: book.do("insert_columns", column="B"),
    "swaps two columns": lambda book: book.do("move_columns", column="D", to="C"),
}


@pytest.mark.parametrize("after", [3, 6], ids=["changed rows", "new rows"])
@pytest.mark.parametrize("deed", DEEDS)
def test_what_a_person_does_between_two_parts_is_not_overwritten(shared, service, monkeypatch, deed, after):
    changed(shared)
    answer, count = service.answer, []

    def meanwhile(method, path, headers, body):
        told = answer(method, path, headers, body)
        if path.endswith("batchUpdate"):
            count.append(True)
            if len(count) == after:
                DEEDS[deed](shared.book)
        return told

    monkeypatch.setattr(service, "answer", meanwhile)
    shared.sync()
    agreed_after_deletion(shared)
    typed = "13900000777" if deed.startswith("types") else shared.worker("W-10").phone
    assert shared.worker("W-10").phone == typed


def test_more_cells_than_google_allows_is_said_in_words_and_nothing_is_written(shared, service, monkeypatch):
    monkeypatch.setattr("tests.sheet_service.book.MOST_CELLS", 40_000)
    grow(shared, 1)
    other = sharing.share(Worker, shared.spreadsheet, scope.SYSTEM, shared.union, name="二班")
    outcome = run_sheet(other, shared.settings)
    assert (outcome.outcome, outcome.exit_status) == ("failed", 3)
    assert "1000 万" in outcome.words
    assert service.book(shared.spreadsheet).titled("二班") is None
    assert SharedSheet.get_by_id(other.id).generation == 0
    assert json.loads(other.columns)
