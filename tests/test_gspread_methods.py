"""Every public method of gspread's three classes, against the stand-in: what it does is to be seen afterwards.

The classes are asked what they have: a version of gspread that can do more needs a line here.
"""

import inspect
import re
from types import SimpleNamespace

import gspread
import pytest
from gspread.utils import Dimension, MergeType, ValidationConditionType, ValueInputOption

TABLE = [["姓名", "电话", "岗位"], ["王建国", "138", "焊工"], ["李明", "139", "钳工"], ["𠮷田", "", "焊工"]]
FRIEND = "friend@example.com"
CHECKS = {}


def shows(kind, *names):
    """The check shows what these methods do."""

    def known(check):
        CHECKS.update({(kind, name): check for name in names})
        return check

    return known


def client(*names):
    return shows(gspread.Client, *names)


def book(*names):
    return shows(gspread.Spreadsheet, *names)


def tab(*names):
    return shows(gspread.Worksheet, *names)


@pytest.fixture
def desk(google):
    """Everything anew: a client, its spreadsheet 名册 with a table in the first tab."""

    def make():
        c = google.client()
        b = c.create("名册")
        b.sheet1.update(TABLE)
        return SimpleNamespace(c=c, b=b, t=b.sheet1, google=google)

    return make


def methods(kind):
    return sorted(name for name, _value in inspect.getmembers(kind) if not name.startswith("_"))


@pytest.mark.filterwarnings("ignore:.*deprecated:DeprecationWarning")
def test_every_method_of_gspread_does_what_it_says(desk, tried):
    wanted = {
        (kind, n) for kind in (gspread.Client, gspread.Spreadsheet, gspread.Worksheet) for n in methods(kind)
    }
    assert wanted == CHECKS.keys()
    for check in dict.fromkeys(CHECKS.values()):
        check(desk())
    tried("methods of gspread", len(wanted))


def grid(d, sheet=0):
    return d.b.fetch_sheet_metadata()["sheets"][sheet]["properties"]["gridProperties"]


def seen(d, fields, ranges=None):
    """Some of the first tab's data."""
    params = {"fields": f"sheets.{fields}", **({"ranges": ranges} if ranges else {})}
    return d.b.fetch_sheet_metadata(params)["sheets"][0]


# Client ------------------------------------------------------------------------------------------


@client(
    "create", "open", "open_by_key", "open_by_url", "openall", "list_spreadsheet_files", "del_spreadsheet"
)
def files(d):
    other = d.c.create("考勤")
    assert [f["name"] for f in d.c.list_spreadsheet_files("考勤")] == ["考勤"]
    assert {"名册", "考勤"} <= {one.title for one in d.c.openall()}
    assert len(d.c.openall("考勤")) == 1 < len(d.c.openall())
    assert d.c.open("考勤").id == d.c.open_by_key(other.id).id == d.c.open_by_url(other.url).id == other.id
    d.c.del_spreadsheet(other.id)
    with pytest.raises(gspread.SpreadsheetNotFound):
        d.c.open("考勤")
    with pytest.raises(gspread.SpreadsheetNotFound):
        d.c.open_by_key(other.id)


@client("copy")
def copied(d):
    d.b.share(FRIEND, "user", "writer")
    twin = d.c.copy(d.b.id, "名册二", copy_permissions=True)
    assert (twin.title, twin.sheet1.get_all_values()) == ("名册二", TABLE)
    assert FRIEND in {one.get("emailAddress") for one in twin.list_permissions()}
    twin.sheet1.clear()
    assert d.t.get_all_values() == TABLE
    assert d.c.copy(d.b.id).title == "Copy of 名册"


@client("import_csv")
def imported(d):
    d.c.import_csv(d.b.id, "a,b\n1,二\n")
    assert d.c.open_by_key(d.b.id).sheet1.get_all_values() == [["a", "b"], ["1", "二"]]


@client("export")
@book("export")
def exported(d):
    text = d.c.export(d.b.id, gspread.utils.ExportFormat.CSV).decode()
    assert text.splitlines()[:2] == ["姓名,电话,岗位", "王建国,138,焊工"]
    assert d.b.export(gspread.utils.ExportFormat.TSV).decode().startswith("姓名\t电话")
    begins = {"PDF": b"%PDF", "EXCEL": b"PK", "ZIPPED_HTML": b"PK"}
    assert all(d.b.export(gspread.utils.ExportFormat[kind]).startswith(begins[kind]) for kind in begins)


