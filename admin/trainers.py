"""Screens of trainers."""

from admin.base import RecordView
from models import Trainer

SCREENS = {Trainer: RecordView}
