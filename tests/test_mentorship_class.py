"""Mentors for a whole class, who lacks one, what waits, and the contracts by trade and year: each on its screen."""

import csv
import io
import re
from datetime import date, timedelta

import pytest
from front_door import Page, Person, codes, mistakes
from make import again, make, unsaved
from odd import ODD, amiss, as_sent
from roles import plain
from test_mentorship import QUALITY, TECHNICAL, TODAY, done, policy, running, worker

import operations
from choices import Area, ContractState, MentorshipKind, ReviewKind, Role, SkillLevel, WorkState
from models import (
    MentorshipContract,
    MentorshipReview,
    MentorshipSession,
    Organisation,
    Trade,
    Worker,
)
from operations import bulk
from scope import SYSTEM

YEAR = {"starts_on": TODAY.isoformat(), "ends_on": (TODAY + timedelta(days=364)).isoformat()}


@pytest.fixture
def union(desk):
    return make(Organisation, name="邱集煤矿工会", parent=None)


@pytest.fixture
def office(desk, union):
    return Person(desk, "office", Role.UNION, union)


@pytest.fixture
def trades(desk):
    return [make(Trade, name=name) for name in ("测量工", "钻探工")]


@pytest.fixture
def mentors(union, trades):
    return [
        worker(union, "贺志坚", trades[0], SkillLevel.TECHNICIAN),
        worker(union, "王涛", trades[0], SkillLevel.SENIOR_TECHNICIAN),
        worker(union, "贺树", trades[1], SkillLevel.TECHNICIAN),
    ]


@pytest.fixture
def young(union, trades):
    people = [(f"徒弟{number}", trades[number % 2]) for number in range(4)]
    return [worker(union, name, trade, SkillLevel.JUNIOR) for name, trade in people]


def propose(office, people, **more):
    lines = "\n".join(f"{one.code} {one.name}" for one in people)
    asked = {"kind": "technical", "apprentices": lines, "propose": "yes", **YEAR, **more}
    return office.fill("/admin/pairing/", **asked)


def fields(answer):
    """What stands in the proposal: {field: value}."""
    return Page(answer.text).forms[-1]


def send(office, answer, **changes):
    form = {**fields(answer), "draft": "yes", **changes}
    office.last = office.client.post("/admin/pairing/", data={k: v for k, v in form.items() if v is not None})
    return office.last


def given(answer):
    return {int(name[7:]): value for name, value in fields(answer).items() if name.startswith("mentor-")}


def test_P31_a_class_gets_its_mentors_in_one_operation(office, union, mentors, young):
    policy(union, most_apprentices=2, level_gap=2)
    answer = propose(office, young)
    assert answer.status_code == 200
    assert "4 名徒弟中有 4 名" in re.sub(r"\s+", " ", answer.text)
    for words in ("与徒弟同工种", "同一工会", "比徒弟高 3 级"):
        assert words in answer.text
    proposal = given(answer)
    assert {proposal[young[1].id], proposal[young[3].id]} == {mentors[2].code}
    assert not MentorshipContract.select().exists()
    # The office knows better: one goes to another mentor, one is left out.
    changed = {
        f"mentor-{young[0].id}": mentors[1].code,
        f"other-{young[2].id}": mentors[1].code,
        f"mentor-{young[3].id}": "",
    }
    assert send(office, answer, **changed).status_code == 302
    assert [(one.apprentice_id, one.mentor_id, one.state, one.trade_id) for one in MentorshipContract.select()] == [
        (young[0].id, mentors[1].id, ContractState.DRAFT, young[0].trade_id),
        (young[1].id, mentors[2].id, ContractState.DRAFT, young[1].trade_id),
        (young[2].id, mentors[1].id, ContractState.DRAFT, young[2].trade_id),
    ]  # fmt: skip
    answer = propose(office, young)
    assert answer.text.count("已有或将有此类导师") == 3
    assert given(answer) == {young[3].id: mentors[2].code}


def test_P31_drafts_are_made_all_or_none_and_once(office, union, mentors, young):
    policy(union, shortest_term=6)
    answer = propose(office, young)
    short = {"ends_on": (TODAY + timedelta(days=30)).isoformat()}
    refused = send(office, answer, **short)
    assert refused.status_code == 422
    assert "徒弟0" in mistakes(refused)[0]
    assert "至少 6 个月" in mistakes(refused)[0]
    assert given(refused).keys() == given(answer).keys()
    assert not MentorshipContract.select().exists()
    for _time in range(2):
        assert send(office, answer).status_code == 302
    assert MentorshipContract.select().count() == 4


