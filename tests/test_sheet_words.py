"""What stands in 同步状态: plain Chinese a cadre can act on, for every kind of trouble there is."""

import re
from datetime import date

import pytest
from shared_workers import EDITABLE, Shared, label

import operations
import scope
from choices import Matter, Policy
from models import SharedSheet, SheetNotice, SheetProposal, Worker
from sync import settling
from sync.explained import BY_MARK
from sync.status import SILENT

EXAMPLES = r"W-\d+|O-\d+|\d+"
FOREIGN = re.compile(r"[A-Za-z]{2,}|%\(|\{|None")


@pytest.fixture
def shared(desk, settings):
    return Shared(settings, editable=[*EDITABLE[:-2], "post"], policies={"post": Policy.OFFICE})


@pytest.fixture
def troubled(shared):
    """A workbook in which everything is wrong that can be: {kind: its texts}."""
    for n in range(5, 16):
        operations.save(
            Worker(
                name=f"职工{'甲乙丙丁戊己庚辛壬癸子'[n - 5]}",
                phone=f"138999900{n:02d}",
                organisation=shared.union,
            ),
            scope.SYSTEM,
        )
    for n in range(9, 14):
        shared.save(f"W-{n}", born_on=date(1980, 1, 10 + n - 9))
    shared.save("W-14", phone=None)
    shared.sync()
    book = shared.book
    book.type("W-1", label("phone"), "13911110000")
    book.type("W-1", label("post"), "班长")
    shared.save("W-1", phone="13922220000", post="组长")
    book.type("W-2", label("phone"), "12")
    book.type("W-3", label("name"), None)
    book.type("W-4", label("state"), "退休")
    book.copy("W-5")
    book.copy("W-6", **{label("post"): "焊工"})
    book.type("W-6", label("post"), "钳工")
    book.type("W-7", label("post"), "电工")
    operations.delete(shared.worker("W-7"), scope.SYSTEM)
    for name, text in {
        "name": "欧阳新",
        "phone": "13933330000",
        "sex": "女",
        "born_on": "1980-01-01",
    }.items():
        book.type("W-8", label(name), text)
    for n in range(9, 14):  # a column sorted alone
        book.type(f"W-{n}", label("born_on"), f"1980-01-{10 + (n + 1 - 9) % 5}")
    book.add(**{label("phone"): "13944440000"})
    book.add(**{label("name"): "新人", label("phone"): "13"})
    book.type("W-14", label("phone"), "没有")
    shared.sync()
    return shared


def statuses(shared):
    return {
        (row["编号"] or row["line"]): row["同步状态"]
        for row in shared.book.rows()
        if row["同步状态"] not in (None, "", "已同步")
    }


def test_every_kind_has_its_chinese_words_and_no_others(troubled):
    found = statuses(troubled)
    kinds = {kind for kind in Matter for text in found.values() if f"{kind.words}：" in text}
    assert kinds == set(Matter) - SILENT
    for text in found.values():
        assert text.startswith(tuple(f"{kind.words}：" for kind in Matter)), text
        assert not FOREIGN.search(re.sub(EXAMPLES, "", text)), text
    for kind in Matter:
        assert re.fullmatch(r"[\u4e00-\u9fff]+", str(kind.words))


def test_a_cell_is_told_by_its_column_with_both_values_and_what_to_do(troubled):
    found = statuses(troubled)
    told = {
        "W-1": ("冲突：手机号码：", "13812345670", "13922220000", "13911110000", "管理人员"),
        "W-2": ("无效：手机号码：", "所填“12”未写入", "系统仍为“13812345671”", "请改正"),
        "W-3": ("不完整：姓名：必填", "请补填"),
        "W-4": ("已还原：就业状态：", "“退休”", "看过后请清空本格"),
        "W-7": ("已删除：系统中已删除此记录", "请移除该行"),
        "W-8": ("等待批准：该行变成了另一个人", "须由管理员批准"),
        "W-9": ("等待批准：出生日期：", "1980-01-11", "1980-01-10", "待管理员批准"),
        "W-14": ("无效：手机号码：", "“没有”", "系统仍为“（空）”"),
    }
    for code, parts in told.items():
        for part in parts:
            assert part in found[code], (code, part, found[code])
    assert "未采纳：岗位：以系统的“组长”为准，所填“班长”未采纳" in found["W-1"]


def test_what_waits_is_explained_and_what_was_read_goes_from_the_workbook(troubled):
    marks = {one.fingerprint.partition(":")[0] for one in SheetProposal.select()}
    assert {"else", "scramble"} <= marks <= set(BY_MARK)
    SheetNotice.delete().where(SheetNotice.matter == Matter.READONLY).execute()
    troubled.sync()
    assert "W-4" not in statuses(troubled)
    assert troubled.sync().writes == 0


def test_a_column_sorted_alone_is_held_though_somebody_typed_in_it_too(shared):
    """What was typed besides lands; turned down, the others are as they were."""
    names = [f"W-{n}" for n in range(1, 5)]
    phones = [shared.worker(code).phone for code in names]
    other = operations.save(Worker(name="钱七", phone="13855550000", organisation=shared.union), scope.SYSTEM)
    shared.sync()
    for code, phone in zip(names, phones[1:] + phones[:1], strict=True):
        shared.book.type(code, label("phone"), phone)
    shared.book.type(other.code, label("phone"), "13866660000")
    shared.sync()
    assert [shared.worker(code).phone for code in names] == phones
    assert shared.worker(other.code).phone == "13866660000"
    [hold] = settling.proposals(shared.sheet)
    settling.turn_down(shared.sheet, hold, scope.SYSTEM)
    shared.sync()
    assert [shared.book.cell(code, label("phone")) for code in names] == phones
    assert shared.book.cell(other.code, label("phone")) == "13866660000"
    assert shared.sync().writes == 0


def test_edits_that_use_the_same_few_words_are_no_sorting(shared):
    """Posts that many have: five change, by chance among the words of one another."""
    posts = {"W-1": "车工", "W-2": "钳工", "W-3": "焊工", "W-4": "车工"}
    SharedSheet.update(policies="{}").execute()
    for code, post in posts.items():
        shared.save(code, post=post)
    shared.sync()
    wanted = {"W-1": "钳工", "W-2": "焊工", "W-3": "车工", "W-4": "焊工"}
    for code, post in wanted.items():
        shared.book.type(code, label("post"), post)
    shared.sync()
    assert {code: shared.worker(code).post for code in wanted} == wanted
