"""P23: townships ask, the academy's bus goes there; 500 people served, by township. Through the front door."""

import csv
import io
from datetime import date, datetime

import pytest
from front_door import Page, Person, mistakes
from make import again, make

import scope
from choices import AttendanceState, ClassState, DemandState, EnrolmentState, Role, TripState, WorkState
from models import (
    Attendance,
    Course,
    Demand,
    Enrolment,
    Organisation,
    Trainer,
    TrainingClass,
    Trip,
    TripStop,
    Worker,
)
from operations import bulk

TOWNSHIPS = ("高新产业园", "杨成庄乡", "独流镇", "双塘镇")
DAY = date(2026, 3, 4)  # the day before the clock's


@pytest.fixture
def union(desk, clock):
    return make(Organisation, name="静海区总工会")


@pytest.fixture
def office(desk, union):
    return Person(desk, "chair", Role.UNION, union)


@pytest.fixture
def workers(union):
    people = (
        Worker(name=f"职工{n:03d}", organisation=union.id, state=WorkState.EMPLOYED) for n in range(1, 501)
    )
    bulk.load(Worker, people, scope.SYSTEM)
    return list(Worker.select().where(Worker.name.startswith("职工")).order_by(Worker.id))


@pytest.fixture
def trip(union):
    """A trip with a stop in each of four townships; the last was asked for."""
    trip = make(Trip, organisation=union, name="工匠学院直通车", held_on=DAY)
    course = make(Course, organisation=union, name="电子商务", academy=None)
    demand = make(Demand, organisation=union, township="双塘镇", people=150, topic="直播带货")
    for number, township in enumerate(TOWNSHIPS, 1):
        at = {
            "starts_at": datetime(2026, 3, 4, 7 + 2 * number),
            "ends_at": datetime(2026, 3, 4, 8 + 2 * number),
        }
        asked = demand if number == 4 else None
        place = {
            "township": township,
            "demand": asked,
            "course": course,
            "training_class": None,
            "organisation": union,
        }
        make(TripStop, trip=trip, number=number, **place, **at)
    return trip


def stops(trip):
    return list(TripStop.select().where(TripStop.trip == trip.id).order_by(TripStop.number))


def do(office, record, verb, **typed):
    return mistakes(office.fill(f"/admin/{record._meta.table_name}/do/{verb}/?id={record.id}", **typed))


def lines(workers):
    return "\n".join(worker.code for worker in workers)


def served(office, **query):
    address = "/reports/people-served?format=csv&" + "&".join(
        f"{name}={text}" for name, text in query.items()
    )
    rows = list(csv.reader(io.StringIO(office.get(address).get_data(as_text=True).removeprefix("\ufeff"))))
    return {row[0]: int(row[1]) for row in rows[1:]}


def test_P23_a_stop_that_was_held_is_a_class_of_one_lesson(office, trip, workers):
    last = stops(trip)[3]
    nobody = "W-999999"
    assert nobody in do(office, last, "hold", people=f"{lines(workers[:2])}\n{nobody}")[0]
    assert "当天" in do(office, last, "hold", starts_at="2026-03-03 09:00")[0]
    assert TrainingClass.select().count() == 0
    doubled = [*workers[:3], workers[0]]  # somebody stands twice on the list
    assert do(office, last, "hold", people=lines(doubled)) == []
    made = TrainingClass.get()
    assert (made.course.name, made.capacity, made.state) == ("电子商务", 3, ClassState.RUNNING)
    assert [one.worker_id for one in made.enrolments] == [one.id for one in workers[:3]]
    assert Attendance.select().where(Attendance.state == AttendanceState.PRESENT).count() == 3
    assert (again(last.demand).state, made.demand_id) == (DemandState.ANSWERED, last.demand_id)
    assert office.get(f"/admin/trip_stop/do/hold/?id={last.id}").status_code == 409
    assert "还不能完成" in do(office, trip, "finish")[0]
    assert "已经举行" in do(office, trip, "cancel", note="下雨")[0]


