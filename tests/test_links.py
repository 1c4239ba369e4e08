"""Personal links: what opens, what does not, what is kept of them, and that nobody can guess his way in."""

import logging
import re
from datetime import timedelta

import pytest
from front_door import Page, Person, mistakes
from make import actor, make

import language
import models
import operations
import scope
from choices import Role
from database import db
from models import PersonalLink, now
from operations import knocking, links


@pytest.fixture
def contract(desk):
    return make(
        models.MentorshipContract,
        mentor=make(models.Worker, name="张伟"),
        apprentice=make(models.Worker, name="李娜"),
    )


@pytest.fixture
def token(contract):
    """The mentor's link to sign."""
    return links.make("sign_contract", contract, contract.mentor, scope.SYSTEM)


@pytest.fixture(autouse=True)
def no_window_ends(monkeypatch):
    """Tries are counted by the clock's ten minutes; none of them end during a test."""
    start = now().replace(minute=1, second=0)
    monkeypatch.setattr(knocking, "now", lambda: start)


@pytest.fixture
def phone(desk):
    """Somebody with a phone, who never signed in."""
    return desk.test_client()


def fields(answer):
    """The fields of the page's form, as they stand there."""
    return Page(answer.get_data(as_text=True)).forms[-1]


def age(**values):
    PersonalLink.update(values).execute()


# What opens ---------------------------------------------------------------------------------------


def test_a_link_opens_its_page_without_an_account_a_menu_or_a_script(phone, token):
    answer = phone.get(f"/p/{token}")
    text = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert "张伟" in text
    for foreign in ("<script", "<nav", "/admin", "/login"):
        assert foreign not in text
    with phone.session_transaction() as session:
        assert set(session) == {"csrf_token"}


def test_the_address_is_told_to_nobody_and_the_page_kept_nowhere(phone, token):
    for address in (f"/p/{token}", "/p/nothing"):
        headers = phone.get(address).headers
        assert headers["Cache-Control"] == "no-store"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert "noindex" in headers["X-Robots-Tag"]


def shut_doors(contract, token):
    """Everything that opens nothing, each with the way it came to that."""
    yield "unknown", "x" * 43, lambda: None
    yield "cut off", token[:-1], lambda: None
    yield "its fingerprint", PersonalLink.get().fingerprint, lambda: None
    yield "expired", token, lambda: age(expires_at=now() - timedelta(seconds=1))
    yield "revoked", token, lambda: age(revoked_at=now())
    yield "used up", token, lambda: age(uses_left=0, used_at=now() - links.AFTERGLOW)
    yield "for a purpose that is no more", token, lambda: age(purpose="nothing")
    yield "for somebody who has no part in it", token, lambda: age(worker=make(models.Worker).id)
    yield "record in the trash", token, lambda: operations.delete(contract, scope.SYSTEM)


def test_whatever_opens_nothing_gets_one_and_the_same_answer(phone, contract, token):
    kept = PersonalLink.select().dicts().get()
    answers = {}
    for name, address, happen in shut_doors(contract, token):
        happen()
        answer = phone.get(f"/p/{address}")
        answers[name] = (answer.status_code, answer.get_data())
        post = phone.post(f"/p/{address}", data={"do": "sign"})
        assert (post.status_code, post.get_data()) == answers[name], name
        models.LinkTry.delete().execute()
        age(**{key: value for key, value in kept.items() if key != "id"})
    assert {status for status, _text in answers.values()} == {404}
    assert len({text for _status, text in answers.values()}) == 1


def test_a_worker_in_the_trash_has_no_link(phone, contract, token):
    models.Worker.update(deleted_at=now()).where(models.Worker.id == contract.mentor_id).execute()
    assert phone.get(f"/p/{token}").status_code == 404


@pytest.mark.parametrize(
    "address", ["%00", "a%00b", "%E2%80%AE", "%F0%A0%AE%B7", "%FF%FE", "..", "'; --", "x" * 4000, "<script>"]
)
def test_an_odd_address_opens_nothing(phone, contract, address):
    assert phone.get(f"/p/{address}").status_code == 404


# What a link may do -------------------------------------------------------------------------------


def test_a_link_sees_and_writes_its_own_record_alone(contract, token):
    by = links.open(token, "here").by
    other = make(models.MentorshipContract)
    for model in models.RECORDS:
        seen = [record.id for record in scope.visible(model, by)]
        assert seen == ([contract.id] if model is models.MentorshipContract else []), model
        assert scope.may_write(model, by) == (model is models.MentorshipContract)
    other.note = "改"
    with pytest.raises(operations.Refused):
        operations.save(other, by)
    assert scope.find(models.MentorshipContract, other.code, by) is None


