"""Certificates as they are printed and told of: of one class, as they stand today, those that soon run out."""

from datetime import timedelta

import models
import scope
from choices import Standing
from filters import Condition
from models import Certificate, Course, Enrolment, TrainingClass
from rows import with_links
from rules import certificates as rules
from scope import Actor

SOON = 90  # days before a certificate runs out in which somebody should think of the next
IN_FORCE = Condition("revoked_on", "empty", "yes")
MOST = 1000  # on one paper


def standing(certificate: Certificate) -> Standing:
    """As it stands today."""
    return rules.standing(models.now().date(), certificate.expires_on, certificate.revoked_on)


def certified(training_class: TrainingClass) -> bool:
    """Whether the course of a class ends with a certificate."""
    return Course.get_by_id(training_class.course_id).certified


def of_class(training_class: TrainingClass, by: Actor) -> list[Certificate]:
    """The certificates in force of a class, in the order of their numbers' issue."""
    places = scope.visible(Enrolment, by, Enrolment.id).where(Enrolment.training_class == training_class.id)
    query = scope.visible(Certificate, by, Certificate.id).where(
        Certificate.revoked_on.is_null(), Certificate.enrolment.in_(places)
    )
    return drawn([id for (id,) in query.order_by(Certificate.id).limit(MOST).tuples()], by)


def drawn(ids: list[int], by: Actor) -> list[Certificate]:
    """Certificates as they are printed: with the names of holder, trade and union."""
    return with_links(Certificate, ids, by)


def running_out() -> tuple[Condition, ...]:
    """In force, and over within 90 days."""
    today = models.now().date()
    return (
        Condition("expires_on", "from", today.isoformat()),
        Condition("expires_on", "to", (today + timedelta(days=SOON)).isoformat()),
        IN_FORCE,
    )
