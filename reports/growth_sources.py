"""What a growth file is made of: each kind of event as a function, of what the reader may see. The order is `growth`'s."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import scope
from choices import ContractState, EnrolmentState, ResultState
from language import gettext
from models import (
    Application,
    Certificate,
    Competition,
    Contest,
    Course,
    Enrolment,
    Entry,
    EntryMember,
    Honour,
    ItemMastery,
    Judge,
    LedgerEntry,
    MentorshipContract,
    NamedService,
    Placement,
    Record,
    Score,
    ServiceStep,
    Skill,
    SkillItem,
    Stage,
    StudioMember,
    StudioResult,
    TrainingClass,
)

BEGUN = (ContractState.SIGNED, ContractState.RUNNING, ContractState.COMPLETED, ContractState.ENDED_EARLY)


@dataclass(frozen=True)
class Event:
    """One thing in somebody's growth: when, in words, the record behind it, and the step it belongs to, in words."""

    day: date | None
    words: str
    record: Record | None = None
    step: object = ""


# Training -----------------------------------------------------------------------------------------


def certificates(worker, by) -> Iterator[Event]:
    for skill in scope.visible(Skill, by).where(Skill.worker == worker.id):
        words = gettext("%(trade)s, %(level)s", trade=skill.trade.name, level=str(skill.level.words))
        yield Event(skill.issued_on, words, skill)


def classes(worker, by) -> Iterator[Event]:
    query = scope.visible(Enrolment, by, Enrolment, TrainingClass, Course).join_from(Enrolment, TrainingClass)
    query = query.join_from(TrainingClass, Course).where(Enrolment.worker == worker.id)
    for one in query.where(Enrolment.state != EnrolmentState.WITHDRAWN):
        place = one.training_class
        words = [f"{place.course.name} · {place.name}", str(one.state.words)]
        words += [str(one.result.words)] if one.result else []
        yield Event(one.assessed_on or place.starts_on or one.registered_on, "，".join(words), one)


def issued(worker, by) -> Iterator[Event]:
    for one in scope.visible(Certificate, by).where(
        Certificate.worker == worker.id, Certificate.revoked_on.is_null()
    ):
        words = gettext("certificate: %(title)s", title=one.title)
        yield Event(one.issued_on, " · ".join(filter(None, (words, one.number))), one)


def masteries(worker, by) -> Iterator[Event]:
    query = scope.visible(ItemMastery, by, ItemMastery, SkillItem).join_from(ItemMastery, SkillItem)
    for one in query.where(ItemMastery.worker == worker.id):
        words = gettext("%(item)s: %(mastery)s", item=one.item.name, mastery=str(one.mastery.words))
        yield Event(one.judged_on, words, one)


# Practice -----------------------------------------------------------------------------------------


def learnt(worker, by) -> Iterator[Event]:
    for contract in contracts(by).where(MentorshipContract.apprentice == worker.id):
        words = gettext(
            "%(kind)s: apprentice of %(mentor)s, %(state)s", kind=str(contract.kind.words),
            mentor=contract.mentor.name, state=str(contract.state.words),
        )  # fmt: skip
        yield Event(contract.starts_on, words, contract)


def contracts(by):
    return scope.visible(MentorshipContract, by).where(MentorshipContract.state.in_(BEGUN))


# Contests -----------------------------------------------------------------------------------------


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


# Work ---------------------------------------------------------------------------------------------


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


def results(worker, by) -> Iterator[Event]:
    """What the studios achieved that somebody belonged to on the day."""
    member = StudioMember
    query = scope.visible(StudioResult, by).join_from(
        StudioResult, member, on=member.studio == StudioResult.studio
    )
    joined = member.joined_on.is_null() | (member.joined_on <= StudioResult.achieved_on)
    still = member.left_on.is_null() | (member.left_on >= StudioResult.achieved_on)
    for one in query.where(
        member.worker == worker.id, member.deleted_at.is_null(), joined, still,
        StudioResult.state == ResultState.CONFIRMED,
    ):  # fmt: skip
        yield Event(one.achieved_on, gettext("studio result: %(name)s", name=one.name), one)


def applications(worker, by) -> Iterator[Event]:
    for one in scope.visible(Application, by).where(Application.worker == worker.id):
        post = one.post
        words = gettext("applied: %(post)s, %(employer)s", post=post.name, employer=post.enterprise.name)
        yield Event(one.decided_on or one.applied_on, f"{words}，{one.state.words}", one)


def placements(worker, by) -> Iterator[Event]:
    for one in scope.visible(Placement, by).where(Placement.worker == worker.id):
        employer = one.enterprise.name if one.enterprise_id else one.employer
        job = " · ".join(filter(None, (employer, one.job)))
        yield Event(one.started_on, gettext("began work: %(job)s", job=job), one)
        if one.left_on:
            yield Event(one.left_on, gettext("left work: %(job)s", job=job), one)


# Help ---------------------------------------------------------------------------------------------


def ledgers(worker, by) -> Iterator[Event]:
    for one in scope.visible(LedgerEntry, by).where(LedgerEntry.worker == worker.id):
        words = gettext("ledger “%(ledger)s”", ledger=str(one.ledger.words))
        if one.help:
            words += "：" + one.help
        yield Event(one.since, words, one)


def served(worker, by) -> Iterator[Event]:
    query = scope.visible(ServiceStep, by).join_from(ServiceStep, NamedService)
    for one in query.where(NamedService.worker == worker.id, NamedService.deleted_at.is_null()):
        words = [gettext("served by name: %(kind)s", kind=str(one.kind.words)), one.content or ""]
        yield Event(one.done_on, " · ".join(filter(None, words)), one)