def test_a_class_is_chosen_by_code_and_nobody_foreign_is_in_it(desk, office, union, mentors, young):
    foreign = worker(make(Organisation, name="外地工会", parent=None), "外人", None, id_number=None)
    answers = [propose(office, [one]) for one in (foreign, unsaved(Worker, name="外人", id=999_999))]
    assert [answer.status_code for answer in answers] == [422, 422]
    own = propose(office, young[:1])
    stolen = send(office, own, **{f"mentor-{foreign.id}": mentors[0].code})
    assert stolen.status_code == 404
    other = send(office, own, **{f"other-{young[0].id}": foreign.code})
    assert other.status_code == 422
    assert not MentorshipContract.select().exists()
    unions = [propose(office, young, organisation=code) for code in (foreign.organisation.code, "O-999999")]
    assert {plain(answer, foreign.organisation.code, "O-999999") for answer in unions} == {
        plain(unions[0], foreign.organisation.code)
    }
    assert unions[0].status_code == 422
    reader = Person(desk, "reader", Role.READER, union)
    assert reader.get("/admin/pairing/").status_code == 403


def waiting(office, table, task):
    return codes(office.text(f"/admin/{table}/?task={task}"))


def test_P31_who_still_lacks_one_of_two_mentors(office, union, mentors, young):
    branch = make(Organisation, name="二分会", parent=union)
    policy(union, kinds=(QUALITY, TECHNICAL))
    policy(branch, kinds=(MentorshipKind.MASTER,))  # there one mentor is enough
    elsewhere = worker(branch, "分会徒弟", young[0].trade, SkillLevel.JUNIOR)
    for number, kind in [(0, "quality"), (1, "quality"), (1, "technical"), (2, "technical")]:
        running(office, (mentors[number], young[number]), kind=kind)
    running(office, (mentors[0], elsewhere), kind="quality")
    running(office, (mentors[0], young[3]), kind="master")
    assert waiting(office, "worker", "mentors_lacking") == [young[2].code, young[0].code]
    answer = propose(office, [], lacking="yes")
    assert list(given(answer)) == [young[0].id]
    assert send(office, answer).status_code == 302
    assert waiting(office, "worker", "mentors_lacking") == [young[2].code, young[0].code]
    draft = MentorshipContract.get(MentorshipContract.state == ContractState.DRAFT)
    done(office, "sign_on_paper", draft)
    assert waiting(office, "worker", "mentors_lacking") == [young[2].code]
    assert "还缺少一位导师的徒弟" in office.text("/admin/tasks/?area=mentorship")


def test_P31_what_is_due_is_asked_of_each_contract_by_its_unions_policy(office, union, mentors, young):
    policy(union, log_days=30, stages=(ReviewKind.MIDDLE, ReviewKind.FINAL))
    late, kept, old = (running(office, (mentors[n], young[n])) for n in range(3))
    done(office, "log", kept, hours="2", content="x", held_on=(TODAY - timedelta(days=30)).isoformat())
    make(MentorshipSession, contract=late, held_on=TODAY - timedelta(days=31))
    operations.delete(make(MentorshipSession, contract=late, held_on=TODAY), SYSTEM)
    assert waiting(office, "mentorship_contract", "sessions_overdue") == [old.code, late.code]
    assert waiting(office, "mentorship_contract", "middle_reviews_due") == [old.code, kept.code, late.code]
    done(office, "review", kept, kind="middle", verdict="good", reviewer="王涛")
    assert waiting(office, "mentorship_contract", "middle_reviews_due") == [old.code, late.code]
    operations.save(with_term(old, 202), SYSTEM)
    assert waiting(office, "mentorship_contract", "middle_reviews_due") == [late.code]
    page = office.text("/admin/tasks/?area=mentorship")
    for words in ("带教登记超期", "缺中期考核", "待确认的阶段"):
        assert words in page
    assert codes(office.text("/admin/mentorship_review/?" + link_of(page, "mentorship_review"))) == ["MR-1"]


def with_term(contract, days):
    contract = again(contract)
    contract.ends_on = TODAY + timedelta(days=days)
    return contract


def link_of(page, table):
    return re.search(rf'href="/admin/{table}/\?([^"]+)"', page)[1].replace("&amp;", "&")


# Contracts by trade and year -------------------------------------------------------------------------


