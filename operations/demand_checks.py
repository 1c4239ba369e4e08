"""What demands, trips and wishes must agree with: answered by a class, every stop held, met in the own class."""

from choices import DemandState, TripState
from language import lazy as _
from models import Demand, Enrolment, Lesson, TrainingClass, Trip, TripStop


def answered_by_a_class(demand: Demand, stored):
    """No form says that a demand is answered: a class does."""
    begins = demand.state == DemandState.ANSWERED and (stored is None or stored.state != demand.state)
    answers = TrainingClass.select().where(
        TrainingClass.demand == (demand.id or 0), TrainingClass.deleted_at.is_null()
    )
    if begins and not answers.exists():
        yield "state", _("is said by a class: choose or open the class that answers the demand")


def every_stop_held(trip: Trip, stored):
    begins = trip.state == TripState.DONE and (stored is None or stored.state != trip.state)
    waiting = TripStop.select().where(
        TripStop.trip == (trip.id or 0), TripStop.deleted_at.is_null(), TripStop.training_class.is_null()
    )
    if begins and (count := waiting.count()):
        yield "state", _("cannot be said yet: %(count)s stops were neither held nor deleted", count=count)


def held_stop_stays(stop: TripStop, stored):
    """What a stop was held as stands in its class."""
    if stored and stored.training_class_id and stored.course_id != stop.course_id:
        yield "course", _("was taught already: the stop was held")


def wish_in_own_class(enrolment: Enrolment, stored):
    """A wish is met in one's own class."""
    if enrolment.wish_lesson_id:
        own = Lesson.select(Lesson.training_class).where(Lesson.id == enrolment.wish_lesson_id).scalar()
        if own != enrolment.training_class_id:
            yield "wish_lesson", _("belongs to another class")
