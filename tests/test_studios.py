"""Innovation studios (P33) and expert service (P35), from the first step to the last, through the front door."""

from datetime import date

import pytest
from front_door import Person
from make import again, make

from choices import HonourKind, ProblemState, ResultState, Role, ServiceKind, SkillLevel, StudioState
from models import (
    Enterprise,
    ExpertRequest,
    ExpertService,
    Honour,
    Skill,
    Studio,
    StudioMember,
    StudioResult,
    StudioVisit,
    Trade,
    Worker,
)
from operations import bulk, studios
from rules.experts import Expert, ranked
from scope import SYSTEM

MARCH = date(2026, 3, 31)


@pytest.fixture
def chair(desk, unions):
    return Person(desk, "chair", Role.UNION, unions[2])


@pytest.fixture
def second(desk, unions):
    return Person(desk, "second", Role.UNION, unions[2])


def do(person, record, verb, **typed):
    address = f"/admin/{record._meta.table_name}/do/{verb}/?id={record.id}"
    return person.client.post(address, data={**person.form(address), **typed}, follow_redirects=True)


# P33 ----------------------------------------------------------------------------------------------


def test_P33_a_studio_with_members_results_and_visits_on_one_page(chair, second, unions):
    studio = make(Studio, organisation=unions[2], name="张阳劳模创新工作室")
    make(StudioMember, studio=studio, left_on=None)
    make(StudioMember, studio=studio, joined_on=date(2020, 1, 1), left_on=MARCH)
    for kind, people in (("students", 30), ("open_day", 45)):
        make(StudioVisit, studio=studio, kind=kind, people=people)
    form = chair.form("/admin/studio_result/new/")
    typed = {
        "studio": studio.code,
        "name": " 连铸辊修复工艺 ",
        "kind": "工艺改进",
        "achieved_on": "2026.3.5",
        "benefit": "２０，０００，０００",
    }
    chair.client.post("/admin/studio_result/new/", data={**form, **typed})
    result = StudioResult.get()
    assert (result.benefit, result.state) == (20_000_000, ResultState.REPORTED)
    assert do(chair, result, "confirm", evidence="效益证明").status_code == 422
    assert again(result).state == ResultState.REPORTED
    assert do(second, result, "confirm", evidence="效益证明").status_code == 200
    page = chair.text(f"/admin/studio/details/?id={studio.id}")
    figures = [f'">{number}</a>' for number in (1, 20_000_000, 2, 75)]
    assert [figure in page for figure in figures] == [True] * 4
    paper = chair.text(f"/admin/studio/paper/results/?id={studio.id}")
    assert "连铸辊修复工艺" in paper
    assert "20000000" in paper


def test_P33_a_result_that_is_not_accepted_says_why_and_can_come_again(chair, second, unions):
    result = make(StudioResult, studio=make(Studio, organisation=unions[2]), note=None)
    assert do(second, result, "decline", reason="").status_code == 422
    assert do(second, result, "decline", reason="效益未核算").status_code == 200
    assert (again(result).state, again(result).note) == (ResultState.DECLINED, "效益未核算")
    assert do(second, result, "confirm", evidence="x").status_code == 409  # it waits for no decision
    assert do(chair, result, "report").status_code == 200
    assert do(second, result, "confirm", evidence="审计报告").status_code == 200
    assert again(result).state == ResultState.CONFIRMED


def test_P33_no_form_confirms_a_result(chair, unions):
    result = make(StudioResult, studio=make(Studio, organisation=unions[2]))
    address = f"/admin/studio_result/edit/?id={result.id}"
    chair.client.post(address, data={**chair.form(address), "state": "confirmed", "name": "新名称"})
    assert (again(result).name, again(result).state) == ("新名称", ResultState.REPORTED)


def test_P33_a_studio_is_closed_for_a_reason_and_keeps_its_results(chair, unions):
    studio = make(Studio, organisation=unions[2], founded_on=date(2020, 1, 1), closed_on=None)
    make(StudioResult, studio=studio)
    assert do(chair, studio, "close", close_reason="").status_code == 422
    assert do(chair, studio, "close", close_reason="领衔人退休").status_code == 200
    assert again(studio).state == StudioState.CLOSED
    assert StudioResult.select().where(StudioResult.deleted_at.is_null()).count() == 1
    assert do(chair, studio, "close", close_reason="领衔人退休").status_code == 409


# P35 ----------------------------------------------------------------------------------------------


