"""The small office: a district union with its townships and companies, as the articles tell of one.

What is in it is told area by area in the modules beside this one; here is only the order.
"""

from datetime import date
from pathlib import Path
from random import Random

from database import db
from demo import contest, district, matches, pairs, register
from demo.ground import DEMO, refuse_on_used_desk
from demo.trades import trades
from models import Trade
from operations import bulk

SEED = 36


def build(today: date, sheets_folder: Path) -> None:
    """Fill an empty desk with the small office and share one of its registers as a workbook."""
    refuse_on_used_desk()
    with db.atomic():
        write(today, Random(SEED))


def write(today, rng):
    """All of its records, or none."""
    bulk.load(Trade, trades(), DEMO)
    unions = district.build(rng)
    register.build(today, unions, rng)
    pairs.build(today, rng)
    contest.build(today, unions, rng)
    matches.build(today, unions, rng)
