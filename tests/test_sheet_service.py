"""The stand-in for Google's API, judged by Google's recorded answers and by what its documents say.

gspread itself speaks to it over HTTP; what the recordings lack is written out here by hand.
"""

import os
import subprocess
import sys
import tarfile
from pathlib import Path

import googleapiclient
import gspread
import pytest
import requests

ROOT = Path(__file__).resolve().parent.parent
RECORDINGS = ROOT.parent / "shared" / "google-recordings"
DOCUMENTS = Path(googleapiclient.__file__).parent / "discovery_cache" / "documents"
ROBOT, CADRE = "robot@union.iam.gserviceaccount.com", "cadre@example.com"
ID = "11010519491231002X"


@pytest.fixture
def sheet(google):
    """A spreadsheet of a cadre's that the robot may use: (its id, the robot's tab of it)."""
    id = google.spreadsheet(owner=CADRE)
    return id, google.client(ROBOT).open_by_key(id).sheet1


# Google's own answers ----------------------------------------------------------------------------


@pytest.mark.skipif(not RECORDINGS.exists(), reason="Google's recorded answers are not beside the project")
def test_every_recorded_sequence_is_answered_as_google_did(google, tmp_path):
    with tarfile.open(RECORDINGS / "cassettes.tar.xz") as packed:
        packed.extractall(tmp_path, filter="data")
    schemas = [f"--schema={DOCUMENTS / name}.json" for name in ("sheets.v4", "drive.v3")]
    told = subprocess.run(
        [sys.executable, RECORDINGS / "replay.py", "--url", google.url, "--cassettes", tmp_path / "cassettes",
         "--out", tmp_path / "report.json", *schemas],
        capture_output=True, text=True, env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip
    assert "124 of 124 cassettes without deviation" in told.stdout, told.stdout[-3000:] + told.stderr
    assert "schema: 0 answers with problems" in told.stdout, told.stdout[-3000:]


# A batch lands whole or not at all ---------------------------------------------------------------


def text(value):
    return {"userEnteredValue": {"stringValue": value}}


def writes(row, column, value):
    where = {"sheetId": 0, "rowIndex": row, "columnIndex": column}
    return {
        "updateCells": {"start": where, "rows": [{"values": [text(value)]}], "fields": "userEnteredValue"}
    }


BROKEN = {
    "an unknown request": {"makeCoffee": {}},
    "an unknown tab": {"deleteSheet": {"sheetId": 77}},
    "a name that is taken": {"addSheet": {"properties": {"title": "Sheet1"}}},
    "a row beyond the grid": {
        "deleteDimension": {"range": {"sheetId": 0, "dimension": "ROWS", "startIndex": 5000}}
    },
    "a range that is not protected": {"deleteProtectedRange": {"protectedRangeId": 5}},
    "a name that is not there": {"deleteNamedRange": {"namedRangeId": "5"}},
    "no mask": {"updateCells": {"start": {"sheetId": 0}, "rows": []}},
    "every row": {"deleteDimension": {"range": {"sheetId": 0, "dimension": "ROWS", "startIndex": 0}}},
    "a cell too long": writes(0, 0, "工" * 50_001),
    "too many cells": {"appendDimension": {"sheetId": 0, "dimension": "ROWS", "length": 400_000}},
}


@pytest.mark.parametrize("broken", BROKEN)
def test_a_batch_lands_whole_or_not_at_all(google, sheet, broken):
    id, tab = sheet
    with pytest.raises(gspread.exceptions.APIError) as refused:
        tab.spreadsheet.batch_update({"requests": [writes(0, 0, "王建国"), BROKEN[broken]]})
    assert refused.value.response.status_code == 400
    assert google.seen(id) == [[""]]
    tab.spreadsheet.batch_update({"requests": [writes(0, 0, "王建国")]})
    assert google.seen(id) == [["王建国"]]


def test_a_token_of_the_batch_is_taken_once(google, sheet):
    """The same metadata id again refuses the batch: so a request whose answer was lost does nothing the second time."""
    id, tab = sheet
    where = {
        "metadataId": 17,
        "metadataKey": "gongyou",
        "location": {"spreadsheet": True},
        "visibility": "DOCUMENT",
    }
    once = {"requests": [writes(0, 0, "一次"), {"createDeveloperMetadata": {"developerMetadata": where}}]}
    tab.spreadsheet.batch_update(once)
    google.cadre(id, "type", cell="A1", text="后来")
    with pytest.raises(gspread.exceptions.APIError):
        tab.spreadsheet.batch_update(once)
    assert google.seen(id) == [["后来"]]
    gone = {"deleteDeveloperMetadata": {"dataFilter": {"developerMetadataLookup": {"metadataId": 17}}}}
    told = tab.spreadsheet.batch_update({"requests": [gone]})["replies"][0]["deleteDeveloperMetadata"]
    assert told["deletedDeveloperMetadata"][0]["metadataId"] == 17
    tab.spreadsheet.batch_update(once)
    assert google.seen(id) == [["一次"]]


def test_typed_values_are_kept_as_they_are_sent(google, sheet):
    id, tab = sheet
    values = [ID, "007", "=1+1", "2026-03-05", "+86 139", "'quoted", "真", "1e5"]
    rows = [{"values": [text(value) for value in values] + [{"userEnteredValue": {"numberValue": 5}}]}]
    tab.spreadsheet.batch_update({"requests": [{"appendCells": {"sheetId": 0, "rows": rows, "fields": "*"}}]})
    assert tab.get_all_values(value_render_option="UNFORMATTED_VALUE") == [[*values, 5]]
    assert google.seen(id)[0] == [*values, "5"]


def test_cells_are_appended_below_the_last_row_with_anything_in_it(google, sheet):
    id, tab = sheet
    google.cadre(id, "type", cell="C5", text="备注")
    tab.spreadsheet.batch_update(
        {
            "requests": [
                {
                    "appendCells": {
                        "sheetId": 0,
                        "rows": [{"values": [text("李娜")]}],
                        "fields": "userEnteredValue",
                    }
                }
            ]
        }
    )
    assert tab.acell("A6").value == "李娜"


# What people do ----------------------------------------------------------------------------------

TYPED = {  # what is typed: what it is then, in a spreadsheet in Chinese
    "王建国": "王建国", "0042": 42, "110101199003074518": 110101199003074512, "1,234.5": 1234.5, "50%": 0.5,
    "2026-03-05": 46086, "2026/3/5": 46086, "2026年3月5日": 46086, "TRUE": True, "=2*3": 6, "'007": "007",
    "=1/0": "#DIV/0!", "2026.3.5": "2026.3.5", "1e5": 100000, "１３９": "１３９",
}  # fmt: skip


@pytest.mark.parametrize("typed", TYPED)
def test_typing_is_read_as_google_reads_it(google, sheet, typed):
    id, tab = sheet
    google.cadre(id, "type", cell="B2", text=typed)
    assert tab.get("B2", value_render_option="UNFORMATTED_VALUE") == [[TYPED[typed]]]


@pytest.mark.parametrize("typed", [one for one in TYPED if not one.startswith(("=", "'"))])
def test_a_column_of_text_keeps_what_is_typed(google, sheet, typed):
    id, tab = sheet
    style = {"userEnteredFormat": {"numberFormat": {"type": "TEXT"}}}
    column = {"sheetId": 0, "startColumnIndex": 1, "endColumnIndex": 2}
    tab.spreadsheet.batch_update(
        {
            "requests": [
                {"repeatCell": {"range": column, "cell": style, "fields": "userEnteredFormat.numberFormat"}}
            ]
        }
    )
    google.cadre(id, "type", cell="B2", text=typed)
    assert tab.get("B2", value_render_option="UNFORMATTED_VALUE") == [[typed]]


def test_long_numbers_lose_their_digits_on_the_screen_too(google, sheet):
    id, _tab = sheet
    google.cadre(id, "type", cell="A1", text="110101199003074518")
    assert google.seen(id) == [["1.10101E+17"]]


@pytest.fixture
def roster(google, sheet):
    """Three people with a hidden id before them."""
    id, tab = sheet
    google.cadre(
        id,
        "paste",
        cell="A1",
        rows=[["_id", "姓名", "电话"], ["x", "丙", "3"], ["y", "甲", "1"], ["z", "乙", "2"]],
    )
    google.cadre(id, "hide_columns", column="A")
    return id, tab


def test_a_sort_takes_the_cells_it_is_told(google, roster):
    id, _tab = roster
    google.cadre(id, "sort", column="C")
    assert [row[0] for row in google.seen(id)[1:]] == ["y", "z", "x"]
    google.cadre(id, "sort", column="C", cells="B2:C4", descending=True)
    assert google.seen(id)[1:] == [["y", "丙", "3"], ["z", "乙", "2"], ["x", "甲", "1"]]


def test_rows_are_copied_cut_moved_inserted_and_deleted_with_what_is_hidden(google, roster):
    id, _tab = roster
    before = google.seen(id)
    google.cadre(id, "copy_rows", row=2, to=6)
    assert google.seen(id)[5] == before[1]
    google.cadre(id, "cut_rows", row=6, to=7)
    assert google.seen(id)[5:] == [["", "", ""], before[1]]
    google.cadre(id, "delete_rows", row=6, count=2)
    google.cadre(id, "move_rows", row=4, to=2)
    assert google.seen(id) == [before[0], before[3], before[1], before[2]]
    google.cadre(id, "insert_rows", row=2)
    assert google.seen(id)[1:3] == [["", "", ""], before[3]]


def test_undo_brings_back_what_was_there(google, roster):
    id, _tab = roster
    before = google.seen(id)
    google.cadre(id, "type", cell="B2", text="错")
    requests.post(f"{google.url}/_cadre/{id}/undo", json={}, timeout=10).raise_for_status()
    assert google.seen(id) == before


def test_a_tab_that_was_renamed_is_not_found_by_its_old_name(google, roster):
    id, tab = roster
    google.cadre(id, "rename_tab", title="三月")
    with pytest.raises(gspread.exceptions.APIError, match="Unable to parse range"):
        tab.get("A1")
    wanted = {"dataFilters": [{"gridRange": {"sheetId": 0}}]}
    url = f"{google.url}/v4/spreadsheets/{id}/values:batchGetByDataFilter"
    found = requests.post(url, json=wanted, timeout=10).json()["valueRanges"][0]["valueRange"]
    assert found["range"] == "'三月'!A1:Z1000"
    assert found["values"] == google.seen(id)


def test_a_protected_range_keeps_others_out_but_not_its_owner(google, roster):
    id, tab = roster
    mine = {
        "range": {"sheetId": 0, "startColumnIndex": 0, "endColumnIndex": 1},
        "editors": {"users": [ROBOT]},
    }
    tab.spreadsheet.batch_update({"requests": [{"addProtectedRange": {"protectedRange": mine}}]})
    stranger = google.client("stranger@example.com").open_by_key(id)
    with pytest.raises(gspread.exceptions.APIError, match="protected"):
        stranger.batch_update({"requests": [writes(1, 0, "偷")]})
    stranger.batch_update({"requests": [writes(1, 1, "丁")]})
    google.client(CADRE).open_by_key(id).batch_update({"requests": [writes(2, 0, "主")]})
    tab.spreadsheet.batch_update({"requests": [writes(3, 0, "我")]})
    assert [row[:2] for row in google.seen(id)[1:]] == [["x", "丁"], ["主", "甲"], ["我", "乙"]]


# What goes wrong ---------------------------------------------------------------------------------


def ask(google, id, value):
    url = f"{google.url}/v4/spreadsheets/{id}:batchUpdate"
    return requests.post(url, json={"requests": [writes(0, 0, value)]}, timeout=10)


@pytest.mark.parametrize(("kind", "status"), [("429", 429), ("500", 500), ("503", 503), ("html", 502)])
def test_a_refusal_on_order_changes_nothing(google, sheet, kind, status):
    id, _tab = sheet
    google.service.faults.order(
        kind=kind, method="POST", path="batchUpdate", retry_after=7 if kind == "429" else None
    )
    refused = ask(google, id, "一")
    assert refused.status_code == status
    assert refused.headers.get("Retry-After") == ("7" if kind == "429" else None)
    assert google.seen(id) == [[""]]
    assert ask(google, id, "二").status_code == 200
    assert google.seen(id) == [["二"]]


@pytest.mark.parametrize(("kind", "landed"), [("reset", ""), ("lost", "一")])
def test_a_line_breaks_before_or_after_the_deed(google, sheet, kind, landed):
    id, _tab = sheet
    google.service.faults.order(kind=kind, path="batchUpdate")
    with pytest.raises(requests.ConnectionError):
        ask(google, id, "一")
    assert google.seen(id) == [[landed]]


def test_quotas_count_reads_and_writes_of_each_caller(google, sheet):
    id, _tab = sheet
    google.service.quota.set(writes=2)
    assert [ask(google, id, str(n)).status_code for n in range(3)] == [200, 200, 429]
    assert google.seen(id) == [["1"]]
    assert requests.get(f"{google.url}/v4/spreadsheets/{id}", timeout=10).status_code == 200
    google.client(ROBOT).open_by_key(id).batch_update({"requests": [writes(0, 0, "robot")]})
    assert google.seen(id) == [["robot"]]


def test_the_log_tells_every_request(google, sheet):
    _id, tab = sheet
    google.service.log.clear()
    tab.get_all_values()
    tab.spreadsheet.batch_update({"requests": [writes(0, 0, "一")]})
    assert [method for method, _path in google.requests()] == ["GET", "POST"]


def test_drive_says_that_something_changed(google, sheet):
    id, tab = sheet
    url = f"{google.url}/drive/v3/files/{id}?fields=version,modifiedTime"
    before = requests.get(url, timeout=10).json()
    assert requests.get(url, timeout=10).json() == before
    tab.spreadsheet.batch_update({"requests": [writes(0, 0, "一")]})
    assert int(requests.get(url, timeout=10).json()["version"]) > int(before["version"])
