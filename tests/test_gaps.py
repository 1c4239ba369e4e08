"""Gaps between posts and people, by unit, team, item and person; and what training to the gap has brought."""

import csv
import io
import re
from datetime import date

import pytest
from front_door import Person
from make import make
from test_profiles import a_class, rows

import models
import operations
from choices import CourseKind, EnrolmentState, Exam, Role, SkillLevel, WorkState
from models import (
    Enrolment,
    ItemMastery,
    MentorshipContract,
    Organisation,
    Position,
    PositionItem,
    ServiceTeam,
    Skill,
    SkillItem,
    SkillProfile,
    TeamMember,
    Trade,
    Worker,
)
from operations import bulk
from scope import SYSTEM

CORE, PERSON_TIMES = 49, 2845
PASSES = {2022: (41, 160), 2024: (245, 251)}  # of the newly hired: 25.63 % and 97.61 %
HIGH = {2022: (290, 500), 2024: (410, 500)}  # 58 % and 82 %


@pytest.fixture
def union(desk):
    return make(Organisation, name="湖北电力工会", parent=None)


@pytest.fixture
def units(union):
    return [
        make(Organisation, name=name, parent=union, organisation=union)
        for name in ("武汉公司工会", "宜昌公司工会")
    ]


@pytest.fixture
def chair(desk, union):
    return Person(desk, "chair", Role.UNION, union)


def table(person, address):
    """{first column: the rest} of a CSV."""
    lines = csv.reader(io.StringIO(person.get(address).get_data().decode("utf-8-sig")))
    return {first: rest for first, *rest in lines}


def staff(union, count, start, hired_on, **values):
    """So many people with a profile, hired on a day."""
    workers = [
        Worker(name=f"员工{start + n}", organisation=union, state=WorkState.EMPLOYED, **values)
        for n in range(count)
    ]
    bulk.load(Worker, workers, SYSTEM)
    found = list(Worker.select().where(Worker.organisation == union).order_by(Worker.id.desc()).limit(count))
    bulk.load(SkillProfile, [SkillProfile(worker=one, hired_on=hired_on) for one in found], SYSTEM)
    return found


def held(union, name, year, item=None, kind=CourseKind.SKILL, level=SkillLevel.JUNIOR, **values):
    """A class of the year that has ended."""
    course = {"kind": kind, "item": item}
    days = {"starts_on": date(year, 6, 1), "ends_on": date(year, 6, 30)}
    return a_class(union, name, level=level, course=course, state="ended", capacity=5000, **days, **values)


def enrolled(training_class, workers, **values):
    drafts = [
        Enrolment(training_class=training_class, worker=one, **{"state": "completed", **values})
        for one in workers
    ]
    bulk.load(Enrolment, drafts, SYSTEM)


