"""Screens of academies, courses, classes and certificates."""

from admin.base import RecordView
from models import (
    Academy,
    Attendance,
    Certificate,
    Course,
    Demand,
    Enrolment,
    Lesson,
    Revisit,
    TrainingClass,
    Trip,
    TripStop,
)


class ClassView(RecordView):
    parts = (Lesson, Enrolment)


class TripView(RecordView):
    parts = (TripStop,)


SCREENS = {
    Academy: RecordView,
    Course: RecordView,
    Demand: RecordView,
    TrainingClass: ClassView,
    Lesson: RecordView,
    Enrolment: RecordView,
    Attendance: RecordView,
    Certificate: RecordView,
    Revisit: RecordView,
    Trip: TripView,
    TripStop: RecordView,
}
