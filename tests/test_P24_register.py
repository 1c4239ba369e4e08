"""P24: one register and three ledgers that balance, through the verbs, the report, a closed month; and service teams."""

import html
import random
import re
from contextlib import suppress
from datetime import date, datetime, timedelta

import pytest
from front_door import Page, Person, mistakes
from make import again, make

import language
import models
import operations
import reports
import scope
from choices import CareKind, Education, Ledger, LedgerWay, Role, SkillLevel, WorkPlace, WorkState
from models import (
    Enterprise,
    LedgerEntry,
    Organisation,
    ServiceTeam,
    Skill,
    SkillProfile,
    TeamMember,
    Trade,
    Worker,
)
from operations import Invalid, bulk, findings, ledgers, months, quality_rules, teams
from reports import balances
from rules.ledgers import Stay, clash, meet
from scope import SYSTEM

MOVED, JOBLESS, CARE = Ledger
TODAY = datetime(2026, 6, 30, 9, 0)
PEOPLE, COMPANIES = 95_600, 11  # 覆盖9.56万人的劳动力资源数据库；全县11家公司


@pytest.fixture
def june(clock):
    clock.moment = TODAY
    return clock


@pytest.fixture
def office(june, desk, unions):
    return Person(desk, "office", Role.UNION, unions[1])


def do(person, record, verb, **typed):
    address = f"/admin/{record._meta.table_name}/do/{verb}/?id={record.id}"
    return person.client.post(address, data={**person.form(address), **typed}, follow_redirects=True)


def somebody(union, state=WorkState.UNEMPLOYED, **more):
    values = {"born_on": date(1990, 1, 1), "id_number": None, "enterprise": None, **more}
    return make(Worker, organisation=union, state=state, **values)


def stays(worker):
    own = LedgerEntry.select().where(LedgerEntry.worker == worker, LedgerEntry.deleted_at.is_null())
    return [
        (one.ledger, one.since, one.until, one.way_out)
        for one in own.order_by(LedgerEntry.since, LedgerEntry.id)
    ]


# The verbs, through the front door --------------------------------------------------------------------


def test_P24_who_moves_into_work_leaves_one_ledger_and_enters_the_other_at_once(office, unions):
    worker = somebody(unions[2], WorkState.EMPLOYED)
    assert do(office, worker, "lose_work", since="2026-04-01", way_in="失业").status_code == 200
    assert again(worker).state == WorkState.UNEMPLOYED
    page = do(office, worker, "move_into_work", since="2026-05-05", place="省外", employer="广佛镇乡建公司")
    assert "广佛镇乡建公司" in page.get_data(as_text=True)
    first, second = date(2026, 4, 1), date(2026, 5, 5)
    assert stays(worker) == [(JOBLESS, first, second, LedgerWay.FOUND), (MOVED, second, None, None)]
    assert again(worker).state == WorkState.EMPLOYED
    do(office, worker, "lose_work", since="2026-06-01", way_in="外出返乡")
    assert [one[0] for one in stays(worker)] == [JOBLESS, MOVED, JOBLESS]
    do(office, worker, "leave_ledger", ledger="未就业", until="2026-06-30", way_out="超过劳动年龄")
    assert again(worker).state == WorkState.RETIRED
    assert ledgers.running(worker) == {}
    assert do(office, worker, "move_into_work", since="2026-06-30", place="县内").status_code == 409


def test_P24_what_contradicts_is_refused_in_words_and_changes_nothing(office, unions):
    worker = somebody(unions[2])
    do(office, worker, "enter_ledger", ledger="未就业", since="2026-04-01", way_in="失业")
    do(
        office,
        worker,
        "enter_ledger",
        ledger="重点对象帮扶",
        since="2026-04-01",
        way_in="生活陷入困难",
        care="残疾",
    )
    before = stays(worker), again(worker).version
    assert len(before[0]) == 2  # help goes beside it
    for typed, said in (
        ({"ledger": "转移就业", "way_in": "已就业"}, "请用“转移就业”"),
        ({"ledger": "未就业", "way_in": "失业"}, "台账"),
        ({"ledger": "重点对象帮扶", "way_in": "失业"}, "不适用"),
        (
            {"ledger": "重点对象帮扶", "way_in": "年度摸排发现", "care": "残疾", "since": "2030-07-01"},
            "不能晚于",
        ),
    ):
        answer = do(office, worker, "enter_ledger", **{"since": "2026-05-01", **typed})
        assert answer.status_code == 422, typed
        assert said in "".join(mistakes(answer)), typed
    answer = do(office, worker, "move_into_work", since="2026-03-01", place="县内")
    assert "2026-04-01" in "".join(mistakes(answer))
    assert (stays(worker), again(worker).version) == before
    do(office, worker, "end_help", until="2026-06-01", way_out="困难已解除")
    assert ledgers.running(worker).keys() == {JOBLESS}


