"""The history of a record and of a cell: an earlier value or state comes back through the checks of any save."""

import json

import pytest
from front_door import Person
from make import county, make, sample

import fields
import models
import operations
import scope
from choices import ContractState, Role
from models import RECORDS, Audit, columns


@pytest.fixture
def office(desk):
    return Person(desk, "office")


@pytest.fixture
def worker(desk):
    worker = make(models.Worker, post="电工", phone="13900000001")
    return change(change(worker, post="班长"), post="组长", phone="13900000002")


def change(record, **values):
    for name, value in values.items():
        setattr(record, name, value)
    return operations.save(record, scope.SYSTEM)


def base(record):
    return f"/admin/{record._meta.table_name}/"


def details(record, more=""):
    return f"{base(record)}details/?id={record.id}{more}"


def lines(record):
    own = Audit.select().where(Audit.entity == record._meta.table_name, Audit.record == record.id)
    return list(own.order_by(Audit.id))


def revert(person, record, line, column=None, **more):
    address = f"{base(record)}revert/?id={record.id}&audit={line.id}" + (
        f"&column={column}" if column else ""
    )
    data = {"csrf_token": person.form("/password")["csrf_token"], "version": stored(record).version, **more}
    return person.client.post(address, data=data)


def stored(record):
    return type(record).get_by_id(record.id)


def test_one_change_is_put_back_and_recorded_as_that(office, worker):
    assert "column=post" in office.text(details(worker))
    assert revert(office, worker, lines(worker)[2], "post").status_code == 302
    assert (stored(worker).post, stored(worker).phone) == ("班长", "13900000002")
    last = lines(worker)[-1]
    assert (last.via, last.who, json.loads(last.changes)) == ("history", "office", {"post": ["组长", "班长"]})
    assert "从历史恢复" in office.text(details(worker))


def test_the_history_of_one_column_leaves_the_others_out(office, worker):
    text = office.text(details(worker, "&column=phone"))
    history = text[text.index('id="history"') :]
    assert "13900000002" in history
    assert "班长" not in history


def test_an_old_version_is_looked_at_and_restored_whole(office, worker):
    first = lines(worker)[0]
    text = office.text(f"{base(worker)}version/?id={worker.id}&audit={first.id}")
    assert "<td>电工</td><td>组长</td>" in text
    assert revert(office, worker, first).status_code == 302
    assert (stored(worker).post, stored(worker).phone) == ("电工", "13900000001")
    assert len(lines(worker)) == 4


def plain_column(model):
    kinds = (
        fields.DateField | fields.IntegerField | fields.DecimalField | fields.CharField | fields.ChoiceField
    )
    free = (f for f in columns(model) if isinstance(f, kinds) and f.typed and not f.distinct)
    return next((f for f in reversed(list(free)) if f.null), None)


@pytest.mark.parametrize(
    "model", [m for m in RECORDS if plain_column(m)], ids=lambda model: model._meta.table_name
)
def test_an_old_version_of_each_entity_comes_back(office, model):
    field, record = plain_column(model), make(model)
    before = trail_text(record, field)
    change(record, **{field.name: sample(field, 77)})
    assert trail_text(stored(record), field) != before
    assert revert(office, record, lines(record)[0]).status_code == 302
    assert trail_text(stored(record), field) == before


def trail_text(record, field):
    return field.plain(record.__data__[field.name])


def test_a_masked_value_stays_masked_and_is_put_back_all_the_same(office):
    worker = make(models.Worker, address="甘州区南街一号")
    change(worker, address="甘州区北街二号")
    line = lines(worker)[-1]
    for page in (details(worker), f"{base(worker)}version/?id={worker.id}&audit={lines(worker)[0].id}"):
        assert "南街" not in office.text(page)
        assert "北街" not in office.text(page)
    assert revert(office, worker, line, "address").status_code == 302
    assert stored(worker).address == "甘州区南街一号"


def test_the_same_checks_hold_as_for_any_save(office):
    contract = make(models.MentorshipContract, state=ContractState.DRAFT)
    change(contract, state=ContractState.CANCELLED)
    answer = revert(office, contract, lines(contract)[-1], "state")
    assert answer.status_code == 422
    assert stored(contract).state == ContractState.CANCELLED
    worker = make(models.Worker, id_number=None, id_kind="passport")
    taken = make(models.Worker)
    change(worker, id_number=None, post="x")
    before = len(lines(worker))
    number, union = taken.id_number, worker.organisation
    change(taken, id_number=None, born_on=None, sex=None)
    make(models.Worker, id_number=number, organisation=union)
    assert revert(office, taken, lines(taken)[-1], "id_number").status_code == 422
    assert stored(taken).id_number is None
    assert len(lines(worker)) == before


def test_who_saw_an_older_version_puts_nothing_back(office, worker):
    answer = revert(office, worker, lines(worker)[2], "post", version=stored(worker).version - 1)
    assert answer.status_code == 422
    assert stored(worker).post == "组长"


def test_lines_of_other_records_and_columns_that_did_not_change_are_not_there(office, worker):
    other = change(make(models.Worker), post="班长")
    for line, column in ((lines(other)[-1], "post"), (lines(other)[-1], None), (lines(worker)[1], "phone")):
        assert revert(office, worker, line, column).status_code == 404
    for column in ("version", "path", "deleted_at", "nothing"):
        assert revert(office, worker, lines(worker)[2], column).status_code == 404
    assert office.get(f"{base(worker)}version/?id={worker.id}&audit={lines(other)[0].id}").status_code == 404
    assert office.get(f"{base(worker)}version/?id={worker.id}&audit=abc").status_code == 404
    assert stored(worker).version == worker.version


@pytest.mark.parametrize("role", [Role.READER, Role.AUDITOR])
def test_who_only_reads_sees_the_history_and_puts_nothing_back(desk, worker, role):
    reader = Person(desk, "reader", role, worker.organisation)
    assert "revert" not in reader.text(details(worker))
    assert reader.get(f"{base(worker)}version/?id={worker.id}&audit={lines(worker)[0].id}").status_code == 200
    assert revert(reader, worker, lines(worker)[2], "post").status_code == 403
    assert stored(worker).post == "组长"


def test_the_past_of_a_foreign_record_is_behind_no_door(desk):
    _top, left, right = county()
    foreign = change(make(models.Worker, organisation=right), post="班长")
    township = Person(desk, "left", Role.UNION, left)
    line = lines(foreign)[-1]
    assert township.get(f"{base(foreign)}version/?id={foreign.id}&audit={line.id}").status_code == 404
    assert revert(township, foreign, line, "post").status_code == 404
    assert stored(foreign).post == "班长"


def test_a_link_to_a_record_that_one_may_not_use_does_not_come_back(desk):
    _top, left, right = county()
    worker = make(models.Worker, organisation=left)
    change(worker, enterprise=make(models.Enterprise, organisation=right))
    change(worker, enterprise=make(models.Enterprise, organisation=left))
    township = Person(desk, "left", Role.UNION, left)
    assert revert(township, worker, lines(worker)[-1], "enterprise").status_code == 422
    assert stored(worker).enterprise.organisation == left
