"""Rosters of every shape that offices keep: the same people are read from each, and what is left out is said."""

import subprocess
import zipfile
from datetime import date, datetime

import pytest
from conftest import OFFICE
from roster_files import left_out, read

from models import Worker
from sync.backends import Broken, Unreadable
from sync.rosters import kinds
from sync.rosters.roster import opened

PEOPLE = [
    ("王小明", "13812345678"),
    ("𠮷田", "0936-8212345"),
    ("李 雷", "13800001111"),
    ("欧阳娜娜", "13700002222"),
]


def people(rows):
    return [(row["name"], row["phone"]) for row in rows]


def merged(*cells):
    def change(book):
        for area in cells:
            book.worksheets[0].merge_cells(area)

    return change


# Shapes: (rows of the first tab, what is done to the book, what is left out) --------------------------------

HEAD = ["序号", "姓名", "手机号码", "工作单位", "备注"]
SHAPES = {
    "printed pages": (
        [["职工花名册"], HEAD, [1, *PEOPLE[0]], [2, *PEOPLE[1]], ["本页小计", "2人"], ["职工花名册"], HEAD,
         [3, *PEOPLE[2]], [4, *PEOPLE[3]], ["本页小计：2 人"], ["总 计", "4人"], ["填表人：张三", None, "审核人：李四"]],
        merged("A1:E1", "A6:E6"),
        {"合计行": [5, 10, 11], "重复的表头": [6, 7], "表尾说明": [12]},
    ),
    "workshops between the rows": (
        [HEAD, ["第一车间"], [1, *PEOPLE[0]], [2, *PEOPLE[1]], ["第二车间"], [1, *PEOPLE[2]], [2, *PEOPLE[3]]],
        merged("A2:E2", "A5:E5"),
        {"行间标题": [2, 5]},
    ),
    "three lines of headings in two languages": (
        [["序号", "基本情况", None, "单位"], [None, "姓名", "联系方式"], ["No.", "Name", "手机（必填）", "Unit"],
         *[[n, *person] for n, person in enumerate(PEOPLE)]],
        merged("A1:A2", "B1:C1", "D1:D2"),
        {"重复的表头": [3]},
    ),
    "far down to the right with blank columns": (
        [[]] * 11 + [[None] * 4 + ["姓名", None, None, "手机号码"]]
        + [[None] * 4 + [name, None, None, phone] for name, phone in PEOPLE],
        None,
        {},
    ),
    "prepared lines, blank lines, notes": (
        [["填报单位：某某公司", None, "填报日期：2026年3月"], HEAD, [1, *PEOPLE[0]], [2, *PEOPLE[1]], [], [3, *PEOPLE[2]],
         [4, *PEOPLE[3]], [5], [6], [7], [], ["注：1. 本表一式两份。"], ["备注: 以上属实"]],
        None,
        {"该行没有要读取的内容": [8, 9, 10], "表尾说明": [12, 13]},
    ),
    "an example and an english line": (
        [HEAD, ["No", "Full name", "Mobile phone", "Employer", "Note"], ["例：", "张三", "13800000000"],
         *[[n, *person] for n, person in enumerate(PEOPLE)]],
        None,
        {"重复的表头": [2], "示例行": [3]},
    ),
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_the_same_people_are_read_from_every_shape(roster_book, roster_text, shape):
    rows, change, expected = SHAPES[shape]
    found, table = read(roster_book({"1": rows}, change=change))
    assert people(found) == PEOPLE
    assert left_out(table) == expected
    if change is None:  # a text file knows no merged cells
        lines = "\r\n".join("\t".join("" if cell is None else str(cell) for cell in row) for row in rows)
        found, table = read(roster_text(lines.encode("gb18030")))
        assert people(found) == PEOPLE
        assert left_out(table) == expected


def test_the_roster_is_found_among_other_tabs(roster_book):
    def change(book):
        book["旧表"].sheet_state = "hidden"
        book.create_chartsheet("图")

    tabs = {
        "填表说明": [["姓名要填全名"], ["一、请勿合并单元格"]],
        "空": [],
        "旧表": [["姓名", "手机号码", "工作单位"], ["旧", "1", "x"]],
        "企业": [["企业名称", "联系人"], ["某公司", "王"]],
        "职工": [["姓名", "手机号码"], *PEOPLE],
    }
    with opened(roster_book(tabs, change=change)) as roster:
        assert roster.tabs == ["填表说明", "企业", "职工"]
        assert roster.best(Worker) == "职工"
        assert roster.table("填表说明", Worker).heading_lines == []
        assert list(roster.table("填表说明", Worker).rows()) == []


def test_hidden_rows_and_columns_are_read_and_said(roster_book):
    def change(book):
        tab = book.active
        tab.row_dimensions[3].hidden = tab.row_dimensions[4].hidden = True
        tab.column_dimensions["C"].hidden = True

    found, table = read(
        roster_book({"1": [HEAD, *[[n, *person] for n, person in enumerate(PEOPLE)]]}, change=change)
    )
    assert people(found) == PEOPLE
    assert table.notes == ["有 2 个隐藏行，也会读入。", "有隐藏列，也会读入：C。"]


def test_values_come_as_people_see_them(roster_book):
    def change(book):
        tab = book.active
        tab["C2"].number_format = 'yyyy"年"m"月"d"日"'
        tab["C3"].number_format = "[$-804]yyyy/m/d"
        tab["D4"].number_format, tab["B3"].number_format = "0" * 18, "0" * 12

    rows = [
        ["姓名", "手机号码", "出生日期", "证件号码", "入会日期", "备注"],
        ["a", 13812345678, datetime(1990, 3, 7), 620702199003070071, 20260305, True],
        ["b", 13812345678.0, 46086, "'620702199003070071", "2026年3月5日", 0.1 + 0.2],
        [
            "c",
            "１３８１２３４５６７８",
            date(2026, 3, 5),
            620702900101123,
            "2026.3.5",
            datetime(2026, 3, 5, 14, 30),
        ],
    ]
    found, _table = read(roster_book({"1": rows}, change=change))
    assert [row["phone"] for row in found] == ["13812345678", "013812345678", "１３８１２３４５６７８"]
    assert [row["born_on"] for row in found] == ["1990-03-07", "2026-03-05", "2026-03-05"]
    assert [row["id_number"] for row in found] == ["6.20702E+17", "'620702199003070071", "000620702900101123"]
    assert [Worker.joined_on.read(row["joined_on"]) for row in found] == [date(2026, 3, 5)] * 3
    assert [row["note"] for row in found] == ["是", "0.3", "2026-03-05 14:30"]


def test_cells_merged_downwards_fill_and_blank_ones_do_not(roster_book):
    rows = [
        ["姓名", "工作单位", "工种", "岗位"],
        ["a", "E-1", "T-1", "焊工"],
        ["b"],
        ["c"],
        ["d", "E-2"],
        ["e"],
        ["f"],
    ]
    found, _table = read(roster_book({"1": rows}, ["B2:B4", "C2:D3", "B5:B6"]))
    assert [row["enterprise"] for row in found] == ["E-1", "E-1", "E-1", "E-2", "E-2", ""]
    assert [row["trade"] for row in found] == ["T-1", "T-1", "", "", "", ""]
    assert [row["post"] for row in found] == [""] * 6


def test_a_column_without_a_heading_is_said_and_can_be_chosen(roster_text):
    path = roster_text(
        "\n".join(["花名册", "姓名,,备注"] + [f"{name},{phone}" for name, phone in PEOPLE]).encode()
    )
    table = read(path, by_hand={})[1]
    assert [(heading.letter, heading.text, heading.words) for heading in table.headings] == [
        ("A", "姓名", ""), ("B", "", "没有表头"), ("C", "备注", ""),
    ]  # fmt: skip
    assert people(read(path, by_hand={1: "phone"})[0]) == PEOPLE


def test_a_heading_merged_sideways_is_one_heading(roster_book):
    rows = [["序号", "姓名", None, "联系方式"], [None, None, None, "手机号码", None, "住址"]]
    rows += [[n, name, None, phone, None, "县府街"] for n, (name, phone) in enumerate(PEOPLE)]
    areas = [
        "A1:A2",
        "B1:C2",
        "D1:F1",
        "D2:E2",
        *[f"B{n}:C{n}" for n in range(3, 7)],
        *[f"D{n}:E{n}" for n in range(3, 7)],
    ]
    found, table = read(roster_book({"1": rows}, areas))
    assert people(found) == PEOPLE
    assert [heading.text for heading in table.headings] == [
        "序号",
        "姓名",
        "联系方式 › 手机号码",
        "联系方式 › 住址",
    ]
    assert not left_out(table)


PAGE = """
<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset=gb2312><style>td{mso-number-format:"\\@"}</style>
<body><table border=1><TR><th colspan=5>职工花名册</th></TR>
<tr><td rowspan=2>序号<td rowspan="2">姓&nbsp;名</td><td colspan=2>联系方式</td><td rowspan=2>工作单位</td></tr>
<tr><td>手机号码</td><td>家庭<br>住址</td></tr>
<tr><td>1</td><td> <b>王小</b>明 </td><td>13812345678</td><td>县府街&lt;1&gt;</td><td rowspan=2>E-1</td>
<tr><td>2</td><td>𠮷田</td><td>0936-8212345</td><td><table><tr><td>内</td></tr></table></td></tr>
<tr><td>3<td>李 雷<td>13800001111<td><td>E-2<tr><td>4<td>欧阳娜娜<td>13700002222
<tr><td colspan=2>合计</td><td>4人</table><script>"<table>"</script></body>"""


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_a_web_page_that_calls_itself_a_workbook(roster_text, encoding):
    found, table = read(roster_text(PAGE.encode(encoding), "导出.xls"))
    assert people(found) == PEOPLE
    assert [row["enterprise"] for row in found] == ["E-1", "E-1", "E-2", ""]
    assert [row["address"] for row in found] == ["县府街<1>", "内", "", ""]
    assert left_out(table) == {"合计行": [8]}


def test_another_programs_spelling_of_the_same_workbook(roster_book, tmp_path):
    """Some programs write every tag with a prefix; errors and hidden rows are found all the same."""
    path = roster_book({"1": [HEAD, [1, "#N/A", "=1/0"], [2, *PEOPLE[0]]]}, change=hide_last)
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(tmp_path / "x.xlsx", "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if "sheet1" in name:
                content = content.replace(b"</", b"</x:").replace(b"</x:x:", b"</x:")
                for tag in (
                    b"worksheet",
                    b"sheetData",
                    b"row",
                    b"cols",
                    b"col",
                    b"c",
                    b"f",
                    b"v",
                    b"is",
                    b"t",
                ):
                    content = content.replace(b"<" + tag + b" ", b"<x:" + tag + b" ")
                    content = content.replace(b"<" + tag + b">", b"<x:" + tag + b">")
                content = content.replace(b"xmlns=", b"xmlns:x=")
                content = content.replace(b't="e"', b"t='e'").replace(b'hidden="1"', b"hidden='1'")
                for tag in (b"sheetPr", b"outlinePr", b"pageSetUpPr", b"dimension", b"sheetViews", b"sheetView",
                            b"selection", b"sheetFormatPr", b"pageMargins"):  # fmt: skip
                    content = content.replace(b"<" + tag, b"<x:" + tag)
            new.writestr(name, content)
    found, table = read(tmp_path / "x.xlsx")
    assert [type(found[0][name]) for name in ("name", "phone")] == [Broken, Broken]
    assert people(found[1:]) == PEOPLE[:1]
    assert table.notes == ["有 1 个隐藏行，也会读入。"]


def hide_last(book):
    book.active.row_dimensions[3].hidden = True


def test_formatting_down_to_the_last_line_is_no_matter_but_content_there_is_refused(roster_book):
    def coloured(book):
        book.active["XFD1048576"].number_format = "@"

    def filled(book):
        book.active["XFD1048576"].value = " "

    assert people(read(roster_book({"1": [HEAD, [1, *PEOPLE[0]]]}, change=coloured))[0]) == PEOPLE[:1]
    with pytest.raises(Unreadable, match="范围太大"):
        opened(roster_book({"1": [HEAD, [1, *PEOPLE[0]]]}, change=filled))


def test_a_workbook_that_would_fill_the_memory_or_lies_about_it_is_refused(
    roster_book, tmp_path, monkeypatch
):
    path = roster_book({"1": [HEAD]})
    bomb = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        with new.open("xl/media/x.bin", "w") as part:
            part.write(bytes(3 * 2**20))
    monkeypatch.setattr(kinds, "MOST_UNPACKED", 2 * 2**20)
    with pytest.raises(Unreadable, match="太大"):
        opened(bomb)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    (tmp_path / "flipped.xlsx").write_bytes(content)
    with pytest.raises(Unreadable, match="损坏"):
        opened(tmp_path / "flipped.xlsx")
    large = tmp_path / "large.csv"
    with large.open("wb") as file:
        file.truncate(100 * 2**20)
    with pytest.raises(Unreadable, match="100 MB"):
        opened(large)


# Other programs' files --------------------------------------------------------------------------------------


@pytest.mark.office
def test_an_xls_and_an_ods_say_the_same_as_the_xlsx(roster_book, tmp_path):
    rows, change, expected = SHAPES["printed pages"]
    path = roster_book({"1": rows, "2": [["姓名", "证件号码"], ["a", 620702199003070071]]}, change=change)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    for kind in ("xls", "ods"):
        convert = ["--headless", "--convert-to", kind, "--outdir", tmp_path / "out", path]
        subprocess.run([OFFICE, profile, *convert], check=True, capture_output=True, timeout=180)
        found, table = read(tmp_path / "out" / f"{path.stem}.{kind}")
        assert people(found) == PEOPLE, kind
        assert left_out(table)["合计行"] == expected["合计行"]
        with opened(tmp_path / "out" / f"{path.stem}.{kind}") as roster:
            (row,) = roster.table("2", Worker).rows()
            assert row.texts[1] == "6.20702E+17"