def test_a_verb_of_another_purpose_is_refused(phone, token, contract):
    form = {**fields(phone.get(f"/p/{token}")), "do": "register"}
    assert phone.post(f"/p/{token}", data=form).status_code == 422
    assert models.MentorshipContract.get_by_id(contract.id).version == 1


def test_nothing_is_done_without_the_pages_own_proof(phone, token, contract):
    phone.get(f"/p/{token}")
    answer = phone.post(f"/p/{token}", data={"do": "sign", "name": "张伟", "agree": "yes"})
    assert answer.status_code == 400
    assert mistakes(answer)
    assert models.MentorshipContract.get_by_id(contract.id).version == 1


# Too many tries -----------------------------------------------------------------------------------


def test_guessing_from_one_address_ends_in_a_sentence(phone, token):
    for number in range(knocking.WRONG_FROM_ONE_ADDRESS):
        assert phone.get(f"/p/guess-{number}").status_code == 404
    answer = phone.get(f"/p/{token}")
    assert answer.status_code == 429
    assert "10 分钟" in answer.get_data(as_text=True)
    elsewhere = {"REMOTE_ADDR": "127.0.0.2"}
    assert phone.get(f"/p/{token}", environ_overrides=elsewhere).status_code == 200


def test_guessing_the_end_of_a_token_from_many_addresses_ends_too(phone, token, monkeypatch):
    monkeypatch.setattr(knocking, "AT_ONE_START", 3)
    answers = [
        phone.get(f"/p/{token[:10]}{n}", environ_overrides={"REMOTE_ADDR": f"127.0.1.{n}"}).status_code
        for n in range(5)
    ]
    assert answers == [404, 404, 404, 429, 429]


def test_what_opens_does_not_count_so_that_a_workshop_can_sign_from_one_connection(phone, token):
    for _time in range(knocking.WRONG_FROM_ONE_ADDRESS + 5):
        assert phone.get(f"/p/{token}").status_code == 200


def test_after_the_window_one_may_try_again(phone, token, monkeypatch):
    monkeypatch.setattr(knocking, "WRONG_FROM_ONE_ADDRESS", 1)
    assert [phone.get("/p/guess").status_code, phone.get(f"/p/{token}").status_code] == [404, 429]
    later = knocking.now() + knocking.WINDOW
    monkeypatch.setattr(knocking, "now", lambda: later)
    assert phone.get(f"/p/{token}").status_code == 200


# What is kept -------------------------------------------------------------------------------------


def everything():
    """Every value in every table, as text."""
    tables = [*models.RECORDS, *models.BOOKKEEPING]
    return "\n".join(str(value) for model in tables for row in model.select().tuples() for value in row)


def test_the_token_is_in_no_table_no_line_of_the_log_and_not_in_the_trail(
    phone, token, contract, caplog, tmp_path
):
    with caplog.at_level(logging.DEBUG, logger="gongyou"):
        page = phone.get(f"/p/{token}")
        phone.post(f"/p/{token}", data={**fields(page), "name": "张伟", "agree": "yes"})
        phone.get(f"/p/{token}x")
    assert "/p/<token>" in caplog.text
    assert token[:12] not in caplog.text
    assert token[:12] not in everything()
    db.close()
    for file in tmp_path.rglob("*"):
        assert not file.is_file() or token[:12].encode() not in file.read_bytes(), file


def test_making_opening_and_using_are_noted_with_the_persons_name_and_the_door(phone, token, contract):
    page = phone.get(f"/p/{token}")
    phone.get(f"/p/{token}")
    phone.post(f"/p/{token}", data={**fields(page), "name": "张伟", "agree": "yes"})
    lines = (
        models.Audit.select().where(models.Audit.entity == "mentorship_contract").order_by(models.Audit.id)
    )
    noted = [(str(line.act), line.who, line.via) for line in lines][1:]
    assert noted == [
        ("link_made", "system", "command"),
        ("link_opened", "张伟", "link sign_contract"),
        ("changed", "张伟", "link sign_contract"),
    ]


# The union's side ---------------------------------------------------------------------------------


@pytest.fixture
def office(desk, contract):
    return Person(desk, "xindun", Role.UNION, contract.organisation)


def made(answer):
    """The tokens shown on the page."""
    return re.findall(r'value="http://localhost/p/([^"]+)"', answer.get_data(as_text=True))


