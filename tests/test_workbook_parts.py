"""Workbooks of other programs: whatever stands around our cells keeps its bytes, and every dialect is read right."""

from io import BytesIO
from xml.etree import ElementTree

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.backends import CODE, ID, STATUS, Batch, Broken, Heading, Layout, Unreadable
from sync.backends.folder import FolderSheet
from sync.backends.workbook import Workbook
from tests.conftest import OFFICE
from tests.raw_workbook import MAIN, SHEET, decorated, parts, raw
from tests.shared_workers import Shared, label

HEADINGS = (
    Heading(CODE, "编号", frozenset({"编号"}), text=True),
    Heading("name", "姓名", frozenset({"姓名"}), True, True),
    Heading("born", "出生日期", frozenset({"出生日期"}), True, True),
    Heading(STATUS, "同步状态", frozenset({"同步状态"}), True),
)
LAYOUT = Layout("名册", HEADINGS)
HEADER = ["_id#1", "编号", "姓名", "出生日期", "同步状态"]


def read(content):
    return Workbook(content).reading(LAYOUT)


def texts(content):
    return {row.line: (row.texts["name"], row.texts["born"]) for row in read(content).rows}


def patched(tmp_path, content, generation=2, **batch):
    """The workbook after a batch; its bytes."""
    path = tmp_path / "名册.xlsx"
    path.write_bytes(content)
    place = FolderSheet(path)
    place.write(place.read(LAYOUT), Batch(generation, **batch), LAYOUT)
    return path.read_bytes()


def cells(*values, line):
    inline = (f'<c t="inlineStr"><is><t>{value}</t></is></c>' if value else "<c/>" for value in values)
    return f'<row r="{line}">{"".join(inline)}</row>'


def sheet(*rows, before="", after="", top=HEADER):
    header = cells(*top, line=1) if top else ""
    return (
        f'<worksheet xmlns="{MAIN}">{before}<sheetData>{header}{"".join(rows)}</sheetData>{after}</worksheet>'
    )


# Foreign content -----------------------------------------------------------------------------------


@pytest.fixture
def full(desk, settings):
    """A shared workbook to which a cadre has added everything there is."""
    shared = Shared(settings)
    rows = [[cell.value for cell in line] for line in shared.book.tab(shared.book.book()).iter_rows()]
    decorated(shared.book.path, rows)
    return shared


def changed_parts(before, after):
    before, after = parts(before), parts(after)
    return {name for name in {*before, *after} if before.get(name) != after.get(name)}


def test_everything_around_our_cells_keeps_its_bytes(full):
    before = full.book.content()
    assert full.sync().outcome == "quiet"
    full.save("W-1", phone="13900000001")
    assert full.sync().outcome == "written"
    assert changed_parts(before, full.book.content()) == {SHEET, "xl/workbook.xml"}
    assert b'fullCalcOnLoad="1"' in parts(full.book.content())["xl/workbook.xml"]
    assert full.book.cell("W-1", label("phone")) == "13900000001"
    assert full.book.tab(full.book.book())["K2"].value == "=LEN(C2)"
    before = full.book.content()
    full.save("W-2", phone="13900000002")
    full.sync()
    assert changed_parts(before, full.book.content()) == {SHEET}


def test_a_row_that_was_not_touched_keeps_its_bytes(full):
    before = parts(full.book.content())[SHEET].split(b"<row ")
    full.save("W-2", post="焊工")
    full.sync()
    after = parts(full.book.content())[SHEET].split(b"<row ")
    assert [n for n, (was, now) in enumerate(zip(before, after, strict=True)) if was != now] == [1, 3]


@pytest.mark.office
def test_libreoffice_opens_what_was_written_and_counts_anew(full, tmp_path):
    full.save("W-1", name="王建国同志")
    full.save("W-3", phone="13900000003")
    assert full.sync().outcome == "written"
    full.book.through_libreoffice(OFFICE, tmp_path)
    tab = full.book.tab(openpyxl.load_workbook(full.book.path, data_only=True))
    assert (tab["C2"].value, tab["K2"].value, tab["D4"].value) == ("王建国同志", 5, "13900000003")
    assert any("media/" in name for name in parts(full.book.content()))
    assert any("charts/" in name for name in parts(full.book.content()))
    assert full.sync().outcome == "quiet"


# Dialects ------------------------------------------------------------------------------------------


