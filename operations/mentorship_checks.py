"""Rules of mentorship that need other records to be known, and what a change of terms or stages undoes.

They have the form of `checks`; what may be is decided in `rules.mentorship`.
"""

from dataclasses import replace

from choices import ContractState
from language import lazy as _
from models import MentorshipContract, MentorshipReview, Worker
from operations import mentoring_facts as facts
from rules import mentorship as rules


def one_running_contract(contract, stored):
    """At most one running contract per apprentice and kind."""
    if contract.state != ContractState.RUNNING:
        return
    others = MentorshipContract.select().where(
        MentorshipContract.deleted_at.is_null(),
        MentorshipContract.id != (contract.id or 0),
        MentorshipContract.apprentice == contract.apprentice_id,
        MentorshipContract.kind == contract.kind,
        MentorshipContract.state == ContractState.RUNNING,
    )
    if others.exists():
        yield "apprentice", _("already has a running contract of this kind")


def within_policy(contract, stored):
    """A contract that is not over keeps to its union's policy; asked again when its terms change, or it goes on."""
    if contract.state not in facts.ENGAGED or not (stored is None or touched(contract, stored)):
        return
    policy = facts.policy_of(contract.organisation_id)
    if policy == rules.Policy():
        return
    mentor, apprentice = parties(contract)
    if found := rules.hindrances(mentor, apprentice, contract.kind, policy):
        yield "mentor", "；".join(map(str, found))
    if words := rules.term_mistake(contract.starts_on, contract.ends_on, policy):
        yield "ends_on", words


def touched(contract, stored):
    return any(contract.__data__[name] != stored.__data__[name] for name in (*TERMS, "state"))


def parties(contract):
    """Mentor and apprentice as the rules see them; those whom the mentor is bound to by other contracts count."""
    ids = (contract.mentor_id, contract.apprentice_id)
    workers = {worker.id: worker for worker in Worker.select().where(Worker.id.in_(ids))}
    mentor, apprentice = facts.people([workers[id] for id in ids], contract.trade_id)
    return replace(mentor, load=facts.bound_to(mentor.id, contract)), apprentice


# What mentor and apprentice put their names to.
TERMS = ("organisation", "mentor", "apprentice", "kind", "trade", "starts_on", "ends_on", "goals", "plan")


def signatures_fall(contract, stored):
    """Who signed has signed these terms and no others: a contract whose terms change is to be signed anew."""
    if not stored or not (stored.mentor_signed_at or stored.apprentice_signed_at):
        return
    if any(contract.__data__[name] != stored.__data__[name] for name in TERMS):
        contract.mentor_signed_at = contract.apprentice_signed_at = None
        if contract.state == ContractState.SIGNED:
            contract.state, contract.signed_on = ContractState.DRAFT, None


CONFIRMED = ("contract", "kind", "reviewed_on", "points", "verdict", "allowance")


def confirmation_falls(review, stored):
    """Who confirmed a stage has confirmed it as it stood: one that changes is to be confirmed anew."""
    stands = stored and stored.confirmed_on and review.confirmed_on == stored.confirmed_on
    if stands and any(review.__data__[name] != stored.__data__[name] for name in CONFIRMED):
        review.confirmed_by = review.confirmed_on = None


OF_CONTRACTS = [one_running_contract, within_policy]
BEFORE = {MentorshipContract: [signatures_fall], MentorshipReview: [confirmation_falls]}
