"""A month report on screen and as a file: every figure leads to a list of just so many records."""

import csv
import html
import re
from urllib.parse import urlencode

import pytest

import language
import reports
import scope
from choices import Role
from tests import month
from tests.front_door import Person
from tests.month_areas import AREAS

FIGURE = re.compile(r'<td class="number"><a href="([^"]+)">([^<]+)</a>')
COUNT = re.compile(r'<p class="count">\D*(\d+)')


@pytest.fixture(params=list(AREAS))
def march(request, desk):
    """One area's month of a county, and the county's secretary at a browser."""
    with language.speaking("en"):
        unions = month.unions()
        AREAS[request.param](unions)
    unions.name = request.param
    unions.secretary = Person(desk, "secretary", Role.UNION, unions.county)
    return unions


def address(march, **more):
    return (
        f"/reports/{march.name}?{urlencode({'month': '2026-03', 'organisation': march.county.code, **more})}"
    )


def result(march):
    by = scope.actor(march.secretary.account)
    return reports.run(march.name, "2026-03", by, march.county)


def shown(march):
    """(how many the list behind a figure has, what is written there) of each link on the page."""
    for link, value in FIGURE.findall(march.secretary.text(address(march))):
        page = march.secretary.text(html.unescape(link))
        yield int(COUNT.search(page)[1]), html.unescape(value)


def test_every_figure_on_the_page_leads_to_a_list_of_just_so_many(march):
    adding = {str(i.label) for i in reports.find(march.name).indicators if i.adds}
    expected = []
    for row in result(march).rows:
        summed = row.indicator in adding
        expected.append((None if summed else row.numerator, row.value))
        if row.denominator is not None:
            expected.append((row.denominator, str(row.denominator)))
    found = list(shown(march))
    assert [value for _count, value in found] == [value for _count, value in expected]
    assert [
        (n, v) for (n, v), (wanted, _v) in zip(found, expected, strict=True) if wanted not in (None, n)
    ] == []


def test_the_file_says_what_the_page_says(march):
    answer = march.secretary.get(address(march, format="csv"))
    text = answer.get_data().decode("utf-8-sig")
    lines = list(csv.reader(text.splitlines()))
    assert lines == list(reports.csv_rows(result(march)))
    assert lines[0] == ["指标", "数值", "分子", "分母"]


def test_what_is_no_month_is_said_on_the_page(march):
    answer = march.secretary.get(address(march, month="2026-13"))
    assert answer.status_code == 400
    assert "2026-13" in answer.get_data(as_text=True)


def test_a_foreign_union_looks_like_an_unknown_one(march):
    for code in (march.foreign.code, "O-9999"):
        assert march.secretary.get(address(march, organisation=code)).status_code == 404