def test_P35_a_request_gets_the_expert_that_fits_best_and_is_solved(chair, unions):
    trade, union = make(Trade), unions[2]
    good, busy, untrained = (make(Worker, organisation=union, trade=trade) for _ in range(3))
    foreign = make(Worker, organisation=unions[3])
    for worker in (good, busy, foreign):
        make(Skill, worker=worker, trade=trade, level=SkillLevel.TECHNICIAN)
    make(Honour, worker=good, kind=HonourKind.MODEL_WORKER)
    make(ExpertRequest, organisation=union, expert=busy, state=ProblemState.ASSIGNED)
    request = make(ExpertRequest, organisation=union, trade=trade, expert=None, closed_on=None)
    page = chair.text(f"/admin/expert_request/do/assign/?id={request.id}")
    places = [page.find(f">{worker.code} ") for worker in (good, busy)]
    assert 0 < places[0] < places[1]
    assert "1项荣誉" in page
    assert "正在办理1个需求" in page
    assert f">{untrained.code} " not in page
    assert f">{foreign.code} " not in page
    chosen = chair.form(f"/admin/expert_request/do/assign/?id={request.id}&expert={good.code}")
    assert chosen["expert"] == good.code
    assert do(chair, request, "assign", expert=foreign.code).status_code == 422
    assert do(chair, request, "assign", expert=good.code).status_code == 200
    assert (again(request).state, again(request).expert_id) == (ProblemState.ASSIGNED, good.id)
    assert do(chair, request, "finish", state="solved", outcome="").status_code == 422
    assert do(chair, request, "finish", state="assigned", outcome="x").status_code == 422
    assert (
        do(chair, request, "finish", state="已解决", outcome="改进工装", benefit="60000").status_code == 200
    )
    assert (again(request).state, again(request).benefit) == (ProblemState.SOLVED, 60_000)


def test_P35_the_report_prints_85_solved_120_trainings_and_5000_people(chair, unions):
    """齐河: 85 problems solved, 120 trainings, 5,000 person-times; what must not count stands beside."""
    own, other = ((u, make(Enterprise, organisation=u), make(Worker, organisation=u)) for u in unions[2:])
    bulk.load(ExpertRequest, requests(*own, 85), SYSTEM)
    bulk.load(ExpertRequest, requests(*own, 3, state=ProblemState.WITHDRAWN), SYSTEM)
    bulk.load(ExpertRequest, requests(*own, 2, closed_on=date(2026, 4, 1)), SYSTEM)
    bulk.load(ExpertRequest, requests(*other, 7), SYSTEM)
    bulk.load(ExpertService, trainings(*own, 120, 5000), SYSTEM)
    bulk.load(ExpertService, trainings(*other, 9, 900), SYSTEM)
    lines = chair.text("/reports/studios?month=2026-03&format=csv").splitlines()
    figures = {cells[0]: cells[1] for cells in (line.split(",") for line in lines)}
    assert figures["本月解决的难题"] == "85"
    assert figures["本月专家培训场次"] == "120"
    assert figures["培训惠及人次"] == "5000"


def requests(union, enterprise, expert, number, **differently):
    for index in range(number):
        yield ExpertRequest(
            **{
                "organisation": union.id, "enterprise": enterprise.id, "expert": expert.id,
                "asked_on": date(2026, 3, 1), "source": "visit", "subject": f"难题{index}",
                "state": ProblemState.SOLVED, "closed_on": MARCH, "outcome": "已解决", **differently,
            }
        )  # fmt: skip


def trainings(union, enterprise, expert, number, people):
    for index in range(number):
        share = people // number + (index < people % number)
        yield ExpertService(
            organisation=union.id, expert=expert.id, enterprise=enterprise.id, kind=ServiceKind.TRAINING,
            held_on=date(2026, 3, 1 + index % 31), people=share, subject=f"培训{index}",
        )  # fmt: skip


# The rule -----------------------------------------------------------------------------------------


def expert(key, **more):
    facts = {"level": None, "same_union": True, "honours": 0, "busy": 0, "solved": 0}
    return Expert(key, f"W-{key}", **{**facts, **more})


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({"busy": 0}, {"busy": 1, "level": SkillLevel.CHIEF}),
        ({"level": SkillLevel.TECHNICIAN}, {"level": SkillLevel.SENIOR, "honours": 3}),
        ({"honours": 2}, {"honours": 1, "solved": 9}),
        ({"solved": 1}, {"same_union": True}),
        ({"same_union": True}, {"same_union": False}),
    ],
)
def test_who_comes_first_and_why(better, worse):
    found = ranked([expert(1, **worse), expert(2, **better)])
    assert [one.expert.key for one in found] == [2, 1]
    assert all(one.reasons for one in found)


def test_no_more_are_suggested_than_one_can_read(desk, unions):
    trade = make(Trade)
    for _ in range(12):
        make(Skill, worker=make(Worker, organisation=unions[2]), trade=trade, level=SkillLevel.SENIOR)
    request = make(ExpertRequest, organisation=unions[2], trade=trade)
    assert len(studios.suggestions(request, SYSTEM)) == studios.SUGGESTED
