"""Months that are closed: the figures stand with their rows, and what is corrected later is named in the next month."""

import csv
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from urllib.parse import urlencode

import pytest

import database
import language
import models
import operations
import reports
import scope
from choices import Act, Role, WorkState
from filters import narrow
from models import BY_TABLE, Audit, MonthClose, MonthFigure, MonthRows, Skill, Worker
from operations import Refused, months, purging, trail
from reports import causes, frozen
from reports.corrections import previous
from tests import month
from tests.front_door import Person, codes
from tests.make import actor, again, make
from tests.month_areas import AREAS

MARCH, APRIL = "2026-03", "2026-04"
NAMES = [report.name for report in reports.REPORTS]


@pytest.fixture
def unions(desk):
    with language.speaking("en"):
        yield month.unions()


def secretary(union):
    return actor(Role.UNION, union)


def closed(name, union, which=MARCH):
    return months.close(name, which, union, secretary(union))


def figures(result):
    return [(row.key, row.group, row.value, row.numerator, row.denominator) for row in result.rows]


def ids(query):
    return {id for (id,) in query.tuples()}


def behind(row, side, by):
    model = BY_TABLE[row.link[0]]
    return ids(
        scope.visible(model, by, model.id).where(frozen.inside(model.id, MonthFigure[row.figure], side))
    )


def joined(union, on=date(2026, 3, 10), **values):
    return make(Worker, organisation=union, joined_on=on, id_number=None, **values)


# Closing -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_a_closed_month_stands_with_every_figure_and_the_rows_behind_it(unions, name):
    AREAS[name](unions)
    by = secretary(unions.county)
    live = reports.run(name, MARCH, by, unions.county)
    closed(name, unions.county)
    stood = reports.run(name, MARCH, by, unions.county)
    assert figures(stood) == figures(live)
    assert stood.close.who == by.name
    for row in stood.rows:
        assert row.figure
        for side, link in enumerate((row.link, row.denominator_link)):
            if link:
                model = BY_TABLE[link[0]]
                listed = ids(narrow(scope.visible(model, by, model.id), model, link[1], by))
                assert behind(row, side, by) == listed, (row.indicator, row.group, side)
    before = figures(stood)
    AREAS[name](unions)  # the same again: every figure that counts now has more
    assert figures(reports.run(name, MARCH, by, unions.county)) == before


def test_the_rows_are_kept_as_bits_sixty_to_a_row_and_once_for_the_same_conditions(unions):
    for number in range(130):
        joined(unions.town, sex="male" if number % 2 else "female")
    closed("workers", unions.county)
    figures = {(one.indicator, one.group): one for one in MonthFigure.select()}
    women, members, share = (
        figures[label, ""] for label in ("Women on the register", "Union members", "Share of union members")
    )
    blocks = MonthRows.select().where(MonthRows.rows == women.rows)
    assert (blocks.count(), frozen.how_many(women, 0)) == (3, 65)
    assert members.rows == share.rows
    assert figures["Workers on the register", ""].rows == share.rows_below


def test_closing_is_for_the_unions_administrator_once_the_month_is_over(unions, clock):
    clock.moment = datetime(2026, 3, 31, 23, 59)
    with pytest.raises(Refused, match="not over"):
        closed("workers", unions.county)
    clock.moment = datetime(2026, 4, 1, 0, 0)
    for role in (Role.CLERK, Role.READER, Role.AUDITOR):
        with pytest.raises(Refused, match="administrator"):
            months.close("workers", MARCH, unions.county, actor(role, unions.county))
    with pytest.raises(Refused, match="administrator"):
        months.close("workers", MARCH, unions.foreign, secretary(unions.county))
    assert MonthClose.select().count() == MonthFigure.select().count() == 0
    first = closed("workers", unions.county)
    assert (first.closed_at, closed("workers", unions.county)) == (clock.moment, first)
    assert MonthClose.select().count() == 1
    line = Audit.select().order_by(Audit.id.desc()).get()
    assert (line.act, line.record, line.organisation) == (Act.MONTH_CLOSED, first.id, unions.county.id)
    for name, which in (("wages", MARCH), ("workers", "2026-13")):
        with pytest.raises(ValueError, match=r"no such report|not a month"):
            months.close(name, which, unions.county, secretary(unions.county))


