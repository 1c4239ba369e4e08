"""Screens of mentorship contracts and their reviews."""

from admin.base import RecordView
from models import MentorshipContract, MentorshipReview


class ContractView(RecordView):
    parts = (MentorshipReview,)


SCREENS = {MentorshipContract: ContractView, MentorshipReview: RecordView}
