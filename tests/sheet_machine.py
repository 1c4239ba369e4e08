"""A shared sheet between a cadre, the office and runs that go wrong, in any order: what must hold, holds.

The real engine on a real database; the sheet is in memory. Each example is taken back by a rollback.
"""

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from database import db
from models import SharedSheet
from sync.run import run
from tests.sheet_faults import Deadly, Killed, Statements
from tests.sheet_people import CADRE, CLERK, Cadre, Clerk, Paper
from tests.sheet_witness import COLUMNS, Lost, Witness, living

RUNS = 6  # to come to rest in
NUMBERS = st.integers(0, 11)
DEEDS = st.tuples(st.sampled_from(CADRE + [f"office {name}" for name in CLERK]), NUMBERS, NUMBERS)
HAPPENS = st.sampled_from(["kill", "fail", "crash", "late"]) | DEEDS | st.just("run")
ROOMS = st.sampled_from([None, 1, 2])  # rows that one write has room for
SCRIPTS = st.dictionaries(st.integers(0, 9), HAPPENS, max_size=2)


class World:
    """Everybody around one sheet."""

    def __init__(self, union, settings):
        self.union, self.settings = union, settings
        self.paper = Paper()
        self.witness = Witness(self.paper)
        self.cadre, self.clerk = Cadre(self.paper, self.witness), Clerk(self.witness, union)
        self.backend, self.steps = None, 0  # the most steps that a run took
        self.broken = ""  # why a run broke off

    def do(self, name, a, b):
        """One deed of the cadre, or of the office, to one row and one column."""
        who, _office, deed = name.rpartition(" ")
        people, objects = (self.clerk, living()) if who else (self.cadre, self.cadre.rows)
        if objects:
            getattr(people, deed)(objects[a % len(objects)], COLUMNS[b % len(COLUMNS)])

    def run(self, script=(), statement=None, statements=None):
        """One run; None where it was killed."""
        self.backend = Deadly(self.paper, {n: self.happening(one) for n, one in dict(script).items()})
        if statements:
            statements.arm(statement)
        try:
            return run(SharedSheet.get(), self.settings)
        except Killed:
            return None
        finally:
            self.steps = max(self.steps, self.backend.step)
            if statements:
                statements.disarm()

    def happening(self, one):
        if one == "run":
            return self.another
        return one if isinstance(one, str) or callable(one) else lambda: self.do(*one)

    def another(self, script=()):
        """A second worker, while the first is at work."""
        mine = self.backend
        self.run(script)
        self.backend = mine

    def rest(self):
        """Faults stop: after a few runs two in a row write nothing; the last outcome."""
        quiet = 0
        for _run in range(RUNS + 2):
            self.broken = ""
            outcome = self.run()
            if self.broken:
                raise Lost(self.broken)
            self.witness.check()
            quiet = 0 if outcome.writes or outcome.to_records else quiet + 1
            if quiet == 2:
                return outcome
        raise Lost(f"it does not come to rest: {outcome}")


def play(world, steps, statements=None):
    """Deeds, runs with what happens in them (a dict), and deaths at a statement (a number); then rest."""
    world.run()
    for step in steps:
        if isinstance(step, tuple):
            world.do(*step)
        elif isinstance(step, dict):
            world.run(step)
        else:
            world.run(statement=step, statements=statements)
        world.witness.check()
    outcome = world.rest()
    world.witness.agree(outcome)
    return outcome


class SheetMachine(RuleBasedStateMachine):
    """`world` makes a world anew; set by the test."""

    world_of = None

    def __init__(self):
        super().__init__()
        self.transaction = db.transaction()
        self.transaction.__enter__()
        self.statements = Statements(db.obj)
        self.statements.__enter__()

    @initialize(may_delete=st.booleans(), room=ROOMS)
    def begin(self, may_delete, room):
        self.world = type(self).world_of()
        self.world.paper.room = room
        self.world.run()
        self.world.witness.may_delete = may_delete
        SharedSheet.update(may_delete=may_delete).execute()

    @rule(deed=DEEDS)
    def people_do(self, deed):
        self.world.do(*deed)

    @rule(deed=DEEDS)
    def people_do_more(self, deed):
        self.world.do(*deed)

    @rule(deed=DEEDS, more=DEEDS)
    def people_do_two_things(self, deed, more):
        self.world.do(*deed)
        self.world.do(*more)

    @rule(script=SCRIPTS)
    def a_run(self, script):
        self.world.run(script)
        self.world.witness.check()

    @rule()
    def a_good_run(self):
        self.world.run()
        self.world.witness.check()

    @rule(statement=st.integers(1, 60))
    def a_run_dies_at_a_statement(self, statement):
        self.world.run(statement=statement, statements=self.statements)
        self.world.witness.check()

    def teardown(self):
        try:
            if hasattr(self, "world"):
                self.world.witness.agree(self.world.rest())
        finally:
            self.statements.__exit__()
            self.transaction.rollback()
            self.transaction.__exit__(None, None, None)
