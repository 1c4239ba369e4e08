"""Every entity's list, form, details and export, as an administrator meets them."""

import csv
import io
import re
from urllib.parse import quote

import pytest
from front_door import Page, Person, codes, mistakes
from make import make, unsaved
from playhouse.test_utils import count_queries

import filters
import models
import scope
from admin import tasks
from fields import ForeignKeyField
from models import RECORDS, columns
from rows import cell, with_links

every_entity = pytest.mark.parametrize("model", RECORDS, ids=lambda model: model._meta.table_name)


@pytest.fixture
def office(desk, monkeypatch):
    monkeypatch.setattr(
        tasks, "known", {}
    )  # a number from an earlier test may grow old in the middle of this one
    return Person(desk, "office")


def address(model, door="", **query):
    tail = "&".join(f"{name}={quote(str(value))}" for name, value in query.items())
    return f"/admin/{model._meta.table_name}/{door}" + (f"?{tail}" if tail else "")


@every_entity
def test_a_list_shows_each_column_under_its_label(office, model):
    record = make(model)
    text = office.text(address(model))
    words = Page(text).words
    assert codes(text) == [r.code for r in model.select().order_by(model.id.desc())]
    shown = [field for field in columns(model) if not field.wide and field.name not in ("id_kind", "address")]
    loaded = with_links(model, [record.id], scope.SYSTEM)[0]
    for field in shown:
        assert field.label in words, field.name
        assert cell(loaded, field) in [*words, ""], field.name


@every_entity
def test_details_show_every_column_and_the_history(office, model):
    record = with_links(model, [make(model).id], scope.SYSTEM)[0]
    words = Page(office.text(address(model, "details/", id=record.id))).words
    for field in columns(model):
        assert field.label in words
        assert (cell(record, field) or "—").splitlines()[0] in " ".join(words)
    assert "系统" in words, "who made it"


@every_entity
def test_a_form_sent_back_as_it_is_changes_nothing(office, model):
    record = make(model)
    answer = office.fill(address(model, "edit/", id=record.id))
    assert answer.status_code == 302, mistakes(answer)
    after = model.get_by_id(record.id)
    assert (after.version, after.__data__) == (1, model.get_by_id(record.id).__data__)
    assert {f.name: f.plain(after.__data__[f.name]) for f in columns(model)} == {
        f.name: f.plain(record.__data__[f.name]) for f in columns(model)
    }


@every_entity
def test_what_is_typed_into_a_new_form_is_what_is_stored(office, model):
    typed = unsaved(model)
    texts = {field.name: field.show(typed.__data__.get(field.name)) for field in columns(model)}
    multiple = {
        f.name: f.plain(typed.__data__[f.name]).split(",")
        for f in columns(model)
        if f.__class__.__name__ == "ChoicesField"
    }
    answer = office.fill(address(model, "new/"), **{**texts, **multiple})
    assert answer.status_code == 302, mistakes(answer)
    stored = model.select().order_by(model.id.desc()).first()
    for name, text in texts.items():
        if text:
            field = model._meta.fields[name]
            assert field.show(stored.__data__[name]) == text


@every_entity
def test_a_page_costs_the_same_queries_whatever_the_rows(office, model):
    def queries(*addresses):
        with count_queries() as counted:
            for one in addresses:
                assert office.get(one).status_code == 200
        return counted.count

    records = [make(model) for _i in range(3)]
    pages = [
        address(model),
        address(model, "details/", id=records[0].id),
        address(model, "edit/", id=records[0].id),
    ]
    few = queries(*pages)
    for _i in range(9):
        make(model)
    assert queries(*pages) == few
    assert queries(pages[0]) <= 6  # account, its union, count, ids, rows


@every_entity
def test_every_filter_finds_the_record_that_fits_and_leaves_out_what_does_not(office, model):
    record, other = make(model), make(model)
    for path, field in filters.offered(model):
        value, different = reached(record, path), reached(other, path)
        for operation in filters.operations(field):
            check_filter(office, model, record, path, operation, field.show(value), field.show(different))


def reached(record, path):
    """The value at `trade.name` of a record."""
    for name in path.split("."):
        field, record = record._meta.fields[name], getattr(record, name)
        if record is None:
            return None
    return record.id if isinstance(field, ForeignKeyField) else record


def check_filter(office, model, record, path, operation, text, different):
    def found(words):
        return record.code in codes(
            office.text(address(model, **{f"flt0_{path}-{operation}": words, "page_size": 200}))
        )

    if operation == "empty":
        assert found("是") == (text == "")
        assert found("否") == (text != "")
    elif text and operation == "is_not":
        assert not found(text)
    elif text:
        assert found(text), (path, operation, text)
    if operation == "is" and text and different and text != different:
        assert not found(different), (path, operation, different)


@every_entity
def test_every_column_sorts_both_ways(office, model):
    for _i in range(3):
        make(model)
    for index in range(len(Page(office.text(address(model))).words)):
        up = codes(office.text(address(model, sort=index)))
        down = codes(office.text(address(model, sort=index, desc=1)))
        assert sorted(up) == sorted(down)
        if index > len(columns(model)):
            break


