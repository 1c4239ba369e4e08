"""Screens of mentorship: the contract with its steps, what belongs to it, and what a union asks of it.

Proposing mentors has a page of its own: `pairing`.
"""

from flask import flash, url_for

from admin import standing
from admin.access import actor
from admin.base import RecordView
from admin.verbs import Paper, Verb, in_state
from forms import mentorship as forms
from language import gettext
from language import lazy as _
from models import (
    MentorshipContract,
    MentorshipGoal,
    MentorshipPolicy,
    MentorshipReview,
    MentorshipSession,
)
from operations import mentoring
from operations import mentoring_facts as facts

DRAFT, SIGNED, RUNNING = in_state("draft"), in_state("signed"), in_state("running")

VERBS = (
    Verb(
        "sign_on_paper", _("Signed on paper"), mentoring.sign_on_paper,
        _("Both have signed the printed contract. To let them sign on their phones, make personal links instead."),
        form=forms.on_paper, when=DRAFT,
    ),
    Verb(
        "begin", _("Begin"), mentoring.begin,
        _("From its first day on a signed contract runs: sessions are logged, stages reviewed."), when=SIGNED,
    ),
    Verb(
        "log", _("Log a session"), mentoring.log,
        _("Who worked with the apprentice, when, how long, and on what."), form=forms.log, when=RUNNING,
    ),
    Verb(
        "review", _("Review"), mentoring.review,
        _("Each goal is judged. The stage counts once another person than the mentor has confirmed it."),
        form=forms.review, when=RUNNING,
    ),
    Verb(
        "goal", _("Agree on a goal"), mentoring.agree_goal,
        _("One thing that the apprentice is to reach, and how it is judged."),
        form=forms.goal, when=in_state(*facts.ENGAGED),
    ),
    Verb(
        "complete", _("Complete"), mentoring.complete,
        _("The apprentice has finished: the contract ends and the certificate gets its number."),
        form=forms.end, when=RUNNING,
        shows=lambda contract, by, **typed: ("mentorship/missing.html", {"missing": mentoring.to_complete(contract)}),
    ),
    Verb(
        "end_early", _("End early"), mentoring.end_early,
        _("One of the parties ends the contract before its time. Confirmed stages keep their allowance."),
        form=forms.end_early, when=RUNNING,
    ),
    Verb(
        "cancel", _("Cancel the contract"), mentoring.cancel,
        _("A contract that has not begun comes to nothing."),
        form=forms.cancel, when=in_state("draft", "signed"),
    ),
)  # fmt: skip
PAPERS = (
    Paper("contract", _("Print the contract"), "mentorship/contract.html", standing.paper),
    Paper(
        "certificate", _("Print the certificate"), "mentorship/certificate.html", standing.paper,
        when=lambda contract: bool(contract.certificate),
    ),
)  # fmt: skip


class ContractView(RecordView):
    parts = (MentorshipGoal, MentorshipReview)
    verbs, papers = VERBS, PAPERS

    def saved(self, page):
        """As any record; when changed terms have cost the signatures, this is said."""
        before = signed(page.record)
        record = super().saved(page)
        if record and before and not signed(record):
            flash(gettext("The terms have changed: mentor and apprentice must sign anew."), "error")
        return record

    def also(self, record=None):
        """From the list: a class at once, and the contracts by trade and year."""
        if record is None:
            yield url_for("contract_years.show"), gettext("By trade and year")
            if self.may_write():
                yield url_for("pairing.index"), gettext("Mentors for a class")

    def sections(self, record):
        yield "mentorship/standing.html", standing.of(record, actor())


def signed(contract):
    return bool(contract.mentor_signed_at or contract.apprentice_signed_at)


class ReviewView(RecordView):
    verbs = (
        Verb(
            "confirm", _("Confirm the stage"), mentoring.confirm,
            _("Another person than the mentor has seen that the stage was reached. What it earns then stands."),
            form=forms.confirm, when=lambda review: not review.confirmed_on,
            shows=lambda review, by, **typed: ("mentorship/earns.html", {"yuan": mentoring.earns(review)}),
        ),
    )  # fmt: skip


class PolicyView(RecordView):
    def sections(self, record):
        words = standing.policy_words(facts.policy_of(record.organisation_id))
        yield "mentorship/policy.html", {"lines": words}


SCREENS = {
    MentorshipContract: ContractView,
    MentorshipGoal: RecordView,
    MentorshipSession: RecordView,
    MentorshipReview: ReviewView,
    MentorshipPolicy: PolicyView,
}
