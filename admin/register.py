"""Screens of skill profiles and posts, of the labour register's ledgers, its service teams, and union cadres."""

from admin.base import RecordView
from models import (
    Cadre,
    ItemMastery,
    LedgerEntry,
    Position,
    PositionItem,
    ServiceTeam,
    SkillItem,
    SkillProfile,
    TeamMember,
)


class PositionView(RecordView):
    parts = (PositionItem,)


class TeamView(RecordView):
    parts = (TeamMember,)


SCREENS = {
    SkillProfile: RecordView,
    Position: PositionView,
    SkillItem: RecordView,
    PositionItem: RecordView,
    ItemMastery: RecordView,
    LedgerEntry: RecordView,
    ServiceTeam: TeamView,
    TeamMember: RecordView,
    Cadre: RecordView,
}
