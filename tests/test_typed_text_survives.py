"""A session that ended while somebody typed does not cost the text, and nothing is sent behind their back."""

import re

import pytest
from front_door import PASSWORD, Page, Person
from make import make

import scope
from choices import Role
from models import Account, Audit, Organisation, Trade, Worker
from operations import accounts, second_factor

NEW = "/admin/trade/new/"


@pytest.fixture
def office(desk, clock):
    make(Organisation)
    return Person(desk, "office")


@pytest.fixture
def typed(office):
    """A form that was being filled in."""
    return {**office.form(NEW), "name": "焊工甲"}


def send(person, fields, address=NEW):
    person.last = person.client.post(address, data=fields)
    return person.last


def fields_of(answer):
    return Page(answer.get_data(as_text=True)).forms[-1]


def signed_in_again(person, name="office", password=PASSWORD, **changes):
    """The sign-in page as it stands, filled in and sent."""
    fields = {**fields_of(person.last), "username": name, "password": password, **changes}
    return send(person, fields, "/login")


def ended(person, clock, how):
    """The session is over, in one of the ways in which it can be."""
    if how == "idle":
        clock.forward(minutes=31)
    elif how == "no cookie":
        person.client.delete_cookie("session")
    else:
        accounts.lock(person.account, scope.SYSTEM)
        accounts.lock(person.account, scope.SYSTEM, locked=False)


@pytest.mark.parametrize("how", ["idle", "no cookie", "ended by an administrator"])
def test_what_was_typed_is_there_after_signing_in_again_and_is_saved_by_the_person(office, clock, typed, how):
    ended(office, clock, how)
    answer = send(office, typed)
    assert answer.status_code == 401
    assert "没有丢失" in answer.get_data(as_text=True)
    again = signed_in_again(office)
    assert not Trade.select().exists(), "nothing is sent behind the person's back"
    page = again.get_data(as_text=True)
    assert f'action="{NEW}"' in page
    assert fields_of(again)["name"] == "焊工甲"
    assert send(office, fields_of(again)).status_code == 302
    assert Trade.get().name == "焊工甲"


def test_a_changed_record_keeps_its_address_its_version_and_its_lines(office, clock):
    worker = make(Worker, name="王建国")
    address = f"/admin/worker/edit/?id={worker.id}"
    fields = {**office.form(address), "name": "王建军", "skill-0-certificate": "证书123"}
    clock.forward(minutes=31)
    send(office, fields, address)
    again = fields_of(signed_in_again(office))
    assert (again["name"], again["version"], again["skill-0-certificate"]) == ("王建军", "1", "证书123")
    assert Worker.get().name == "王建国"
    assert f'action="{address}"' in office.last.get_data(as_text=True)


def test_a_wrong_password_on_the_way_does_not_cost_the_text(office, clock, typed):
    clock.forward(minutes=31)
    send(office, typed)
    assert signed_in_again(office, password="wrong").status_code == 401
    assert fields_of(signed_in_again(office))["name"] == "焊工甲"


def test_a_second_factor_on_the_way_does_not_cost_the_text(office, clock, typed):
    account, secret = Account.get(Account.name == "office"), second_factor.new_secret()
    step = second_factor.pyotp.TOTP(secret)
    code = step.at(clock.moment.replace(tzinfo=second_factor.CHINA))
    codes = second_factor.enrol(account, secret, code, scope.actor(account))
    clock.forward(minutes=31)
    send(office, typed)
    signed_in_again(office)
    again = send(office, {**fields_of(office.last), "code": codes[0]}, "/login/code")
    assert fields_of(again)["name"] == "焊工甲"
    assert not Trade.select().exists()


def test_somebody_else_who_signs_in_sees_nothing_of_it(desk, office, clock, typed):
    accounts.add("li", Role.ADMINISTRATOR, None, scope.SYSTEM, PASSWORD)
    clock.forward(minutes=31)
    send(office, typed)
    answer = signed_in_again(office, "li")
    assert answer.status_code == 302
    assert "焊工甲" not in office.text(NEW)


