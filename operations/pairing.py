"""Mentors proposed for apprentices, one or a whole class, with reasons; and the drafts made of a proposal.

What fits and what may be is `rules.mentorship`; the optimum over a class `rules.assignment`.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

import scope
from choices import ContractState, MentorshipKind, SkillLevel, WorkState
from database import db
from language import gettext
from models import MentorshipContract, Organisation, Skill, Trainer, Worker
from operations import mentoring_facts as facts
from operations.chain import hold
from operations.mentoring_due import lacks_a_mentor
from operations.records import permit
from operations.refusals import Refused, in_words
from operations.several import MOST, save_each
from rules import assignment
from rules import mentorship as rules
from scope import Actor

MOST_MENTORS = 3000
OTHERS = 5  # mentors named for each apprentice


@dataclass(frozen=True)
class Choice:
    """A mentor who may guide an apprentice, and why."""

    mentor: Worker
    points: int
    reasons: list[str]


@dataclass(frozen=True)
class Line:
    """What is proposed for an apprentice: nobody, or one of `choices`, the best fitting first."""

    apprentice: Worker
    proposed: Worker | None
    choices: list[Choice]
    words: str = ""  # what is to be said of it
    open: bool = True  # whether a mentor can be chosen at all


# Who -------------------------------------------------------------------------------------------------


def mentors_in(union: Organisation, by: Actor) -> list[Worker]:
    """Who may be proposed: at work, skilled or experienced in teaching, and nobody's apprentice."""
    contract = MentorshipContract
    guided = contract.select(contract.mentor).where(contract.deleted_at.is_null())
    teaches = Trainer.select(Trainer.worker).where(
        Trainer.deleted_at.is_null(), Trainer.worker.is_null(False)
    )
    at_work = at(union, by).where(Worker.id.in_(skilled()) | Worker.id.in_(guided) | Worker.id.in_(teaches))
    found = list(at_work.where(Worker.id.not_in(apprenticed())).order_by(Worker.id).limit(MOST_MENTORS + 1))
    if len(found) > MOST_MENTORS:
        raise Refused(
            gettext(
                "More than %(most)s people could guide there. Choose a union further down.", most=MOST_MENTORS
            )
        )
    return found


def skilled():
    """Those with a certificate of a senior worker or above, in whatever trade: a query of ids."""
    return Skill.select(Skill.worker).where(Skill.deleted_at.is_null(), Skill.level >= SkillLevel.SENIOR)


def at(union, by):
    """The people at work in a union and below."""
    return scope.visible(Worker, by).where(
        Worker.state == WorkState.EMPLOYED, scope.within(Worker, union.path)
    )


def apprenticed(kind: MentorshipKind | None = None):
    """Those who have a mentor, or are to have one: a query of ids."""
    contract = MentorshipContract
    own = contract.select(contract.apprentice).where(
        contract.deleted_at.is_null(), contract.state.in_(facts.ENGAGED)
    )
    return own.where(contract.kind == kind) if kind else own


def newcomers(union: Organisation, kind: MentorshipKind, since: date, by: Actor) -> list[Worker]:
    """Who joined since, is no senior worker yet, and has no such mentor."""
    new = at(union, by).where(Worker.joined_on >= since, Worker.id.not_in(skilled()))
    return limited(new.where(Worker.id.not_in(apprenticed(kind))))


def lacking(union: Organisation, kind: MentorshipKind, by: Actor) -> list[Worker]:
    """Who has a mentor of another kind that the policy of their union asks for, and none of this, not even a draft."""
    return limited(at(union, by).where(lacks_a_mentor(Worker, kind), Worker.id.not_in(apprenticed(kind))))


def limited(query):
    found = list(query.order_by(Worker.id).limit(MOST + 1))
    if len(found) > MOST:
        raise Refused(gettext("These are more than %(most)s people: choose fewer.", most=MOST))
    return found


# The proposal ----------------------------------------------------------------------------------------


