"""Screens of job fairs, posts, applications, placements, and of graduates served by name."""

from admin.base import RecordView
from models import (
    Application,
    Fair,
    FairFirm,
    FairPlan,
    JobPost,
    LivePost,
    LiveSession,
    NamedService,
    Placement,
    PlacementCheck,
    ServiceStep,
)


class FairView(RecordView):
    parts = (FairFirm,)


class LiveView(RecordView):
    parts = (LivePost,)


class PlacementView(RecordView):
    parts = (PlacementCheck,)


class NamedServiceView(RecordView):
    parts = (ServiceStep,)


SCREENS = {
    Fair: FairView,
    FairPlan: RecordView,
    FairFirm: RecordView,
    JobPost: RecordView,
    LiveSession: LiveView,
    LivePost: RecordView,
    Application: RecordView,
    Placement: PlacementView,
    PlacementCheck: RecordView,
    NamedService: NamedServiceView,
    ServiceStep: RecordView,
}
