"""A copy of a desk must not touch the sheets of the one it was copied from."""

import shutil
from dataclasses import replace

import pytest

import scope
from choices import Act
from models import Audit, SharedSheet
from operations import trail
from sync import installation, sharing
from sync.run import run as run_sheet
from sync.run import run_all
from tests.shared_workers import Shared, label


@pytest.fixture
def shared(desk, settings):
    return Shared(settings)


def elsewhere(settings, tmp_path):
    """The whole folder, copied."""
    place = tmp_path / "copy"
    shutil.copytree(settings.instance, place)
    return replace(settings, instance=place)


COPIES = {
    "the folder was copied": elsewhere,
    "the database was": lambda settings, _path: replace(settings, database_url=settings.database_url + "?copy"),
    "the number is another": lambda settings, _path: (
        (settings.instance / installation.FILE).write_text("another"), settings)[1],
}  # fmt: skip


@pytest.mark.parametrize("copy", COPIES)
def test_a_copy_comes_up_with_all_sharing_paused_until_somebody_lets_it_go_on(
    shared, settings, tmp_path, copy
):
    before = shared.book.content()
    shared.save("W-1", phone="13900000001")
    there = COPIES[copy](settings, tmp_path)
    outcome = run_sheet(shared.sheet, there)
    assert (outcome.outcome, outcome.exit_status) == ("refused", 1)
    assert "备份" in outcome.words
    assert run_all(there) == []
    assert shared.sheet.paused
    assert "备份" in shared.sheet.words
    [line] = Audit.select().where(Audit.act == Act.SHEET_PAUSED)
    assert "备份" in trail.facts(line)["reason"]
    assert shared.book.content() == before
    sharing.pause(shared.sheet, scope.SYSTEM, paused=False)
    assert run_sheet(shared.sheet, there).outcome == "written"
    assert shared.book.cell("W-1", label("phone")) == "13900000001"


def test_the_desk_itself_goes_on_and_one_that_is_paused_stays_so(shared, settings):
    assert run_all(settings)[0].outcome == "quiet"
    sharing.pause(shared.sheet, scope.SYSTEM)
    assert run_all(settings) == []
    assert SharedSheet.get().paused
    sharing.pause(shared.sheet, scope.SYSTEM, paused=False)
    assert run_all(settings)[0].outcome == "quiet"
