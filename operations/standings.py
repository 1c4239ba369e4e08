"""The ranking of a stage: who has which place, and what decided it. Only marks that are locked count.

Marks come from the judges' side; who goes on is `promoting`'s.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from babel.support import LazyProxy

import scope
from choices import EntryState, ScoreState
from language import gettext
from language import lazy as _
from models import Contest, Entry, Score, Stage
from operations.chain import gathering
from operations.records import held_or_refused, permit
from operations.refusals import Refused, in_words
from operations.several import save_all
from rules.ranking import Line, Placed, ranked
from scope import Actor

LOCKED = (ScoreState.CONFIRMED,)
IN = (EntryState.ENTERED, EntryState.CONFIRMED)
OUTCOME = ("place", "decided_by", "goes_on")
SETS = ("decided_by", "goes_on")


@dataclass(frozen=True)
class Standing:
    """One entry in a stage: its marks, and its place once they are locked."""

    score: Score
    placed: Placed | None = None

    @property
    def entry(self) -> Entry:
        return self.score.entry

    @property
    def place(self) -> int | None:
        return self.placed and self.placed.place

    @property
    def total(self):
        return self.score.total

    @property
    def words(self) -> LazyProxy | str:
        """What stands beside the place: the rule that decided, or that nothing did."""
        if self.placed is None:
            return _("Marks not locked yet")
        if self.placed.equal:
            return _("Equal: same place")
        return self.placed.decided_by.words if self.placed.decided_by else ""


@dataclass(frozen=True)
class Ranking:
    """A stage as its locked marks stand now: who is placed, whose marks are not locked, who is out."""

    stage: Stage
    contest: Contest
    placed: Sequence[Standing]
    waiting: Sequence[Standing]
    out: Sequence[Standing]


def ranking(stage: Stage, by: Actor) -> Ranking:
    """Worked out now, whatever places were noted down before."""
    contest = Contest.get_by_id(stage.contest_id)
    scores = {score.id: score for score in scores_of(stage, by)}
    inside = [score for score in scores.values() if score.entry.state in IN]
    lines = [line_of(stage, score) for score in inside if is_locked(score)]
    placed = [Standing(scores[one.line.key], one) for one in ranked(lines, contest.tie_break)]
    return Ranking(
        *(stage, contest, placed),
        waiting=[Standing(score) for score in inside if not is_locked(score)],
        out=[Standing(score) for score in scores.values() if score.entry.state not in IN],
    )


def scores_of(stage, by):
    """The score lines of a stage with their entries, in one query."""
    query = scope.visible(Score, by, Score, Entry).join_from(Score, Entry)
    return query.where(Score.stage == stage.id).order_by(Entry.number, Entry.id)


def is_locked(score: Score) -> bool:
    return score.state in LOCKED and score.total is not None


def line_of(stage, score):
    marks = {
        name: score.__data__[name] for name in ("total", "theory", "practice", "seconds", "submitted_at")
    }
    return Line(score.id, **marks, apart=group_of(stage, score.entry) if stage.apart else "")


def group_of(stage: Stage, entry: Entry) -> str:
    """Whose places an entry competes for; "" where they are kept for nobody in particular."""
    return (entry.__data__[stage.quota_for.value] or "") if stage.quota_for else ""


def rank(stage: Stage, by: Actor) -> Stage:
    """Note down every place and what decided it, in one transaction. Returns the stage."""
    permit(Score, by)
    with in_words(), gathering():
        note_places(ranking(held_stage(stage, by), by), by)
    return stage


def held_stage(stage, by):
    """The stage, kept from others who rank or promote it until the transaction ends."""
    return held_or_refused(stage, by)


def note_places(found: Ranking, by: Actor, goes: Mapping[int, bool] | None = None) -> None:
    """Save each score line whose place, or what decided it, changed; with `goes` ({line: goes on}) that as well."""
    if not found.placed:
        raise Refused(gettext("No marks are locked yet: there is nothing to rank."))
    changed = []
    for standing in (*found.placed, *found.waiting, *found.out):
        score, before = standing.score, [standing.score.__data__[name] for name in OUTCOME]
        score.place = standing.place
        score.decided_by = standing.placed and standing.placed.decided_by
        score.goes_on = score.goes_on if goes is None else goes.get(score.id)
        if [score.__data__[name] for name in OUTCOME] != before:
            changed.append(score)
    save_all(changed, by, SETS)
