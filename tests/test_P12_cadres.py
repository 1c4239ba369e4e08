"""P12: 8,600 cadres are trained in two years and not one is missed; wishes become lessons; revisits. At the front door."""

import csv
import io
from datetime import date, timedelta

import pytest
from front_door import PASSWORD, Page, Person, mistakes
from make import make
from playhouse.test_utils import count_queries

import operations
import scope
from choices import CadrePost, ClassState, CourseKind, EnrolmentState, LessonKind, Role, UnionKind, WorkState
from models import Cadre, Course, Enrolment, Lesson, Organisation, Revisit, TrainingClass, Worker
from operations import bulk
from reports import cadres
from rules import cadres as rules
from tasks import counted

ALL, CHAIRS = 8600, 1200  # of whom chairs and vice-chairs
UNITS = 20
FIRST, LAST = date(2025, 1, 1), date(2026, 12, 31)
PERIOD = "from=2025-01-01&to=2026-12-31"


@pytest.fixture
def city(desk, clock):
    return make(Organisation, name="吴忠市总工会", kind=UnionKind.CITY)


@pytest.fixture
def office(desk, city):
    return Person(desk, "chair", Role.UNION, city)


def do(office, record, verb, **typed):
    return mistakes(office.fill(f"/admin/{record._meta.table_name}/do/{verb}/?id={record.id}", **typed))


def units(city, number):
    for n in range(number):
        make(Organisation, parent=city, name=f"第{n:02d}工会", kind=UnionKind.ENTERPRISE)
    return list(Organisation.select().where(Organisation.parent == city.id).order_by(Organisation.id))


def cadres_of(unions, number, chairs):
    """So many cadres, spread over the unions, the first of them chairs and vice-chairs in turn."""
    people = (
        Worker(name=f"干部{n:04d}", organisation=unions[n % len(unions)].id, state=WorkState.EMPLOYED)
        for n in range(number)
    )
    bulk.load(Worker, people, scope.SYSTEM)
    workers = list(Worker.select().where(Worker.name.startswith("干部")).order_by(Worker.id))
    heads, rest = (
        (CadrePost.CHAIR, CadrePost.VICE_CHAIR),
        (CadrePost.MEMBER, CadrePost.OFFICIAL, CadrePost.AUDIT),
    )
    posts = (
        Cadre(
            worker=one, organisation=one.organisation_id, since=date(2020, 1, 1),
            post=heads[n % 2] if n < chairs else rest[n % 3],
        ) for n, one in enumerate(workers)
    )  # fmt: skip
    bulk.load(Cadre, posts, scope.SYSTEM)
    return workers


def held(union, kind, ends_on, seats=9000, state=ClassState.ENDED):
    """A class of one of the two courses, over on that day."""
    course = make(Course, organisation=union, kind=kind, certified=False)
    return make(
        TrainingClass, organisation=union, course=course, starts_on=ends_on - timedelta(days=1), ends_on=ends_on,
        capacity=seats, state=state,
    )  # fmt: skip


def completed(training_class, workers, state=EnrolmentState.COMPLETED):
    places = (Enrolment(training_class=training_class, worker=one, state=state) for one in workers)
    bulk.load(Enrolment, places, scope.SYSTEM)


def rows(office, address):
    text = office.get(address).get_data(as_text=True).removeprefix("\ufeff")
    return list(csv.reader(io.StringIO(text)))[1:]


def whole(office, extra=""):
    found = {
        row[0]: tuple(row[1:]) for row in rows(office, f"/reports/cadre-training?{PERIOD}&format=csv{extra}")
    }
    return found["已参训工会干部（全部单位）"], found["已参训主席、副主席（全部单位）"]


# Not one is missed -----------------------------------------------------------------------------------