def test_cells_of_every_kind_are_read_as_people_see_them():
    strings = (
        "<si><t>_x0041_甲 </t></si><si><r><t>王</t></r><r><rPr><b/></rPr><t>建国</t></r>"
        '<rPh sb="0" eb="1"><t>おう</t></rPh></si><si><t/></si>'
    )
    said = [
        ('<c r="C{0}" t="s"><v>0</v></c>', "A甲 "),
        (
            '<c r="C{0}" t="s"><v>1</v><extLst><ext uri="x"><v>9</v></ext></extLst></c>'.replace(
                "<v>9</v>", ""
            ),
            "王建国",
        ),
        ('<c r="C{0}" t="s"><v>2</v></c><c r="D{0}"><v>1</v></c>', ""),
        ('<c r="C{0}"><f>1+1</f><v>2</v></c>', "2"),
        ('<c r="C{0}" t="str"><f>A1</f><v>甲 &amp; 乙</v></c>', "甲 & 乙"),
        ('<c r="C{0}"><f>A1</f></c>', Broken("=A1")),
        ('<c r="C{0}" t="e"><f>1/0</f><v>#DIV/0!</v></c>', Broken("=1/0")),
        ('<c r="C{0}" t="e"><v>#N/A</v></c>', Broken("#N/A")),
        ('<c r="C{0}" t="b"><v>1</v></c>', "yes"),
        ('<c r="C{0}"><v>1.3812345670000000E10</v></c>', "13812345670"),
        ('<c r="C{0}"><v>620702199001011234</v></c>', "6.20702E+17"),
        ('<c r="C{0}" s="1"><v>33000</v></c>', "1990-05-07"),
        ('<c r="C{0}" s="1"><v>33000.5</v></c>', "1990-05-07 12:00"),
        ('<c r="C{0}" t="d"><v>1990-05-07T00:00:00</v></c>', "1990-05-07"),
        (
            '<c r="C{0}" t="inlineStr"><is><r><t>上</t></r><r><t xml:space="preserve"> 下</t></r></is></c>',
            "上 下",
        ),
    ]
    rows = [f'<row r="{n}" spans="1:4">{cell.format(n)}</row>' for n, (cell, _text) in enumerate(said, 2)]
    found = texts(raw(sheet(*rows), strings))
    assert [found.get(n, ("",))[0] for n in range(2, len(said) + 2)] == [text for _cell, text in said]
    assert [isinstance(found[n][0], Broken) for n in (7, 8, 9)] == [True] * 3


def test_days_count_from_1904_where_the_workbook_says_so():
    row = '<row r="2"><c r="C2" s="1"><v>31538</v></c></row>'
    assert texts(raw(sheet(row), book='<workbookPr date1904="1"/>')) == {2: ("1990-05-07", "")}


@pytest.mark.parametrize("spelled", ["utf-8", "utf-8-sig", "utf-16"])
def test_prefixes_and_encodings_make_no_difference(tmp_path, spelled):
    header = "".join(f"<x:c t='inlineStr'><x:is><x:t>{text}</x:t></x:is></x:c>" for text in HEADER)
    second = "<x:row><x:c/><x:c/><x:c t='str' s='1'><x:v>李明</x:v></x:c></x:row>"
    body = f"<x:row>{header}</x:row>{second}<x:row r='9' ht='30'/>"
    whole = f"<?xml version='1.0' encoding='{spelled.removesuffix('-sig')}'?>\n<!-- <row/> --><x:worksheet xmlns:x='{MAIN}'>"
    whole += f"<x:sheetData >{body}</x:sheetData ></x:worksheet>"
    after = patched(
        tmp_path, raw(whole.encode(spelled)), cells={2: {"born": "1990-01-01"}}, appended=[{"name": "赵六"}]
    )
    assert texts(after) == {2: ("李明", "1990-01-01"), 3: ("赵六", "")}
    tab = openpyxl.load_workbook(BytesIO(after)).active
    assert [cell.value for cell in tab[2][:4]] == [None, None, "李明", "1990-01-01"]
    assert (tab["A1"].value, tab.row_dimensions[9].height) == ("_id#2", 30)
    assert tab["D2"].number_format == "@"


def test_a_formula_written_over_leaves_those_that_shared_it_and_no_chain(tmp_path):
    rows = [
        '<row r="2"><c r="C2" t="str"><f t="shared" ref="C2:C4" si="0">H2&amp;"长"</f><v>甲长</v></c></row>',
        '<row r="3"><c r="C3" t="str"><f t="shared" si="0"/><v>乙长</v></c></row>',
        '<row r="4"><c r="C4" t="str"><f t="shared" si="0"/><v>丙长</v></c></row>',
    ]
    chain = {"xl/calcChain.xml": f'<calcChain xmlns="{MAIN}"><c r="C2" i="1"/></calcChain>'}
    before = raw(sheet(*rows), extra=chain)
    assert "xl/calcChain.xml" in parts(patched(tmp_path, before, cells={2: {"born": "1990-01-01"}}))
    after = patched(tmp_path, before, cells={2: {"name": "王建国"}})
    assert texts(after)[3] == ("乙长", "")
    tab = openpyxl.load_workbook(BytesIO(after)).active
    assert [tab[f"C{n}"].value for n in (2, 3, 4)] == ["王建国", '=H3&"长"', '=H4&"长"']
    left = parts(after)
    assert "xl/calcChain.xml" not in left
    assert not [name for name, part in left.items() if b"calcChain" in part]