@client("insert_permission", "list_permissions", "remove_permission")
@book("share", "list_permissions", "remove_permissions", "transfer_ownership", "accept_ownership")
def shared(d):
    d.c.insert_permission(d.b.id, FRIEND, "user", "reader")
    d.b.share("all@example.com", "group", "writer", notify=False)
    given = {one.get("emailAddress"): one for one in d.b.list_permissions()}
    assert (given[FRIEND]["role"], given["all@example.com"]["type"]) == ("reader", "group")
    assert d.c.list_permissions(d.b.id) == d.b.list_permissions()
    d.b.transfer_ownership(given[FRIEND]["id"])
    role = {one.get("emailAddress"): one for one in d.b.list_permissions()}[FRIEND]
    assert (role["role"], role["pendingOwner"]) == ("writer", True)
    d.b.accept_ownership(role["id"])
    assert {one.get("emailAddress"): one["role"] for one in d.b.list_permissions()}[FRIEND] == "owner"
    d.c.remove_permission(d.b.id, given["all@example.com"]["id"])
    assert "all@example.com" not in {one.get("emailAddress") for one in d.b.list_permissions()}
    d.b.share("third@example.com", "user", "reader")
    assert len(d.b.remove_permissions("third@example.com")) == 1
    d.b.share(None, "anyone", "reader", with_link=True)
    assert "anyone" in {one["type"] for one in d.b.list_permissions()}


@client("get_file_drive_metadata")
@book("update_drive_metadata", "get_lastUpdateTime", "lastUpdateTime", "creationTime")
def told_by_drive(d):
    told = d.c.get_file_drive_metadata(d.b.id)
    assert (told["id"], told["name"]) == (d.b.id, "名册")
    assert told["createdTime"] == d.b.creationTime
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT.*Z", d.b.lastUpdateTime)
    before = d.b.get_lastUpdateTime()
    d.t.update_acell("A1", "x")
    d.b.update_drive_metadata()
    assert before <= d.b.lastUpdateTime == d.b.get_lastUpdateTime()


@client("expiry", "set_timeout")
def client_itself(d):
    d.c.set_timeout(7)
    assert d.c.http_client.timeout == 7
    assert d.c.expiry is None
    assert d.t.acell("A1").value == "姓名"


# Spreadsheet -------------------------------------------------------------------------------------


@book(
    "id", "title", "url", "sheet1", "locale", "timezone", "update_title", "update_locale", "update_timezone"
)
def book_itself(d):
    assert d.b.url.endswith(d.b.id)
    assert (d.b.title, d.b.locale, d.b.timezone) == ("名册", "en_US", "Etc/GMT")
    d.b.update_title("新名册")
    d.b.update_locale("zh_CN")
    d.b.update_timezone("Asia/Shanghai")
    again = d.c.open_by_key(d.b.id)
    assert (again.title, again.locale, again.timezone) == ("新名册", "zh_CN", "Asia/Shanghai")
    assert again.sheet1.id == d.t.id


@book("fetch_sheet_metadata", "batch_update", "worksheet", "worksheets", "get_worksheet", "get_worksheet_by_id",
      "add_worksheet", "del_worksheet", "del_worksheet_by_id", "duplicate_sheet", "reorder_worksheets")  # fmt: skip
def tabs(d):
    second = d.b.add_worksheet("二", 5, 4)
    third = d.b.duplicate_sheet(d.t.id, 1, 77, "三")
    assert [one.title for one in d.b.worksheets()] == ["Sheet1", "三", "二"]
    assert (grid(d, 2)["rowCount"], grid(d, 2)["columnCount"]) == (5, 4)
    assert third.get_all_values() == TABLE
    assert (
        d.b.worksheet("二").id
        == d.b.get_worksheet(2).id
        == d.b.get_worksheet_by_id(second.id).id
        == second.id
    )
    d.b.reorder_worksheets([second, third, d.t])
    assert [one.title for one in d.b] == ["二", "三", "Sheet1"]
    second.hide()
    assert [one.title for one in d.b.worksheets(exclude_hidden=True)] == ["三", "Sheet1"]
    d.b.del_worksheet(second)
    d.b.del_worksheet_by_id(77)
    told = d.b.batch_update({"requests": [{"addSheet": {"properties": {"title": "四"}}}]})
    assert told["replies"][0]["addSheet"]["properties"]["title"] == "四"
    assert [one["properties"]["title"] for one in d.b.fetch_sheet_metadata()["sheets"]] == ["Sheet1", "四"]


