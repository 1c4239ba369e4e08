"""Screens of competitions, from the contest events to the honours."""

from admin.base import RecordView
from models import Competition, Contest, Entry, EntryMember, Honour, Prize, Score, Stage, StageQuota


class CompetitionView(RecordView):
    parts = (Contest,)


class ContestView(RecordView):
    parts = (Stage, Prize)


class StageView(RecordView):
    parts = (StageQuota,)


class EntryView(RecordView):
    parts = (EntryMember, Score)


SCREENS = {
    Competition: CompetitionView,
    Contest: ContestView,
    Stage: StageView,
    StageQuota: RecordView,
    Prize: RecordView,
    Entry: EntryView,
    EntryMember: RecordView,
    Score: RecordView,
    Honour: RecordView,
}
