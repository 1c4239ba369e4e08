"""The command `import`: what a file does to the records, to the last cell, and what comes back."""

import json
from datetime import timedelta

import openpyxl
import pytest

import models
import operations
import scope
from choices import Act, ImportOutcome, ImportState, LineState, Role
from database import db
from models import Audit, FileImport, ImportLine, Organisation, Worker
from operations import trail
from operations.chain import first_break, hold
from operations.several import save_each
from sync.importing import applying, keeping, planning, uploads
from sync.importing.work import carry_on
from tests.front_door import PASSWORD
from tests.make import make, resident

NUMBER, OTHER = "11010519491231002X", resident("62070219900307007")
HEAD = "编号,姓名,手机号码,所属工会,证件号码,就业状态\n"


@pytest.fixture
def union(desk):
    return make(Organisation, name="甘州区总工会")


@pytest.fixture
def wang(union):
    return operations.save(
        Worker(name="王建国", phone="13812345678", organisation=union, id_number=NUMBER, post="钳工"),
        scope.SYSTEM,
    )


@pytest.fixture
def file(tmp_path):
    """Writes a CSV of workers; where it is."""

    def write(rows, head=HEAD, name="workers.csv"):
        path = tmp_path / name
        path.write_text(head + rows, encoding="utf-8")
        return path

    return write


def stored():
    return {
        model: list(model.select().order_by(model.id).tuples())
        for model in [*models.RECORDS, Audit, FileImport]
    }


def facts(answer):
    assert answer.exit_code in (0, 1), answer.output
    return json.loads(answer.stdout)


def again(record):
    return type(record).get_by_id(record.id)


# What a file does ---------------------------------------------------------------------------------


def test_new_changed_same_and_refused_rows_each_come_to_what_they_are(run, union, wang, file):
    path = file(
        f"{wang.code},王建国,13900000000,,,\n"  # changed by code, blank cells left alone
        f",李明,13812345679,甘州区总工会,{OTHER},在岗\n"  # new
        ",赵六,139,不存在,1.10105E+17,在岗\n"  # three bad cells
        "W-999,孙七,,,,\n"
    )
    told = facts(run("import", "worker", path, "--json"))
    assert {key: told[key] for key in ("new", "changed", "refused", "landed")} == {
        "new": 1, "changed": 1, "refused": 2, "landed": 2,
    }  # fmt: skip
    wang = again(wang)
    assert (wang.phone, wang.post, wang.id_number, wang.version) == ("13900000000", "钳工", NUMBER, 2)
    li = Worker.get(Worker.name == "李明")
    assert (li.id_number, li.organisation) == (OTHER, union)
    bad, unknown = told["rejects"]
    assert (bad["row"], unknown["row"]) == (4, 5)
    for words in ("手机号码：", "所属工会：找不到", "1.10105E+17", "文本"):
        assert words in bad["why"]
    assert "W-999" in unknown["why"]


def test_the_exit_status_says_whether_all_went_in(run, union, file):
    good = file(",李明,,甘州区总工会,,在岗\n")
    assert run("import", "worker", good).exit_code == 0
    bad = run("import", "worker", file(",,,甘州区总工会,,在岗\n"))
    assert bad.exit_code == 1
    assert "第 2 行：姓名：必填" in bad.output
    nothing = run("import", "worker", file("", head="甲,乙\n"))
    assert nothing.exit_code == 1


