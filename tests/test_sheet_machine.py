"""No edit lost, no record doubled, and rest in the end, whatever people do and wherever a run dies."""

import logging
import os
import random
from functools import partial

import pytest
from hypothesis import HealthCheck, seed, settings
from hypothesis.stateful import run_state_machine_as_test

import operations
import scope
from choices import Matter
from database import db
from models import Organisation, Worker
from sync import sharing
from sync.run import Run
from tests.sheet_faults import Statements
from tests.sheet_machine import SheetMachine, World, play
from tests.sheet_witness import COLUMNS

SOAK = int(os.environ.get("GONGYOU_SOAK", 0))  # examples of a long run
MOST = 400  # statements of a busy run


class Broken(logging.Handler):
    """Tells the world at hand why a run broke off."""

    def __init__(self, current):
        super().__init__()
        self.current = current

    def emit(self, record):
        self.current[-1].broken = logging.Formatter().format(record)


@pytest.fixture
def make_world(desk, settings, monkeypatch):
    """Makes a world: five workers of a union, shared; the sheet is yet to be written."""
    union = operations.save(Organisation(name="甘州区总工会", kind="county"), scope.SYSTEM)
    for n in range(5):
        values = {"name": f"人{n:05}", "phone": f"138{n:08}", "post": f"工{n:05}"}
        operations.save(Worker(organisation=union, **values), scope.SYSTEM)
    sharing.share(Worker, "内存", scope.SYSTEM, union, columns=[*COLUMNS, "organisation"], editable=COLUMNS,
                  policies={"note": "office", "address": "sheet"}, name="职工")  # fmt: skip
    monkeypatch.setattr("sync.installation.bound", lambda _settings: True)
    log = logging.getLogger("sync.run")
    monkeypatch.setattr(log, "propagate", False)
    monkeypatch.setattr(log, "handlers", [Broken(current := [])])
    numbers = random.Random()
    monkeypatch.setattr("sync.ids.secrets.choice", numbers.choice)
    monkeypatch.setattr("sync.places.backend", lambda *_args: current[-1].backend)

    def make(room=None):
        numbers.seed(1)
        current[:] = [World(union, settings)]
        current[0].paper.room = room
        return current[0]

    return make


BARE = partial(settings, deadline=None, suppress_health_check=list(HealthCheck), print_blob=False)


def test_whatever_people_do_and_wherever_runs_die_nothing_is_lost(make_world):
    SheetMachine.world_of = staticmethod(make_world)
    if SOAK:
        number = int(os.environ.get("GONGYOU_SEED") or random.randrange(10**6))
        print(f"seed {number}, {SOAK} examples")
        shape = BARE(max_examples=SOAK, stateful_step_count=40)
        run_state_machine_as_test(seed(number)(SheetMachine), settings=shape)
    else:
        shape = BARE(max_examples=25, stateful_step_count=20, derandomize=True, database=None)
        run_state_machine_as_test(SheetMachine, settings=shape)


# What chance has found, each as it was shrunk --------------------------------------------------------

FOUND = {
    "a copy that is changed after a run becomes one record": [("copy", 8, 4), {}, ("edit", 10, 7)],
    "an edit undone after the run that took it has died is asked about": [
        ("edit", 0, 1), {2: "kill"}, ("undo", 0, 0)],
    "an old copy that was edited is asked about, and goes on being so": [
        ("keep_copy", 0, 0), ("edit", 0, 1), {}, ("save_old_copy", 0, 0), ("edit", 0, 1)],
    "what waits in a row outlives its record": [("bad_value", 3, 11), {}, ("office delete", 3, 9)],
    "a deleted record sorted without its id stays deleted": [
        ("office delete", 8, 0), ("sort_without_id", 7, 6), {}, ("office restore", 4, 11)],
    "a copy of a changed copy is a copy": [
        ("copy_cells", 3, 7), {}, ("edit", 5, 1), ("copy", 5, 5)],
    "so it is when a run dies in between": [
        ("copy", 4, 6), {}, ("copy_and_change", 5, 2), {2: "kill"}],
    "a new row that two files hold differently is one record": [
        ("insert", 0, 1), ("drive_copies", 0, 0), ("edit", 0, 2)],
    "what a copy holds of a row that waits is told": [
        ("drive_copies", 0, 0), ("edit_copy", 1, 4), ("somebody_else", 1, 11)],
    "a column that is gone in the sheet takes nothing from a copy": [
        ("drive_copies", 0, 0), ("edit_copy", 0, 0), ("rename_column", 1, 0)],
    "a run that dies with a copy in hand takes it in once": [
        ("drive_copies", 0, 0), ("edit_copy", 0, 1), ("add_to_copy", 0, 1), {4: "kill"}, {6: "kill"},
        ("office edit", 0, 1), {8: "kill"}],
    "a copy that lands on another's id, code and all, is a copy": [
        ("somebody_else", 0, 9), ("sort_without_id", 0, 1), ("take_out", 2, 1), ("copy", 5, 5),
        ("copy_and_change", 0, 2), ("sort_without_id", 10, 5)],
    "a copy changed where nobody may is a copy": [
        ("copy", 5, 7), ("keep_copy", 6, 3), ("read_only", 6, 8), 34, ("save_old_copy", 8, 6), ("edit", 4, 1)],
}  # fmt: skip


