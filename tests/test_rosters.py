"""Rosters as they really come: what is read of them, what is left out and why, what is refused in words."""

from datetime import date

import pytest
from make import make
from roster_files import left_out, read

from models import BY_TABLE, RECORDS, MentorshipContract, Organisation, Worker, columns
from sync.backends import Broken, Unreadable
from sync.rosters import usual
from sync.rosters.roster import opened

OLD, X_END = "620702900101123", "62070219900307007X"


def test_titles_two_lines_of_headings_merged_cells_totals_and_signatures(roster_book):
    path = roster_book(
        {
            "职工": [
                ["甘州区某某公司职工花名册"],
                ["单位（盖章）：", None, None, None, "2026年3月"],
                ["序号", "姓 名", "联系方式", None, "工作单位", "证件号码*", "入会日期（年-月-日）"],
                [None, None, "手机号码", "家庭住址"],
                [1, "王小明", 13812345678, "县府街１号", "E-1", X_END, date(2026, 3, 5)],
                [2, "𠮷田", "１３８１２３４５６７９", None, None, OLD, "2026.3.5"],
                [3, "李 雷", None, None, None, 620702199001011234, None],
                [4],
                [],
                ["合计", "3人"],
                ["制表人：张三", None, "审核人：李四"],
            ]
        },
        ["A1:G1", "A3:A4", "B3:B4", "C3:D3", "E3:E4", "F3:F4", "G3:G4", "E5:E7"],
    )
    rows, table = read(path)
    assert table.heading_lines == [3, 4]
    assert [heading.text for heading in table.headings][2:4] == ["联系方式 › 手机号码", "联系方式 › 家庭住址"]
    assert [row["line"] for row in rows] == [5, 6, 7]
    assert [row["name"] for row in rows] == ["王小明", "𠮷田", "李 雷"]
    assert [row["enterprise"] for row in rows] == ["E-1"] * 3
    assert [row["joined_on"] for row in rows] == ["2026-03-05", "2026.3.5", ""]
    assert rows[0]["phone"] == "13812345678"
    assert left_out(table) == {"该行没有要读取的内容": [8], "合计行": [10], "表尾说明": [11]}
    read_id = Worker.id_number.read
    assert read_id(rows[0]["id_number"]) == X_END
    assert read_id(rows[1]["id_number"]) == "620702199001011236"
    with pytest.raises(ValueError, match="Excel"):
        read_id(rows[2]["id_number"])