def test_two_who_close_at_once_close_once(unions):
    joined(unions.town)

    def close(_number):
        with database.db.connection_context(), language.speaking("en"):
            return closed("workers", unions.county).id

    with ThreadPoolExecutor(2) as pool:
        assert len(set(pool.map(close, range(2)))) == 1
    assert MonthClose.select().count() == 1


def test_a_union_closes_its_own_and_no_other_sees_it(unions):
    joined(unions.town)
    closed("workers", unions.town)
    by = secretary(unions.county)
    assert reports.run("workers", MARCH, by, unions.town).close  # they answer for it too
    for other in (unions.county, unions.street, unions.foreign):
        assert reports.run("workers", MARCH, scope.SYSTEM, other).close is None
    for other in (secretary(unions.foreign), secretary(unions.street)):
        answer = reports.run("workers", MARCH, other, unions.town)
        assert answer.close is None
        assert not any(row.numerator for row in answer.rows)
    figure = MonthFigure.select().first()
    assert frozen.named(str(figure.id), secretary(unions.street)) is None
    assert frozen.named(str(figure.id), by) == (figure, 0)


# Corrections -------------------------------------------------------------------------------------


def named(name, which, union):
    return {
        one.indicator: (one.before.value, one.after.value, one.came, one.gone)
        for one in reports.run(name, which, secretary(union), union).corrections
    }


def test_what_is_put_right_later_is_named_in_the_next_month_with_its_rows_and_who(unions):
    by = secretary(unions.county)
    wrong, stays = joined(unions.town), joined(unions.town)
    closed("workers", unions.county)
    late = joined(unions.street)
    operations.delete(again(wrong), by)
    note = again(stays)
    note.note = "nothing that counts"
    operations.save(note, by)
    joined(unions.town, on=date(2026, 4, 10))
    assert named("workers", MARCH, unions.county) == {}
    found = named("workers", APRIL, unions.county)
    assert found["Joined the union in the month"] == ("2", "2", 1, 1)
    assert "Certified skills" not in found
    result = reports.run("workers", APRIL, by, unions.county)
    one = next(c for c in result.corrections if c.indicator == "Joined the union in the month")
    assert ids(one.changes[0].came) == {late.id}
    assert ids(one.changes[0].gone) == {wrong.id}
    told = causes.causes(one, [late.id, wrong.id])
    assert (told[late.id].act, told[wrong.id].act, told[wrong.id].who) == (Act.CREATED, Act.DELETED, by.name)
    assert [c.indicator for c in reports.run("workers", MARCH, by, unions.county).later] == list(found)
    assert named("workers", "2026-05", unions.county) == {}  # the next month, not every one


def test_a_share_is_corrected_on_both_sides(unions):
    joined(unions.town)
    closed("workers", unions.county)
    joined(unions.town, on=None)
    assert named("workers", APRIL, unions.county)["Share of union members"] == ("100.00%", "50.00%", 0, 0)


def test_a_sum_is_corrected_where_no_row_came_or_went(unions):
    events = {
        "organisation": unions.town,
        "state": "held",
        "starts_at": datetime(2026, 3, 9, 19),
        "register_by": None,
    }
    event = make(BY_TABLE["match_event"], **events, visitors=40)
    closed("matchmaking", unions.county)
    event = again(event)
    event.visitors = 45
    operations.save(event, scope.SYSTEM)
    assert named("matchmaking", APRIL, unions.county) == {
        "Person-times served in the month": ("40", "45", 0, 0)
    }


def test_the_course_of_things_is_no_correction(unions):
    """Who retires or moves to another union later was on the register in March all the same."""
    retired, moved, skilled = joined(unions.town), joined(unions.town), joined(unions.town)
    make(Skill, worker=skilled, issued_on=date(2026, 1, 1), expires_on=None)
    for union in (unions.county, unions.town):
        closed("workers", union)
    for worker, column, value in (
        (retired, "state", WorkState.RETIRED), (skilled, "state", WorkState.RETIRED), (moved, "organisation", unions.foreign)
    ):  # fmt: skip
        worker = again(worker)
        setattr(worker, column, value)
        operations.save(worker, scope.SYSTEM)
    for union in (unions.county, unions.town, unions.foreign):
        assert named("workers", APRIL, union) == {}
    retired = again(retired)
    operations.delete(retired, scope.SYSTEM)  # but who should never have been there is one
    assert named("workers", APRIL, unions.town)["Joined the union in the month"] == ("3", "2", 0, 1)


