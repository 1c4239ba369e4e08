"""Screens of matchmaking. What one person chose has no screen, here or anywhere."""

from admin.base import RecordView
from models import Couple, MatchEvent, MatchProfile, MatchRegistration

SCREENS = {
    MatchProfile: RecordView,
    MatchEvent: RecordView,
    MatchRegistration: RecordView,
    Couple: RecordView,
}