def test_P21_what_training_to_the_gap_has_brought(desk, union, units, chair):
    trade = make(Trade, name="变电运维")
    old = staff(units[0], 500, 1000, date(2010, 7, 1))
    young = {
        year: staff(units[1], total, year * 1000, date(year, 7, 1), note="新")
        for year, (_p, total) in PASSES.items()
    }
    for year, (count, total) in PASSES.items():
        gate = held(units[1], f"{year}取证班", year, kind=CourseKind.GATE)
        enrolled(gate, young[year][:count], result=Exam.PASSED)
        enrolled(gate, young[year][count:total], result=Exam.NOT_PASSED, state="failed")
        # One who failed passes the second time in another class: still one person.
    again = held(units[1], "补考班", 2022, kind=CourseKind.GATE, level=SkillLevel.MIDDLE)
    enrolled(again, young[2022][:1], result=Exam.PASSED)
    for number, (worker, values) in enumerate(
        [
            (young[2022][100], {"result": Exam.PASSED, "state": EnrolmentState.WITHDRAWN}),
            (
                staff(make(Organisation, name="外省工会", parent=None), 1, 1, date(2022, 7, 1))[0],
                {"result": Exam.PASSED},
            ),
            (old[0], {"result": Exam.PASSED}),  # not newly hired
            (young[2024][0], {"result": None}),
        ]
    ):
        enrolled(held(units[1], f"不算{number}", 2022, kind=CourseKind.GATE), [worker], **values)
    high = HIGH[2022][0]
    certificates = [
        Skill(
            worker=one, trade=trade, level=SkillLevel.SENIOR, issued_on=date(2021 if n < high else 2024, 5, 1)
        )
        for n, one in enumerate(old[: HIGH[2024][0]])
    ]
    certificates += [
        Skill(worker=one, trade=trade, level=SkillLevel.MIDDLE, issued_on=date(2020, 1, 1))
        for one in old[450:]
    ]
    bulk.load(Skill, certificates, SYSTEM)
    items = [make(SkillItem, organisation=union, name=f"核心业务{n}", core=True) for n in range(CORE)]
    side = make(SkillItem, organisation=union, name="其他业务", core=False)
    for number, item in enumerate(items):
        share = PERSON_TIMES // CORE + (number < PERSON_TIMES % CORE)
        enrolled(held(units[0], f"业务班{number}", 2024, item=item), old[:share])
    enrolled(held(units[0], "其他班", 2024, item=side), old[:7])
    enrolled(held(units[0], "去年的班", 2023, item=items[0]), old[:5])
    term = {
        "starts_on": date(2024, 1, 1),
        "ends_on": date(2026, 1, 1),
        "organisation": units[1],
        "ended_on": None,
    }
    for n in range(3):
        make(
            MentorshipContract,
            mentor=old[n],
            apprentice=young[2024][n],
            state="draft" if n == 2 else "running",
            **term,
        )

    whole = table(chair, "/reports/gaps?by=years&year=2024&format=csv")
    assert whole["新入职员工技能等级评价通过率（2022）"] == ["25.63%", "41", "160"]
    assert whole["新入职员工技能等级评价通过率（2023）"] == ["—", "0", "0"]
    assert whole["新入职员工技能等级评价通过率（2024）"] == ["97.61%", "245", "251"]
    assert whole["开展培训的核心业务项目（2024）"][0] == "49"
    assert whole["核心业务培训人次（2024）"][0] == "2845"
    assert whole["年末在册师徒合同（2024）"][0] == "2"
    unit = table(chair, f"/reports/gaps?by=years&year=2024&format=csv&organisation={units[0].code}")
    assert unit["高技能人才占比（2022）"] == ["58.00%", "290", "500"]
    assert unit["高技能人才占比（2024）"] == ["82.00%", "410", "500"]
    # Each figure leads to what it counts.
    page = chair.text("/reports/gaps?year=2024")
    for words, number in (("2845", 2845), ("245", 245), ("160", 160)):
        (address,) = set(re.findall(rf'href="([^"]+)">{words}</a>', page))
        text = re.sub(r"<[^>]+>", " ", chair.text(address.replace("&amp;", "&")))
        assert str(number) in re.sub(r"[ ,\n]+", " ", text), words


@pytest.fixture
def gap(union, units):
    """A post that asks for two items; four people in it, one foreign, one whose judgement was overtaken."""
    items = [
        make(SkillItem, organisation=union, name=name, core=True) for name in ("GIS局放诊断", "继电保护整定")
    ]
    post = make(Position, organisation=union, name="变电运维值班员", enterprise=None, trade=None)
    for item, mastery in zip(items, ("3", "4"), strict=True):
        make(PositionItem, position=post, item=item, mastery=mastery)
    away = make(Organisation, name="外省工会", parent=None)
    people = [
        make(Worker, organisation=where, name=name, state="employed", post=None, enterprise=None)
        for where, name in ((units[0], "胡轩瀚"), (units[0], "已达标"), (units[1], "新人"), (away, "外人"))
    ]
    for worker in people:
        open_to_all = {"free_times": (), "hours_a_week": None, "wish_trade": None, "wish_industry": None}
        make(SkillProfile, worker=worker, position=post, **open_to_all)
    for worker, item, mastery, day in (
        (people[0], items[0], "3", date(2023, 1, 1)), (people[0], items[0], "1", date(2024, 1, 1)),
        (people[0], items[1], "4", date(2024, 1, 1)), (people[1], items[0], "5", date(2024, 1, 1)),
        (people[1], items[1], "4", date(2024, 1, 1)),
    ):  # fmt: skip
        make(ItemMastery, worker=worker, item=item, mastery=mastery, judged_on=day)
    make(ItemMastery, worker=people[2], item=items[0], mastery="5", judged_on=date(2025, 1, 1))
    operations.delete(ItemMastery.get(ItemMastery.worker == people[2].id), SYSTEM)
    return people, items


