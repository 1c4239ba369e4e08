"""A person's contests: every event entered, the line through its stages, and the honours that came of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from peewee import fn

import scope
from language import gettext
from models import Competition, Contest, Entry, EntryMember, Honour, Score, Stage, Worker
from scope import Actor


@dataclass(frozen=True)
class Step:
    """One stage on the way."""

    stage: Stage
    score: Score
    among: int  # how many have a place in this stage

    @property
    def words(self) -> str:
        """What became of it."""
        if self.score.goes_on:
            return gettext("went on")
        if self.score.goes_on is not None:
            return gettext("ended here")
        return gettext("last stage") if self.score.place else ""


@dataclass(frozen=True)
class Way:
    """One event that a person entered."""

    entry: Entry
    steps: list[Step] = field(default_factory=list)
    honours: list[Honour] = field(default_factory=list)

    @property
    def contest(self) -> Contest:
        return self.entry.contest


def ways(worker: Worker, by: Actor) -> list[Way]:
    """A person's events, the latest first: what somebody may see of them, and what has been released to the house.

    `worker` is one that `by` may see. A handful of queries, however many events.
    """
    entries = entered(worker)
    own = {id for (id,) in scope.visible(Entry, by, Entry.id).where(Entry.id.in_(list(entries))).tuples()}
    found = {id: Way(entry) for id, entry in entries.items()}
    scores = list(scores_of(entries))
    among = placed_in({score.stage_id for score in scores})
    for score in scores:
        if score.entry_id in own or score.stage.released_at:
            found[score.entry_id].steps.append(Step(score.stage, score, among.get(score.stage_id, 0)))
    give_honours(worker, found.values(), by)
    return [way for id, way in found.items() if id in own or way.steps]


def entered(worker):
    query = (
        Entry.select(Entry, Contest, Competition)
        .join_from(Entry, EntryMember)
        .join_from(Entry, Contest)
        .join_from(Contest, Competition)
        .where(EntryMember.worker == worker.id, EntryMember.deleted_at.is_null(), Entry.deleted_at.is_null())
    )
    return {entry.id: entry for entry in query.order_by(Competition.starts_on.desc(), Entry.id.desc())}


def scores_of(entries: Sequence[int]):
    query = (
        Score.select(Score, Stage)
        .join(Stage)
        .where(Score.entry.in_(list(entries)), Score.deleted_at.is_null())
    )
    return query.order_by(Stage.number)


def placed_in(stages):
    query = Score.select(Score.stage, fn.COUNT(Score.id)).where(
        Score.stage.in_(list(stages)), Score.deleted_at.is_null(), Score.place.is_null(False)
    )
    return dict(query.group_by(Score.stage).tuples())


def give_honours(worker, found, by):
    honours = scope.visible(Honour, by).where(Honour.worker == worker.id, Honour.contest.is_null(False))
    for honour in honours.order_by(Honour.awarded_on, Honour.id):
        for way in found:
            if way.entry.contest_id == honour.contest_id:
                way.honours.append(honour)
