"""Imports on screen: from the list to the result and back, by whoever may, on files as they come."""

import io
import re

import openpyxl
import pytest
from front_door import Page, Person

import jobs
import models
import operations
import scope
from choices import Act, Area, ImportState, Role
from models import Audit, FileImport, ImportLine, Organisation, Worker
from sync.importing import matched, uploads
from tests.make import make, resident

NUMBER, OTHER = resident("62070219850101123"), resident("62070219900307007")
HEAD = "编号,姓名,手机号码,证件号码,备忘\n"


@pytest.fixture
def union(desk):
    return make(Organisation, name="甘州区总工会")


@pytest.fixture
def wang(union):
    return operations.save(
        Worker(name="王建国", phone="13812345678", organisation=union, id_number=NUMBER), scope.SYSTEM
    )


@pytest.fixture
def secretary(desk, union):
    return Person(desk, "secretary", Role.UNION, union)


def upload(person, text, name="花名册.csv", entity="worker", query=""):
    """Choose a file on the page of an entity and send it; where that leads."""
    address = f"/admin/{entity}/import/{query}"
    data = text if isinstance(text, bytes) else text.encode()
    return person.fill(address, file=(io.BytesIO(data), name))


def begun(person, text, **how):
    answer = upload(person, text, **how)
    assert answer.status_code == 302, answer.get_data(as_text=True)
    return answer.location


def form_for(person, address, door):
    """The fields of the page's form that leads to a door."""
    text = person.text(address)
    forms = re.findall(r"<form[^>]*>", text)
    place = next(number for number, form in enumerate(forms) if f'{door}"' in form)
    return {name: value for name, value in Page(text).forms[place].items() if value is not None}


def press(person, address, door, **changes):
    fields = {**form_for(person, address, f"/{door}"), **changes}
    return person.client.post(f"{address}{door}", data={n: v for n, v in fields.items() if v is not None})


def previewed(person, text, **how):
    """The address of an import whose preview stands there."""
    address = begun(person, text, **how)
    assert press(person, address, "columns").status_code == 302
    return address


def the_import():
    return FileImport.select().order_by(FileImport.id.desc()).get()


# From the list to the result ------------------------------------------------------------------------


def test_a_roster_goes_from_the_list_to_the_records_and_back(secretary, union, wang):
    assert "/admin/worker/import/" in secretary.text("/admin/worker/")
    address = begun(secretary, HEAD + f"{wang.code},王大国,,,\n,李明,13812345679,{OTHER},\n,赵六,12,,\n")
    text = secretary.text(address)
    assert "李明" in text
    assert '<option value="phone" selected>' in text
    assert press(secretary, address, "columns").status_code == 302
    text = secretary.text(address + "?show=changed")
    assert "<del>王建国</del> → <ins>王大国</ins>" in text
    assert (wang.code, Worker.select().count()) == ("W-1", 1)
    assert "赵六" in secretary.text(address + "?show=refused")
    assert "手机号码：必须是电话号码" in secretary.last.get_data(as_text=True)
    new = secretary.text(address + "?show=new")
    assert OTHER not in new
    assert Worker.id_number.mask(OTHER) in new
    assert press(secretary, address, "go").status_code == 302
    li = Worker.get(Worker.name == "李明")
    assert (li.organisation, Worker.get_by_id(wang.id).name) == (union, "王大国")
    assert "已导入" in secretary.text(address)
    assert press(secretary, address, "undo").status_code == 302
    assert (Worker.get_by_id(li.id).deleted_at is not None, Worker.get_by_id(wang.id).name) == (
        True,
        "王建国",
    )
    assert "已撤销" in secretary.text(address)


def test_refused_rows_are_fetched_mended_and_brought_again(secretary, union):
    address = previewed(secretary, HEAD + f",李明,12,{OTHER},甲\n,赵六,13812345678,,乙\n")
    press(secretary, address, "go")
    book = openpyxl.load_workbook(io.BytesIO(secretary.get(address + "rejects.xlsx").data))
    rows = [[cell.value for cell in row] for row in book.active.iter_rows()]
    assert rows[0] == [*HEAD.strip().split(","), "未能导入的原因"]
    assert (rows[1][1], len(rows)) == ("李明", 2)
    assert "证件号码" in secretary.text(address + "rejects.csv")
    assert [line.who for line in Audit.select().where(Audit.act == Act.EXPORTED)] == ["secretary"] * 2
    book.active["C2"].value = "13812345670"
    mended = io.BytesIO()
    book.save(mended)
    address = begun(secretary, mended.getvalue(), name="back.xlsx")
    assert "未能导入的原因" not in secretary.text(address)
    press(secretary, address, "columns")
    press(secretary, address, "go")
    assert Worker.get(Worker.name == "李明").phone == "13812345670"


