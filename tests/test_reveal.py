"""Looking behind a mask: who may, why, what stays of it."""

import json

import pytest
from front_door import Person, mistakes

import operations
import scope
from choices import Act, Area, Role
from models import Audit, Organisation, Worker
from tests.make import again, county, make

NUMBER = "11010519491231002X"
REASON = "办理困难职工建档"


@pytest.fixture
def worker(desk):
    _top, left, _right = county()
    return make(Worker, organisation=left, id_number=NUMBER, address="县府街1号")


@pytest.fixture
def secretary(desk, worker):
    return Person(desk, "secretary", Role.UNION, worker.organisation)


def ask(person, worker, column="id_number", reason=REASON, **more):
    """Type a reason below the mask, as the page has it."""
    token = person.form(f"/admin/worker/details/?id={worker.id}")["csrf_token"]
    address = f"/admin/worker/reveal/?id={worker.id}&column={column}"
    person.last = person.client.post(address, data={"csrf_token": token, "reason": reason, **more})
    return person.last


def looks():
    return list(Audit.select().where(Audit.act == Act.REVEALED))


def test_a_value_is_masked_until_somebody_says_why_and_masked_again_afterwards(secretary, worker):
    address = f"/admin/worker/details/?id={worker.id}"
    assert NUMBER not in secretary.text(address)
    shown = ask(secretary, worker)
    assert shown.status_code == 200
    assert NUMBER in shown.get_data(as_text=True)
    assert "县府街1号" not in shown.get_data(as_text=True)
    assert NUMBER not in secretary.text(address)


def test_the_page_that_shows_it_is_the_whole_page_with_its_history(secretary, worker):
    worker.name = "王建军"
    operations.save(worker, scope.SYSTEM)
    for reason in ("x", REASON):  # refused, then shown
        page = ask(secretary, worker, reason=reason).get_data(as_text=True)
        history = page[page.index('id="history"') :]
        assert "王建军" in history
        assert "新建" in history
        assert "全部栏目" not in history


def test_the_page_offers_it_at_each_masked_value(secretary, worker):
    page = secretary.text(f"/admin/worker/details/?id={worker.id}")
    for column in ("id_number", "address"):
        assert f"/admin/worker/reveal/?id={worker.id}&amp;column={column}" in page
    assert "column=name" not in page


def test_the_look_is_in_the_trail_with_its_reason_and_without_the_value(secretary, worker):
    ask(secretary, worker)
    (line,) = looks()
    assert (line.who, line.entity, line.record) == ("secretary", "worker", worker.id)
    assert json.loads(line.changes) == {"column": "id_number", "reason": REASON}
    assert line.organisation == worker.organisation_id
    history = secretary.text(f"/admin/worker/details/?id={worker.id}")
    assert "查看脱敏内容" in history
    assert REASON in history


def test_the_value_is_kept_in_no_cache_and_no_address(secretary, worker):
    answer = ask(secretary, worker)
    assert answer.headers["Cache-Control"] == "no-store"
    assert NUMBER not in answer.request.url
    assert secretary.client.get(f"/admin/worker/reveal/?id={worker.id}&column=id_number").status_code == 405


@pytest.mark.parametrize("reason", ["", "  ", "急", "长" * 201])
def test_without_a_reason_nothing_is_shown_and_the_words_stand_at_the_field(secretary, worker, reason):
    answer = ask(secretary, worker, reason=reason)
    assert answer.status_code == 422
    assert NUMBER not in answer.get_data(as_text=True)
    assert any("理由" in words for words in mistakes(answer))
    assert looks() == []


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.READER, Role.AUDITOR, Role.CLERK])
def test_who_does_not_keep_the_record_up_to_date_cannot_look(desk, worker, role):
    person = Person(desk, "other", role, worker.organisation, (Area.MENTORSHIP,))
    page = person.text(f"/admin/worker/details/?id={worker.id}")
    assert "/reveal/" not in page
    answer = ask(person, worker)
    assert answer.status_code == 403
    assert NUMBER not in answer.get_data(as_text=True)
    assert looks() == []


def test_a_clerk_of_the_area_may_look(desk, worker):
    clerk = Person(desk, "clerk", Role.CLERK, worker.organisation, (Area.PEOPLE,))
    assert NUMBER in ask(clerk, worker).get_data(as_text=True)


def test_a_foreign_record_and_an_unknown_one_answer_alike(desk, worker):
    elsewhere = make(Organisation, parent=Organisation.get(Organisation.parent.is_null()))
    person = Person(desk, "neighbour", Role.UNION, elsewhere)
    own = make(Worker, organisation=elsewhere)
    token = person.form(f"/admin/worker/details/?id={own.id}")["csrf_token"]
    answers = [
        person.client.post(
            f"/admin/worker/reveal/?id={id}&column=id_number", data={"csrf_token": token, "reason": REASON}
        )
        for id in (worker.id, 4711, "abc", "")
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert looks() == []


@pytest.mark.parametrize("column", ["name", "phone", "pinyin", "", "nothing", "organisation"])
def test_only_masked_columns_can_be_asked_for(secretary, worker, column):
    assert ask(secretary, worker, column=column).status_code == 404
    assert looks() == []


def test_looking_needs_the_proof_that_the_form_was_ours(secretary, worker):
    assert ask(secretary, worker, csrf_token="other").status_code == 400
    assert looks() == []


def test_looking_changes_nothing(secretary, worker):
    before = again(worker).version
    ask(secretary, worker)
    assert again(worker).version == before