def test_names_sort_by_their_sound_and_people_by_their_unions(office):
    unions = [make(models.Organisation, name=name) for name in ("张掖总工会", "安阳总工会")]
    people = [
        make(models.Worker, name=name, organisation=unions[i % 2])
        for i, name in enumerate(("张三", "李四", "王五", "𠮷田"))
    ]
    fields = [f for f in columns(models.Worker) if not f.wide and f.name not in ("id_kind", "address")]
    by_name = codes(office.text(address(models.Worker, sort=0)))
    assert by_name[:3] == [people[1].code, people[2].code, people[0].code]
    place = [f.name for f in fields].index("organisation")
    by_union = codes(office.text(address(models.Worker, sort=place)))
    assert set(by_union[:2]) == {people[1].code, people[3].code}


@pytest.mark.parametrize("typed", ["建国", "wjg", "wangjian", "13912345678", "3456", "王　建"])
def test_a_worker_is_found_by_two_characters_initials_or_a_number(office, typed):
    wanted = make(models.Worker, name="王建国", phone="13912345678")
    make(models.Worker, name="李小明", phone="13700000001")
    assert codes(office.text(address(models.Worker, search=typed))) == [wanted.code]


def test_an_id_number_is_found_whole_only(office):
    worker = make(models.Worker)
    make(models.Worker)
    assert codes(office.text(address(models.Worker, search=worker.id_number))) == [worker.code]
    assert codes(office.text(address(models.Worker, search=worker.id_number[:17]))) == []


def test_a_contract_is_found_by_mentor_or_apprentice(office):
    contract = make(models.MentorshipContract, apprentice=make(models.Worker, name="欧阳娜"))
    make(models.MentorshipContract)
    assert codes(office.text(address(models.MentorshipContract, search="oyn"))) == [contract.code]


def test_percent_and_underscore_are_only_characters(office):
    make(models.Worker, name="王建国")
    assert codes(office.text(address(models.Worker, search="%"))) == []
    assert codes(office.text(address(models.Worker, search="_"))) == []


@every_entity
def test_the_export_holds_what_the_list_shows_and_no_secret(office, model):
    kept, left_out = make(model), make(model)
    answer = office.get(address(model, "export/csv/", **{"search": kept.code}))
    raw = answer.get_data()
    assert raw.startswith(b"\xef\xbb\xbf")
    header, *lines = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"))))
    assert header == ["编号", *(field.label for field in columns(model))]
    assert kept.code in [line[0] for line in lines]
    assert left_out.code not in [line[0] for line in lines]
    for field in columns(model):
        secret = field.show(kept.__data__.get(field.name))
        if field.sensitive and len(secret) > 3:
            assert secret not in raw.decode()


@every_entity
def test_a_lookup_offers_few_and_only_what_the_word_means(office, model):
    for field in columns(model):
        if isinstance(field, ForeignKeyField):
            wanted = make(field.rel_model)
            url = address(model, "ajax/lookup/", name=field.name, query=wanted.code)
            found = office.get(url).get_json()
            assert [id for id, _words, _hint in found] == [wanted.id]
            assert len(office.get(address(model, "ajax/lookup/", name=field.name)).get_json()) <= 20
    assert office.get(address(model, "ajax/lookup/", name="nothing")).status_code == 404


def test_a_form_never_holds_a_whole_table(office):
    for _i in range(30):
        make(models.Worker)
    text = office.text(address(models.MentorshipContract, "new/"))
    assert not re.search(r"W-\d", text)


# Forms -------------------------------------------------------------------------------------------


def test_typed_as_cadres_type_is_stored_as_meant(office):
    union = make(models.Organisation, name="甘州区总工会")
    answer = office.fill(
        address(models.Worker, "new/"),
        name=" 热汗古丽•尼亚孜　", phone="１３９３６１２３４５６", organisation="甘州区总工会",
        id_number="110101900307001", joined_on="2026.3.5",
    )  # fmt: skip
    assert answer.status_code == 302, mistakes(answer)
    worker = models.Worker.get()
    assert (worker.name, worker.phone, worker.organisation) == ("热汗古丽·尼亚孜", "13936123456", union)
    assert (worker.id_number, str(worker.born_on), str(worker.joined_on)) == (
        "110101199003070011",
        "1990-03-07",
        "2026-03-05",
    )


@pytest.mark.parametrize(
    ("column", "typed", "words"),
    [
        ("name", "", "必填"),
        ("phone", "12345", "13812345678"),
        ("organisation", "O-999", "O-999"),
        ("id_number", "1.10101E+17", "Excel"),
        ("born_on", "2026-02-30", "不存在"),
        ("born_on", "1980-01-01", "身份证"),
    ],
)
def test_bad_input_gets_words_at_its_field_and_keeps_what_was_typed(office, column, typed, words):
    union = make(models.Organisation)
    good = {"name": "王建国", "organisation": union.code, "id_number": "110101199003070011"}
    answer = office.fill(address(models.Worker, "new/"), **{**good, column: typed})
    assert answer.status_code == 422
    assert any(words in sentence for sentence in mistakes(answer)), mistakes(answer)
    assert typed in Page(answer.get_data(as_text=True)).forms[-1][column]
    assert not models.Worker.select().exists()
    assert office.fill(address(models.Worker, "new/"), **good).status_code == 302


