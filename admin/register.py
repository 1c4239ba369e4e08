"""Screens of skill profiles and posts. Union cadres are `cadres`, ledgers and service teams `labour`."""

from flask import url_for

from admin.base import RecordView
from language import gettext
from models import (
    ItemMastery,
    Position,
    PositionItem,
    SkillItem,
    SkillProfile,
)


class ProfileView(RecordView):
    def also(self, record=None):
        """From the list to what is made of the profiles."""
        if record is None:
            yield url_for("gaps.show"), gettext("Gaps to the posts")
        else:
            yield url_for("recommending.worker", id=record.worker_id), gettext("Suggest a class")


class PositionView(RecordView):
    parts = (PositionItem,)

    def also(self, record=None):
        if record is None:
            yield url_for("gaps.show"), gettext("Gaps to the posts")


SCREENS = {
    SkillProfile: ProfileView,
    Position: PositionView,
    SkillItem: RecordView,
    PositionItem: RecordView,
    ItemMastery: RecordView,
}
