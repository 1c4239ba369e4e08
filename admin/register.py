"""Screens of skill profiles and posts. Union cadres are `cadres`, ledgers and service teams `labour`."""

from admin.base import RecordView
from models import (
    ItemMastery,
    Position,
    PositionItem,
    SkillItem,
    SkillProfile,
)


class PositionView(RecordView):
    parts = (PositionItem,)


SCREENS = {
    SkillProfile: RecordView,
    Position: PositionView,
    SkillItem: RecordView,
    PositionItem: RecordView,
    ItemMastery: RecordView,
}
