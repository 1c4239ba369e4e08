"""Contests on screen: who reads a board and when, what the page before a verb shows, a contestant's line, papers."""

import json
import re
from datetime import date

import pytest
from contests import entered, event, mark, setting, stages
from front_door import Person, mistakes
from make import make
from workbook import Workbook

from choices import Area, Role, StageKind, TieBreak
from models import Entry, EntryMember, Honour, Organisation, Prize, Score, Worker
from scope import SYSTEM
from sync import places, sharing
from sync.run import run as sync


class Province:
    """A province that runs a contest; a union under it, and one in another province, with somebody at each."""

    def __init__(self, desk):
        self.union = make(Organisation, name="甘肃省总工会")
        self.below = make(Organisation, name="甘州区总工会", parent=self.union)
        self.elsewhere = make(Organisation, name="青海省总工会")
        self.office = Person(desk, "office", Role.CLERK, self.union, (Area.COMPETITIONS,))
        self.reader = Person(desk, "reader", Role.READER, self.union)
        self.foreign = Person(desk, "foreign", Role.UNION, self.elsewhere)
        self.worker = make(Worker, organisation=self.elsewhere, name="马青海")
        self.contest = event(self.union, stages=2, tie_break=(TieBreak.PRACTICE,))
        self.first, self.second = stages(self.contest)

    def fill(self):
        """Three entries with marks; the first is of the worker of the other province."""
        teams = [entered(self.contest, "青海一队", delegation="青海", worker=self.worker)]
        teams += [entered(self.contest, name, delegation="甘肃") for name in ("甘肃一队", "甘肃二队")]
        marks = [{"total": 90, "practice": 88}, {"total": 90, "practice": 91}, {"total": 70}]
        mark(self.first, dict(zip(teams, marks, strict=True)))
        return teams


@pytest.fixture
def province(desk):
    return Province(desk)


def do(person, record, verb, **typed):
    return person.fill(f"/admin/{record._meta.table_name}/do/{verb}/?id={record.id}", **typed)


def board(person, stage):
    """(status, the names on the board from top to bottom; those below "as it stands now" too)."""
    answer = person.get(f"/admin/boards/{stage.id}/")
    return answer.status_code, re.findall(r"<td>(\w+队)</td>", answer.get_data(as_text=True))


def test_a_board_is_for_those_who_may_see_the_stage_until_it_is_released(province):
    province.fill()
    names = ["甘肃一队", "青海一队", "甘肃二队"]
    assert board(province.office, province.first) == board(province.reader, province.first) == (200, names)
    assert board(province.foreign, province.first)[0] == 404
    assert "焊工赛项" not in province.foreign.text("/admin/boards/")
    assert do(province.reader, province.first, "release").status_code == 403
    assert do(province.office, province.first, "release").status_code == 302
    assert board(province.foreign, province.first) == (200, names)
    page = province.foreign.text(f"/admin/boards/{province.first.id}/")
    assert page.count("实操成绩高者在前") == 3, "the rule above, and beside both whom it told apart"
    assert province.worker.name not in page
    assert "焊工赛项" in province.foreign.text("/admin/boards/")
    assert province.foreign.get(f"/admin/stage/details/?id={province.first.id}").status_code == 404
    do(province.office, province.first, "withhold")
    assert board(province.foreign, province.first)[0] == 404


def test_frozen_it_stays_as_it_was_for_all_but_those_who_work_on_the_marks(province):
    province.fill()
    do(province.office, province.first, "release")
    do(province.office, province.first, "freeze")
    before = ["甘肃一队", "青海一队", "甘肃二队"]
    mark(province.first, {entered(province.contest, "临夏一队"): 99})
    for onlooker in (province.reader, province.foreign):
        assert board(onlooker, province.first) == (200, before)
    assert board(province.office, province.first) == (200, [*before, "临夏一队", *before])
    do(province.office, province.first, "thaw")
    assert board(province.foreign, province.first) == (200, ["临夏一队", *before])


def test_the_page_before_promoting_tells_who_goes_on_and_why(province):
    province.fill()
    setting(province.first, promoted=1)
    page = province.office.text(f"/admin/stage/do/promote/?id={province.first.id}")
    assert "晋级线上同分" in page
    assert "补入 2 个" in page
    assert not Score.select().where(Score.stage == province.second.id).exists()
    do(province.office, province.first, "promote")
    assert "补入 0 个" in province.office.text(f"/admin/stage/do/promote/?id={province.first.id}")
    assert do(province.office, province.second, "undo").status_code == 409, (
        "from the last stage nobody goes on"
    )
    assert do(province.office, province.first, "undo").status_code == 302
    refused = do(province.office, province.first, "undo")
    assert refused.status_code == 422
    assert "还没有晋级者" in refused.get_data(as_text=True)


