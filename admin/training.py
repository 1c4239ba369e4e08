"""Screens of academies, courses, certificates and what comes of a class. Classes themselves: `classes`."""

from admin.base import RecordView
from models import Academy, Course, Demand, Revisit, Trip, TripStop


class TripView(RecordView):
    parts = (TripStop,)


SCREENS = {
    Academy: RecordView,
    Course: RecordView,
    Demand: RecordView,
    Revisit: RecordView,
    Trip: TripView,
    TripStop: RecordView,
}
