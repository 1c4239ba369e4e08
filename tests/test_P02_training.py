"""P02, Ganzhou: 39 teachers; welding 123 person-times, electrician 16, DeepSeek 7 classes 820, AI trainers 6 classes 213."""

from datetime import date, timedelta

import pytest
from front_door import Person
from make import make
from training_people import MARCH, classes, course, fill, workers

import operations
from choices import ClassState, Role, SkillLevel, TrainerState
from models import Certificate, Enrolment, Trade, Trainer
from operations import bulk
from scope import SYSTEM

FEBRUARY = date(2026, 2, 2)


@pytest.fixture
def office(desk, unions):
    return Person(desk, "office", Role.UNION, unions[2])


def figures(person, address):
    """{first cell: the others} of a table as CSV."""
    lines = person.text(f"{address}&format=csv").lstrip("\ufeff").splitlines()
    return {cells[0]: cells[1:] for cells in (line.split(",") for line in lines)}


@pytest.fixture
def taught(unions):
    """Ganzhou's courses with their people; beside them all that must not count."""
    own, sibling = unions[2:]
    welding, electric, home = (make(Trade, name=name) for name in ("焊工", "电工", "家政"))
    weld, wires = course(own, "焊工技能班", welding), course(own, "电工技能班", electric)
    deep, trainers = course(own, "DeepSeek大模型政务应用"), course(own, "人工智能训练师")
    people = workers(own, 820)
    fill(classes(weld, 2), people[:100])
    fill(classes(weld, 1, FEBRUARY), people[100:123])  # to date only
    fill(classes(wires, 1), people[:16])
    fill(classes(deep, 7), people)
    fill(classes(trainers, 6), people[:213])
    # What must not count: withdrawn, waiting, a class planned or cancelled, another year, a foreign union.
    begun = classes(weld, 1, MARCH + timedelta(days=9))
    fill(begun, people[200:203], state="withdrawn")
    fill(begun, people[203:206], state="waiting")
    fill(classes(weld, 1, state=ClassState.PLANNED), people[300:310])
    fill(classes(wires, 1, state=ClassState.CANCELLED), people[300:310])
    fill(classes(wires, 1, date(2025, 3, 2)), people[300:305])
    fill(classes(course(sibling, "焊工班", welding), 1), workers(sibling, 50))
    with pytest.raises(operations.Refused):  # nobody is in a class twice
        operations.save(Enrolment(training_class=begun[0], worker=people[200], state="enrolled"), SYSTEM)
    return {"welding": welding, "home": home, "people": people}


def test_P02_person_times_by_trade_and_course_month_and_to_date(office, taught, unions):
    by_trade = figures(office, "/reports/training-table?group=trade&month=2026-03")
    # classes and person-times, each in the month and to date
    assert by_trade["焊工"][:4] == ["3", "4", "100", "123"]
    assert by_trade["电工"][:4] == ["1", "1", "16", "16"]
    by_course = figures(office, "/reports/training-table?group=course&month=2026-03")
    assert by_course["DeepSeek大模型政务应用"][:6] == ["7", "7", "820", "820", "168", "168"]
    assert by_course["人工智能训练师"][:4] == ["6", "6", "213", "213"]
    assert by_course["合计"][:4] == ["17", "18", "1149", "1172"]
    month = figures(office, "/reports/training?month=2026-03")
    assert month["本月开班数"][0] == "17"
    assert month["本月开班培训人次"][0] == "1149"
    assert figures(office, "/reports/training-table?group=trade&month=2026-03&since=2025-03")["电工"][:4] == [
        "1",
        "2",
        "16",
        "21",
    ]
    assert office.get("/reports/training-table?group=trade&month=2026-13").status_code == 400


def test_P02_each_figure_leads_to_its_rows(office, taught):
    page = office.text("/reports/training-table?group=trade&month=2026-03")
    line = page[page.index(">焊工<") :]
    link = line.split('href="')[4].split('"')[0].replace("&amp;", "&")
    assert ">123</a>" in line.split("href=")[4]
    exported = office.text(link.replace("/?", "/export/csv/?", 1))
    assert exported.count("\r\n") == 124


def level(found, start):
    return next(cells for words, cells in found.items() if words.startswith(start))


def test_P02_certificates_by_trade_and_level_and_39_teachers(office, taught, unions):
    own, people = unions[2], taught["people"]

    def certificates(number, union=own, day=MARCH, level=SkillLevel.JUNIOR, of=people, **values):
        rows = (
            Certificate(
                organisation=union.id,
                worker=of[n],
                trade=taught["welding"].id,
                level=level,
                title="焊工",
                issued_on=day,
                **values,
            )
            for n in range(number)
        )
        bulk.load(Certificate, rows, SYSTEM)

    certificates(70)
    certificates(40, level=SkillLevel.MIDDLE)
    certificates(5, day=date(2026, 1, 5), level=SkillLevel.MIDDLE)
    certificates(9, union=unions[3], of=workers(unions[3], 9))
    revoked = Certificate.select().where(Certificate.level == SkillLevel.JUNIOR).limit(2)
    Certificate.update(revoked_on=MARCH).where(Certificate.id.in_([one.id for one in revoked])).execute()
    found = figures(office, "/reports/training-table?group=certificates&month=2026-03")
    assert level(found, "焊工 · 初级") == ["68", "68"]
    assert level(found, "焊工 · 中级") == ["40", "45"]
    for number in range(39):
        make(
            Trainer,
            organisation=own,
            kind="full_time" if number % 2 else "enterprise",
            state=TrainerState.ACTIVE,
            appointed_on=MARCH,
        )
    make(Trainer, organisation=unions[3], appointed_on=MARCH)
    assert "39" in [cells[0] for cells in figures(office, "/reports/trainers?month=2026-03").values()]