def test_a_correction_is_named_once_and_stands_in_the_month_that_was_closed_with_it(unions):
    closed("workers", unions.county)
    first = joined(unions.town)
    named_then = named("workers", APRIL, unions.county)
    closed("workers", unions.county, APRIL)
    assert named("workers", APRIL, unions.county) == named_then
    assert named("workers", "2026-05", unions.county) == {}
    operations.delete(again(first), scope.SYSTEM)
    assert named("workers", APRIL, unions.county) == named_then
    may = named("workers", "2026-05", unions.county)
    assert may["Joined the union in the month"] == ("1", "0", 0, 1)
    assert reports.run("workers", MARCH, scope.SYSTEM, unions.county).rows[4].value == "0"
    for month_, value in (
        (MARCH, "0"),
        (APRIL, "1"),
    ):  # who joined in March was on the register in April, too
        assert reports.run("workers", month_, scope.SYSTEM, unions.county).rows[0].value == value


def test_a_row_removed_for_good_is_counted_as_gone(unions):
    worker = joined(unions.town)
    closed("workers", unions.county)
    operations.delete(again(worker), scope.SYSTEM)
    purging.purge(again(worker), scope.SYSTEM)
    assert named("workers", APRIL, unions.county)["Joined the union in the month"] == ("1", "0", 0, 1)


# Reopening ---------------------------------------------------------------------------------------


def test_reopening_needs_a_reason_and_lets_the_figures_run(unions):
    by, there = secretary(unions.county), closed("workers", unions.county)
    joined(unions.town)
    for reason in ("", " ", "x" * 300):
        with pytest.raises(Refused, match="Say why"):
            months.reopen(there, by, reason)
    with pytest.raises(Refused, match="administrator"):
        months.reopen(there, actor(Role.READER, unions.county), "a list came late")
    assert reports.run("workers", MARCH, by, unions.county).close
    months.reopen(there, by, "a list came late")
    running = reports.run("workers", MARCH, by, unions.county)
    assert (running.close, running.rows[0].value) == (None, "1")
    line = Audit.select().order_by(Audit.id.desc()).get()
    assert (line.act, trail.facts(line)["reason"]) == (Act.MONTH_REOPENED, "a list came late")
    assert MonthFigure.select().where(MonthFigure.close == there.id).exists()
    assert closed("workers", unions.county).id != there.id


def test_a_month_whose_corrections_stand_in_a_later_one_is_reopened_after_it(unions):
    by, march = secretary(unions.county), closed("workers", unions.county)
    joined(unions.town)
    april = closed("workers", unions.county, APRIL)
    with pytest.raises(Refused, match="reopen 2026-04 first"):
        months.reopen(march, by, "late")
    months.reopen(april, by, "late")
    months.reopen(march, by, "late")
    assert named("workers", APRIL, unions.county) == {}


# On screen, as a file, by command ------------------------------------------------------------------


def address(unions, **more):
    return "/reports/workers?" + urlencode({"month": MARCH, "organisation": unions.county.code, **more})


def send(person, unions, door, **fields):
    form = {
        "csrf_token": person.form("/password")["csrf_token"],
        "month": MARCH,
        "organisation": unions.county.code,
    }
    person.last = person.client.post(f"/reports/{door}", data=form | fields, follow_redirects=True)
    return person.last.get_data(as_text=True)


