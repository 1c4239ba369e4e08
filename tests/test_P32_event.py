"""P32, 泉城有约: an event of a hundred, from the badge to the nine couples, through the front door."""

import re
from datetime import timedelta

import pytest
from front_door import PASSWORD, Page, Person, mistakes
from make import make
from matching import come_in, event, guest_from, registered, singles

import jobs
import models
from choices import RegistrationState, Role, Sex
from models import Couple, MatchChoice, MatchEvent, MatchRegistration

MUTUAL = 9


@pytest.fixture
def union(desk, clock):
    return make(models.Organisation, name="济南市总工会")


@pytest.fixture
def office(desk, union):
    return Person(desk, "hongniang", Role.UNION, union)


def do(office, event, verb, **typed):
    return office.fill(f"/admin/match_event/do/{verb}/?id={event.id}", **typed)


def again(event):
    return MatchEvent.get_by_id(event.id)


def in_two_hours(event):
    return (models.now() + timedelta(hours=2)).strftime("%Y-%m-%d %H:%M")


def test_P32_of_a_hundred_guests_nine_pairs_are_revealed_and_nothing_else(
    desk, settings, union, office, clock
):
    party = event(union, name="爱之旅20240831号")
    elsewhere = make(models.Organisation, name="外地工会")
    men, women = (
        singles(union, 51, Sex.MALE),
        [*singles(union, 49, Sex.FEMALE, 200), *singles(elsewhere, 1, Sex.FEMALE, 600)],
    )
    registered(party, [*men[:50], *women])
    registered(party, men[50:], RegistrationState.WAITING)
    # Balanced places: one man gives his up, the man who waited has it; fifty and fifty are expected.
    gone = MatchRegistration.get(MatchRegistration.profile == men[0])
    office.fill(f"/admin/match_registration/edit/?id={gone.id}", state="withdrawn")
    assert MatchRegistration.get(MatchRegistration.profile == men[50]).state == RegistrationState.CONFIRMED
    assert do(office, party, "badges").status_code == 302
    numbers = badges_of(party)
    assert sorted(numbers.values()) == list(range(1, 101))
    assert men[0].id not in numbers
    paper = office.text(f"/admin/match_event/paper/badges/?id={party.id}")
    assert re.findall(r"<b>(\d+)</b>", paper) == [str(number) for number in range(1, 101)]
    # Everybody comes to the door, by badge, and gets their own link.
    guests = {id: guest_from(desk, come_in(office, party, badge)) for id, badge in numbers.items()}
    assert {id: guest.badge for id, guest in guests.items()} == numbers
    assert "已到 100 人" in office.text(f"/admin/matchmaking/door/{party.id}")
    some = guests[men[1].id]
    assert not Page(some.text()).forms
    assert do(office, party, "choosing", choose_by=in_two_hours(party)).status_code == 302
    hers, his = [guests[w.id] for w in women], [guests[m.id] for m in men[1:]]
    choose_and_be_chosen(his, hers)
    assert mistakes(do(office, party, "pair")) != []  # not before the deadline
    assert Couple.select().count() == 0
    clock.forward(hours=3)
    jobs.pair_those_who_chose(settings)
    assert MatchChoice.select().count() == 0
    assert Couple.select().count() == MUTUAL
    assert (again(party).paired_at, again(party).wiped_at) == (clock(), clock())
    told = {guest.badge: guest.text() for guest in guests.values()}
    paired = {badge for badge, page in told.items() if "互相选择：" in page}
    assert paired == {guest.badge for guest in (*his[:MUTUAL], *hers[:MUTUAL])}
    # Who was chosen by nobody reads the same as who was chosen by ten, but for the number of the badge.
    own = re.compile(r"[\u4e00-\u9fff][男女]\d{3}|胸牌号是 \d+")
    assert len({own.sub("", page) for badge, page in told.items() if badge not in paired}) == 1
    office.sign_in("hongniang", PASSWORD)
    listed = office.text(f"/admin/couple/?flt0_event-is={party.code}&page_size=200")
    assert listed.count('<th scope="row">') == MUTUAL


def choose_and_be_chosen(his, hers):
    """The first nine pairs choose each other; the tenth, too, but she has said never; all others choose in vain."""
    for number, (him, her) in enumerate(zip(his, hers, strict=True)):
        if number <= MUTUAL:
            him.choose(hers[49 - number].badge, her.badge)
            her.choose(his[30 + number].badge, him.badge)
        elif number < 30:
            him.choose(hers[0].badge, hers[1].badge)
    assert hers[MUTUAL].send("apart", badge=str(his[MUTUAL].badge)).status_code == 303
    assert his[0].chosen() == [str(hers[49].badge), str(hers[0].badge)]


def badges_of(event):
    mine = MatchRegistration.select().where(
        MatchRegistration.event == event, MatchRegistration.badge.is_null(False)
    )
    return {one.profile_id: one.badge for one in mine}
