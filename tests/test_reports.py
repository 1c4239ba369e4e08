"""The month reports: every figure is the length of the list it links to, and only what belongs is in it."""

from pathlib import Path

import pytest
from playhouse.test_utils import count_queries

import filters
import language
import reports
import scope
from choices import Role, UnionKind
from models import BY_TABLE, Organisation
from reports.figures import percentage
from tests import month
from tests.make import actor, make
from tests.month_areas import AREAS

NAMES = [report.name for report in reports.REPORTS]
MARCH = "2026-03"
DOCS = Path(__file__).resolve().parent.parent / "docs" / "reports.md"


@pytest.fixture
def unions(desk):
    with language.speaking("en"):
        yield month.unions()


@pytest.fixture(params=NAMES)
def march(request, unions):
    """One area's month: its report's name, what it must print for the county, and the unions."""
    unions.name = request.param
    unions.expected = AREAS[request.param](unions)
    return unions


def secretary(union):
    return actor(Role.UNION, union)


def totals(result):
    return {row.indicator: row.value for row in result.rows if not row.group}


def listed(link, by):
    table, conditions = link
    model = BY_TABLE[table]
    return list(filters.narrow(scope.visible(model, by), model, conditions, by))


def figure(link, by, adds=""):
    records = listed(link, by)
    return sum(getattr(record, adds) or 0 for record in records) if adds else len(records)


def test_every_area_has_its_report_and_its_month_in_these_tests():
    assert list(AREAS) == NAMES
    for report in reports.REPORTS:
        with language.speaking("en"):
            assert str(report.title)
            assert str(report.sentence).endswith(".")
        assert report.indicators
        assert reports.find(report.name) is report
    assert reports.find("wages") is None


def test_every_indicator_is_told_in_the_documentation():
    page = " ".join(DOCS.read_text(encoding="utf-8").split())
    with language.speaking("en"):
        labels = [str(i.label).partition(":")[0] for report in reports.REPORTS for i in report.indicators]
        titles = [str(report.title) for report in reports.REPORTS]
    assert [words for words in [*titles, *labels] if words not in page] == []


def test_only_what_belongs_to_the_union_and_the_month_counts(march):
    result = reports.run(march.name, MARCH, secretary(march.county))
    found = totals(result)
    assert {label: found.get(label) for label in march.expected} == march.expected


def test_every_indicator_is_tried_with_records_that_count(march):
    """An indicator that no record of these tests reaches could count anything."""
    unexpected = {
        str(indicator.label)
        for indicator in reports.find(march.name).indicators
        if str(indicator.label) not in march.expected
    }
    assert all(label.startswith(("Certified skills: ", "Trainers: ")) for label in unexpected)


def test_every_figure_equals_the_list_it_links_to(march):
    adding = {str(i.label): i.adds for i in reports.find(march.name).indicators}
    for by in (scope.SYSTEM, secretary(march.county), secretary(march.town)):
        for row in reports.run(march.name, MARCH, by).rows:
            assert row.numerator == figure(row.link, by, adding[row.indicator]), row
            if row.denominator is not None:
                assert row.denominator == figure(row.denominator_link, by), row


def test_every_condition_of_an_indicator_keeps_something_out(march):
    """Were one left out, these records would count wrongly: so none can be lost unnoticed."""
    rows = reports.run(march.name, MARCH, scope.SYSTEM, march.county).rows
    one_of_a_kind = [row for row in rows if not row.group and ": " not in row.indicator]
    links = {link for row in one_of_a_kind for link in (row.link, row.denominator_link) if link}
    assert [(table, c) for table, conditions in links for c in idle(table, conditions)] == []


def idle(table, conditions):
    """The conditions without which the list would be no longer."""
    whole = len(listed((table, conditions), scope.SYSTEM))
    for left_out in conditions:
        others = tuple(c for c in conditions if c is not left_out)
        if len(listed((table, others), scope.SYSTEM)) == whole:
            yield left_out


