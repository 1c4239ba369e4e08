"""The worker's schedule: when the shared sheets come together, and what a failure of theirs does."""

from datetime import datetime

import pytest

import jobs


@pytest.fixture
def sheets(monkeypatch):
    """The folders of the runs that were asked for, instead of the runs."""
    folders = []
    monkeypatch.setattr(
        jobs.sheets, "run_all", lambda settings, **_more: folders.append(settings.sheets_folder)
    )
    return folders


@pytest.fixture
def queue(settings):
    queue = jobs.scheduled(settings)
    yield queue
    queue.storage.close()


def due(queue, minute):
    """The runs of the sheets that are due; other work has a schedule of its own."""
    tasks = queue.read_periodic(datetime(2026, 3, 5, 12, minute))
    return [task for task in tasks if task.name == "bring_sheets_together"]


def test_the_sheets_come_together_every_so_many_minutes(desk, settings, sheets):
    object.__setattr__(settings, "sync_minutes", 15)
    queue = jobs.scheduled(settings)
    assert [minute for minute in range(60) if due(queue, minute)] == [0, 15, 30, 45]
    queue.storage.close()


def test_a_run_that_is_due_is_put_in_the_queue_and_carried_out(desk, settings, queue, sheets):
    [task] = due(queue, 0)
    queue.enqueue(task)
    queue.execute(queue.dequeue())
    assert sheets == [settings.sheets_folder]
    assert len(queue) == 0


def test_a_run_that_fails_is_noted_down_and_the_next_one_comes(desk, settings, monkeypatch, caplog, sheets):
    good = jobs.sheets.run_all
    monkeypatch.setattr(jobs.sheets, "run_all", lambda settings, **_more: 1 / 0)
    jobs.sync_sheets(settings)
    assert "ZeroDivisionError" in caplog.text
    monkeypatch.setattr(jobs.sheets, "run_all", good)
    jobs.sync_sheets(settings)
    assert sheets == [settings.sheets_folder]


def test_on_sqlite_the_queue_is_a_file_of_its_own(settings, queue, engine):
    assert (settings.instance / "queue.db").exists() == (engine == "sqlite")
