"""The pages of personal links in a real Chromium: phone width, nothing serious for axe, a quiet console."""

import pytest
from front_door import PASSWORD, Person
from make import make
from test_axe import grave

import models
import scope
from choices import EventState, ProfileState
from models import now
from operations import links

pytestmark = pytest.mark.browser


@pytest.fixture
def contract(desk):
    return make(models.MentorshipContract)


@pytest.fixture
def event(desk, contract):
    """An open event; the contract's mentor may come."""
    make(models.MatchProfile, worker=contract.mentor, state=ProfileState.VERIFIED, verified_until=None)
    later = now().replace(year=now().year + 1, day=1)
    return make(models.MatchEvent, state=EventState.OPEN, starts_at=later, register_by=later, choose_by=None)


@pytest.fixture
def page(desk, live, browser):
    said = []
    browser.on("console", lambda message: said.append(message.text))
    browser.on("pageerror", lambda error: said.append(str(error)))
    yield browser
    assert [
        words for words in said if "404" not in words
    ] == []  # Chromium itself tells of a page that is not there


def narrow(page):
    return page.evaluate("document.documentElement.scrollWidth") <= 390


def test_every_page_behind_a_link_fits_a_phone_and_pleases_axe(page, live, contract, event):
    page.set_viewport_size({"width": 390, "height": 800})
    to_sign = links.make("sign_contract", contract, contract.mentor, scope.SYSTEM)
    to_register = links.make("register_event", event, contract.mentor, scope.SYSTEM)
    for token in (to_sign, to_register, "nothing"):
        page.goto(f"{live}/p/{token}")
        assert (narrow(page), grave(page)) == (True, []), token
    page.goto(f"{live}/p/{to_register}")
    page.click("main button")
    page.wait_for_selector(".message.done")
    assert (narrow(page), grave(page)) == (True, [])


def test_the_page_that_makes_links_fits_a_phone_and_pleases_axe(page, live, desk, contract, event):
    Person(desk, "office")
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{live}/login")
    page.fill("#username", "office")
    page.fill("#password", PASSWORD)
    page.click("main button")
    page.goto(f"{live}/admin/links/match_event/{event.id}/")
    assert (narrow(page), grave(page)) == (True, [])
    page.fill("#workers", contract.mentor.code)
    page.click("text=生成链接")
    page.wait_for_selector("main svg")
    assert (narrow(page), grave(page)) == (True, [])
    address = page.input_value("input[readonly]")
    page.goto(address)
    assert contract.mentor.name in page.inner_text("main")
