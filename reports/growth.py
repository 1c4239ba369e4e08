"""A person's growth file: train, practise, compete, reward, use; what the desk knows of them, by day. Nothing is written.

Each stage is a function in SOURCES; what comes later (courses, jobs) is one more line there.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

import scope
from choices import ContractState, FiveStages
from language import gettext
from models import (
    Competition,
    Contest,
    Entry,
    EntryMember,
    Honour,
    Judge,
    MentorshipContract,
    Record,
    Score,
    Skill,
    Stage,
    Worker,
)
from scope import Actor

BEGUN = (ContractState.SIGNED, ContractState.RUNNING, ContractState.COMPLETED, ContractState.ENDED_EARLY)


@dataclass(frozen=True)
class Event:
    """One thing in somebody's growth: when, in words, and the record behind it."""

    day: date | None
    words: str
    record: Record | None = None


def file(worker: Worker, by: Actor) -> dict[FiveStages, list[Event]]:
    """{stage: what there is of it, newest first}, of what somebody may see."""
    return {
        stage: sorted(
            (event for source in sources for event in source(worker, by)),
            key=lambda event: event.day or date.min,
            reverse=True,
        )
        for stage, sources in SOURCES.items()
    }


def certificates(worker, by) -> Iterator[Event]:
    for skill in scope.visible(Skill, by).where(Skill.worker == worker.id):
        words = gettext("%(trade)s, %(level)s", trade=skill.trade.name, level=str(skill.level.words))
        yield Event(skill.issued_on, words, skill)


def learnt(worker, by) -> Iterator[Event]:
    for contract in contracts(by).where(MentorshipContract.apprentice == worker.id):
        words = gettext(
            "%(kind)s: apprentice of %(mentor)s, %(state)s", kind=str(contract.kind.words),
            mentor=contract.mentor.name, state=str(contract.state.words),
        )  # fmt: skip
        yield Event(contract.starts_on, words, contract)


def contracts(by):
    return scope.visible(MentorshipContract, by).where(MentorshipContract.state.in_(BEGUN))


def competed(worker, by) -> Iterator[Event]:
    """Every stage that somebody may see, or that was released to the house."""
    own = {
        id for (id,) in scope.visible(Entry, by, Entry.id).where(Entry.id.in_(entries_of(worker))).tuples()
    }
    for score in scores_of(worker):
        if score.entry_id in own or score.stage.released_at:
            record = score.entry if score.entry_id in own else None
            yield Event(score.stage.held_on or score.entry.entered_on, step_words(score), record)


def entries_of(worker):
    live = EntryMember.select(EntryMember.entry).where(EntryMember.deleted_at.is_null())
    return live.where(EntryMember.worker == worker.id)


def scores_of(worker):
    """With stage, entry, contest and competition: one query."""
    query = Score.select(Score, Stage, Entry, Contest, Competition).join_from(Score, Stage)
    query = query.join_from(Score, Entry).join_from(Entry, Contest).join_from(Contest, Competition)
    return query.where(
        Score.entry.in_(entries_of(worker)), Score.deleted_at.is_null(), Entry.deleted_at.is_null()
    ).order_by(Score.id)


def step_words(score):
    contest = score.entry.contest
    words = [f"{contest.competition.name} · {contest.name} · {score.stage.kind.words}"]
    if score.total is not None:
        words.append(gettext("%(total)s marks", total=score.total))
    if score.place:
        words.append(gettext("place %(place)s", place=score.place))
    return "，".join(words)


def honours(worker, by) -> Iterator[Event]:
    for honour in scope.visible(Honour, by).where(Honour.worker == worker.id):
        yield Event(honour.awarded_on, honour.title, honour)


def taught(worker, by) -> Iterator[Event]:
    for contract in contracts(by).where(MentorshipContract.mentor == worker.id):
        words = gettext(
            "%(kind)s: mentor of %(apprentice)s, %(state)s", kind=str(contract.kind.words),
            apprentice=contract.apprentice.name, state=str(contract.state.words),
        )  # fmt: skip
        yield Event(contract.starts_on, words, contract)


def judged(worker, by) -> Iterator[Event]:
    stages = scope.visible(Judge, by, Judge.stage).where(Judge.worker == worker.id)
    for stage in scope.visible(Stage, by).where(Stage.id.in_(stages)):
        yield Event(stage.held_on, gettext("judge: %(stage)s", stage=str(stage)), stage)


def at_work(worker, by) -> Iterator[Event]:
    if worker.post:
        place = worker.enterprise.name if worker.enterprise_id else ""
        yield Event(None, " · ".join(filter(None, (place, worker.post))), None)


SOURCES: dict[FiveStages, tuple[Callable, ...]] = {
    FiveStages.TRAIN: (certificates,),
    FiveStages.PRACTISE: (learnt,),
    FiveStages.COMPETE: (competed,),
    FiveStages.REWARD: (honours,),
    FiveStages.USE: (at_work, taught, judged),
}
