"""How long a page of the talent pool and a match take: `python -m benchmarks.pool [PEOPLE]`, all of them in the pool.

On SQLite in a folder of its own. Seconds are of the clock, the best of three; megabytes the most of this process.
"""

import resource
import sys
import tempfile
import time
from datetime import date
from random import Random

import config
import database
import demo.scale
from app import create_app
from choices import Role, SkillLevel, WorkPlace
from models import Enterprise, JobPost, Organisation, SkillProfile, Trade, Worker
from operations import bulk, placing
from operations.placing import Asked
from scope import SYSTEM, Actor


def main(people=100_000):
    with tempfile.TemporaryDirectory(prefix="gongyou-") as folder:
        create_app(config.load({"GONGYOU_INSTANCE": folder}))
        database.migrate()
        demo.scale.build(people)
        bulk.load(SkillProfile, profiles(), SYSTEM)
        tell(people)


def profiles():
    rng = Random(4)
    for (worker,) in Worker.select(Worker.id).tuples():
        place, wage = rng.choice(list(WorkPlace)), rng.randrange(3000, 9000, 500)
        yield SkillProfile(
            worker=worker, in_pool=True, work_place=place, wage=wage, asked_on=date(2026, 1, 1)
        )


def tell(people):
    trade, union = Trade.get_by_id(1), Organisation.get(Organisation.parent.is_null())
    by = Actor("union", Role.UNION, union.path)
    post = JobPost(
        name="焊工", organisation=union, enterprise=Enterprise.select().first(), trade=trade, level=SkillLevel.MIDDLE,
        openings=5, wage_from=5000, work_place=WorkPlace.COUNTY, posted_on=date(2026, 1, 1),
    )  # fmt: skip
    bulk.load(JobPost, [post], SYSTEM)
    post, worker = JobPost.get(), Worker.get(Worker.trade == trade)
    for words, act in (
        ("first page of all", lambda: placing.page(Asked(), by, 0)),
        ("page 1,000 of all", lambda: placing.page(Asked(), by, 999)),
        ("a trade from a level up", lambda: placing.page(Asked(trade=trade, level=SkillLevel.SENIOR), by, 0)),
        ("by name", lambda: placing.page(Asked(text="王"), by, 0)),
        ("people for a post", lambda: placing.people_for(post, by)),
        ("posts for a person", lambda: placing.posts_for(worker, by)),
    ):
        print(f"{people} people, {words}: {min(seconds(act) for _turn in range(3)):.2f} s")
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB at most")


def seconds(act):
    began = time.time()
    act()
    return time.time() - began


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
