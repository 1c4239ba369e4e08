"""Whatever leaves as a file is in the trail: who, what, narrowed how, how many rows, whether to the end."""

import json

import pytest
from front_door import Person

import operations
import rows
import scope
from choices import Act, Role
from models import Audit, Organisation, SharedSheet, Worker
from operations import chain
from sync import sharing
from sync.run import run as run_sheet
from tests.make import again, make

NUMBER = "11010519491231002X"


@pytest.fixture
def union(desk):
    union = make(Organisation, name="甘州区总工会")
    for number in range(3):
        make(Worker, organisation=union, name=f"职工{number}", id_number=None, trade=None, enterprise=None)
    return union


@pytest.fixture
def clerk(desk, union):
    return Person(desk, "secretary", Role.UNION, union)


def lines():
    return list(Audit.select().where(Audit.act == Act.EXPORTED).order_by(Audit.id))


def facts():
    return [json.loads(line.changes) for line in lines()]


def test_an_export_is_recorded_with_who_what_and_how_many(clerk, union):
    clerk.text("/admin/worker/export/csv/")
    (line,) = lines()
    assert (line.who, line.via, line.entity, line.record) == ("secretary", "screen", "worker", None)
    assert line.organisation == union.id
    assert facts() == [{"search": "", "filters": [], "rows": 3, "whole": True}]
    assert chain.first_break() is None


def test_it_says_how_the_list_was_narrowed(clerk):
    clerk.text("/admin/worker/export/csv/?search=职工1&flt0_name-contains=职工")
    (fact,) = facts()
    assert fact["rows"] == 1
    assert fact["search"] == "职工1"
    assert fact["filters"] == ["姓名 包含 职工"]


def test_an_id_number_that_was_searched_is_not_kept(clerk):
    clerk.text(f"/admin/worker/export/csv/?search={NUMBER}&flt0_id_number-is={NUMBER}")
    (line,) = lines()
    assert NUMBER not in line.changes
    assert "证件号码" in line.changes


def test_an_export_broken_off_is_recorded_with_the_rows_that_went(clerk, monkeypatch):
    monkeypatch.setattr(rows.csv_lines, "__defaults__", (1,))
    answer = clerk.client.get("/admin/worker/export/csv/")
    stream = answer.iter_encoded()
    for _part in range(3):  # mark, header, first row
        next(stream)
    assert lines() == []
    stream.close()
    answer.close()
    assert [(fact["rows"], fact["whole"]) for fact in facts()] == [(1, False)]


def test_an_export_that_breaks_is_recorded_too(clerk, monkeypatch):
    monkeypatch.setattr(rows, "with_links", lambda model, ids, by: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        clerk.text("/admin/worker/export/csv/")
    assert [(fact["rows"], fact["whole"]) for fact in facts()] == [(0, False)]


def test_a_report_as_csv_is_recorded_and_on_screen_is_not(clerk, union):
    clerk.text("/reports/workers?month=2026-03")
    assert lines() == []
    answer = clerk.text(f"/reports/workers?month=2026-03&organisation={union.code}&format=csv")
    (line,) = lines()
    (fact,) = facts()
    assert line.entity == "report"
    assert fact["rows"] == answer.count("\r\n") - 1
    assert "2026-03" in fact["what"]
    assert union.code in fact["what"]


def test_commands_are_recorded(run, union, tmp_path):
    assert run("export", "worker", "-o", tmp_path / "workers.csv").exit_code == 0
    assert run("report", "workers", "--month", "2026-03", "-o", tmp_path / "report.csv").exit_code == 0
    assert [(line.who, line.via, line.entity) for line in lines()] == [
        ("system", "command", "worker"),
        ("system", "command", "report"),
    ]
    assert facts()[0]["rows"] == 3


def test_who_may_not_export_leaves_no_line(desk, union):
    assert desk.test_client().get("/admin/worker/export/csv/").status_code == 302
    assert lines() == []


def test_users_and_sign_ins_leave_for_who_may_see_them(desk, clerk, union):
    other = Person(desk, "other", Role.UNION, make(Organisation))
    auditor = Person(desk, "auditor", Role.AUDITOR, make(Organisation, parent=union))
    own = clerk.text("/admin/accounts/export/csv/")
    assert "\r\nsecretary," in own
    assert "可以登录" in own
    assert "other" not in own
    assert "secretary" not in other.text("/admin/accounts/export/csv/")
    log = auditor.text("/admin/sign-ins/export/csv/")
    assert log.count("\r\n") == 2  # the header, and the auditor of a lower union
    assert ",auditor," in log
    assert [(line.who, line.entity) for line in lines()] == [
        ("secretary", "account"), ("other", "account"), ("auditor", "sign_in"),
    ]  # fmt: skip
    for person, door in ((auditor, "accounts"), (clerk, "sign-ins")):
        assert person.get(f"/admin/{door}/export/csv/").status_code == 403
    assert len(lines()) == 3


def test_rows_that_go_to_a_shared_workbook_are_recorded_once_a_run(desk, settings, union):
    by = scope.actor(Person(desk, "sharer", Role.UNION, union).account)
    sharing.share(
        Worker,
        settings.sheets_folder,
        by,
        union,
        columns=["name", "phone"],
        editable=["phone"],
        name="花名册",
    )

    def run(dry=False):
        run_sheet(SharedSheet.get(), settings, dry)
        return [(line.who, line.via, line.entity, line.organisation) for line in lines()]

    assert run(dry=True) == []
    assert run() == run() == [("sharer", "sheet 花名册", "worker", union.id)]  # nothing new: no second line
    worker = again(Worker.get())
    worker.phone = "13800000000"
    operations.save(worker, scope.SYSTEM)
    assert len(run()) == 2
    assert facts() == [{"columns": ["name", "phone"], "rows": n, "whole": True} for n in (3, 1)]
    assert "共 3 行；姓名、手机号码" in Person(desk, "office").text("/admin/trail/?act=exported")
