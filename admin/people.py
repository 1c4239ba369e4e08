"""Screens of workers and skills."""

from admin.base import RecordView
from models import Skill, Worker


class WorkerView(RecordView):
    parts = (Skill,)
    hidden = ("id_kind", "address")


SCREENS = {Worker: WorkerView, Skill: RecordView}
