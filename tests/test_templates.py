"""The empty workbook to fill in: what it offers, whom it is for, that Gongyou reads back what it wrote, that it opens."""

import re
import subprocess
from io import BytesIO

import openpyxl
import pytest
from conftest import OFFICE
from front_door import Person
from make import make, unsaved

import scope
from choices import Area, Education, Role
from language import speaking
from models import RECORDS, Enterprise, Organisation, Trade, Worker, columns
from rows import code_label
from sync.rosters.roster import opened
from sync.rosters.template import template


@pytest.fixture
def unions(desk):
    top = make(Organisation)
    return top, make(Organisation, parent=top), make(Organisation, parent=top)


def fetched(person, table="worker", union=None):
    query = f"?organisation={union.code}" if union else ""
    answer = person.get(f"/admin/{table}/template/xlsx/{query}")
    assert answer.status_code == 200
    return answer.get_data()


def lists(book):
    """{label: words of the drop-down} of the first tab."""
    tab, found = book.worksheets[0], {}
    for offer in tab.data_validations.dataValidation:
        name, cells = offer.formula1.lstrip("=").replace("'", "").split("!")
        words = [cell.value for (cell,) in book[name][cells.replace("$", "")]] if ":" in cells else []
        found[tab.cell(1, min(place.min_col for place in offer.sqref.ranges)).value.rstrip("*")] = words
    return found


def columns_by_label(tab):
    return {cell.value.rstrip("*"): cell for cell in tab[1]}


def looked_at(content, unions):
    book = openpyxl.load_workbook(BytesIO(content))
    tab, offered = book.worksheets[0], lists(book)
    assert book.worksheets[1].sheet_state == "hidden"
    assert offered["性别"] == ["男", "女"]
    assert offered["所属工会"] == [f"{union.code} {union.name}" for union in unions]
    heads = columns_by_label(tab)
    assert heads["姓名"].value == "姓名*"
    letter = heads["证件号码"].column_letter
    assert tab.column_dimensions[letter].number_format == "@" or tab[f"{letter}2"].number_format == "@"
    return tab, heads


def test_it_offers_what_may_be_chosen_and_says_the_rules(desk, unions):
    trade, enterprise = make(Trade), make(Enterprise, organisation=unions[1])
    content = fetched(Person(desk, "li", Role.CLERK, unions[1], (Area.PEOPLE,)))
    tab, heads = looked_at(content, [unions[1]])
    offered = lists(openpyxl.load_workbook(BytesIO(content)))
    assert offered["工种"] == [f"{trade.code} {trade.name}"]
    assert offered["工作单位"] == [f"{enterprise.code} {enterprise.name}"]
    assert "必填" in heads["姓名"].comment.text
    assert "2026-03-05" in heads["出生日期"].comment.text
    assert not [field.label for field in columns(Worker) if field.label not in heads]
    assert (tab.max_row, tab.freeze_panes) == (2, "A2")


def test_it_names_no_people_and_no_column_that_is_not_typed(desk, unions):
    make(Worker, organisation=unions[0])
    book = openpyxl.load_workbook(
        BytesIO(fetched(Person(desk, "li", Role.UNION, unions[0]), "mentorship_contract"))
    )
    assert "师傅" not in lists(book)
    heads = columns_by_label(book.worksheets[0])
    assert "师傅" in heads
    assert "师傅签名时间" not in heads


def test_it_is_for_who_may_write_and_for_unions_that_they_see(desk, unions):
    li = Person(desk, "li", Role.UNION, unions[0])
    looked_at(fetched(li), unions)
    looked_at(fetched(li, union=unions[2]), [unions[2]])
    below = Person(desk, "wang", Role.UNION, unions[1])
    answers = [
        below.get(f"/admin/worker/template/xlsx/?organisation={code}") for code in (unions[2].code, "O-999")
    ]
    assert {answer.status_code for answer in answers} == {404}
    reader = Person(desk, "zhao", Role.READER, unions[1])
    assert reader.get("/admin/worker/template/xlsx/").status_code == 403
    assert below.get("/admin/trade/template/xlsx/").status_code == 403


