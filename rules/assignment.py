"""Mentors for a whole class at once: as many apprentices as can have one, and among all ways to do it the best fitting.

The optimum, not one after the other: the best mentor of the first may be the only one of the second. How well two fit
is `mentorship`'s. Pure.
"""

from collections.abc import Sequence
from typing import NamedTuple

from choices import MentorshipKind
from rules.mentorship import (
    PER_APPRENTICE,
    Person,
    Policy,
    asking,
    craft_hindrance,
    craft_reasons,
    load_hindrance,
    own_reasons,
    place_reasons,
    points,
)

WITHOUT_LIMIT = 5  # apprentices that a proposal gives a mentor at most where the policy names no limit
NEVER = 10**9  # outweighs the points of any class: first as many as can, then as well as can


class Given(NamedTuple):
    """The mentor proposed for an apprentice; None where nobody is left who may."""

    apprentice: Person
    mentor: Person | None


def assign(
    apprentices: Sequence[Person], mentors: Sequence[Person], kind: MentorshipKind, policy: Policy
) -> list[Given]:
    """A mentor for each apprentice, none beyond what the policy allows them.

    With each apprentice more a mentor counts for less, so that the load spreads where others fit as well.
    """
    places = free_places(mentors, policy)
    if not apprentices or not places:
        return [Given(apprentice, None) for apprentice in apprentices]
    import numpy
    from scipy.optimize import linear_sum_assignment  # a third of a second and 50 MB: for who needs it

    numbers = numpy.array([number for number, _before in places])
    fewer = PER_APPRENTICE * numpy.array([before for _number, before in places])
    fit = fits(apprentices, mentors, kind, policy)[:, numbers]
    # Who may not have any of these still gets a number: wherever it is, it must weigh the same.
    costs = numpy.where(fit > -NEVER // 2, fewer - fit, NEVER)
    chosen = dict(zip(*(side.tolist() for side in linear_sum_assignment(costs)), strict=True))
    return [
        Given(apprentice, mentors[places[chosen[row]][0]] if allowed(costs, row, chosen) else None)
        for row, apprentice in enumerate(apprentices)
    ]


def allowed(costs, row, chosen):
    return row in chosen and costs[row, chosen[row]] < NEVER // 2


def free_places(mentors, policy) -> list[tuple[int, int]]:
    """(mentor, how many of this class they would have before) of each place there is."""
    most = policy.most_apprentices
    return [
        (number, before)
        for number, mentor in enumerate(mentors)
        for before in range(WITHOUT_LIMIT if most is None else max(most - mentor.load, 0))
    ]


def nearest(
    apprentices: Sequence[Person], mentors: Sequence[Person], kind: MentorshipKind, policy: Policy, count: int
) -> list[list[Person]]:
    """The best fitting mentors of each apprentice, at most `count`, whatever the others get."""
    import numpy

    if not apprentices or not mentors:
        return [[] for _apprentice in apprentices]
    fit = fits(apprentices, mentors, kind, policy)
    fit[:, [bool(load_hindrance(mentor, policy)) for mentor in mentors]] = -NEVER
    order = numpy.argsort(-fit, axis=1, kind="stable")[:, :count]
    return [
        [mentors[number] for number in numbers if fit[row, number] > -NEVER // 2]
        for row, numbers in enumerate(order.tolist())
    ]


def fits(apprentices, mentors, kind, policy):
    """How well each apprentice fits each mentor, a row per apprentice; far below nought where they may not.

    Whoever has the same trade and grades, or the same workplace, is judged once.
    """
    import numpy

    asked = asking(policy)
    craft = table(
        [one.craft for one in apprentices], [one.craft for one in mentors],
        lambda theirs, mine: by_craft(theirs, mine, kind, asked),
    )  # fmt: skip
    place = table(
        [one.place for one in apprentices], [one.place for one in mentors],
        lambda theirs, mine: points(place_reasons(mine, theirs)),
    )  # fmt: skip
    fit = craft + place + numpy.array([points(own_reasons(mentor)) for mentor in mentors])
    for row, column in themselves(apprentices, mentors):
        fit[row, column] = -NEVER
    return fit


def by_craft(apprentice, mentor, kind, policy):
    forbidden = craft_hindrance(mentor, apprentice, kind, policy)
    return -NEVER if forbidden else points(craft_reasons(mentor, apprentice, kind))


def table(rows, columns, judge):
    """judge(row, column) of all pairs, each two different values judged once."""
    import numpy

    lines, heads = list(dict.fromkeys(rows)), list(dict.fromkeys(columns))
    known = numpy.array([[judge(line, head) for head in heads] for line in lines], dtype=float)
    at_line = {line: number for number, line in enumerate(lines)}
    at_head = {head: number for number, head in enumerate(heads)}
    return known[numpy.ix_([at_line[row] for row in rows], [at_head[column] for column in columns])]


def themselves(apprentices, mentors):
    """The pairs in which somebody would guide themselves."""
    at = {mentor.id: number for number, mentor in enumerate(mentors)}
    return [(row, at[one.id]) for row, one in enumerate(apprentices) if one.id in at]