def test_the_condition_behind_a_figure_is_one_that_a_list_offers(march):
    for row in reports.run(march.name, MARCH, scope.SYSTEM, march.county).rows:
        table, conditions = row.link
        for condition in (one for one in conditions if one.column != filters.STANDS):
            column = filters.column_at(BY_TABLE[table], condition.column)
            assert condition.operation in filters.operations(column), condition
            assert not column.sensitive, condition


def test_the_unions_below_stand_under_the_total_and_never_exceed_it(march):
    result = reports.run(march.name, MARCH, scope.SYSTEM, march.county)
    assert {row.group for row in result.rows} <= {"", march.town.name, march.street.name}
    for total in (row for row in result.rows if not row.group):
        parts = [row for row in result.rows if row.group and row.indicator == total.indicator]
        assert sum(part.numerator for part in parts) <= total.numerator
        assert all(part.numerator or part.denominator for part in parts)
    assert any(row.group == march.town.name for row in result.rows)


def test_with_no_union_chosen_the_topmost_ones_are_shown(march):
    groups = {row.group for row in reports.run(march.name, MARCH, scope.SYSTEM).rows}
    assert groups == {"", march.county.name, march.foreign.name}


def test_with_one_topmost_union_the_ones_below_it_are_shown(march):
    groups = {row.group for row in reports.run(march.name, MARCH, secretary(march.county)).rows}
    assert groups <= {"", march.town.name, march.street.name}
    assert march.town.name in groups


def test_a_township_sees_its_own_records_only_whatever_it_asks_for(march):
    by = secretary(march.town)
    own = totals(reports.run(march.name, MARCH, scope.SYSTEM, march.town))
    assert totals(reports.run(march.name, MARCH, by)) == own
    assert totals(reports.run(march.name, MARCH, by, march.town)) == own
    for union in (march.foreign, march.street, march.county):
        rows = reports.run(march.name, MARCH, by, union).rows
        assert not any(row.numerator for row in rows if not row.group)


def test_the_queries_of_a_report_do_not_grow_with_the_unions(march):
    with count_queries() as few:
        reports.run(march.name, MARCH, scope.SYSTEM, march.county)
    for _number in range(5):
        make(Organisation, kind=UnionKind.TOWNSHIP, parent=march.county)
    with count_queries() as many:
        reports.run(march.name, MARCH, scope.SYSTEM, march.county)
    assert many.count == few.count


@pytest.mark.parametrize("text", ["2026-13", "2026-00", "abc", "", "2026", "202603", "1899-12", "2026-03-01"])
def test_what_is_no_month_is_said_in_words(unions, text):
    with pytest.raises(ValueError, match="not a month"):
        reports.run("workers", text, scope.SYSTEM)


@pytest.mark.parametrize("text", ["2026-03", "2026-3", " ２０２６-03 "])
def test_a_month_is_read_as_people_type_it(unions, text):
    assert reports.run("workers", text, scope.SYSTEM).month == MARCH


def test_an_unknown_report_is_answered_with_those_there_are(unions):
    with pytest.raises(ValueError, match="matchmaking"):
        reports.run("wages", MARCH, scope.SYSTEM)


def test_a_rate_is_written_with_two_places_and_a_dash_where_there_is_nothing():
    assert [percentage(9364, 10_000), percentage(2, 3), percentage(0, 0)] == ["93.64%", "66.67%", "—"]


def test_the_file_has_a_line_for_each_indicator_and_union(march):
    result = reports.run(march.name, MARCH, scope.SYSTEM, march.county)
    header, *lines = reports.csv_rows(result)
    assert header == ["Indicator", "Value", "Numerator", "Denominator"]
    labels = [line[0] for line in lines]
    assert len(set(labels)) == len(labels) == len(result.rows)
    for line, row in zip(lines, result.rows, strict=True):
        assert row.group in line[0]
        assert line[1:] == [row.value, *fraction(row)]


def fraction(row):
    return ["", ""] if row.denominator is None else [str(row.numerator), str(row.denominator)]
