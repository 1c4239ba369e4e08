"""Screens of competitions, from the contest events to the honours."""

from flask import url_for

from admin import champions, contest_verbs, judging
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
    KeyPost,
    Mark,
    Nomination,
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
    parts = (StageQuota, Judge)
    verbs = contest_verbs.OF_STAGES + judging.STAGE_VERBS
    papers = contest_verbs.PAPERS_OF_STAGES + judging.STAGE_PAPERS

    def sections(self, record):
        return judging.stage_sections(record)

    def also(self, record=None):
        return [] if record is None else [(url_for("boards.show", id=record.id), _("Board"))]


class EntryView(RecordView):
    parts = (EntryMember, Score)
    verbs = contest_verbs.OF_ENTRIES


class ScoreView(RecordView):
    parts = (Mark,)
    verbs = champions.SCORE_VERBS


class MarkView(RecordView):
    verbs = judging.MARK_VERBS


class KeyPostView(RecordView):
    also = staticmethod(champions.link)


class HonourView(RecordView):
    also = staticmethod(champions.link)


class NominationView(RecordView):
    also = staticmethod(champions.link)
    verbs = champions.NOMINATION_VERBS
    papers = champions.NOMINATION_PAPERS


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
    KeyPost: KeyPostView,
    Honour: HonourView,
    Nomination: NominationView,
}
