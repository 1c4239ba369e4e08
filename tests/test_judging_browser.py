"""A judge's phone in a real Chromium: 390 pixels wide, the network comes and goes, what was typed survives."""

import pytest
from judged import Round
from make import make
from test_axe import grave

import models
from models import Mark

pytestmark = pytest.mark.browser


@pytest.fixture
def round_(desk):
    return Round(desk, make(models.Organisation))


@pytest.fixture
def page(round_, live, browser):
    browser.set_viewport_size({"width": 390, "height": 800})
    browser.goto(live + round_.panel()[0].address)
    return browser


def narrow(page):
    return page.evaluate("document.documentElement.scrollWidth") <= 390


def values():
    return sorted(int(mark.value) for mark in Mark)


def test_P13_judging_on_a_phone_survives_a_poor_network(page, round_):
    assert (narrow(page), grave(page)) == (True, [])
    first = page.locator("details.entry").first
    first.get_by_label("2", exact=True).check(force=True)
    first.get_by_text("已保存").wait_for()
    assert values() == [2]
    # The network goes: what is typed is kept, through a page opened anew.
    page.route("**/p/*", lambda route: route.abort() if route.request.method == "POST" else route.fallback())
    first.locator("input[inputmode=decimal]").first.fill("88")
    first.get_by_label("3", exact=True).check(force=True)
    page.locator("[data-waiting]:not([hidden])").wait_for()
    page.reload()
    assert page.locator("input[inputmode=decimal]").first.input_value() == "88"
    assert "还有 2 项未发出" in page.inner_text("[data-waiting]")
    assert values() == [2]
    # It comes back: everything arrives, once.
    page.unroute("**/p/*")
    page.evaluate("dispatchEvent(new Event('online'))")
    page.wait_for_selector("[data-waiting][hidden]", state="attached")
    page.wait_for_function("!localStorage.length")
    assert values() == [3, 88]
    assert sorted(mark.version for mark in Mark) == [1, 2]
    page.reload()
    assert (narrow(page), grave(page)) == (True, [])
    assert "还有 7 项待您评分" in page.inner_text("main")


def test_a_mark_that_is_refused_is_said_at_its_place(page):
    field = page.locator("details.entry").first.locator("input[inputmode=decimal]").first
    field.fill("十")
    field.blur()
    page.locator(".saved.mistake").wait_for()
    assert "理论考试" in page.inner_text(".saved.mistake")
    assert field.input_value() == "十"
    assert values() == []
