"""One run of a sheet: read, merge, guard, apply, agree; then once more, until a look at the sheet finds nothing to do.

The database's part of a round, what is agreed, and what waits for people are one transaction; then the sheet is
replaced in one step. A run may die anywhere: the generation found in the sheet tells the next one what happened.
"""

import gc
import json
import logging
from contextlib import contextmanager

import models
from choices import Phase, SheetState
from config import Config
from database import db
from language import gettext, speaking
from models import SharedSheet, SheetRun
from operations import exports
from sync import copies, installation, ledger, places, reshaping, schedule, stillness, units
from sync.backends import Busy, Changed, Unreadable
from sync.backends.memory import MemorySheet
from sync.layout import layout
from sync.names import handle
from sync.outcome import Outcome
from sync.progress import Stopped, Watch
from sync.rights import actor, hindrance
from sync.round import Round

ROUNDS = 8
KEPT = 5000  # lines of what a run did, and of what it said
log = logging.getLogger(__name__)


def run_all(settings: Config, sheets=None, dry: bool = False, hints: bool = False) -> list[Outcome]:
    """Some sheets, else every one that is not paused, once each; the tabs of a spreadsheet in one first look.

    With `hints`, what is not due yet or nobody seems to have touched is not looked at: for runs on a schedule.
    """
    installation.bound(settings)
    if sheets is None:
        live = SharedSheet.ended_at.is_null() & ~SharedSheet.paused
        sheets = SharedSheet.select().where(live).order_by(SharedSheet.name)
    sheets = units.spread(list(sheets), dry)
    if hints:
        sheets = [sheet for sheet in sheets if schedule.due(sheet, settings)]
    looks = places.Looks(settings, list(sheets), hints)
    return [run(sheet, settings, dry, looks) for sheet in looks.sheets if not looks.resting(sheet)]


def run(
    sheet: SharedSheet, settings: Config, dry: bool = False, looks=None, watch=None, who: str = ""
) -> Outcome:
    """One sheet where it lies. A dry run is played through, and nothing of it stays. `who` asked for it on screen."""
    with speaking(sheet.locale):
        hinted = not dry and (sheet.backend == places.GOOGLE or (looks is not None and looks.hints))
        before = stillness.office(sheet) if hinted else ""
        outcome = attempt(sheet, settings, dry, looks, watch or Watch())
        if not dry:
            note(sheet, outcome, who)
        if hinted:
            stillness.note(sheet, looks.version(sheet) if looks else "", before, outcome)
        return outcome


def attempt(sheet, settings, dry, looks, watch) -> Outcome:
    """A run whose place cannot be reached at all says so; one of a desk that is a copy does nothing."""
    if not installation.bound(settings):
        return Outcome(handle(sheet), SheetState.REFUSED, installation.moved())
    if sheet.backend == places.UNITS:
        return together(sheet, run_all(settings, [sheet], dry))
    try:
        backend = places.backend(sheet, settings, looks)
    except Unreadable as trouble:
        return Outcome(handle(sheet), SheetState.FAILED, str(trouble))
    return rehearse(sheet, backend, watch) if dry else go(sheet, backend, watch)


def together(series, outcomes) -> Outcome:
    """How the sheets of its units came out, in one."""
    whole = Outcome(handle(series))
    for one in outcomes:
        said = f"{one.sheet}：{'：'.join(filter(None, (str(one.outcome.words), one.words)))}"
        whole.worsen(one.outcome, "；".join(filter(None, (whole.words, said))))
    return whole


def go(sheet, backend, watch) -> Outcome:
    """A run that cannot go on says so; nothing is half done."""
    one = Run(sheet, backend, watch)
    try:
        with no_collecting():
            return one.go()
    except Unreadable as trouble:
        words = str(trouble)
    except Exception:
        log.exception("sheet %s", sheet.name)
        words = gettext("The run broke off; nothing was left half done. The log of the program says where.")
    failed = Outcome(handle(sheet), SheetState.FAILED, words, backend.reads, backend.writes)
    failed.given = one.outcome.given
    return failed


@contextmanager
def no_collecting():
    """A hundred thousand rows are no rubbish: looking through them for some took a third of a run's time."""
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()


def rehearse(sheet, backend, watch) -> Outcome:
    """The whole run on a copy of the sheet in memory, inside a transaction that is taken back."""
    with db.atomic() as transaction:
        outcome = go(sheet, Rehearsal(backend), watch)
        transaction.rollback()
    return outcome


class Rehearsal(MemorySheet):
    """Looks at the real sheet once, then plays on the copy."""

    def __init__(self, real):
        super().__init__()
        self.real = self.first = real

    def read(self, layout):
        if self.real is not None:
            reading, self.real = self.real.read(layout), None
            super().__init__(reading)
            self.real = None
        return super().read(layout)

    def copies(self, layout):
        find = getattr(self.first, "copies", None)
        return find(layout) if find else []

    def set_aside(self, _copy):
        """It stays where it is: this is only played."""
        return gettext("Merged copies")


