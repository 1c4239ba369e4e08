"""A second factor: switched on by a code, asked after the password, each code good for once."""

import re

import pyotp
import pytest
from front_door import PASSWORD, Person, mistakes
from make import make

import scope
from choices import Role
from models import CHINA, Account, Audit, Organisation, RecoveryCode, SignIn
from operations import accounts, second_factor

SECRET = re.compile(r"<code>([A-Z2-7]{32})</code>")
RECOVERY = re.compile(r"<code>([a-z2-9]{4}(?:-[a-z2-9]{4}){2})</code>")


@pytest.fixture
def li(desk, clock):
    make(Organisation)
    return Person(desk, "li", Role.UNION, Organisation.get())


@pytest.fixture
def phone(clock):
    """Shows the code of a secret at this moment."""
    return lambda secret: pyotp.TOTP(secret).at(clock.moment.replace(tzinfo=CHINA))


@pytest.fixture
def secret(li):
    return SECRET.search(li.text("/second-factor"))[1]


@pytest.fixture
def enrolled(li, secret, phone, clock):
    """Li with a second factor, signed out; `codes` are the recovery codes."""
    page = switch_on(li, phone(secret)).get_data(as_text=True)
    li.codes = RECOVERY.findall(page)
    li.client.delete_cookie("session")
    clock.forward(seconds=30)
    return li


def switch_on(person, code, password=PASSWORD):
    person.last = person.fill("/second-factor", code=code, password=password)
    return person.last


def first_step(person):
    return person.sign_in("li", PASSWORD)


def second_step(person, code):
    """The code typed into the page that asks for it."""
    page = person.last.get_data(as_text=True)
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]
    person.last = person.client.post("/login/code", data={"code": code, "csrf_token": token})
    return person.last


def inside(person):
    return person.get("/admin/").status_code == 200


# Switching on and off ------------------------------------------------------------------------------


def test_the_page_offers_the_secret_as_text_as_link_and_as_picture(li, secret):
    page = li.text("/second-factor")
    assert SECRET.search(page)[1] == secret, "the secret must stay the same until it is confirmed"
    assert re.search(rf'href="otpauth://totp/Gongyou:li\?secret={secret}&amp;issuer=Gongyou"', page)
    assert "<svg" in page


def test_nothing_is_asked_before_a_code_has_confirmed_it(li, secret, phone):
    wrong = "000000" if phone(secret) != "000000" else "111111"
    switch_on(li, wrong)
    assert mistakes(li.get("/second-factor"))
    switch_on(li, phone(secret), password="wrong")
    assert Account.get(Account.name == "li").second_factor == ""
    assert first_step(li).status_code == 302


def test_switching_off_needs_the_password_and_is_in_the_trail(enrolled, secret, phone):
    first_step(enrolled)
    second_step(enrolled, phone(secret))
    enrolled.fill("/second-factor", password="wrong")
    assert Account.get(Account.name == "li").second_factor == secret
    enrolled.fill("/second-factor", password=PASSWORD)
    assert Account.get(Account.name == "li").second_factor == ""
    told = [line.changes for line in Audit.select().where(Audit.act == "changed").order_by(Audit.id)]
    assert told == ['{"second_factor": ["no", "yes"]}', '{"second_factor": ["yes", "no"]}']
    assert secret not in "".join(told)


# Signing in ----------------------------------------------------------------------------------------


def test_the_password_alone_does_not_open(enrolled):
    answer = first_step(enrolled)
    assert 'name="code"' in answer.get_data(as_text=True)
    assert not inside(enrolled)


def test_the_code_opens_and_leads_on(enrolled, secret, phone):
    first_step(enrolled)
    assert second_step(enrolled, phone(secret)).status_code == 302
    assert inside(enrolled)


def test_a_code_opens_once(desk, enrolled, secret, phone):
    code = phone(secret)
    first_step(enrolled)
    second_step(enrolled, code)
    thief = Person.__new__(Person)
    thief.desk, thief.client = desk, desk.test_client()
    first_step(thief)
    assert second_step(thief, code).status_code == 401
    assert not inside(thief)


def test_the_code_that_confirmed_does_not_open(li, secret, phone):
    switch_on(li, phone(secret))
    li.client.delete_cookie("session")
    first_step(li)
    assert second_step(li, phone(secret)).status_code == 401


def test_a_phone_half_a_minute_off_will_do_and_more_will_not(enrolled, secret, phone, clock):
    account, code = Account.get(Account.name == "li"), phone(secret)
    clock.forward(seconds=60)
    assert not second_factor.taken(account, code)
    clock.forward(seconds=-30)
    assert second_factor.taken(account, code)


def test_a_code_without_the_password_opens_nothing(enrolled, secret, phone):
    enrolled.get("/login")
    assert second_step(enrolled, phone(secret)).status_code == 401
    assert not inside(enrolled)


def test_the_first_step_is_good_for_five_minutes(enrolled, secret, phone, clock):
    first_step(enrolled)
    clock.forward(minutes=5)
    assert second_step(enrolled, phone(secret)).status_code == 401
    assert 'name="username"' in enrolled.last.get_data(as_text=True)


def test_five_wrong_codes_shut_the_door_and_a_fitting_password_does_not_open_it(enrolled, secret, phone):
    for _number in range(5):
        first_step(enrolled)
        assert second_step(enrolled, "12345").status_code == 401
    assert first_step(enrolled).status_code == 401
    told = [row.outcome for row in SignIn.select().order_by(SignIn.id.desc()).limit(3)]
    assert told == ["locked", "failed", "code_asked"]


# The phone is lost ---------------------------------------------------------------------------------


def test_each_recovery_code_opens_once(enrolled):
    assert len(set(enrolled.codes)) == 8
    first_step(enrolled)
    assert second_step(enrolled, f" {enrolled.codes[0].upper()} ").status_code == 302
    enrolled.client.delete_cookie("session")
    first_step(enrolled)
    assert second_step(enrolled, enrolled.codes[0]).status_code == 401
    assert second_step(enrolled, enrolled.codes[1]).status_code == 302


def test_recovery_codes_are_kept_unreadable(enrolled):
    stored = {row.code for row in RecoveryCode}
    assert len(stored) == 8
    assert not stored & set(enrolled.codes)


def test_an_administrator_helps_who_lost_the_phone(desk, enrolled):
    office = Person(desk, "office")
    account = Account.get(Account.name == "li")
    token = office.form("/password")["csrf_token"]
    office.client.post(f"/admin/accounts/{account.id}/second-factor", data={"csrf_token": token})
    assert first_step(enrolled).status_code == 302
    assert not RecoveryCode.select().exists()


def test_whoever_is_locked_meanwhile_does_not_come_in_by_a_code(enrolled, secret, phone):
    first_step(enrolled)
    accounts.lock(enrolled.account, scope.SYSTEM)
    assert second_step(enrolled, phone(secret)).status_code == 401
