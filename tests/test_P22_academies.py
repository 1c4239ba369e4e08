"""P22, Qihe: a head academy with its branches; 50,000 person-times, 22 contest events, 35 innovations, 20 million yuan."""

from datetime import date

import pytest
from front_door import Person
from make import again, make, mistakes
from test_P02_training import figures
from training_people import classes, course, fill, workers

from choices import CompetitionState, ContestGroup, ResultState, Role
from models import Academy, Competition, Contest, Studio, StudioResult
from operations import bulk
from scope import SYSTEM

IN_YEAR, BEFORE = date(2025, 3, 3), date(2024, 3, 4)
YEAR = "/reports/academies?since=2025-01&until=2025-12"


@pytest.fixture
def office(desk, unions):
    return Person(desk, "office", Role.UNION, unions[2])


def academy(union, name, parent=None, **values):
    return make(Academy, organisation=union, name=name, parent=parent, closed_on=None, **values)


@pytest.fixture
def tree(unions):
    """A head academy with three branches, of which one has a branch of its own; a foreign one."""
    head = academy(unions[2], "齐河工匠学院", founded_on=date(2024, 1, 1))
    branches = [academy(unions[2], f"{name}分院", head, speciality=name) for name in ("化工", "智造", "电商")]
    return head, branches, academy(branches[1].organisation, "数控教学点", branches[1])


def contests(of, union, number, **values):
    given = {"starts_on": IN_YEAR, "ends_on": None, "state": CompetitionState.FINISHED, **values}
    competition = make(Competition, organisation=union, academy=of, **given)
    rows = (
        Contest(competition=competition.id, name=f"赛项{n}", group=ContestGroup.WORKER) for n in range(number)
    )
    bulk.load(Contest, rows, SYSTEM)


def innovations(of, union, number, benefit, day=IN_YEAR, state=ResultState.CONFIRMED):
    studio = make(Studio, organisation=union, academy=of, founded_on=date(2020, 1, 1), closed_on=None)
    rows = (
        StudioResult(studio=studio.id, name=f"成果{day}{n}", kind="process", achieved_on=day, benefit=benefit // number,
                     evidence="审计")
        for n in range(number)
    )  # fmt: skip
    bulk.load(StudioResult, rows, SYSTEM)
    StudioResult.update(state=state).where(StudioResult.studio == studio.id).execute()


def test_P22_the_tree_shows_what_each_academy_brought_about(office, tree, unions):
    head, branches, point = tree
    own, sibling = unions[2:]
    people = workers(own, 125)
    for of, number in zip((head, *branches), (100, 100, 100, 99), strict=True):
        held = classes(course(own, f"{of.name}技能课", academy=of), number, IN_YEAR)
        fill(held, people * number, straight=True)
    fill(classes(course(own, "数控课", academy=point), 1, IN_YEAR), people)
    # What must not count: another year, who withdrew, no academy, a foreign academy.
    fill(classes(course(own, "往年课", academy=head), 1, BEFORE), people[:50])
    fill(classes(course(own, "退班课", academy=head), 1, IN_YEAR), people[:50], state="withdrawn")
    fill(classes(course(own, "无学院课"), 1, IN_YEAR), people[:50])
    foreign = academy(sibling, "外县工匠学院")
    fill(classes(course(sibling, "外县课", academy=foreign), 1, IN_YEAR), workers(sibling, 90))
    contests(head, own, 12)
    contests(branches[0], own, 10)
    contests(head, own, 3, state=CompetitionState.CANCELLED)
    contests(head, own, 2, starts_on=BEFORE)
    contests(foreign, sibling, 4)
    innovations(head, own, 20, 12_000_000)
    innovations(branches[2], own, 15, 9_000_000)
    innovations(head, own, 5, 5_000_000, state=ResultState.REPORTED)
    innovations(head, own, 4, 4_000_000, day=BEFORE)
    innovations(foreign, sibling, 6, 6_000_000)
    found = figures(office, YEAR)
    # industry, speciality; courses on offer, classes, person-times, contest events, innovations, benefit
    assert found["合计"][2:] == ["7", "401", "50000", "22", "35", "21000000"]
    assert found["齐河工匠学院"][3:] == ["101", "12500", "12", "20", "12000000"]
    assert found["化工分院"][1:] == ["化工", "1", "100", "12500", "10", "0", "0"]
    assert "外县工匠学院" not in found
    page = office.text(YEAR)
    order = [page.index(f">{name}<") for name in ("齐河工匠学院", "智造分院", "数控教学点")]
    assert order == sorted(order)
    link = (
        next(part for part in page.split('href="') if ">12</a>" in part).split('"')[0].replace("&amp;", "&")
    )
    assert office.text(link.replace("/?", "/export/csv/?", 1)).count("\r\n") == 13
    assert office.get("/reports/academies?since=2025&until=2025-12").status_code == 400


def test_P22_no_academy_is_a_branch_of_its_own_branches(tree):
    head, branches, point = tree
    head.parent = point
    assert "分院" in mistakes(head)["parent"]
    assert again(head).parent_id is None
    assert again(point).parent_id == branches[1].id
