"""Screens of workers and skills."""

from admin.access import actor
from admin.base import RecordView
from admin.verbs import Paper
from language import lazy as _
from models import Skill, Worker
from reports import contestants


def line(worker, by):
    return {"ways": contestants.ways(worker, by)}


class WorkerView(RecordView):
    parts = (Skill,)
    hidden = ("id_kind", "address")
    papers = (Paper("contests", _("Contest record"), "contests/way_paper.html", line),)

    def sections(self, record):
        return [("contests/way.html", line(record, actor()))]


SCREENS = {Worker: WorkerView, Skill: RecordView}