def test_P21_the_gap_of_a_person_a_unit_a_team_and_an_item(desk, union, units, chair, gap):
    people, items = gap
    course = a_class(union, "局放诊断班", course={"item": items[0], "name": "GIS局放诊断实操"})
    enrolled(held(union, "上一期", 2024, item=items[0]), people[:2])
    team = make(ServiceTeam, organisation=units[0], name="运维一队", leader=None, disbanded_on=None)
    make(TeamMember, team=team, worker=people[0], left_on=None)
    # people with a post, of them with gaps, items asked, items mastered, missing grades
    by = {kind: table(chair, f"/reports/gaps?by={kind}&format=csv") for kind in ("unit", "team", "item")}
    assert by["unit"]["合计"][:5] == ["3", "2", "6", "3", "9"]
    assert by["unit"]["武汉公司工会"][:5] == ["2", "1", "4", "3", "2"]
    assert by["unit"]["宜昌公司工会"][:5] == ["1", "1", "2", "0", "7"]
    assert by["team"]["运维一队"][:5] == ["1", "1", "2", "1", "2"]
    assert by["item"]["GIS局放诊断"] == ["3", "2", "3", "1", "5", "2", "GIS局放诊断实操、上一期课程"]
    assert by["item"]["继电保护整定"][:6] == ["3", "1", "3", "2", "4", "0"]
    people_of = table(chair, f"/reports/gaps/people?organisation={units[0].code}&lacking=yes&format=csv")
    assert people_of[f"{people[0].code} 胡轩瀚"] == ["1", "2", "GIS局放诊断 2"]
    assert "已达标" not in str(people_of)
    for kind in ("unit", "team", "item", "enterprise"):
        page = chair.text(f"/reports/gaps?by={kind}")
        links = {
            link.replace("&amp;", "&") for link in re.findall(r'href="(/reports/gaps/people[^"]*)"', page)
        }
        assert all(chair.get(link).status_code == 200 for link in links)
    # On the person's page stand the gap and what closes it; the class is recommended for it.
    text = chair.text(f"/admin/worker/details/?id={people[0].id}")
    assert "GIS局放诊断实操" in text
    table_of = rows(chair.text(f"/admin/recommending/worker/{people[0].id}/"))
    assert course.name in table_of[0][0]
    assert "正是岗位要求而还差 2 级的内容" in table_of[0][2]
    found = rows(chair.text(f"/admin/recommending/class/{course.id}/"))
    assert [line[0].split()[1] for line in found] == ["新人", "胡轩瀚"]


def test_what_cannot_be_seen_has_no_gap(desk, union, units, chair, gap):
    foreign = gap[0][3].organisation
    assert chair.get(f"/reports/gaps?organisation={foreign.code}").status_code == 404
    assert chair.get("/reports/gaps?item=SI-999999").status_code == 404
    assert chair.get("/reports/gaps/of-year?kind=x&year=2024").status_code == 404
    below = Person(desk, "below", Role.UNION, units[0])
    assert table(below, "/reports/gaps?format=csv")["合计"][:5] == ["2", "1", "4", "3", "2"]
    assert models.Worker.get_by_id(gap[0][2].id).name not in below.text("/reports/gaps/people")