def propose(
    apprentices: Sequence[Worker], union: Organisation, kind: MentorshipKind, trade: int | None, by: Actor
) -> list[Line]:
    """A mentor for each apprentice, from the union and below; `trade`: of the contracts, else each one's own."""
    class_ids = {worker.id for worker in apprentices}  # nobody of the class guides another of it
    workers = {worker.id: worker for worker in mentors_in(union, by) if worker.id not in class_ids}
    taken = taken_by(apprentices, kind)
    free = [worker for worker in apprentices if worker.id not in taken]
    young, old = facts.people(free, trade), facts.people(workers.values())
    policy = facts.policy_of(union.id)
    given = {one.apprentice.id: one.mentor for one in assignment.assign(young, old, kind, policy)}
    best = dict(
        zip([one.id for one in young], assignment.nearest(young, old, kind, policy, OTHERS), strict=True)
    )
    people = {one.id: one for one in young}
    return [
        Line(
            worker,
            None,
            [],
            gettext("has, or is to have, such a mentor: %(code)s", code=taken[worker.id]),
            open=False,
        )
        if worker.id in taken
        else line(worker, people[worker.id], given[worker.id], best[worker.id], kind, workers)
        for worker in apprentices
    ]


def taken_by(apprentices, kind) -> dict[int, str]:
    """{apprentice: the contract by which they have such a mentor already, or are to have one}."""
    contract = MentorshipContract
    ids = [worker.id for worker in apprentices]
    own = contract.select().where(contract.deleted_at.is_null(), contract.state.in_(facts.ENGAGED))
    return {
        one.apprentice_id: one.code
        for some in facts.slices(ids)
        for one in own.where(contract.kind == kind, contract.apprentice.in_(some))
    }


def line(worker, person, mentor, best, kind, workers) -> Line:
    """The line of one apprentice; whoever would fit better is needed elsewhere."""
    known = best if mentor is None or mentor in best else [*best[:-1], mentor]
    choices = [choice(one, person, kind, workers) for one in known]
    words = "" if mentor else gettext("Nobody is left who may guide here.")
    if mentor and best and best[0] != mentor:
        words = gettext(
            "%(mentor)s would fit better, and is needed more elsewhere.", mentor=workers[best[0].id].name
        )
    return Line(worker, workers[mentor.id] if mentor else None, choices, words)


def choice(mentor, person, kind, workers) -> Choice:
    reasons = rules.fit(mentor, person, kind)
    return Choice(workers[mentor.id], rules.points(reasons), [reason.words for reason in reasons])


# The drafts ------------------------------------------------------------------------------------------


def draft(
    pairs: Collection[tuple[Worker, Worker]], by: Actor, kind: MentorshipKind, trade: int | None,
    starts_on: date, ends_on: date, goals: str | None = None,
) -> list[MentorshipContract]:  # fmt: skip
    """A draft for each (apprentice, mentor), all or none. Raises Refused with the words for each."""
    permit(MentorshipContract, by)
    with in_words(), db.atomic():
        hold()
        refuse_repeated(pairs, kind)
        drafts = [
            MentorshipContract(
                organisation=apprentice.organisation_id, mentor=mentor.id, apprentice=apprentice.id, kind=kind,
                trade=trade or apprentice.trade_id, starts_on=starts_on, ends_on=ends_on, goals=goals,
                state=ContractState.DRAFT,
            )
            for apprentice, mentor in pairs
        ]  # fmt: skip
        refusals = save_each(drafts, {}, by)
        refuse_any(pairs, {number: one.words for number, one in enumerate(refusals) if one})
    return drafts


def refuse_repeated(pairs, kind):
    """Who has such a mentor, or is to have one, is not given a second; nor twice in one proposal."""
    people = [apprentice for apprentice, _mentor in pairs]
    if not people:
        raise Refused(gettext("Choose a mentor for at least one apprentice."))
    if len({one.id for one in people}) < len(people):
        raise Refused(gettext("An apprentice is there twice."))
    taken = taken_by(people, kind)
    told = {
        number: gettext("has, or is to have, such a mentor: %(code)s", code=taken[one.id])
        for number, one in enumerate(people)
        if one.id in taken
    }
    refuse_any(pairs, told)


def refuse_any(pairs, told):
    """All that is wrong is said at once, each with the apprentice's name."""
    people = [apprentice for apprentice, _mentor in pairs]
    if told:
        raise Refused(
            "；".join(
                f"{people[number].code} {people[number].name}：{words}" for number, words in told.items()
            )
        )
