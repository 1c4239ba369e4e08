"""P32: the register of single people, suggestions, couples followed to the wedding, the funnel at the article's size."""

import re
from datetime import date, datetime, timedelta

import pytest
from front_door import Page, Person, mistakes
from make import make
from matching import Guest, come_in, event, registered, singles

import models
import operations
import scope
from choices import (
    CoupleState,
    EventState,
    FollowUpStep,
    ProfileState,
    RegistrationState,
    Role,
    Sex,
    SuggestionState,
)
from models import (
    Couple,
    MatchBlock,
    MatchEvent,
    MatchFollowUp,
    MatchProfile,
    MatchRegistration,
    MatchSuggestion,
)
from operations import bulk, links

TODAY = date(2026, 3, 5)  # the clock's


@pytest.fixture
def union(desk, clock):
    return make(models.Organisation, name="济南市总工会")


@pytest.fixture
def office(desk, union):
    return Person(desk, "hongniang", Role.UNION, union)


@pytest.fixture
def pair(union):
    return singles(union, 1, Sex.MALE)[0], singles(union, 2, Sex.FEMALE, 200)[0]


def do(office, record, verb, **typed):
    """Do a verb on its page; what was wrong."""
    return mistakes(office.fill(f"/admin/{record._meta.table_name}/do/{verb}/?id={record.id}", **typed))


def again(record):
    return type(record).get_by_id(record.id)


# The register -------------------------------------------------------------------------------------


def test_P32_a_profile_is_checked_by_a_second_person_where_the_rules_say_so(desk, union, office):
    operations.save(
        models.MatchPolicy(organisation=union, holds_from=TODAY, another_verifies=True, good_for=6),
        scope.SYSTEM,
    )
    worker = make(models.Worker, organisation=union, name="李小环")
    empty = {"single_state": "never_married", "consented_on": "2026-03-01", "evidence": "", "verified_by": ""}
    office.fill("/admin/match_profile/new/", worker=worker.code, **empty)
    profile = MatchProfile.get()
    seen = {"evidence": "民政部门核验", "single_state": "never_married"}
    assert "hongniang" in do(office, profile, "verify", **seen)[0]
    direct = {"state": "verified", "evidence": "民政部门核验", "verified_by": "别人"}
    assert "核验档案" in mistakes(office.fill(f"/admin/match_profile/edit/?id={profile.id}", **direct))[0]
    second = Person(desk, "heyan", Role.UNION, union)
    assert do(second, profile, "verify", **{**seen, "evidence": ""}) == ["必填"]
    assert do(second, profile, "verify", **seen) == []
    profile = again(profile)
    assert (profile.state, profile.verified_by, profile.verified_until) == (
        "verified",
        "heyan",
        date(2026, 9, 5),
    )


def test_P32_a_profile_past_its_day_takes_part_in_nothing(desk, union, office, pair):
    him, her = pair
    MatchProfile.update(verified_until=TODAY - timedelta(days=1)).where(MatchProfile.id == her.id).execute()
    assert her.code not in Page(office.text(f"/admin/match_profile/do/suggest/?id={him.id}")).words
    assert do(office, him, "suggest", second=her.code) != []
    party = event(union)
    registered(party, [her], badge=1)
    assert "未核验" in mistakes(come_in(office, party, 1))[0]
    assert MatchRegistration.get().state == RegistrationState.CONFIRMED


def test_P32_who_waits_comes_in_only_where_a_place_is_free(union, office, clock):
    men = singles(union, 3, Sex.MALE)
    party = event(union, places_men=1, places_women=1)
    registered(party, men[:1])
    registered(party, men[1:], RegistrationState.WAITING)
    assert "候补名单" in mistakes(come_in(office, party, men[1].worker.name))[0]
    assert come_in(office, party, men[0].worker.phone[-4:]).status_code == 200
    assert (
        "候补名单" in mistakes(come_in(office, party, men[1].worker.name))[0]
    )  # who has come still sits there
    MatchEvent.update(places_men=2).execute()
    assert come_in(office, party, men[1].worker.name).status_code == 200
    assert do(office, again(party), "held") != []  # it has not begun
    clock.forward(minutes=10)
    assert do(office, again(party), "held") == []
    assert [one.state.value for one in MatchRegistration.select().order_by(MatchRegistration.id)] == [
        "attended",
        "attended",
        "waiting",
    ]
    assert again(party).state == EventState.HELD


# Suggestions --------------------------------------------------------------------------------------


