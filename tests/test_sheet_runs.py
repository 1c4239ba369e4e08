"""Runs of a shared workbook that somebody asks for on screen: one at a time, watched, stopped, survived, told."""

import json
import os
import time
from datetime import datetime

import pytest
from front_door import PASSWORD
from sheet_office import Office

import jobs
import models
from choices import AskedState, Phase, SheetState
from models import AskedRun, SharedSheet, SheetRun, Worker
from sync import asked, progress, pulse, schedule


@pytest.fixture
def office(desk, settings):
    return Office(desk, settings)


def page(office, who="union", door=""):
    return office.people[who].text(office.address + door)


def test_the_worker_runs_it_once_however_often_it_is_pressed_and_tells_who_asked(office):
    office.book.type("W-3", Worker.phone.label, "13911112222")
    for door in ("run", "run", "rehearse"):
        assert office.press("union", door).status_code == 302
    assert AskedRun.select().count() == 1
    assert office.worker("W-3").phone == "13812345672"  # nothing is done while somebody waits for the page
    assert "zhang 于" in page(office, "administrator")
    assert "data-poll" in page(office, "reader", "progress/")
    assert "取消运行" not in page(office, "reader", "progress/")
    office.work()
    assert office.worker("W-3").phone == "13911112222"
    assert "data-poll" not in page(office, "union", "progress/")
    assert "您发起的工作簿“职工”运行已结束" in office.people["union"].text("/admin/tasks/")
    assert "您发起的" not in office.people["administrator"].text("/admin/tasks/")
    assert "发起的运行已结束" in page(office)
    assert "发起的运行已结束" not in page(office)  # told once
    assert "您发起的工作簿" not in office.people["union"].text("/admin/tasks/")
    office.press("union", "run")
    assert AskedRun.select().count() == 2


def test_where_no_worker_runs_the_pages_say_so(office, settings):
    office.press("union", "run")
    missing = "后台程序没有运行"
    assert (missing in page(office), missing in office.people["union"].text("/admin/sheets/")) == (True, True)
    pulse.breathe(settings.instance)
    assert (missing in page(office), missing in office.people["union"].text("/admin/sheets/")) == (
        False,
        False,
    )
    long_ago = time.time() - 60
    os.utime(settings.instance / pulse.BREATH, (long_ago, long_ago))
    assert missing in page(office)


def test_the_page_shows_how_far_it_is(office, settings):
    office.press("union", "run")
    pulse.breathe(settings.instance)
    assert "等待后台程序" in page(office, door="progress/")
    asked.claimed(AskedRun.get(), AskedState.WAITING, AskedState.RUNNING)
    watch = progress.Watched(settings.instance, AskedRun.get().id)
    for phase in Phase:
        watch.at(phase, 40)
        watch.noted = 0
        watch.step()
        text = page(office, door="progress/")
        assert str(phase.words) in text
        assert "1 / 40" in text
    office.press("union", "stop")
    assert "到可以安全停下的地方就停" in page(office, door="progress/")


def test_a_run_is_cancelled_before_it_begins(office):
    before = office.everything(), office.book.path.read_bytes()
    office.press("union", "run")
    office.press("union", "stop")
    office.work()
    assert (office.everything(), office.book.path.read_bytes()) == before
    assert "已取消" in page(office)
    office.run()
    assert AskedRun.select().count() == 2


@pytest.mark.parametrize("place", ["second record", Phase.WRITING])
def test_a_cancelled_run_loses_nothing_and_the_next_one_completes(office, settings, monkeypatch, place):
    """Stopped between two records nothing of it stays; stopped before the workbook is written the records have it."""
    typed = {"W-3": "13911112222", "W-4": "13911113333"}
    for code, phone in typed.items():
        office.book.type(code, Worker.phone.label, phone)
    office.press("union", "run")
    plain_at, plain_step = progress.Watched.at, progress.Watched.step

    def at(watch, phase, total=0):
        if phase == place:
            watch.flag.touch()
        plain_at(watch, phase, total)

    def step(watch):
        plain_step(watch)
        if place == "second record" and watch.done == 2:
            watch.flag.touch()
            watch.note()

    before = office.book.path.read_bytes()
    with monkeypatch.context() as patched:
        patched.setattr(progress.Watched, "at", at)
        patched.setattr(progress.Watched, "step", step)
        office.work()
    assert office.book.path.read_bytes() == before
    if place == "second record":
        assert [office.worker(code).phone for code in typed] == ["13812345672", "13812345673"]
    assert office.sheet.state in (SheetState.BUSY, SheetState.HELD)  # what was seen before it stopped counts
    assert list((settings.instance / progress.FOLDER).iterdir()) == []
    assert "没有丢失任何内容" in page(office)
    office.run()
    assert [office.worker(code).phone for code in typed] == list(typed.values())
    assert office.sync().writes == 0