def test_refused_rows_below_two_lines_of_headings_come_back_and_are_read_again(run, roster_text, tmp_path):
    make(Organisation)
    lines = [
        "姓名,联系方式,,所属工会,入会日期",
        ",手机号码,家庭住址,,",
        "王,13812345678,县府街,O-1,2026.3.5",
        "李,13800001111,,O-1,2026.2.30",
    ]
    rejects = tmp_path / "rejects.csv"
    run("import", "worker", roster_text("\n".join(lines).encode()), "--rejects", rejects)
    assert [worker.name for worker in Worker.select()] == ["王"]
    rejects.write_text(rejects.read_text("utf-8").replace("2026.2.30", "2026.2.28"), "utf-8")
    assert run("import", "worker", rejects).exit_code == 0
    assert [(worker.name, worker.phone) for worker in Worker.select().order_by(Worker.id)] == [
        ("王", "13812345678"),
        ("李", "13800001111"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_text_file_in_every_spelling(roster_text, encoding, separator):
    lines = [
        "编号,姓名,手机号码,证件号码,备注",
        ',王小明,"\t013800001111",\'' + X_END + ',"两行\n备注"',
        "",
        'W-7,𠮷,="0936",,',
    ]
    rows, table = read(roster_text("\r\n".join(lines).replace(",", separator).encode(encoding)))
    assert [row["line"] for row in rows] == [2, 4]
    assert rows[0]["phone"] == "013800001111"
    assert rows[0]["note"] == "两行\n备注"
    assert (rows[1]["_code"], rows[1]["name"]) == ("W-7", "𠮷")
    assert rows[1]["phone"] == "0936"
    assert not table.skipped


def test_errors_and_uncalculated_formulas_do_not_read_as_blank(roster_book):
    rows, _table = read(roster_book({"职工": [["姓名", "手机号码", "岗位"], ["#N/A", "=1/0", "焊工"]]}))
    assert isinstance(rows[0]["name"], Broken)
    assert isinstance(rows[0]["phone"], Broken)
    assert not isinstance(rows[0]["post"], Broken)


# Headings -----------------------------------------------------------------------------------------


def headings(path, model=Worker, **how):
    """{heading: (column, how)} of a file, what is said of them, what they resemble."""
    table = read(path, model, **how)[1]
    known = {heading.text: (heading.column, heading.how) for heading in table.headings}
    said = {heading.text: heading.words for heading in table.headings if heading.words}
    return known, said, {heading.text: heading.near for heading in table.headings if heading.near}


def test_headings_are_known_by_label_in_any_language_by_usual_names_and_by_what_gongyou_wrote(roster_text):
    written = (
        "＊姓 名,身份证号码（18位）,MOBILE PHONE,入会日期[年-月-日],序号,编号,同步状态,_id#3,单位,文化呈度"
    )
    known, said, near = headings(roster_text(written.encode() + b"\n,1\n"))
    assert known == {
        "＊姓 名": ("name", "label"),
        "身份证号码（18位）": ("id_number", "usual"),
        "MOBILE PHONE": ("phone", "label"),
        "入会日期[年-月-日]": ("joined_on", "usual"),
        "序号": (None, None),
        "编号": ("_code", "code"),
        "同步状态": (None, "ours"),
        "_id#3": (None, "ours"),
        "单位": ("enterprise", "usual"),
        "文化呈度": (None, None),
    }
    assert not said
    assert near == {"文化呈度": ["文化程度"]}


def test_what_could_be_two_things_is_said_and_not_guessed(roster_text):
    known, said, near = headings(roster_text("姓名,手机,电话,证件号码,身份证".encode() + b"\n,1\n"))
    assert known["手机"] == known["电话"] == (None, None)
    assert said["手机"] == said["电话"] == "B、C 列都可能是“手机号码”，请选择一列"
    assert near["手机"] == ["手机号码"]
    assert known["证件号码"] == ("id_number", "label")
    assert said["身份证"] == "“证件号码”已经从 D 列读取"


def test_a_person_decides_and_is_remembered(roster_text):
    path = roster_text("姓名,手机,电话,绰号,证件号码".encode() + b"\n,1\n")
    remembered = {"绰 号": "post", "手机": "phone", "电话": "", "证件号码": "gone_since"}
    known, said, _near = headings(path, remembered=remembered)
    assert known["绰号"] == ("post", "remembered")
    assert known["手机"] == ("phone", "remembered")
    assert known["电话"] == (None, "remembered")
    assert known["证件号码"] == ("id_number", "label")
    known, said, _near = headings(path, remembered=remembered, by_hand={0: None, 2: "phone", 3: "note"})
    assert known["姓名"] == (None, "hand")
    assert known["电话"] == ("phone", "hand")
    assert known["绰号"] == ("note", "hand")
    assert known["手机"] == (None, None)
    assert said["手机"] == "“手机号码”已经从 C 列读取"


def test_groups_tell_same_columns_apart_even_where_a_text_file_lost_the_merging(roster_text):
    lines = ["师傅,,徒弟,,合同", "编号,姓名,编号,姓名,开始日期", "W-1,王,W-2,李,2026-1-1"]
    remembered = {"师傅 编号": "mentor", "徒弟 编号": "apprentice"}
    rows, table = read(roster_text("\n".join(lines).encode()), MentorshipContract, remembered=remembered)
    assert table.heading_lines == [1, 2]
    assert rows == [{"line": 3, "mentor": "W-1", "apprentice": "W-2", "starts_on": "2026-1-1"}]


def test_usual_names_are_of_columns_there_are_and_mean_one_thing():
    for key in usual.NAMES:
        table, _dot, name = key.rpartition(".")
        models = [BY_TABLE[table]] if table else RECORDS
        assert any(name in [column.name for column in columns(model)] for model in models), key
    for model in RECORDS:
        said = [name for column in columns(model) for name in set(usual.names(model, column.name))]
        assert len(said) == len(set(said)), model


# What is no roster --------------------------------------------------------------------------------

REFUSED = {
    "empty.csv": (b"", "空"),
    "blank.csv": (b"\r\n,,\r\n", "没有"),
    "photo.xlsx": (b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "图片"),
    "paper.csv": (b"%PDF-1.7 ...", "PDF"),
    "page.xls": (b"<html><p>1</p>", "网页"),
    "archived.xls": (b"MIME-Version: 1.0\r\n<table><tr><td>1</table>", "网页"),
    "old.xls": (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', "网页"),
    "blank page.xls": (b"<table><tr><td>&nbsp;</td></tr></table>", "没有"),
    "cut.xlsx": (b"PK\x03\x04" + b"x" * 99, "损坏"),
    "cut.xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 9999, "损坏"),
    "locked.xlsx": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 999 + "EncryptedPackage".encode("utf-16-le"), "密码",
    ),
    "bytes.csv": (b"\xff\xfe\xfa" + bytes(range(128, 256)), "字符"),
    "damaged.csv": ("姓名,手机\n王小明李雷韩梅梅,1\n".encode() + b"\xff\n", "第 3 行"),
    "quote.csv": (('姓名,备注\n王,"没有关上\n' + "李,\n" * 99).encode(), "引号"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_roster_is_refused_in_words(desk, roster_text, name):
    content, words = REFUSED[name]
    with pytest.raises(Unreadable, match=words):
        opened(roster_text(content, name))
