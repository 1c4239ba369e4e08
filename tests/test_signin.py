"""Signing in, the first password, languages, and the pages that say no."""

import pytest
from front_door import PASSWORD, Page, Person
from make import make

import scope
from choices import Role
from models import Account, Audit, Organisation
from operations import accounts


@pytest.fixture
def person(desk):
    return Person(desk, "office")


def test_nobody_enters_without_signing_in(client, desk):
    make(Organisation)
    guarded = [
        str(rule) for rule in desk.url_map.iter_rules() if str(rule).startswith(("/admin", "/reports"))
    ]
    for address in guarded:
        if "static" not in address:
            answer = client.get(address.replace("<export_type>", "csv").replace("<name>", "workers"))
            assert answer.status_code in (302, 405), address
            assert answer.status_code == 405 or answer.location.startswith("/login?next="), address


def test_the_right_password_opens_and_leads_back_to_the_page_asked_for(person):
    make(Organisation)
    person.client.post("/logout", data={"csrf_token": person.form("/admin/trade/new/")["csrf_token"]})
    asked = person.get("/admin/trade/?search=a").location
    assert person.fill(asked, username="office", password=PASSWORD).location == "/admin/trade/?search=a"
    assert Audit.select().where(Audit.act == "signed_in", Audit.who == "office").count() == 2


@pytest.mark.parametrize(
    ("name", "password"), [("office", "wrong"), ("nobody", PASSWORD), ("", ""), ("office\0", PASSWORD)]
)
def test_a_wrong_name_and_a_wrong_password_get_the_same_words(desk, name, password):
    Person(desk, "office")
    stranger = Person.__new__(Person)
    stranger.client = desk.test_client()
    answer = stranger.sign_in(name, password)
    assert answer.status_code == 401
    assert "用户名或密码不正确" in answer.get_data(as_text=True)
    assert stranger.get("/admin/").status_code == 302


@pytest.mark.parametrize(
    "elsewhere", ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_signing_in_never_leads_to_another_site(desk, elsewhere):
    person = Person(desk, "office")
    assert person.fill("/login", next=elsewhere, username="office", password=PASSWORD).location == "/admin/"


def test_a_locked_account_is_out_at_once(person):
    make(Organisation)
    assert person.get("/admin/").status_code == 200
    accounts.lock(person.account, scope.SYSTEM)
    assert person.get("/admin/").status_code == 302
    assert person.sign_in("office", PASSWORD).status_code == 401


def test_a_first_password_must_be_changed_before_anything_else(desk):
    make(Organisation)
    _account, first = accounts.add("newcomer", Role.ADMINISTRATOR, None, scope.SYSTEM)
    person = Person(desk, "office")
    person.sign_in("newcomer", first)
    assert person.get("/admin/worker/").location == "/password"
    for new, again in (("short", "short"), ("long enough 1", "long enough 2"), (first, first)):
        assert person.fill("/password", old=first, new=new, again=again).status_code == 200
    assert (
        person.fill("/password", old="wrong", new="long enough 1", again="long enough 1").status_code == 200
    )
    assert person.get("/admin/worker/").location == "/password"
    assert person.fill("/password", old=first, new="long enough 1", again="long enough 1").status_code == 302
    assert person.get("/admin/worker/").status_code == 200
    assert not Account.get(Account.name == "newcomer").must_change


def test_a_new_password_ends_the_other_sessions(desk, person):
    make(Organisation)
    elsewhere = Person.__new__(Person)
    elsewhere.client = desk.test_client()
    elsewhere.sign_in("office", PASSWORD)
    assert elsewhere.get("/admin/").status_code == 200
    person.fill("/password", old=PASSWORD, new="another one 1", again="another one 1")
    assert person.get("/admin/").status_code == 200
    assert elsewhere.get("/admin/").status_code == 302


def test_a_form_without_its_token_saves_nothing_and_says_so(person):
    answer = person.fill("/admin/trade/new/", name="焊工", csrf_token=None)
    assert answer.status_code == 400
    assert "没有保存" in answer.get_data(as_text=True)
    assert person.fill("/admin/trade/new/", name="焊工").status_code == 302


def test_chinese_first_english_on_a_click_and_back(person):
    make(Organisation)
    assert 'lang="zh-CN"' in person.text("/admin/")
    assert person.get("/language/en?next=/admin/worker/").location == "/admin/worker/"
    text = person.text("/admin/worker/")
    assert 'lang="en"' in text
    assert "Workers" in Page(text).words
    person.get("/language/zh_Hans_CN")
    assert "职工" in Page(person.text("/admin/worker/")).words


def test_a_missing_page_says_so_in_words(person):
    answer = person.get("/admin/nothing/")
    assert answer.status_code == 404
    assert "没有" in answer.get_data(as_text=True)


def test_a_fault_of_ours_shows_words_and_no_trace(person, desk, monkeypatch):
    make(Organisation)
    monkeypatch.setattr("admin.home.how_many", lambda by: 1 / 0)
    monkeypatch.setitem(desk.config, "PROPAGATE_EXCEPTIONS", False)
    answer = person.get("/admin/")
    assert answer.status_code == 500
    assert "ZeroDivision" not in answer.get_data(as_text=True)
    assert len(Page(answer.get_data(as_text=True)).words) > 3


def test_healthz_says_whether_the_records_can_be_reached(client, monkeypatch):
    assert client.get("/healthz").get_json() == {"state": "ok"}


def test_every_page_carries_the_headers_that_guard_it(person, client):
    for answer in (client.get("/login"), person.get("/admin/trade/"), client.get("/nothing")):
        assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "onclick" not in answer.get_data(as_text=True)
        assert "<script>" not in answer.get_data(as_text=True)
