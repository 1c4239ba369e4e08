"""Who suits which post, and when somebody is asked: the rules by themselves."""

from dataclasses import fields
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from choices import Education, FreeTime, Industry, PlacementStep, SkillLevel, WorkPlace
from rules import placing, staying
from rules.placing import Opening, Seeker


def maybe(choices):
    return st.one_of(st.none(), st.sampled_from(list(choices)))


DAYS = st.dates(date(2020, 1, 1), date(2032, 12, 31))
WAGES = st.one_of(st.none(), st.integers(1000, 20_000))
TIMES = st.lists(st.sampled_from(list(FreeTime)), unique=True, max_size=3).map(tuple)
SEEKERS = st.builds(
    Seeker, key=st.integers(1, 50),
    levels=st.dictionaries(st.integers(1, 3), maybe(SkillLevel)).map(lambda found: tuple(found.items())),
    education=maybe(Education), wish_trade=maybe((1, 2, 3)), wish_industry=maybe(Industry), wage=WAGES,
    work_place=maybe(WorkPlace), free_times=TIMES,
)  # fmt: skip
OPENINGS = st.builds(
    Opening, key=st.integers(1, 50), trade=maybe((1, 2, 3)), level=maybe(SkillLevel), lowest_education=maybe(Education),
    wage_from=WAGES, wage_to=st.none(), work_place=maybe(WorkPlace), shifts=TIMES, industry=maybe(Industry),
)  # fmt: skip


def test_no_protected_trait_is_among_the_facts():
    names = {field.name for one in (Seeker, Opening) for field in fields(one)}
    assert names == {
        "key", "levels", "education", "wish_trade", "wish_industry", "wage", "work_place", "free_times", "trade", "level",
        "lowest_education", "wage_from", "wage_to", "shifts", "industry",
    }  # fmt: skip


@given(SEEKERS, OPENINGS)
def test_who_is_surely_below_is_left_out_and_everybody_else_has_reasons(seeker, post):
    found = placing.fit(seeker, post, 1)
    level = dict(seeker.levels).get(post.trade)
    below = bool(post.trade and post.level and level and level < post.level)
    if below or placing.hindrance(seeker, post):
        assert found is None
    elif post.trade is None or post.trade in dict(seeker.levels) or seeker.wish_trade == post.trade:
        assert found is not None
        assert found.points == 0 or found.reasons or found.doubts
    else:
        assert found is None


@given(st.lists(SEEKERS, max_size=12, unique_by=lambda one: one.key), OPENINGS)
def test_the_order_is_the_same_however_they_come(seekers, post):
    found = placing.people_for(post, seekers)
    assert found == placing.people_for(post, seekers[::-1])
    assert [one.points for one in found] == sorted((one.points for one in found), reverse=True)


def test_more_of_what_is_asked_never_lowers_somebody():
    post = Opening(1, trade=1, level=SkillLevel.JUNIOR, wage_from=5000, work_place=WorkPlace.COUNTY)
    plain = Seeker(1, ((1, None),))
    better = [
        Seeker(1, ((1, SkillLevel.JUNIOR),)),
        Seeker(1, ((1, SkillLevel.SENIOR),)),
        Seeker(1, ((1, SkillLevel.SENIOR),), wage=4500),
        Seeker(1, ((1, SkillLevel.SENIOR),), wage=4500, work_place=WorkPlace.COUNTY),
    ]
    points = [placing.fit(one, post, 1).points for one in (plain, *better)]
    assert points == sorted(points)
    assert len(set(points)) == len(points)
    assert placing.fit(Seeker(1, ((1, SkillLevel.APPRENTICE),)), post, 1) is None
    assert (
        "；".join(map(str, placing.fit(Seeker(1, ((1, None),), wage=9000), post, 1).doubts)).count("9000")
        == 1
    )


@given(DAYS, DAYS, st.sampled_from(list(PlacementStep)))
def test_a_database_looks_for_just_those_who_are_due(started, today, step):
    due = staying.due_on(started, step) <= today
    assert (started <= staying.latest_start(today, step)) == due
    overdue = staying.due_on(started, step) + staying.PATIENCE < today
    assert (started <= staying.latest_start(today, step, overdue=True)) == overdue


def test_the_last_day_of_a_month_is_due_with_the_last_of_another():
    assert staying.due_on(date(2026, 1, 31), PlacementStep.FIRST) == date(2026, 2, 28)
    assert staying.due_on(date(2026, 8, 31), PlacementStep.SIXTH) == date(2027, 2, 28)
    assert staying.latest_start(date(2026, 2, 28), PlacementStep.FIRST) == date(2026, 1, 31)
    assert staying.day_after(date(2026, 2, 28)) - timedelta(days=1) == date(2026, 2, 28)
    assert staying.last_step([]) is None