@book("values_get", "values_update", "values_append", "values_clear", "values_batch_get", "values_batch_update",
      "values_batch_clear")  # fmt: skip
def values(d):
    raw = {"valueInputOption": "RAW"}
    assert d.b.values_update("Sheet1!B2", raw, {"values": [["007"]]})["updatedCells"] == 1
    assert d.b.values_append("Sheet1!A1", raw, {"values": [["新"]]})["updates"]["updatedRange"] == "Sheet1!A5"
    assert d.b.values_get("Sheet1!B2:B2")["values"] == [["007"]]
    told = d.b.values_batch_get(["A1:A2", "A5"], {"majorDimension": "COLUMNS"})["valueRanges"]
    assert [one["values"] for one in told] == [[["姓名", "王建国"]], [["新"]]]
    data = [{"range": "A1", "values": [["x"]]}, {"range": "C3", "values": [["y"]]}]
    assert d.b.values_batch_update({**raw, "data": data})["totalUpdatedCells"] == 2
    assert d.b.values_clear("A1")["clearedRange"] == "Sheet1!A1"
    d.b.values_batch_clear(body={"ranges": ["C3", "A5"]})
    assert d.t.get_all_values() == [
        ["", *TABLE[0][1:]],
        ["王建国", "007", "焊工"],
        ["李明", "139", ""],
        TABLE[3],
    ]


@book("list_named_ranges", "named_range")
@tab("define_named_range", "delete_named_range")
def named(d):
    told = d.t.define_named_range("A2:A3", "people")
    id = told["replies"][0]["addNamedRange"]["namedRange"]["namedRangeId"]
    assert [one["name"] for one in d.b.list_named_ranges()] == ["people"]
    assert [cell.value for cell in d.b.named_range("people")] == ["王建国", "李明"]
    d.t.delete_named_range(id)
    assert d.b.list_named_ranges() == []


@book("list_protected_ranges")
@tab("add_protected_range", "delete_protected_range")
def protected(d):
    d.t.add_protected_range("A1:A3", [FRIEND], description="只读")
    [one] = d.b.list_protected_ranges(d.t.id)
    assert (one["description"], one["editors"]["users"][0]) == ("只读", FRIEND)
    d.t.delete_protected_range(one["protectedRangeId"])
    assert d.b.list_protected_ranges(d.t.id) == []


# Worksheet: reading ------------------------------------------------------------------------------


@tab("id", "title", "url", "index", "spreadsheet", "row_count", "col_count", "column_count", "frozen_row_count",
     "frozen_col_count", "tab_color", "isSheetHidden", "is_gridlines_hidden")  # fmt: skip
def tab_itself(d):
    t = d.t
    assert (t.id, t.title, t.index, t.row_count, t.col_count, t.column_count) == (
        0,
        "Sheet1",
        0,
        1000,
        26,
        26,
    )
    assert (t.frozen_row_count, t.frozen_col_count, t.tab_color) == (0, 0, None)
    assert (t.isSheetHidden, t.is_gridlines_hidden) == (False, False)
    assert t.spreadsheet.id in t.url


@tab("acell", "cell", "range", "row_values", "col_values", "get", "get_values", "get_all_values", "get_all_cells",
     "get_all_records", "batch_get", "expand", "find", "findall")  # fmt: skip
