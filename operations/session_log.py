"""A mentor writes down on a phone, by a personal link, when and on what they worked with their apprentice."""

from choices import ContractState
from models import MentorshipContract, MentorshipSession, Worker, now
from operations import mentoring
from operations.records import held
from operations.refusals import Invalid
from scope import Actor, Only, visible

ASKED = ("held_on", "hours", "content", "place")
SHOWN = 10


def only(contract: int, worker: Worker) -> Only:
    """The contract and its sessions; sessions alone are written."""
    rows = (("mentorship_contract", "id", contract), ("mentorship_session", "contract", contract))
    return Only(rows, "mentorship_session")


def concerns(contract, worker) -> bool:
    return contract.mentor_id == worker.id


def people(contract) -> list[Worker]:
    return [contract.mentor]


def runs(contract) -> bool:
    return contract.state == ContractState.RUNNING


def page(visit) -> dict:
    """What the page says besides the contract: the latest sessions, and the form while the contract runs."""
    own = visible(MentorshipSession, visit.by).order_by(MentorshipSession.held_on.desc())
    return {
        "sessions": list(own.order_by_extend(MentorshipSession.id.desc()).limit(SHOWN)),
        "number": own.count(),
        "open": runs(visit.record),
        "fields": [MentorshipSession._meta.fields[name] for name in ASKED],
        "today": now().date(),
    }


def log(id: int, worker: Worker, by: Actor, typed: dict[str, str]) -> bool:
    """One session, guided by the mentor. The same one sent twice is written down once."""
    contract, values = held(MentorshipContract, id, by), read(typed)
    same = visible(MentorshipSession, by)
    for name in ("held_on", "hours", "content"):
        same = same.where(MentorshipSession._meta.fields[name] == values[name])
    if same.exists():
        return False
    mentoring.log(contract, by, guided_by=worker.name, **values)
    return True


def read(typed):
    """What was typed as values; all that is wrong is said at once."""
    values, mistakes = {}, {}
    for name in ASKED:
        try:
            values[name] = MentorshipSession._meta.fields[name].read(typed.get(name, "")[:11_000])
        except ValueError as mistake:
            mistakes[name] = str(mistake.args[0])
    if mistakes:
        raise Invalid(mistakes, MentorshipSession)
    return values
