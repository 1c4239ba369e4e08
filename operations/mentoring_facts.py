"""What the rules of mentorship need to know of unions and people, read from the records. Nothing is decided here."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from peewee import Case, fn

from choices import ContractState, Party
from models import (
    MentorshipContract,
    MentorshipGoal,
    MentorshipPolicy,
    MentorshipReview,
    MentorshipSession,
    Organisation,
    Skill,
    Worker,
    now,
)
from rules.mentorship import Craft, Person, Place, Policy, inherited
from rules.mentorship_stages import Stage

PARTS = tuple(Policy.__dataclass_fields__)
ENGAGED = (ContractState.DRAFT, ContractState.SIGNED, ContractState.RUNNING)
BOUND = (ContractState.SIGNED, ContractState.RUNNING)  # a draft binds nobody yet
BEGUN = (ContractState.RUNNING, ContractState.COMPLETED)


# Policies ------------------------------------------------------------------------------------------


def policy_of(union: int | None, day: date | None = None) -> Policy:
    """What holds in a union on a day: its own policy, and what its superiors say where that is silent."""
    return inherited(as_policy(record) for record in policies_above(union, day or now().date()))


def policies_above(union, day) -> list[MentorshipPolicy]:
    """The records that a union's policy is made of, the nearest union's first, the newest first within a union."""
    path = Organisation.select(Organisation.path).where(Organisation.id == union).scalar() or ""
    unions = [int(number) for number in path.split("/") if number]
    if not unions:
        return []
    found = in_force(day).where(MentorshipPolicy.organisation.in_(unions))
    return sorted(found, key=lambda one: (-unions.index(one.organisation_id), -one.starts_on.toordinal()))


def in_force(day):
    """Every policy that has begun, with the one of its union that it replaced where both speak."""
    live = MentorshipPolicy.select().where(MentorshipPolicy.deleted_at.is_null())
    return live.where(MentorshipPolicy.starts_on <= day)


def as_policy(record: MentorshipPolicy) -> Policy:
    return Policy(**{part: record.__data__[part] for part in PARTS})


# People --------------------------------------------------------------------------------------------


def people(workers: Iterable[Worker], trade: int | None = None) -> list[Person]:
    """Workers as the rules see them. `trade`: the one that a contract is about; else each one's own."""
    workers = list(workers)
    ids = [worker.id for worker in workers]
    grades, records = grades_of(ids), records_of(ids)
    return [
        Person(
            worker.id,
            Craft(trade or worker.trade_id, frozenset(grades[worker.id].items())),
            Place(worker.organisation_id, worker.enterprise_id),
            *records.get(worker.id, (0, 0, 0)),
        )
        for worker in workers
    ]


def grades_of(ids) -> dict[int, dict[int, int]]:
    """{worker: {trade: the highest grade of a certificate that has not run out}}."""
    found, today = defaultdict(dict), now().date()
    for some in slices(ids):
        valid = Skill.expires_on.is_null() | (Skill.expires_on >= today)
        query = Skill.select(Skill.worker, Skill.trade, Skill.level)
        query = query.where(Skill.deleted_at.is_null(), Skill.worker.in_(some), valid)
        for worker, trade, level in query.tuples():
            found[worker][trade] = max(found[worker].get(trade, 0), int(level))
    return found


def records_of(ids) -> dict[int, tuple[int, int, int]]:
    """{mentor: (guides or is to guide, brought to the end, broken off by the mentor)}."""
    contract, found = MentorshipContract, {}
    own_fault = (contract.state == ContractState.ENDED_EARLY) & (contract.ended_by == Party.MENTOR)
    tests = (contract.state.in_(ENGAGED), contract.state == ContractState.COMPLETED, own_fault)
    counts = [fn.SUM(Case(None, [(test, 1)], 0)) for test in tests]
    for some in slices(ids):
        query = contract.select(contract.mentor, *counts).where(contract.deleted_at.is_null())
        rows = query.where(contract.mentor.in_(some)).group_by(contract.mentor).tuples()
        found |= {mentor: tuple(map(int, numbers)) for mentor, *numbers in rows}
    return found


def slices(ids, size=500):
    return [ids[start : start + size] for start in range(0, len(ids), size)]


def bound_to(mentor: int, contract: MentorshipContract) -> int:
    """How many others a mentor is bound to guide besides this contract."""
    others = MentorshipContract.select().where(
        MentorshipContract.deleted_at.is_null(), MentorshipContract.id != (contract.id or 0)
    )
    return others.where(MentorshipContract.mentor == mentor, MentorshipContract.state.in_(BOUND)).count()


# One contract --------------------------------------------------------------------------------------


def stages_of(contract: MentorshipContract, without: int | None = None) -> list[Stage]:
    """The reviews of a contract as the rules see them, in their order."""
    own = MentorshipReview.select().where(
        MentorshipReview.contract == contract.id, MentorshipReview.deleted_at.is_null()
    )
    return [as_stage(review) for review in own.order_by(MentorshipReview.reviewed_on) if review.id != without]


def as_stage(review: MentorshipReview) -> Stage:
    return Stage(review.kind, review.reviewed_on, review.verdict, review.confirmed_on is not None)


def goals_of(contract: MentorshipContract) -> list[MentorshipGoal]:
    own = MentorshipGoal.select().where(
        MentorshipGoal.contract == contract.id, MentorshipGoal.deleted_at.is_null()
    )
    return list(own.order_by(MentorshipGoal.id))


def latest_session(contract: MentorshipContract) -> date | None:
    own = MentorshipSession.select(fn.MAX(MentorshipSession.held_on)).where(
        MentorshipSession.contract == contract.id, MentorshipSession.deleted_at.is_null()
    )
    return own.scalar()
