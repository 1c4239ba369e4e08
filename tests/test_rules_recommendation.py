"""The rules of recommending by themselves: what they may look at, what they never do, and that a season is an optimum."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

import models
from choices import CourseGroup, Education, FreeTime, Industry
from rules.fitting import behind, classes_for, judge, people_for
from rules.recommendation import GRADES, Hours, Kept, Offer, Person, Place, Taught, Times, Wish
from rules.season import assign

TRADES, PLACES = [1, 2, 3], ["", "甘州", "高台"]
maybe = st.none() | st.sampled_from(TRADES)
people = st.builds(
    Person,
    id=st.just(1),
    wish=st.builds(Wish, maybe, st.none() | st.sampled_from([Industry.IT, Industry.FARMING])),
    trade=maybe,
    levels=st.frozensets(st.tuples(st.sampled_from(TRADES), st.integers(1, 4)), max_size=2),
    gaps=st.dictionaries(st.integers(1, 2), st.integers(1, 5)).map(lambda one: frozenset(one.items())),
    education=st.none() | st.sampled_from(Education),
    hours=st.builds(
        Hours, st.frozensets(st.sampled_from(FreeTime)), st.none() | st.integers(1, 40), st.booleans()
    ),
    place=st.sampled_from(PLACES),
    union=st.none() | st.integers(1, 2),
    groups=st.frozensets(st.sampled_from(CourseGroup)),
)
offers = st.builds(
    Offer,
    id=st.integers(1, 9),
    taught=st.builds(
        Taught, maybe, st.none() | st.sampled_from([Industry.IT, Industry.FARMING]),
        st.none() | st.integers(1, 5), st.none() | st.integers(1, 2), st.none() | st.integers(1, 3),
    ),
    schooling=st.none() | st.sampled_from(Education),
    times=st.builds(
        Times, st.none() | st.sampled_from(FreeTime), st.none() | st.integers(1, 40), st.integers(0, 90),
        st.booleans(), st.booleans(),
    ),
    place=st.builds(Place, st.sampled_from(PLACES), st.booleans()),
    union=st.none() | st.integers(1, 2),
    kept=st.builds(Kept, st.none() | st.sampled_from(CourseGroup), st.sampled_from(["", "妇女权益保障法"])),
    seats=st.integers(0, 3),
)  # fmt: skip


def told(fit):
    return fit.open, fit.points, [str(words) for words in [*fit.reasons, *fit.hindrances]]


def open_to_all(offer):
    return offer._replace(kept=Kept())


# Never by a protected trait ----------------------------------------------------------------------


def test_the_rule_does_not_even_know_who_somebody_is():
    """What it is told of a person: none of it says sex, age, people, health, belief or name."""
    assert set(Person._fields) == {
        "id", "wish", "trade", "levels", "gaps", "education", "hours", "place", "union", "groups",
    }  # fmt: skip
    assert not {"name", "sex", "born_on", "id_number", "address"} & set(Person._fields)
    assert {"sex", "born_on"} <= set(models.Worker._meta.fields)


@given(people, st.lists(offers, max_size=5), st.frozensets(st.sampled_from(CourseGroup)))
def test_a_group_changes_nothing_where_no_course_is_kept(person, found, other):
    found = [open_to_all(offer) for offer in found]
    before, after = classes_for(person, found), classes_for(person._replace(groups=other), found)
    assert [told(fit) for fit in before] == [told(fit) for fit in after]
    assert [fit.offer for fit in before] == [fit.offer for fit in after]


@given(people, offers)
def test_a_kept_course_is_for_its_group_by_law_only_and_says_so(person, offer):
    group = offer.kept.group
    fit, free = judge(person, offer), judge(person, open_to_all(offer))
    if group is None:
        return
    assert fit.points == free.points  # it opens or shuts, and never weighs
    assert fit.open == (free.open and bool(offer.kept.basis) and group in person.groups)
    assert any(str(group.words) in str(words) for words in [*fit.reasons, *fit.hindrances])
    if offer.kept.basis:
        assert any(offer.kept.basis in str(words) for words in [*fit.reasons, *fit.hindrances])


# Seats, order, steadiness ------------------------------------------------------------------------


@given(people, st.lists(offers, max_size=6))
def test_a_full_class_is_never_recommended_and_what_is_open_comes_first(person, found):
    fits = classes_for(person, found)
    assert all(fit.offer.seats > 0 for fit in fits if fit.open)
    assert [fit.open for fit in fits] == sorted((fit.open for fit in fits), reverse=True)
    ranked = [(fit.matters, fit.points) for fit in fits if fit.open]
    assert ranked == sorted(ranked, reverse=True)


def at_least(before, after):
    """Nothing that was open is shut, nothing earns less."""
    assert after.points >= before.points
    assert after.open or not before.open


@given(people, offers, st.sampled_from(FreeTime))
def test_more_of_what_is_good_never_ranks_lower(person, offer, time):
    before = judge(person, offer)
    hours, taught, times = person.hours, offer.taught, offer.times
    if hours.free:  # nothing known is no free time
        at_least(before, judge(person._replace(hours=hours._replace(free=hours.free | {time})), offer))
    if hours.a_week:
        at_least(before, judge(person._replace(hours=hours._replace(a_week=hours.a_week + 1)), offer))
    if person.education:
        at_least(before, judge(person._replace(education=Education.DOCTOR), offer))
    if taught.trade:
        at_least(before, judge(person._replace(wish=person.wish._replace(trade=taught.trade)), offer))
        at_least(before, judge(person._replace(trade=taught.trade), offer))
    if taught.item:
        at_least(before, judge(person._replace(gaps=frozenset({(taught.item, 5)})), offer))
    at_least(before, judge(person, offer._replace(times=times._replace(replay=True))))
    at_least(before, judge(person, offer._replace(seats=offer.seats + 1)))
    at_least(before, judge(person, offer._replace(schooling=None)))
    if hours.cares and not times.replay:
        at_least(before, judge(person, offer._replace(times=times._replace(flexible=True))))


@given(people, st.lists(offers, min_size=2, max_size=5))
def test_what_ranks_lower_says_why(person, found):
    first, *rest = classes_for(person, found)
    for fit in rest:
        if not fit.open or fit.points < first.points:
            assert [str(words) for words in behind(first, fit)]


@given(offers, st.lists(people, max_size=5))
def test_people_are_ranked_for_a_class_as_the_class_for_them(offer, crowd):
    crowd = [person._replace(id=number) for number, person in enumerate(crowd)]
    for fit in people_for(offer, crowd):
        assert told(fit) == told(judge(fit.person, offer))


def test_every_grade_has_a_number():
    assert sorted(GRADES.values()) == list(range(1, 9))


# A whole season ----------------------------------------------------------------------------------


def best_by_trying(crowd, found):
    """(how many have a class, all points) of the best of all ways there are."""
    ways = product([None, *found], repeat=len(crowd))
    return max(score for way in ways if (score := value(crowd, way)) is not None)


def value(crowd, way):
    fits = [judge(person, offer) for person, offer in zip(crowd, way, strict=True) if offer]
    if not all(fit.open and fit.matters for fit in fits):
        return None
    if any([fit.offer.id for fit in fits].count(offer.id) > offer.seats for offer in way if offer):
        return None
    return len(fits), sum(fit.points for fit in fits)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(people, min_size=1, max_size=4),
    st.lists(offers, min_size=1, max_size=3, unique_by=lambda o: o.id),
)
def test_a_season_is_as_good_as_the_best_of_all_ways(crowd, found):
    crowd = [person._replace(id=number) for number, person in enumerate(crowd)]
    given_out = assign(crowd, found)
    known = {offer.id: offer for offer in found}
    way = [known[given_out.places[one.id][0]] if one.id in given_out.places else None for one in crowd]
    assert value(crowd, way) == best_by_trying(crowd, found)
    assert sum(points for _offer, points in given_out.places.values()) == value(crowd, way)[1]
    for one in crowd:
        could = sum(fit.open and fit.matters for fit in classes_for(one, found))
        assert given_out.without.get(one.id, could) == could
    assert set(given_out.places) | set(given_out.without) == {one.id for one in crowd}


def test_a_season_without_classes_or_people_is_empty():
    assert assign([], []) == ({}, {})
    assert assign([Person(7)], []) == ({}, {7: 0})
    assert assign([], [Offer(1)]) == ({}, {})
