"""Mentorship run on screen from the draft to the certificate, with what is refused on the way, and why."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal

import peewee
import pytest
from front_door import Page, Person, mistakes
from make import again, make

import operations
import scope
from choices import (
    ContractState,
    GoalState,
    MentorshipKind,
    Party,
    ReviewKind,
    Role,
    SkillLevel,
    WorkState,
)
from database import db
from models import (
    Enterprise,
    MentorshipContract,
    MentorshipGoal,
    MentorshipPolicy,
    MentorshipReview,
    MentorshipSession,
    Organisation,
    Skill,
    Trade,
    Worker,
    now,
)
from operations import links

QUALITY, TECHNICAL = MentorshipKind.QUALITY, MentorshipKind.TECHNICAL
TODAY = now().date()
BLANK = dict.fromkeys(
    ("shortest_term", "longest_term", "log_days", "level_gap", "lowest_level", "most_apprentices"), None
)
MONEY = dict.fromkeys(("monthly_allowance", "middle_allowance", "final_allowance"), None)


def policy(union, **asked):
    values = {"starts_on": TODAY - timedelta(days=900), "kinds": (), "stages": (), **BLANK, **MONEY}
    return make(MentorshipPolicy, organisation=union, **{**values, **asked})


def worker(union, name, trade=None, level=None, **more):
    made = make(
        Worker, organisation=union, name=name, trade=trade, state=WorkState.EMPLOYED,
        **{"enterprise": None, **more},
    )  # fmt: skip
    if level:
        make(Skill, worker=made, trade=trade, level=level, expires_on=None)
    return made


@pytest.fixture
def mine(desk):
    """The federation, and the union of a coal mine under it that runs mentorship by the federation's policy."""
    federation = make(Organisation, name="德州市总工会", parent=None)
    union = make(Organisation, name="邱集煤矿工会", parent=federation)
    policy(
        federation,
        kinds=(QUALITY, TECHNICAL),
        most_apprentices=3,
        lowest_level=SkillLevel.TECHNICIAN,
        level_gap=2,
        shortest_term=6,
        longest_term=36,
        log_days=30,
        stages=(ReviewKind.MIDDLE, ReviewKind.FINAL),
        monthly_allowance=Decimal(200),
        middle_allowance=Decimal(500),
        final_allowance=Decimal(1000),
    )
    return union


@pytest.fixture
def trade(desk):
    return make(Trade, name="矿山测量工")


@pytest.fixture
def pair(mine, trade):
    company = make(Enterprise, organisation=mine, name="邱集矿业公司")
    mentor = worker(mine, "贺志坚", trade, SkillLevel.SENIOR_TECHNICIAN, enterprise=company)
    return mentor, worker(mine, "秦建华", trade, SkillLevel.JUNIOR, enterprise=company)


@pytest.fixture
def office(desk, mine):
    return Person(desk, "office", Role.UNION, mine)


def drafted(office, pair, **more):
    """A draft, made on screen; None when it was refused."""
    begun = TODAY - timedelta(days=200)
    office.fill(
        f"/admin/mentorship_contract/new/?mentor={pair[0].code}&apprentice={pair[1].code}",
        **{
            "kind": "technical", "starts_on": begun.isoformat(), "ends_on": (begun + timedelta(days=364)).isoformat(),
            "trade": pair[0].trade.code if pair[0].trade else "", **more,
        },
    )  # fmt: skip
    return MentorshipContract.select().order_by(MentorshipContract.id.desc()).first()


def do(office, verb, record, **typed):
    return office.fill(f"/admin/{record._meta.table_name}/do/{verb}/?id={record.id}", **typed)


def done(office, verb, record, **typed):
    answer = do(office, verb, record, **typed)
    assert answer.status_code == 302, mistakes(answer)
    return again(record)


def sign(desk, contract, who):
    client, address = desk.test_client(), f"/p/{links.make('sign_contract', contract, who, scope.SYSTEM)}"
    form = Page(client.get(address).text).forms[-1]
    return client.post(address, data={**form, "name": who.name, "agree": "yes"})


def running(office, pair, **more):
    contract = drafted(office, pair, **more)
    day = (TODAY - timedelta(days=200)).isoformat()
    return done(office, "begin", done(office, "sign_on_paper", contract, signed_on=day))


# From first step to last -----------------------------------------------------------------------------


