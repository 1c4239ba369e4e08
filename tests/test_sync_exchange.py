"""Unique values that change places among rows of a sheet: they land, or are refused in words, and none is lost."""

import pytest
from shared_workers import Shared, label
from test_sync_everywhere import place  # noqa: F401 - a fixture

import operations
import scope
from choices import Matter
from models import Audit, Worker

NUMBERS = ["620702199003070010", "620702199003070037", "620702199003070053", "62070219900307007X"]
COLUMNS = ["name", "phone", "id_number"]


@pytest.fixture
def shared(desk, settings, place):  # noqa: F811
    made = Shared(settings, place, columns=COLUMNS, editable=COLUMNS)
    for number, code in zip(NUMBERS, ("W-1", "W-2", "W-3", "W-4"), strict=True):
        made.save(code, id_number=number)
    made.sync()
    return made


def numbers(shared):
    return [shared.worker(f"W-{n}").id_number for n in (1, 2, 3, 4)]


def typed(shared, **texts):
    for code, text in texts.items():
        shared.book.type(code.replace("_", "-"), label("id_number"), text)


@pytest.mark.parametrize("order", [(1, 0, 2, 3), (1, 2, 0, 3)], ids=["two", "three in a ring"])
def test_numbers_that_change_places_land_in_one_run(shared, order):
    wanted = [NUMBERS[n] for n in order]
    typed(shared, **{f"W_{n}": text for n, text in enumerate(wanted, 1) if text != NUMBERS[n - 1]})
    outcome = shared.sync()
    assert (outcome.outcome, numbers(shared)) == ("written", wanted)
    assert shared.sync().outcome == "quiet"


def test_a_ring_that_needs_a_strangers_number_is_refused_whole_and_says_so(shared):
    stranger = operations.save(
        Worker(name="外人", id_number="620702199003070096", organisation=shared.union), scope.SYSTEM
    )
    shared.sync()
    lines = Audit.select().count()
    typed(shared, W_1=NUMBERS[1], W_2=stranger.id_number)
    outcome = shared.sync()
    assert numbers(shared) == NUMBERS
    assert [finding.matter for finding in outcome.findings] == [Matter.INVALID, Matter.INVALID]
    for code, text in (("W-1", NUMBERS[1]), ("W-2", stranger.id_number)):
        assert "无效：证件号码：" in shared.book.status(code)
        assert (
            shared.book.cell(code, label("id_number")) == text
        )  # what was typed stays until somebody mends it
    assert Audit.select().count() == lines
    typed(shared, W_2=NUMBERS[0])
    shared.sync()
    assert numbers(shared) == [NUMBERS[1], NUMBERS[0], *NUMBERS[2:]]


def test_phones_may_be_the_same_and_simply_change_places(shared):
    phones = [shared.worker(code).phone for code in ("W-1", "W-2")]
    for code, phone in zip(("W-1", "W-2"), reversed(phones), strict=True):
        shared.book.type(code, label("phone"), phone)
    shared.sync()
    assert [shared.worker(code).phone for code in ("W-1", "W-2")] == phones[::-1]
