"""Screens of unions and enterprises."""

from admin.base import RecordView
from models import Enterprise, Organisation, Trade

SCREENS = {Organisation: RecordView, Enterprise: RecordView, Trade: RecordView}
