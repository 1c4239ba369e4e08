"""The trail as a page: who may read which lines, narrowing, paging, masks, the file."""

import re

import pytest
from front_door import Person, mistakes

import operations
import scope
from admin import trail as page
from choices import Act, Role
from models import Audit, Worker
from operations import trail
from tests.make import county, make

NUMBER = "11010519491231002X"


@pytest.fixture
def place(desk):
    """A county with two townships, a worker in each."""
    top, left, right = county()
    make(Worker, name="左区职工", organisation=left, id_number=NUMBER)
    make(Worker, name="右区职工", organisation=right)
    return top, left, right


@pytest.fixture
def auditor(desk, place):
    return Person(desk, "auditor", Role.AUDITOR, place[0])


def numbers(text):
    return [int(number) for number in re.findall(r'<tr><th scope="row">(\d+)</th>', text)]


def test_the_auditor_reads_the_newest_first(auditor):
    seen = numbers(auditor.text("/admin/trail/"))
    assert seen == sorted(seen, reverse=True)
    assert seen == [audit.id for audit in Audit.select().order_by(Audit.id.desc())]
    assert "审计记录" in auditor.text("/admin/")


@pytest.mark.parametrize("role", [Role.CLERK, Role.READER])
def test_others_have_no_such_page(desk, place, role):
    person = Person(desk, "other", role, place[0])
    assert person.get("/admin/trail/").status_code == 403
    assert person.get("/admin/trail/export/csv/").status_code == 403
    assert "/admin/trail/" not in person.text("/admin/")


@pytest.mark.parametrize("role", [Role.UNION, Role.AUDITOR])
def test_a_township_reads_of_its_own_records_only(desk, place, role):
    _top, left, _right = place
    person = Person(desk, "left", role, left)
    for address in ("/admin/trail/", "/admin/trail/export/csv/"):
        text = person.text(address)
        assert "左区职工" in text
        assert "右区职工" not in text
    assert Audit.select().where(Audit.act == Act.EXPORTED, Audit.entity == "audit").count() == 1


def test_a_moved_record_takes_its_past_along_nowhere(desk, place):
    _top, _left, right = place
    worker = Worker.get(Worker.name == "左区职工")
    worker.organisation = right
    operations.save(worker, scope.SYSTEM)
    person = Person(desk, "right", Role.UNION, right)
    lines = list(Audit.select().where(Audit.entity == "worker", Audit.record == worker.id).order_by(Audit.id))
    seen = numbers(person.text("/admin/trail/?entity=worker"))
    assert lines[-1].id in seen
    assert lines[0].id not in seen


def test_sensitive_values_stay_masked_and_erased_ones_say_so(auditor):
    worker = Worker.get(Worker.name == "左区职工")
    for address in ("/admin/trail/", "/admin/trail/export/csv/", f"/admin/worker/details/?id={worker.id}"):
        assert NUMBER not in auditor.text(address)
    worker.id_number = None
    worker = operations.save(worker, scope.SYSTEM)
    trail.erase(worker, ["id_number"], scope.SYSTEM, "本人申请")
    for address in ("/admin/trail/", "/admin/trail/export/csv/", f"/admin/worker/details/?id={worker.id}"):
        text = auditor.text(address)
        assert "已依法删除" in text
        assert "本人申请" in text


@pytest.mark.parametrize(
    ("asked", "test"),
    [
        ("who=auditor", lambda line: line.who == "auditor"),
        ("entity=worker", lambda line: line.entity == "worker"),
        ("act=signed_in", lambda line: line.act == Act.SIGNED_IN),
        ("from=2020-01-01&to=2999-12-31", lambda line: True),
        ("from=2999-01-01", lambda line: False),
        ("to=2020-01-01", lambda line: False),
        ("to=9999-12-31", lambda line: True),
        ("entity=worker&act=created", lambda line: line.entity == "worker" and line.act == Act.CREATED),
        ("who=%25", lambda line: False),
    ],
)
def test_the_trail_can_be_narrowed_and_the_file_alike(auditor, asked, test):
    wanted = [line.id for line in Audit.select().order_by(Audit.id.desc()) if test(line)]
    assert numbers(auditor.text(f"/admin/trail/?{asked}")) == wanted
    file = auditor.text(f"/admin/trail/export/csv/?{asked}").split("\r\n")[1:-1]
    assert [int(line.partition(",")[0]) for line in file] == wanted


def test_a_day_is_whole(auditor):
    today = Audit.select().order_by(Audit.id.desc()).first().at.date()
    assert numbers(auditor.text(f"/admin/trail/?from={today}&to={today}&entity=worker"))


@pytest.mark.parametrize("asked", ["act=third", "from=yesterday", "to=2026-02-30", "from=%00"])
def test_what_cannot_be_looked_for_is_said_and_finds_nothing(auditor, asked):
    answer = auditor.get(f"/admin/trail/?{asked}")
    assert answer.status_code == 200
    found = numbers(answer.get_data(as_text=True))
    assert not found or asked.endswith("%00")
    assert any("查找" in words for words in mistakes(answer)) or asked.endswith("%00")


@pytest.mark.parametrize("before", ["abc", "-1", "10" * 20, "%00", "1e5", "0"])
def test_an_odd_place_to_go_on_from_is_no_mistake(auditor, before):
    assert auditor.get(f"/admin/trail/?before={before}").status_code == 200


def test_pages_follow_one_another_without_gap_though_lines_are_added_meanwhile(auditor, place, monkeypatch):
    monkeypatch.setattr(page, "AT_ONCE", 3)
    wanted = [line.id for line in Audit.select().order_by(Audit.id.desc())]
    seen, address = [], "/admin/trail/"
    while address:
        text = auditor.text(address)
        seen += numbers(text)
        make(Worker, organisation=place[1])
        older = re.search(r'href="(/admin/trail/\?[^"]*before=\d+)">', text)
        address = older and older[1].replace("&amp;", "&")
    assert seen == wanted


def test_the_file_of_the_trail_is_itself_in_the_trail(auditor):
    auditor.text("/admin/trail/export/csv/?entity=worker")
    line = Audit.select().order_by(Audit.id.desc()).first()
    assert (line.act, line.entity, line.who) == (Act.EXPORTED, "audit", "auditor")
    assert trail.facts(line)["rows"] == Audit.select().where(Audit.entity == "worker").count()
