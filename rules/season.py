"""A whole season given out at once: as many people as possible get a class, and of all ways to do it the best fitting.

A flow of least cost over each person's eligible classes; who shares what an aspect looks at is judged once, and classes
are gone through one by one, so that people × classes never lie in memory. Pure.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from rules.recommendation import ASPECTS, MATTERS, Offer, Person


class Given(NamedTuple):
    """{person: their class and points}, and how many classes each of the others would have had: none, or all too full."""

    places: dict[int, tuple[int, int]]
    without: dict[int, int]


def assign(
    people: Sequence[Person], offers: Sequence[Offer], step: Callable[[int], None] = lambda done: None
) -> Given:
    """A class, or none, for each person; never more than its seats, never one that is forbidden or without reason.

    `step` hears how many classes have been looked at; what it raises ends the work.
    """
    import numpy

    rows, columns, points = eligible(people, offers, step)
    choices = numpy.bincount(rows, minlength=len(people)) if len(rows) else numpy.zeros(len(people), int)
    chosen = flow(len(people), [offer.seats for offer in offers], rows, columns, points) if len(rows) else []
    places = {people[rows[arc]].id: (offers[columns[arc]].id, int(points[arc])) for arc in chosen}
    without = {
        one.id: int(number) for one, number in zip(people, choices, strict=True) if one.id not in places
    }
    return Given(places, without)


def eligible(people, offers, step):
    """(person's number, class's number, points) of each pair that may be: three arrays of the same length."""
    import numpy

    keys = [coded([aspect.of_person(one) for one in people]) for aspect in ASPECTS]
    rows, columns, points = [], [], []
    for number, offer in enumerate(offers):
        sums, fit = column(offer, keys, len(people))
        found = numpy.flatnonzero(fit)
        rows.append(found.astype(numpy.int32))
        columns.append(numpy.full(len(found), number, dtype=numpy.int32))
        points.append(sums[found])
        step(number + 1)
    together = [numpy.concatenate(part) if part else numpy.zeros(0, int) for part in (rows, columns, points)]
    return tuple(together)


def coded(values):
    """(the different values, the number of each one's value)."""
    import numpy

    numbers = {value: number for number, value in enumerate(dict.fromkeys(values))}
    return list(numbers), numpy.fromiter((numbers[value] for value in values), numpy.int32, len(values))


def column(offer, keys, count):
    """(points of each person in a class, whether they may have it)."""
    import numpy

    sums, may = numpy.zeros(count, numpy.int32), numpy.full(count, offer.seats > 0)
    matters = numpy.zeros(count, bool)
    for aspect, (values, numbers) in zip(ASPECTS, keys, strict=True):
        side = aspect.of_offer(offer)
        judged = [tuple(aspect.judge(value, side)) for value in values]
        sums += numpy.array([sum(one.points for one in told) for told in judged], numpy.int32)[numbers]
        may &= numpy.array([not any(one.forbids for one in told) for told in judged], bool)[numbers]
        if aspect.name in MATTERS:
            matters |= numpy.array([any(one.points > 0 for one in told) for told in judged], bool)[numbers]
    return sums, may & matters


def flow(people, seats, rows, columns, points):
    """The numbers of the arcs chosen. Each person sends one: through a class, or past all of them at a high price.

    A place more may move one person in each class at most, so that price times classes outweighs all points.
    """
    import numpy
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

    highest, spread = int(points.max()), int(points.max() - points.min()) + 1
    everybody, classes = numpy.arange(people), people + numpy.arange(len(seats))
    end = people + len(seats)
    network = SimpleMinCostFlow()
    one = numpy.ones(len(rows), dtype=numpy.int64)
    arcs = network.add_arcs_with_capacity_and_unit_cost(rows, people + columns, one, highest - points)
    past = numpy.full(people, spread * (len(seats) + 2))
    network.add_arcs_with_capacity_and_unit_cost(everybody, numpy.full(people, end), one_each(people), past)
    free = numpy.array([max(number, 0) for number in seats], dtype=numpy.int64)
    nothing = numpy.zeros(len(seats), dtype=numpy.int64)
    network.add_arcs_with_capacity_and_unit_cost(classes, numpy.full(len(seats), end), free, nothing)
    network.set_nodes_supplies(everybody, one_each(people))
    network.set_node_supply(end, -people)
    if network.solve() != network.OPTIMAL:
        raise RuntimeError("the flow of a season has no optimum: everybody can go past all classes")
    return numpy.flatnonzero(network.flows(arcs)).tolist()


def one_each(count):
    import numpy

    return numpy.ones(count, dtype=numpy.int64)
