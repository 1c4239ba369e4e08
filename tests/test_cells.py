"""A cell of a list: one column is written, nothing else; who was faster is said; who may not finds no door."""

import json

import pytest
from front_door import Page, Person
from make import county, make, sample

import fields
import models
from choices import Role
from models import RECORDS, Audit, columns

every_entity = pytest.mark.parametrize("model", RECORDS, ids=lambda model: model._meta.table_name)


@pytest.fixture
def office(desk):
    return Person(desk, "office")


def door(record, column):
    return f"/admin/{record._meta.table_name}/cell/?id={record.id}&column={column}"


def put(person, record, column, text, **more):
    """Type into a cell as the script does: the fragment's own fields, with the version of the list."""
    form = {**person.form(door(record, column)), "version": record.version, column: text, **more}
    return person.client.post(door(record, column), data=form)


def plain_column(model):
    """A column of the list that anything may stand in."""
    kinds = (
        fields.DateField | fields.IntegerField | fields.DecimalField | fields.CharField | fields.ChoiceField
    )
    free = (
        f
        for f in columns(model)
        if isinstance(f, kinds) and f.typed and not (f.sensitive or f.distinct or f.wide)
    )
    return next((f for f in reversed(list(free)) if f.null), None)


@pytest.mark.parametrize(
    "model", [m for m in RECORDS if plain_column(m)], ids=lambda model: model._meta.table_name
)
def test_a_cell_writes_its_column_and_no_other(office, model):
    field = plain_column(model)
    record = make(model)
    before = model.select().where(model.id == record.id).dicts().get()
    text = field.show(sample(field, 7))
    answer = put(office, record, field.name, text)
    assert answer.get_json()["ok"], answer.get_data(as_text=True)
    after = model.select().where(model.id == record.id).dicts().get()
    differing = {name for name in after if after[name] != before[name]}
    assert differing - {"changed_at", "pinyin"} == {field.name, "version"}
    assert (answer.get_json()["text"], answer.get_json()["version"]) == (text, record.version + 1)
    assert list(json.loads(Audit.select().order_by(Audit.id.desc()).get().changes)) == [field.name]


def test_what_another_wrote_in_other_columns_meanwhile_stays(office):
    worker = make(models.Worker)
    put(office, worker, "post", "班长")
    answer = put(office, worker, "phone", "13900000002").get_json()
    assert answer["ok"]
    assert answer["cells"]["post"] == "班长"
    stored = models.Worker.get_by_id(worker.id)
    assert (stored.post, stored.phone) == ("班长", "13900000002")


def test_who_types_into_the_same_cell_second_is_told_by_whom_it_was_changed_and_may_insist(desk, office):
    worker = make(models.Worker, post="电工")
    put(Person(desk, "other"), worker, "post", "班长")
    answer = put(office, worker, "post", "组长")
    said = answer.get_json()
    assert answer.status_code == 422
    assert (said["before"], said["theirs"], said["mine"], said["who"]) == ("电工", "班长", "组长", "other")
    assert all(word in said["words"] for word in ("电工", "班长", "other"))
    assert models.Worker.get_by_id(worker.id).post == "班长"
    worker.version = said["version"]
    assert put(office, worker, "post", "组长").get_json()["ok"]
    assert models.Worker.get_by_id(worker.id).post == "组长"


@pytest.mark.parametrize(
    ("column", "text"), [("phone", "12"), ("name", ""), ("trade", "T-99"), ("born_on", "x")]
)
def test_what_cannot_stand_there_is_refused_in_words_and_nothing_is_written(office, column, text):
    worker = make(models.Worker)
    answer = put(office, worker, column, text)
    assert answer.status_code == 422
    assert answer.get_json()["words"]
    assert "SELECT" not in answer.get_data(as_text=True)
    assert models.Worker.get_by_id(worker.id).version == worker.version


def test_a_rule_about_another_column_is_said_too(office):
    worker = make(models.Worker)
    answer = put(office, worker, "born_on", "1949-10-01")
    assert answer.get_json()["words"] == "与身份证号码不一致"


def test_the_control_is_that_of_the_form(office):
    worker = make(models.Worker)
    assert 'data-name="trade"' in office.text(door(worker, "trade"))
    assert '<option value="male"' in office.text(door(worker, "sex"))
    assert Page(office.text(door(worker, "post"))).forms[0]["post"] == worker.post


@pytest.mark.parametrize(
    "column", ["id_number", "address", "version", "deleted_at", "path", "nothing", "", "id"]
)
def test_masked_and_hidden_columns_have_no_cell(office, column):
    worker = make(models.Worker)
    form = {**office.form(door(worker, "post")), column or "x": "1"}
    assert office.get(door(worker, column)).status_code == 404
    assert office.client.post(door(worker, column), data=form).status_code == 404
    assert f'data-column="{column}"' not in office.text("/admin/worker/")


@every_entity
def test_readers_get_no_cell_and_a_foreign_record_has_none(desk, model):
    top, left, right = county()
    own, foreign = (make(model, organisation=union) for union in (left, right))
    column = next(f.name for f in columns(model) if f.typed and not f.sensitive and not f.wide)
    reader = Person(desk, "reader", Role.READER, top)
    assert reader.get(door(own, column)).status_code == 403
    token = {"csrf_token": reader.form("/password")["csrf_token"], column: "x"}
    assert reader.client.post(door(own, column), data=token).status_code == 403
    assert "data-column" not in reader.text(f"/admin/{model._meta.table_name}/")
    if model._meta.scope is not None:
        township = Person(desk, "left", Role.UNION, left)
        assert township.get(door(own, column)).status_code == 200
        for guess in (foreign.id, foreign.code, 999_999, "abc"):
            address = f"/admin/{model._meta.table_name}/cell/?id={guess}&column={column}"
            assert township.get(address).status_code == 404
            assert township.client.post(address, data=token).status_code in (400, 404)
    assert model.get_by_id(foreign.id).version == foreign.version


def test_a_cell_without_the_proof_that_the_page_is_ours_is_not_written(office):
    worker = make(models.Worker)
    assert office.client.post(door(worker, "post"), data={"post": "x", "version": 1}).status_code == 400
    assert models.Worker.get_by_id(worker.id).post == worker.post
