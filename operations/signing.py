"""A mentor and an apprentice put their names to their contract. Through which link they come does not matter here."""

from hashlib import sha256

from choices import ContractState
from language import gettext
from models import MentorshipContract, Worker, now
from operations.mentorship_checks import TERMS
from operations.records import held, save_one
from operations.refusals import Refused
from scope import Actor, Only
from texts import NAME_DOTS, squeezed, tidy

SIGNATURES = {"mentor": "mentor_signed_at", "apprentice": "apprentice_signed_at"}


def only(contract: int, worker: Worker) -> Only:
    """Their contract, and nothing else."""
    return Only((("mentorship_contract", "id", contract),), "mentorship_contract")


def parts(contract: MentorshipContract, worker: Worker) -> list[str]:
    """`mentor` or `apprentice`; nothing for anybody else."""
    return [part for part in SIGNATURES if contract.__data__[part] == worker.id]


def concerns(contract, worker):
    return bool(parts(contract, worker))


def people(contract) -> list[Worker]:
    return [contract.mentor, contract.apprentice]


def page(visit) -> dict:
    """What the page says besides the terms: who has signed, and whether this person still can."""
    contract, part = visit.record, parts(visit.record, visit.worker)[0]
    return {
        "part": part,
        "signatures": [
            (getattr(contract, who), getattr(contract, column)) for who, column in SIGNATURES.items()
        ],
        "done": getattr(contract, SIGNATURES[part]),
        "mark": mark(contract),
        "open": contract.state == ContractState.DRAFT,
    }


def mark(contract) -> str:
    """Tells one wording of the terms from another."""
    return sha256(repr([contract.__data__[name] for name in TERMS]).encode()).hexdigest()[:16]


def sign(id: int, worker: Worker, by: Actor, typed: dict[str, str]) -> bool:
    """Sign the terms that were read. With the second signature the contract is signed."""
    contract = held(MentorshipContract, id, by)
    column = SIGNATURES[parts(contract, worker)[0]]
    if getattr(contract, column):
        return False
    refuse_what_cannot_be_signed(contract, worker, typed)
    setattr(contract, column, now())
    if contract.mentor_signed_at and contract.apprentice_signed_at:
        contract.state, contract.signed_on = ContractState.SIGNED, now().date()
    save_one(contract, by, sets=(column,))
    return True


def refuse_what_cannot_be_signed(contract, worker, typed):
    if contract.state != ContractState.DRAFT:
        raise Refused(gettext("This contract is no longer open for signatures. Ask your union."))
    if typed.get("mark") != mark(contract):
        raise Refused(gettext("The terms have been changed meanwhile. Read them again before you sign."))
    if not same_name(typed.get("name", ""), worker.name):
        raise Refused(
            gettext("Type your own full name as it stands in the contract: %(name)s.", name=worker.name)
        )
    if typed.get("agree") != "yes":
        raise Refused(gettext("Tick that you have read the contract and agree to it."))


def same_name(typed, name):
    """Blanks, full-width letters and the kind of dot in a name make no difference."""
    try:
        plain = [squeezed(tidy(text)).translate(NAME_DOTS) for text in (typed[:200], name)]
    except ValueError:
        return False
    return plain[0] == plain[1]
