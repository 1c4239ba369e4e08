"""How long a whole season takes to give out: `python -m benchmarks.season [PEOPLE CLASSES]…`; several sizes without any.

Seconds are of the clock, megabytes the most that a process of its own had at any time. Ninety trades, half of the people
with a wish and an own trade, forty places, every combination of free time.
"""

import resource
import subprocess
import sys
import time
from random import Random

from choices import Education, FreeTime, Industry
from rules.recommendation import Hours, Offer, Person, Place, Taught, Times, Wish
from rules.season import assign, eligible

SIZES = ((1_000, 20), (10_000, 100), (50_000, 200), (100_000, 200))
TRADES, PLACES, INDUSTRIES = range(90), [f"第{number}镇" for number in range(40)], list(Industry)


def main(people, classes):
    rng = Random(36)
    crowd = [person(number, rng) for number in range(people)]
    offers = [offer(number, people // classes, rng) for number in range(classes)]
    began = time.time()
    pairs = len(eligible(crowd, offers, lambda done: None)[0])
    judged = time.time() - began
    began = time.time()
    given = assign(crowd, offers)
    seconds = time.time() - began
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"{people} people, {classes} classes with {sum(one.seats for one in offers)} seats: {pairs} eligible pairs,"
        f" {len(given.places)} placed; judging {judged:.1f} s, in all {seconds:.1f} s, {most} MB at most"
    )


def person(id, rng):
    trade = rng.choice(TRADES)
    return Person(
        id,
        Wish(rng.choice(TRADES) if id % 2 else None, rng.choice(INDUSTRIES) if id % 3 else None),
        trade,
        frozenset({(trade, rng.randint(1, 6))} if id % 4 else ()),
        education=rng.choice(list(Education)),
        hours=Hours(frozenset(rng.sample(list(FreeTime), 2)), rng.choice((6, 12, 20, 40)), id % 5 == 0),
        place=rng.choice(PLACES),
        union=id % 300,
    )


def offer(id, seats, rng):
    trade = rng.choice(TRADES)
    return Offer(
        id,
        Taught(trade, INDUSTRIES[trade % len(INDUSTRIES)], rng.randint(1, 5)),
        times=Times(
            rng.choice(list(FreeTime)), rng.choice((4, 8, 16, 30)), rng.choice((40, 80)), id % 4 == 0
        ),
        place=Place(rng.choice(PLACES)),
        union=id % 300,
        seats=rng.randint(seats // 2, seats),
    )


if __name__ == "__main__":
    if len(sys.argv) == 3:
        main(*map(int, sys.argv[1:]))
    else:
        for size in SIZES:  # memory is told apart only where each has a process of its own
            subprocess.run([sys.executable, "-m", "benchmarks.season", *map(str, size)], check=True)
