"""P03: companies say what they need, a class answers with more practice; what waits, by trade. Through the front door."""

import csv
import io
from datetime import date

import pytest
from front_door import Page, Person, mistakes
from make import again, make

import models
import operations
import scope
from choices import DemandState, Role
from models import Course, Demand, Organisation, Trade, TrainingClass
from operations import classes, demands, links
from tasks import counted

MARCH = date(2026, 3, 4)


@pytest.fixture
def union(desk, clock):
    return make(Organisation, name="甘州区总工会")


@pytest.fixture
def office(desk, union):
    return Person(desk, "chair", Role.UNION, union)


@pytest.fixture
def welding(union):
    return make(Trade, name="焊工")


@pytest.fixture
def course(union, welding):
    return make(
        Course, name="焊工中级班", organisation=union, trade=welding, theory_hours=40, practice_hours=40
    )


def do(office, record, verb, **typed):
    return mistakes(office.fill(f"/admin/{record._meta.table_name}/do/{verb}/?id={record.id}", **typed))


def raised(office, topic, trade, people, way="meeting", **typed):
    """A demand as the office enters it."""
    typed = {
        "topic": topic,
        "trade": trade.code if trade else "",
        "people": people,
        "way": way,
        "raised_on": "2026-03-04",
        **typed,
    }
    answer = office.fill("/admin/demand/new/", **{"enterprise": "", "level": "", "answer": "", **typed})
    assert answer.status_code == 302, mistakes(answer)
    return Demand.select().order_by(Demand.id.desc()).get()


def figures(office, address):
    rows = list(csv.reader(io.StringIO(office.get(address).get_data(as_text=True).removeprefix("\ufeff"))))
    return {row[0].strip("\t"): row[1] for row in rows[1:]}


def test_P03_a_class_answers_a_demand_with_more_practice(office, union, welding, course):
    one = raised(office, "检修焊工实操", welding, 30, practice_hours="120")
    form = office.form(f"/admin/demand/do/open_class/?id={one.id}")
    assert (form["name"], form["capacity"], form["practice_hours"]) == ("检修焊工实操", "30", "120")
    days = {"starts_on": "2026-04-01", "ends_on": "2026-05-30"}
    assert do(office, one, "open_class", course="", **days) == ["必填"]
    assert TrainingClass.select().count() == 0
    assert do(office, one, "open_class", course=course.code, **days) == []
    made = TrainingClass.get()
    assert (made.demand_id, made.practice_hours, made.theory_hours) == (one.id, 120, 40)
    assert (again(one).state, again(one).answered_on) == (DemandState.ANSWERED, MARCH.replace(day=5))
    words = Page(office.text(f"/admin/demand/details/?id={one.id}")).words
    assert f"{made.code} {made.name}" in words
    assert ("40" in words, "120" in words, "+80" in words) == (True, True, True)


def test_P03_a_class_there_is_may_answer_one_demand_and_no_other(office, union, welding, course):
    first, second = (raised(office, name, welding, 20) for name in ("大弓焊工", "锦世焊工"))
    there = make(TrainingClass, course=course, organisation=union, practice_hours=40)
    assert do(office, first, "answer", training_class=there.code, practice_hours="56") == []
    assert again(there).practice_hours == 56
    assert "另一项需求" in do(office, second, "answer", training_class=there.code)[0]
    foreign = make(TrainingClass, organisation=make(Organisation))
    assert do(office, second, "answer", training_class=foreign.code) != []
    assert again(second).state == DemandState.OPEN
    classes.cancel(again(there), scope.SYSTEM, "报名不足")
    waiting = counted.waiting(scope.actor(office.account))
    assert [task.name for task, _n in waiting.of(waiting.whole) if task.name.startswith("demands")] == [
        "demands_open", "demands_without_class",
    ]  # fmt: skip
    assert do(office, first, "reopen") == []
    assert (again(first).state, again(first).answered_on) == (DemandState.OPEN, None)


def test_P03_no_form_and_no_file_says_that_a_demand_is_answered(office, welding):
    one = raised(office, "检修焊工", welding, 20)
    address = f"/admin/demand/edit/?id={one.id}"
    assert "班级" in mistakes(office.fill(address, state="answered"))[0]
    assert do(office, one, "decline", answer="") == ["必填"]
    assert do(office, one, "decline", answer="今年没有师资") == []
    assert (again(one).state, again(one).answer) == (DemandState.DECLINED, "今年没有师资")
    assert office.get(f"/admin/demand/do/open_class/?id={one.id}").status_code == 409
    assert do(office, one, "reopen") == []
    assert do(office, one, "withdraw", answer="企业已停产") == []
    assert again(one).state == DemandState.WITHDRAWN


