"""Screens of academies and courses. Their classes: `classes`."""

from flask import url_for

from admin.base import RecordView
from language import gettext
from models import Academy, Course, TripStop


class AcademyView(RecordView):
    def also(self, record=None):
        if record is None:
            yield url_for("training_figures.tree"), gettext("Tree of academies")


class TripView(RecordView):
    parts = (TripStop,)


SCREENS = {
    Academy: AcademyView,
    Course: RecordView,
}
