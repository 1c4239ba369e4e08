"""Takes the pictures in the README anew: `python -m docs.screenshots`. Needs what `make test` installs.

The picture of the workbook was taken by hand, of the same file in a window of LibreOffice.
"""

import tempfile
from datetime import date
from pathlib import Path

import openpyxl
from playwright.sync_api import sync_playwright

import config
import database
import demo.office
import operations
import scope
from app import create_app
from choices import Role
from models import SharedSheet, Worker
from operations import accounts
from sync import places
from sync.run import run
from tests.served import served

FOLDER = Path(__file__).parent / "screenshots"
PASSWORD = "for the picture 1"
DESKTOP, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 760}


def main():
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="gongyou-") as folder:
        settings = config.load({"GONGYOU_INSTANCE": folder})
        app = create_app(settings)
        database.migrate()
        demo.office.build(date(2026, 11, 20), settings)
        worker = edited(settings)
        accounts.add("admin", Role.ADMINISTRATOR, None, scope.SYSTEM, PASSWORD)
        picture_screens(app, worker)


def edited(settings):
    """A cadre's change that has landed, and one that the office crossed."""
    sheet = SharedSheet.get()
    union = sheet.organisation
    first, second, third = scope.visible(Worker, scope.SYSTEM).where(Worker.organisation == union).limit(3)
    type_into(settings, sheet, {(first.code, "手机号码"): "13993600001", (second.code, "岗位"): "班长"})
    run(sheet, settings)
    third.post = "安全员"
    operations.save(third, scope.SYSTEM.through("screen"))
    type_into(settings, sheet, {(third.code, "岗位"): "安全督导员", (second.code, "手机号码"): "1399360"})
    run(SharedSheet.get(), settings)
    return first


def type_into(settings, sheet, cells):
    path = places.path(sheet, settings)
    book = openpyxl.load_workbook(path)
    labels = [cell.value for cell in book.active[1]]
    for line in book.active.iter_rows(min_row=2):
        for (code, label), text in cells.items():
            if line[labels.index("编号")].value == code:
                line[labels.index(label)].value = text
    book.save(path)


def picture_screens(app, worker):
    with served(app) as at, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = signed_in(browser, at, DESKTOP)
        take(page, at, "list", "/admin/worker/")
        take(page, at, "record", f"/admin/worker/details/?id={worker.id}")
        take(page, at, "sheet", f"/admin/sheets/{SharedSheet.get().id}/")
        take(page, at, "report", "/reports/workers?month=2026-11")
        take(signed_in(browser, at, PHONE), at, "phone", f"/admin/worker/edit/?id={worker.id}")
        browser.close()


def signed_in(browser, at, size):
    page = browser.new_page(viewport=size)
    page.goto(f"{at}/login")
    page.fill("#username", "admin")
    page.fill("#password", PASSWORD)
    page.click("main button")
    return page


def take(page, at, name, address):
    page.goto(at + address)
    page.screenshot(path=FOLDER / f"{name}.png")


if __name__ == "__main__":
    main()
