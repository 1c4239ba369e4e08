"""A tab at Google, over real HTTP: requests, faults, races, what only a spreadsheet can do.

What holds wherever a sheet lies is test_sync_everywhere.
"""

import json
from pathlib import Path

import googleapiclient
import pytest
from make import make

import scope
from choices import Matter
from models import SharedSheet, Trade, Worker
from sync import sharing
from sync.run import run as run_sheet
from sync.run import run_all
from tests import google_probe
from tests.shared_workers import EDITABLE, ROBOT, Shared, kinds, label
from tests.sheet_service.web import Answer
from tests.spreadsheet import Spreadsheet

DOCUMENT = Path(googleapiclient.__file__).parent / "discovery_cache" / "documents" / "sheets.v4.json"


@pytest.fixture
def shared(desk, settings, google_account):
    return Shared(settings, google_account)


@pytest.fixture
def service(google_account, shared):
    """The service, its log empty after the first run."""
    google_account.service.log.clear()
    return google_account.service


def asked(service):
    """The requests as reads (R) and writes (W), in order."""
    return "".join("W" if line["path"].endswith(":batchUpdate") else "R" for line in service.log)


# Layout ------------------------------------------------------------------------------------------


def test_a_new_tab_is_comfortable_and_lets_people_sort(shared, google_account):
    tab = google_account.service.book(shared.spreadsheet).titled("职工")
    assert shared.book.labels()[:2] == ["_id#1", "编号"]
    assert tab.widths["COLUMNS"][0]["hiddenByUser"]
    assert tab.shape["frozenRowCount"] == 1
    assert tab.filter["range"]["endColumnIndex"] == 10
    assert not tab.protections
    phone, union = (
        tab.cell(500, shared.book.labels().index(label(name))) for name in ("phone", "organisation")
    )
    assert phone.number_type == "TEXT"
    assert union.format["backgroundColor"]
    assert not (phone.format or {}).get("backgroundColor")
    sex = tab.cell(500, shared.book.labels().index(label("sex"))).rule
    assert [one["userEnteredValue"] for one in sex["condition"]["values"]] == ["男", "女"]
    assert not sex["strict"]


def test_nothing_is_ever_entered_as_a_person_would(shared, service, google_account):
    """Digits, formulas and dates arrive as the texts they are."""
    shared.save("W-1", post="=1+1", phone="13900000000")
    shared.save("W-2", post="007")
    shared.sync()
    tab = service.book(shared.spreadsheet).titled("职工")
    values = [cell.value for row in tab.rows[1:6] for cell in row.values() if not cell.blank]
    assert {"=1+1", "007", "13900000000"} <= set(values)
    assert all(isinstance(value, str) for value in values)


def test_what_is_asked_is_valid_by_googles_own_description(shared, service, monkeypatch):
    schemas = json.loads(DOCUMENT.read_text())["schemas"]
    bodies = []
    answer = service.answer
    monkeypatch.setattr(service, "answer", lambda method, path, headers, body: (
        bodies.append((path.partition("?")[0], body)), answer(method, path, headers, body))[1])  # fmt: skip
    shared.book.type("W-1", label("phone"), "13900000009")
    shared.save("W-2", phone="13900000001")
    shared.book.remove("W-3")
    make(Worker, organisation=shared.union)
    shared.sync()
    other = sharing.share(Trade, shared.spreadsheet, scope.SYSTEM, name="工种")
    run_sheet(other, shared.settings)
    kinds = {"BatchUpdateSpreadsheetRequest": 0, "BatchGetValuesByDataFilterRequest": 0}
    for path, body in bodies:
        name = {
            ":batchUpdate": "BatchUpdateSpreadsheetRequest",
            "Filter": "BatchGetValuesByDataFilterRequest",
        }
        kind = next((name[end] for end in name if path.endswith(end)), None)
        if kind:
            kinds[kind] += 1
            assert list(unknown(schemas, kind, json.loads(body))) == []
    assert all(count > 1 for count in kinds.values())


