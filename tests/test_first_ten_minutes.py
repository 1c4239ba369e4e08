"""The newcomer's first ten minutes, as the README tells them: every step with the real program."""

import csv
import io
from pathlib import Path

import pytest
from conftest import OFFICE
from started import PASSWORD, waiting
from workbook import Workbook

OWN = "my own password 1"
PHONE = "13993600001"


class Newcomer:
    """A browser at a desk that was started a moment ago."""

    def __init__(self, page, desk):
        self.page, self.at = page, f"http://127.0.0.1:{desk.port}"

    def go(self, address):
        self.page.goto(self.at + address)

    def fill(self, button="main button.main", **fields):
        for name, text in fields.items():
            self.page.fill(f"#{name}", text)
        self.page.click(button)

    def choose(self, field, typed, wanted):
        self.page.fill(f"#{field}", typed)
        self.page.click(f".found li:has-text('{wanted}')")

    def text(self):
        return self.page.inner_text("main")


@pytest.mark.browser
@pytest.mark.office
def test_a_worker_is_entered_changed_in_the_workbook_seen_on_screen_and_the_month_downloaded(
    start, unstarted, browser, tmp_path
):
    desk = start(GONGYOU_DEMO="1").wait()
    person = Newcomer(browser, desk)

    person.go("/")
    first = PASSWORD.search(desk.said())[0]
    person.fill(username="admin", password=first)
    person.fill(old=first, new=OWN, again=OWN)
    person.go("/admin/worker/new/")
    person.choose("organisation", "dzz", "党寨镇总工会")
    person.fill(name="王建国　", phone="１３９９３６０００００", id_number="110101900307001")
    person.page.wait_for_selector(".message.done")
    code = person.page.inner_text("h1").split()[0]
    assert {"王建国", "13993600000", "O-3 党寨镇总工会", "1990-03-07"} <= set(person.text().splitlines())

    sheets = Path(unstarted["GONGYOU_INSTANCE"]) / "sheets"
    run_sheet(person)
    book = Workbook(next(sheets.glob("*.xlsx")))
    book.type(code, "手机号码", PHONE)
    book.through_libreoffice(OFFICE, tmp_path)
    run_sheet(person)
    person.go(f"/admin/worker/details/?id={code}")
    assert PHONE in person.text()
    history = person.page.inner_text(".history tbody tr")
    assert "表格 职工花名册" in history
    assert "13993600000" in history

    person.go("/reports/workers")
    with person.page.expect_download() as download:
        person.page.click("main .heading .button")
    rows = list(csv.reader(io.StringIO(download.value.path().read_bytes().decode("utf-8-sig"))))
    assert rows[0] == ["指标", "数值", "分子", "分母"]
    person.page.click("main tbody tr a")
    assert f"共 {rows[1][1]} 条记录" in person.text()


def run_sheet(person):
    """Until the run has gone through; the worker may be at the same sheet at that moment."""
    for _pause in waiting():
        person.go("/admin/sheets/")
        person.page.click("main tbody a")
        person.page.click("main .heading button.main")
        person.page.wait_for_selector(".message:not(#progress)")  # the page looks by itself until it is over
        if person.page.query_selector(".message.done"):
            return