def test_ranges_that_reached_the_last_row_still_do(tmp_path):
    around = {
        "before": '<dimension ref="A1:E3"/><cols><col min="4" max="4" style="1"/></cols>',
        "after": '<autoFilter ref="A1:E3"/><mergeCells><mergeCell ref="G1:H2"/></mergeCells>'
        '<conditionalFormatting sqref="C2:C3"><cfRule type="expression" priority="1"><formula>1</formula></cfRule>'
        '</conditionalFormatting><dataValidations><dataValidation type="list" sqref="D2:D3 G1"><formula1>"a"</formula1>'
        "</dataValidation></dataValidations>",
    }
    before = raw(sheet(cells("", "", "李明", line=2), cells("", "", "王芳", line=3), **around))
    tab = openpyxl.load_workbook(BytesIO(patched(tmp_path, before, appended=[{"name": "赵六"}] * 2))).active
    assert (tab.auto_filter.ref, str(tab.merged_cells)) == ("A1:E5", "G1:H2")
    assert [str(one.sqref) for one in tab.conditional_formatting] == ["C2:C5"]
    assert [str(one.sqref) for one in tab.data_validations.dataValidation] == ["D2:D5 G1"]
    assert tab["C5"].value == "赵六"


# Any grid ------------------------------------------------------------------------------------------

TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n_x0041&<>\"'= "), max_size=12
)
GRID = st.lists(st.tuples(TEXT, TEXT, TEXT), min_size=1, max_size=6)


@settings(max_examples=60, deadline=None)
@given(
    GRID,
    st.dictionaries(st.integers(2, 9), st.fixed_dictionaries({}, optional={"name": TEXT, "born": TEXT})),
    GRID,
)
def test_a_batch_changes_its_cells_and_no_others(grid, writes, more):
    content = BytesIO()
    book = openpyxl.Workbook()
    book.active.append([*HEADER, "备忘"])
    for name, born, own in grid:
        book.active.append([None, None, name, born, None, own])
    book.save(content)
    work = Workbook(content.getvalue())
    reading = work.reading(LAYOUT)
    last = max([1, *(n for n, row in enumerate(grid, 2) if any(row))])
    new = [{"name": name, "born": born, ID: "x"} for name, born, _own in more]
    work.apply(Batch(2, cells=writes, appended=new), LAYOUT)
    after = saved(work)
    expected = {n: list(row) for n, row in enumerate(grid, 2)}
    for line, found in writes.items():
        old = expected.get(line, ["", "", ""])
        expected[line] = [found.get("name", old[0]), found.get("born", old[1]), old[2]]
    for line, (name, born, _own) in enumerate(more, last + 1):
        kept = expected.get(line, ["", "", ""])[2]
        expected[line] = [name, born, kept]
    assert shown(after) == {n: row for n, row in expected.items() if any(row)}
    assert {row.line: [row.texts["name"], row.texts["born"]] for row in reading.rows} == {
        n: list(row[:2]) for n, row in enumerate(grid, 2) if any(row[:2])
    }
    ElementTree.fromstring(parts(after)["xl/worksheets/sheet1.xml"])


def saved(work):
    target = BytesIO()
    work.parts.save(target, work.changes)
    return target.getvalue()


def shown(content):
    """{line: texts} as openpyxl reads them, and as we do ourselves."""
    lines = openpyxl.load_workbook(BytesIO(content)).active.iter_rows(min_row=2, values_only=True)
    found = {
        n: [row[2] or "", row[3] or "", (row[5] if len(row) > 5 else "") or ""]
        for n, row in enumerate(lines, 2)
    }
    ours = texts(content)
    for line, row in found.items():
        assert ours.get(line, ("", "")) == tuple(row[:2])
    return {n: row for n, row in found.items() if any(row)}


# What cannot be read -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "密码"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old workbook", "完整"),
        (raw(sheet())[:-200], "完整"),
        (raw(sheet().replace("</row>", "")), "完整"),
        (raw('<!DOCTYPE a [<!ENTITY b "bbbb">]>' + sheet(cells("&b;", line=2))), "完整"),
        (raw(sheet(cells("", "", "李明", line=3), cells("", "", "王芳", line=2))), "完整"),
        (raw(sheet('<row r="2"><c r="D2"><v>1</v></c><c r="C2"><v>1</v></c></row>')), "完整"),
        (raw(sheet('<row r="2"><c r="C2" t="s"><v>7</v></c></row>')), "完整"),
        (raw(sheet(cells("", "", "李" * 200_000, line=2))), "完整"),
        (raw(sheet(top=[])), "_id"),
    ],
    ids=["locked", "old", "half", "broken", "entities", "rows", "cells", "strings", "endless", "headless"],
)
def test_what_is_no_whole_workbook_is_said_in_words(desk, content, word):
    with pytest.raises(Unreadable, match=word):
        read(content)


def test_a_part_larger_than_any_workbook_is_not_unpacked(desk, monkeypatch):
    monkeypatch.setattr("sync.backends.xlsx.package.MOST_STREAMED", 2**20)
    with pytest.raises(Unreadable, match="5 MB"):
        read(raw(sheet(after=" " * (5 * 2**20))))
