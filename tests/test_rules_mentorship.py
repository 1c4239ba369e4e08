"""The rules of mentorship by themselves: what they say, and that a class is given its mentors as well as can be."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from choices import MentorshipKind, ReviewKind, SkillLevel, Verdict
from rules.assignment import PER_APPRENTICE, assign, nearest
from rules.mentorship import (
    Craft,
    Person,
    Place,
    Policy,
    asking,
    fit,
    hindrances,
    inherited,
    months_after,
    points,
    suggested,
    term_mistake,
)
from rules.mentorship_stages import Stage, allowance, log_due, missing_to_complete, stage_hindrance

TECHNICAL, QUALITY, MASTER = MentorshipKind.TECHNICAL, MentorshipKind.QUALITY, MentorshipKind.MASTER
WELDING, TURNING = 1, 2


def person(id, grade=0, trade=WELDING, union=1, **more):
    grades = frozenset({(trade, grade)} if grade else ())
    return Person(id, Craft(trade, grades), Place(union, more.pop("enterprise", None)), **more)


def words(found):
    return [str(one) for one in found]


# Policies --------------------------------------------------------------------------------------------

policies = st.builds(
    Policy,
    kinds=st.sampled_from([(), (QUALITY, TECHNICAL), (MASTER,)]),
    most_apprentices=st.none() | st.integers(1, 3),
    level_gap=st.none() | st.integers(0, 3),
    lowest_level=st.none() | st.sampled_from(SkillLevel),
)


@given(st.lists(policies, max_size=4))
def test_each_part_of_a_policy_is_the_nearest_unions_that_says_something(chain):
    whole = inherited(chain)
    for part in ("kinds", "most_apprentices", "level_gap", "lowest_level", "log_days"):
        said = [value for one in chain if (value := getattr(one, part)) not in (None, ())]
        assert getattr(whole, part) == (said[0] if said else getattr(Policy(), part))


# May they --------------------------------------------------------------------------------------------


def test_every_hindrance_is_said():
    policy = Policy(most_apprentices=2, lowest_level=SkillLevel.TECHNICIAN, level_gap=2)
    young, old = person(1, 3), person(2, 6)
    assert hindrances(old, young, TECHNICAL, policy) == []
    assert words(hindrances(person(2, 4, load=2), young, TECHNICAL, policy)) == [
        "在该工种的技能等级为高级工（三级），带徒规定要求师傅至少为技师（二级）",
        "已带 2 名徒弟，带徒规定同一时间最多 2 名",
    ]
    assert words(hindrances(person(2, 5), person(1, 4), MASTER, policy)) == [
        "在该工种只比徒弟高 1 级，带徒规定要求至少高 2 级"
    ]
    assert words(hindrances(old, old, QUALITY, policy)) == ["不能与师傅是同一人"]


def test_skill_counts_in_the_trade_of_the_contract_and_not_for_a_quality_mentor():
    policy = Policy(lowest_level=SkillLevel.TECHNICIAN)
    turner, welder = person(2, 8, TURNING), person(1, 2, WELDING)
    assert hindrances(turner, welder, TECHNICAL, policy)
    assert hindrances(turner, welder, QUALITY, policy) == []


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(1, 120))
def test_a_term_of_so_many_months_is_neither_too_short_nor_too_long(start, months):
    end, policy = months_after(start, months), Policy(shortest_term=months, longest_term=months)
    assert term_mistake(start, end, policy) == ""
    assert term_mistake(start, end - timedelta(days=1), policy) != ""
    assert term_mistake(start, end + timedelta(days=1), policy) != ""


def test_a_year_ends_the_day_before():
    assert months_after(date(2026, 3, 1), 12) == date(2027, 2, 28)
    assert months_after(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert months_after(date(2026, 3, 15), 36) == date(2029, 3, 14)


# Suggestions -----------------------------------------------------------------------------------------


def test_mentors_are_ranked_and_the_reasons_said():
    apprentice = person(1, 2, enterprise=7)
    near = person(2, 5, enterprise=7)
    far = person(3, 5, union=2)
    busy = person(4, 5, enterprise=7, load=2, completed=9)
    breaker = person(5, 5, enterprise=7, broken_off=1)
    equal, other = person(6, 2, enterprise=7), person(7, 8, TURNING, enterprise=7)
    ranked = suggested(apprentice, [far, other, breaker, equal, busy, near], TECHNICAL, Policy())
    assert [one.mentor.id for one in ranked] == [2, 4, 5, 3]
    assert [reason.words for reason in ranked[1].reasons] == [
        "与徒弟同工种", "同一单位", "技师（二级），比徒弟高 3 级", "已带出徒弟 9 人", "现已带徒 2 人",
    ]  # fmt: skip
    assert ranked[1].points == 40 + 25 + 12 + 12 - 12


# A whole class ---------------------------------------------------------------------------------------

people = st.tuples(
    st.integers(0, 8), st.sampled_from([WELDING, TURNING]), st.integers(1, 2), st.none() | st.integers(1, 2)
)
some = st.lists(people, max_size=4)


def worth(pairs, mentors, kind):
    """(how many have a mentor, how well all fit); each further apprentice of a mentor counts for less."""
    total, had = 0, dict.fromkeys((one.id for one in mentors), 0)
    for apprentice, mentor in pairs:
        if mentor:
            total += points(fit(mentor, apprentice, kind)) - PER_APPRENTICE * had[mentor.id]
            had[mentor.id] += 1
    return sum(mentor is not None for _apprentice, mentor in pairs), total


def every_way(apprentices, mentors, kind, policy):
    """All that a policy allows, tried one by one."""
    for chosen in product([None, *mentors], repeat=len(apprentices)):
        most = policy.most_apprentices
        full = [one for one in mentors if most is not None and 0 < chosen.count(one) > most - one.load]
        forbidden = any(
            mentor and hindrances(mentor, apprentice, kind, asking(policy))
            for apprentice, mentor in zip(apprentices, chosen, strict=True)
        )
        if not full and not forbidden:
            yield list(zip(apprentices, chosen, strict=True))


@settings(deadline=None)  # the first call loads the library
@given(
    some,
    st.lists(st.tuples(people, st.integers(0, 2)), max_size=3),
    policies,
    st.sampled_from(MentorshipKind),
)
def test_no_way_to_give_a_class_its_mentors_is_better(young, old, policy, kind):
    apprentices = [person(n, g, t, u, enterprise=e) for n, (g, t, u, e) in enumerate(young)]
    mentors = [
        person(100 + n, g, t, u, enterprise=e, load=load) for n, ((g, t, u, e), load) in enumerate(old)
    ]
    given_out = [tuple(one) for one in assign(apprentices, mentors, kind, policy)]
    ways = list(every_way(apprentices, mentors, kind, policy))
    assert given_out in ways
    assert worth(given_out, mentors, kind) == max(worth(way, mentors, kind) for way in ways)
    for apprentice, best in zip(apprentices, nearest(apprentices, mentors, kind, policy, 2), strict=True):
        ranked = suggested(apprentice, mentors, kind, policy)[:2]
        assert [points(fit(one, apprentice, kind)) for one in best] == [one.points for one in ranked]


def test_the_best_mentor_of_the_first_is_left_to_whom_nobody_else_can_guide():
    """One after the other, the first would take the technician whom the second needs, and the second got nobody."""
    first, second = person(1, 2, enterprise=7), person(2, 4, enterprise=7)
    technician, senior = person(11, 5, enterprise=7), person(12, 4, union=9)
    policy = Policy(most_apprentices=1)
    assert suggested(first, [technician, senior], TECHNICAL, policy)[0].mentor == technician
    given_out = assign([first, second], [technician, senior], TECHNICAL, policy)
    assert [one.mentor for one in given_out] == [senior, technician]


def test_who_cannot_have_a_mentor_takes_nobodys_place():
    """Whom nobody may guide stands in the reckoning too: that must not push two others to one mentor."""
    nobodys, two = person(1, 0), [person(2, 0, TURNING), person(3, 0, TURNING)]
    mentors = [person(11, 1, TURNING), person(12, 2, TURNING)]
    given_out = assign([nobodys, *two], mentors, MASTER, Policy())
    assert [one.mentor is None for one in given_out] == [True, False, False]
    assert {one.mentor for one in given_out[1:]} == set(mentors)


def test_nobody_guides_themselves_and_a_full_mentor_nobody():
    one, full = person(1, 5), person(2, 8, load=3)
    assert [given.mentor for given in assign([one], [one, full], QUALITY, Policy(most_apprentices=3))] == [
        None
    ]


# Stages ----------------------------------------------------------------------------------------------

MARCH = date(2026, 3, 20)


def test_a_month_counts_once_and_so_do_the_middle_and_the_end():
    done = [Stage(kind, MARCH, Verdict.GOOD, confirmed=True) for kind in ReviewKind]
    for kind in ReviewKind:
        assert "2026-03-20" in str(stage_hindrance(Stage(kind, date(2026, 3, 31), Verdict.GOOD), done))
    assert stage_hindrance(Stage(ReviewKind.MONTHLY, date(2026, 4, 1), Verdict.GOOD), done) == ""
    assert stage_hindrance(Stage(ReviewKind.FINAL, date(2026, 9, 1), Verdict.GOOD), done) != ""
    assert str(stage_hindrance(Stage(ReviewKind.MONTHLY, MARCH), [])) == "还没有评定结果"


@pytest.mark.parametrize(
    ("verdict", "yuan"), [(Verdict.EXCELLENT, 200), (Verdict.PASSED, 200), (Verdict.FAILED, 0), (None, 0)]
)
def test_what_a_stage_earns(verdict, yuan):
    policy = Policy(monthly_allowance=Decimal(200))
    assert allowance(Stage(ReviewKind.MONTHLY, MARCH, verdict), policy) == yuan
    assert allowance(Stage(ReviewKind.FINAL, MARCH, verdict), policy) == 0


def test_what_is_missing_before_the_certificate():
    policy = Policy(stages=(ReviewKind.MIDDLE, ReviewKind.FINAL))
    middle = Stage(ReviewKind.MIDDLE, MARCH, Verdict.GOOD, confirmed=True)
    unconfirmed, failed = (
        Stage(ReviewKind.FINAL, MARCH, verdict, confirmed)
        for verdict, confirmed in [(Verdict.GOOD, False), (Verdict.FAILED, True)]
    )
    for last in ([], [unconfirmed], [failed]):
        assert words(missing_to_complete([middle, *last], 0, policy)) == ["缺少已确认且合格的“期满考核”"]
    passed = Stage(ReviewKind.FINAL, MARCH, Verdict.PASSED, confirmed=True)
    assert missing_to_complete([middle, passed], 0, policy) == []
    assert words(missing_to_complete([middle, passed], 2, policy)) == ["还有 2 项目标未考核"]


def test_when_a_session_is_due():
    policy = Policy(log_days=30)
    assert log_due(date(2026, 3, 1), None, policy) == date(2026, 3, 31)
    assert log_due(date(2026, 3, 1), date(2026, 5, 1), policy) == date(2026, 5, 31)
    assert log_due(date(2026, 3, 1), None, Policy()) is None