def unknown(schemas, kind, value, where="$"):
    """What a schema of the discovery document does not know."""
    described = schemas[kind]["properties"] if isinstance(kind, str) else kind
    for name, inner in value.items():
        if name not in described:
            yield f"{where}.{name}"
            continue
        yield from unknown_value(schemas, described[name], inner, f"{where}.{name}")


def unknown_value(schemas, described, value, where):
    if "$ref" in described:
        yield from unknown(schemas, described["$ref"], value, where)
    elif described.get("type") == "array":
        for one in value:
            yield from unknown_value(schemas, described["items"], one, where + "[]")
    elif "enum" in described and value not in described["enum"]:
        yield f"{where}: {value}"
    elif described.get("type") in ("integer", "number", "boolean", "string"):
        types = {"integer": int, "number": (int, float), "boolean": bool, "string": str}
        if not isinstance(value, types[described["type"]]):
            yield f"{where}: {value!r}"


def test_ranges_are_known_by_what_was_asked_not_by_their_order(shared, service, settings, monkeypatch):
    """The API promises none."""
    other = sharing.share(Worker, shared.spreadsheet, scope.SYSTEM, shared.union, name="二班")
    run_sheet(other, settings)
    answer = service.answer

    def turned(method, path, headers, body):
        told = answer(method, path, headers, body)
        if "ByDataFilter" in path:
            told.body = json.dumps({"valueRanges": json.loads(told.body)["valueRanges"][::-1]}).encode()
        return told

    monkeypatch.setattr(service, "answer", turned)
    assert [one.outcome for one in run_all(settings)] == ["quiet", "quiet"]
    for code in ("W-1", "W-3"):
        shared.save(code, phone=f"1390000000{code[2]}")
    assert [one.outcome for one in run_all(settings)] == ["written", "written"]
    assert shared.book.cell("W-3", label("phone")) == "13900000003"


# What a run costs --------------------------------------------------------------------------------


def test_nothing_changed_costs_one_read(shared, service):
    assert shared.sync().outcome == "quiet"
    assert asked(service) == "R"


@pytest.mark.parametrize("many", [False, True], ids=["one cell", "every row"])
def test_any_change_costs_one_write(shared, service, many):
    """Read, look again at what is touched, write, see that it rests; a new row one round more, for its id first."""
    for code in ("W-1", "W-2", "W-3", "W-4") if many else ("W-1",):
        shared.save(code, post="焊工")
        shared.book.type(code, label("phone"), f"1390000000{code[2]}")
    assert shared.sync().outcome == "written"
    assert asked(service) == "RRWR"


def test_all_tabs_of_a_spreadsheet_are_looked_at_in_one_request(shared, service, settings):
    for name in ("二班", "三班"):
        run_sheet(sharing.share(Worker, shared.spreadsheet, scope.SYSTEM, shared.union, name=name), settings)
    service.log.clear()
    outcomes = run_all(settings)
    assert [one.outcome for one in outcomes] == ["quiet"] * 3
    assert sum(one.reads for one in outcomes) == 1
    assert asked(service) == "R"


# Trouble -----------------------------------------------------------------------------------------

PASSING = [
    {"kind": "503"},
    {"kind": "500"},
    {"kind": "429", "retry_after": 7},
    {"kind": "html"},
    {"kind": "reset"},
]


@pytest.mark.parametrize("fault", PASSING, ids=lambda fault: fault["kind"])
def test_a_read_that_fails_is_tried_again(shared, service, google_account, fault):
    service.faults.order(path="ByDataFilter", times=2, **fault)
    shared.book.type("W-1", label("phone"), "13900000001")
    assert shared.sync().outcome == "written"
    assert shared.worker("W-1").phone == "13900000001"
    assert len(google_account.waited) == 2
    assert all(0 < wait <= 32 for wait in google_account.waited)
    assert (google_account.waited == [7, 7]) == ("retry_after" in fault)