@pytest.fixture
def mill(desk):
    """A steel mill's 300 pairs of 2026 over 50 trades, and what must not count."""
    union = make(Organisation, name="凌钢集团工会", parent=None)
    bulk.load(Trade, [Trade(name=f"工种{n:02d}") for n in range(51)], SYSTEM)
    people = [Worker(name=f"职工{n:03d}", organisation=union, state=WorkState.EMPLOYED) for n in range(600)]
    bulk.load(Worker, people, SYSTEM)
    trades, ids = (
        list(Trade.select().order_by(Trade.id)),
        [one.id for one in Worker.select().order_by(Worker.id)],
    )

    def contract(number, trade, **more):
        values = {
            "organisation": union, "mentor": ids[number], "apprentice": ids[300 + number], "trade": trade,
            "kind": MentorshipKind.MASTER, "state": ContractState.RUNNING, "signed_on": date(2026, 3, 1 + number % 28),
            "starts_on": date(2026, 4, 1), "ends_on": date(2027, 3, 31),
        }  # fmt: skip
        return MentorshipContract(**{**values, **more})

    bulk.load(MentorshipContract, [contract(n, trades[n % 50]) for n in range(300)], SYSTEM)
    other, cancelled = {"kind": MentorshipKind.QUALITY}, {"state": ContractState.CANCELLED}
    year_before = {
        "signed_on": date(2025, 12, 31),
        "state": ContractState.COMPLETED,
        "ended_on": date(2026, 3, 1),
    }
    bulk.load(
        MentorshipContract,
        [
            contract(0, trades[0], **other, **cancelled),
            contract(1, trades[0], **other, **year_before),
            contract(2, trades[50], **other, signed_on=date(2027, 1, 1)),
            contract(3, trades[50], **other, signed_on=None, state=ContractState.DRAFT),
        ],
        SYSTEM,
    )
    bulk.load(MentorshipContract, [contract(4, trades[50], kind=MentorshipKind.TECHNICAL)], SYSTEM)
    operations.delete(MentorshipContract.select().order_by(MentorshipContract.id.desc()).get(), SYSTEM)
    foreign = make(Organisation, name="外地工会", parent=None)
    make(
        MentorshipContract, organisation=foreign, trade=trades[50], state=ContractState.RUNNING, signed_on=date(2026, 3, 1)
    )  # fmt: skip
    return union


def test_P17_mentor_contracts_by_trade_and_year(desk, mill):
    office = Person(desk, "office", Role.CLERK, mill, (Area.MENTORSHIP,))
    page = office.text("/reports/contracts-by-trade?year=2026")
    answer = office.get("/reports/contracts-by-trade?year=2026&format=csv")
    rows = {row[0]: row[1] for row in csv.reader(io.StringIO(answer.get_data().decode("utf-8-sig")))}
    assert rows["2026 年有师徒合同签订的工种"] == "50"
    assert rows["2026 年签订的师徒合同（全部工种）"] == "300"
    assert rows["2025 年签订的师徒合同（全部工种）"] == "1"
    assert {rows[f"2026 年签订的师徒合同（工种{n:02d}）"] for n in range(50)} == {"6"}
    assert "2026 年签订的师徒合同（工种50）" not in rows
    links = re.findall(r'<td class="number"><a href="([^"]+)">(\d+)</a>', page)
    assert [number for _url, number in links][:3] == ["0", "1", "300"]
    for url, number in [links[2], links[3], links[-1]]:
        listed = office.text(url.replace("&amp;", "&"))
        assert re.search(rf'class="count"[^>]*>[^<]*\b{number}\b', listed), number
    assert office.get("/reports/contracts-by-trade?year=26").status_code == 400


def test_P17_a_month_report_counts_what_was_done_under_contracts(office, union, mentors, young):
    policy(union, monthly_allowance=200)
    contract = running(office, (mentors[0], young[0]))
    done(office, "goal", contract, goal="独立测量")
    done(office, "log", contract, hours="2.5", content="x")
    done(office, "log", contract, hours="3.5", content="y")
    done(office, "review", contract, kind="monthly", verdict="good", reviewer="王涛", **{"goal_1": "met"})
    done(office, "confirm", MentorshipReview.get(), confirmed_by="曹旭康")
    answer = office.get(f"/reports/mentorship?month={TODAY:%Y-%m}&format=csv")
    rows = {row[0]: row[1] for row in csv.reader(io.StringIO(answer.get_data().decode("utf-8-sig")))}
    wanted = {
        "本月带教登记": "2",
        "本月带教时长（小时）": "6",
        "本月达到的目标": "1",
        "本月确认的阶段": "1",
        "本月确认阶段津贴（元）": "200",
    }
    assert {name: rows.get(name) for name in wanted} == wanted


def test_odd_texts_in_any_field_of_the_proposal_are_taken_or_refused_in_words(
    desk, office, mentors, young, tried
):
    desk.config["PROPAGATE_EXCEPTIONS"], kept = False, desk.config.get("PROPAGATE_EXCEPTIONS")
    try:
        form = fields(propose(office, young))
        names = [
            "organisation",
            "kind",
            "trade",
            "starts_on",
            "goals",
            "apprentices",
            "joined_since",
            "lacking",
        ]
        for name in [*names, f"mentor-{young[0].id}", f"other-{young[0].id}", "mentor-x", "mentor-"]:
            for odd in (
                "empty",
                "NUL",
                "10^30",
                "minus one",
                "not a number",
                "arabic digits",
                "script",
                "long",
            ):
                for button in ("propose", "draft"):
                    typed = {**form, name: as_sent(odd), button: "yes", "once": ""}
                    answer = office.client.post("/admin/pairing/", data=typed)
                    assert not amiss(answer), (name, odd, button, answer.status_code)
                    tried("odd texts")
                MentorshipContract.delete().execute()
            assert not amiss(office.client.get("/admin/pairing/", query_string={name: ODD["script"]})), name
    finally:
        desk.config["PROPAGATE_EXCEPTIONS"] = kept
    assert office.get("/reports/contracts-by-trade?year=２０２６").status_code == 400
