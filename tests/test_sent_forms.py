"""A form does its work once, however often it is sent: a double click, the back button, a page without scripts."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from front_door import PASSWORD, Page, Person, mistakes
from make import make

import jobs
import models
from models import Account, SentForm, Trade, Worker

NEW = "/admin/trade/new/"


@pytest.fixture
def office(desk, clock):
    return Person(desk, "office")


def filled(person, address=NEW, **values):
    return {**person.form(address), **values}


def sent(person, form, address=NEW):
    return person.client.post(address, data=form)


def said(person, answer):
    return person.text(answer.location)


def test_the_same_form_twice_is_one_record_and_the_second_answers_with_it(office):
    form = filled(office, name="焊工")
    first, second = sent(office, form), sent(office, form)
    assert (first.status_code, second.status_code) == (302, 302)
    assert first.location == second.location
    assert "已经保存过了" in said(office, second)
    assert [trade.name for trade in Trade] == ["焊工"]
    assert models.Audit.select().where(models.Audit.entity == "trade").count() == 1


def test_two_forms_of_equal_content_are_two_records(office):
    union = make(models.Organisation)
    for _form in range(2):
        assert sent(office, filled(office, "/admin/worker/new/", name="王芳", organisation=union.code, state="employed"),
                    "/admin/worker/new/").status_code == 302  # fmt: skip
    assert [worker.name for worker in Worker] == ["王芳", "王芳"]


def test_what_was_refused_may_be_corrected_and_sent_twice_then(office):
    refused = sent(office, filled(office, name=""))
    assert refused.status_code == 422
    form = filled_again(refused, name="电工")
    assert [sent(office, form).status_code for _time in range(2)] == [302, 302]
    assert [trade.name for trade in Trade] == ["电工"]


def filled_again(answer, **values):
    """The form as it stands on the page of an answer."""
    return {**Page(answer.get_data(as_text=True)).forms[-1], **values}


def test_two_at_the_same_moment_are_one_record(office, desk):
    form, cookie = filled(office, name="钳工"), office.client.get_cookie("session").value

    def at_once(_number):
        client = desk.test_client()
        client.set_cookie("session", cookie)
        return client.post(NEW, data=form).status_code

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(at_once, range(4))) == {302}
    assert Trade.select().count() == 1


def test_gone_back_and_changed_it_asks_before_it_makes_another(office):
    form = filled(office, name="焊工")
    sent(office, form)
    changed = sent(office, {**form, "name": "电焊工"})
    assert changed.status_code == 422
    assert "T-1" in mistakes(changed)[0]
    assert Trade.select().count() == 1
    again = filled_again(changed)
    assert again["name"] == "电焊工"
    assert sent(office, again).status_code == 302
    assert [trade.name for trade in Trade.select().order_by(Trade.id)] == ["焊工", "电焊工"]


def test_the_form_of_a_record_sent_twice_is_no_quarrel_with_oneself(office):
    worker = make(Worker)
    address = f"/admin/worker/edit/?id={worker.id}"
    form = filled(office, address, post="班长")
    answers = [sent(office, form, address) for _time in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert "已经保存过了" in said(office, answers[1])
    assert Worker.get_by_id(worker.id).version == worker.version + 1
    assert sent(office, {**form, "post": "组长"}, address).status_code == 422  # older than what was saved


def test_made_deleted_and_sent_again_it_stays_deleted(office):
    form = filled(office, name="焊工")
    sent(office, form)
    office.fill("/admin/trade/delete/?id=1")
    again = sent(office, form)
    assert again.location == "/admin/trade/"
    assert Trade.select().where(Trade.deleted_at.is_null()).count() == 0


def test_a_form_of_somebody_else_or_without_its_word_is_a_form_of_its_own(office, desk):
    form = filled(office, name="焊工")
    sent(office, form)
    other = Person(desk, "other")
    token = other.form(NEW)
    assert sent(other, {**token, "name": "电工", "once": form["once"]}).status_code == 302
    for name in ("钳工", "车工"):
        assert sent(office, {**form, "name": name, "once": ""}).status_code == 302
    assert Trade.select().count() == 4


def test_a_user_is_made_once_and_the_password_not_shown_twice(office):
    union = make(models.Organisation)
    new = "/admin/accounts/new/"
    form = filled(office, new, name="li", role="reader", organisation=union.code)
    first, second = sent(office, form, new), sent(office, form, new)
    assert (first.status_code, second.status_code) == (200, 302)
    page = said(office, second)
    assert "首次密码" in page
    assert not re.search(r"<code>", page)
    assert Account.select().where(Account.name == "li").count() == 1


def test_what_is_kept_is_a_fingerprint_and_goes_after_a_week(office, settings, clock):
    form = filled(office, name="焊工")
    sent(office, form)
    [kept] = SentForm.select().dicts()
    assert form["once"] not in str(kept)
    assert "焊工" not in str(kept)
    clock.forward(days=6)
    jobs.forget_what_is_old(settings)
    assert SentForm.select().count() == 1
    clock.forward(days=2)
    jobs.forget_what_is_old(settings)
    assert SentForm.select().count() == 0


@pytest.mark.browser
def test_a_double_click_and_the_back_button_without_scripts(desk, live, browser):
    Person(desk, "clicker")
    page = browser.context.browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{live}/login")
    page.fill("#username", "clicker")
    page.fill("#password", PASSWORD)
    page.click("main button")
    page.goto(live + NEW)
    page.fill("#name", "焊工")
    page.dblclick("main .buttons button.main")
    page.wait_for_url("**/details/**")
    assert Trade.select().count() == 1
    page.go_back()
    page.click("main .buttons button.main")
    page.wait_for_load_state()
    assert Trade.select().count() == 1
    page.context.close()
