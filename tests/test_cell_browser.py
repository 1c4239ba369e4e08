"""In-cell edit in a real Chromium: with the keyboard, with the mouse, with a refusal, with somebody faster."""

import pytest
from front_door import at_chromium
from make import make

import models
import operations
import scope

pytestmark = pytest.mark.browser
POST = 'td[data-column="post"]'


@pytest.fixture
def page(desk, live, browser):
    said = at_chromium(desk, browser, live, "/admin/worker/")
    yield browser
    assert [words for words in said if "422" not in words] == []


@pytest.fixture
def worker(desk, live, page):
    worker = make(models.Worker, post="电工")
    page.goto(f"{live}/admin/worker/")
    return worker


def stored(worker):
    return models.Worker.get_by_id(worker.id)


def test_with_the_keyboard_alone_a_cell_is_changed_and_the_next_one_opened(page, worker):
    page.focus(POST)
    page.keyboard.press("F2")
    page.wait_for_selector("#cell-post")
    page.keyboard.type("班长")
    page.keyboard.press("Tab")
    page.wait_for_selector("#cell-sex")
    page.select_option("#cell-sex", "male" if worker.sex == "female" else "female")
    page.keyboard.press("Escape")
    assert page.inner_text(POST) == "班长"
    assert page.evaluate("document.activeElement.dataset.column") == "sex"
    assert (stored(worker).post, stored(worker).sex) == ("班长", worker.sex)


def test_escape_gives_up_and_nothing_is_sent(page, worker):
    page.dblclick(POST)
    page.fill("#cell-post", "班长")
    page.keyboard.press("Escape")
    assert page.inner_text(POST) == "电工"
    assert stored(worker).version == worker.version


def test_a_link_is_looked_up_in_the_cell(page, worker):
    trade = make(models.Trade, name="焊工")
    page.dblclick('td[data-column="trade"]')
    page.fill("#cell-trade", "焊")
    page.wait_for_selector(".found li:has-text('焊工')")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.wait_for_selector("form.cell", state="detached")
    assert stored(worker).trade == trade
    assert page.inner_text('td[data-column="trade"]') == f"{trade.code} 焊工"


def test_a_refusal_stands_at_the_cell_with_what_was_typed(page, worker):
    page.dblclick('td[data-column="phone"]')
    page.fill("#cell-phone", "12")
    page.keyboard.press("Enter")
    page.wait_for_selector("form.cell .mistake:not(:empty)")
    assert page.input_value("#cell-phone") == "12"
    assert page.get_attribute("#cell-phone", "aria-invalid") == "true"
    assert stored(worker).phone == worker.phone


def test_who_was_faster_is_said_and_enter_again_insists(page, worker):
    page.dblclick(POST)
    page.fill("#cell-post", "组长")
    theirs = stored(worker)
    theirs.post = "班长"
    operations.save(theirs, scope.SYSTEM)
    page.keyboard.press("Enter")
    page.wait_for_selector("form.cell .mistake:has-text('班长')")
    assert stored(worker).post == "班长"
    page.keyboard.press("Enter")
    page.wait_for_selector("form.cell", state="detached")
    assert (stored(worker).post, page.inner_text(POST)) == ("组长", "组长")


def test_keys_are_spoken_of_only_where_there_are_keys(page, worker):
    assert page.is_visible("#cell-help")
    page.set_viewport_size({"width": 390, "height": 800})
    assert not page.is_visible("#cell-help")
