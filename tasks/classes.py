"""Which lessons and classes wait, as far as a condition cannot say it."""

from peewee import fn

from choices import ClassState, EnrolmentState
from models import Attendance, Enrolment, Lesson, TrainingClass


def without_roll(model):
    """Nobody was noted at the lesson, neither as there nor as away."""
    noted = Attendance.select(Attendance.lesson).where(Attendance.deleted_at.is_null())
    return model.id.not_in(noted)


def not_completed(model):
    """Somebody still has a place and neither completed the class nor failed it."""
    open_ones = Enrolment.select(Enrolment.training_class).where(
        Enrolment.deleted_at.is_null(), Enrolment.state == EnrolmentState.ENROLLED
    )
    return model.id.in_(open_ones)


def clashing(model):
    """The trainer teaches elsewhere meanwhile; a workbook of an older version may have brought such lessons in."""
    other = Lesson.alias()
    held = TrainingClass.select(TrainingClass.id).where(
        TrainingClass.deleted_at.is_null(), TrainingClass.state != ClassState.CANCELLED
    )
    same = other.select(other.id).where(
        *(other.deleted_at.is_null(), other.id != model.id, other.trainer == model.trainer),
        *(other.starts_at < model.ends_at, other.ends_at > model.starts_at),
        other.training_class.in_(held),
    )
    return model.training_class.in_(held) & fn.EXISTS(same)