def test_P32_suggestions_are_ranked_with_reasons_and_made_once(union, office, pair):
    him, her = pair
    other = MatchProfile.get(MatchProfile.id > her.id)
    MatchProfile.update(lives_in="历下区", hobbies="徒步、摄影").where(
        MatchProfile.id.in_([him.id, her.id])
    ).execute()
    page = office.text(f"/admin/match_profile/do/suggest/?id={him.id}")
    assert re.findall(r"(MP-\d+) [^<]*</a></th>", page) == [her.code, other.code]
    assert "都住在历下区" in page
    assert "都喜欢徒步、摄影" in page or "都喜欢摄影、徒步" in page
    assert do(office, him, "suggest", second=her.code) == []
    made = MatchSuggestion.get()
    assert (made.first, made.second, made.points, made.state) == (him, her, 67, SuggestionState.MADE)
    assert do(office, her, "suggest", second=him.code) == ["这两位以前互相推荐过。请说明为何再次推荐。"]
    assert her.code not in re.findall(
        r"(MP-\d+) [^<]*</a></th>", office.text(f"/admin/match_profile/do/suggest/?id={him.id}")
    )
    assert do(office, her, "suggest", second=him.code, again_because="双方工作调动后同城") == []
    assert do(office, made, "meet") == []
    assert do(office, again(made), "couple", paired_on="2026-03-01") == []
    assert (Couple.get().first, Couple.get().second, Couple.get().paired_on) == (him, her, date(2026, 3, 1))
    assert do(office, him, "suggest", second=other.code) != []  # a couple that goes on is suggested to nobody


@pytest.mark.parametrize("named", ["by him", "by her", "nobody"])
def test_P32_a_block_is_kept_from_everybody_and_holds_both_ways(desk, union, office, pair, named):
    him, her = pair
    one, other = (him, her) if named == "by him" else (her, him)
    phone = "13000000000" if named == "nobody" else other.worker.phone
    guest = Guest(desk, f"/p/{links.make('keep_apart', one, one.worker, scope.SYSTEM)}")
    lines = models.Audit.select().count()
    answer = guest.send("block", phone=phone)
    assert answer.status_code == 303
    assert guest.text().count("撤回") >= 1
    assert (MatchBlock.select().count(), models.Audit.select().count()) == (
        1,
        lines + 1,
    )  # that the page was opened
    listed = re.findall(
        r"(MP-\d+) [^<]*</a></th>", office.text(f"/admin/match_profile/do/suggest/?id={him.id}")
    )
    assert (her.code in listed) == (named == "nobody")
    for address in (
        "match_profile/details/?id={0}",
        "match_profile/export/csv/",
        "worker/details/?id={0}",
        "trail/",
    ):
        assert phone not in office.text("/admin/" + address.format(one.id)) or "worker" in address
    assert guest.send("unblock", block=str(MatchBlock.get().id)).status_code == 303
    assert her.code in office.text(f"/admin/match_profile/do/suggest/?id={him.id}")


# Couples ------------------------------------------------------------------------------------------


def couple(union, pair, **values):
    return make(
        Couple, organisation=union, first=pair[0], second=pair[1], event=None, registered_on=None, wedding=None,
        wedding_on=None, **values,
    )  # fmt: skip


def test_P32_a_couple_is_asked_after_three_days_weeks_and_months(union, office, pair, clock):
    ours = couple(union, pair, paired_on=TODAY)

    def asked_for():
        office.sign_in("hongniang", "correct horse 9")
        return [
            words
            for words in Page(office.text("/admin/tasks/?area=matchmaking")).words
            if words.startswith("牵手满")
        ]

    due = []
    for step, days in zip(FollowUpStep, (3, 18, 69), strict=True):
        clock.forward(days=days - 1)
        assert asked_for() == []
        clock.forward(days=1)
        due += asked_for()
        told = {"step": step.value, "done_on": clock().date().isoformat(), "told": "常联系"}
        assert do(office, again(ours), "ask", **told) == []
        assert asked_for() == []
    assert due == ["牵手满三天待回访", "牵手满三周待回访", "牵手满三个月待回访"]
    assert MatchFollowUp.select().count() == 3
    assert again(ours).state == CoupleState.DATING


def test_P32_married_they_are_suggested_no_more_and_go_to_the_wedding(union, office, pair):
    ours = couple(union, pair, paired_on=TODAY)
    assert do(office, ours, "wedding", wedding="集体婚礼", wedding_on="2026-05-09") != []
    assert do(office, ours, "marry", registered_on="2026-03-06") != []  # not a day to come
    assert do(office, ours, "marry", registered_on="2026-03-05") == []
    assert {again(one).state for one in pair} == {ProfileState.CLOSED}
    assert do(office, again(ours), "wedding", wedding="集体婚礼", wedding_on="2026-05-09") == []
    assert pair[0].worker.name in office.text(f"/admin/couple/paper/wedding/?id={ours.id}")


# The funnel ---------------------------------------------------------------------------------------

FAIR = "第三届七夕相亲大会"


