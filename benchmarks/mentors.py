"""How long it takes to give a whole class its mentors: `python -m benchmarks.mentors [APPRENTICES [MENTORS]]`.

Seconds are of the clock, megabytes the most that this process had at any time. Fifty trades, forty enterprises.
"""

import resource
import sys
import time
from random import Random

from choices import MentorshipKind
from rules.assignment import assign
from rules.mentorship import Craft, Person, Place, Policy, fit, points

TRADES, ENTERPRISES = range(50), range(40)


def main(apprentices=2000, mentors=500):
    rng, kind = Random(31), MentorshipKind.TECHNICAL
    young = [person(number, rng, range(4)) for number in range(apprentices)]
    old = [person(10**6 + number, rng, range(4, 9)) for number in range(mentors)]
    began = time.time()
    given = assign(young, old, kind, Policy(most_apprentices=5))
    seconds = time.time() - began
    pairs = [(one.mentor, one.apprentice) for one in given if one.mentor]
    total = sum(points(fit(*pair, kind)) for pair in pairs)
    same = sum(mentor.craft.trade == apprentice.craft.trade for mentor, apprentice in pairs)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"{apprentices} apprentices, {mentors} mentors: {len(pairs)} pairs, {same} of the same trade, {total} points,"
        f" {seconds:.1f} s, {most} MB at most"
    )


def person(id, rng, grades):
    trade = rng.choice(TRADES)
    enterprise = rng.choice(ENTERPRISES)
    return Person(
        id, Craft(trade, frozenset({(trade, rng.choice(grades))})), Place(enterprise % 10, enterprise)
    )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
