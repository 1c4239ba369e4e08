"""What can go wrong in a run of a shared sheet: faults at the sheet, deaths between any two steps, others meanwhile."""

from sync.backends import Busy, Changed, Unreadable


class Killed(BaseException):
    """The process is no more."""


class Deadly:
    """A backend onto a sheet that people share. `script` is {step: what happens there}.

    Steps count from 0: before a look, after it, before a write, after it, and so on. What happens is "kill",
    "fail" (after a write: it landed, the answer is lost), "crash", "late" (a write that lands after the next
    look) or a function to call.
    """

    def __init__(self, paper, script):
        self.paper, self.script = paper, script
        self.step = self.reads = self.writes = 0
        self.late = None
        self.room, self.weigh = paper.room, paper.weigh

    def read(self, layout):
        self.reads += 1
        self.pass_by(Unreadable)
        reading = self.paper.read(layout)
        self.land()
        self.pass_by(Unreadable)
        return reading

    def write(self, reading, batch, layout):
        if self.script.get(self.step) == "late":
            self.late = reading, batch, layout
            self.step += 2
            raise Changed
        self.pass_by(Busy)
        self.paper.write(reading, batch, layout)
        self.writes += 1
        self.pass_by(Changed)

    def copies(self, layout):
        return self.paper.copies(layout)

    def set_aside(self, copy):
        self.pass_by(Busy)
        return self.paper.set_aside(copy)

    def land(self):
        if self.late:
            late, self.late = self.late, None
            try:
                self.paper.write(*late)
            except Changed:
                return

    def pass_by(self, trouble):
        happens = self.script.get(self.step)
        self.step += 1
        if callable(happens):
            happens()
        elif happens == "kill":
            raise Killed
        elif happens == "fail":
            raise trouble
        elif happens == "crash":
            raise RuntimeError("a test breaks this run off")


class Statements:
    """Counts what is written to the database; kills at the one asked for."""

    def __init__(self, db):
        self.db, self.real = db, db.execute_sql
        self.count, self.at = 0, None

    def __enter__(self):
        self.db.execute_sql = self.execute
        return self

    def __exit__(self, *_trouble):
        del self.db.execute_sql

    def arm(self, at):
        self.count, self.at = 0, at

    def disarm(self):
        """`last`: how many it were."""
        self.last, self.at = self.count, None

    def execute(self, sql, *args, **kwargs):
        if sql.startswith(("INSERT", "UPDATE", "DELETE")):
            self.count += 1
            if self.count == self.at:
                self.at = None
                raise Killed
        return self.real(sql, *args, **kwargs)