def test_what_it_holds_is_read_back_and_the_example_is_skipped(desk, tmp_path):
    """Of every entity: each heading is known, a filled-in row arrives as typed, the example does not."""
    office = Person(desk, "office")
    for model in RECORDS:
        path = tmp_path / "template.xlsx"
        path.write_bytes(fetched(office, model._meta.table_name))
        record = unsaved(model)
        texts = {f.name: f.show(record.__data__.get(f.name)) for f in columns(model) if f.typed}
        book = openpyxl.load_workbook(path)
        heads = columns_by_label(book.worksheets[0])
        for field in columns(model):
            if field.typed and texts[field.name]:
                book.worksheets[0].cell(3, heads[field.label].column).value = texts[field.name]
        book.save(path)
        with opened(path) as roster:
            table = roster.table(roster.tabs[0], model)
            assert [h.text for h in table.headings if not h.column] == []
            (row,) = table.rows()
            read = {name: row.texts[place] for place, name in table.places.items()}
            assert read == {"_code": "", **texts}, model
            assert {reason: skipped.lines for reason, skipped in table.skipped.items()} == {"示例行": [2]}


def test_every_example_is_something_that_its_column_reads(desk):
    office = Person(desk, "office")
    for model in RECORDS:
        book = openpyxl.load_workbook(BytesIO(fetched(office, model._meta.table_name)))
        for label, cell in columns_by_label(book.worksheets[0]).items():
            field = next((f for f in columns(model) if f.label == label), None)
            example = book.worksheets[0].cell(2, cell.column).value
            assert field is None or not example or field.read(example) is not None
            assert field or label == code_label()


def test_filled_in_it_is_brought_in(desk, run, unions, tmp_path):
    """From the page that asks for a roster to the records, the example left where it is."""
    li = Person(desk, "li", Role.UNION, unions[0])
    (address,) = re.findall(r'href="([^"]+/template/xlsx/)"', li.text("/admin/worker/import/"))
    path = tmp_path / "filled.xlsx"
    path.write_bytes(li.get(address).get_data())
    book = openpyxl.load_workbook(path)
    heads = columns_by_label(book.worksheets[0])
    row = {"姓名": "𠮷田", "所属工会": lists(book)["所属工会"][1], "文化程度": "大学本科", "性别": "女"}
    for label, value in row.items():
        book.worksheets[0].cell(3, heads[label].column).value = value
    book.save(path)
    done = run("import", "worker", path, "--user", "li")
    assert done.exit_code == 0, done.output
    (worker,) = Worker.select()
    assert (worker.name, worker.organisation, worker.education) == ("𠮷田", unions[1], Education.BACHELOR)


def test_one_in_english_is_read_in_chinese(desk, tmp_path):
    for model in RECORDS:
        with speaking("en"):
            (tmp_path / "template.xlsx").write_bytes(template(model, scope.SYSTEM))
        with opened(tmp_path / "template.xlsx") as roster:
            table = roster.table(roster.tabs[0], model)
            assert [h.text for h in table.headings if not h.column] == []
            assert list(table.rows()) == []
            assert list(table.skipped) == ["示例行"]


@pytest.mark.office
def test_libreoffice_opens_it_with_lists_notes_and_text_cells(desk, unions, tmp_path):
    (tmp_path / "template.xlsx").write_bytes(fetched(Person(desk, "li", Role.UNION, unions[0])))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    convert = ["--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", tmp_path / "out"]
    subprocess.run(
        [OFFICE, profile, *convert, tmp_path / "template.xlsx"], check=True, capture_output=True, timeout=180
    )
    _tab, heads = looked_at((tmp_path / "out" / "template.xlsx").read_bytes(), unions)
    assert "必填" in heads["姓名"].comment.text