def test_P03_what_is_asked_for_and_unmet_stands_by_trade(office, union, welding, course):
    power = make(Trade, name="电工")
    met = raised(office, "焊工一", welding, 101, "questionnaire")
    raised(office, "焊工二", welding, 22, "visit", wanted_by="2026-06-01")
    raised(office, "电工", power, 16, "meeting", wanted_by="2026-05-01")
    declined = raised(office, "电工高级", power, 5)
    withdrawn = raised(office, "电工撤回", power, 900)
    raised(office, "不限", None, 40)
    make(
        Demand, organisation=make(Organisation), trade=welding, people=7777, state="open"
    )  # a foreign union's
    gone = raised(office, "误登", welding, 500)
    operations.delete(gone, scope.SYSTEM)
    make(Demand, organisation=union, trade=welding, people=60, raised_on=date(2025, 3, 4), state="open")
    do(office, met, "open_class", course=course.code, starts_on="2026-04-01", ends_on="2026-04-30")
    do(office, declined, "decline", answer="没有师资")
    do(office, withdrawn, "withdraw")
    found = figures(office, "/reports/demand-by-trade?year=2026&format=csv")
    assert {key: found[key] for key in found if "焊工" in key} == {
        "提出的需求（焊工）": "2", "需求人数合计（焊工）": "123", "已满足的需求（焊工）": "1",
        "已满足需求的人数（焊工）": "101", "待开班的需求（焊工）": "1", "待培训的人数（焊工）": "22",
        "未满足的需求（待开班或无法满足）（焊工）": "1", "未满足需求的人数（焊工）": "22",
    }  # fmt: skip
    assert found["未满足需求的人数（电工）"] == "21"
    assert found["待培训的人数（全部工种）"] == "78"
    assert found["提出的需求（全部工种）"] == "5"
    page = office.text("/reports/demand-by-trade")
    assert [name for name in Page(page).words if name in ("焊工", "电工")] == [
        "焊工",
        "电工",
    ]  # 82 wait, 16 wait
    assert "2026-05-01" in page
    assert office.get("/reports/demand-by-trade?year=x").status_code == 400
    month = figures(office, "/reports/demand?month=2026-03&format=csv")
    assert (month["本月提出的需求"], month["需求人数"], month["本月满足的需求"]) == ("5", "184", "1")


def test_P03_another_union_has_a_demand_of_its_own(desk, union, office, welding):
    other = Person(desk, "other", Role.UNION, make(Organisation))
    one = raised(office, "焊工", welding, 20)
    assert other.get(f"/admin/demand/do/open_class/?id={one.id}").status_code == 404
    assert "焊工" not in figures(other, "/reports/demand-by-trade?format=csv")
    assert other.get(f"/reports/demand-by-trade?organisation={union.code}").status_code == 404
    assert models.Demand.select().count() == 1


def test_P03_a_company_answers_the_questionnaire_by_its_link(desk, union, office, welding):
    company = make(models.Enterprise, organisation=union, name="大弓农化", contact="王主管")
    other = make(Demand, organisation=union, topic="别家的需求", trade=welding)
    token = links.make("ask_training", company, None, scope.SYSTEM)
    phone = desk.test_client()
    address = f"/p/{token}"
    form = Page(phone.get(address).text).forms[-1]
    typed = {
        "topic": "平焊、立焊、缺陷处理",
        "trade": welding.code,
        "people": "３０",
        "practice_hours": "120",
    }
    wrong = phone.post(address, data={**form, **typed, "people": "很多"})
    assert (wrong.status_code, "平焊、立焊、缺陷处理" in wrong.text, Demand.select().count()) == (
        422,
        True,
        1,
    )
    for _time in range(2):  # a double click
        assert phone.post(address, data={**form, **typed}).status_code == 303
    made = Demand.get(Demand.enterprise == company)
    assert Demand.select().count() == 2
    assert (made.way, made.organisation, made.people, made.trade) == ("questionnaire", union, 30, welding)
    assert (made.raised_on, made.state) == (date(2026, 3, 5), DemandState.OPEN)
    demands.decline(made, scope.SYSTEM, "明年安排")
    page = phone.get(address).text
    assert ("明年安排" in page, other.topic in page) == (True, False)
    line = models.Audit.get(models.Audit.entity == "demand", models.Audit.record == made.id)
    assert line.who == "王主管"
    assert phone.post(address, data={**form, **typed, "trade": "T-99"}).status_code == 422