def test_closing_and_reopening_on_screen(desk, unions):
    worker = joined(unions.town)
    person = Person(desk, "office", Role.UNION, unions.county)
    person.get("/language/zh_Hans_CN")
    assert "进行中" in person.text(address(unions))
    assert "已结账" in send(person, unions, "workers/close")
    operations.delete(again(worker), scope.SYSTEM)
    page = person.text(address(unions))
    link = re.search(r'本月入会职工.*?href="(/admin/worker/\?figure=\d+)"', page, re.S)[1]
    listed = person.text(link)
    assert "此后进回收站 1 条" in listed
    assert worker.code in listed
    april = person.text(address(unions, month=APRIL))
    assert "对已结账月份的更正" in april
    assert worker.code in april
    lines = list(
        csv.reader(person.get(address(unions, month=APRIL, format="csv")).text.lstrip("\ufeff").splitlines())
    )
    assert lines[0] == ["指标", "数值", "分子", "分母"]
    assert any(line[0].startswith("更正 2026-03：本月入会职工，原为 1") and line[1] == "0" for line in lines)
    march = person.get(address(unions, format="csv")).text
    assert march.splitlines()[-1].startswith("2026-03 已结账：")
    assert "请写明理由" in send(person, unions, "workers/reopen", reason="")
    assert "已结账" in person.text(address(unions))
    assert "已重新打开" in send(person, unions, "workers/reopen", reason="漏报一份名单")
    send(person, unions, "workers/reopen", reason="再来")
    assert person.last.status_code == 404


def test_the_list_of_a_closed_figure_is_that_of_its_union_and_entity(desk, unions):
    worker = joined(unions.town)
    closed("workers", unions.county)
    figure = MonthFigure.get(
        MonthFigure.indicator == "Joined the union in the month", MonthFigure.union.is_null()
    )
    person = Person(desk, "office", Role.UNION, unions.county)
    stranger = Person(desk, "stranger", Role.UNION, unions.foreign)
    joined(unions.town)
    assert codes(person.text(f"/admin/worker/?figure={figure.id}")) == [worker.code]
    assert f"\n{worker.code}," in person.text(f"/admin/worker/export/csv/?figure={figure.id}")
    for who, what in ((stranger, f"worker/?figure={figure.id}"), (person, f"trainer/?figure={figure.id}"),
                      (person, "worker/?figure=99999"), (person, "worker/?figure=x")):  # fmt: skip
        assert codes(who.text(f"/admin/{what}")) == []
        assert 'class="message error"' in who.last.get_data(as_text=True)


def test_the_page_of_closed_months_closes_every_report_and_shows_the_unions_below(desk, unions):
    person = Person(desk, "office", Role.UNION, unions.county)
    reader = Person(desk, "reader", Role.READER, unions.county)
    last = previous(models.now().strftime("%Y-%m"))
    closed("workers", unions.town, last)
    assert person.text("/reports/months").count("badge closed") == 1
    send(person, unions, "months", month=last)
    assert MonthClose.select().where(MonthClose.organisation == unions.county.id).count() == len(
        reports.REPORTS
    )
    assert person.text("/reports/months").count("badge closed") == len(reports.REPORTS) + 1
    assert 'action="/reports/months"' in person.text("/reports/months")
    assert 'action="/reports/months"' not in reader.text("/reports/months")
    send(reader, unions, "months", month="2026-01")
    assert MonthClose.select().where(MonthClose.month == "2026-01").count() == 0


def test_months_by_command(run, unions, tmp_path):
    joined(unions.town)
    where = ("--month", MARCH, "--organisation", unions.county.code)
    assert run("month", "close", "--all", *where).exit_code == 0
    assert run("month", "close", "workers", *where).exit_code == 0
    assert MonthClose.select().count() == len(reports.REPORTS)
    joined(unions.town)
    before = run("report", "workers", *where).stdout
    folder = tmp_path / "月报"
    folder.mkdir()
    assert run("report", "--all", *where, "-o", folder).exit_code == 0
    assert sorted(path.name for path in folder.iterdir()) == sorted(f"{name}-{MARCH}.csv" for name in NAMES)
    assert (folder / f"workers-{MARCH}.csv").read_text("utf-8") == before
    assert run("month", "reopen", "workers", *where).exit_code == 2
    assert run("month", "reopen", "workers", *where, "--reason", "漏报").exit_code == 0
    assert run("month", "reopen", "workers", *where, "--reason", "漏报").exit_code == 1
    assert run("report", "workers", *where).stdout != before
    for wrong in (("close",), ("close", "wages"), ("reopen", "wages", "--reason", "漏报")):
        assert run("month", *wrong, *where).exit_code == 2
    for wrong in (("workers", "--all"), ("--all",), ()):
        assert run("report", *wrong, "--month", MARCH).exit_code == 2
