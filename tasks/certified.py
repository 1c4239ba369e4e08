"""Which places in a class wait for a certificate: what conditions on a list cannot say, as SQL. Counting is `counted`."""

from models import Certificate


def without(model):
    """No certificate in force was issued for it."""
    have = Certificate.select(Certificate.enrolment).where(
        Certificate.deleted_at.is_null(),
        Certificate.revoked_on.is_null(),
        Certificate.enrolment.is_null(False),
    )
    return model.id.not_in(have)
