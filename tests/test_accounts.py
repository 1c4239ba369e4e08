"""Users and roles on screen: who makes whom what, a first password shown once, all of it in the trail."""

import json
import re

import pytest
from front_door import PASSWORD, Person, mistakes
from make import make

import scope
from choices import Area, Role
from models import Account, Audit, Organisation
from operations import Refused, accounts, passwords

MADE_UP = re.compile(r"<code>([a-z2-9]{4}(?:-[a-z2-9]{4}){2})</code>")


@pytest.fixture
def unions(desk):
    """A county with two townships."""
    county = make(Organisation, name="甘州区总工会")
    return [
        county,
        *(make(Organisation, name=name, parent=county) for name in ("新墩镇总工会", "长安镇总工会")),
    ]


@pytest.fixture
def office(desk, unions):
    return Person(desk, "office")


@pytest.fixture
def township(desk, unions):
    return Person(desk, "xindun", Role.UNION, unions[1])


def user(name):
    return Account.get_or_none(Account.name == name)


def added(person, name, role, union, **more):
    return person.fill("/admin/accounts/new/", name=name, role=role, organisation=union.code, **more)


def act(person, account, verb):
    token = person.form("/password")["csrf_token"]
    person.last = person.client.post(f"/admin/accounts/{account.id}/{verb}", data={"csrf_token": token})
    return person.last


# Adding ------------------------------------------------------------------------------------------


def test_a_new_user_gets_a_first_password_that_is_shown_once_and_must_be_changed(desk, office, unions):
    page = added(office, "li", "clerk", unions[1], areas=["people"]).get_data(as_text=True)
    password = MADE_UP.search(page)[1]
    account = user("li")
    assert (account.role, account.organisation, account.areas) == (Role.CLERK, unions[1], (Area.PEOPLE,))
    assert password not in office.text(f"/admin/accounts/{account.id}/") + office.text("/admin/accounts/")
    li = Person.__new__(Person)
    li.desk, li.client = desk, desk.test_client()
    li.sign_in("li", password)
    assert li.get("/admin/worker/").location == "/password"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": "l"}, "2 到 50"),
        ({"name": "office"}, "已有"),
        ({"name": "l\0i"}, ""),
        ({"role": ""}, "请选择角色"),
        ({"role": "emperor"}, "请选择角色"),
        ({"organisation": ""}, "工会"),
        ({"organisation": "O-999"}, "O-999"),
        ({"organisation": "O-99999999999999999999"}, "O-9"),
    ],
)
def test_what_is_missing_or_wrong_is_said_and_nothing_added(office, unions, changes, said):
    typed = {"name": "li", "role": "reader", "organisation": unions[1].code}
    answer = office.fill("/admin/accounts/new/", **{**typed, **changes})
    assert answer.status_code == 422
    assert any(said in words for words in mistakes(answer))
    assert Account.select().count() == 1


# Who may make whom what ----------------------------------------------------------------------------


def test_a_union_administrator_makes_users_of_the_own_subtree(township, unions):
    for role in ("union", "clerk", "reader"):
        assert added(township, f"{role} user", role, unions[1]).status_code == 200
    assert Account.select().count() == 4


@pytest.mark.parametrize(
    ("role", "where"), [("administrator", 1), ("auditor", 1), ("reader", 0), ("reader", 2)]
)
def test_a_union_administrator_gives_no_higher_role_and_no_foreign_union(township, unions, role, where):
    assert added(township, "li", role, unions[where]).status_code == 422
    assert user("li") is None


def test_a_foreign_and_an_unknown_union_get_the_same_words(township, unions):
    foreign = mistakes(added(township, "li", "reader", unions[2]))
    unknown = mistakes(township.fill("/admin/accounts/new/", name="li", role="reader", organisation="O-999"))
    assert [words.replace(unions[2].code, "O-999") for words in foreign] == unknown


def test_accounts_of_others_are_behind_no_door(township, unions, office):
    theirs, _password = accounts.add("changan", Role.READER, unions[2], scope.SYSTEM, PASSWORD)
    higher, _password = accounts.add("auditor", Role.AUDITOR, unions[1], scope.SYSTEM, PASSWORD)
    listed = township.text("/admin/accounts/")
    assert ">xindun<" in listed
    for account in (theirs, higher, user("office"), Account(id=999), Account(id=10**15)):
        assert f">{account.name}<" not in listed
        assert township.get(f"/admin/accounts/{account.id}/").status_code == 404
        for verb in ("lock", "unlock", "password", "second-factor"):
            assert act(township, account, verb).status_code == 404, (account.name, verb)
    assert not Account.select().where(Account.locked).exists()


