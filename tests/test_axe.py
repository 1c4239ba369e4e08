"""Accessibility, as axe-core sees it in a real Chromium: every kind of page, on a desk and on a phone."""

from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from front_door import PASSWORD, Person
from make import make
from test_pages import bring_files, share_and_disturb

import models
import scope
from operations import months, quality_rules, transfers
from sync.importing.keeping import FOLDER

pytestmark = pytest.mark.browser

GRAVE = ("serious", "critical")
SIZES = {"desk": (1280, 800), "phone": (390, 800)}
INSIDE = {
    "front page": "/admin/",
    "list": "/admin/worker/",
    "sorted and filtered list": "/admin/worker/?sort=0&flt0_name-contains=x&search=y&add=x",
    "form with parts": "/admin/worker/edit/?id=1",
    "empty form": "/admin/mentorship_contract/new/",
    "form with ticks": "/admin/match_profile/edit/?id=1",
    "details": "/admin/worker/details/?id=1",
    "trail": "/admin/trail/",
    "delete": "/admin/trade/delete/?id=1",
    "trash": "/admin/worker/trash/",
    "erase": "/admin/worker/erase/?id=1",
    "several at once": "/admin/trade/batch/?id=1",
    "delete that is refused": "/admin/organisation/delete/?id=1",
    "password": "/password",
    "reports": "/reports/",
    "report": "/reports/workers?month=2026-03",
    "contracts by trade": "/reports/contracts-by-trade",
    "mentors for a class": "/admin/pairing/?apprentices=W-1",
    "verb": "/admin/mentorship_contract/do/cancel/?id=1",
    "paper": "/admin/mentorship_contract/paper/contract/?id=1",
    "report that is refused": "/reports/workers?month=2026-13",
    "quality": "/admin/quality/",
    "duplicates": "/admin/duplicates/",
    "two records": "/admin/duplicates/worker/1/2/",
    "quality rule": "/admin/quality/rules/1/",
    "new quality rule": "/admin/quality/rules/new/?entity=worker",
    "tasks": "/admin/tasks/",
    "list of a task": "/admin/worker/?task=mend_worker",
    "closed months": "/reports/months",
    "closed month": "/reports/workers?month=2026-04&organisation=O-1",
    "rows of a closed figure": "/admin/worker/?figure=1",
    "month with corrections": "/reports/workers?month=2026-05&organisation=O-1",
    "sheets": "/admin/sheets/",
    "sheet": "/admin/sheets/1/",
    "rows to mend": "/admin/sheets/1/troubles/",
    "runs of a sheet": "/admin/sheets/1/runs/",
    "run of a sheet": "/admin/sheets/1/runs/1/",
    "try without writing": "/admin/sheets/1/rehearsal/",
    "upload": "/admin/worker/import/",
    "imports": "/admin/imports/",
    "columns of a file": "/admin/imports/1/",
    "preview": "/admin/imports/2/?show=refused",
    "settings of a sheet": "/admin/sheets/1/settings",
    "share a table": "/admin/sheets/new/?table=worker",
    "transfers": "/admin/transfers/",
    "transfer": "/admin/transfers/1/",
    "transfer out": "/admin/transfers/release/mentorship_contract/1/",
    "error": "/admin/worker/details/?id=999",
}


@pytest.fixture(params=SIZES.values(), ids=SIZES)
def page(desk, live, browser, settings, request):
    """A signed-in page of that size, at a desk that holds one record of each entity and a shared workbook."""
    office = Person(desk, "office")
    for model in models.RECORDS:
        make(model)
    bring_files(office.account, settings.instance / FOLDER)
    share_and_disturb(settings)
    models.Worker.update(phone=None, id_number=None, name="王建国", born_on=date(1990, 1, 1)).where(
        models.Worker.id < 4
    ).execute()
    quality_rules.look_through()
    transfers.release(models.Worker.get(), make(models.Organisation), "调动", scope.SYSTEM)
    months.close("workers", "2026-04", models.Organisation.get_by_id(1), scope.SYSTEM)
    make(models.Worker)
    browser.set_viewport_size(dict(zip(("width", "height"), request.param, strict=True)))
    browser.goto(f"{live}/login")
    browser.fill("#username", "office")
    browser.fill("#password", PASSWORD)
    browser.click("main button")
    return browser


def grave(page):
    """What axe-core finds and calls serious or critical: [(rule, where)]."""
    found = Axe().run(page).response["violations"]
    return [
        (one["id"], [node["html"][:200] for node in one["nodes"][:3]])
        for one in found
        if one["impact"] in GRAVE
    ]


def test_axe_finds_nothing_serious_on_any_kind_of_page(page, live):
    found = {}
    for name, address in INSIDE.items():
        page.goto(live + address)
        if problems := grave(page):
            found[name] = problems
    assert found == {}


def test_axe_finds_nothing_serious_where_one_signs_in(page, live):
    page.context.clear_cookies()
    page.goto(f"{live}/login")
    assert grave(page) == []
    page.fill("#username", "office")
    page.fill("#password", "something else")
    page.click("main button")
    page.wait_for_selector(".message.error")
    assert grave(page) == []


def test_axe_finds_nothing_serious_in_a_refused_form(page, live):
    page.goto(f"{live}/admin/worker/edit/?id=1")
    page.click("[data-add=skill]")
    page.fill("#name", "")
    page.fill("#phone", "12")
    page.fill(".line:last-child [data-lookup]", "无此工种")
    page.click("main .buttons button.main")
    page.wait_for_selector(".mistake")
    assert grave(page) == []


def test_axe_finds_nothing_serious_in_an_open_look_up(page, live):
    page.goto(f"{live}/admin/worker/new/")
    page.click("#organisation")
    page.fill("#organisation", "O-1")
    page.wait_for_selector(".found li")
    page.keyboard.press("ArrowDown")
    assert grave(page) == []


def test_axe_does_find_what_is_wrong(page, live):
    """The guard of this file: a page with a field that nothing names is not let pass."""
    page.goto(f"{live}/admin/worker/")
    page.evaluate("document.querySelector('main').append(document.createElement('select'))")
    assert [rule for rule, _where in grave(page)] == ["select-name"]


def test_the_first_step_of_the_keyboard_leads_past_the_menu(page, live):
    page.goto(f"{live}/admin/worker/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#main"