def test_P12_of_8600_cadres_not_one_is_missed(desk, city, office):
    unions = units(city, UNITS)
    workers = cadres_of(unions, ALL, CHAIRS)
    two, three = (
        held(city, CourseKind.CADRE_ALL, date(2025, 6, 2)),
        held(city, CourseKind.CADRE_CHAIRS, date(2026, 3, 4)),
    )
    completed(three, workers[: CHAIRS - 1])
    completed(two, workers[CHAIRS - 1 : ALL - 2])  # one chair has the two days only
    completed(two, workers[ALL - 2 : ALL - 1], EnrolmentState.WITHDRAWN)
    not_counted(desk, unions, workers)
    with count_queries() as counted_queries:
        found = cadres.coverage(FIRST, LAST, scope.SYSTEM, city)
    assert counted_queries.count <= 4
    assert (found.units[0].trained, found.units[0].all, found.units[0].missed) == (ALL - 3, ALL, 3)
    assert sum(unit.all for unit in found.units[1:]) == ALL  # nobody stands in two units
    assert whole(office) == (("99.97%", "8597", "8600"), ("99.92%", "1199", "1200"))
    missed = rows(office, f"/reports/cadre-training?{PERIOD}&format=missed")
    assert {(row[1], row[4]) for row in missed} == {
        ("干部1199", "主席、副主席专题班"), ("干部8598", "工会干部轮训班"), ("干部8599", "工会干部轮训班"),
    }  # fmt: skip
    assert all(row[0] == f"第{int(row[1][2:]) % UNITS:02d}工会" for row in missed)
    page = office.text(f"/reports/cadre-training?{PERIOD}")
    assert ("8597 / 8600" in page, "干部8599" in page, "干部0001" in page) == (True, True, False)
    completed(held(city, CourseKind.CADRE_CHAIRS, date(2026, 3, 5)), [workers[1199]])
    completed(held(city, CourseKind.CADRE_ALL, date(2026, 3, 5)), workers[ALL - 2 :])
    assert whole(office) == (("100.00%", "8600", "8600"), ("100.00%", "1200", "1200"))
    assert "一个都没少" in office.text(f"/reports/cadre-training?{PERIOD}")


def not_counted(desk, unions, workers):
    """Whoever left, came later, holds a second post, is of a foreign union or was trained before changes no figure."""
    left, later, gone = (make(Worker, organisation=unions[0], name=name) for name in ("离任", "新任", "误登"))
    elsewhere = make(Organisation)
    at = {"post": CadrePost.MEMBER, "organisation": unions[0]}
    make(Cadre, worker=left, since=date(2020, 1, 1), until=date(2026, 3, 4), **at)
    make(Cadre, worker=later, since=date(2026, 3, 6), until=None, **at)
    make(Cadre, worker=make(Worker, organisation=elsewhere), since=None, until=None, post=CadrePost.CHAIR,
         organisation=elsewhere)  # fmt: skip
    operations.delete(make(Cadre, worker=gone, since=None, until=None, **at), scope.SYSTEM)
    make(Cadre, worker=workers[0], since=None, until=None, post=CadrePost.MEMBER, organisation=unions[1])
    completed(held(unions[0], CourseKind.CADRE_ALL, date(2024, 12, 31)), workers[-1:])  # before the campaign
    completed(held(unions[0], CourseKind.SKILL, date(2026, 2, 1)), workers[-1:])  # another course
    cancelled = held(unions[0], CourseKind.CADRE_ALL, date(2026, 2, 1))
    completed(cancelled, workers[-1:])
    TrainingClass.update(state=ClassState.CANCELLED).where(TrainingClass.id == cancelled.id).execute()


def test_P12_a_unit_sees_its_own_missed_though_the_city_held_the_course(desk, city):
    own, other = units(city, 2)
    workers = cadres_of([own, other], 4, 0)
    completed(held(city, CourseKind.CADRE_ALL, date(2026, 2, 2)), workers[:2])
    person = Person(desk, "own", Role.UNION, own)
    assert whole(person)[0] == ("50.00%", "1", "2")
    assert [row[1] for row in rows(person, f"/reports/cadre-training?{PERIOD}&format=missed")] == ["干部0002"]
    assert person.get(f"/reports/cadre-training?{PERIOD}&organisation={other.code}").status_code == 404
    for wrong in ("from=x", "from=2026-02-01&to=2026-01-01"):
        assert person.get(f"/reports/cadre-training?{wrong}").status_code == 400


def test_P12_who_counts_on_a_day_and_what_a_post_is_due():
    member, chair = CadrePost.MEMBER, CadrePost.CHAIR
    day = date(2026, 3, 5)
    posts = [
        rules.Held(1, 5, member), rules.Held(1, 9, chair), rules.Held(2, 5, member, until=day),
        rules.Held(3, 5, member, until=day - timedelta(days=1)), rules.Held(4, 5, member, since=day),
        rules.Held(5, 5, member, since=day + timedelta(days=1)),
    ]  # fmt: skip
    assert rules.counted(posts, day) == {1: posts[1], 2: posts[2], 4: posts[4]}
    assert rules.counted(reversed(posts), day) == rules.counted(posts, day)
    two, three = CourseKind.CADRE_ALL, CourseKind.CADRE_CHAIRS
    assert [rules.trained(chair, kinds) for kinds in ((), (two,), (three,))] == [False, False, True]
    assert [rules.trained(member, kinds) for kinds in ((), (two,), (three,))] == [False, True, True]


