"""The contests of the articles at their size: P13, P17 and P30, from the list of entries to the honours."""

import json
import re
from datetime import date
from decimal import Decimal
from time import process_time

import pytest
from contests import stages
from front_door import Person
from make import make

import operations
from choices import EntryState, HonourKind, ScoreState, StageKind, TieBreak, TieRule, Within
from models import (
    Competition,
    Contest,
    Entry,
    EntryMember,
    Honour,
    Organisation,
    Prize,
    Score,
    Stage,
    StageQuota,
    Trade,
    Worker,
)
from operations import bulk, promoting
from scope import SYSTEM

DAY, MONTH = date(2024, 12, 5), "2024-12"
TRADES = ["人工智能训练师", "网络安全", "工业机器人系统运维员", "无人机装调检修工", "计算机程序设计员"]
PROVINCES = [
    *("北京", "天津", "河北", "山西", "内蒙古", "辽宁", "吉林", "黑龙江", "上海", "江苏"),
    *("浙江", "安徽", "福建", "江西", "山东", "河南", "湖北", "湖南", "广东", "广西"),
    *("海南", "重庆", "四川", "贵州", "云南", "陕西", "甘肃", "青海", "宁夏", "新疆"),
]
SECONDS = 60  # of work, however busy the machine is; far above what it takes


def competition(union, name, **values):
    plain = {"level": "national", "starts_on": DAY, "ends_on": None, "state": "running"}
    return operations.save(Competition(name=name, organisation=union, **{**plain, **values}), SYSTEM)


def workers(union, names, born_on=date(1990, 5, 1)):
    bulk.load(Worker, [Worker(name=name, organisation=union, born_on=born_on) for name in names], SYSTEM)
    return list(Worker.select().order_by(Worker.id.desc()).limit(len(names)))[::-1]


def of_contest(model, contest):
    return model.select().where(model.contest == contest.id, model.deleted_at.is_null()).order_by(model.id)


def lines(stage):
    return list(
        Score.select().where(Score.stage == stage.id, Score.deleted_at.is_null()).order_by(Score.entry)
    )


def locked(stage, of):
    """The judges' work, in one statement: marks on every line of a stage. `of`: (position, entry) -> total."""
    scores = lines(stage)
    for position, score in enumerate(scores):
        score.total = score.practice = Decimal(of(position, score.entry_id))
        score.theory = Decimal(position % 7)
        score.seconds, score.state = 3600 - position % 5, ScoreState.CONFIRMED
    Score.bulk_update(scores, [Score.total, Score.practice, Score.theory, Score.seconds, Score.state])


def do(person, table, verb, record, **typed):
    """A verb done on screen; the words of the page that follows."""
    person.fill(f"/admin/{table}/do/{verb}/?id={record.id}", **typed)
    assert person.last.status_code == 302, person.last.get_data(as_text=True)[-3000:]
    return person.last


@pytest.fixture
def office(desk):
    union = make(Organisation, name="中国机械冶金建材工会")
    return Person(desk, "office"), union


@pytest.fixture
def brought(run, tmp_path):
    """Imports rows of an entity through the command; what it says of them, as facts."""

    def bring(table, head, rows):
        path = tmp_path / f"{table}.csv"
        path.write_text("\n".join([head, *rows, ""]), encoding="utf-8")
        answer = run("import", table, path, "--json")
        assert answer.exit_code in (0, 1), answer.output
        return json.loads(answer.stdout)

    return bring


MEMBERS = "参赛报名,职工,队长"
HEAD = "赛项,选手或队名,参赛号,代表队,报名日期"

# P13: 900 contestants ---------------------------------------------------------------------------


def thirty_provinces(union):
    """The competition, its 5 events in 2 groups, 3 stages each, and 900 workers."""
    whole = competition(union, "第三届全国人工智能应用技术技能大赛", one_event=True)
    bulk.load(Trade, [Trade(name=name) for name in TRADES], SYSTEM)
    bulk.load(Contest, [
        Contest(
            competition=whole, name=f"{trade.name}赛项", trade=trade, group=group, team_size=2, highest_age=45,
            delegation_quota=2, tie_break=(TieBreak.THEORY, TieBreak.TIME), ties=TieRule.LIST,
        )
        for trade in Trade.select().order_by(Trade.id) for group in ("worker", "student")
    ], SYSTEM)  # fmt: skip
    contests = list(Contest.select().order_by(Contest.id))
    bulk.load(Stage, [stage for contest in contests for stage in three(contest)], SYSTEM)
    return contests, workers(union, [f"选手{number}" for number in range(900)])


