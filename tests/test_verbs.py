"""Verbs and papers of records: each behind the same scope; what a verb asks is read, refused in words, done once."""

import pytest
from front_door import Person
from make import make
from odd import amiss, as_sent
from roles import plain
from test_doors import theirs
from test_every_door import KEEPERS, WRITERS, sees

import operations
from admin import SCREENS
from admin.base import RecordView
from admin.verbs import Paper, Verb
from fields import CharField
from forms.verbs import verb_form
from models import Skill, Trade, Worker
from operations import Refused
from scope import SYSTEM


def rename(record, by, name, reason):
    if reason == "no":
        raise Refused("refused in words")
    record.name = name
    return operations.save(record, by)


def handed(record, by, worker):
    record.worker = worker
    return operations.save(record, by)


PLANTED = Verb(
    "rename", "Rename it", rename, "It gets another name.",
    form=verb_form(Trade, "name", reason=CharField(max_length=20, verbose_name="Why")),
    when=lambda record: str(record) != "Gone",
    shows=lambda record, by, name="", **rest: ("verbs/paper.html", {"paper": PAPER}) if name else (None, {}),
)  # fmt: skip
PAPER = Paper("slip", "Print a slip", "verbs/paper.html", lambda record, by: {"more": 1})


@pytest.fixture
def trade(desk, monkeypatch):
    monkeypatch.setattr(RecordView, "verbs", (PLANTED,))
    monkeypatch.setattr(RecordView, "papers", (PAPER,))
    return make(Trade, name="电工")


@pytest.fixture
def person(desk, trade):
    return Person(desk, "chair")


def do(person, record, **typed):
    address = f"/admin/trade/do/rename/?id={record.id}"
    return person.client.post(address, data={**person.form(address), **typed}, follow_redirects=True)


def test_a_verb_is_a_button_a_form_and_its_operation(person, trade):
    page = person.text(f"/admin/trade/details/?id={trade.id}")
    assert "Rename it" in page
    assert "Print a slip" in page
    assert "已完成：Rename it" in do(person, trade, name=" 焊工 ", reason="x").text
    assert Trade.get_by_id(trade.id).name == "焊工"


@pytest.mark.parametrize("typed", [{"name": "", "reason": "x"}, {"name": "焊工", "reason": ""}], ids=str)
def test_what_is_missing_is_said_at_its_field(person, trade, typed):
    answer = do(person, trade, **typed)
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text
    assert Trade.get_by_id(trade.id).name == "电工"


def test_what_the_operation_refuses_is_said_and_what_was_typed_stays(person, trade):
    answer = do(person, trade, name="焊工", reason="no")
    assert answer.status_code == 422
    assert "refused in words" in answer.text
    assert 'value="焊工"' in answer.text
    assert Trade.get_by_id(trade.id).name == "电工"


def test_a_form_that_others_overtook_does_nothing(person, trade):
    address = f"/admin/trade/do/rename/?id={trade.id}"
    form = person.form(address)
    trade.name = "钳工"
    operations.save(trade, SYSTEM)
    answer = person.client.post(address, data={**form, "name": "焊工", "reason": "x"})
    assert answer.status_code == 422
    assert Trade.get_by_id(trade.id).name == "钳工"
    assert do(person, trade, name="焊工", reason="x").status_code == 200
    assert Trade.get_by_id(trade.id).name == "焊工"


def test_a_form_sent_twice_does_its_work_once(person, trade):
    address = f"/admin/trade/do/rename/?id={trade.id}"
    form = {**person.form(address), "name": "焊工", "reason": "x"}
    answers = [person.client.post(address, data=form).status_code for _time in range(2)]
    assert answers[0] == 302
    assert Trade.get_by_id(trade.id).version == trade.version + 1


def test_a_look_at_what_it_would_do_writes_nothing(person, trade):
    answer = do(person, trade, name="焊工", reason="x", look="yes")
    assert answer.status_code == 200
    assert "data-print" in answer.text
    assert Trade.get_by_id(trade.id).name == "电工"