def test_what_a_dead_worker_was_at_is_done_by_the_next_and_given_up_in_the_end(office, settings):
    office.book.type("W-3", Worker.phone.label, "13911112222")
    office.press("union", "run")
    one = AskedRun.get()
    asked.claimed(one, AskedState.WAITING, AskedState.RUNNING)
    progress.Watched(settings.instance, one.id).at(Phase.RECORDS, 3)
    assert not jobs.waiting_runs(settings)  # somebody may be at it
    jobs.begin_again(settings)  # a worker starts
    assert jobs.waiting_runs(settings)
    office.work()
    assert office.worker("W-3").phone == "13911112222"
    office.press("union", "run")
    AskedRun.update(tries=asked.TRIES).where(AskedRun.state == AskedState.WAITING).execute()
    office.work()
    assert "多次中断" in page(office)


@pytest.mark.parametrize(
    ("values", "then"),
    [
        ({"schedule": "every"}, "10:15"),
        ({"schedule": "hourly", "ran_at": "09:50"}, "10:45"),  # half a round early, as the worker has it
        ({"schedule": "hourly", "ran_at": "09:50", "state": "busy"}, "10:15"),
        ({"schedule": "hourly", "ran_at": "08:00"}, "10:15"),
        ({"schedule": "hand"}, ""),
        ({"schedule": "every", "paused": True}, ""),
    ],
)
def test_the_next_run_is_told_as_the_worker_has_it(office, settings, monkeypatch, values, then):
    object.__setattr__(settings, "sync_minutes", 15)
    day = datetime(2026, 3, 5)
    monkeypatch.setattr(models, "now", lambda: day.replace(hour=10, minute=7, second=30))
    if "ran_at" in values:
        values = values | {"ran_at": datetime.combine(day, time_of(values["ran_at"]))}
    SharedSheet.update(values).execute()
    found = schedule.next_run(office.sheet, settings)
    assert then == (f"{found:%H:%M}" if found else "")
    told = day.replace(hour=10, minute=int(then[3:])) if then else None
    if told:
        monkeypatch.setattr(models, "now", lambda: told)
        assert schedule.due(office.sheet, settings)


def time_of(text):
    return datetime.strptime(text, "%H:%M").time()


def test_who_paused_it_and_why_is_told(office):
    office.press("union", "pause", reason="年底盘点")
    assert schedule.next_run(office.sheet, office.settings) is None
    assert "zhang 于" in page(office, "reader")
    assert "年底盘点" in page(office, "reader")
    assert "zhang" in office.people["reader"].text("/admin/sheets/")
    office.press("union", "pause")
    assert "年底盘点" not in page(office, "reader")
    (office.settings.instance / "installation.id").unlink()  # the desk was moved or brought back
    office.sync()
    assert "系统 于" in page(office, "reader")
    assert "搬迁" in page(office, "reader") or "复制" in page(office, "reader")


def test_a_long_run_is_read_a_page_at_a_time_by_row_and_direction(office):
    moves = [
        {
            "to": to,
            "row": n,
            "code": f"W-{n}",
            "column": "手机号码",
            "before": f"甲{n:03d}",
            "after": f"乙{n:03d}",
        }
        for to in ("records", "sheet")
        for n in range(1, 121)
    ]
    plan = {"moves": moves, "rows": [], "left_out": 7}
    run = SheetRun.create(sheet=office.sheet, outcome=SheetState.WRITTEN, plan=json.dumps(plan), who="zhang")
    first, last = (page(office, "reader", f"runs/{run.id}/?show=sheet&page={n}") for n in (0, 2))
    assert ("120 格" in first, "7 条" in first) == (True, True)
    assert ("乙001" in first, "乙050" in first, "乙051" in first) == (True, True, False)
    assert ("乙101" in last, "乙120" in last, "第 3 页" in last) == (True, True, True)
    found = page(office, "reader", f"runs/{run.id}/?show=records&search=乙11")
    assert found.count("<del>") == 10


@pytest.mark.browser
def test_progress_is_seen_in_a_browser_until_it_is_over(office, live, browser, settings):
    pulse.breathe(settings.instance)
    browser.goto(f"{live}/login?next={office.address}")
    browser.fill("#username", "zhang")
    browser.fill("#password", PASSWORD)
    browser.click("main button")
    office.book.type("W-3", Worker.phone.label, "13911112222")
    browser.click("main .heading button.main")
    browser.wait_for_selector("#progress[data-poll]")
    progress.Watched(settings.instance, AskedRun.get().id).at(Phase.RECORDS, 7)
    browser.wait_for_selector("#progress progress[max='7']")
    progress.forget(settings.instance, AskedRun.get().id)
    office.work()
    browser.wait_for_selector(".message:not(#progress) a")
    assert "发起的运行已结束" in browser.inner_text("main")
    assert browser.query_selector("#progress") is None
