"""A class from its plan to its last mark, through the front door: sign-up, waiting list, lessons, roll, completion."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from front_door import PASSWORD, Page, Person
from make import again, make, mistakes

import models
import operations
import scope
from choices import AttendanceState, ClassState, EnrolmentState, Exam, Role
from database import db
from models import Attendance, Enrolment, Lesson, Trainer, TrainingClass, Worker
from operations import enrolling, links, roll_call
from scope import SYSTEM

MONDAY = datetime(2026, 3, 2, 19)
TWO_HOURS = timedelta(hours=2)
TONIGHT = {"starts_at": MONDAY, "ends_at": MONDAY + TWO_HOURS}
TOMORROW = {
    "starts_at": MONDAY + timedelta(days=1),
    "ends_at": MONDAY + timedelta(days=1, hours=1, minutes=30),
}


@pytest.fixture
def chair(desk, unions, clock):
    clock.moment = MONDAY - timedelta(days=20)
    return Person(desk, "chair", Role.UNION, unions[2])


def planned(union, **values):
    course = make(
        models.Course, organisation=union, theory_hours=4, practice_hours=4, pass_mark=60, attendance=80
    )
    given = {
        "name": f"焊工班{course.id}",
        "course": course,
        "organisation": union,
        "capacity": 2,
        "place": "实训楼",
        "starts_on": MONDAY.date(),
        "ends_on": MONDAY.date() + timedelta(days=60),
        "state": ClassState.OPEN,
        "theory_hours": 4,
        "practice_hours": 4,
        **values,
    }
    return make(TrainingClass, **given)


def at(clock, moment, person):
    """It is then, and somebody has signed in anew: their session was over."""
    clock.moment = moment
    person.sign_in(person.account.name, PASSWORD)


def do(person, record, verb, **typed):
    address = f"/admin/{record._meta.table_name}/do/{verb}/?id={record.id}"
    return person.client.post(address, data={**person.form(address), **typed}, follow_redirects=True)


def states(training_class):
    found = Enrolment.select().where(
        Enrolment.training_class == training_class.id, Enrolment.deleted_at.is_null()
    )
    return [one.state.value for one in found.order_by(Enrolment.id)]


# Places ---------------------------------------------------------------------------------------------


def test_the_office_signs_up_several_and_who_withdraws_lets_the_first_in_line_move_up(chair, unions, clock):
    where = planned(unions[2], state=ClassState.PLANNED)
    people = [make(Worker, organisation=unions[2]) for _ in range(4)]
    foreign = make(Worker, organisation=unions[3])
    lines = "\n".join(one.code for one in people)
    assert do(chair, where, "sign_up", workers=lines).status_code == 409
    assert do(chair, where, "open").status_code == 200
    assert do(chair, where, "sign_up", workers=f"{lines}\n{foreign.code}").status_code == 422
    assert states(where) == []  # all of them, or nobody
    assert do(chair, where, "sign_up", workers=lines).status_code == 200
    assert states(where) == ["enrolled", "enrolled", "waiting", "waiting"]
    page = chair.text(f"/admin/training_class/details/?id={where.id}")
    third, fourth = (Enrolment.get(Enrolment.worker == one.id).code for one in people[2:])
    section = page[page.index('id="seats"') :]
    assert section.index(third) < section.index(fourth)
    first = Enrolment.get(Enrolment.worker == people[0].id)
    assert do(chair, first, "withdraw", note="搬家").status_code == 200
    assert states(where) == ["withdrawn", "enrolled", "enrolled", "waiting"]
    assert "已经在" in do(chair, where, "sign_up", workers=people[1].code).text
    clock.forward(minutes=1)
    assert do(chair, where, "sign_up", workers=people[0].code).status_code == 200
    assert states(where) == ["waiting", "enrolled", "enrolled", "waiting"]
    assert [one.worker_id for one in enrolling.line_of(where, SYSTEM)] == [people[3].id, people[0].id]


def test_no_door_gives_a_place_that_is_not_there(chair, unions, clock):
    where = planned(unions[2], capacity=1)
    make(Enrolment, training_class=where, organisation=unions[2])
    second = Enrolment(training_class=where, worker=make(Worker, organisation=unions[2]), state="enrolled")
    assert "候补" in mistakes(second)["state"]
    second.state = EnrolmentState.WAITING
    operations.save(second, SYSTEM)
    where = again(where)
    where.capacity = 2
    operations.save(where, SYSTEM)
    assert states(where) == ["enrolled", "enrolled"]
    where = again(where)
    where.capacity = 1
    assert "2" in mistakes(where)["capacity"]
    gone = Enrolment.get(Enrolment.worker != second.worker_id)
    third = Enrolment(training_class=where, worker=make(Worker, organisation=unions[2]), state="waiting")
    operations.save(third, SYSTEM)
    operations.delete(gone, SYSTEM)
    assert again(third).state == EnrolmentState.ENROLLED
    with pytest.raises(operations.Refused):
        operations.restore(gone, SYSTEM)


class Guest:
    """A person with a phone and a link to the class."""

    def __init__(self, desk, where, worker, purpose="join_class"):
        self.client, self.worker = desk.test_client(), worker
        self.address = f"/p/{links.make(purpose, where, worker, scope.SYSTEM)}"
        self.proof = ""

    def text(self):
        return self.client.get(self.address).get_data(as_text=True)

    def press(self, verb, **typed):
        found = [form for form in Page(self.text()).forms if form.get("do") == verb]
        self.proof = found[0]["csrf_token"] if found else self.proof
        form = {**(found[0] if found else {"csrf_token": self.proof, "do": verb}), **typed}
        return self.client.post(self.address, data=form, follow_redirects=True)


def test_by_link_somebody_signs_up_waits_moves_up_and_gives_up(desk, unions, clock):
    clock.moment = MONDAY - timedelta(days=3)
    where = planned(unions[2], capacity=1, register_by=MONDAY - timedelta(days=1))
    one, two = (Guest(desk, where, make(Worker, organisation=unions[2])) for _ in range(2))
    assert one.press("register", wish="想学氩弧焊").status_code == 200
    assert two.press("register").status_code == 200
    assert states(where) == ["enrolled", "waiting"]
    assert Enrolment.get(Enrolment.worker == one.worker.id).wish == "想学氩弧焊"
    assert "第1位" in two.text()
    assert one.worker.name not in two.text()
    one.press("withdraw")
    assert states(where) == ["withdrawn", "enrolled"]
    one.press("register")
    assert states(where) == ["waiting", "enrolled"]
    clock.moment = MONDAY - timedelta(hours=20)
    assert two.press("withdraw").status_code == 422
    assert states(where) == ["waiting", "enrolled"]


def test_two_who_sign_up_at_the_same_instant_do_not_get_one_place(desk, unions):
    where = planned(unions[2], capacity=1, ends_on=models.now().date() + timedelta(days=9), register_by=None)
    guests = [Guest(desk, where, make(Worker, organisation=unions[2])) for _ in range(2)]
    forms = [next(f for f in Page(guest.text()).forms if f.get("do") == "register") for guest in guests]
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda at: guests[at].client.post(guests[at].address, data=forms[at]), range(2)))
    assert sorted(states(where)) == ["enrolled", "waiting"]


def test_one_link_of_a_worker_leads_to_all_classes_they_can_join(desk, unions, clock):
    clock.moment = MONDAY - timedelta(days=3)
    worker = make(Worker, organisation=unions[2])
    one, county, foreign = (planned(union, register_by=None) for union in (unions[2], unions[1], unions[3]))
    guest = Guest(desk, worker, worker, "my_training")
    page = guest.text()
    assert [where.name in page for where in (one, county, foreign)] == [True, True, False]
    assert guest.press("register", **{"class": foreign.code}).status_code == 422
    assert guest.press("register", **{"class": county.code}).status_code == 200
    assert (states(one), states(county), states(foreign)) == ([], ["enrolled"], [])
    lesson = make(Lesson, training_class=county, **TONIGHT, trainer=None)
    clock.moment = MONDAY
    enrolled = again(county)
    enrolled.state = ClassState.RUNNING
    operations.save(enrolled, SYSTEM)
    assert guest.press("sign_in", code="1").status_code == 422
    code = roll_call.code(again(lesson))[0]
    assert guest.press("sign_in", code=code).status_code == 200
    assert Attendance.get().enrolment.worker_id == worker.id
    clock.moment = MONDAY - timedelta(days=3)
    guest.press("register", **{"class": one.code})
    assert guest.press("withdraw", **{"class": one.code}).status_code == 200
    assert states(one) == ["withdrawn"]


# Lessons --------------------------------------------------------------------------------------------


def lay_out(chair, where, **typed):
    form = {
        "starts_at": "2026-03-02 19:00",
        "ends_at": "2026-03-02 21:00",
        "count": "4",
        "kind": "practice",
        "room": "一号车间",
        **typed,
    }
    return do(chair, where, "weekly", **form)


def times(where):
    found = Lesson.select().where(Lesson.training_class == where.id).order_by(Lesson.starts_at)
    return [f"{one.starts_at:%m-%d}" for one in found]


def test_lessons_come_every_week_and_no_trainer_or_room_is_taken_twice(chair, unions):
    trainer = make(Trainer, organisation=unions[2])
    where, other = (planned(unions[2], name=name, trainer=trainer) for name in ("焊工夜班", "电工夜班"))
    look = lay_out(chair, where, look="yes", left_out="2026-03-09").text
    assert "2026-03-23 19:00" in look
    assert times(where) == []
    assert lay_out(chair, where, weekdays=["1", "3"], left_out="2026-03-09").status_code == 200
    assert times(where) == ["03-02", "03-04", "03-11", "03-16"]
    assert [one.trainer_id for one in Lesson.select()] == [trainer.id] * 4
    answer = lay_out(chair, other, room="二号车间", starts_at="2026-03-02 20:59", ends_at="2026-03-02 22:00")
    assert answer.status_code == 422
    assert "焊工夜班 2026-03-02 19:00–21:00" in answer.text  # with whom, in words
    assert "03-16" in answer.text
    assert lay_out(chair, other, trainer="").status_code == 422  # the same room
    assert times(other) == []
    assert lay_out(chair, other, starts_at="2026-03-02 21:00", ends_at="2026-03-02 22:00").status_code == 200
    assert (
        lay_out(chair, where, count="30", starts_at="2026-03-03 8:00", ends_at="2026-03-03 9:00").status_code
        == 422
    )
    assert do(chair, where, "cancel", cancel_reason="").status_code == 422
    assert do(chair, where, "cancel", cancel_reason="报名人数不足").status_code == 200
    assert again(where).cancel_reason == "报名人数不足"
    own = {"starts_at": "2026-03-02 21:30", "ends_at": "2026-03-02 22:30", "room": "三号车间", "trainer": ""}
    assert "本班此时已有课" in lay_out(chair, other, **own).text
    third = planned(unions[2], trainer=trainer)
    assert lay_out(chair, third, count="1").status_code == 200  # what was cancelled is in nobody's way


def test_two_lessons_at_the_same_instant_do_not_get_one_trainer(desk, unions):
    trainer = make(Trainer, organisation=unions[2])
    lessons = [
        Lesson(training_class=planned(unions[2]), **TONIGHT, kind="theory", trainer=trainer) for _ in range(2)
    ]

    def save(lesson):
        try:
            return operations.save(lesson, SYSTEM).id
        except operations.Invalid as refusal:
            return list(refusal.problems)
        finally:
            db.close()

    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(save, lessons))
    assert ["trainer"] in found
    assert Lesson.select().count() == 1


def test_a_clash_with_a_class_one_may_not_see_does_not_name_it(unions):
    trainer = make(Trainer, organisation=unions[2])
    county = planned(unions[1], name="县里的班")
    make(Lesson, training_class=county, **TONIGHT, trainer=trainer)
    own = Lesson(training_class=planned(unions[2]), **TONIGHT, kind="theory", trainer=trainer)
    words = mistakes(own)["trainer"]
    assert "县里的班" not in words
    assert "19:00" in words


# Attendance -----------------------------------------------------------------------------------------


@pytest.fixture
def evening(unions, clock):
    """A class that runs, with a lesson tonight and three people in it."""
    clock.moment = MONDAY - timedelta(hours=1)
    where = planned(unions[2], capacity=3, practice_hours=2)
    people = [make(Worker, organisation=unions[2]) for _ in range(3)]
    enrolling.enrol(where, people, SYSTEM)
    waiting = make(Worker, organisation=unions[2])
    make(Enrolment, training_class=where, worker=waiting, state="waiting", wish_lesson=None)
    where = again(where)
    where.state = ClassState.RUNNING
    operations.save(where, SYSTEM)
    lesson = make(Lesson, training_class=where, **TONIGHT, kind="practice", trainer=None)
    return where, lesson, people


def at_lesson(lesson):
    found = Attendance.select(Attendance, Enrolment).join(Enrolment).where(Attendance.lesson == lesson.id)
    return {one.enrolment.worker_id: one.state.value for one in found}


def test_the_roll_is_called_on_one_page(chair, evening, clock):
    where, lesson, people = evening
    at(clock, MONDAY + TWO_HOURS, chair)
    late = Enrolment.get(Enrolment.worker == people[1].id)
    assert do(chair, lesson, "call", rest="present", **{f"at_{late.id}": "excused"}).status_code == 200
    assert at_lesson(lesson) == {people[0].id: "present", people[1].id: "excused", people[2].id: "present"}
    assert do(chair, lesson, "call", **{f"at_{late.id}": "迟到"}).status_code == 200
    assert at_lesson(lesson)[people[1].id] == "late"
    paper = chair.text(f"/admin/training_class/paper/roll/?id={where.id}")
    assert all(one.name in paper for one in people)
    at(clock, MONDAY - timedelta(days=1), chair)
    assert do(chair, lesson, "call", rest="absent").status_code == 422


def code_on(chair, lesson):
    page = chair.text(f"/admin/teaching/code/{lesson.id}")
    digits = page.partition('class="projected"')[2].partition(">")[2].partition("<")[0]
    return digits.strip(), page


def test_the_code_on_the_wall_signs_in_whoever_is_there(desk, chair, evening, clock, unions):
    where, lesson, people = evening
    guests = [Guest(desk, where, one) for one in people]
    at(clock, MONDAY - timedelta(hours=1), chair)
    assert code_on(chair, lesson)[0] == ""
    assert 'name="code"' not in guests[0].text()
    at(clock, MONDAY + timedelta(seconds=5), chair)
    old, page = code_on(chair, lesson)
    assert len(old) == 7
    assert 'http-equiv="refresh" content="25"' in page
    assert guests[0].press("sign_in", code="000000" if old != "000 000" else "111111").status_code == 422
    assert guests[0].press("sign_in", code=old).status_code == 200
    assert at_lesson(lesson) == {people[0].id: "present"}
    came = Attendance.get().came_at
    assert came == MONDAY
    assert guests[0].press("sign_in", code=old).status_code == 200  # a second time nothing is done
    assert Attendance.select().count() == 1
    at(clock, MONDAY + timedelta(seconds=65), chair)
    assert code_on(chair, lesson)[0] != old
    assert guests[1].press("sign_in", code=old).status_code == 422  # passed on too late
    at(clock, MONDAY + timedelta(minutes=20), chair)
    assert guests[1].press("sign_in", code=code_on(chair, lesson)[0]).status_code == 200
    assert at_lesson(lesson)[people[1].id] == "late"
    elsewhere = make(Lesson, training_class=planned(unions[2]), **TONIGHT, trainer=None)
    assert guests[2].press("sign_in", code=roll_call.code(again(elsewhere))[0]).status_code == 422
    waiting = Enrolment.get(Enrolment.state == EnrolmentState.WAITING)
    inside = Guest(desk, where, waiting.worker)
    inside.proof = guests[2].proof
    assert inside.press("sign_in", code=code_on(chair, lesson)[0]).status_code in (400, 422)
    assert len(at_lesson(lesson)) == 2


def test_only_who_keeps_attendance_shows_the_code(desk, evening, unions):
    _where, lesson, _people = evening
    for name, role, union in (("reader", Role.READER, 2), ("sibling", Role.UNION, 3)):
        person = Person(desk, name, role, unions[union])
        assert person.get(f"/admin/teaching/code/{lesson.id}").status_code == 404


# Marks, completion ----------------------------------------------------------------------------------


def test_a_class_is_assessed_on_one_page_and_says_who_completed_it_and_why_not(chair, evening, clock):
    where, lesson, people = evening
    second = make(Lesson, training_class=where, **TOMORROW, kind="theory", trainer=None, room=None)
    good, absent, weak = (Enrolment.get(Enrolment.worker == one.id) for one in people)
    for one in (lesson, second):
        at(clock, one.ends_at, chair)
        typed = {f"at_{absent.id}": "absent"} if one is second else {}
        assert do(chair, one, "call", rest="present", **typed).status_code == 200
    assert do(chair, where, "marks", **{f"theory_{good.id}": "120"}).status_code == 422
    marks = {"theory": ("80", "90", "59.5"), "practice": ("61", "90", "")}
    three = (good, absent, weak)
    typed = {
        f"{part}_{one.id}": text
        for part, texts in marks.items()
        for one, text in zip(three, texts, strict=True)
    }
    assert do(chair, where, "marks", **typed).status_code == 200
    look = chair.text(f"/admin/training_class/do/complete/?id={where.id}&look=yes")
    assert "1" in look
    assert do(chair, where, "complete", assessed_on="2026-02-01").status_code == 422
    assert do(chair, where, "complete").status_code == 200
    assert again(where).state == ClassState.ENDED
    assert again(good).shortfall is None
    assert [again(one).state.value for one in (good, absent, weak)] == ["completed", "failed", "failed"]
    assert [again(one).result for one in (good, absent, weak)] == [Exam.PASSED, Exam.PASSED, Exam.NOT_PASSED]
    assert again(good).shortfall is None
    assert "1" in again(absent).shortfall
    assert "2" in again(absent).shortfall
    assert "59.5" in again(weak).shortfall
    assert "；" in again(weak).shortfall
    assert (
        do(chair, where, "marks", **{f"theory_{good.id}": "10"}).status_code == 422
    )  # what is completed stands
    assert (
        do(chair, where, "marks", **{f"theory_{weak.id}": "60", f"practice_{weak.id}": "60"}).status_code
        == 200
    )
    assert do(chair, where, "complete").status_code == 200
    assert [again(one).state.value for one in (good, absent, weak)] == ["completed", "failed", "completed"]
    assert again(weak).result == Exam.PASSED


def test_a_class_is_not_over_while_lessons_lie_ahead(chair, evening, clock):
    where, _lesson, _people = evening
    at(clock, MONDAY - TWO_HOURS, chair)
    assert do(chair, where, "end").status_code == 422
    assert do(chair, where, "complete").status_code == 422
    assert again(where).state == ClassState.RUNNING


def test_a_class_without_anybody_does_not_start(chair, unions):
    where = planned(unions[2])
    assert do(chair, where, "start").status_code == 422
    do(chair, where, "sign_up", workers=make(Worker, organisation=unions[2]).code)
    assert do(chair, where, "start").status_code == 200
    assert again(where).state == ClassState.RUNNING
    assert AttendanceState.PRESENT not in at_lesson(make(Lesson, training_class=where, trainer=None)).values()
