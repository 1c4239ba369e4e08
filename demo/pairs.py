"""The small office's mentorship contracts, in every state of their life, with the reviews held so far."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from choices import ContractState, MentorshipKind, Party, ReviewKind, SkillLevel, Verdict, WorkState
from demo import guidance
from demo.district import somebody
from demo.ground import DEMO
from demo.register import days_before
from models import MentorshipContract, MentorshipReview, Skill, Worker
from operations import bulk

# (state, signed so many days ago, kind)
CONTRACTS = [
    *((ContractState.RUNNING, days, MentorshipKind.MASTER) for days in (3, 12, 25, 48, 90, 120, 362)),
    *((ContractState.RUNNING, days, MentorshipKind.QUALITY) for days in (33, 75)),
    *((ContractState.RUNNING, days, MentorshipKind.TECHNICAL) for days in (33, 75)),
    *((ContractState.COMPLETED, days, MentorshipKind.MASTER) for days in (370, 380, 400, 420, 455)),
    *((ContractState.ENDED_EARLY, days, MentorshipKind.MASTER) for days in (150, 260)),
    *((ContractState.DRAFT, 0, kind) for kind in MentorshipKind),
    *((ContractState.SIGNED, days, MentorshipKind.MASTER) for days in (1, 6)),
    *((ContractState.CANCELLED, days, MentorshipKind.TECHNICAL) for days in (30,)),
]
TERM = timedelta(days=365)
# One apprentice has both a quality and a technical mentor: the contracts that share theirs with an earlier one.
SAME_APPRENTICE = {9: 7}


def build(today: date, unions: dict, rng: Random) -> None:
    guidance.policies(today, unions)
    bulk.load(MentorshipContract, contracts(today, rng), DEMO)
    bulk.load(MentorshipReview, reviews(today, rng), DEMO)
    guidance.build(today, rng)


def contracts(today, rng):
    mentors, apprentices = masters(), newcomers(today)
    for number, (state, days, kind) in enumerate(CONTRACTS):
        mentor, trade = mentors[number]
        apprentice = apprentices[SAME_APPRENTICE.get(number, number)]
        signed = days_before(today, days)
        yield MentorshipContract(
            organisation=apprentice.organisation_id,
            mentor=mentor,
            apprentice=apprentice,
            kind=kind,
            trade=trade,
            signed_on=None if state == ContractState.DRAFT else signed,
            starts_on=signed,
            ends_on=signed + TERM,
            goals="一年内独立上岗，取得上一级职业技能等级证书。",
            plan="每周跟岗两次，每月集中实操一天，每季度小结一次。",
            state=state,
            **end(state, signed, today, number),
        )


def end(state, signed, today, number):
    if state == ContractState.COMPLETED:
        return {"ended_on": min(signed + TERM, today)}
    if state == ContractState.ENDED_EARLY:
        over = {"ended_by": Party.APPRENTICE, "end_reason": "徒弟调离原岗位"}
        return {"ended_on": days_before(today, 2 + number % 10), **over}
    return {}


def masters():
    """(worker, trade) of the most skilled people at work."""
    skills = Skill.select(Skill, Worker).join(Worker).order_by(Skill.level.desc(), Skill.id)
    skills = skills.where(Skill.level >= SkillLevel.SENIOR, Worker.state == WorkState.EMPLOYED)
    return [(skill.worker, skill.trade_id) for skill in skills.limit(len(CONTRACTS))]


def newcomers(today):
    """The youngest people at work: nobody's mentor."""
    young = Worker.select().where(Worker.state == WorkState.EMPLOYED)
    return list(young.order_by(Worker.born_on.desc(), Worker.id).limit(len(CONTRACTS)))


def reviews(today, rng):
    """A review each month a contract has run, the last one of a completed contract final."""
    lived = (ContractState.RUNNING, ContractState.COMPLETED, ContractState.ENDED_EARLY)
    for contract in MentorshipContract.select().order_by(MentorshipContract.id):
        if contract.state in lived:
            for month in range(1, 1 + min(3, (today - contract.signed_on).days // 30)):
                yield review(
                    contract, ReviewKind.MONTHLY, contract.signed_on + timedelta(days=30 * month), rng
                )
        if contract.state == ContractState.COMPLETED or about_to_end(contract, today):
            last = contract.ended_on or today - timedelta(days=5)
            yield review(contract, ReviewKind.MIDDLE, contract.signed_on + timedelta(days=182), rng)
            yield review(contract, ReviewKind.FINAL, last, rng)


def about_to_end(contract, today):
    """The running contract that waits for nothing but its certificate."""
    return contract.state == ContractState.RUNNING and (contract.ends_on - today).days < 7


def review(contract, kind, day, rng):
    points = rng.randint(120, 199)
    return MentorshipReview(
        contract=contract,
        kind=kind,
        reviewed_on=day,
        goals_met="已能独立完成本岗位基本操作，安全规程考核合格。",
        points=Decimal(points) / 2,
        verdict=Verdict.EXCELLENT if points > 180 else Verdict.GOOD if points > 150 else Verdict.PASSED,
        allowance=Decimal(200) if kind == ReviewKind.MONTHLY else None,
        reviewer=somebody(rng),
    )