def test_P23_five_hundred_people_are_served_by_township(desk, office, union, trip, workers):
    parts = [
        workers[:125],
        workers[125:250],
        workers[250:375],
        [*workers[375:], workers[0]],
    ]  # one came to two
    for stop, people in zip(stops(trip), parts, strict=True):
        assert do(office, stop, "hold", people=lines(people)) == []
    absent = Enrolment.get(Enrolment.worker == workers[499].id)
    Attendance.update(state=AttendanceState.ABSENT).where(Attendance.enrolment == absent.id).execute()
    assert do(office, trip, "finish") == []
    assert again(trip).state == TripState.DONE
    assert {one.state for one in TrainingClass.select()} == {ClassState.ENDED}
    earlier(office, union, workers)
    foreign(desk)
    found = served(office, **{"from": "2026-03-01", "to": "2026-03-31"})
    assert found == {
        "服务人数（全部乡镇）": 499, "开课站次（全部乡镇）": 4,
        "服务人数（高新产业园）": 125, "开课站次（高新产业园）": 1,
        "服务人数（杨成庄乡）": 125, "开课站次（杨成庄乡）": 1,
        "服务人数（独流镇）": 125, "开课站次（独流镇）": 1,
        "服务人数（双塘镇）": 125, "开课站次（双塘镇）": 1,
    }  # fmt: skip
    Attendance.update(state=AttendanceState.LATE).where(Attendance.enrolment == absent.id).execute()
    assert served(office)["服务人数（全部乡镇）"] == 500  # late is there; the other month brought nobody new
    assert served(office)["开课站次（全部乡镇）"] == 5
    assert "500" in Page(office.text("/reports/people-served?from=2026-03-01&to=2026-03-31")).words
    for wrong in ("from=x", "from=2026-04-01&to=2026-03-01"):
        assert office.get(f"/reports/people-served?{wrong}").status_code == 400


def stop_at(township, trip, union):
    nothing = {"demand": None, "trainer": None, "training_class": None}
    return make(TripStop, trip=trip, number=1, township=township, organisation=union, **nothing)


def earlier(office, union, workers):
    """A trip of another month, with somebody who is served in this one, too."""
    other = make(Trip, organisation=union, name="直通车", held_on=date(2026, 2, 4))
    stop = stop_at("独流镇", other, union)
    at = {"starts_at": "2026-02-04 09:00", "ends_at": "2026-02-04 10:00"}
    assert do(office, stop, "hold", people=workers[0].code, **at) == []


def foreign(desk):
    """Another district's trip on the same day to a township of the same name."""
    union = make(Organisation)
    other = Person(desk, "foreign", Role.UNION, union)
    trip = make(Trip, organisation=union, held_on=DAY)
    stop = stop_at("独流镇", trip, union)
    person = make(Worker, organisation=union)
    at = {"starts_at": "2026-03-04 09:00", "ends_at": "2026-03-04 10:00"}
    assert do(other, stop, "hold", people=person.code, **at) == []
    assert served(other)["服务人数（全部乡镇）"] == 1


def test_P23_a_cancelled_trip_serves_nobody_and_a_lecturer_is_at_one_place_at_a_time(
    office, union, trip, workers
):
    first, second = stops(trip)[:2]
    lecturer = make(Trainer, organisation=union, name="王楠")
    TripStop.update(trainer=lecturer).where(TripStop.trip == trip.id).execute()
    at = {"starts_at": "2026-03-04 09:00", "ends_at": "2026-03-04 10:30"}
    assert do(office, first, "hold", people=workers[0].code, **at) == []
    assert do(office, second, "hold", people=workers[1].code, **at) != []
    assert TrainingClass.select().count() == 1
    assert Enrolment.select().where(Enrolment.state == EnrolmentState.ENROLLED).count() == 1
    other = make(Trip, organisation=union, held_on=DAY, note=None)
    assert do(office, other, "cancel", note="") == ["必填"]
    assert do(office, other, "cancel", note="大雾封路") == []
    assert (again(other).state, again(other).note) == (TripState.CANCELLED, "大雾封路")


def test_P23_the_route_is_printed_with_who_asked_and_who_teaches(office, trip):
    words = " ".join(Page(office.text(f"/admin/trip/paper/route/?id={trip.id}")).words)
    found = [words.find(township) for township in TOWNSHIPS]
    assert sorted(found) == found
    assert -1 not in found
    assert all(one in words for one in ("09:00–10:00", "直播带货", "电子商务", stops(trip)[0].trainer.name))