def test_what_is_matched_by_hand_is_remembered_for_the_union(secretary, desk, union):
    head = "人员,电话号\n"
    address = begun(secretary, head + "李明,13812345678\n")
    assert '<option value="phone" selected>' not in secretary.text(address)
    assert press(secretary, address, "columns", c0="name", c1="phone").status_code == 302
    assert the_import().state == ImportState.PLANNED
    assert '<option value="phone" selected>' in secretary.text(begun(secretary, head + "赵六,13812345670\n"))
    other = Person(desk, "other", Role.UNION, make(Organisation))
    assert '<option value="phone" selected>' not in other.text(begun(other, head + "赵六,13812345670\n"))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"c1": "", "c2": "", "c3": "", "c0": "", "c4": ""}, "请至少对应一列"),
        ({"c2": "name"}, "有两列都对应“姓名”"),
        ({"key": "id_number", "c3": ""}, "要按“证件号码”辨认"),
        ({"key": "phone"}, "不能用它来辨认"),
        ({"into": "O-999"}, "找不到您可使用的记录"),
    ],
)
def test_columns_that_make_no_sense_are_refused_in_words_and_stay_as_chosen(secretary, union, changes, words):
    address = begun(secretary, HEAD + ",李明,13812345678,,\n")
    answer = press(secretary, address, "columns", **changes)
    assert answer.status_code == 422
    assert words in answer.get_data(as_text=True)
    assert the_import().state == ImportState.NEW
    assert press(secretary, address, "columns").status_code == 302


def test_a_tab_is_chosen_and_the_columns_can_be_matched_again(secretary, union):
    book = openpyxl.Workbook()
    book.active.title = "在册"
    book.active.append(["姓名", "手机号码", "证件号码"])
    book.active.append(["李明", "13812345678", OTHER])
    book.create_sheet("退休").append(["姓名"])
    book["退休"].append(["赵六"])
    file = io.BytesIO()
    book.save(file)
    address = begun(secretary, file.getvalue(), name="两页.xlsx")
    assert "李明" in secretary.text(address)
    assert "赵六" in secretary.text(address + "?tab=退休")
    fields = {**form_for(secretary, address + "?tab=退休", "/columns"), "key": ""}
    secretary.client.post(address + "columns", data=fields)
    assert "赵六" in secretary.text(address)
    assert press(secretary, address, "columns", again="yes").status_code == 302
    assert the_import().state == ImportState.NEW
    press(secretary, address, "columns")
    assert "李明" in secretary.text(address)


def test_records_that_the_file_does_not_name_are_told_within_the_list_it_was_begun_from(
    secretary, union, wang
):
    make(Worker, name="孙七", organisation=union)
    address = previewed(secretary, HEAD + ",李明,,,\n", query="?flt0_name-contains=王")
    text = secretary.text(address + "?show=missing")
    assert "王建国" in text
    assert "孙七" not in text


@pytest.mark.parametrize(
    "file", [(b"\x89PNG\r\n\x1a\n", "相片.xlsx"), (b"", "空.csv"), (b"PK\x03\x04junk", "坏.xlsx")]
)
def test_what_is_no_roster_is_refused_in_words_and_leaves_nothing(secretary, union, file, settings):
    answer = upload(secretary, file[0], name=file[1])
    assert answer.status_code == 422
    assert 'class="message error"' in answer.get_data(as_text=True)
    assert not FileImport.select().exists()
    assert list((settings.instance / "imports").iterdir()) == []


def test_no_file_at_all_is_said(secretary, union):
    answer = secretary.fill("/admin/worker/import/")
    assert answer.status_code == 422
    assert "请先选择文件" in answer.get_data(as_text=True)


# The worker -------------------------------------------------------------------------------------------


@pytest.fixture
def worker(settings, monkeypatch):
    """Whoever works beside the web server; nothing is small enough to be done at once."""
    monkeypatch.setattr(matched, "SMALL", 1)
    queue = jobs.scheduled(settings)

    def work():
        """All that is in the queue; how many tasks."""
        count = 0
        while task := queue.dequeue():
            queue.execute(task)
            count += 1
        return count

    yield work
    queue.storage.close()


