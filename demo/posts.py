"""The small office's key posts: who is the expert of the month, who is nominated, who is missing."""

from datetime import date, timedelta
from random import Random

from choices import HonourKind, NominationState, PostTitle, WorkState
from demo.district import DISTRICT
from demo.ground import DEMO
from models import Honour, KeyPost, Nomination, Trade, Worker
from operations import bulk

POSTS = ["焊工", "电工", "中式面点师", "家政服务员", "养老护理员", "汽车维修工"]
MONTHS = 3


def build(today: date, unions: dict, rng: Random) -> None:
    trades = {trade.name: trade for trade in Trade.select()}
    posts = [
        KeyPost(name=f"{name}岗", organisation=unions[DISTRICT], trade=trades.get(name), in_force=True)
        for name in POSTS
    ]
    bulk.load(KeyPost, posts, DEMO)
    posts, people = list(KeyPost.select().order_by(KeyPost.id)), at_work(rng)
    bulk.load(Honour, experts(posts, people, today), DEMO)
    bulk.load(Nomination, nominated(posts, people, today), DEMO)


def at_work(rng):
    query = Worker.select().where(Worker.state == WorkState.EMPLOYED, Worker.enterprise.is_null(False))
    return rng.sample(list(query.order_by(Worker.id)), len(POSTS) * (MONTHS + 1))


def last_of(month_first):
    """The last day of the month before."""
    return month_first - timedelta(days=1)


def experts(posts, people, today):
    """Months that are over; one post had nobody in one of them."""
    day = last_of(today.replace(day=1))
    for turn in range(1, MONTHS):
        day = last_of(day.replace(day=1))
        for number, post in enumerate(posts):
            if (turn, number) != (1, 4):
                yield champion(post, people[turn * len(POSTS) + number], day)


def champion(post, worker, day):
    return Honour(
        worker=worker, kind=HonourKind.MONTHLY_EXPERT, title=f"{day.year}年{day.month}月{post.name}岗位能手",
        awarded_on=day, awarded_by=DISTRICT, post=post.name, key_post=post, period=f"{day:%Y-%m}",
        reason="关键岗位指标当月第一",
    )  # fmt: skip


def nominated(posts, people, today):
    """The month that has just ended: nominated, not yet decided."""
    month = f"{last_of(today.replace(day=1)):%Y-%m}"
    for number, post in enumerate(posts[:-1]):
        yield Nomination(
            key_post=post, title=PostTitle.MONTHLY_EXPERT, period=month, worker=people[number],
            reason="当月产量和质量均列第一", state=NominationState.NOMINATED,
        )  # fmt: skip
