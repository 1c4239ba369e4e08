"""Wrong tries shut the door for a while, for every name alike, whoever counts."""

from datetime import datetime, timedelta

import pytest
from front_door import PASSWORD, Person
from make import make

import scope
from models import Account, Organisation, SignIn
from operations import accounts, signin_log
from rules import lockout

NINE = datetime(2026, 3, 5, 9, 0)


@pytest.mark.parametrize(
    ("wrong", "now", "expected"),
    [
        ([0, 1, 2, 3], 3, False),
        ([0, 1, 2, 3, 4], 4, True),
        ([4, 3, 2, 1, 0], 4, True),
        ([0, 1, 2, 3, 4], 33, True),
        ([0, 1, 2, 3, 4], 34, False),
        ([0, 10, 20, 28, 29], 29, True),
        ([0, 10, 20, 29, 30], 30, False),
        ([0, 0, 0, 0, 0, 30], 30, False),
        ([], 0, False),
    ],
)
def test_five_wrong_tries_in_half_an_hour_shut_for_half_an_hour(wrong, now, expected):
    times = [NINE + timedelta(minutes=minute) for minute in wrong]
    assert lockout.shut(times, NINE + timedelta(minutes=now)) is expected


# At the door -------------------------------------------------------------------------------------


@pytest.fixture
def office(desk, clock):
    make(Organisation)
    return Person(desk, "office")


@pytest.fixture
def stranger(desk, office):
    stranger = Person.__new__(Person)
    stranger.desk, stranger.client = desk, desk.test_client()
    return stranger


def tries(person, times, name="office"):
    return [person.sign_in(name, f"wrong {number}").status_code for number in range(times)]


def test_four_wrong_tries_shut_nobody_out(stranger):
    assert tries(stranger, 4) == [401] * 4
    assert stranger.sign_in("office", PASSWORD).status_code == 302


def test_after_five_wrong_tries_the_right_password_does_not_open(stranger, clock):
    assert tries(stranger, 5) == [401] * 5
    assert stranger.sign_in("office", PASSWORD).status_code == 401
    clock.forward(minutes=29)
    assert stranger.sign_in("office", PASSWORD).status_code == 401
    clock.forward(minutes=1)
    assert stranger.sign_in("office", PASSWORD).status_code == 302


def test_wrong_tries_far_apart_shut_nobody_out(stranger, clock):
    for _number in range(8):
        tries(stranger, 1)
        clock.forward(minutes=8)
    assert stranger.sign_in("office", PASSWORD).status_code == 302


def test_a_good_sign_in_starts_the_count_anew(stranger):
    for _round in range(3):
        tries(stranger, 4)
        assert stranger.sign_in("office", PASSWORD).status_code == 302
        stranger.client.delete_cookie("session")


def test_who_is_inside_stays_inside(office, stranger):
    tries(stranger, 6)
    assert office.get("/admin/").status_code == 200


def test_nothing_tells_a_name_that_exists_from_one_that_does_not(stranger, monkeypatch):
    """Same words, same number, same work, at every one of seven tries."""
    work = []
    real = accounts.verified
    monkeypatch.setattr(accounts, "verified", lambda *pair: work.append(1) or real(*pair))
    answers = {}
    for name in ("office", "nobody"):
        work.clear()
        answers[name] = []
        for _number in range(7):
            answer = stranger.sign_in(name, "wrong")
            page = answer.get_data(as_text=True).partition("<main")[2].partition("<form")[0]
            answers[name].append((answer.status_code, page, len(work)))
    assert answers["office"] == answers["nobody"]
    assert len(work) == 7


def test_an_administrator_lets_somebody_in_again_at_once(desk, stranger, office):
    account, _password = accounts.add("li", "reader", Organisation.get(), scope.SYSTEM, PASSWORD)
    tries(stranger, 5, "li")
    assert "多次输错" in office.text(f"/admin/accounts/{account.id}/")
    token = office.form("/admin/trade/new/")["csrf_token"]
    office.client.post(f"/admin/accounts/{account.id}/unlock", data={"csrf_token": token})
    assert stranger.sign_in("li", PASSWORD).status_code == 302


def test_a_new_first_password_opens_although_the_old_one_was_mistyped(stranger):
    account, _password = accounts.add("li", "reader", Organisation.get(), scope.SYSTEM, PASSWORD)
    tries(stranger, 5, "li")
    assert stranger.sign_in("li", accounts.reset_password(account, scope.SYSTEM)).status_code == 302


def test_tries_that_other_processes_have_begun_count_already(office):
    """Each try stands in the database as failed before its password is looked at."""
    account = Account.get(Account.name == "office")
    begun = [signin_log.begun("office", account, "10.0.0.1", "") for _number in range(5)]
    assert accounts.sign_in("office", PASSWORD) is None
    SignIn.delete().where(SignIn.id == begun[0].id).execute()
    assert accounts.sign_in("office", PASSWORD)


# From one address ----------------------------------------------------------------------------------


def test_an_address_that_keeps_trying_names_is_stopped_and_others_are_not(stranger, office, clock):
    for number in range(lockout.FROM_ONE_ADDRESS):
        accounts.sign_in(f"name {number}", "wrong", "10.0.0.9")
        clock.forward(seconds=2)
    with pytest.raises(signin_log.TooMany):
        accounts.sign_in("office", PASSWORD, "10.0.0.9")
    assert accounts.sign_in("office", PASSWORD, "10.0.0.8")
    clock.forward(minutes=31)
    assert accounts.sign_in("office", PASSWORD, "10.0.0.9")


def test_too_many_tries_a_minute_are_refused_in_words(stranger, office, clock):
    for number in range(lockout.A_MINUTE):
        signin_log.came_to(signin_log.begun(f"name {number}", None, "127.0.0.1", ""), "locked")
    answer = stranger.sign_in("office", PASSWORD)
    assert answer.status_code == 429
    assert "过多" in answer.get_data(as_text=True)
    clock.forward(minutes=1)
    assert stranger.sign_in("office", PASSWORD).status_code == 302
