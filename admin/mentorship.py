"""Screens of mentorship contracts and their reviews."""

from flask import flash

from admin.base import RecordView
from language import gettext
from models import MentorshipContract, MentorshipReview


class ContractView(RecordView):
    parts = (MentorshipReview,)

    def saved(self, page):
        """As any record; when changed terms have cost the signatures, this is said."""
        before = signed(page.record)
        record = super().saved(page)
        if record and before and not signed(record):
            flash(gettext("The terms have changed: mentor and apprentice must sign anew."), "error")
        return record


def signed(contract):
    return bool(contract.mentor_signed_at or contract.apprentice_signed_at)


SCREENS = {MentorshipContract: ContractView, MentorshipReview: RecordView}
