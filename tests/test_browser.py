"""The desk in a real Chromium: look-ups, lines, filters, phone width; no error in the console."""

import pytest
from front_door import at_chromium
from make import make

import models

pytestmark = pytest.mark.browser


@pytest.fixture
def page(desk, live, browser):
    """A signed-in page; what its console says must be nothing."""
    said = at_chromium(desk, browser, live)
    yield browser
    assert said == []


def test_a_worker_is_entered_with_a_union_found_by_initials_and_a_skill(page, live):
    make(models.Organisation, name="甘州区总工会")
    make(models.Organisation, name="高台县总工会")
    make(models.Trade, name="焊工")
    page.goto(f"{live}/admin/worker/new/")
    page.fill("#name", "王建国")
    page.fill("#organisation", "gzq")
    page.click(".found li:has-text('甘州区')")
    assert page.input_value("#organisation") == "O-1 甘州区总工会"
    page.click("[data-add=skill]")
    page.fill("#skill-0-trade", "焊")
    page.wait_for_selector(".found li:has-text('焊工')")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.select_option("#skill-0-level", "4")
    page.click("main .buttons button.main")
    page.wait_for_selector(".message.done")
    skill = models.Skill.get()
    assert (skill.worker.name, skill.worker.organisation.name, skill.trade.name) == (
        "王建国",
        "甘州区总工会",
        "焊工",
    )


def test_a_filter_by_a_linked_record_is_put_together_on_the_page(page, live):
    wanted = make(models.Worker, organisation=make(models.Organisation, name="甘州区总工会"))
    make(models.Worker, organisation=make(models.Organisation, name="高台县总工会"))
    page.goto(f"{live}/admin/worker/")
    page.click(".filter summary")
    page.select_option("#add", "organisation-within")
    page.fill("#value", "甘州")
    page.click(".found li:has-text('甘州区')")
    page.click(".filter button")
    page.wait_for_selector(".condition")
    assert [cell.inner_text() for cell in page.query_selector_all("tbody th")] == [wanted.code]
    page.click(".condition")
    assert len(page.query_selector_all("tbody th")) == 2


def test_a_second_click_on_save_makes_no_second_record(page, live):
    page.goto(f"{live}/admin/trade/new/")
    page.fill("#name", "焊工")
    page.evaluate(
        "() => { const f = document.querySelector('form.record'); f.requestSubmit(); f.requestSubmit(); }"
    )
    page.wait_for_selector(".message.done")
    assert models.Trade.select().count() == 1


@pytest.mark.parametrize(
    "address",
    ["/admin/", "/admin/worker/", "/admin/worker/new/", "/admin/worker/details/?id=1", "/reports/workers"],
)
def test_on_a_phone_the_page_itself_never_scrolls_sideways(page, live, address):
    make(models.Skill)
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(live + address)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.click("[data-toggle=menu]")
    assert page.is_visible("#menu a")