@pytest.mark.parametrize("name", FOUND)
def test_what_chance_has_found_holds(make_world, name):
    play(make_world(), FOUND[name])


def test_a_row_typed_over_and_sorted_without_its_id_is_held_by_its_code(make_world):
    outcome = play(make_world(), [("somebody_else", 6, 2), ("sort_without_id", 9, 7)])
    assert [(f.code, f.matter) for f in outcome.findings] == [("W-2", Matter.HELD)]
    assert Worker.select().count() == 5


def test_a_sheet_newer_than_the_database_stops_and_nothing_is_touched(make_world):
    world = make_world()
    world.run()
    world.paper.generation = 99
    world.do("edit", 0, 1)
    outcome = world.run()
    assert (outcome.outcome, outcome.writes, outcome.to_records) == ("failed", 0, 0)


def test_a_copy_that_is_changed_is_its_own_row_from_then_on(make_world):
    """It is no longer anybody's copy: it has its id, so the record is made at once, and nothing is said of it."""
    world = make_world()
    play(world, [("copy", 8, 4)])
    world.do("edit", 10, 7)
    assert world.run().writes == 1
    assert world.rest().findings == []
    assert len(world.paper.lines) == Worker.select().count() == 6


def test_a_conflict_that_an_old_copy_brings_back_outlasts_what_else_is_written(make_world):
    """It was settled by typing the office's value; then the sheet from before was saved over it."""
    world = make_world()
    world.run()
    for name in ("edit", "office edit"):
        world.do(name, 0, 1)
    world.run()
    kept, row = world.paper.copy(), world.paper.lines[2]
    world.cadre.type_in(row, "phone", office := Worker.get_by_id(1).phone)
    world.run()
    world.cadre.kept = kept
    world.do("save_old_copy", 0, 0)
    for _run in range(3):
        world.do("office edit", 3, 2)
        outcome = world.run()
        assert [(f.code, f.matter) for f in outcome.findings] == [("W-1", Matter.CONFLICT)]
        assert Worker.get_by_id(1).phone == office


def test_a_cut_row_that_was_put_back_meanwhile_is_a_copy_when_it_is_pasted(make_world):
    """The office worked on it, so it came back by itself; the clipboard holds it as it was."""
    world = make_world()
    world.run()
    world.do("cut", 2, 0)
    world.run()
    world.do("office edit", 2, 2)
    world.run()
    assert len(world.paper.lines) == 5
    world.do("paste", 0, 0)
    outcome = world.rest()
    assert [f.matter for f in outcome.findings] == [Matter.DUPLICATE]
    assert Worker.select().count() == 5


# Every place at which a run can die ------------------------------------------------------------------

BUSY = [
    ("edit", 0, 1), ("office edit", 0, 2), ("insert", 1, 1), ("half_fill", 0, 2), ("copy_and_change", 4, 2),
    ("office delete", 1, 0), ("office new", 0, 1), ("take_out", 3, 0), ("read_only", 0, 0), ("bad_value", 4, 1),
    ("edit", 4, 3), ("office edit", 3, 3), ("edit", 5, 4), ("office edit", 3, 4), ("edit", 0, 2),
]  # fmt: skip
AFTER = [("undo", 0, 0), ("office edit", 2, 1), ("edit", 2, 2)]


@pytest.mark.parametrize("room", [None, 1], ids=["in one batch", "in parts"])
@pytest.mark.parametrize("happens", ["kill", "fail", "crash", "late", "run"])
def test_a_run_that_goes_wrong_at_any_step_loses_nothing(make_world, happens, room, tried):
    """Also between the parts of a batch that one write has no room for."""
    world = make_world(room)
    with db.transaction() as all_of_it:
        play(world, BUSY)
        steps = world.steps
        all_of_it.rollback()
    for step in range(steps):
        with db.transaction() as one:
            play(make_world(room), [*BUSY, {step: happens}, *AFTER])
            one.rollback()
        tried("steps of a run at which something went wrong")


@pytest.mark.parametrize("room", [None, 2], ids=["in one batch", "in parts"])
def test_a_run_killed_at_any_statement_loses_nothing(make_world, room, tried):
    with Statements(db.obj) as statements:
        for number in range(1, MOST):
            with db.transaction() as one:
                play(make_world(room), [*BUSY, number, *AFTER], statements)
                one.rollback()
            tried("statements at which a run was killed")
            if statements.last < number:
                return
    raise AssertionError("the busy run writes more than that")


# Two workers -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("other", [{}, {2: "kill"}], ids=["did the work", "died over it"])
@pytest.mark.parametrize("asleep", ["after its look", "with its batch in hand"])
def test_a_run_that_was_overtaken_writes_nothing(make_world, monkeypatch, asleep, other):
    """It slept; meanwhile a second run of the same sheet began."""
    world, texts, take_note = make_world(), [], Run.take_note
    world.run()
    world.do("edit", 0, 1)
    world.do("office edit", 1, 1)

    def overtake(*args):
        if not texts:
            texts.append("")
            world.another(other)
            texts[0] = str(world.paper.lines)
        if args:
            take_note(*args)

    if asleep == "after its look":
        sleeper = world.run({1: overtake})
    else:
        monkeypatch.setattr(Run, "take_note", overtake)
        sleeper = world.run()
    assert (sleeper.outcome, sleeper.writes) == ("busy", 0)
    assert [str(world.paper.lines)] == texts
    world.witness.agree(world.rest())
