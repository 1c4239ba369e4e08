"""Screens of competitions, from the contest events to the honours."""

from admin import judging
from admin.base import RecordView
from models import (
    Competition,
    Contest,
    Criterion,
    Entry,
    EntryMember,
    Honour,
    Judge,
    Mark,
    Prize,
    Score,
    Stage,
    StageQuota,
)


class CompetitionView(RecordView):
    parts = (Contest,)


class ContestView(RecordView):
    parts = (Stage, Criterion, Prize)


class StageView(RecordView):
    parts = (StageQuota,)
    verbs = judging.STAGE_VERBS

    def sections(self, record):
        return judging.stage_sections(record)


class EntryView(RecordView):
    parts = (EntryMember, Score)


class ScoreView(RecordView):
    parts = (Mark,)


class MarkView(RecordView):
    verbs = judging.MARK_VERBS


SCREENS = {
    Competition: CompetitionView,
    Contest: ContestView,
    Stage: StageView,
    StageQuota: RecordView,
    Prize: RecordView,
    Criterion: RecordView,
    Judge: RecordView,
    Entry: EntryView,
    EntryMember: RecordView,
    Score: ScoreView,
    Mark: MarkView,
    Honour: RecordView,
}
