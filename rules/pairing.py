"""Who is paired at an event: the greatest mutual wish among those who chose each other. Pure.

What only one of two people wished is looked at here and leaves no trace: only pairs come back.
"""

from collections.abc import Collection, Mapping, Sequence

Edge = tuple[int, int]  # (a man's badge, a woman's badge)


def pairs(
    wishes: Mapping[int, Sequence[int]], men: Collection[int], women: Collection[int], most: int,
    apart: Collection[Edge] = (),
) -> list[Edge]:  # fmt: skip
    """The couples of an event, by badge. `wishes`: {badge: badges chosen, the dearest first}; at most `most` count.

    Only two who chose each other can be a couple, nobody is in two, never one of `apart`. Of all ways to pair them
    the one with the most points: a first choice counts `most`, the next one less, added up over both people. Among
    equals the one in which the lowest badges are paired first: the same wishes always give the same couples.
    """
    mutual = both_ways(wishes, men, women, most)
    left = {edge: points for edge, points in mutual.items() if edge not in apart}
    found, still = [], highest(left)
    for edge in sorted(left):
        if edge not in left:
            continue
        points, rest = left[edge], without(left, edge)
        if points + highest(rest) == still:
            found, left, still = [*found, edge], rest, still - points
        else:
            del left[edge]
    return found


def both_ways(wishes, men, women, most) -> dict[Edge, int]:
    """{(man, woman): points} of those who chose each other."""
    places = {
        one: {other: place for place, other in enumerate(chosen[:most])} for one, chosen in wishes.items()
    }
    return {
        (man, woman): 2 * most - places[man][woman] - places[woman][man]
        for man in men
        for woman in places.get(man, ())
        if woman in women and man in places.get(woman, ())
    }


def without(edges, taken):
    """What can still be paired when these two are."""
    return {edge: points for edge, points in edges.items() if not set(edge) & set(taken)}


def highest(edges: Mapping[Edge, int]) -> int:
    """The most points that couples of these edges can have together."""
    if not edges:
        return 0
    import numpy
    from scipy.optimize import linear_sum_assignment  # as in `assignment`: dear to load, for who needs it

    men, women = (sorted({edge[side] for edge in edges}) for side in (0, 1))
    table = numpy.zeros((len(men), len(women)), dtype=int)
    for (man, woman), points in edges.items():
        table[men.index(man), women.index(woman)] = points
    return int(table[linear_sum_assignment(table, maximize=True)].sum())