def held(union, day, visitors, **values):
    return MatchEvent(
        name=f"联谊会{day}", organisation=union, starts_at=datetime.combine(day, datetime.min.time()), places_men=50,
        places_women=50, visitors=visitors, state=EventState.HELD, **values,
    )  # fmt: skip


@pytest.fixture
def article(union):
    """The years of the article: 54 events, a fair among them on a main and 8 district sites, 436 marriages, two weddings."""
    districts = [make(models.Organisation, parent=union, name=f"第{n}区总工会") for n in range(8)]
    foreign = make(models.Organisation, name="青岛市总工会")
    first = date(2024, 1, 5)
    fair = [
        held(union, date(2024, 8, 10), 400, fair=FAIR),
        *(held(one, date(2024, 8, 10), 100, fair=FAIR) for one in districts),
    ]
    others = [held(union, first + timedelta(days=5 * n), 1300 + 60 * (n == 0)) for n in range(45)]
    others[-1].visitors += 58_800 - sum(one.visitors for one in others)
    apart = [held(foreign, first, 500), held(union, date(2022, 1, 1), 500), held(union, first, 70)]
    apart[2].state = EventState.CANCELLED
    bulk.load(MatchEvent, [*fair, *others, *apart], scope.SYSTEM)
    gone = operations.save(held(union, first, 900), scope.SYSTEM)
    operations.delete(gone, scope.SYSTEM)
    return {"districts": districts, "foreign": foreign}


def married(union, men, women, count, **wedding):
    return [
        Couple(
            organisation=union, first=men[n], second=women[n], paired_on=date(2024, 2, 1), state=CoupleState.REGISTERED,
            registered_on=date(2024, 4, 1), **wedding,
        )
        for n in range(count)
    ]  # fmt: skip


def test_P32_from_54_events_to_436_couples_and_two_weddings(desk, union, office, article):
    men, women = singles(union, 440, Sex.MALE), singles(union, 440, Sex.FEMALE, 900)
    spring = {"wedding": "大明湖集体婚礼", "wedding_on": date(2024, 5, 9)}
    autumn = {"wedding": "与国同庆 鹊在泉城", "wedding_on": date(2024, 9, 29)}
    rest = [men[53:], women[53:]]
    ours = [
        *married(union, men, women, 34, **spring), *married(union, men[34:], women[34:], 19, **autumn),
        *married(union, *rest, 383),
    ]  # fmt: skip
    parted = married(union, men[436:], women[436:], 1, **spring)[0]
    parted.state = CoupleState.PARTED
    another_year = married(union, men[437:], women[437:], 1)[0]
    another_year.paired_on = another_year.registered_on = date(2022, 4, 1)
    foreign = married(article["foreign"], men[438:], women[438:], 1, **spring)[0]
    bulk.load(Couple, [*ours, parted, another_year, foreign], scope.SYSTEM)
    span = f"organisation={union.code}&from=2023-01-01&to=2024-12-31"
    page = office.text(f"/admin/matchmaking/funnel?{span}")
    figures, addresses = whole_row(page)
    assert figures == [54, 60_000, 0, 0, 437, 436, 53]
    weddings = re.findall(r"<li>(.*?)：<a [^>]*>(\d+) 对新人", page)
    assert weddings == [("2024-05-09 大明湖集体婚礼", "34"), ("2024-09-29 与国同庆 鹊在泉城", "19")]
    listed = [Page(office.text(address)) for address in (addresses[0], addresses[5], addresses[6])]
    assert [count_of(one) for one in listed] == [54, 436, 53]
    paper = office.text(
        f"/admin/couple/paper/wedding/?id={Couple.get(Couple.wedding == spring['wedding']).id}"
    )
    assert paper.count('<td class="number">') == 34
    fair, _addresses = whole_row(office.text(f"/admin/matchmaking/funnel?{span}&fair={FAIR}"))
    assert fair[:2] == [9, 1200]
    district = whole_row(
        office.text(f"/admin/matchmaking/funnel?organisation={article['districts'][0].code}&fair={FAIR}")
    )[0]
    assert district[:2] == [1, 100]


def whole_row(page):
    """The figures of the first row, and where they lead."""
    row = re.search(r"合计</th>(.*?)</tr>|全部</th>(.*?)</tr>|In all</th>(.*?)</tr>", page, re.S)
    cells = re.findall(r'<a href="([^"]+)">(\d+)</a>', row[0])
    return [int(figure) for _address, figure in cells], [
        address.replace("&amp;", "&") for address, _figure in cells
    ]


def count_of(page):
    """How many rows a list says that it has."""
    return next(
        int(found[0]) for words in page.words if (found := re.findall(r"^共?\D*(\d+)\D*(?:条|项|行)", words))
    )