@pytest.mark.parametrize("kind", ["503", "429", "html", "reset"])
def test_a_service_that_stays_away_ends_the_run_in_words_and_changes_nothing(
    shared, service, google_account, kind
):
    shared.book.type("W-1", label("phone"), "13900000001")
    before = shared.book.content()
    service.faults.order(kind=kind, path="ByDataFilter", times=99)
    outcome = shared.sync()
    assert (outcome.outcome, outcome.exit_status) == ("failed", 3)
    assert outcome.words
    assert len(google_account.waited) < 10
    assert shared.worker("W-1").phone == "13812345670"
    service.faults.clear()
    assert shared.book.content() == before
    assert shared.sync().outcome == "written"
    assert shared.worker("W-1").phone == "13900000001"


@pytest.mark.parametrize("kind", ["lost", "reset", "500", "html"])
def test_a_write_whose_answer_was_lost_is_not_sent_again(shared, service, kind):
    """It landed or it did not: the next look tells, and nothing is doubled or taken back."""
    shared.save("W-1", phone="13900000001")
    worker = make(Worker, organisation=shared.union, name="钱七")
    service.faults.order(kind=kind, path="batchUpdate")
    assert shared.sync().outcome == "written"
    assert shared.book.cell("W-1", label("phone")) == "13900000001"
    assert [row["编号"] for row in shared.book.rows()].count(worker.code) == 1
    assert asked(service).count("W") == (1 if kind == "lost" else 2)
    assert shared.sync().outcome == "quiet"


def test_a_write_turned_away_for_the_quota_is_sent_again(shared, service, google_account):
    shared.save("W-1", phone="13900000001")
    service.faults.order(kind="429", path="batchUpdate")
    assert shared.sync().outcome == "written"
    assert len(google_account.waited) == 1
    assert shared.book.cell("W-1", label("phone")) == "13900000001"


def test_a_write_that_arrives_late_does_nothing_more(shared, service, monkeypatch):
    """A request that hung in a line lands after the next run: its token is taken, nothing of it happens."""
    held = []
    answer = service.answer
    monkeypatch.setattr(service, "answer", lambda method, path, headers, body: answer(method, path, headers, body)
        if not path.endswith("batchUpdate") or held else held.append((method, path, headers, body)) or broken())  # fmt: skip
    shared.save("W-1", phone="13900000001")
    shared.sync()
    shared.book.type("W-1", label("phone"), "13900000002")
    before = shared.book.content()
    assert answer(*held[0]).status == 400
    assert shared.book.content() == before
    shared.sync()
    assert shared.worker("W-1").phone == "13900000002"


def broken():
    return Answer(lost=True)


def test_tokens_of_long_ago_are_let_go(shared, service, monkeypatch):
    """A tab has room for 30,000 characters of them; those that a late write could still meet stay."""
    monkeypatch.setattr("sync.backends.google.writing.EACH", 4)
    for number in range(14):
        shared.save("W-1", phone=f"139000000{number:02}")
        assert shared.sync().outcome == "written"
    book = service.book(shared.spreadsheet)
    tab = book.titled("职工").id
    lots = {one["metadataKey"] for one in book.metadata.values() if one["location"].get("sheetId") == tab}
    assert lots == {f"g{shared.sheet.generation // 4 - back}" for back in (0, 1)}


def test_a_service_that_does_not_let_tokens_go_is_no_trouble(shared, service, monkeypatch):
    monkeypatch.setattr("sync.backends.google.writing.EACH", 1)
    shared.save("W-1", phone="13900000001")
    service.faults.order(kind="400", path="batchUpdate", after=1)
    assert shared.sync().outcome == "written"
    shared.save("W-1", phone="13900000002")
    assert shared.sync().outcome == "written"
    assert shared.sync().outcome == "quiet"


# People meanwhile --------------------------------------------------------------------------------

MEANWHILE = {
    "types in the cell": lambda book: book.type("W-1", label("phone"), "13900000007"),
    "types in the row": lambda book: book.type("W-1", label("post"), "钳工"),
    "sorts": lambda book: book.arrange(["W-4", "W-3", "W-2", "W-1"]),
    "inserts a row": lambda book: book.do("insert_rows", row=2, count=3),
    "deletes a row": lambda book: book.remove("W-2"),
    "inserts a column": lambda book: book.do("insert_columns", column="B"),
    "moves the tab's columns": lambda book: book.do("move_columns", column="D", to="J"),
    "renames the tab": lambda book: book.do("rename_tab", title="三月"),
    "writes a note beside": lambda book: book.do("type", cell="M3", text="电话打过"),
}


