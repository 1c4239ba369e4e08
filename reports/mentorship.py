"""The month of mentorship: what is counted, nothing of how."""

from choices import ContractState
from filters import Condition
from language import lazy as _
from models import MentorshipContract, MentorshipReview
from reports.figures import Indicator, Report, by_end, in_month, one_of, still_at_end

BEGUN = one_of("state", ContractState.RUNNING, ContractState.COMPLETED, ContractState.ENDED_EARLY)
SIGNED = one_of(
    "state",
    *(ContractState.SIGNED, ContractState.RUNNING),
    *(ContractState.COMPLETED, ContractState.ENDED_EARLY),
)
COMPLETED = (*in_month("ended_on"), Condition("state", "is", ContractState.COMPLETED))
ENDED_EARLY = (*in_month("ended_on"), Condition("state", "is", ContractState.ENDED_EARLY))
OVER = (*in_month("ended_on"), one_of("state", ContractState.COMPLETED, ContractState.ENDED_EARLY))

REPORT = Report(
    "mentorship",
    _("Mentorship of the month"),
    _("Contracts signed, running and ended in the month, how many reached their end, and their reviews."),
    (
        Indicator(_("Contracts signed in the month"), MentorshipContract, (*in_month("signed_on"), SIGNED)),
        Indicator(
            _("Contracts running at the end of the month"),
            MentorshipContract,
            (by_end("starts_on"), still_at_end("ended_on"), BEGUN),
        ),
        Indicator(_("Contracts completed in the month"), MentorshipContract, COMPLETED),
        Indicator(_("Contracts ended early in the month"), MentorshipContract, ENDED_EARLY),
        Indicator(_("Completion rate"), MentorshipContract, COMPLETED, of=OVER),
        Indicator(
            _("Reviews in the month"),
            MentorshipReview,
            (*in_month("reviewed_on"), Condition("contract.state", "is_not", ContractState.CANCELLED)),
        ),
    ),
)