class Run:
    """One run at work."""

    def __init__(self, sheet: SharedSheet, backend, watch: Watch):
        self.sheet, self.backend, self.watch = sheet, backend, watch
        self.outcome = Outcome(handle(sheet))
        self.stopped = False  # whether the last look found the sheet unsound

    def go(self) -> Outcome:
        if words := hindrance(self.sheet):
            self.outcome.worsen(SheetState.REFUSED, words)
            return self.outcome
        self.begin()
        try:
            self.reshape()
            self.to_rest()
            copies.take_in(self, actor(self.sheet), self.to_rest)
            if reshaping.finish(self, actor(self.sheet)):
                self.to_rest()
        except Busy as busy:
            self.outcome.worsen(SheetState.BUSY, str(busy))
        except Stopped:
            self.outcome.worsen(SheetState.BUSY, cancelled())
        self.outcome.reads, self.outcome.writes = self.backend.reads, self.backend.writes
        self.outcome.judge()
        return self.outcome

    def reshape(self):
        """New columns and looks; where the sheet is open they wait, but what was typed does not."""
        try:
            reshaping.begin(self, actor(self.sheet))
        except Busy as busy:
            self.outcome.worsen(SheetState.BUSY, str(busy))

    def begin(self):
        """From here on an older run of the same sheet gives way."""
        with db.atomic():
            SharedSheet.update(epoch=SharedSheet.epoch + 1).where(SharedSheet.id == self.sheet.id).execute()
            self.sheet = SharedSheet.get_by_id(self.sheet.id)

    def to_rest(self):
        for _round in range(ROUNDS):
            try:
                if not self.round():
                    return
                gc.collect()  # what the round left goes before the next one takes as much
            except Changed:
                continue
        raise Busy(gettext("Somebody keeps changing the sheet; the next run goes on."))

    def round(self) -> bool:
        """Whether something was written, so that it is worth another look."""
        by = actor(self.sheet)
        shape = layout(self.sheet, by)
        self.watch.at(Phase.READING)
        reading = self.backend.read(shape)
        if reading.exists and reading.generation != self.sheet.generation:
            reshaping.old_copy(self, by, reading.generation)
        with db.atomic():
            self.watch.at(Phase.MERGING)
            self.still_mine()
            one = Round(self.sheet, reading, by, self.watch)
            parts = one.decide(self.backend.room, self.backend.weigh)
        self.take_note(one)
        self.stopped = one.plan.stop is not None
        if parts:
            self.watch.at(Phase.WRITING, len(parts))
            for part in parts:
                self.bring(one, part, shape)
                self.watch.step()
            self.outcome.moves += one.sheet_moves()
        return bool(parts)

    def bring(self, one, part, shape):
        """One part to the sheet; what it says is agreed once its generation is found there."""
        with db.atomic():
            self.still_mine()  # who slept with a batch in hand brings nothing of yesterday
            ledger.promise(self.sheet, part, one.before)
        self.backend.write(one.reading, part.batch, shape)
        self.outcome.given |= part.given
        self.outcome.to_sheet += part.cells

    def still_mine(self):
        """Two workers never work on what each other has read."""
        mine = SharedSheet.select().where(SharedSheet.id == self.sheet.id)
        row = (mine.for_update() if db.obj.for_update else mine).get()
        if row.epoch != self.sheet.epoch:
            raise Busy(gettext("Another run of this sheet has taken over."))
        self.sheet.generation, self.sheet.counter = row.generation, row.counter

    def take_note(self, one):
        self.outcome.to_records += one.applied
        self.outcome.moves += one.moves
        told = [finding for finding in self.outcome.findings if finding.lasts]
        self.outcome.findings = list(dict.fromkeys([*told, *one.findings()]))


def cancelled():
    return gettext("The run was cancelled; nothing is lost, the next run goes on from here.")


def note(sheet: SharedSheet, outcome: Outcome, who: str = "") -> None:
    """The state of the sheet, and a line of its history where something was done or said."""
    values = {"state": outcome.outcome, "words": outcome.words, "ran_at": models.now()}
    if outcome.outcome not in (SheetState.FAILED, SheetState.BUSY):
        values["good_at"] = values["ran_at"]
    before = SharedSheet.get_by_id(sheet.id)
    with db.atomic():
        SharedSheet.update(values).where(SharedSheet.id == sheet.id).execute()
        if outcome.given:
            note_export(sheet, len(outcome.given))
        if outcome.writes or outcome.to_records or outcome.told or before.state != outcome.outcome:
            outcome.history = write_history(sheet, outcome, who)


def note_export(sheet, rows):
    """Rows that went to a sheet have left the desk like those of any file."""
    names = json.loads(sheet.columns)
    exports.note(sheet.entity, actor(sheet), rows, sheet.organisation_id, columns=names)


def write_history(sheet, outcome, who):
    """The number of the line."""
    return SheetRun.create(
        sheet=sheet, outcome=outcome.outcome, words=outcome.words, who=who,
        plan=json.dumps(kept_plan(outcome), ensure_ascii=False),
        reads=outcome.reads, writes=outcome.writes, to_records=outcome.to_records, to_sheet=outcome.to_sheet,
    ).id  # fmt: skip


def kept_plan(outcome: Outcome) -> dict:
    """What a run did and said, as it is kept: {moves, rows, left_out}."""
    moves, rows = outcome.moves, outcome.as_json()["rows"]
    left = max(0, len(moves) - KEPT) + max(0, len(rows) - KEPT)
    return {"moves": moves[:KEPT], "rows": rows[:KEPT], "left_out": left}
