"""The March of 2026 of a county: demand, trips, certificates, revisits, and what their report must print."""

import operations
from models import Certificate, Demand, Enrolment, Revisit, Trip, TripStop
from scope import SYSTEM
from tests.make import make
from tests.month import BEFORE, DAY, NEXT, beside


def month(u):
    trips(u)
    certificates(u)
    revisits(u)
    Demand.update(state="withdrawn").execute()  # those that were made along with the rest
    demands(u)
    return {
        "Demands raised in the month": "2",
        "People they asked for": "50",
        "Share of these demands answered": "50.00%",
        "Demands answered in the month": "1",
        "Demands still open": "3",
        "People they wait for": "42",
        "Trips made in the month": "1",
        "Stops held in the month": "1",
        "Certificates of classes issued in the month": "1",
        "Certificates in force at the end of the month": "3",
        "Revisits in the month": "2",
        "Share of those revisited who use what they learned": "50.00%",
    }


def put(record, **columns):
    """What only a verb sets."""
    type(record).update(columns).where(type(record).id == record.id).execute()
    return record


def demands(u):
    def asked(raised_on=DAY, people=30, organisation=u.town):
        return {"organisation": organisation, "raised_on": raised_on, "people": people, "answer": None}

    beside(Demand, asked, asked(BEFORE, 7), asked(NEXT), asked(organisation=u.foreign))
    put(make(Demand, **asked()), state="withdrawn")
    put(make(Demand, **asked(BEFORE, 5)), answered_on=DAY)  # open again since
    for values, day in (
        (asked(DAY, 20), DAY), (asked(BEFORE), BEFORE), (asked(NEXT), NEXT), (asked(DAY, 9, u.foreign), DAY),
    ):  # fmt: skip
        put(make(Demand, **values), state="answered", answered_on=day)


def trips(u):
    def trip(**values):
        return {"organisation": u.town, "held_on": DAY, "state": "done", **values}

    apart = ({"held_on": BEFORE}, {"held_on": NEXT}, {"state": "planned"}, {"organisation": u.foreign})
    beside(Trip, trip, *apart)
    days = list(Trip.select().where(Trip.deleted_at.is_null(), Trip.state == "done").order_by(Trip.id))
    for one in days:
        stop = make(TripStop, trip=one, organisation=one.organisation, training_class=None)
        put(stop, training_class=make_class(one.organisation))
    make(TripStop, trip=days[0], organisation=u.town, training_class=None)  # nobody has held it


def make_class(union):
    return make(Enrolment, organisation=union).training_class


def certificates(u):
    def issued(issued_on=DAY, organisation=u.town, expires_on=None):
        return make(Certificate, organisation=organisation, issued_on=issued_on, expires_on=expires_on)

    for one in (issued(), issued(BEFORE), issued(NEXT), issued(organisation=u.foreign)):
        put(one, enrolment=make(Enrolment, organisation=one.organisation))
    put(issued(), enrolment=make(Enrolment, organisation=u.town), revoked_on=DAY)
    issued(BEFORE, expires_on=BEFORE)
    issued()  # by hand, of no class
    operations.delete(issued(), SYSTEM)


def revisits(u):
    def visit(**values):
        return make(
            Revisit,
            **{"enrolment": make(Enrolment, organisation=u.town), "done_on": DAY, "used": True, **values},
        )

    for values in ({}, {"used": False}, {"done_on": BEFORE}, {"done_on": NEXT}):
        visit(**values)
    visit(enrolment=make(Enrolment, organisation=u.foreign))
    operations.delete(visit(), SYSTEM)
