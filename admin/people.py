"""Screens of workers and skills."""

from flask import url_for

import scope
from admin import labour
from admin.access import actor
from admin.base import RecordView
from admin.verbs import Paper
from language import gettext
from language import lazy as _
from models import MentorshipContract, Skill, SkillProfile, Worker
from operations import recommending
from reports import contestants, growth, profiles

BEST = 3  # classes named on a worker's page


def line(worker, by):
    return {"ways": contestants.ways(worker, by)}


def timeline(worker, by):
    events = growth.file(worker, by)
    return {"events": events, "counts": growth.counts(events)}


def profile(worker, by):
    add = (
        url_for("skill_profile.create_view", worker=worker.code) if scope.may_write(SkillProfile, by) else ""
    )
    suits = [one for one in recommending.for_person(worker, by) if one.fit.open and one.fit.matters]
    return {**profiles.of_worker(worker, by), "add": add, "best": suits[:BEST]}


class WorkerView(RecordView):
    parts = (Skill,)
    verbs = labour.OF_WORKERS
    hidden = ("id_kind", "address")
    papers = (
        Paper("growth", _("Growth file"), "honours/growth_paper.html", timeline),
        Paper("contests", _("Contest record"), "contests/way_paper.html", line),
    )

    def sections(self, record):
        return [
            ("profiles/profile.html", profile(record, actor())),
            ("ledgers/stays.html", labour.of_worker(record)),
            ("honours/growth.html", timeline(record, actor())),
            ("contests/way.html", line(record, actor())),
        ]

    def also(self, record=None):
        """From somebody's page: which classes and posts suit them, who could be their mentor."""
        if record is not None:
            yield url_for("recommending.worker", id=record.id), gettext("Suggest a class")
            yield url_for("jobs.posts", id=record.id), gettext("Posts that suit")
        if record is not None and scope.may_write(MentorshipContract, actor()):
            words = gettext("Suggest a mentor")
            yield (
                url_for("pairing.index", organisation=f"O-{record.organisation_id}", apprentices=record.code),
                words,
            )


SCREENS = {Worker: WorkerView, Skill: RecordView}
