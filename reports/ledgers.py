"""The month of the labour register: three ledgers that balance, everybody of working age, service teams, companies.

What is counted, nothing of how. Opening + came in − left = closing holds for each ledger by these conditions alone.
"""

from choices import Ledger, WorkState
from filters import STANDS, Condition
from language import lazy as _
from models import Enterprise, LedgerEntry, ServiceTeam, TeamMember, Worker
from quality.ledgers import NONE
from reports.figures import (
    Indicator,
    Report,
    by_end,
    in_month,
    not_after,
    of_working_age,
    still_at_end,
)

OPENING = (Condition("since", "to", "{eve}"), Condition("until", "from_or_empty", "{first}"))
CAME, LEFT = in_month("since"), in_month("until")
CLOSING = (by_end("since"), still_at_end("until"))
OF_AGE = of_working_age("born_on")


def stands(ledger: str) -> Condition:
    return Condition(STANDS, "is", f"{ledger} {{last}}")


def balance(ledger):
    """The four figures of one ledger."""
    here, words = Condition("ledger", "is", ledger), ledger.words
    yield Indicator(_("%(ledger)s: at the beginning", ledger=words), LedgerEntry, (here, *OPENING))
    yield Indicator(_("%(ledger)s: came in in the month", ledger=words), LedgerEntry, (here, *CAME))
    yield Indicator(_("%(ledger)s: left in the month", ledger=words), LedgerEntry, (here, *LEFT))
    yield Indicator(_("%(ledger)s: at the end", ledger=words), LedgerEntry, (here, *CLOSING))


def neither(state):
    """Who is of working age and in neither ledger about work, and why: the work status says it."""
    why = (*OF_AGE, stands(NONE), Condition("state", "is", state))
    return Indicator(_("In neither ledger about work: %(state)s", state=state.words), Worker, why)


REPORT = Report(
    "ledgers",
    _("Labour register and ledgers of the month"),
    _("The three ledgers from the beginning of the month to its end, where everybody of working age stands, and teams."),
    (
        *(indicator for ledger in Ledger for indicator in balance(ledger)),
        Indicator(_("People of working age in the register"), Worker, OF_AGE),
        Indicator(_("Of working age and moved into work"), Worker, (*OF_AGE, stands(Ledger.MOVED))),
        Indicator(_("Of working age and without work"), Worker, (*OF_AGE, stands(Ledger.JOBLESS))),
        Indicator(_("Of working age and in neither ledger about work"), Worker, (*OF_AGE, stands(NONE))),
        *(neither(state) for state in WorkState),
        Indicator(
            _("Service teams at work"), ServiceTeam, (not_after("founded_on"), still_at_end("disbanded_on"))
        ),
        Indicator(_("Members of service teams"), TeamMember, (by_end("joined_on"), still_at_end("left_on"))),
        Indicator(_("Joined a service team in the month"), TeamMember, in_month("joined_on")),
        Indicator(_("Companies with a union"), Enterprise, (Condition("has_union", "is", "yes"),)),
    ),
)  # fmt: skip
