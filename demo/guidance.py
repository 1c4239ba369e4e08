"""What happens under the small office's mentorship contracts: the district's policy, goals, sessions, stages confirmed."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from choices import ContractState, MentorshipKind, ReviewKind, SkillLevel
from demo.district import DISTRICT, somebody
from demo.ground import DEMO
from models import MentorshipContract, MentorshipGoal, MentorshipPolicy, MentorshipReview, MentorshipSession
from operations import bulk, mentoring, save
from operations import mentoring_facts as facts
from rules.mentorship_stages import stage_hindrance

STRICTER = "张掖河西装备制造有限公司工会委员会"
UNKEPT = 3  # the running contract whose log nobody keeps
GOALS = [("独立完成本岗位全部操作", "班组现场考核"), ("取得上一级职业技能等级证书", "以证书为准")]
TAUGHT = [
    "安全规程与应急处置",
    "设备点检与日常保养",
    "典型故障判断与排除",
    "图纸识读与工艺参数",
    "新工艺操作示范",
]
EVERY = 12  # days between two sessions


def policies(today: date, unions: dict) -> None:
    """What the district asks of everybody, and one company's union besides."""
    since = date(today.year - 3, 1, 1)
    district = MentorshipPolicy(
        organisation=unions[DISTRICT],
        starts_on=since,
        kinds=(MentorshipKind.QUALITY, MentorshipKind.TECHNICAL),
        most_apprentices=3,
        lowest_level=SkillLevel.SENIOR,
        shortest_term=6,
        longest_term=36,
        log_days=30,
        stages=(ReviewKind.MIDDLE, ReviewKind.FINAL),
        monthly_allowance=Decimal(200),
        middle_allowance=Decimal(500),
        final_allowance=Decimal(1000),
    )
    save(district, DEMO)
    save(
        MentorshipPolicy(organisation=unions[STRICTER], starts_on=since, most_apprentices=2, level_gap=1),
        DEMO,
    )


def build(today: date, rng: Random) -> None:
    running = list(
        MentorshipContract.select()
        .where(MentorshipContract.state == ContractState.RUNNING)
        .order_by(MentorshipContract.id)
    )
    bulk.load(MentorshipGoal, goals(running), DEMO)
    logged = [contract for number, contract in enumerate(running) if number != UNKEPT]
    bulk.load(MentorshipSession, sessions(logged, today, rng), DEMO)
    for contract in running[2:]:
        for stage in contract.reviews.order_by(MentorshipReview.id):
            if not stage_hindrance(facts.as_stage(stage), facts.stages_of(contract, stage.id)):
                mentoring.confirm(stage, DEMO, confirmed_by=somebody(rng))
    for goal in running[READY].agreed_goals:
        mentoring.judge(goal, "met", today - timedelta(days=5), DEMO)


READY = 6  # the running contract that only waits for its certificate


def goals(contracts):
    for contract in contracts:
        for goal, measure in GOALS:
            yield MentorshipGoal(contract=contract, goal=goal, measure=measure, due_on=contract.ends_on)


def sessions(contracts, today, rng):
    for contract in contracts:
        day = max(contract.starts_on, today - timedelta(days=90)) + timedelta(days=1)
        while day <= today:
            yield MentorshipSession(
                contract=contract,
                held_on=day,
                hours=Decimal(rng.choice([2, 3, 4])),
                content=rng.choice(TAUGHT),
                place="生产现场",
            )
            day += timedelta(days=EVERY)
