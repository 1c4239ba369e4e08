"""What waits in a shared workbook is worked off on screen: several conflicts at once, held changes, rows to mend."""

import csv
import io
import re
from datetime import timedelta

import pytest
from sheet_office import Office

import operations
import scope
from models import SheetConflict, SheetFinding, SheetNotice, SheetProposal, Worker, now
from sync import settling


@pytest.fixture
def office(desk, settings):
    return Office(desk, settings)


@pytest.fixture
def busy(office):
    """Both sides changed the phones of two workers and the name of one of them."""
    for code, phone in {"W-3": "13711110003", "W-4": "13711110004"}.items():
        office.book.type(code, Worker.phone.label, phone)
        worker = office.worker(code)
        worker.phone = phone.replace("137", "136")
        operations.save(worker, scope.SYSTEM.through("screen"))
    office.sync()
    assert len(settling.conflicts(office.sheet)) == 3
    return office


def phones(office):
    return [office.worker(code).phone for code in ("W-1", "W-3", "W-4")]


OFFICE = ["13900000009", "13611110003", "13611110004"]
TYPED = ["13900000008", "13711110003", "13711110004"]


def page(office, door="", who="union"):
    return office.people[who].text(office.address + door)


def said(text):
    return " ".join(re.findall(r'class="message [^"]*"[^>]*>([^<]+)', text))


@pytest.mark.parametrize(("winner", "wanted"), [("office", OFFICE), ("sheet", TYPED)])
def test_a_whole_column_is_settled_after_a_page_that_says_what_follows(busy, winner, wanted):
    assert "手机号码，全部 3 格" in page(busy)
    asked = busy.press("union", "settle", winner=winner, column="phone").get_data(as_text=True)
    assert "3 格" in asked
    assert ("下次运行时，工作簿里的这些格改为系统的值" in asked) == (winner == "office")
    assert ("立即写入记录" in asked) == (winner == "sheet")
    assert phones(busy) == OFFICE  # nothing yet
    busy.press(
        "union", "settle", winner=winner, one=re.findall(r'name="one" value="(\d+)"', asked), sure="yes"
    )
    assert "已处理 3 条" in said(page(busy))
    busy.run()
    assert phones(busy) == wanted
    assert [busy.book.cell(code, Worker.phone.label) for code in ("W-1", "W-3", "W-4")] == wanted
    assert busy.sync().writes == 0


def test_those_ticked_are_settled_and_a_refusal_names_its_record(busy):
    one, two, three = settling.conflicts(busy.sheet)
    worker = busy.worker("W-3")
    worker.phone = "13511110003"  # the office goes on before somebody decides
    operations.save(worker, scope.SYSTEM)
    busy.press("union", "settle", winner="sheet")
    assert "请先勾选" in said(page(busy))
    busy.press("union", "settle", winner="sheet", one=[one.id, two.id, "x", 10**12], sure="yes")
    words = said(page(busy))
    assert "W-3 手机号码：系统中的值刚被修改" in words
    assert "已处理 1 条" in words
    assert phones(busy) == [TYPED[0], "13511110003", OFFICE[2]]
    assert [c.id for c in settling.conflicts(busy.sheet)] == [two.id, three.id]


def test_a_conflict_tells_who_wrote_the_offices_value_and_when_the_other_was_found(busy):
    text = page(busy, who="reader")
    assert re.search(
        r"13611110003</b><small class=\"hand\">系统 · 网页 · \d{4}-\d\d-\d\d \d\d:\d\d</small>", text
    )
    assert "在工作簿里发现" in text


def test_several_proposals_are_decided_at_once_and_each_says_what_follows(office):
    office.book.remove("W-3")
    office.sync()
    office.sync()
    text = page(office)
    assert text.count("记录立即移入回收站") == 2
    numbers = [one.id for one in settling.proposals(office.sheet)]
    asked = office.press("union", "decide", verdict="turn_down", one=numbers).get_data(as_text=True)
    assert asked.count("下次运行会把这一行重新写入工作簿") == 2
    office.press("union", "decide", verdict="turn_down", one=numbers, sure="yes")
    office.run()
    assert {"W-2", "W-3"} <= {row["编号"] for row in office.book.rows()}
    assert not settling.proposals(office.sheet)