def test_a_link_is_found_in_the_sight_of_whoever_types_it(people, unions, monkeypatch):
    monkeypatch.setattr(
        RecordView, "verbs", (Verb("hand", "Hand", handed, "…", form=verb_form(Skill, "worker")),)
    )
    own, foreign = (make(Worker, organisation=union) for union in unions[2:])
    skill = make(Skill, worker=own)
    person, answers = people["township"], []
    for code in (foreign.code, "W-999999"):
        address = f"/admin/skill/do/hand/?id={skill.id}"
        answers.append(
            plain(person.client.post(address, data={**person.form(address), "worker": code}), code)
        )
    assert answers[0] == answers[1]
    assert answers[0][0] == 422
    assert Skill.get_by_id(skill.id).worker_id == own.id


def test_a_verb_whose_time_is_not_now_has_no_button_and_is_refused(person, trade):
    address = f"/admin/trade/do/rename/?id={trade.id}"
    form = {**person.form(address), "name": "焊工", "reason": "x"}
    trade.name = "Gone"
    operations.save(trade, SYSTEM)
    assert "Rename it" not in person.text(f"/admin/trade/details/?id={trade.id}")
    assert person.client.post(address, data={**form, "version": trade.version}).status_code == 409
    assert Trade.get_by_id(trade.id).name == "Gone"


def test_papers_have_no_menu(person, trade):
    page = person.text(f"/admin/trade/paper/slip/?id={trade.id}")
    assert "data-print" in page
    assert "<nav" not in page


# Odd input ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "odd", ["empty", "NUL", "10^30", "minus one", "not a number", "rare", "script", "long"]
)
def test_an_odd_text_in_any_field_of_any_verb_is_taken_or_refused_in_words(desk, monkeypatch, odd, tried):
    monkeypatch.setitem(desk.config, "PROPAGATE_EXCEPTIONS", False)
    person = Person(desk, "office")
    for model, view in SCREENS.items():
        for verb in view.verbs:
            record = make(model)
            address = f"/admin/{model._meta.table_name}/do/{verb.name}/?id={record.id}"
            form = {field.short_name: as_sent(odd) for field in verb.form()}
            token = {"csrf_token": person.form("/password")["csrf_token"]}
            for door in (f"{address}&look=yes", address):
                look = {"look": "yes"} if "look" in door else {}
                answer = person.client.post(
                    address, data={**form, **token, **look, "version": record.version}
                )
                assert not amiss(answer), (verb.name, model, answer.status_code)
                tried("odd texts in verbs")
            query = {**form, "id": str(record.id)}
            assert not amiss(person.client.get(address.partition("?")[0], query_string=query)), verb.name


# Every verb and paper there is ----------------------------------------------------------------------


def both(unions, model):
    return [theirs(model, union) for union in unions[2:]]


def test_no_verb_and_no_paper_reaches_a_foreign_record(people, unions, trade, tried):
    """The planted ones stand for every entity; those declared are walked as well."""
    for model, view in SCREENS.items():
        verbs = [f"do/{verb.name}" for verb in view.verbs]
        doors = [*verbs, *(f"paper/{paper.name}" for paper in view.papers)]
        assert doors
        assert len(set(doors)) == len(doors)
        if model._meta.scope is None:
            continue
        own, foreign = both(unions, model)
        for name, person in people.items():
            writer = name in (KEEPERS if model._meta.scope is None else WRITERS)
            token = {"csrf_token": person.form("/password")["csrf_token"]}
            for door in doors:
                there = f"/admin/{model._meta.table_name}/{door}/?id="
                opened = person.get(f"{there}{own.id}").status_code
                assert opened in ((200, 404, 409) if writer or door not in verbs else (403,)), (name, there)
                if not sees(name, model):
                    guesses = (f"{foreign.id:09d}", "000999999")
                    got = {plain(person.get(f"{there}{id}"), id) for id in guesses}
                    sent = {plain(person.client.post(f"{there}{id}", data=token), id) for id in guesses}
                    assert (len(got), len(sent)) == (1, 1), (name, there)
                    assert {status for status, _text in got | sent} <= {403, 404, 405}, (name, there)
                tried("verbs and papers × roles")
