"""Who is placed before whom, and what decided it. Pure; where marks come from does not belong here."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import groupby

from choices import TieBreak


@dataclass(frozen=True)
class Line:
    """What an entry reached. `apart`: those with another one are ranked by themselves."""

    key: Hashable
    total: Decimal
    theory: Decimal | None = None
    practice: Decimal | None = None
    seconds: int | None = None
    submitted_at: datetime | None = None
    apart: str = ""


@dataclass(frozen=True)
class Placed:
    """A place, and the rule that told a line from the better one with the same marks, or else from the next worse.

    `equal`: the list of rules ended and somebody else has the same place.
    """

    line: Line
    place: int
    decided_by: TieBreak | None = None
    equal: bool = False


# Smaller is better; what is not known comes last.
STANDING = {
    TieBreak.PRACTICE: lambda line: higher(line.practice),
    TieBreak.THEORY: lambda line: higher(line.theory),
    TieBreak.TIME: lambda line: (line.seconds is None, line.seconds or 0),
    TieBreak.EARLIER: lambda line: (line.submitted_at is None, line.submitted_at or datetime.min),
}


def higher(marks):
    return marks is None, -(marks or 0)


def ranked(lines: Sequence[Line], order: Sequence[TieBreak]) -> list[Placed]:
    """Every line with its place: by marks, equal marks by the rules in their order.

    Who is still equal then shares a place, and the next place is left out (1, 2, 2, 4).
    """
    groups = {}
    for line in lines:
        groups.setdefault(line.apart, []).append(line)
    return [placed for apart in sorted(groups) for placed in placed_in(groups[apart], order)]


def placed_in(lines, order):
    def standing(line):
        return [higher(line.total), *(STANDING[rule](line) for rule in order)]

    equals = [list(same) for _standing, same in groupby(sorted(lines, key=standing), key=standing)]
    place = 1
    for index, same in enumerate(equals):
        before, after = (equals[at][0] if 0 <= at < len(equals) else None for at in (index - 1, index + 1))
        rule = decided(before, same[0], order) or decided(same[0], after, order)
        yield from (Placed(line, place, rule, len(same) > 1) for line in same)
        place += len(same)


def decided(one: Line | None, other: Line | None, order: Sequence[TieBreak]) -> TieBreak | None:
    """The first rule that tells two lines with equal marks apart; None where marks do, or nothing does."""
    if one is None or other is None or one.total != other.total:
        return None
    return next((rule for rule in order if STANDING[rule](one) != STANDING[rule](other)), None)