def test_P24_a_typed_stay_meets_the_same_walls_and_a_rule_lists_what_disagrees(office, unions):
    quality_rules.store_built_in()
    worker = somebody(unions[2])
    ledgers.enter(worker, SYSTEM, JOBLESS, date(2026, 4, 1), LedgerWay.LOST)
    with pytest.raises(Invalid, match="2026-04-01"):
        make(LedgerEntry, worker=worker, ledger=MOVED, since=date(2026, 5, 1))
    earlier = {"until": date(2026, 4, 1), "way_out": LedgerWay.RETURNED}
    make(
        LedgerEntry, worker=worker, ledger=MOVED, since=date(2026, 1, 1), **earlier
    )  # left on the day of the other
    worker = again(worker)
    worker.state = WorkState.EMPLOYED
    operations.save(worker, SYSTEM)
    findings.look_through()
    rule = models.QualityRule.get(models.QualityRule.parameter == "ledgers")
    found = models.QualityFinding.select().where(models.QualityFinding.rule == rule.id)
    assert [one.record for one in found] == [worker.id]
    ledgers.move_into_work(worker, SYSTEM, date(2026, 6, 1), WorkPlace.COUNTY)
    assert found.count() == 0


def test_P24_two_running_stays_about_work_are_kept_out_by_the_database_itself(june, unions):
    worker = somebody(unions[2])
    day = date(2026, 4, 1)
    with pytest.raises(operations.Refused, match="台账"):
        bulk.load(
            LedgerEntry,
            [LedgerEntry(worker=worker, ledger=one, since=day) for one in (MOVED, JOBLESS)],
            SYSTEM,
        )
    assert LedgerEntry.select().count() == 0


def test_P24_of_two_stays_that_meet_the_later_is_refused_whatever_their_order():
    """Against the days themselves: nobody is ever found in both at the end of one day."""
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(5)]
    spans = [(a, b) for a in days for b in [*days, None] if b is None or b >= a]
    for since, until in spans:
        for start, end in spans:
            one, other = Stay(MOVED, since, until), Stay(JOBLESS, start, end)
            common = [d for d in days if inside(d, one) and inside(d, other)]
            assert not common or meet(one, other)
            assert meet(one, other) == meet(other, one)
            assert bool(clash(one, [other])) == meet(one, other)
            assert clash(one, [Stay(CARE, start, end)]) is None


def inside(day, stay):
    return stay.since <= day and (stay.until is None or day < stay.until)


# Opening + in − out = closing -------------------------------------------------------------------------

MONTHS = [f"2026-0{n}" for n in range(1, 7)]


LIFE = (
    lambda worker, on, rng: ledgers.enter(worker, SYSTEM, rng.choice((MOVED, JOBLESS)), on),
    lambda worker, on, rng: ledgers.enter(worker, SYSTEM, CARE, on, care=rng.choice(list(CareKind))),
    lambda worker, on, rng: ledgers.move_into_work(worker, SYSTEM, on, rng.choice(list(WorkPlace))),
    lambda worker, on, rng: ledgers.lose_work(worker, SYSTEM, on, LedgerWay.LOST),
    lambda worker, on, rng: ledgers.end_help(worker, SYSTEM, on, LedgerWay.RELIEVED),
    lambda worker, on, rng: ledgers.leave(worker, SYSTEM, rng.choice((MOVED, JOBLESS)), on, LedgerWay.AWAY),
)