def test_a_large_file_is_the_workers_with_progress_on_the_page(secretary, union, worker):
    address = previewed(secretary, HEAD + "".join(f",职工{n},,,\n" for n in range(5)))
    text = secretary.text(address)
    assert "data-poll" in text
    assert "正在检查" in text
    assert worker() == 1
    assert "data-poll" not in secretary.text(address)
    press(secretary, address, "go")
    assert (Worker.select().count(), "已完成 0 行，共 5 行" in secretary.text(address)) == (0, True)
    assert worker() == 1
    assert Worker.select().count() == 5
    press(secretary, address, "undo")
    worker()
    assert the_import().state == ImportState.UNDONE


def test_an_import_is_stopped_from_the_page_before_the_worker_comes(secretary, union, worker):
    address = previewed(secretary, HEAD + ",李明,,,\n,赵六,,,\n")
    press(secretary, address, "stop")
    worker()
    assert the_import().state == ImportState.NEW
    press(secretary, address, "columns")
    worker()
    press(secretary, address, "go")
    press(secretary, address, "stop")
    worker()
    assert (the_import().state, Worker.select().count()) == (ImportState.STOPPED, 0)
    press(secretary, address, "go")
    worker()
    assert Worker.select().count() == 2


def test_what_a_worker_that_died_was_at_is_found_again_after_a_minute(secretary, union, worker, settings):
    previewed(secretary, HEAD + ",李明,,,\n,赵六,,,\n")
    FileImport.update(beat_at=models.now()).execute()  # somebody seems to be at it
    assert not jobs.bring_files_in(settings)
    assert the_import().state == ImportState.PLANNING
    FileImport.update(beat_at=models.now() - uploads.QUIET * 1.1).execute()
    jobs.bring_files_in(settings)
    assert the_import().state == ImportState.PLANNED


# Who may ----------------------------------------------------------------------------------------------


def test_who_may_not_write_an_entity_brings_nothing_in(desk, union):
    reader = Person(desk, "reader", Role.READER, union)
    clerk = Person(desk, "clerk", Role.CLERK, union, (Area.TRAINERS,))
    for person in (reader, clerk):
        assert "/admin/worker/import/" not in person.text("/admin/worker/")
        assert person.get("/admin/worker/import/").status_code == 403
        token = person.form("/password")["csrf_token"]
        assert person.client.post("/admin/worker/import/", data={"csrf_token": token}).status_code == 403
    assert clerk.get("/admin/trainer/import/").status_code == 200


def test_a_superior_sees_it_masked_may_take_it_back_and_gets_no_file(desk, secretary, union, wang):
    address = previewed(secretary, HEAD + f",李明,,{OTHER},\n,赵六,1,,\n")
    county = Person(desk, "county", Role.ADMINISTRATOR)
    text = county.text(address)
    assert "李明" in text
    assert OTHER not in text
    assert address in county.text("/admin/imports/")
    token = {"csrf_token": county.form("/password")["csrf_token"]}
    assert county.client.post(address + "go", data=token).status_code == 403
    assert county.get(address + "rejects.csv").status_code == 403
    press(secretary, address, "go")
    assert press(county, address, "undo").status_code == 302
    assert the_import().state == ImportState.UNDONE
    assert Audit.select().order_by(Audit.id.desc()).get().who == "county"


def test_a_colleague_without_the_area_and_another_union_see_no_import(desk, secretary, union):
    address = previewed(secretary, HEAD + ",李明,,,\n")
    clerk = Person(desk, "clerk", Role.CLERK, union, (Area.TRAINERS,))
    other = Person(desk, "other", Role.UNION, make(Organisation))
    for person in (clerk, other):
        assert address not in person.text("/admin/imports/")
        assert person.get(address).status_code == 404


def test_an_import_of_somebody_who_lost_their_rights_brings_nothing_in(secretary, union):
    address = previewed(secretary, HEAD + ",李明,,,\n")
    form = form_for(secretary, address, "/go")
    models.Account.update(role=Role.READER).where(models.Account.name == "secretary").execute()
    assert secretary.client.post(address + "go", data=form).status_code == 404
    assert not Worker.select().exists()


def test_buttons_pressed_out_of_turn_are_refused_in_words(secretary, union):
    address = previewed(secretary, HEAD + ",李明,,,\n")
    token = {"csrf_token": secretary.form("/password")["csrf_token"]}
    for door in ("undo", "columns", "go", "go"):
        answer = secretary.client.post(address + door, data=token, follow_redirects=True)
        assert answer.status_code == 200
    assert "其间别人已经继续了这次导入" in answer.get_data(as_text=True)
    assert Worker.select().count() == 1
    assert ImportLine.select().count() == 1


def test_one_choice_of_matchmaking_has_no_import(desk):
    person = Person(desk, "office")
    assert person.get("/admin/match_choice/import/").status_code == 404
