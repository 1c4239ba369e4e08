"""The small office: a district union with its townships and companies, as the articles tell of one.

What is in it is told area by area in the modules beside this one; here is only the order.
"""

from datetime import date
from pathlib import Path
from random import Random

from config import Config
from database import db
from demo import (
    contest,
    demand,
    district,
    fairs,
    judging,
    labour,
    matches,
    pairs,
    posts,
    profiles,
    register,
    studios,
    training,
)
from demo.ground import DEMO, refuse_on_used_desk
from demo.trades import trades
from models import Trade, Worker
from operations import bulk
from sync import run, sharing

SEED = 36
COLUMNS = [
    *("name", "phone", "organisation", "enterprise", "trade", "post"),
    *("sex", "born_on", "education", "state", "joined_on", "note"),
]
READ_ONLY = ("enterprise", "born_on")  # what a cadre does not decide; the rest is needed for a new worker too


def build(today: date, settings: Config) -> None:
    """Fill an empty desk with the small office and share one of its registers as a workbook."""
    refuse_on_used_desk()
    with db.atomic():
        unions = write(today, Random(SEED))
    share(unions[district.SHARED], settings)


def share(union, settings):
    """The register of one township, as a workbook that its cadre can go on with."""
    settings.sheets_folder.mkdir(parents=True, exist_ok=True)
    sheet = sharing.share(
        Worker,
        to=Path(),
        by=DEMO,
        organisation=union,
        columns=COLUMNS,
        editable=tuple(name for name in COLUMNS if name not in READ_ONLY),
        name=f"职工花名册-{union.name.removesuffix('总工会')}",
        purpose="核对、补充职工信息",
        recipients=f"{union.name}干部",
    )
    run.run(sheet, settings)


def write(today, rng):
    """All of its records, or none; the unions by name."""
    bulk.load(Trade, trades(), DEMO)
    unions = district.build(rng)
    register.build(today, unions, rng)
    pairs.build(today, unions, rng)
    contest.build(today, unions, rng)
    judging.build(today, unions, rng)
    posts.build(today, unions, rng)
    matches.build(today, unions, rng)
    studios.build(today, rng)
    training.build(today, unions, Random(SEED))
    profiles.build(today, unions, Random(SEED))
    fairs.build(today, unions, rng)
    demand.build(today, unions, rng)
    labour.build(today)
    return unions