def test_a_lost_workbook_is_asked_about_again_until_somebody_approves(office):
    office.book.vanish()
    office.sync()
    [stop] = [one for one in settling.proposals(office.sheet) if one.fingerprint.startswith("restart")]
    assert "工作簿不见了或被清空" in page(office)
    office.press("union", f"decide/{stop.id}", verdict="turn_down")
    for _time in range(2):
        office.sync()
    waiting = [one for one in settling.proposals(office.sheet) if one.fingerprint.startswith("restart")]
    assert len(waiting) == 1
    office.press("union", f"decide/{waiting[0].id}", verdict="approve")
    office.sync()
    assert office.book.path.exists()


# Rows to mend --------------------------------------------------------------------------------------


@pytest.fixture
def wrong(office):
    """A refused cell, an incomplete row and a value put back."""
    office.book.type("W-3", Worker.phone.label, "12")
    office.book.add(**{Worker.phone.label: "13911119999"})
    office.sync()
    notice = {"row": "x", "matter": "readonly", "column": "name", "text": "姓名：还原", "generation": 1}
    SheetNotice.create(sheet=office.sheet, **notice)
    return office


def test_what_is_wrong_is_listed_filtered_and_exported(wrong):
    text = page(wrong, "troubles/", "reader")
    for words in ("W-3 赵六", "所填“12”未写入", "必填", "姓名：还原", "不完整", "无效", "已还原"):
        assert words in text
    assert 'name="notice"' not in text
    only = page(wrong, "troubles/?kind=invalid&column=phone")
    assert ("所填“12”未写入" in only, "必填" in only) == (True, False)
    rows = list(csv.reader(io.StringIO(wrong.people["reader"].get(wrong.address + "export/troubles/?kind=invalid")
                                       .data.decode("utf-8-sig"))))  # fmt: skip
    assert rows[0] == ["行", "编号", "类型", "列", "问题", "发生时间"]
    assert [row[1:4] for row in rows[1:]] == [["W-3", "无效", "手机号码"]]
    assert rows[1][0] == str(wrong.book.row("W-3")["line"])


def test_a_trouble_keeps_its_beginning_and_goes_with_its_cause(wrong):
    long_ago = now() - timedelta(days=40)
    SheetFinding.update(at=long_ago).execute()
    wrong.book.type("W-3", Worker.phone.label, "123")
    wrong.sync()
    assert f"{long_ago:%Y-%m-%d}" in page(wrong, "troubles/?kind=invalid")
    assert "所填“123”未写入" in page(wrong, "troubles/?kind=invalid")
    wrong.book.type("W-3", Worker.phone.label, "13912345678")
    wrong.sync()
    assert "W-3" not in page(wrong, "troubles/?kind=invalid")


def test_it_waits_as_a_task_with_the_number_that_its_list_has(wrong):
    tasks = wrong.people["union"].text("/admin/tasks/")
    link, number = re.search(
        r'href="([^"]*/troubles/[^"]*)">[^<]*</a> <span class="number">(\d+)', tasks
    ).groups()
    assert number == "3"
    listed = wrong.people["union"].text(link.replace("&amp;", "&"))
    assert f"{number} 条" in listed
    assert "待整改的内容" not in wrong.people["reader"].text("/admin/tasks/")
    notice = SheetNotice.get()
    assert wrong.press("reader", "read", notice=notice.id).status_code == 403
    wrong.press("union", "read", notice=notice.id)
    assert not SheetNotice.select().exists()
    assert "已标为已读" in said(page(wrong))


def test_another_sheets_conflicts_are_not_to_be_had_by_their_numbers(busy):
    number = SheetConflict.select().get().id
    answer = busy.press("foreign", "settle", winner="office", one=number, sure="yes")
    assert answer.status_code == 404
    assert len(settling.conflicts(busy.sheet)) == 3
    assert SheetProposal.select().count() == 1