def test_P31_a_contract_runs_from_its_draft_to_its_certificate(desk, office, pair):
    contract = drafted(office, pair)
    assert "贺志坚" in office.text(f"/admin/mentorship_contract/paper/contract/?id={contract.id}")
    for who in pair:
        assert sign(desk, contract, who).status_code == 303
    assert again(contract).state == ContractState.SIGNED
    contract = done(office, "begin", contract)
    assert contract.state == ContractState.RUNNING
    done(office, "goal", contract, goal="独立完成导线测量", measure="现场考核")
    done(office, "log", contract, hours="3", content="全站仪的架设与对中")
    session = MentorshipSession.get()
    assert (session.guided_by, session.held_on, session.hours) == ("贺志坚", TODAY, 3)
    goal = MentorshipGoal.get()
    stages = [
        ("monthly", 150, "open", 200), ("middle", 100, "missed", 500), ("final", 2, "met", 1000),
    ]  # fmt: skip
    for kind, ago, state, yuan in stages:
        day = (TODAY - timedelta(days=ago)).isoformat()
        typed = {
            "kind": kind,
            "reviewed_on": day,
            "verdict": "good",
            "reviewer": "王涛",
            f"goal_{goal.id}": state,
        }
        refused = do(office, "complete", contract)
        assert refused.status_code == 422
        assert "期满考核" in mistakes(refused)[-1]
        done(office, "review", contract, **typed)
        review = MentorshipReview.select().order_by(MentorshipReview.id.desc()).get()
        assert review.goals_met == f"1. 独立完成导线测量：{GoalState(state).words}"
        assert "师傅" in mistakes(do(office, "confirm", review, confirmed_by=" 贺志坚 "))[-1]
        assert again(review).confirmed_on is None
        assert done(office, "confirm", review, confirmed_by="曹旭康").allowance == yuan
    contract = done(office, "complete", contract)
    assert (contract.state, contract.ended_on) == (ContractState.COMPLETED, TODAY)
    assert re.fullmatch(rf"{TODAY.year}-{contract.code}-[A-Z2-9]{{6}}", contract.certificate)
    paper = office.text(f"/admin/mentorship_contract/paper/certificate/?id={contract.id}")
    for words in (
        "出师证书",
        contract.certificate,
        "秦建华",
        "贺志坚",
        "邱集矿业公司",
        "曹旭康",
        "共 3.0 小时",
        "目标 1 项，达到 1 项",
    ):
        assert words in paper
    assert "1700.00 元" in office.text(f"/admin/mentorship_contract/details/?id={contract.id}")


def test_P31_nobody_has_finished_before_the_shortest_term_is_over(office, pair):
    contract = running(office, pair)
    soon = contract.starts_on + timedelta(days=150)
    for kind in ("middle", "final"):
        done(office, "review", contract, kind=kind, verdict="good", reviewer="王涛")
    for review in list(MentorshipReview.select()):
        done(office, "confirm", review, confirmed_by="曹旭康")
    assert "至少 6 个月" in mistakes(do(office, "complete", contract, ended_on=soon.isoformat()))[0]
    assert done(office, "complete", contract).state == ContractState.COMPLETED


def test_P31_a_stage_that_changes_is_confirmed_anew_and_a_month_counts_once(office, pair):
    contract = running(office, pair)
    day = TODAY.replace(day=1) - timedelta(days=20)
    for later in (0, 2):
        typed = {"kind": "monthly", "verdict": "good", "reviewer": "王涛"}
        done(office, "review", contract, reviewed_on=(day + timedelta(days=later)).isoformat(), **typed)
    first, second = MentorshipReview.select().order_by(MentorshipReview.id)
    done(office, "confirm", first, confirmed_by="曹旭康")
    assert day.isoformat() in mistakes(do(office, "confirm", second, confirmed_by="曹旭康"))[-1]
    office.fill(f"/admin/mentorship_review/edit/?id={first.id}", points="60")
    assert again(first).confirmed_on is None
    assert done(office, "confirm", second, confirmed_by="曹旭康").allowance == 200


def test_P31_a_contract_ends_early_with_party_and_reason_and_keeps_what_was_earned(office, pair):
    contract = running(office, pair)
    done(office, "review", contract, kind="monthly", verdict="passed", reviewer="王涛")
    done(office, "confirm", MentorshipReview.get(), confirmed_by="曹旭康")
    assert do(office, "end_early", contract, ended_by="mentor", end_reason="").status_code == 422
    contract = done(office, "end_early", contract, ended_by="mentor", end_reason="师傅调离")
    assert (contract.state, contract.ended_by) == (ContractState.ENDED_EARLY, Party.MENTOR)
    assert "200.00 元" in office.text(f"/admin/mentorship_contract/details/?id={contract.id}")
    assert office.get(f"/admin/mentorship_contract/paper/certificate/?id={contract.id}").status_code == 404
    assert do(office, "log", contract, hours="1", content="x").status_code == 409


def test_P31_a_draft_is_cancelled_and_nothing_begins_before_its_day(office, pair):
    day = TODAY + timedelta(days=10)
    later = {"starts_on": day.isoformat(), "ends_on": (day + timedelta(days=400)).isoformat()}
    contract = drafted(office, pair, **later)
    assert do(office, "begin", contract).status_code == 409
    contract = done(office, "sign_on_paper", contract)
    assert day.isoformat() in mistakes(do(office, "begin", contract))[-1]
    assert done(office, "cancel", contract, end_reason="徒弟离职").state == ContractState.CANCELLED


# What the policy asks --------------------------------------------------------------------------------


def refusals(office, pair, **more):
    before = MentorshipContract.select().count()
    drafted(office, pair, **more)
    words = mistakes(office.last) if MentorshipContract.select().count() == before else []
    return "；".join(words)


