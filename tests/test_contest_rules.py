"""The pure rules of contests: who may enter, who is placed before whom, who goes on; each with its reason."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from choices import TieBreak, TieRule
from rules.entries import Member, age_on, quota_full, too_many, too_old, unready
from rules.promotion import Candidate, Places, promoted
from rules.ranking import STANDING, Line, ranked

DAY = date(2026, 12, 5)

# Entries -----------------------------------------------------------------------------------------


def test_age_is_in_full_years_on_the_day_of_the_contest():
    assert age_on(date(1986, 12, 5), DAY) == 40
    assert age_on(date(1986, 12, 6), DAY) == 39
    assert age_on(date(2004, 2, 29), date(2022, 2, 28)) == 17
    assert "41" in str(too_old(date(1985, 12, 5), 40, DAY))
    assert not too_old(date(1985, 12, 6), 40, DAY)
    assert not too_old(None, 40, DAY)
    assert not too_old(date(1900, 1, 1), None, DAY)


@given(born=st.dates(date(1930, 1, 1), date(2010, 1, 1)), highest=st.integers(16, 100))
def test_who_is_not_too_old_on_a_day_was_not_the_day_before(born, highest):
    if not too_old(born, highest, DAY):
        assert not too_old(born, highest, DAY - timedelta(days=1))


def test_what_stands_in_the_way_of_a_team_is_said_at_once():
    young, old, unknown = (Member(name, born) for name, born in [
        ("王建国", date(2000, 1, 1)), ("李秀英", date(1970, 1, 1)), ("张伟", None),
    ])  # fmt: skip
    assert unready([young, young], 2, 40, DAY) == []
    assert unready([unknown, old], 2, None, DAY) == []
    said = [str(words) for words in unready([old, unknown], 3, 40, DAY)]
    assert len(said) == 3
    assert "2" in said[0]
    assert "李秀英" in said[1]
    assert "张伟" in said[2]


def test_quotas_and_sizes_end_where_they_say():
    assert not too_many(2, 1)
    assert too_many(2, 2)
    assert not quota_full("山东", None, 99)
    assert not quota_full("山东", 3, 2)
    assert "山东" in str(quota_full("山东", 3, 3))


# Ranking -----------------------------------------------------------------------------------------

MARKS = st.decimals(80, 83, places=1)
LINES = st.lists(
    st.builds(
        lambda total, theory, practice, seconds, minute, apart: (
            total, theory, practice, seconds, minute and datetime(2026, 12, 5, 9, minute), apart,
        ),
        MARKS, st.none() | MARKS, st.none() | MARKS, st.none() | st.integers(60, 63),
        st.none() | st.integers(1, 3), st.sampled_from(["", "山东"]),
    ),
    max_size=12,
).map(lambda rows: [Line(key, *row) for key, row in enumerate(rows)])  # fmt: skip
ORDERS = st.lists(st.sampled_from(list(TieBreak)), unique=True).map(tuple)


def standing(line, order):
    return [-line.total, *(STANDING[rule](line) for rule in order)]


@given(lines=LINES, order=ORDERS)
def test_a_place_is_one_more_than_how_many_are_better(lines, order):
    for one in ranked(lines, order):
        rivals = [line for line in lines if line.apart == one.line.apart]
        better = [line for line in rivals if standing(line, order) < standing(one.line, order)]
        same = [line for line in rivals if standing(line, order) == standing(one.line, order)]
        assert one.place == len(better) + 1
        assert one.equal == (len(same) > 1)


@given(lines=LINES, order=ORDERS, data=st.data())
def test_in_whatever_order_the_marks_come_the_places_are_the_same(lines, order, data):
    mixed = data.draw(st.permutations(lines))
    before, after = ({one.line.key: one.place for one in ranked(some, order)} for some in (lines, mixed))
    assert before == after


@given(lines=LINES, order=ORDERS)
def test_a_rule_is_named_only_where_it_decided(lines, order):
    for one in ranked(lines, order):
        rivals = [line for line in lines if line.apart == one.line.apart and line.key != one.line.key]
        equal = [line for line in rivals if line.total == one.line.total]
        if one.decided_by is None:
            assert all(standing(line, order) == standing(one.line, order) for line in equal)
        else:
            decides = STANDING[one.decided_by]
            earlier = order[: order.index(one.decided_by)]
            assert any(
                decides(line) != decides(one.line)
                and all(STANDING[rule](line) == STANDING[rule](one.line) for rule in earlier)
                for line in equal
            )


def test_equal_marks_are_told_apart_in_the_order_that_the_contest_says():
    one = Line("one", Decimal(90), theory=Decimal(95), practice=Decimal(88), seconds=3600)
    two = Line("two", Decimal(90), theory=Decimal(85), practice=Decimal(92), seconds=3000)
    three = Line("three", Decimal(90), theory=Decimal(85), practice=Decimal(92), seconds=3000)

    def places(*order):
        return [(one.line.key, one.place, one.decided_by) for one in ranked([one, two, three], order)]

    assert places() == [("one", 1, None), ("two", 1, None), ("three", 1, None)]
    by_theory = (TieBreak.THEORY, TieBreak.TIME)
    assert places(*by_theory) == [("one", 1, "theory"), ("two", 2, "theory"), ("three", 2, "theory")]
    assert [place for _key, place, _rule in places(TieBreak.PRACTICE)] == [1, 1, 3]
    assert [one.equal for one in ranked([one, two, three], by_theory)] == [False, True, True]


# Promotion ---------------------------------------------------------------------------------------

PLACES = st.builds(
    lambda all, each, special: Places(all, each, {"山东": special} if special is not None else {}),
    *[st.none() | st.integers(0, 6)] * 3,
)


def candidates(lines, order):
    return [
        Candidate(one.line.key, one.place, one.line.total, group=f"{one.line.key % 3 or '山东'}")
        for one in ranked([Line(line.key, line.total, line.theory) for line in lines], order)
    ]


@given(lines=LINES, order=ORDERS, places=PLACES, ties=st.sampled_from(list(TieRule)))
def test_who_goes_on_is_decided_for_everybody_with_a_reason_and_never_past_somebody_better(
    lines, order, places, ties
):
    found = candidates(lines, order)
    decisions = promoted(found, places, ties)
    assert decisions.keys() == {line.key for line in lines}
    assert all(str(decision.why) for decision in decisions.values())
    for one in found:
        for better in (other for other in found if other.group == one.group and other.place <= one.place):
            if decisions[one.key].goes and better.total > one.total:
                assert decisions[better.key].goes
            if decisions[one.key].goes and better.place == one.place:
                assert decisions[better.key].goes, "equals share their fate"


@given(lines=LINES, order=ORDERS, places=PLACES)
def test_places_are_filled_and_only_equals_go_beyond_them(lines, order, places):
    found = candidates(lines, order)
    for ties in TieRule:
        decisions = promoted(found, places, ties)
        for group in {one.group for one in found}:
            members = [one for one in found if one.group == group]
            going = [one for one in members if decisions[one.key].goes]
            most = places.of(group)
            if most is not None and len(going) > most:
                assert ties != TieRule.NONE
                worst = max(one.place for one in going)
                same = [
                    one for one in going if one.place == worst or one.total == min(o.total for o in going)
                ]
                assert len(going) - len(same) < most
            if places.all is None and most is not None and ties != TieRule.NONE:
                assert len(going) >= min(most, len(members))


def test_a_line_through_equal_marks_is_drawn_as_declared():
    """Places 1, 2, 3, 4 with 90, 85, 85, 80 marks, told apart by the list; two places."""
    found = [
        Candidate(name, place, Decimal(total), "山东")
        for name, place, total in [("a", 1, 90), ("b", 2, 85), ("c", 3, 85), ("d", 4, 80)]
    ]

    def going(ties, places):
        return "".join(key for key, said in promoted(found, places, ties).items() if said.goes)

    for places in (Places(all=2), Places(each=2), Places(each=9, groups={"山东": 2})):
        assert going(TieRule.ALL, places) == "abc"
        assert going(TieRule.NONE, places) == "a"
        assert going(TieRule.LIST, places) == "ab"
    assert going(TieRule.ALL, Places()) == "abcd"
    assert going(TieRule.ALL, Places(all=0)) == ""
    equals = [Candidate(name, 1, Decimal(90)) for name in "xyz"]
    assert all(said.goes for said in promoted(equals, Places(all=1), TieRule.LIST).values())


def test_places_of_a_group_and_of_the_whole_are_both_named_in_the_reason():
    found = [
        Candidate(f"{group}{place}", place, Decimal(100 - place), group)
        for place, group in enumerate("甲甲甲乙乙丙", 1)
    ]
    said = promoted(found, Places(all=3, each=2), TieRule.ALL)
    assert [key for key, one in said.items() if one.goes] == ["甲1", "甲2", "乙4"]
    assert "甲" in str(said["甲3"].why)
    assert "2" in str(said["甲3"].why)
    assert "3" in str(said["乙5"].why)
    assert "乙" not in str(said["乙5"].why)
    assert "乙" in str(said["乙4"].why)
    assert "3" in str(said["乙4"].why)
