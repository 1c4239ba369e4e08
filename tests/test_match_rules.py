"""Who is paired and who is suggested, as rules: against every possible pairing of small cases, and by their properties."""

from itertools import combinations

import scipy.optimize  # noqa: F401  the rule loads it when it first works: no example is to wait for it
from hypothesis import given
from hypothesis import strategies as st

from choices import Education, MatchTrait, Sex, SingleState
from rules.matchmaking import Single, fits, objections, ranked
from rules.pairing import both_ways, pairs

MEN, WOMEN = (1, 2, 3, 4), (5, 6, 7, 8)
lists = st.lists(st.sampled_from(MEN + WOMEN + (99,)), unique=True, max_size=4)
wishes = st.fixed_dictionaries(dict.fromkeys(MEN + WOMEN, lists))
edges = st.sets(st.tuples(st.sampled_from(MEN), st.sampled_from(WOMEN)), max_size=4)


def every_pairing(mutual):
    for size in range(len(mutual) + 1):
        for chosen in combinations(sorted(mutual), size):
            if len({badge for edge in chosen for badge in edge}) == 2 * size:
                yield list(chosen)


@given(wishes, edges)
def test_of_all_pairings_the_one_with_the_most_points_and_the_lowest_badges(wishes, apart):
    mutual = {edge: n for edge, n in both_ways(wishes, MEN, WOMEN, 3).items() if edge not in apart}
    points = {tuple(one): sum(mutual[edge] for edge in one) for one in every_pairing(mutual)}
    best = max(points.values())
    found = pairs(wishes, MEN, WOMEN, 3, apart)
    assert points[tuple(found)] == best
    rivals = [one for one, number in points.items() if number == best]
    assert tuple(found) == min(rivals)


@given(wishes, st.randoms())
def test_nobody_is_paired_whom_they_did_not_choose_and_the_order_does_not_matter(wishes, chance):
    found = pairs(wishes, MEN, WOMEN, 3)
    for man, woman in found:
        assert woman in wishes[man][:3]
        assert man in wishes[woman][:3]
    mixed = list(wishes.items())
    chance.shuffle(mixed)
    assert pairs(dict(mixed), MEN[::-1], WOMEN[::-1], 3) == found


@given(wishes, st.sampled_from(MEN + WOMEN), st.sampled_from(MEN + WOMEN))
def test_a_wish_that_is_not_returned_changes_nothing(wishes, one, other):
    """What nobody returns is computed into nothing at all."""
    if other in wishes[one] or one in wishes[other]:
        return
    added = {**wishes, one: [*wishes[one], other]}
    assert pairs(added, MEN, WOMEN, 5) == pairs(wishes, MEN, WOMEN, 5)


def test_the_examples_of_the_page_on_rules():
    assert pairs({1: [5, 6], 2: [5], 5: [2, 1], 6: [1]}, (1, 2), (5, 6), 3) == [(1, 6), (2, 5)]
    assert pairs({1: [5], 2: [5], 5: [2, 1]}, (1, 2), (5,), 3) == [(2, 5)]
    assert pairs({1: [5], 2: [5], 5: [1]}, (1, 2), (5,), 3) == [(1, 5)]
    assert pairs({1: [5], 5: []}, (1,), (5,), 3) == []


# Suggestions ----------------------------------------------------------------------------------------

HIM = Single(
    1, Sex.MALE, 30, 178, Education.BACHELOR, "历下区", SingleState.NEVER_MARRIED, hobbies=("徒步", "摄影")
)
HER = Single(2, Sex.FEMALE, 28, 165, Education.MASTER, "历下区", SingleState.DIVORCED, hobbies=("徒步",))


def changed(one, **values):
    return Single(**{**vars(one), **values})


def test_both_sides_reasons_are_told():
    fit = fits(changed(HIM, wish_age=(25, 30)), HER)
    assert fit.points == 24 + 20 + 10 + 10
    assert len(fit.reasons) == 4
    assert fits(HER, changed(HIM, wish_age=(25, 30))).points == fit.points


def test_the_wish_of_either_side_rules_a_suggestion_out():
    for wish in (
        {"wish_age": (None, 27)}, {"wish_age": (29, None)}, {"wish_height": (170, 180)},
        {"wish_education": Education.DOCTOR},
        {"wish_places": ("市中区",)}, {"accepts": (SingleState.NEVER_MARRIED,)},
    ):  # fmt: skip
        assert len(list(objections(changed(HIM, **wish), HER))) == 1, wish
        assert fits(changed(HIM, **wish), HER) is fits(HER, changed(HIM, **wish)) is None
    smoker = changed(HIM, traits=(MatchTrait.SMOKES,))
    assert fits(smoker, changed(HER, no_gos=(MatchTrait.SMOKES, MatchTrait.AWAY))) is None
    assert fits(changed(HIM, age=None), HER) is not None
    assert (
        fits(changed(HIM, age=None), changed(HER, wish_age=(20, 40))) is None
    )  # what is wished must be known
    assert fits(HIM, changed(HER, sex=Sex.MALE)) is fits(HIM, changed(HER, sex=None)) is None


def test_the_best_come_first_and_a_block_or_an_earlier_suggestion_leaves_somebody_out():
    others = [changed(HER, id=number, age=age) for number, age in ((5, 35), (4, 30), (3, 30), (2, 29))]
    assert [fit.other for fit in ranked(HIM, others, ())] == [3, 4, 2, 5]
    assert [fit.other for fit in ranked(HIM, others, {frozenset((3, 1))}, {frozenset((1, 2))})] == [4, 5]
    assert ranked(HIM, [HIM], ()) == []