def random_life(worker, rng, clock):
    """What the verbs make of somebody in half a year; refusals are part of life, and twice on one day too."""
    for day in sorted(rng.choices(range(180), k=rng.randint(2, 8))):
        clock.moment = datetime(2026, 1, 1, 12) + timedelta(days=day)
        verb = rng.choice(LIFE)
        with suppress(operations.Refused):
            verb(again(worker), clock.moment.date(), rng)


def table(month, by=SYSTEM, union=None):
    """{ledger: {union's name: (opening, in, out, closing)}}; every line balances."""
    found = {}
    for balance in balances.of(reports.run("ledgers", month, by, union)):
        assert all(line.balances for line in balance.lines), (month, balance.ledger)
        found[balance.ledger] = {
            line.words: tuple(row.numerator if row else 0 for row in line.figures) for line in balance.lines
        }
    return found


@pytest.mark.parametrize("seed", [36, 2026])
def test_P24_whatever_happens_the_ledgers_balance_month_by_month_and_union_by_union(june, unions, seed):
    rng = random.Random(seed)
    towns = unions[2:]
    people = [somebody(rng.choice(towns), rng.choice(list(WorkState)[:3])) for _number in range(24)]
    for worker in people:
        random_life(worker, rng, june)
    operations.delete(again(people[0]), SYSTEM)  # in the trash: counts in no month
    entries = list(LedgerEntry.select().where(LedgerEntry.deleted_at.is_null()))
    assert len(entries) > 30
    for ledger in Ledger:
        before = {}
        for month in MONTHS:
            lines = table(month, union=unions[1])[ledger]
            last = date.fromisoformat(reports.bounds(month)["last"])
            there = [one for one in entries if one.ledger == ledger and inside(last, one)]
            assert lines[""][3] == len(there) == len({one.worker_id for one in there})
            assert all(lines.get(words, [0])[0] == closing for words, closing in before.items())
            parts = [line for words, line in lines.items() if words]
            assert tuple(map(sum, zip(*parts, strict=True))) == lines[""] if parts else not any(lines[""])
            before = {words: line[3] for words, line in lines.items()}
    refuse_both(people[1:])


def refuse_both(people):
    """At the end of no day of the half year does anybody stand in both ledgers about work."""
    for worker in people:
        about_work = [Stay(*one[:3]) for one in stays(worker) if one[0] != CARE]
        for n in range(0, 180):
            day = date(2026, 1, 1) + timedelta(days=n)
            assert sum(inside(day, one) for one in about_work) <= 1


def test_P24_everybody_of_working_age_is_in_one_ledger_or_in_neither_with_a_reason(office, unions):
    town = unions[2]
    for state in WorkState:
        somebody(town, state)
    somebody(town, WorkState.EMPLOYED, born_on=date(2015, 1, 1))  # a child
    ledgers.enter(somebody(town), SYSTEM, JOBLESS, date(2026, 2, 1))
    ledgers.move_into_work(somebody(town), SYSTEM, date(2026, 2, 1), WorkPlace.OUTSIDE)
    somebody(unions[0])  # of another union
    page = office.text("/admin/labour/ledgers?month=2026-06")
    lines = re.findall(r'<th scope="row">([^<]+)</th><td class="number"><a href="([^"]+)">(\d+)</a>', page)
    register = {words: (html.unescape(link), int(n)) for words, link, n in lines if "/worker/" in link}
    figures = {words: n for words, (_link, n) in register.items()}
    whole = figures.pop("劳动力库中劳动年龄人员")
    assert whole == 6
    assert (
        figures["劳动年龄内：转移就业"]
        + figures["劳动年龄内：未就业"]
        + figures["劳动年龄内：不在两本就业台账"]
        == whole
    )
    reasons = {words: n for words, n in figures.items() if words.startswith("不在两本就业台账")}
    assert list(reasons.values()) == [1, 1, 1, 1]
    assert sum(reasons.values()) == figures["劳动年龄内：不在两本就业台账"]
    for link, number in register.values():
        assert re.search(rf'<p class="count">\D*{number}', office.text(link)), link
    assert office.get("/admin/labour/ledgers?month=2026-13").status_code == 400