def test_a_worker_and_the_skills_below_are_saved_together_or_not_at_all(office):
    worker, trade = make(models.Worker), make(models.Trade)
    edit = address(models.Worker, "edit/", id=worker.id)
    bad = {
        "phone": "13900000001",
        "skill-0-trade": trade.code,
        "skill-0-level": "4",
        "skill-1-trade": "T-999",
        "skill-1-level": "4",
    }
    answer = office.fill(edit, **bad)
    assert answer.status_code == 422
    assert "T-999" in "".join(mistakes(answer))
    assert models.Worker.get_by_id(worker.id).phone == worker.phone
    assert not models.Skill.select().exists()
    answer = office.fill(edit, **{**bad, "skill-1-trade": "", "skill-1-level": ""})
    assert answer.status_code == 302, mistakes(answer)
    assert models.Worker.get_by_id(worker.id).phone == "13900000001"
    assert [s.trade for s in models.Skill.select()] == [trade]


def test_a_line_ticked_for_removal_goes_to_the_trash(office):
    skill = make(models.Skill)
    office.fill(address(models.Worker, "edit/", id=skill.worker.id), **{"skill-0-remove": "yes"})
    assert models.Skill.get_by_id(skill.id).deleted_at


def test_who_saves_second_sees_what_changed_and_may_then_insist(office):
    worker = make(models.Worker, phone="13900000001")
    edit = address(models.Worker, "edit/", id=worker.id)
    mine = {**office.form(edit), "phone": "13900000003"}
    office.fill(edit, phone="13900000002")
    answer = office.client.post(edit, data=mine)
    assert answer.status_code == 422
    words = Page(answer.get_data(as_text=True)).words
    assert "13900000003" in words
    assert "13900000002" in words
    assert models.Worker.get_by_id(worker.id).phone == "13900000002"
    again = {**Page(answer.get_data(as_text=True)).forms[-1], "phone": "13900000003"}
    assert office.client.post(edit, data=again).status_code == 302
    assert models.Worker.get_by_id(worker.id).phone == "13900000003"


def test_a_masked_number_sent_back_stays_and_a_new_one_replaces_it(office):
    worker = make(models.Worker)
    edit = address(models.Worker, "edit/", id=worker.id)
    assert worker.id_number not in office.text(edit)
    office.fill(edit, note="x")
    assert models.Worker.get_by_id(worker.id).id_number == worker.id_number
    office.fill(edit, id_number="110101199003070011", born_on="", sex="")
    assert models.Worker.get_by_id(worker.id).id_number == "110101199003070011"


# Deleting ----------------------------------------------------------------------------------------


def test_deleting_asks_first_says_what_goes_and_can_be_undone(office):
    skill = make(models.Skill)
    page = address(models.Worker, "delete/", id=skill.worker.id)
    assert "技能" in "".join(Page(office.text(page)).words)
    assert not models.Worker.get_by_id(skill.worker.id).deleted_at
    office.fill(page)
    assert models.Worker.get_by_id(skill.worker.id).deleted_at
    assert models.Skill.get_by_id(skill.id).deleted_at
    undo = Page(office.text(address(models.Worker))).forms
    assert any(set(form) == {"csrf_token", "typist"} for form in undo)
    token = undo[0]["csrf_token"]
    office.client.post(address(models.Worker, "restore/", id=skill.worker.id), data={"csrf_token": token})
    assert not models.Worker.get_by_id(skill.worker.id).deleted_at
    assert not models.Skill.get_by_id(skill.id).deleted_at


def test_what_others_still_need_is_not_deleted(office):
    worker = make(models.Worker)
    answer = office.get(address(models.Organisation, "delete/", id=worker.organisation.id))
    assert "职工" in answer.get_data(as_text=True)
    token = office.form("/admin/worker/new/")["csrf_token"]
    office.client.post(
        address(models.Organisation, "delete/"), data={"id": worker.organisation.id, "csrf_token": token}
    )
    assert not models.Organisation.get_by_id(worker.organisation.id).deleted_at


def test_history_says_who_changed_what_and_how_it_came_in(office):
    worker = make(models.Worker, phone="13900000001")
    office.fill(address(models.Worker, "edit/", id=worker.id), phone="13900000002")
    words = Page(office.text(address(models.Worker, "details/", id=worker.id))).words
    line = words[words.index("历史记录") :]
    assert line.index("office") < line.index("系统")
    assert {"13900000001", "13900000002"} <= set(line)


def test_an_empty_desk_asks_for_the_first_union(office):
    answer = office.get("/admin/")
    assert answer.status_code == 302
    assert answer.location == "/admin/organisation/new/"
    make(models.Organisation)
    assert office.get("/admin/").status_code == 200