def read(d):
    t = d.t
    assert t.acell("A2").value == t.cell(2, 1).value == t.range("A2:A2")[0].value == "王建国"
    assert [c.value for c in t.range("D4:A4")] == ["𠮷田", "", "焊工", ""]
    assert t.row_values(2) == t.get("2:2")[0] == TABLE[1]
    assert t.col_values(3) == ["岗位", "焊工", "钳工", "焊工"]
    assert t.get_all_values() == t.get_values() == t.expand("A1") == TABLE
    assert len(t.get_all_cells()) == 1000 * 26
    assert t.get_all_records()[0] == {"姓名": "王建国", "电话": 138, "岗位": "焊工"}
    assert t.get("A1:B2", major_dimension=Dimension.cols) == [["姓名", "王建国"], ["电话", "138"]]
    assert t.batch_get(["A1:B1", "C4"]) == [[["姓名", "电话"]], [["焊工"]]]
    assert (t.find("焊工").address, [c.address for c in t.findall(re.compile("焊"))]) == ("C2", ["C2", "C4"])
    assert t.find("没有") is None


@tab(
    "get_note",
    "get_notes",
    "insert_note",
    "insert_notes",
    "update_note",
    "update_notes",
    "clear_note",
    "clear_notes",
)
def notes(d):
    t = d.t
    t.insert_note("A1", "一")
    t.insert_notes({"B2": "二", "C3": "三"})
    assert t.get_notes()[:3] == [["一", "", ""], ["", "二", ""], ["", "", "三"]]
    t.update_note("A1", "壹")
    t.update_notes({"B2": "贰"})
    assert (t.get_note("A1"), t.get_note("B2"), t.get_note("D9")) == ("壹", "贰", "")
    t.clear_note("A1")
    t.clear_notes(["B2", "C3"])
    assert not any(any(row) for row in t.get_notes())
    assert t.get_all_values() == TABLE


# Worksheet: writing ------------------------------------------------------------------------------


@tab("update", "update_acell", "update_cell", "update_cells", "batch_update", "batch_clear", "clear")
def written(d):
    t = d.t
    t.update([["1", "2"]], "A5")
    t.update_acell("A6", "六")
    t.update_cell(6, 2, "=1+1")
    assert (t.acell("B6").value, t.acell("B6", "FORMULA").value) == ("2", "=1+1")
    t.update_cells([gspread.Cell(7, 1, "007")])
    t.batch_update([{"range": "A8", "values": [["八"]]}, {"range": "C8", "values": [["x"]]}])
    assert t.get("A5:C8") == [["1", "2"], ["六", "2"], ["007"], ["八", "", "x"]]
    t.batch_clear(["A5:C7", "C8"])
    assert t.get("A5:C8") == [[], [], [], ["八"]]
    t.clear()
    assert t.get_all_values() == [[]]


@tab("append_row", "append_rows", "insert_row", "insert_rows", "insert_cols", "delete_rows", "delete_columns",
     "delete_dimension", "add_rows", "add_cols", "resize")  # fmt: skip
def lines(d):
    t = d.t
    t.append_row(["五"])
    t.append_rows([["六", "0600"], ["七"]], value_input_option=ValueInputOption.user_entered)
    assert t.get("A5:B7") == [["五"], ["六", "600"], ["七"]]
    t.insert_row(["零"], 1)
    t.insert_rows([["零一"], ["零二"]], 2)
    assert t.col_values(1)[:4] == ["零", "零一", "零二", "姓名"]
    t.insert_cols([["x"], ["y"]], 2)
    assert t.row_values(1) == ["零", "x", "y"]
    t.delete_columns(2, 3)
    t.delete_rows(1, 3)
    t.delete_dimension(Dimension.rows, 5, 7)
    assert t.get_all_values() == TABLE
    t.resize(10, 5)
    t.add_rows(2)
    t.add_cols(3)
    assert (grid(d)["rowCount"], grid(d)["columnCount"]) == (12, 8)


@tab("copy_range", "cut_range", "sort", "merge_cells", "unmerge_cells", "batch_merge")
def moved(d):
    t = d.t
    t.copy_range("A1:C4", "E1:G4")
    t.cut_range("E2:G2", "E9")
    assert (t.get("E1:G2"), t.get("E9:G9")) == ([TABLE[0]], [TABLE[1]])
    t.sort((2, "des"), range="A2:C4")
    assert t.col_values(1) == ["姓名", "李明", "王建国", "𠮷田"]
    t.merge_cells("A1:B1")
    t.batch_merge([{"range": "A5:B6"}, {"range": "C5:D6", "mergeType": MergeType.merge_rows}])
    assert len(seen(d, "merges")["merges"]) == 4
    t.unmerge_cells("A1:D6")
    assert "merges" not in d.b.fetch_sheet_metadata()["sheets"][0]


