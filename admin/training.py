"""Screens of academies, courses, certificates and what comes of a class. Classes themselves: `classes`."""

from flask import url_for

from admin.base import RecordView
from language import gettext
from models import Academy, Course, Demand, Revisit, Trip, TripStop


class AcademyView(RecordView):
    def also(self, record=None):
        if record is None:
            yield url_for("training_figures.tree"), gettext("Tree of academies")


class TripView(RecordView):
    parts = (TripStop,)


SCREENS = {
    Academy: AcademyView,
    Course: RecordView,
    Demand: RecordView,
    Revisit: RecordView,
    Trip: TripView,
    TripStop: RecordView,
}
