"""A mentorship contract from its draft to its certificate: each step a verb, done as a whole or not at all.

Signing through a personal link is `signing`; who is proposed to whom is `pairing`; what the rules say is `rules.mentorship`.
"""

from contextlib import contextmanager
from datetime import date
from decimal import Decimal

from choices import ContractState, GoalState, Party, ReviewKind, Verdict
from database import db
from language import gettext
from models import MentorshipContract, MentorshipGoal, MentorshipReview, MentorshipSession, now
from operations import mentoring_facts as facts
from operations.chain import hold
from operations.records import save_one
from operations.refusals import Invalid, Refused, in_words
from operations.signing import same_name
from rules import certificates
from rules import mentorship as rules
from rules import mentorship_stages as stages
from scope import Actor

GUARD = 6  # letters that nobody guesses


@contextmanager
def whole():
    """All of a verb or nothing of it."""
    with in_words(), db.atomic():
        hold()
        yield


def refuse_unless(contract, *states):
    if contract.state not in states:
        words = gettext("The contract is “%(state)s”: this cannot be done.", state=str(contract.state.words))
        raise Refused(words)


def refuse_later(column, day, model):
    if day > now().date():
        raise Invalid({column: gettext("must not be in the future")}, model)


# From the draft to the first day ---------------------------------------------------------------------


def sign_on_paper(contract: MentorshipContract, by: Actor, signed_on: date) -> None:
    """Mentor and apprentice have signed the printed contract."""
    with whole():
        refuse_unless(contract, ContractState.DRAFT)
        refuse_later("signed_on", signed_on, MentorshipContract)
        contract.state, contract.signed_on = ContractState.SIGNED, signed_on
        save_one(contract, by)


def begin(contract: MentorshipContract, by: Actor) -> None:
    """From today on the contract runs."""
    with whole():
        refuse_unless(contract, ContractState.SIGNED)
        if contract.starts_on > now().date():
            raise Refused(
                gettext("The contract begins on %(day)s, not before.", day=contract.starts_on.isoformat())
            )
        contract.state = ContractState.RUNNING
        save_one(contract, by)


def cancel(contract: MentorshipContract, by: Actor, end_reason: str) -> None:
    """A contract that never began comes to nothing."""
    with whole():
        refuse_unless(contract, ContractState.DRAFT, ContractState.SIGNED)
        contract.state, contract.end_reason = ContractState.CANCELLED, end_reason
        save_one(contract, by)


# While it runs ---------------------------------------------------------------------------------------


def log(
    contract: MentorshipContract, by: Actor, held_on: date, hours: Decimal, content: str,
    guided_by: str | None = None, place: str | None = None,
) -> None:  # fmt: skip
    """Write down that the mentor worked with the apprentice."""
    with whole():
        refuse_unless(contract, ContractState.RUNNING)
        refuse_later("held_on", held_on, MentorshipSession)
        if held_on < contract.starts_on:
            words = gettext("is before the first day of the contract")
            raise Invalid({"held_on": words}, MentorshipSession)
        session = MentorshipSession(
            contract=contract, held_on=held_on, hours=hours, guided_by=guided_by, content=content, place=place
        )
        save_one(session, by)


def agree_goal(
    contract: MentorshipContract, by: Actor, goal: str, measure: str | None = None, due_on: date | None = None
) -> None:
    """One more thing that the apprentice is to reach."""
    with whole():
        refuse_unless(contract, *facts.ENGAGED)
        save_one(MentorshipGoal(contract=contract, goal=goal, measure=measure, due_on=due_on), by)


def review(
    contract: MentorshipContract, by: Actor, kind: ReviewKind, reviewed_on: date, verdict: Verdict,
    reviewer: str, points: Decimal | None = None, **goals: GoalState,
) -> None:  # fmt: skip
    """Look at what was reached. `goals`: what became of each, as `goal_17`."""
    with whole():
        refuse_unless(contract, ContractState.RUNNING)
        refuse_later("reviewed_on", reviewed_on, MentorshipReview)
        judged = [(goal, goals.get(f"goal_{goal.id}") or goal.state) for goal in facts.goals_of(contract)]
        for goal, state in judged:
            judge(goal, state, reviewed_on, by)
        looked_at = MentorshipReview(
            contract=contract, kind=kind, reviewed_on=reviewed_on, verdict=verdict, points=points,
            reviewer=reviewer, goals_met=told(judged),
        )  # fmt: skip
        save_one(looked_at, by)