@pytest.mark.parametrize("deed", MEANWHILE)
def test_what_a_person_does_between_read_and_write_is_not_overwritten(shared, service, monkeypatch, deed):
    """Right after our read somebody does it; the values still end in the rows they belong to."""
    real, done = service.answer, []

    def answer(method, path, headers, body):
        told = real(method, path, headers, body)
        if "ByDataFilter" in path and not done:
            done.append(True)
            MEANWHILE[deed](shared.book)
        return told

    shared.save("W-1", phone="13900000001")
    shared.save("W-3", post="焊工")
    monkeypatch.setattr(service, "answer", answer)
    outcome = shared.sync()
    shared.sync()
    if deed == "types in the cell":
        assert kinds(outcome) == [(2, Matter.CONFLICT)]
        assert shared.book.cell("W-1", label("phone")) == "13900000007"
    else:
        assert shared.book.cell("W-1", label("phone")) == "13900000001"
    assert shared.book.cell("W-3", label("post")) == "焊工"
    assert shared.worker("W-1").post == ("钳工" if deed == "types in the row" else None)
    assert [shared.worker(f"W-{n}").name for n in (1, 2, 3, 4)] == [
        "王建国",
        "李明",
        "热汗古丽·尼亚孜",
        "𠮷田",
    ]
    assert ("电话打过" in str(shared.book.lines())) == (deed == "writes a note beside")


# Not there, not allowed --------------------------------------------------------------------------


def test_a_tab_is_known_by_its_id_whatever_it_is_called_and_a_copy_is_not_it(shared, google_account):
    shared.book.do("copy_tab", title="职工 2")
    shared.book.do("rename_tab", title="三月名册")
    shared.book.type("W-1", label("phone"), "13900000001")
    assert shared.sync().outcome == "written"
    twin = google_account.service.book(shared.spreadsheet).titled("职工 2")
    twin = Spreadsheet(google_account, shared.spreadsheet, twin.id)
    twin.type("W-2", label("phone"), "13900000002")
    assert shared.sync().outcome == "quiet"
    assert shared.worker("W-2").phone == "13812345671"


def test_a_title_that_is_taken_gets_a_number(desk, settings, google_account):
    shared = Shared(settings, google_account)
    title = google_account.service.book(shared.spreadsheet).sheets[0].title
    other = sharing.share(Worker, shared.spreadsheet, scope.SYSTEM, shared.union, name=title)
    assert run_sheet(other, settings).outcome == "written"
    assert google_account.service.book(shared.spreadsheet).titled(f"{title} 2")


@pytest.mark.parametrize("trouble", ["not shared", "no spreadsheet", "no credentials", "a broken file"])
def test_what_stands_in_the_way_is_said_with_what_to_do(shared, service, settings, monkeypatch, trouble):
    if trouble == "not shared":
        service.faults.order(kind="403", times=9, path="v4")
    elif trouble == "no spreadsheet":
        del service.books[shared.spreadsheet]
    else:
        file = settings.instance / "other.json"
        file.write_text("{}")
        object.__setattr__(settings, "google_credentials", None if trouble == "no credentials" else file)
    outcome = run_sheet(shared.sheet, settings)
    assert (outcome.outcome, outcome.exit_status) == ("failed", 3)
    hints = {"not shared": ROBOT, "no spreadsheet": shared.spreadsheet}
    assert hints.get(trouble, "GONGYOU_GOOGLE_CREDENTIALS") in outcome.words


def test_a_header_that_is_gone_stops_the_run(shared):
    shared.book.do("delete_rows", row=1)
    before = shared.book.content()
    assert shared.sync().outcome == "failed"
    assert shared.book.content() == before


