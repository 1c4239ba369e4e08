"""Which classes and demands wait for a person: what conditions on a list cannot say, as SQL. Counting is `counted`."""

from choices import ClassState
from models import Certificate, Revisit, TrainingClass


def without_certificate(model):
    """No certificate in force was issued for it."""
    have = Certificate.select(Certificate.enrolment).where(
        Certificate.deleted_at.is_null(),
        Certificate.revoked_on.is_null(),
        Certificate.enrolment.is_null(False),
    )
    return model.id.not_in(have)


def without_class(model):
    """No class that is held answers it."""
    have = TrainingClass.select(TrainingClass.demand).where(
        TrainingClass.deleted_at.is_null(), TrainingClass.state != ClassState.CANCELLED,
        TrainingClass.demand.is_null(False),
    )  # fmt: skip
    return model.id.not_in(have)


def not_revisited(model):
    """Nobody has asked what came of it."""
    return model.id.not_in(Revisit.select(Revisit.enrolment).where(Revisit.deleted_at.is_null()))
