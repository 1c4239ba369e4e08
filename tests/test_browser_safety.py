"""In a real Chromium: no page breaks its own policy or asks another host; back, reload and a double click do no harm."""

import pytest
from front_door import PASSWORD, Person
from make import make
from test_pages import addresses

import models

pytestmark = pytest.mark.browser


@pytest.fixture
def page(desk, live, browser):
    """A signed-in page at a desk with a record of each entity."""
    Person(desk, "office")
    for model in models.RECORDS:
        make(model)
    browser.goto(f"{live}/login")
    browser.fill("#username", "office")
    browser.fill("#password", PASSWORD)
    browser.click("main button")
    return browser


def test_no_page_breaks_the_policy_or_asks_another_host(page, live):
    said, asked = [], []
    grave = ("error", "warning")
    page.on("console", lambda one: said.append((page.url, one.text)) if one.type in grave else None)
    page.on("pageerror", lambda error: said.append((page.url, str(error))))
    page.on("request", lambda request: asked.append(request.url))
    for address in addresses():
        page.goto(live + address)
    assert [(where, words) for where, words in said if "status of 40" not in words] == []
    assert {url for url in asked if not url.startswith((f"{live}/", "data:"))} == set()


def test_what_the_policy_forbids_is_not_run(page, live):
    page.goto(f"{live}/admin/")
    page.evaluate(
        """() => { const made = document.createElement('div'); made.innerHTML = '<img src="x" onerror="window.ran = 1">';
        document.body.append(made); const script = document.createElement('script'); script.textContent = 'window.ran = 1';
        document.body.append(script); }"""
    )
    page.wait_for_load_state("networkidle")
    assert page.evaluate("window.ran") is None


def test_a_reload_after_saving_saves_nothing_again(page, live):
    count = models.Trade.select().count()
    page.goto(f"{live}/admin/trade/new/")
    page.fill("#name", "焊工")
    page.click("main .buttons button.main")
    page.wait_for_selector(".message.done")
    page.reload()
    assert models.Trade.select().count() == count + 1


def test_going_back_to_a_saved_form_and_saving_again_takes_nothing_back(page, live):
    """The form that the browser kept is older than what was saved from it: it is told so, nothing is lost."""
    page.goto(f"{live}/admin/trade/edit/?id=1")
    page.fill("#name", "焊工")
    page.click("main .buttons button.main")
    page.wait_for_selector(".message.done")
    stored = models.Trade.get_by_id(1)
    page.go_back()
    page.fill("#name", "钳工")
    page.click("main .buttons button.main")
    page.wait_for_selector(".message")
    after = models.Trade.get_by_id(1)
    assert after.name in ("焊工", "钳工")
    assert after.version == stored.version + (after.name == "钳工")


def test_a_double_click_on_delete_is_one_deletion(page, live):
    trade = make(models.Trade)
    page.goto(f"{live}/admin/trade/delete/?id={trade.id}")
    page.dblclick("main button.danger")
    page.wait_for_selector(".message")
    assert models.Trade.get_by_id(trade.id).deletion is not None
    assert (
        models.Audit.select().where(models.Audit.entity == "trade", models.Audit.record == trade.id).count()
        == 2
    )
