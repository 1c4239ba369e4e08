"""A province of very many made-up workers: the same for the same seed, written in batches so that memory stays flat."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from random import Random

from choices import Education, SkillLevel, WorkState
from demo import people, province, words
from demo.ground import DEMO, refuse_on_used_desk
from demo.trades import trades
from models import Skill, Trade, Worker
from operations import bulk

# Nothing depends on the day it is built.
FIRST_DAY, DAYS = date(2005, 1, 1), 7665
RETIRED_BEFORE = date(1966, 1, 1)
EDUCATIONS = list(Education)
LEVELS = list(SkillLevel)


def build(workers: int, seed: int = 1, progress: Callable[[int], None] = lambda done: None) -> None:
    """Fill an empty desk with so many workers and the unions they belong to."""
    refuse_on_used_desk()
    bulk.load(Trade, trades(), DEMO)
    homes = province.build(workers)
    known = [id for (id,) in Trade.select(Trade.id).order_by(Trade.id).tuples()]
    bulk.load(Worker, register(workers, seed, homes, known), DEMO, progress)
    bulk.load(Skill, skills(seed), DEMO)


def register(count, seed, homes, trade_ids) -> Iterator[Worker]:
    rng = Random(seed)
    for number in range(count):
        home = rng.choice(homes)
        who = people.person(number, home.city, rng, seed)
        yield Worker(
            **who.columns(),
            organisation=home.organisation,
            enterprise=home.enterprise,
            trade=rng.choice(trade_ids) if rng.random() < 0.8 else None,
            post=rng.choice(words.POSTS),
            education=rng.choice(EDUCATIONS),
            state=WorkState.RETIRED if who.born_on < RETIRED_BEFORE else WorkState.EMPLOYED,
            joined_on=joined(who.born_on, rng),
        )


def joined(born_on, rng):
    """A day since which they may have worked; a tenth have not joined yet."""
    if rng.random() < 0.1:
        return None
    return max(FIRST_DAY + timedelta(days=rng.randrange(DAYS)), born_on + timedelta(days=18 * 366))


def skills(seed) -> Iterator[Skill]:
    """A skill with its certificate for every third worker who has a trade."""
    rng = Random(f"skills {seed}")
    for worker, trade in workers_with_trades():
        if worker % 3 == 0:
            yield Skill(
                worker=worker,
                trade=trade,
                level=rng.choices(LEVELS, (1, 30, 30, 20, 10, 6, 2, 1))[0],
                certificate=f"S{worker:015d}",
                issued_by="甘肃省职业技能鉴定中心",
                issued_on=FIRST_DAY + timedelta(days=rng.randrange(DAYS)),
            )


def workers_with_trades(at_once=2000):
    """(worker, trade), read in pieces so that no cursor stays open while skills are written."""
    last = 0
    query = Worker.select(Worker.id, Worker.trade).order_by(Worker.id).limit(at_once)
    while found := list(query.where(Worker.id > last, Worker.trade.is_null(False)).tuples()):
        yield from found
        last = found[-1][0]
