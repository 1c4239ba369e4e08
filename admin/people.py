"""Screens of workers and skills."""

from flask import url_for

import scope
from admin import labour
from admin.access import actor
from admin.base import RecordView
from admin.verbs import Paper
from language import gettext
from language import lazy as _
from models import MentorshipContract, Skill, Worker
from reports import contestants, growth


def line(worker, by):
    return {"ways": contestants.ways(worker, by)}


def stages(worker, by):
    return {"stages": growth.file(worker, by)}


class WorkerView(RecordView):
    parts = (Skill,)
    verbs = labour.OF_WORKERS
    hidden = ("id_kind", "address")
    papers = (
        Paper("growth", _("Growth file"), "honours/growth_paper.html", stages),
        Paper("contests", _("Contest record"), "contests/way_paper.html", line),
    )

    def sections(self, record):
        return [
            ("ledgers/stays.html", labour.of_worker(record)),
            ("honours/growth.html", stages(record, actor())),
            ("contests/way.html", line(record, actor())),
        ]

    def also(self, record=None):
        """From somebody's page: which posts suit them, who could be their mentor."""
        if record is not None:
            yield url_for("jobs.posts", id=record.id), gettext("Posts that suit")
        if record is not None and scope.may_write(MentorshipContract, actor()):
            words = gettext("Suggest a mentor")
            yield (
                url_for("pairing.index", organisation=f"O-{record.organisation_id}", apprentices=record.code),
                words,
            )


SCREENS = {Worker: WorkerView, Skill: RecordView}
