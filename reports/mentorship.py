"""The month of mentorship: what is counted, nothing of how."""

from choices import ContractState, GoalState
from filters import Condition
from language import lazy as _
from models import MentorshipContract, MentorshipGoal, MentorshipReview, MentorshipSession
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
MET = Condition("state", "is", GoalState.MET)
# What was written down under a contract that never began is no session.
OF_BEGUN = (
    one_of("contract.state", ContractState.RUNNING, ContractState.COMPLETED, ContractState.ENDED_EARLY),
)

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
        Indicator(_("Sessions logged in the month"), MentorshipSession, (*in_month("held_on"), *OF_BEGUN)),
        Indicator(
            _("Hours of sessions in the month"),
            MentorshipSession,
            (*in_month("held_on"), *OF_BEGUN),
            adds="hours",
        ),
        Indicator(_("Goals met in the month"), MentorshipGoal, (*in_month("judged_on"), MET)),
        Indicator(
            _("Share of goals met"), MentorshipGoal, (*in_month("judged_on"), MET), of=in_month("judged_on")
        ),
        Indicator(_("Stages confirmed in the month"), MentorshipReview, in_month("confirmed_on")),
        Indicator(
            _("Allowance of stages confirmed in the month (yuan)"),
            MentorshipReview,
            in_month("confirmed_on"),
            adds="allowance",
        ),
    ),
)