def test_P24_a_closed_month_stands_and_what_comes_late_is_its_correction(office, unions):
    town, county = unions[2], unions[1]
    by = scope.actor(office.account)
    worker, late = somebody(town), somebody(town)
    ledgers.enter(worker, by, JOBLESS, date(2026, 3, 3), LedgerWay.LOST)
    months.close("ledgers", "2026-03", county, by)
    stood = table("2026-03", by, county)
    ledgers.move_into_work(worker, by, date(2026, 4, 4), WorkPlace.PROVINCE)  # the course of things
    assert reports.run("ledgers", "2026-04", by, county).corrections == ()
    ledgers.enter(late, by, JOBLESS, date(2026, 3, 30), LedgerWay.LOST)  # noted down late
    entry = LedgerEntry.get(LedgerEntry.worker == worker, LedgerEntry.ledger == JOBLESS)
    entry.since = date(2026, 4, 1)  # put right
    operations.save(entry, by)
    assert table("2026-03", by, county) == stood
    with language.speaking("en"):
        named = reports.run("ledgers", "2026-04", by, county).corrections
        said = {one.indicator: (one.came, one.gone) for one in named}
    assert said["Without work: came in in the month"] == (1, 1)
    assert said["Without work: at the end"] == (1, 1)
    assert said["Of working age and without work"] == (1, 1)
    page = office.text(f"/admin/labour/ledgers?month=2026-04&organisation={county.code}")
    assert "corrections" in page
    assert "更正" in office.text(f"/reports/ledgers?month=2026-04&organisation={county.code}&format=csv")


# The register at its size -----------------------------------------------------------------------------


def test_P24_the_register_of_95600_opens_searches_and_its_ledgers_balance(office, unions, engine):
    """The figures of the article: 95,600 people, 11 village companies with a union; a tenth of them on PostgreSQL."""
    people = PEOPLE if engine == "sqlite" else PEOPLE // 10
    towns = [make(Organisation, parent=unions[1], name=f"第{n}镇总工会") for n in range(COMPANIES)]
    for town in towns:
        make(Enterprise, organisation=town, has_union=True, name=f"{town.name}乡村建设服务公司")
    make(Enterprise, organisation=unions[0], has_union=True)
    assert bulk.load(Worker, register(towns, people), SYSTEM) == people
    entries = bulk.load(LedgerEntry, noted_down(), SYSTEM)
    somebody(unions[0])
    with language.speaking("en"):
        result = reports.run("ledgers", "2026-06", scope.actor(office.account), unions[1])
    found = {row.key: row.numerator for row in result.rows if not row.group}
    assert found["People of working age in the register"] == people
    assert found["Of working age and moved into work"] == found["Moved into work: at the end"] == people // 2
    assert found["Of working age and without work"] == found["Without work: at the end"] == people // 10
    assert found["Of working age and in neither ledger about work"] == people - people // 2 - people // 10
    assert found["People in need of help: at the end"] == people // 20
    assert found["Companies with a union"] == COMPANIES
    assert entries == people // 2 + people // 10 + people // 20
    assert str(people) in Page(office.text("/admin/worker/")).words[0:400].__str__().replace(",", "")
    assert ">W-" in office.text("/admin/worker/?search=职工07777")


def register(towns, people):
    for n in range(people):
        tenth = n % 20
        state = WorkState.UNEMPLOYED if tenth in (10, 11) else WorkState.EMPLOYED
        yield Worker(
            name=f"职工{n:05d}", organisation=towns[n % len(towns)].id, state=state, sex="male",
            born_on=date(1970 + n % 30, 1, 1), education=Education.MIDDLE,
        )  # fmt: skip


def noted_down():
    """Half have moved into work, a tenth is without, a twentieth needs help beside it."""
    for number, (worker,) in enumerate(list(Worker.select(Worker.id).order_by(Worker.id).tuples())):
        tenth, since = number % 20, date(2026, 1 + number % 6, 1)
        if tenth < 12:
            yield LedgerEntry(worker=worker, ledger=MOVED if tenth < 10 else JOBLESS, since=since)
        if tenth == 10:
            yield LedgerEntry(worker=worker, ledger=CARE, since=since, care=CareKind.POOR)


# Service teams ----------------------------------------------------------------------------------------