# Worksheet: looks --------------------------------------------------------------------------------


@tab("format", "batch_format", "add_validation")
def formats(d):
    d.t.format("A2:B2", {"textFormat": {"bold": True}})
    d.t.batch_format([{"range": "A3", "format": {"numberFormat": {"type": "TEXT"}}}])
    d.t.add_validation("C2", ValidationConditionType.one_of_list, ["焊工", "钳工"], strict=True)
    fields = "data.rowData.values(userEnteredFormat,dataValidation)"
    rows = seen(d, fields, ["Sheet1!A2:C3"])["data"][0]["rowData"]
    assert rows[0]["values"][0]["userEnteredFormat"]["textFormat"]["bold"]
    assert rows[1]["values"][0]["userEnteredFormat"]["numberFormat"]["type"] == "TEXT"
    rule = rows[0]["values"][2]["dataValidation"]
    assert (rule["condition"]["type"], rule["strict"]) == ("ONE_OF_LIST", True)
    assert [one["userEnteredValue"] for one in rule["condition"]["values"]] == ["焊工", "钳工"]


@tab("set_basic_filter", "clear_basic_filter", "freeze", "hide_gridlines", "show_gridlines")
def framed(d):
    d.t.set_basic_filter("A1:C4")
    assert d.b.fetch_sheet_metadata()["sheets"][0]["basicFilter"]["range"]["endRowIndex"] == 4
    d.t.clear_basic_filter()
    assert "basicFilter" not in d.b.fetch_sheet_metadata()["sheets"][0]
    d.t.freeze(1, 2)
    d.t.hide_gridlines()
    assert (grid(d)["frozenRowCount"], grid(d)["frozenColumnCount"], grid(d)["hideGridlines"]) == (1, 2, True)
    d.t.show_gridlines()
    assert "hideGridlines" not in grid(d)


@tab("hide", "show", "update_title", "update_index", "update_tab_color", "get_tab_color", "clear_tab_color", "duplicate",
     "copy_to")  # fmt: skip
def tab_as_a_whole(d):
    other = d.t.duplicate(new_sheet_name="二")
    assert other.get_all_values() == TABLE
    d.t.hide()
    assert d.b.worksheet("Sheet1").isSheetHidden
    d.t.show()
    assert not d.b.worksheet("Sheet1").isSheetHidden
    d.t.update_title("名册")
    d.t.update_index(0)
    assert [one.title for one in d.b.worksheets()] == ["名册", "二"]
    d.t.update_tab_color("#FF0000")
    assert d.b.worksheet("名册").get_tab_color() == "#FF0000"
    d.t.clear_tab_color()
    assert d.b.worksheet("名册").get_tab_color() is None
    target = d.c.create("别处")
    assert d.t.copy_to(target.id)["title"] == "Copy of 名册"
    assert target.worksheet("Copy of 名册").get_all_values() == TABLE


@tab("hide_rows", "unhide_rows", "hide_columns", "unhide_columns", "rows_auto_resize", "columns_auto_resize",
     "add_dimension_group_rows", "add_dimension_group_columns", "delete_dimension_group_rows",
     "delete_dimension_group_columns", "list_dimension_group_rows", "list_dimension_group_columns")  # fmt: skip
def dimensions(d):
    for side in ("rows", "columns"):
        metadata = f"{side.removesuffix('s')}Metadata"
        sizes = lambda name=metadata: seen(d, f"data.{name}")["data"][0][name]  # noqa: E731
        getattr(d.t, f"hide_{side}")(1, 2)
        assert [n for n, one in enumerate(sizes()[:4]) if one.get("hiddenByUser")] == [1]
        getattr(d.t, f"unhide_{side}")(1, 2)
        assert not any(one.get("hiddenByUser") for one in sizes())
        getattr(d.t, f"{side}_auto_resize")(0, 2)
        assert all(one["pixelSize"] > 0 for one in sizes())
        listed = getattr(d.t, f"list_dimension_group_{side}")
        getattr(d.t, f"add_dimension_group_{side}")(0, 2)
        assert [one["range"]["endIndex"] for one in listed()] == [2]
        getattr(d.t, f"delete_dimension_group_{side}")(0, 2)
        assert listed() == []