@pytest.mark.parametrize(
    "typed",
    [
        ["moon", "FILE"], ["match_choice", "FILE"], ["worker"], ["worker", "nowhere.csv"],
        ["worker", "FILE", "--key", "phone"], ["worker", "FILE", "--tab", "第二页"],
        ["worker", "FILE", "--rejects", "x.doc"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_what_cannot_be_understood_ends_with_2_and_leaves_nothing(run, union, file, typed):
    path, before = file(",李明,,甘州区总工会,,在岗\n"), stored()
    answer = run("import", *(str(path) if word == "FILE" else word for word in typed))
    assert answer.exit_code == 2, answer.output
    assert stored() == before


def test_a_rehearsal_tells_the_same_and_changes_nothing(run, union, wang, file, settings):
    path = file(f"{wang.code},王大国,,,,\n,李明,,甘州区总工会,,在岗\n,,,,,在岗\n")
    before = stored()
    rehearsed = facts(run("import", "worker", path, "--dry-run", "--json"))
    assert stored() == before
    assert not ImportLine.select().exists()
    assert list((settings.instance / keeping.FOLDER).iterdir()) == []
    done = facts(run("import", "worker", path, "--json"))
    assert rehearsed["rejects"] == done["rejects"]
    assert [rehearsed[key] for key in ("new", "changed", "refused")] == [1, 1, 1]
    assert (rehearsed["landed"], done["landed"]) == (0, 2)


def test_a_file_that_cannot_be_read_is_refused_in_words(run, union, tmp_path):
    path = tmp_path / "photo.xlsx"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 100)
    before = stored()
    answer = run("import", "worker", path)
    assert (answer.exit_code, stored()) == (1, before)
    assert "图片" in answer.output


# Whose row it is ----------------------------------------------------------------------------------


def test_a_row_without_code_is_found_by_its_number_and_by_name_and_phone_only_where_asked(run, wang, file):
    by_number = file(f",王建国,13900000001,,{NUMBER.lower()},\n")
    assert facts(run("import", "worker", by_number, "--json"))["changed"] == 1
    by_name = file(",王建国,13900000001,甘州区总工会,,退休\n")
    assert facts(run("import", "worker", by_name, "--dry-run", "--json"))["new"] == 1
    asked = facts(run("import", "worker", by_name, "--key", "name,phone", "--json"))
    assert (asked["new"], asked["changed"]) == (0, 1)
    assert again(wang).state == "retired"


def test_name_and_phone_of_several_records_name_none(run, union, file):
    for _time in range(2):
        operations.save(Worker(name="王伟", phone="13812345678", organisation=union), scope.SYSTEM)
    told = facts(run("import", "worker", file(",王伟,13812345678,,,退休\n"), "--key", "name,phone", "--json"))
    assert told["refused"] == 1
    assert "W-1、W-2" in told["rejects"][0]["why"]


def test_rows_of_the_same_record_count_once_or_not_at_all(run, wang, file):
    repeated = file(
        f"{wang.code},王建国,13900000000,,,\n,王建国,13900000000,,{NUMBER},\n".replace(f",,{NUMBER}", ",,")
        * 2
    )
    told = facts(run("import", "worker", repeated, "--json"))
    assert told["repeated"] >= 1
    differing = file(f"{wang.code},王建国,13900000005,,,\n,王建国,13900000006,,{NUMBER},\n")
    told = facts(run("import", "worker", differing, "--json"))
    assert (told["twice"], told["landed"]) == (2, 0)
    assert "2、3" in told["rejects"][0]["why"]
    assert again(wang).phone == "13900000000"


def test_a_foreign_record_is_like_none_and_its_number_is_used(run, desk, union, wang, file):
    other = make(Organisation, name="碱滩镇总工会")
    run(
        "user",
        "add",
        "chen",
        "--role",
        "union",
        "--organisation",
        other.code,
        "--password-stdin",
        input=PASSWORD,
    )
    rows = file(
        f"{wang.code},王建国,,,,\nW-999,王建国,,,,\n,王建国,,,{NUMBER},在岗\n,李明,,甘州区总工会,,在岗\n"
    )
    told = facts(run("import", "worker", rows, "--user", "chen", "--json"))
    words = [one["why"] for one in told["rejects"]]
    assert told["landed"] == 0
    assert words[0].replace(wang.code, "W-999") == words[1]
    assert words[2] == "证件号码：已被另一条记录使用"
    assert "所属工会：找不到您可使用的记录" in words[3]
    assert again(wang).version == 1


def test_a_new_record_belongs_to_the_union_that_was_named_or_the_persons_own(run, union, file):
    rows = file("李明,在岗\n", head="姓名,就业状态\n")
    assert run("import", "worker", rows).exit_code == 1
    assert run("import", "worker", rows, "--organisation", union.code).exit_code == 0
    run(
        "user",
        "add",
        "chen",
        "--role",
        "union",
        "--organisation",
        union.code,
        "--password-stdin",
        input=PASSWORD,
    )
    assert run("import", "worker", rows, "--user", "chen").exit_code == 0
    assert [worker.organisation for worker in Worker.select()] == [union, union]


def test_who_may_not_write_brings_nothing_in(run, union, file):
    run(
        "user",
        "add",
        "chen",
        "--role",
        "reader",
        "--organisation",
        union.code,
        "--password-stdin",
        input=PASSWORD,
    )
    before = stored()
    answer = run("import", "worker", file(",李明,,,,在岗\n"), "--user", "chen")
    assert (answer.exit_code, stored()) == (1, before)


# Cells --------------------------------------------------------------------------------------------


def test_masked_cells_are_left_alone_and_name_nobody(run, union, wang, file):
    masked = Worker.id_number.mask(NUMBER)
    told = facts(run("import", "worker", file(f"{wang.code},王大国,,,{masked},\n"), "--json"))
    assert (told["changed"], again(wang).id_number) == (1, NUMBER)
    told = facts(run("import", "worker", file(f",王大国,,,{masked},\n,李明,,,****,在岗\n"), "--json"))
    assert told["refused"] == 2


def test_blank_cells_empty_the_record_only_where_they_count(run, wang, file):
    rows = file(f"{wang.code},王建国,\n", head="编号,姓名,手机号码\n")
    assert facts(run("import", "worker", rows, "--json"))["same"] == 1
    assert facts(run("import", "worker", rows, "--blanks", "--json"))["changed"] == 1
    assert again(wang).phone is None
    assert again(wang).post == "钳工"


def test_what_nobody_types_is_not_brought_in(run, union, file):
    contract = make(models.MentorshipContract)
    rows = file(f"{contract.code},2020-01-01 10:00,目标\n", head="编号,Mentor signed at,目标\n")
    run("import", "mentorship_contract", rows)
    assert again(contract).mentor_signed_at is None


def test_a_formula_is_a_text_and_comes_back_guarded(run, union, file, tmp_path):
    path = file(',"\t=cmd|x",,甘州区总工会,,在岗\n,=cmd|y,1,甘州区总工会,,在岗\n')
    back = tmp_path / "back.csv"
    assert run("import", "worker", path, "--rejects", back).exit_code == 1
    assert Worker.get().name == "=cmd|x"
    assert '"\t=cmd|y"' in back.read_text(encoding="utf-8-sig")


# What comes back ----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_refused_rows_come_back_whole_and_are_read_again_once_mended(run, union, tmp_path, kind):
    book = openpyxl.Workbook()
    book.active.title = "在册"
    for texts in (["职工花名册"], ["序号", "姓 名", "班组", "手机号码", "证件号码", "就业状态"]):
        book.active.append(texts)
    book.active.append([1, "李明", "一班", "13812345678", OTHER, "在岗"])
    book.active.append([2, "赵六", "二班", "138", NUMBER, "在岗"])
    book.save(tmp_path / "in.xlsx")
    back = tmp_path / f"back.{kind}"
    options = ("--organisation", union.code, "--rejects", back, "--json")
    assert facts(run("import", "worker", tmp_path / "in.xlsx", *options))["rejects"][0]["row"] == 4
    rows = read_back(back)
    assert rows[0] == ["序号", "姓 名", "班组", "手机号码", "证件号码", "就业状态", "未能导入的原因"]
    assert rows[1][:6] == ["2", "赵六", "二班", "138", NUMBER, "在岗"]
    assert "手机号码：" in rows[1][6]
    mended = tmp_path / "mended.xlsx"
    write_book(mended, [rows[0], [*rows[1][:3], "13812345670", *rows[1][4:]]])
    told = facts(run("import", "worker", mended, "--organisation", union.code, "--json"))
    assert (told["new"], told["refused"]) == (1, 0)
    assert Worker.get(Worker.name == "赵六").id_number == NUMBER


def read_back(path):
    if path.suffix == ".xlsx":
        sheet = openpyxl.load_workbook(path).active
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} == {"s"}
        return [[cell.value for cell in row] for row in sheet.iter_rows()]
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    return [[text.strip('"\t') for text in line.split(",")] for line in lines]


def write_book(path, rows):
    book = openpyxl.Workbook()
    for texts in rows:
        book.active.append(texts)
    book.save(path)


# The trail, and the way back ----------------------------------------------------------------------


def test_the_trail_names_the_import_and_history_holds_each_cell(run, wang, file):
    run("import", "worker", file(f"{wang.code},王大国,,,,\n,李明,,甘州区总工会,,在岗\n"))
    number = FileImport.get().id
    lines = list(Audit.select().where(Audit.via == f"import {number}").order_by(Audit.id))
    assert [(line.act, line.record) for line in lines] == [(Act.CHANGED, wang.id), (Act.CREATED, wang.id + 1)]
    assert json.loads(lines[0].changes) == {"name": ["王建国", "王大国"]}


def brought(run, path, **options):
    run("import", "worker", path)
    return FileImport.select().order_by(FileImport.id.desc()).get()


def taken_back(one, settings):
    uploads.undo(one, scope.SYSTEM)
    return carry_on(one, settings.instance / keeping.FOLDER)


def test_an_untouched_import_is_taken_back_whole(run, wang, file, settings):
    one = brought(run, file(f"{wang.code},王大国,13900000000,,,\n,李明,,甘州区总工会,,在岗\n"))
    one = taken_back(one, settings)
    assert one.state == ImportState.UNDONE
    assert (again(wang).name, again(wang).phone) == ("王建国", "13812345678")
    assert Worker.get(Worker.name == "李明").deleted_at
    assert {line.state for line in ImportLine.select()} == {LineState.UNDONE}


def test_what_was_touched_since_is_left_and_said(run, wang, file, settings):
    one = brought(
        run, file(f"{wang.code},王大国,,,,\n,李明,,甘州区总工会,,在岗\n,赵六,,甘州区总工会,,在岗\n")
    )
    wang = again(wang)
    wang.post = "车工"
    operations.save(wang, scope.SYSTEM)
    li = Worker.get(Worker.name == "李明")
    make(models.Skill, worker=li)
    taken_back(one, settings)
    states = {line.line: (line.state, line.problems) for line in ImportLine.select()}
    assert [states[number][0] for number in (2, 3, 4)] == [LineState.LEFT, LineState.LEFT, LineState.UNDONE]
    assert "技能" in states[3][1]
    assert (again(wang).name, again(li).deleted_at) == ("王大国", None)


def test_after_its_time_values_and_file_are_gone_and_with_them_the_way_back(run, wang, file, settings):
    one = brought(run, file(f"{wang.code},王大国,,,,\n"))
    folder = settings.instance / keeping.FOLDER
    assert keeping.empty_old(folder) == 0
    FileImport.update(made_at=models.now() - timedelta(days=keeping.DAYS + 1)).execute()
    assert keeping.empty_old(folder) == 1
    assert (ImportLine.get().cells, list(folder.iterdir())) == ("{}", [])
    with pytest.raises(operations.Refused):
        uploads.undo(FileImport.get_by_id(one.id), scope.SYSTEM)


def test_a_lawful_erasure_empties_the_imports_that_name_the_record(run, wang, file, settings):
    one = brought(run, file(f"{wang.code},王建国,,,{OTHER},\n,李明,,甲,,\n"))
    other = brought(run, file(",李明,,甘州区总工会,,在岗\n"))
    trail.erase(again(wang), ["id_number"], scope.SYSTEM, "本人依法申请")
    assert OTHER not in "".join(line.cells + line.problems for line in ImportLine.select())
    assert ImportLine.get(ImportLine.file == other).cells != "{}"
    keeping.empty_old(settings.instance / keeping.FOLDER)
    assert [path.name for path in (settings.instance / keeping.FOLDER).iterdir()] == [other.stored]
    with pytest.raises(operations.Refused):
        uploads.undo(FileImport.get_by_id(one.id), scope.SYSTEM)


# Kills, races -------------------------------------------------------------------------------------


@pytest.fixture
def looked_through(union, file, settings):
    """Makes an import that waits for its go-ahead."""

    def look(rows, by=scope.SYSTEM, head=HEAD):
        path = file(rows, head)
        with path.open("rb") as source:
            one = uploads.begin(Worker, source, path.name, settings.instance / keeping.FOLDER, by)
        columns = dict(enumerate(["_code", "name", "phone", "organisation", "id_number", "state"]))
        uploads.choose(one, "workers", columns, ("id_number",), into=union)
        return carry_on(one, settings.instance / keeping.FOLDER)

    return look


def ten(start=0):
    return "".join(f",职工{number},,,,在岗\n" for number in range(start, start + 10))


def test_a_worker_that_dies_between_two_chunks_or_within_one_loses_and_doubles_nothing(
    looked_through, settings, monkeypatch
):
    monkeypatch.setattr(applying, "CHUNK", 3)
    one = looked_through(ten())
    uploads.go(one, scope.SYSTEM)
    assert applying.step(one)
    monkeypatch.setattr(applying, "beat", lambda *_args: 1 / 0)  # killed before the chunk was committed
    with pytest.raises(ZeroDivisionError):
        applying.step(one)
    assert Worker.select().count() == 3
    monkeypatch.undo()
    one = carry_on(FileImport.get_by_id(one.id), settings.instance / keeping.FOLDER)
    assert (one.state, one.done) == (ImportState.DONE, 10)
    assert sorted(worker.name for worker in Worker.select()) == [f"职工{number}" for number in range(10)]


def test_a_look_through_that_died_begins_anew_and_an_older_one_gives_way(
    looked_through, settings, monkeypatch
):
    folder = settings.instance / keeping.FOLDER
    monkeypatch.setattr(planning, "CHUNK", 4)
    one = looked_through(ten())
    uploads.choose(one, "workers", {1: "name", 5: "state"}, into=one.into)

    def overtake(done):
        if done == 4:
            planning.plan(FileImport.get_by_id(one.id), folder)

    planning.plan(one, folder, overtake)
    assert FileImport.get().state == ImportState.PLANNED
    assert [line.line for line in ImportLine.select().order_by(ImportLine.line)] == list(range(2, 12))


def test_an_import_is_stopped_between_chunks_goes_on_and_is_taken_back(looked_through, settings, monkeypatch):
    monkeypatch.setattr(applying, "CHUNK", 3)
    folder = settings.instance / keeping.FOLDER
    one = looked_through(ten())
    uploads.go(one, scope.SYSTEM)
    applying.step(one)
    uploads.ask_to_stop(one)
    one = carry_on(FileImport.get_by_id(one.id), folder)
    assert (one.state, Worker.select().count()) == (ImportState.STOPPED, 3)
    uploads.go(one, scope.SYSTEM)
    applying.step(one)
    uploads.ask_to_stop(one)
    one = carry_on(FileImport.get_by_id(one.id), folder)
    assert Worker.select().count() == 6
    taken_back(one, settings)
    assert not Worker.select().where(Worker.deleted_at.is_null()).exists()


def test_two_imports_of_the_same_people_make_them_once(looked_through, settings):
    rows = f",李明,,,{OTHER},在岗\n,王建国,,,{NUMBER},在岗\n"
    first, second = looked_through(rows), looked_through(rows)
    for one in (first, second):
        uploads.go(one, scope.SYSTEM)
    for one in (first, second):
        carry_on(one, settings.instance / keeping.FOLDER)
    assert Worker.select().count() == 2
    refused = list(ImportLine.select().where(ImportLine.file == second))
    assert {line.outcome for line in refused} == {ImportOutcome.REFUSED}
    assert all("已被" in line.problems for line in refused)


def test_a_record_that_changed_since_the_preview_is_decided_anew(looked_through, settings, wang):
    one = looked_through(f"{wang.code},王大国,13900000000,,,\n")
    worker = again(wang)
    worker.post = "车工"
    operations.save(worker, scope.SYSTEM)
    uploads.go(one, scope.SYSTEM)
    carry_on(one, settings.instance / keeping.FOLDER)
    assert (again(wang).name, again(wang).post) == ("王大国", "车工")  # another column: both land
    one = looked_through(f"{wang.code},王小国,13900000000,,,\n")
    worker = again(wang)
    worker.name = "王中国"
    operations.save(worker, scope.SYSTEM)
    uploads.go(one, scope.SYSTEM)
    carry_on(one, settings.instance / keeping.FOLDER)
    assert again(wang).name == "王中国"
    line = ImportLine.get(ImportLine.file == one)
    assert line.outcome == ImportOutcome.REFUSED
    assert "王中国" in line.problems


def test_the_work_is_done_with_the_rights_of_the_moment(looked_through, settings, run, union):
    run(
        "user",
        "add",
        "chen",
        "--role",
        "union",
        "--organisation",
        union.code,
        "--password-stdin",
        input=PASSWORD,
    )
    account = models.Account.get(models.Account.name == "chen")
    one = looked_through(ten(), by=scope.actor(account))
    uploads.go(one, scope.actor(account))
    models.Account.update(role=Role.READER).execute()
    carry_on(FileImport.get_by_id(one.id), settings.instance / keeping.FOLDER)
    assert not Worker.select().exists()
    assert {line.outcome for line in ImportLine.select()} == {ImportOutcome.REFUSED}


def test_records_that_the_file_does_not_name_are_told_and_kept(looked_through, wang):
    one = looked_through(ten())
    assert [worker.id for worker in planning.missing(one, scope.visible(Worker, scope.SYSTEM))] == [wang.id]
    one = looked_through(f"{wang.code},王建国,,,,\n")
    assert list(planning.missing(one, scope.visible(Worker, scope.SYSTEM))) == []


# Many at a time -----------------------------------------------------------------------------------


def test_records_saved_together_are_what_single_saves_make_them_and_the_trail_holds(desk, union):
    drafts = [Worker(name=f"职工{number}", organisation=union, phone="13812345678") for number in range(4)]
    drafts[2].phone = "1"
    with db.atomic():
        hold()
        refusals = save_each(drafts, {}, scope.SYSTEM)
    assert [bool(refusal) for refusal in refusals] == [False, False, True, False]
    alone = operations.save(Worker(name="职工9", organisation=union, phone="13812345678"), scope.SYSTEM)
    assert [worker.name for worker in Worker.select().order_by(Worker.id)] == [
        "职工0",
        "职工1",
        "职工3",
        "职工9",
    ]
    acts = [
        (line.act, line.version, line.organisation) for line in Audit.select().where(Audit.entity == "worker")
    ]
    assert acts == [(Act.CREATED, 1, union.id)] * 4
    assert first_break() is None
    assert again(alone).version == 1


def test_a_union_that_would_leave_its_writers_sight_is_not_moved_by_a_file(run, desk, union):
    left = make(Organisation, name="东街总工会", parent=union)
    run(
        "user",
        "add",
        "chen",
        "--role",
        "union",
        "--organisation",
        left.code,
        "--password-stdin",
        input=PASSWORD,
    )
    path = desk.config["GONGYOU"].instance / "unions.csv"
    path.write_text("工会名称,工会类型\n新的工会,乡镇街道工会\n", encoding="utf-8")
    told = facts(run("import", "organisation", path, "--user", "chen", "--json"))
    assert told["landed"] == 0
    assert not Organisation.select().where(Organisation.name == "新的工会").exists()