# Commands ----------------------------------------------------------------------------------------


def test_a_spreadsheet_is_shared_by_its_id_or_its_address(desk, settings, google_account, run):
    for number, to in enumerate(("{id}", "https://docs.google.com/spreadsheets/d/{id}/edit#gid=0")):
        id = google_account.spreadsheet()
        union = make(Worker).organisation
        told = run("sheet", "share", "worker", "--to", to.format(id=id), "--organisation", union.code,
                   "--editable", ",".join(EDITABLE), "--name", f"表{number}")  # fmt: skip
        assert told.exit_code == 0, told.output
        assert run("sync", "--sheet", f"表{number}").exit_code == 0
        listed = {one["name"]: one for one in json.loads(run("sheet", "list", "--json").output)}
        assert listed[f"表{number}"]["path"] == id
        assert google_account.service.book(id).titled(f"表{number}").rows[1]
    assert SharedSheet.select().count() == 2


def test_the_probe_for_google_runs_against_the_stand_in(google_account, settings, monkeypatch, capsys):
    """What somebody with an account will run once asks nothing that the API does not know."""
    monkeypatch.setenv("GONGYOU_INSTANCE", str(settings.instance))
    monkeypatch.setenv("GONGYOU_GOOGLE_CREDENTIALS", str(settings.google_credentials))
    monkeypatch.setenv("GONGYOU_GOOGLE_API_URL", google_account.url)
    monkeypatch.setattr("sys.argv", ["google_probe", google_account.spreadsheet()])
    google_probe.main()
    told = capsys.readouterr().out
    assert "a token that is taken: refused (400" in told
    assert len(told.splitlines()) == len(google_probe.QUESTIONS)


# Sparing Google ----------------------------------------------------------------------------------


@pytest.fixture
def scheduled(shared, service, settings):
    """A run as the worker does it, after one that found both sides at rest; what it asked of the sheet."""

    def once():
        service.log.clear()
        run_all(settings, hints=True)
        return [line["path"].split("/")[1] for line in service.log]

    once()
    return once


def test_a_spreadsheet_that_nobody_touched_is_not_read_on_schedule(shared, scheduled):
    assert scheduled() == ["drive"]


TOUCHES = {
    "a cadre types": lambda shared, clock: shared.book.type("W-1", label("phone"), "13900000001"),
    "the office saves": lambda shared, clock: shared.save("W-1", phone="13900000001"),
    "a quarter of an hour": lambda shared, clock: clock.forward(minutes=16),
}


@pytest.mark.parametrize("touch", TOUCHES)
def test_whatever_happened_on_either_side_is_looked_at(clock, shared, scheduled, touch):
    TOUCHES[touch](shared, clock)
    assert "v4" in scheduled()
    if touch != "a quarter of an hour":
        assert shared.worker("W-1").phone == shared.book.cell("W-1", label("phone")) == "13900000001"


def test_drive_that_is_late_costs_a_quarter_of_an_hour_at_most(clock, shared, scheduled, service):
    """The version does not move although somebody typed: the hint is wrong, but not for long."""
    version = service.book(shared.spreadsheet).version
    shared.book.type("W-1", label("phone"), "13900000001")
    service.book(shared.spreadsheet).version = version
    scheduled()
    assert shared.worker("W-1").phone == "13812345670"
    clock.forward(minutes=16)
    scheduled()
    assert shared.worker("W-1").phone == "13900000001"


def test_requests_keep_within_the_budget_of_the_account(
    clock, shared, service, google_account, settings, monkeypatch
):
    """More runs than a minute allows: the client waits before Google has to say no."""
    monkeypatch.setattr("sync.backends.google.client.pause", lambda seconds: clock.forward(seconds=seconds))
    service.clock = lambda: clock.moment.timestamp()
    service.quota.set(reads=60)
    began = clock.moment
    outcomes = [run_sheet(shared.sheet, settings).outcome for _run in range(80)]
    assert set(outcomes) == {"quiet"}
    assert asked(service) == "R" * 80
    assert (clock.moment - began).total_seconds() > 60