def test_what_was_carried_too_long_or_tampered_with_is_not_shown(office, clock, typed, monkeypatch):
    clock.forward(minutes=31)
    send(office, typed)
    kept = fields_of(office.last)["kept"]
    assert signed_in_again(office, kept=kept[:-3] + "abc").status_code == 302
    office.client.delete_cookie("session")
    send(office, typed)
    monkeypatch.setattr("admin.typed.HOUR", -1)
    assert signed_in_again(office).status_code == 302
    assert not Trade.select().exists()


def test_a_form_that_was_never_drawn_for_anybody_is_not_carried(desk, office, clock, typed):
    """Otherwise another site could put words into somebody's form."""
    clock.forward(minutes=31)
    for typist in (None, "", "forged"):
        fields = {k: v for k, v in {**typed, "typist": typist}.items() if v is not None}
        answer = send(office, fields)
        assert answer.status_code == 401
        assert 'name="kept"' not in answer.get_data(as_text=True)


def test_a_form_of_an_older_session_is_shown_again_to_the_same_person(office, typed):
    """Signed in anew in another tab: the token of the old form does not count any more."""
    office.client.delete_cookie("session")
    office.sign_in("office", PASSWORD)
    answer = send(office, typed)
    assert answer.status_code == 400
    assert not Trade.select().exists()
    assert fields_of(answer)["name"] == "焊工甲"
    assert send(office, fields_of(answer)).status_code == 302


def test_an_older_form_of_somebody_else_is_not_shown(desk, office, typed):
    other = Person(desk, "other")
    answer = send(other, typed)
    assert answer.status_code == 400
    assert "焊工甲" not in answer.get_data(as_text=True)


def test_other_forms_wait_for_a_button(desk, office, clock):
    """A deletion, too, only happens when the person sends it."""
    trade = make(Trade)
    address = f"/admin/trade/delete/?id={trade.id}"
    fields = office.form(address)
    clock.forward(minutes=31)
    send(office, fields, address)
    answer = signed_in_again(office)
    assert answer.status_code == 200
    assert Trade.get().deleted_at is None
    assert "现在提交" in answer.get_data(as_text=True)
    assert f'action="{address}"' in answer.get_data(as_text=True)
    send(office, fields_of(answer), address)
    assert Trade.get().deleted_at


def test_the_server_keeps_nothing_of_it(office, clock, typed):
    clock.forward(minutes=31)
    send(office, typed)
    assert "焊工甲" not in str(list(Audit.select().dicts()))
    with office.client.session_transaction() as cookie:
        assert "焊工甲" not in str(dict(cookie))


def test_a_role_lost_meanwhile_is_lost(desk, office, clock):
    union = Organisation.get()
    li = Person(desk, "li", Role.UNION, union)
    fields = {**li.form("/admin/worker/new/"), "name": "王建国"}
    accounts.change(li.account, Role.READER, union, (), scope.SYSTEM)
    clock.forward(minutes=31)
    send(li, fields, "/admin/worker/new/")
    answer = signed_in_again(li, "li")
    assert answer.status_code == 403
    assert re.search("<h1", answer.get_data(as_text=True))


# In a browser --------------------------------------------------------------------------------------


@pytest.mark.browser
def test_in_a_browser_the_form_comes_back_as_it_was_left(live, browser, office, clock):
    def sign_in():
        browser.fill("#username", "office")
        browser.fill("#password", PASSWORD)
        browser.click("form button.main")

    browser.goto(f"{live}{NEW}")
    sign_in()
    browser.fill("#name", "焊工甲")
    clock.forward(minutes=31)
    browser.click("form.record button.main")
    sign_in()
    assert browser.input_value("#name") == "焊工甲"
    assert not Trade.select().exists()
    browser.click("form.record button.main")
    browser.wait_for_url("**/admin/trade/details/**")
    assert Trade.get().name == "焊工甲"
