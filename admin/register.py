"""Screens of skill profiles and posts, and of union cadres. Ledgers and service teams are `labour`."""

from admin.base import RecordView
from models import (
    Cadre,
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
    Cadre: RecordView,
}
