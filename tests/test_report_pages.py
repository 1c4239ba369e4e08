"""The month reports on screen and as CSV, through the front door."""

import csv
import html
import io
import re

import pytest
from front_door import Page, Person, codes
from make import make

import models
import reports
from choices import Role


@pytest.fixture
def county(desk):
    """A county with two townships, workers in both, and the county's own administrator."""
    county = make(models.Organisation, name="甘州区总工会")
    towns = [make(models.Organisation, name=name, parent=county) for name in ("新墩镇总工会", "长安镇总工会")]
    for index, town in enumerate((towns[0], towns[0], towns[1])):
        make(models.Worker, name=f"王{index}", organisation=town, joined_on="2026-03-05", state="employed")
    return Person(desk, "county", Role.UNION, county), towns


@pytest.mark.parametrize("report", reports.REPORTS, ids=lambda report: report.name)
def test_every_report_opens_and_leaves_as_csv(county, report):
    person, _towns = county
    words = Page(person.text(f"/reports/{report.name}?month=2026-03")).words
    assert str(report.title) in words
    raw = person.get(f"/reports/{report.name}?month=2026-03&format=csv").get_data()
    assert raw.startswith(b"\xef\xbb\xbf")
    header, *rows = csv.reader(io.StringIO(raw.decode("utf-8-sig")))
    assert header == ["指标", "数值", "分子", "分母"]
    assert len(rows) >= len(report.indicators)


def test_every_figure_leads_to_as_many_rows_as_it_says(county):
    person, _towns = county
    text = person.text("/reports/workers?month=2026-03")
    figures = re.findall(r'<td class="number"><a href="([^"]+)">(\d+)</a>', text)
    assert "3" in {number for _address, number in figures}
    assert len(figures) > 5
    for address, number in figures:
        listed = codes(person.text(html.unescape(address) + "&page_size=200"))
        assert len(listed) == int(number), address


def test_a_township_sees_its_own_figures_only_and_no_other_union_by_its_code(desk, county):
    _person, towns = county
    own = Person(desk, "town", Role.UNION, towns[1])
    rows = list(
        csv.reader(
            io.StringIO(own.get("/reports/workers?month=2026-03&format=csv").get_data().decode("utf-8-sig"))
        )
    )
    assert rows[1][1] == "1"
    assert own.get(f"/reports/workers?month=2026-03&organisation={towns[1].code}").status_code == 200
    for foreign in (towns[0].code, "O-999", "abc"):
        assert own.get(f"/reports/workers?month=2026-03&organisation={foreign}").status_code == 404


@pytest.mark.parametrize("month", ["2026-13", "abc", "2026", "0000-01"])
def test_a_month_that_is_none_gets_words(county, month):
    person, _towns = county
    answer = person.get(f"/reports/workers?month={month}")
    assert answer.status_code == 400
    assert "月" in answer.get_data(as_text=True)


def test_an_unknown_report_is_not_found(county):
    person, _towns = county
    assert person.get("/reports/nothing").status_code == 404