# Wishes ----------------------------------------------------------------------------------------------


def test_P12_wishes_are_grouped_and_become_a_lesson(city, office):
    one = held(city, CourseKind.CADRE_ALL, date(2026, 4, 2), state=ClassState.OPEN)
    wishes = ("工会数智化建设", " 工会 数智化 建设", "数智化转型", "产改怎么抓", None, "工会数智化建设")
    for number, wish in enumerate(wishes):
        worker = make(Worker, organisation=city, name=f"学员{number}")
        state = EnrolmentState.WITHDRAWN if number == 5 else EnrolmentState.ENROLLED
        bulk.load(
            Enrolment, [Enrolment(training_class=one, worker=worker, wish=wish, state=state)], scope.SYSTEM
        )
    waiting = counted.waiting(scope.actor(office.account))
    assert {task.name: n for task, n in waiting.of(waiting.whole)}["wishes_open"] == 4
    words = Page(office.text(f"/admin/training_class/details/?id={one.id}")).words
    assert "学员0、学员1" in words  # they wish the same; 学员5 has withdrawn
    form = office.form(
        f"/admin/training_class/do/extra_lesson/?id={one.id}&wishes=数智化&topic=工会数智化转型"
    )
    assert (form["wishes"], form["topic"]) == ("数智化", "工会数智化转型")
    at = {
        "starts_at": "2026-04-02 14:00",
        "ends_at": "2026-04-02 16:00",
        "topic": "工会数智化转型的探索和思考",
    }
    look = office.fill(
        f"/admin/training_class/do/extra_lesson/?id={one.id}", wishes="数智化", **at, look="yes"
    )
    assert "所满足的意向：3" in look.text
    assert "没有" in do(office, one, "extra_lesson", wishes="厨艺", **at)[0]
    assert Lesson.select().count() == 0
    assert do(office, one, "extra_lesson", wishes="数智化，智能", **at) == []
    lesson = Lesson.get()
    assert lesson.kind == LessonKind.EXTRA
    met = {place.worker.name for place in Enrolment.select().where(Enrolment.wish_lesson == lesson.id)}
    assert met == {"学员0", "学员1", "学员2"}
    assert lesson.code in Page(office.text(f"/admin/training_class/details/?id={one.id}")).words
    assert "没有" in do(office, one, "extra_lesson", wishes="数智化", **at)[0]  # met already


def test_P12_a_wish_is_met_in_ones_own_class(city, office):
    lesson = make(Lesson, organisation=city)
    place = make(Enrolment, organisation=city, wish_lesson=None)
    address = f"/admin/enrolment/edit/?id={place.id}"
    assert "另一个班" in mistakes(office.fill(address, wish_lesson=lesson.code))[0]


# Revisits --------------------------------------------------------------------------------------------


def test_P12_who_was_trained_is_revisited(city, office, clock):
    one = held(city, CourseKind.CADRE_ALL, date(2026, 3, 4))
    people = [make(Worker, organisation=city) for _n in range(2)]
    completed(one, people)
    places = list(Enrolment.select().order_by(Enrolment.id))

    def due():
        waiting = counted.waiting(scope.actor(office.account))
        return {task.name: n for task, n in waiting.of(waiting.whole)}.get("revisits_due", 0)

    assert due() == 0
    clock.forward(days=90)
    office.sign_in("chair", PASSWORD)
    assert due() == 2
    typed = {"way": "visit", "found": "能独立办理入会", "used": "no"}
    assert do(office, places[0], "revisit", **{**typed, "found": ""}) == ["必填"]
    assert do(office, places[0], "revisit", done_on="2026-06-30", **typed) != []  # not yet
    assert do(office, places[0], "revisit", **{**typed, "used": "yes"}) == []
    made = Revisit.get()
    assert (made.found, made.used, made.done_by, made.done_on) == (
        "能独立办理入会",
        True,
        "chair",
        date(2026, 6, 3),
    )
    assert due() == 1
    Enrolment.update(state=EnrolmentState.FAILED).where(Enrolment.id == places[1].id).execute()
    assert due() == 0
    assert office.get(f"/admin/enrolment/do/revisit/?id={places[1].id}").status_code == 409
    month = {row[0]: row[1] for row in rows(office, "/reports/demand?month=2026-06&format=csv")}
    assert (month["本月回访"], month["回访中学以致用的比例"]) == ("1", "100.00%")