def test_P31_a_contract_keeps_to_the_policy_of_the_superior_union(office, mine, trade, pair):
    senior = worker(mine, "高级工", trade, SkillLevel.SENIOR)
    assert "技师（二级）" in refusals(office, (senior, pair[1]))
    assert "只比徒弟高 1 级" in refusals(
        office, (pair[0], worker(mine, "技师", trade, SkillLevel.TECHNICIAN))
    )
    assert refusals(office, (senior, pair[1]), kind="quality") == ""
    begun = TODAY - timedelta(days=30)
    for days, words in [(90, "至少 6 个月"), (1200, "最多 36 个月")]:
        term = {"starts_on": begun.isoformat(), "ends_on": (begun + timedelta(days=days)).isoformat()}
        assert words in refusals(office, pair, **term)
    policy(mine, level_gap=1)  # the mine's own union asks for less; the rest stays the federation's
    assert refusals(office, (pair[0], worker(mine, "另一技师", trade, SkillLevel.TECHNICIAN))) == ""
    assert "技师（二级）" in refusals(office, (senior, pair[1]))


def test_P31_a_mentor_guides_no_more_than_the_policy_allows(office, mine, trade, pair):
    for number in range(3):
        running(office, (pair[0], worker(mine, f"徒弟{number}", trade)))
    assert "已带 3 名徒弟" in refusals(office, pair)
    done(office, "end_early", MentorshipContract.get(), ended_by="union", end_reason="轮岗")
    assert refusals(office, pair) == ""


def test_P31_an_apprentice_has_one_running_contract_of_a_kind(office, mine, trade, pair):
    first = running(office, pair)
    other = worker(mine, "另一师傅", trade, SkillLevel.TECHNICIAN)
    second = done(office, "sign_on_paper", drafted(office, (other, pair[1])))
    assert "已有一份" in mistakes(do(office, "begin", second))[-1]
    assert running(office, (other, pair[1]), kind="quality").state == ContractState.RUNNING
    done(office, "end_early", first, ended_by="mentor", end_reason="退休")
    assert done(office, "begin", second).state == ContractState.RUNNING


def test_P31_of_two_contracts_begun_at_the_same_instant_one_runs(desk, office, mine, trade, pair):
    other = worker(mine, "另一师傅", trade, SkillLevel.TECHNICIAN)
    two = [done(office, "sign_on_paper", drafted(office, (mentor, pair[1]))) for mentor in (pair[0], other)]
    forms = []
    for number, contract in enumerate(two):
        person = Person(desk, f"clerk{number}", Role.UNION, mine)
        address = f"/admin/mentorship_contract/do/begin/?id={contract.id}"
        forms.append((person, address, person.form(address)))
    with ThreadPoolExecutor(2) as together:
        answers = list(together.map(lambda way: way[0].client.post(way[1], data=way[2]).status_code, forms))
    assert sorted(answers) == [302, 422]
    states = sorted(one.state for one in MentorshipContract.select())
    assert states == [ContractState.RUNNING, ContractState.SIGNED]


def test_P31_the_database_itself_keeps_a_second_contract_from_running(office, mine, trade, pair):
    running(office, pair)
    other = worker(mine, "另一师傅", trade, SkillLevel.TECHNICIAN)
    second = done(office, "sign_on_paper", drafted(office, (other, pair[1])))
    past_all_doors = MentorshipContract.update(state=ContractState.RUNNING).where(
        MentorshipContract.id == second.id
    )
    with pytest.raises(peewee.IntegrityError), db.atomic():
        past_all_doors.execute()
    operations.delete(again(MentorshipContract.get()), scope.SYSTEM)
    past_all_doors.execute()


def test_P31_a_mentor_logs_sessions_on_the_phone(desk, office, pair):
    contract = running(office, pair)
    assert "登记带教" in office.text(f"/admin/links/mentorship_contract/{contract.id}/")
    client = desk.test_client()
    address = f"/p/{links.make('log_session', contract, pair[0], scope.SYSTEM)}"
    assert links_refuse(contract, pair[1])
    form = {**Page(client.get(address).text).forms[-1], "hours": "2", "content": "导线测量"}
    assert "带教内容" in client.post(address, data={**form, "content": ""}).text
    for _time in range(2):
        assert client.post(address, data=form).status_code == 303
    session = MentorshipSession.get()
    assert (session.guided_by, session.hours, session.held_on) == ("贺志坚", 2, TODAY)
    later = (TODAY + timedelta(days=1)).isoformat()
    assert client.post(address, data={**form, "held_on": later}).status_code == 422
    done(office, "end_early", contract, ended_by="union", end_reason="轮岗")
    assert client.post(address, data={**form, "content": "再一次"}).status_code == 422
    assert MentorshipSession.select().count() == 1


def links_refuse(contract, worker):
    with pytest.raises(operations.Refused):
        links.make("log_session", contract, worker, scope.SYSTEM)
    return True
