"""P20: Futian (7 courses) and Qijiang (5), on site, live and to see again; a waiting list, weekly evenings."""

from datetime import datetime, timedelta

import pytest
from front_door import Page, Person, codes
from make import again, make
from test_classes import Guest, at, do, states
from training_people import course, workers

import operations
from choices import ClassState, CourseState, Role, TeachingMode
from models import Course, Lesson, Trainer, TrainingClass, Worker
from scope import SYSTEM

FUTIAN = ("书法", "油画", "围棋", "声乐", "苏绣", "中式花艺", "摄影")
QIJIANG = ("软笔书法", "休闲拉丁舞", "古典舞", "古韵悠长", "颂钵疗愈")
TUESDAY = datetime(2026, 3, 3, 19)


@pytest.fixture
def office(desk, unions, clock):
    clock.moment = TUESDAY - timedelta(days=14)
    return Person(desk, "office", Role.UNION, unions[2])


@pytest.fixture
def catalogue(unions):
    """Futian offers seven courses on site, live and to see again; Qijiang five in the evening; one is withdrawn."""
    every = (TeachingMode.ON_SITE, TeachingMode.LIVE, TeachingMode.REPLAY)
    free = {"kind": "interest", "pass_mark": 0, "attendance": 60, "theory_hours": 0, "practice_hours": 0}
    for name in FUTIAN:
        course(unions[2], name, modes=every, state=CourseState.OFFERED, **free)
    course(unions[2], "停开的课", modes=every, state=CourseState.WITHDRAWN, **free)
    for name in QIJIANG:
        course(unions[3], name, modes=(TeachingMode.EVENING,), state=CourseState.OFFERED, **free)


def test_P20_the_catalogue_shows_what_is_on_offer_by_mode(office, desk, unions, catalogue):
    offered = "/admin/course/?flt0_state-is=offered"
    assert len(codes(office.text(offered))) == len(FUTIAN)
    assert len(codes(office.text(f"{offered}&flt1_modes-contains=live,replay"))) == len(FUTIAN)
    assert codes(office.text(f"{offered}&flt1_modes-contains=evening")) == []
    assert len(codes(office.text("/admin/course/?flt0_kind-is=interest"))) == len(FUTIAN) + 1
    qijiang = Person(desk, "qijiang", Role.UNION, unions[3])
    assert len(codes(qijiang.text(f"{offered}&flt1_modes-contains=evening"))) == len(QIJIANG)


def test_P20_an_evening_class_from_sign_up_to_the_replay(office, desk, unions, catalogue, clock):
    union = unions[2]
    teacher = make(Trainer, organisation=union, name="许画老师")
    held = make(
        TrainingClass, organisation=union, course=Course.get(Course.name == "油画"), name="油画春季班", demand=None,
        starts_on=TUESDAY.date(), ends_on=TUESDAY.date() + timedelta(days=60), capacity=20, trainer=teacher,
    )  # fmt: skip
    weekly = {
        "starts_at": "2026-03-03 19:00", "ends_at": "2026-03-03 20:30", "count": "8", "kind": "practice",
        "room": "书院二楼", "left_out": "2026-03-17", "live": "https://live.example/oil",
    }  # fmt: skip
    assert do(office, held, "weekly", **weekly).status_code == 200
    days = [one.starts_at.date() for one in Lesson.select().order_by(Lesson.starts_at)]
    assert [(day - TUESDAY.date()).days // 7 for day in days] == [0, 1, 3, 4, 5, 6, 7, 8]
    assert do(office, held, "open", register_by="2026-03-02 18:00").status_code == 200
    ids = workers(union, 19)
    lines = "\n".join(f"W-{id}" for id in ids)
    assert do(office, held, "sign_up", workers=lines).status_code == 200
    guests = [Guest(desk, held, make(Worker, organisation=union)) for _ in range(3)]
    for guest in guests:
        clock.forward(minutes=1)
        guest.press("register", wish="想学静物")
    assert states(held).count("enrolled") == 20
    assert "第1位" in guests[1].text()
    guests[0].press("withdraw")
    assert states(held)[-3:] == ["withdrawn", "enrolled", "waiting"]
    at(clock, TUESDAY + timedelta(minutes=1), office)
    assert do(office, held, "start").status_code == 200
    assert "https://live.example/oil" in guests[1].text()
    assert [form.get("do") for form in Page(guests[2].text()).forms] == []  # sign-up is over
    first = Lesson.select().order_by(Lesson.starts_at).first()
    assert do(office, first, "call", rest="present").status_code == 200
    first = again(first)
    first.replay = "https://replay.example/1"
    operations.save(first, SYSTEM)
    assert "https://replay.example/1" in guests[1].text()
    assert again(held).state == ClassState.RUNNING