@pytest.mark.parametrize("role", [Role.CLERK, Role.READER, Role.AUDITOR])
def test_nobody_else_comes_near_accounts(desk, unions, role):
    person = Person(desk, "somebody", role, unions[0], areas=tuple(Area))
    for address in ("", "new/", f"{person.account.id}/"):
        assert person.get(f"/admin/accounts/{address}").status_code == 403
    assert act(person, person.account, "lock").status_code == 403
    assert "用户和角色" not in person.text("/admin/")


def test_nobody_locks_themselves_out_or_raises_themselves(office, township):
    for person in (office, township):
        for verb in ("lock", "password"):
            act(person, person.account, verb)
            assert any("自己" in words for words in mistakes(person.get("/admin/accounts/")))
        own = f"/admin/accounts/{person.account.id}/"
        assert person.fill(own, role="reader").status_code == 422
        assert not Account.get_by_id(person.account.id).locked
        assert Account.get_by_id(person.account.id).role == person.account.role


# Changing ------------------------------------------------------------------------------------------


def test_another_role_and_union_are_in_force_at_the_next_click(desk, office, unions):
    li = Person(desk, "li", Role.CLERK, unions[0], areas=("people",))
    assert li.get("/admin/worker/new/").status_code == 200
    changed = {"role": "reader", "organisation": unions[2].code, "areas": []}
    assert office.fill(f"/admin/accounts/{li.account.id}/", **changed).status_code == 302
    assert li.get("/admin/worker/new/").status_code == 403
    assert unions[1].name not in li.text("/admin/organisation/")


def test_a_locked_user_is_out_at_once_until_let_in_again(desk, office, unions):
    li = Person(desk, "li", Role.READER, unions[1])
    act(office, li.account, "lock")
    assert li.get("/admin/").status_code == 302
    assert li.sign_in("li", PASSWORD).status_code == 401
    act(office, li.account, "unlock")
    assert li.sign_in("li", PASSWORD).status_code == 302


def test_a_new_first_password_ends_the_old_one_and_the_sessions(desk, office, unions):
    li = Person(desk, "li", Role.READER, unions[1])
    password = MADE_UP.search(act(office, li.account, "password").get_data(as_text=True))[1]
    assert li.get("/admin/").status_code == 302
    assert li.sign_in("li", PASSWORD).status_code == 401
    assert li.sign_in("li", password).status_code == 302
    assert li.get("/admin/").location == "/password"


def test_the_list_is_searched_by_name_and_by_union(office, unions):
    accounts.add("li", Role.READER, unions[1], scope.SYSTEM, PASSWORD)
    accounts.add("wang", Role.READER, unions[2], scope.SYSTEM, PASSWORD)
    for search in ("li", "新墩"):
        text = office.text(f"/admin/accounts/?search={search}")
        assert (">li<" in text, ">wang<" in text) == (True, False), search
    assert "没有找到" in office.text("/admin/accounts/?search=%00%25")


def test_each_act_is_in_the_trail_and_no_password_ever(desk, office, unions):
    first = MADE_UP.search(added(office, "li", "reader", unions[1]).get_data(as_text=True))[1]
    li = user("li")
    office.fill(f"/admin/accounts/{li.id}/", role="clerk", areas=["people"])
    for verb in ("lock", "unlock"):
        act(office, li, verb)
    second = MADE_UP.search(act(office, li, "password").get_data(as_text=True))[1]
    lines = Audit.select().where(Audit.entity == "account", Audit.record == li.id).order_by(Audit.id)
    changes = [json.loads(line.changes) for line in lines]
    assert [set(change) for change in changes[1:]] == [
        {"role", "areas"},
        {"locked"},
        {"locked"},
        {"password"},
    ]
    assert changes[1]["role"] == ["reader", "clerk"]
    assert {line.who for line in lines} == {"office"}
    kept = "".join(line.changes for line in Audit) + user("li").password
    assert not {first, second} & set(re.findall(r"[a-z2-9]{4}(?:-[a-z2-9]{4}){2}", kept))


# Passwords -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "password",
    ["short 1", "12345678", "PASSWORD1", "aaaaaaaaaa", "abababababab", "li.Wei-2026", "x" * 201, ""],
)
def test_a_password_that_anybody_would_try_is_refused(password):
    with pytest.raises(Refused):
        passwords.hashed(password, "Liwei")


@pytest.mark.parametrize("password", ["correct horse", "工会是职工之家啊真好", "liwei goes home"])
def test_other_passwords_will_do(password):
    assert passwords.verified(passwords.hashed(password, "Liwei"), password)


@pytest.mark.parametrize("new", [PASSWORD, "office2026", "12345678", "short"])
def test_the_own_password_does_not_change_to_a_bad_or_the_old_one(office, new):
    assert office.fill("/password", old=PASSWORD, new=new, again=new).status_code == 200
    assert mistakes(office.last)
    assert accounts.sign_in("office", PASSWORD)
