"""Classes with people in them, loaded in bulk: what the proofs of the training programmes count. No expectations here."""

from datetime import date, timedelta
from itertools import islice

from make import make

from choices import ClassState
from models import Course, Enrolment, TrainingClass, Worker
from operations import bulk
from scope import SYSTEM

MARCH = date(2026, 3, 2)


def course(union, name, trade=None, **values):
    given = {
        "academy": None,
        "item": None,
        "theory_hours": 8,
        "practice_hours": 16,
        "kept_for": None,
        **values,
    }
    return make(Course, organisation=union, name=name, trade=trade, **given)


def classes(of, number, day=MARCH, state=ClassState.ENDED, **values):
    """So many classes of a course, each beginning a day after the one before."""
    loaded = [
        TrainingClass(
            name=f"{of.name}{day}第{n + 1}期{state.value}", organisation=of.organisation_id, course=of.id, capacity=2000,
            starts_on=day + timedelta(days=n), ends_on=day + timedelta(days=n + 20), state=state, **values,
        )
        for n in range(number)
    ]  # fmt: skip
    bulk.load(TrainingClass, loaded, SYSTEM)
    found = TrainingClass.select().where(TrainingClass.course == of.id, TrainingClass.state == state)
    return list(
        found.where(TrainingClass.starts_on >= day, TrainingClass.starts_on < day + timedelta(days=number))
    )


def workers(union, number):
    """The ids of so many new workers."""
    before = Worker.select().count()
    bulk.load(
        Worker,
        (Worker(name=f"学员{before + n}", organisation=union.id, state="employed") for n in range(number)),
        SYSTEM,
    )
    return [id for (id,) in Worker.select(Worker.id).order_by(Worker.id.desc()).limit(number).tuples()]


def fill(held, people, state="enrolled", straight=False):
    """The people spread evenly over the classes, each once. `straight`: past the checks, for very many."""
    share = -(-len(people) // len(held))
    rows = (
        Enrolment(training_class=held[n // share].id, worker=id, state=state, registered_on=held[0].starts_on)
        for n, id in enumerate(people)
    )
    if straight:
        for some in batched((one.__data__ for one in rows), 500):
            Enrolment.insert_many(some).execute()
    else:
        bulk.load(Enrolment, rows, SYSTEM)


def batched(rows, size):
    rows = iter(rows)
    while some := list(islice(rows, size)):
        yield some