def test_a_worker_s_union_reads_the_line_of_its_own_people_once_it_is_released(province):
    """The contest is another union's: before the release not even that it was entered is told."""
    team = province.fill()[0]
    do(province.office, province.first, "promote")
    address = f"/admin/worker/details/?id={province.worker.id}"
    paper = f"/admin/worker/paper/contests/?id={province.worker.id}"
    assert "焊工赛项" not in province.foreign.text(address) + province.foreign.text(paper)
    do(province.office, province.first, "release")
    for page in (province.foreign.text(address), province.foreign.text(paper)):
        assert "第 2 名（共 3 名）" in page
        assert "决赛" not in page
    assert EntryMember.get(EntryMember.entry == team.id).worker == province.worker


def test_an_entry_is_sent_back_with_a_reason_and_may_come_again(province):
    entry = entered(province.contest, "甘肃三队", state="entered")
    empty = do(province.office, entry, "refuse")
    assert empty.status_code == 422
    assert do(province.office, entry, "refuse", reason="照片不清").status_code == 302
    assert (Entry.get_by_id(entry.id).state, Entry.get_by_id(entry.id).reason) == ("refused", "照片不清")
    setting(entry, state="entered")
    assert do(province.office, entry, "approve").status_code == 302
    assert Entry.get_by_id(entry.id).reason is None


def test_papers_and_honours_are_there_for_the_last_stage(province):
    teams = province.fill()
    setting(province.second, kind=StageKind.FINAL)
    do(province.office, province.first, "promote")
    mark(province.second, {team: 80 + turn for turn, team in enumerate(teams)})
    make(Prize, contest=province.contest, first_place=1, last_place=1, kind="champion", title="焊工状元")
    page = province.office.text(f"/admin/contest/do/award/?id={province.contest.id}")
    assert "第 1 名" in page
    assert "焊工状元" in page
    assert "授予日期" in page
    assert f"W-{EntryMember.get(EntryMember.entry == teams[2].id).worker_id}" in page
    results = province.office.text(f"/admin/stage/paper/results/?id={province.second.id}")
    assert [*re.findall(r'<tr><td class="number">(\d)</td>', results)] == ["1", "2", "3"]
    assert "<nav" not in results


def test_honours_of_people_of_other_unions_are_left_to_those(province):
    """The office writes into its own registers only; the page says who else has earned what."""
    province.fill()
    setting(province.first, promoted=None)
    single = event(province.union, stages=1)
    final = stages(single)[0]
    own = entered(single, "甘肃一队", worker=make(Worker, organisation=province.union))
    mark(final, {own: 90, entered(single, "青海一队", worker=province.worker): 90})
    make(Prize, contest=single, first_place=1, last_place=1, kind="champion", title="焊工状元")
    page = province.office.text(f"/admin/contest/do/award/?id={single.id}")
    assert "其他工会" in page
    assert province.worker.code in page
    assert province.worker.name not in page
    assert do(province.office, single, "award", awarded_on="2026-12-08").status_code == 302
    assert [one.worker for one in Honour.select()] == [EntryMember.get(EntryMember.entry == own.id).worker]


def test_an_entry_is_looked_at_the_same_by_form_file_and_sheet(province, run, tmp_path, settings):
    """Somebody too old for the event comes in by none of them, and each says why; somebody young enough by each."""
    contest = setting(province.contest, highest_age=40, team_size=3)
    entry = make(Entry, contest=contest, name="甘肃一队", reason=None)
    office = Person(province.office.desk, "chair", Role.UNION, province.union)
    sheet = sharing.share(
        EntryMember, settings.sheets_folder, SYSTEM, editable=["entry", "worker", "captain"], name="队员"
    )
    sync(sheet, settings)
    book = Workbook(places.path(sheet, settings))

    def by_form(worker):
        answer = office.fill("/admin/entry_member/new/", entry=entry.code, worker=worker.code)
        return "；".join(mistakes(answer))

    def by_file(worker):
        path = tmp_path / "members.csv"
        path.write_text(f"参赛报名,职工\n{entry.name},{worker.code}\n", encoding="utf-8")
        return json.loads(run("import", "entry_member", path, "--json").stdout)["rejects"]

    def by_sheet(worker):
        sync(sheet, settings)  # a row is added below those there are
        book.add(**{"参赛报名": entry.code, "职工": worker.code, "队长": "否"})
        sync(sheet, settings)
        return " ".join(str(cell) for row in book.rows() for cell in row.values())

    for door in (by_form, by_file, by_sheet):
        old, young = (
            make(Worker, organisation=province.union, id_number=None, born_on=born)
            for born in (date(1980, 1, 1), date(2000, 1, 1))
        )
        assert "本赛项限 40 周岁" in str(door(old)), door
        assert not EntryMember.select().where(EntryMember.worker == old).exists()
        door(young)
        assert EntryMember.select().where(EntryMember.worker == young).exists(), door
