"""Screens of competitions, from the contest events to the honours."""

from admin.base import RecordView
from models import Competition, Contest, Entry, EntryMember, Honour, Score, Stage


class CompetitionView(RecordView):
    parts = (Contest,)


class ContestView(RecordView):
    parts = (Stage,)


class EntryView(RecordView):
    parts = (EntryMember, Score)


SCREENS = {
    Competition: CompetitionView,
    Contest: ContestView,
    Stage: RecordView,
    Entry: EntryView,
    EntryMember: RecordView,
    Score: RecordView,
    Honour: RecordView,
}
