"""Screens of competitions, from the contest events to the honours."""

from flask import url_for

from admin import contest_verbs, judging
from admin.base import RecordView
from language import lazy as _
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
    verbs, papers = contest_verbs.OF_CONTESTS, contest_verbs.PAPERS_OF_CONTESTS


class StageView(RecordView):
    parts = (StageQuota,)
    verbs = contest_verbs.OF_STAGES + judging.STAGE_VERBS
    papers = contest_verbs.PAPERS_OF_STAGES

    def sections(self, record):
        return judging.stage_sections(record)

    def also(self, record=None):
        return [] if record is None else [(url_for("boards.show", id=record.id), _("Board"))]


class EntryView(RecordView):
    parts = (EntryMember, Score)
    verbs = contest_verbs.OF_ENTRIES


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