def three(contest):
    yield Stage(
        contest=contest, number=1, kind=StageKind.SELECTION, held_on=DAY, quota_for=Within.DELEGATION, quota=1
    )
    yield Stage(contest=contest, number=2, kind=StageKind.FIRST_ROUND, held_on=DAY, promoted=10)
    yield Stage(contest=contest, number=3, kind=StageKind.FINAL, held_on=DAY)


def teams(contests):
    """45 teams of each event: two of each of 15 provinces, one of each other."""
    for contest in contests:
        for turn, province in enumerate([*PROVINCES, *PROVINCES[:15]]):
            yield f"{contest.code},{contest.id}队{turn + 1},{contest.id:02d}-{turn + 1:02d},{province},2024-12-01"


def test_P13_900_contestants_of_30_provinces_go_through_three_stages(office, brought):
    began = process_time()
    person, union = office
    contests, people = thirty_provinces(union)
    first = contests[0]
    told = brought("entry", HEAD, teams(contests))
    assert (told["new"], told["refused"]) == (450, 0), told["rejects"]
    told = brought("entry", HEAD, [
        f"{first.code},超额队,01-99,北京,2024-12-01",  # a third team of a province
        "CT-9999,无此赛项,02-99,北京,2024-12-01",
    ])  # fmt: skip
    assert (told["new"], told["refused"]) == (0, 2), told
    old, busy = workers(union, ["老将", "闲人"], date(1970, 1, 1))
    entries = list(Entry.select().order_by(Entry.id))
    pairs = [(entry, people[2 * turn + half]) for turn, entry in enumerate(entries) for half in (0, 1)]
    told = brought("entry_member", MEMBERS, [
        f"{entry.code},{worker.code},{'是' if turn % 2 == 0 else '否'}" for turn, (entry, worker) in enumerate(pairs)
    ])  # fmt: skip
    assert (told["new"], told["refused"]) == (900, 0), told
    told = brought("entry_member", MEMBERS, [
        f"{entries[44].code},{people[0].code},否",  # one person in two entries; and the team is full
        f"{entries[1].code},{old.code},否",
    ])  # fmt: skip
    assert (told["new"], told["refused"]) == (0, 2), told
    assert process_time() - began < SECONDS

    foreign(busy)
    for contest in contests:
        do(person, "contest", "approve_all", contest)
    assert Entry.select().where(Entry.state == EntryState.CONFIRMED).count() == 450
    do(person, "entry", "withdraw", entries[2], reason="选手受伤")
    paper = person.text(f"/admin/contest/paper/entries/?id={first.id}")
    assert "共 88 人" in paper
    assert "<td>1队3</td>" not in paper

    gone_on = [[], []]
    for contest in contests:
        selection, round_two, final = stages(contest)
        do(person, "stage", "line_up", selection)
        locked(selection, lambda position, _entry: 60 + position % 30)
        do(person, "stage", "promote", selection)
        gone_on[0].append(len(lines(round_two)))
        locked(round_two, lambda position, _entry: 70 + position // 3)  # always three with equal marks
        do(person, "stage", "promote", round_two)
        gone_on[1].append(len(lines(final)))
        locked(final, lambda position, _entry: 80 + position // 2)
        do(person, "stage", "rank", final)
    assert gone_on == [[30] * 10, [10] * 10]
    assert process_time() - began < SECONDS
    results(person, first)
    report(person, union)


def foreign(worker):
    """Another union's contest, and an entry of another month: neither may count."""
    other = make(Organisation, name="别处工会")
    contest = make(Contest, competition=competition(other, "别处大赛"), team_size=1)
    make(EntryMember, entry=make(Entry, contest=contest, entered_on=date(2024, 12, 1)), worker=worker)
    january = make(Entry, contest=contest, entered_on=date(2025, 1, 9))
    return january


def results(person, contest):
    """The result list of a final prints the rule beside the places that it decided."""
    final = stages(contest)[2]
    page = person.text(f"/admin/stage/paper/results/?id={final.id}")
    rows = re.findall(r'<tr><td class="number">(\d+)</td>.*?</tr>', page)
    assert rows == [str(place) for place in range(1, 11)]
    assert page.count("<td>理论成绩高者在前</td>") + page.count("<td>用时短者在前</td>") == 10
    best = Score.get(Score.stage == final.id, Score.place == 1)
    member = EntryMember.select().where(EntryMember.entry == best.entry_id).first()
    line = person.text(f"/admin/worker/paper/contests/?id={member.worker_id}")
    assert re.findall(r"<li>(单位选拔|初赛|决赛)", line) == ["单位选拔", "初赛", "决赛"]
    assert "第 1 名（共 10 名）" in line


def report(person, union):
    text = person.text(f"/reports/competitions?month={MONTH}&organisation={union.code}&format=csv")
    for row in ("本月参赛报名,449", "本月参赛人次,898"):
        assert row in text, text


# P30: leading competitions and trades, by league or industry ---------------------------------------

COMPETITIONS, EVENTS = 4, 19  # a fifth of what the region holds
LEAGUES = {"包头": ("一机", "二机"), "煤炭": ("神东", "准能")}


def test_P30_trades_go_from_unit_selection_over_the_leagues_to_the_region_final(office):
    began = process_time()
    person, region = office
    contests = nineteen(region)
    entries = four_units(region, contests)
    for number in (1, 2):
        for contest in contests:
            stage = stages(contest)[number - 1]
            locked(stage, lambda position, entry: 90 - (entry - 1) % 2)  # the first of each unit is better
            if contest == contests[0]:
                do(person, "stage", "promote", stage)
            else:
                promoting.promote(stage, SYSTEM)
    assert process_time() - began < SECONDS
    for contest in contests:
        selection, leagues, final = ([score.entry_id for score in lines(stage)] for stage in stages(contest))
        own = [entry for entry in entries if entry.contest_id == contest.id]
        assert len(selection) == 8
        assert {(e.delegation, e.unit) for e in own if e.id in leagues} == {
            (league, unit) for league, units in LEAGUES.items() for unit in units
        }, "one of each unit"
        # Baotou has two places in the final, the other league one, for two with equal marks: as the event declares.
        on = ["包头", "包头"] if contest.ties == TieRule.NONE else ["包头", "包头", "煤炭", "煤炭"]
        assert sorted(e.delegation for e in own if e.id in final) == on
    the_line_of(person, contests[0])
    text = person.text(f"/reports/competitions?month=2026-05&organisation={region.code}&format=csv")
    for figure in (f"本月开赛的竞赛,{COMPETITIONS}", f"本月举办的赛段,{2 * EVENTS}"):
        assert figure in text, text


def nineteen(region):
    for number in range(COMPETITIONS):
        competition(region, f"引领性竞赛{number + 1}", level="province", starts_on=date(2026, 5, 8))
    hosts = list(Competition.select().order_by(Competition.id))
    bulk.load(Trade, [Trade(name=f"工种{number + 1}") for number in range(EVENTS)], SYSTEM)
    bulk.load(Contest, [
        Contest(competition=hosts[turn % COMPETITIONS], name=f"{trade.name}比赛", trade=trade, unit_quota=2,
                ties=TieRule.NONE if turn % 2 else TieRule.ALL)
        for turn, trade in enumerate(Trade.select().order_by(Trade.id))
    ], SYSTEM)  # fmt: skip
    contests = list(Contest.select().order_by(Contest.id))
    held = {"held_on": date(2026, 5, 20), "apart": True}
    bulk.load(Stage, [stage for contest in contests for stage in (
        Stage(contest=contest, number=1, kind=StageKind.SELECTION, quota_for=Within.UNIT, quota=1, **held),
        Stage(contest=contest, number=2, kind=StageKind.FIRST_ROUND, quota_for=Within.DELEGATION, quota=1, **held),
        Stage(contest=contest, number=3, kind=StageKind.FINAL, held_on=date(2026, 6, 20)),
    )], SYSTEM)  # fmt: skip
    rounds = Stage.select().where(Stage.number == 2)
    bulk.load(StageQuota, [StageQuota(stage=stage, name="包头", places=2) for stage in rounds], SYSTEM)
    return contests


def four_units(region, contests):
    """Two of each of four units for every event, each person alone, and their lines in the unit selection."""
    people = iter(workers(region, [f"选手{number}" for number in range(8 * len(contests))]))
    bulk.load(Entry, [
        Entry(contest=contest, name=f"{unit}{turn}号", unit=unit, delegation=league, state=EntryState.CONFIRMED)
        for contest in contests for league, units in LEAGUES.items() for unit in units for turn in (1, 2)
    ], SYSTEM)  # fmt: skip
    entries = list(Entry.select().order_by(Entry.id))
    bulk.load(EntryMember, [EntryMember(entry=entry, worker=next(people)) for entry in entries], SYSTEM)
    first = {stage.contest_id: stage for stage in Stage.select().where(Stage.number == 1)}
    bulk.load(Score, [Score(entry=entry, stage=first[entry.contest_id]) for entry in entries], SYSTEM)
    return entries


def the_line_of(person, contest):
    """The page of a worker tells the whole way; of who ended in the unit, that it ended there."""
    final = {score.entry_id for score in lines(stages(contest)[2])}
    entry = Entry.select().where(Entry.contest == contest.id)
    through, ended = (next(e for e in entry if (e.id in final) is there) for there in (True, False))
    pages = [
        person.text(f"/admin/worker/details/?id={EntryMember.get(EntryMember.entry == e.id).worker_id}")
        for e in (through, ended)
    ]
    assert "引领性竞赛1" in pages[0]
    assert re.findall(r"<li>(单位选拔|初赛|决赛)", pages[0]) == ["单位选拔", "初赛", "决赛"]
    assert "止步于此" in pages[1]
    assert "决赛" not in "".join(re.findall(r"<li>.*?</li>", pages[1]))


# P17: contests of the company and of its units ------------------------------------------------------


def test_P17_champions_of_forty_contests_become_honours(office):
    person, company = office
    contests = forty(company)
    foreigner, own = make(Worker, organisation=make(Organisation)), make(Worker, organisation=company)
    bystander = make(Honour, worker=foreigner, kind="champion", awarded_on=date(2026, 3, 9))
    earlier = make(Honour, worker=own, kind="champion", awarded_on=date(2026, 2, 9))
    for contest in contests:
        do(person, "contest", "award", contest, awarded_on="2026-03-28")
    champions = Honour.select().where(
        Honour.kind == HonourKind.CHAMPION, Honour.id.not_in([bystander.id, earlier.id])
    )
    assert champions.count() == 40
    assert {one.level for one in champions} == {"enterprise", "unit"}
    assert champions.where(Honour.level == "enterprise").count() == 10
    assert champions.where(Honour.title == "焊工状元").count() == 1
    text = person.text(f"/reports/competitions?month=2026-03&organisation={company.code}&format=csv")
    assert "荣誉：赛项冠军,40" in text, text
    twice = person.fill(f"/admin/contest/do/award/?id={contests[0].id}", awarded_on="2026-03-28")
    assert twice.status_code == 422
    assert "已全部授予" in twice.get_data(as_text=True)
    corrected(person, contests[0])


def forty(company):
    """10 contests of the company and 30 of its units, three entries each, marks locked, the table of prizes made."""
    whole = {level: competition(company, name, level=level, starts_on=date(2026, 3, 2)) for level, name in
             [("enterprise", "公司技术比武"), ("unit", "基层技术比武")]}  # fmt: skip
    names = ["焊工", "钳工", "电工", *(f"工种{number}" for number in range(37))]
    bulk.load(Contest, [
        Contest(competition=whole["enterprise" if turn < 10 else "unit"], name=f"{name}比武")
        for turn, name in enumerate(names)
    ], SYSTEM)  # fmt: skip
    contests = list(Contest.select().order_by(Contest.id))
    bulk.load(
        Stage,
        [Stage(contest=c, number=1, kind=StageKind.FINAL, held_on=date(2026, 3, 20)) for c in contests],
        SYSTEM,
    )
    bulk.load(Prize, [
        Prize(contest=c, first_place=1, last_place=1, kind=HonourKind.CHAMPION, title=f"{name}状元")
        for c, name in zip(contests, names, strict=True)
    ], SYSTEM)  # fmt: skip
    bulk.load(Entry, [
        Entry(contest=c, name=f"{c.id}-{turn}", state=EntryState.CONFIRMED) for c in contests for turn in range(3)
    ], SYSTEM)  # fmt: skip
    entries = list(Entry.select().order_by(Entry.id))
    people = workers(company, [f"职工{number}" for number in range(len(entries))])
    bulk.load(
        EntryMember, [EntryMember(entry=e, worker=w) for e, w in zip(entries, people, strict=True)], SYSTEM
    )
    stage = {one.contest_id: one for one in Stage.select()}
    bulk.load(Score, [
        Score(entry=e, stage=stage[e.contest_id], total=Decimal(80 + turn % 3), state=ScoreState.CONFIRMED)
        for turn, e in enumerate(entries)
    ], SYSTEM)  # fmt: skip
    return contests


def corrected(person, contest):
    """The champion is disqualified: the page before says who loses the title and who gets it."""
    best = Entry.select().join(Score).where(Entry.contest == contest.id).order_by(Score.total.desc()).first()
    do(person, "entry", "disqualify", best, reason="冒名顶替")
    page = person.text(f"/admin/contest/do/award/?id={contest.id}")
    assert "将收回" in page
    assert "将授予" in page
    do(person, "contest", "award", contest, awarded_on="2026-03-29")
    live = Honour.select().where(Honour.contest == contest.id, Honour.deleted_at.is_null())
    assert [EntryMember.get(EntryMember.worker == one.worker_id).entry == best for one in live] == [False]
