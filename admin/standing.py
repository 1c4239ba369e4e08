"""How a mentorship contract stands: what its page and its papers say besides its columns."""

from peewee import fn

import scope
from choices import ContractState, ReviewKind
from language import gettext
from language import lazy as _
from models import MentorshipContract, MentorshipPolicy, MentorshipReview, MentorshipSession, Worker, now
from operations import mentoring
from operations import mentoring_facts as facts
from rules import mentorship as rules
from rules.mentorship_stages import log_due
from scope import Actor


def of(contract: MentorshipContract, by: Actor) -> dict:
    """The steps taken and to come, stages and what they earned, goals, sessions, and what the union asks."""
    reviews = stages(contract, by)
    policy = facts.policy_of(contract.organisation_id)
    running = contract.state == ContractState.RUNNING
    return {
        "steps": steps(contract, reviews),
        "stages": reviews,
        "earned": sum(one.allowance or 0 for one in reviews if one.confirmed_on),
        "goals": facts.goals_of(contract),
        "sessions": sessions(contract, by),
        "due": log_due(contract.starts_on, facts.latest_session(contract), policy) if running else None,
        "missing": mentoring.to_complete(contract) if running else [],
        "policy": policy_words(policy),
        "today": now().date(),
        "running": running,
    }


def stages(contract, by) -> list[MentorshipReview]:
    own = scope.visible(MentorshipReview, by).where(MentorshipReview.contract == contract.id)
    return list(own.order_by(MentorshipReview.reviewed_on, MentorshipReview.id))


def sessions(contract, by) -> dict:
    """How many, how many hours in all, and the latest five."""
    own = scope.visible(MentorshipSession, by).where(MentorshipSession.contract == contract.id)
    hours = fn.COALESCE(fn.SUM(MentorshipSession.hours), 0)  # in the unit in which they are stored
    number, units = own.select(fn.COUNT(MentorshipSession.id), hours).tuples().get()
    latest = own.order_by(MentorshipSession.held_on.desc(), MentorshipSession.id.desc()).limit(5)
    return {"number": number, "hours": units * MentorshipSession.hours.unit, "latest": list(latest)}


def steps(contract, reviews):
    """[(words, the day it was done or None)] from signing to the end."""
    middle = next((one.confirmed_on for one in reviews if is_done(one, ReviewKind.MIDDLE)), None)
    begun = contract.state in (ContractState.RUNNING, ContractState.COMPLETED, ContractState.ENDED_EARLY)
    last = _("Ended early") if contract.state == ContractState.ENDED_EARLY else _("Completed")
    return [
        (_("Signed"), contract.signed_on),
        (_("Running"), contract.starts_on if begun else None),
        (_("Mid-term review"), middle),
        (last, contract.ended_on),
    ]


def is_done(review, kind):
    return review.kind == kind and review.confirmed_on is not None


def policy_words(policy: rules.Policy) -> list[tuple[str, str]]:
    """[(column, what is asked)] of what a union asks, its superiors' words included; nothing where nothing is asked."""
    fields = [MentorshipPolicy._meta.fields[name] for name in facts.PARTS]
    return [
        (field.label, field.show(value))
        for field in fields
        if (value := getattr(policy, field.name)) not in (None, ())
    ]


def parties(contract) -> list[tuple[str, str, str]]:
    """(part, name, unit) of who signs the paper."""
    people = ((gettext("Mentor"), contract.mentor_id), (gettext("Apprentice"), contract.apprentice_id))
    return [(part, worker.name, unit(worker)) for part, id in people for worker in [Worker.get_by_id(id)]]


def unit(worker) -> str:
    """Where somebody works; in the union's own name where no enterprise is known."""
    return str(worker.enterprise or worker.organisation)


def paper(contract: MentorshipContract, by: Actor) -> dict:
    """What is printed: the standing, and the parties with their units."""
    return {**of(contract, by), "parties": parties(contract)}
