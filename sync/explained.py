"""Changes of a sheet that wait for a person, explained: what was seen, what approving does and what turning down does."""

from dataclasses import dataclass

from language import lazy as _
from models import SheetProposal


@dataclass(frozen=True)
class Explanation:
    """What somebody must know before they decide."""

    title: str
    approving: str
    declining: str
    approve: str  # on the button


MISSING = Explanation(
    _("Row gone from the workbook"),
    _("The record goes to the trash at once, with your name in its history; it can be restored from there."),
    _("The record stays; the next run writes its row into the workbook again."),
    _("Move to the trash"),
)
ELSE = Explanation(
    _("The row became another person or thing"),
    _(
        "The record takes over all that stands in the row: it is from then on that person or thing, with the old history."
    ),
    _("The next run puts the row back as the office has it; what was typed is told in its status cell."),
    _("Approve"),
)
SCRAMBLE = Explanation(
    _("One column was sorted without the others"),
    _("The values go to the records as they stand in the rows now: each record gets another one's value."),
    _("The next run puts the column back as the office has it; nothing of it goes to the records."),
    _("Approve"),
)
LEAVING = Explanation(
    _("Many rows would leave the workbook at once"),
    _("The next run takes these rows out of the workbook. The records stay as the office has them."),
    _("The rows stay in the workbook; the next run asks again as long as their records are gone."),
    _("Approve"),
)
RESTART = Explanation(
    _("The workbook is gone or empty"),
    _(
        "The next run writes the workbook anew from the records. What stood only in the lost workbook is not brought back."
    ),
    _("Nothing is changed, and no run goes on until the workbook is back; the next run asks again."),
    _("Approve"),
)
# How what a proposal is known by begins.
BY_MARK = {"missing": MISSING, "else": ELSE, "scramble": SCRAMBLE, "leaving": LEAVING, "restart": RESTART}


def explained(proposal: SheetProposal) -> Explanation:
    """Every proposal has one: a mark that is unknown fails a test, not the page."""
    return BY_MARK.get(proposal.fingerprint.partition(":")[0], ELSE)