def judge(goal, state, day, by):
    if state != goal.state:
        goal.state, goal.judged_on = state, day
        save_one(goal, by, sets=("judged_on",))


def told(judged) -> str | None:
    """Each goal and what became of it, a line each: as it stood at this review."""
    lines = [f"{number}. {goal.goal}：{state.words}" for number, (goal, state) in enumerate(judged, 1)]
    return "\n".join(lines) or None


def confirm(stage: MentorshipReview, by: Actor, confirmed_by: str) -> None:
    """Somebody other than the mentor confirms a stage; what it earns is worked out and stands from then on."""
    with whole():
        contract = MentorshipContract.get_by_id(stage.contract_id)  # a page may hold its name only
        refuse_unless(contract, ContractState.RUNNING, ContractState.COMPLETED, ContractState.ENDED_EARLY)
        if same_name(confirmed_by, contract.mentor.name):
            words = gettext("is the mentor: somebody else confirms a stage")
            raise Invalid({"confirmed_by": words}, MentorshipReview)
        judged = facts.as_stage(stage)
        if words := stages.stage_hindrance(judged, facts.stages_of(contract, stage.id)):
            raise Refused(gettext("This stage cannot be confirmed: %(words)s.", words=str(words)))
        stage.confirmed_by, stage.confirmed_on = confirmed_by, now().date()
        stage.allowance = earns(stage)
        save_one(stage, by, sets=("confirmed_by", "confirmed_on"))


def earns(stage: MentorshipReview) -> Decimal:
    """The yuan of a stage, by the policy in force on the day of its review."""
    union = MentorshipContract.get_by_id(stage.contract_id).organisation_id
    policy = facts.policy_of(union, stage.reviewed_on)
    return stages.allowance(facts.as_stage(stage), policy)


# How it ends -----------------------------------------------------------------------------------------


def complete(contract: MentorshipContract, by: Actor, ended_on: date) -> None:
    """The apprentice has reached the end: the contract is completed, and a certificate gets its number."""
    with whole():
        refuse_unless(contract, ContractState.RUNNING)
        refuse_end(contract, ended_on)
        if missing := to_complete(contract, ended_on):
            words = "；".join(map(str, missing))
            raise Refused(gettext("The contract cannot be completed yet: %(words)s.", words=words))
        contract.state, contract.ended_on = ContractState.COMPLETED, ended_on
        contract.certificate = certificate_number(contract)
        save_one(contract, by, sets=("certificate",))


def to_complete(contract: MentorshipContract, day: date | None = None) -> list:
    """What still stands between a running contract and its certificate on a day, in words."""
    policy = facts.policy_of(contract.organisation_id)
    soon = rules.too_soon(contract.starts_on, day or now().date(), policy)
    still_open = sum(goal.state == GoalState.OPEN for goal in facts.goals_of(contract))
    missing = stages.missing_to_complete(facts.stages_of(contract), still_open, policy)
    return [soon, *missing] if soon else missing


def certificate_number(contract) -> str:
    """`2026-MC-17-K7QX2M`: nobody guesses the number of a certificate from that of another."""
    return f"{contract.ended_on.year}-{contract.code}-{certificates.guard(GUARD)}"


def end_early(
    contract: MentorshipContract, by: Actor, ended_on: date, ended_by: Party, end_reason: str
) -> None:
    """One of the parties ends the contract before its time."""
    with whole():
        refuse_unless(contract, ContractState.RUNNING)
        refuse_end(contract, ended_on)
        contract.state, contract.ended_on = ContractState.ENDED_EARLY, ended_on
        contract.ended_by, contract.end_reason = ended_by, end_reason
        save_one(contract, by)


def refuse_end(contract, day):
    refuse_later("ended_on", day, MentorshipContract)
    if day < contract.starts_on:
        words = gettext("is before the first day of the contract")
        raise Invalid({"ended_on": words}, MentorshipContract)
