"""The rules of training by themselves: weekly lessons, two at the same time, who completed a class."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.completion import Demands, Trainee, passed, shortcomings
from rules.timetable import Span, hours, weekly

FIRST = datetime(2026, 3, 2, 19)  # a Monday
STARTS = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 1)).map(
    lambda at: at.replace(second=0, microsecond=0)
)
SPANS = st.builds(lambda at, minutes: Span(at, at + timedelta(minutes=minutes)), STARTS, st.integers(1, 600))


@given(
    SPANS,
    st.integers(0, 30),
    st.sets(st.integers(1, 7)),
    st.sets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=9),
)
def test_as_many_lessons_as_asked_on_the_days_asked_and_on_no_other(first, count, weekdays, left_out):
    found = list(weekly(first, count, weekdays, left_out))
    assert len(found) == count
    assert all(one.starts_at.isoweekday() in (weekdays or {first.starts_at.isoweekday()}) for one in found)
    assert not {one.starts_at.date() for one in found} & left_out
    assert {(one.starts_at.time(), one.ends_at - one.starts_at) for one in found} <= {
        (first.starts_at.time(), first.ends_at - first.starts_at)
    }
    assert found == sorted(set(found), key=lambda one: one.starts_at)
    assert all(one.starts_at >= first.starts_at for one in found)


@given(SPANS, SPANS)
def test_two_meet_just_where_some_minute_is_in_both(one, other):
    minutes = [
        {
            span.starts_at + timedelta(minutes=n)
            for n in range(int((span.ends_at - span.starts_at).total_seconds() // 60))
        }
        for span in (one, other)
    ]
    assert one.meets(other) == bool(minutes[0] & minutes[1]) == other.meets(one)


def test_an_hour_of_teaching_has_45_minutes_and_rests_add_up():
    spans = [Span(FIRST, FIRST + timedelta(minutes=minutes)) for minutes in (60, 120)]
    assert [hours([one]) for one in spans] == [1, 2]
    assert hours(spans) == 4


ASKED = Demands(attendance=80, pass_mark=60, theory=True, practice=True, practice_hours=10, lessons=10)
GOOD = Trainee(attended=8, practised=8, theory=Decimal(60), practice=Decimal(60))


@pytest.mark.parametrize(
    ("change", "lacks"),
    [
        ({}, 0),
        ({"attended": 7}, 1),
        ({"practised": 7}, 1),
        ({"theory": Decimal("59.9")}, 1),
        ({"practice": None}, 1),
        ({"attended": 0, "practised": 0, "theory": None, "practice": None}, 4),
    ],
    ids=str,
)
def test_each_thing_that_is_lacking_is_said(change, lacks):
    assert len(shortcomings(Trainee(**{**GOOD.__dict__, **change}), ASKED)) == lacks


def test_what_is_not_taught_or_not_asked_is_not_lacking():
    nothing = Trainee(0, 0)
    free = Demands(attendance=0, pass_mark=0, theory=True, practice=True, practice_hours=10, lessons=0)
    assert shortcomings(nothing, free) == []
    assert passed(Trainee(0, 0, theory=Decimal(60)), Demands(80, 60, True, False, 0, 0))
    assert len(shortcomings(nothing, Demands(80, 60, False, False, 0, 0))) == 1  # no lesson is written down


MARKS = st.none() | st.decimals(0, 100, places=1)
PEOPLE = st.builds(Trainee, st.integers(0, 20), st.integers(0, 40), MARKS, MARKS)
PER_CENT, SOME = st.integers(0, 100), st.booleans()


@given(PEOPLE, st.builds(Demands, PER_CENT, PER_CENT, SOME, SOME, st.integers(0, 40), st.integers(0, 20)))
def test_doing_more_never_makes_somebody_lack_more(one, asked):
    more = Trainee(one.attended + 1, one.practised + 1, Decimal(100), Decimal(100))
    assert len(shortcomings(more, asked)) <= len(shortcomings(one, asked))
    assert passed(more, asked)
