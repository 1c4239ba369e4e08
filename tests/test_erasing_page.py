"""Erasing from the trail on screen: who may, what it asks, what is left; and the chain holds."""

import json

import pytest
from front_door import Person, mistakes
from make import make

import models
import operations
import scope
from choices import Act, Area, Role
from models import Audit, Organisation, Worker

NUMBER = "11010519491231002X"
PAGE = "/admin/worker/erase/?id=1"


@pytest.fixture
def worker(desk):
    return make(
        Worker,
        organisation=make(Organisation),
        id_number=NUMBER,
        address="县府街1号",
        trade=None,
        enterprise=None,
    )


@pytest.fixture
def office(desk, worker):
    return Person(desk, "office")


def emptied(worker, *names):
    worker = Worker.get_by_id(worker.id)
    for name in names:
        setattr(worker, name, None)
    return operations.save(worker, scope.SYSTEM)


def remembered():
    return " ".join(f"{audit.changes} {audit.commitments}" for audit in Audit.select())


def erased(person, *names, reason="本人申请", confirm="w-1"):
    return person.fill(PAGE, column=list(names), reason=reason, confirm=confirm)


def test_the_number_goes_the_lines_stay_and_check_is_content(office, worker, run):
    assert "erase/?id=1" in office.text("/admin/worker/details/?id=1")
    emptied(worker, "id_number")
    answer = erased(office, "id_number", reason="本人申请，区法院 3 号文")
    assert answer.status_code == 302
    assert "2 条" in office.text(answer.location)
    assert NUMBER not in remembered()
    assert "县府街1号" in remembered()
    assert run("check").exit_code == 0
    line = Audit.get(Audit.act == Act.ERASED)
    assert json.loads(line.changes) == {"columns": ["id_number"], "reason": "本人申请，区法院 3 号文"}
    assert (line.account_id, line.via, line.record) == (office.account.id, "screen", 1)
    history = office.text("/admin/worker/details/?id=1")
    assert "已依法删除" in history
    assert "区法院 3 号文" in history


@pytest.mark.parametrize(
    ("names", "more", "words"),
    [
        (["address"], {}, "家庭住址"),  # the record still holds it
        (["id_number", "address"], {}, "家庭住址"),
        ([], {}, "敏感"),
        (["name"], {}, "敏感"),
        (["nothing"], {}, "敏感"),
        (["id_number"], {"reason": " "}, "200"),
        (["id_number"], {"reason": "长" * 201}, "200"),
        (["id_number"], {"confirm": "W-2"}, "W-1"),
    ],
)
def test_what_is_refused_erases_nothing(office, worker, names, more, words):
    emptied(worker, "id_number")
    answer = erased(office, *names, **more)
    assert answer.status_code == 422
    assert words in mistakes(answer)[0]
    assert NUMBER in remembered()
    assert "县府街1号" in remembered()


def test_of_what_is_in_the_trash_or_gone_for_good_the_memory_can_go_too(office, worker):
    emptied(worker, "id_number")
    office.fill("/admin/worker/delete/?id=1")
    assert erased(office, "id_number").status_code == 302
    assert NUMBER not in remembered()
    office.fill("/admin/worker/purge/?id=1", confirm="W-1")
    assert Worker.select().count() == 0
    assert erased(office, "address").status_code == 302
    assert "县府街1号" not in remembered()
    assert office.get(PAGE).status_code == 404  # nothing is remembered any more
    assert office.get("/admin/worker/erase/?id=9").status_code == 404


def test_only_the_administrator_and_only_where_there_is_something_sensitive(desk, office, worker):
    emptied(worker, "id_number")
    for role in (Role.UNION, Role.CLERK, Role.READER, Role.AUDITOR):
        person = Person(
            desk, f"some {role}", role, worker.organisation, tuple(Area) if role == Role.CLERK else ()
        )
        assert "erase/" not in person.text("/admin/worker/details/?id=1")
        token = {
            "csrf_token": person.form("/password")["csrf_token"],
            "column": "id_number",
            "reason": "想抹",
        }
        assert person.get(PAGE).status_code == 403
        assert person.client.post(PAGE, data={**token, "confirm": "W-1"}).status_code == 403
    assert NUMBER in remembered()
    make(models.Trade)
    assert "erase/" not in office.text("/admin/trade/details/?id=1")
    assert office.get("/admin/trade/erase/?id=1").status_code == 403
