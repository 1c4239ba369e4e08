"""A table shared with each union below one, in a workbook of its own; names that two unions both use."""

import json

import pytest

import operations
import scope
from choices import Act, Role
from models import Audit, Organisation, SharedSheet, Worker
from sync.run import run_all
from tests.front_door import Person
from tests.make import make
from tests.shared_workers import label
from tests.workbook import Workbook


class County:
    """A county with two townships, a worker in each, shared by unit."""

    def __init__(self, settings, run):
        self.settings, self.run, self.folder = settings, run, settings.sheets_folder
        self.county = make(Organisation, name="甘州区总工会")
        self.units = [
            make(Organisation, name=name, parent=self.county) for name in ("新墩镇总工会", "碱滩镇总工会")
        ]
        self.workers = [
            make(Worker, name=name, organisation=unit) for name, unit in zip("甲乙", self.units, strict=True)
        ]

    def share(self, **more):
        answer = self.run("sheet", "share", "worker", "--to", self.folder, "--organisation", self.county.code, "--name",
                          "名册", "--columns", "name,phone", "--editable", "name,phone", "--per-unit")  # fmt: skip
        assert answer.exit_code == 0, answer.output
        return answer.output

    def sync(self):
        return {one.sheet: one for one in run_all(self.settings)}

    def book(self, number):
        unit = self.units[number].name
        return Workbook(self.folder / unit / f"名册-{unit}.xlsx")

    def names(self, number):
        return [row[label("name")] for row in self.book(number).rows()]


@pytest.fixture
def county(desk, settings, run):
    return County(settings, run)


def test_each_unit_gets_a_workbook_with_its_rows_and_a_new_unit_its_own_later(county):
    assert "名册-新墩镇总工会" in county.share()
    assert set(county.sync()) == {"名册-新墩镇总工会", "名册-碱滩镇总工会"}
    assert (county.names(0), county.names(1)) == (["甲"], ["乙"])
    county.units.append(make(Organisation, name="明永/镇总工会", parent=county.county))
    assert "名册-明永_镇总工会" in county.sync()
    assert Audit.select().where(Audit.act == Act.SHEET_SHARED).count() == 4
    assert len(county.sync()) == 3
    assert all(one.outcome == "quiet" for one in county.sync().values())


def test_a_row_added_by_a_unit_is_its_own(county):
    county.share()
    county.sync()
    county.book(1).add(**{label("name"): "赵六"})
    county.sync()
    assert Worker.get(Worker.name == "赵六").organisation == county.units[1]
    assert county.names(0) == ["甲"]


def test_a_row_that_moves_to_another_unit_moves_to_its_workbook(county):
    """Also with an edit that was typed in the old one meanwhile: it is told, nothing is doubled."""
    county.share()
    county.sync()
    first = county.workers[0]
    county.book(0).type(first.code, label("phone"), "13900000001")
    county.sync()
    first = scope.find(Worker, first.id, scope.SYSTEM)
    assert first.phone == "13900000001"
    first.organisation = county.units[1]
    operations.save(first, scope.SYSTEM)
    county.book(0).type(first.code, label("phone"), "13900000002")
    outcomes = county.sync()
    assert (county.names(0), sorted(county.names(1))) == ([], sorted("甲乙"))
    assert county.book(1).cell(first.code, label("phone")) == "13900000001"
    assert any("13900000002" in finding.text for finding in outcomes["名册-新墩镇总工会"].findings)
    assert Worker.select().count() == 2
    assert all(one.writes == 0 for one in county.sync().values())


def test_the_series_is_paused_and_changed_as_one(county, desk):
    county.share()
    county.sync()
    assert county.run("sheet", "pause", "名册").exit_code == 0
    assert county.sync() == {}
    county.run("sheet", "resume", "名册")
    assert len(county.sync()) == 2
    admin = Person(desk, "admin")
    series = SharedSheet.get(SharedSheet.name == "名册")
    admin.fill(f"/admin/sheets/{series.id}/settings", editable=["phone"], purpose="核对")
    assert {json.loads(one.editable)[0] for one in SharedSheet.select()} == {"phone"}
    assert "名册-碱滩镇总工会" in admin.text(f"/admin/sheets/{series.id}/")
    one = county.run("sync", "--sheet", "名册", "--json")
    assert [json.loads(line)["sheet"] for line in one.output.splitlines()] == [
        "名册-新墩镇总工会",
        "名册-碱滩镇总工会",
    ]


def test_a_screen_shares_by_unit_and_a_spreadsheet_cannot(county, desk, google_account):
    admin, door = Person(desk, "admin"), "/admin/sheets/new/?table=worker"
    both = {"name": "按单位", "organisation": county.county.code, "per_unit": "yes"}
    refused = admin.fill(door, place="google", spreadsheet=google_account.spreadsheet(), **both)
    assert (refused.status_code, SharedSheet.select().count()) == (422, 0)
    assert admin.fill(door, **both).status_code == 302
    assert SharedSheet.select().count() == 3


# Names -------------------------------------------------------------------------------------------


def test_two_unions_use_one_name_and_neither_learns_of_the_other(county, desk):
    door = "/admin/sheets/new/?table=worker"
    people = [Person(desk, f"u{n}", Role.UNION, unit) for n, unit in enumerate(county.units)]
    for person in people:
        assert person.fill(door, name="职工").status_code == 302
    assert people[0].fill(door, name="职工").status_code == 422
    county.sync()
    listed = json.loads(county.run("sheet", "list", "--json").output)
    assert [one["name"] for one in listed] == [f"职工@{unit.code}" for unit in county.units]
    books = [Workbook(county.folder.joinpath(one["path"])) for one in listed]
    assert [[row[label("name")] for row in book.rows()] for book in books] == [["甲"], ["乙"]]
    asked = county.run("sync", "--sheet", "职工")
    assert asked.exit_code == 1
    assert all(one["name"] in asked.output for one in listed)
    assert county.run("sync", "--sheet", listed[1]["name"]).exit_code == 0
    assert county.units[1].code not in people[0].text("/admin/sheets/")