@pytest.fixture
def builders(office, unions):
    """Masons: two who master it, one who wishes for it; one elsewhere, one retired, one moved away, one of another union."""
    trade, town = make(Trade, name="砌筑工"), unions[2]
    people = {
        "master": somebody(town, name="赵师傅"), "pair": somebody(town, WorkState.EMPLOYED, name="钱师傅"),
        "wish": somebody(town, name="孙愿"), "away": somebody(town, name="李远"),
        "old": somebody(town, WorkState.RETIRED, name="周老"), "moved": somebody(town, name="吴出"),
        "foreign": somebody(unions[0], name="郑外"),
    }  # fmt: skip
    for who, level in (
        ("master", "5"),
        ("pair", "3"),
        ("old", "6"),
        ("moved", "5"),
        ("foreign", "6"),
        ("away", "4"),
    ):
        make(Skill, worker=people[who], trade=trade, level=SkillLevel(level))
    wants = {
        "wish": WorkPlace.COUNTY,
        "master": WorkPlace.COUNTY,
        "pair": WorkPlace.COUNTY,
        "away": WorkPlace.OUTSIDE,
    }
    for who, place in wants.items():
        wish = trade if who == "wish" else None
        make(
            SkillProfile,
            worker=people[who],
            organisation=town,
            wish_trade=wish,
            work_place=place,
            position=None,
        )
    ledgers.move_into_work(people["moved"], SYSTEM, date(2026, 5, 1), WorkPlace.OUTSIDE)
    return trade, people


def test_P24_a_team_is_proposed_by_skill_and_wish_with_reasons_and_accepted(office, unions, builders):
    trade, people = builders
    page = office.text(f"/admin/labour/teams?organisation={unions[2].code}")
    assert re.search(r"砌筑工</th><td>县内</td><td class=\"number\">2</td><td class=\"number\">1</td>", page)
    form = next(one for one in Page(page).forms if one.get("place") == "county")
    answer = office.client.post("/admin/labour/teams/found", data=form)
    team = ServiceTeam.get()
    assert (team.trade, team.place, team.organisation) == (trade, WorkPlace.COUNTY, unions[2])
    page = html.unescape(office.text(answer.location))
    assert [
        name for name in ("赵师傅", "钱师傅", "孙愿", "李远", "周老", "吴出", "郑外") if name in page
    ] == ["赵师傅", "钱师傅", "孙愿"]
    assert page.index("赵师傅") < page.index("钱师傅") < page.index("孙愿")
    assert "有意从事该工种" in page
    refused = {f"worker_{people['pair'].id}": "no"}
    assert do(office, team, "take_in", joined_on="2026-06-01", **refused).status_code == 200
    assert {one.worker for one in TeamMember.select()} == {people["master"], people["wish"]}
    assert again(team).leader == people["master"]
    shown = office.text(f"/admin/service_team/details/?id={team.id}")
    assert "砌筑工 技师（二级）" in shown
    assert len(office.client.post("/admin/labour/teams/found", data=form).location) > 0
    assert ServiceTeam.select().count() == 1  # sent twice, founded once


def test_P24_one_person_is_in_one_team_at_a_time(office, unions, builders):
    trade, people = builders
    first, second = (
        make(ServiceTeam, organisation=unions[2], name=name, trade=trade, place=None)
        for name in ("基建队", "农机队")
    )
    do(office, first, "join", worker=people["master"].code, joined_on="2026-05-01")
    answer = do(office, second, "join", worker=people["master"].code, joined_on="2026-06-01")
    assert answer.status_code == 422
    assert "基建队" in "".join(mistakes(answer))
    assert do(office, first, "join", worker=people["old"].code, joined_on="2026-06-01").status_code == 422
    member = TeamMember.get()
    assert do(office, member, "leave", left_on="2026-06-01").status_code == 200
    assert do(office, second, "join", worker=people["master"].code, joined_on="2026-06-01").status_code == 200
    assert do(office, second, "disband", disbanded_on="2026-06-30").status_code == 200
    assert [one.left_on for one in TeamMember.select().order_by(TeamMember.id)] == [
        date(2026, 6, 1),
        date(2026, 6, 30),
    ]
    assert do(office, second, "join", worker=people["pair"].code, joined_on="2026-06-30").status_code == 409
    assert [one.candidate.name for one in teams.proposals(again(first), SYSTEM)][:1] == [
        "赵师傅"
    ]  # free again