def test_the_union_makes_both_links_sees_them_once_and_can_revoke_each(office, phone, contract):
    address = f"/admin/links/mentorship_contract/{contract.id}/"
    answer = office.fill(address, worker=[contract.mentor.code, contract.apprentice.code])
    text = answer.get_data(as_text=True)
    tokens = made(answer)
    assert (len(tokens), text.count("<svg")) == (2, 2)
    assert [phone.get(f"/p/{one}").status_code for one in tokens] == [200, 200]
    details = office.text(f"/admin/mentorship_contract/details/?id={contract.id}")
    assert address in details
    assert "张伟" in details
    for page in (details, office.text(address)):
        assert not [one for one in tokens if one in page]
    for link in list(PersonalLink.select()):
        office.client.post(
            f"{address}revoke/{link.id}", data={"csrf_token": office.form(address)["csrf_token"]}
        )
    assert [phone.get(f"/p/{one}").status_code for one in tokens] == [404, 404]
    assert [str(line.act) for line in models.Audit.select().order_by(models.Audit.id.desc()).limit(2)].count(
        "link_revoked"
    ) >= 1


def test_a_link_is_revoked_on_the_page_of_the_record_too(office, phone, contract, token):
    details = f"/admin/mentorship_contract/details/?id={contract.id}"
    address = f"/admin/links/mentorship_contract/{contract.id}/revoke/{PersonalLink.get().id}"
    assert f'action="{address}"' in office.text(details)
    form = next(one for one in Page(office.last.get_data(as_text=True)).forms if one.get("back") == "record")
    answer = office.client.post(address, data=form)
    assert answer.location == f"{details}#links"
    assert phone.get(f"/p/{token}").status_code == 404
    assert address not in office.text(details)


def test_a_new_link_takes_the_place_of_the_one_before(phone, contract, token):
    new = links.make("sign_contract", contract, contract.mentor, scope.SYSTEM)
    links.make("sign_contract", contract, contract.apprentice, scope.SYSTEM)
    assert [phone.get(f"/p/{one}").status_code for one in (token, new)] == [404, 200]


def test_only_who_may_change_the_record_makes_sees_or_revokes_its_links(desk, contract, token):
    address = f"/admin/links/mentorship_contract/{contract.id}/"
    elsewhere = Person(desk, "changan", Role.UNION, make(models.Organisation, name="长安镇总工会"))
    reader = Person(desk, "reader", Role.READER, contract.organisation)
    for person, expected in ((elsewhere, 404), (reader, 403)):
        form = {"csrf_token": person.form("/password")["csrf_token"], "purpose": "sign_contract"}
        assert person.get(address).status_code == expected
        for door in (address, f"{address}revoke/{PersonalLink.get().id}"):
            assert person.client.post(door, data=form).status_code == expected
    assert address not in reader.text(f"/admin/mentorship_contract/details/?id={contract.id}")
    assert PersonalLink.select().where(PersonalLink.revoked_at.is_null()).count() == 1
    assert desk.test_client().get(address).status_code == 302


@pytest.mark.parametrize(
    "address",
    [
        "trade/1",
        "nothing/1",
        "audit/1",
        "mentorship_contract/999",
        "mentorship_contract/99999999999999999999",
    ],
)
def test_there_are_links_to_records_of_a_purpose_only(office, address):
    make(models.Trade)
    assert office.get(f"/admin/links/{address}/").status_code == 404


def test_the_verbs_themselves_refuse_a_foreign_union_and_a_reader(desk, contract, token):
    for by in (actor(Role.UNION, make(models.Organisation)), actor(Role.READER, contract.organisation)):
        with pytest.raises(operations.Refused):
            links.make("sign_contract", contract, contract.mentor, by)
        with pytest.raises(operations.Refused):
            links.revoke(PersonalLink.get(), by)
    assert PersonalLink.select().where(PersonalLink.revoked_at.is_null()).count() == 1


def test_a_link_of_another_record_cannot_be_revoked_through_this_one(office, contract, token):
    other = make(models.MentorshipContract)
    address = f"/admin/links/mentorship_contract/{other.id}/"
    form = {"csrf_token": office.form(address)["csrf_token"]}
    office.client.post(f"{address}revoke/{PersonalLink.get().id}", data=form)
    assert PersonalLink.get().revoked_at is None


def test_nobody_but_those_the_record_names_gets_a_link_to_sign(office, contract):
    stranger = make(models.Worker)
    address = f"/admin/links/mentorship_contract/{contract.id}/"
    assert office.fill(address, worker=[stranger.code]).status_code == 422
    assert office.fill(address, purpose="register_event").status_code == 400
    with pytest.raises(operations.Refused), language.speaking("en"):
        links.make("sign_contract", contract, stranger, scope.SYSTEM)
    assert PersonalLink.select().count() == 0
