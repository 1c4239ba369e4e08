"""A batch that is too large for one write, divided by rows: each part is a batch of its own. Pure.

A part stands for itself: it carries a generation, builds on the one before, and what it brings is agreed once its
number is seen. So a run may die between any two, and the next one goes on from the part that arrived last.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from sync.backends import ID, Batch

CELLS, APPENDED, REMOVED = "cells", "appended", "removed"


@dataclass
class Part:
    """A batch, what will be agreed with it ({row: [before, after]}), and the records of which it tells."""

    batch: Batch
    steps: dict[str, list] = field(default_factory=dict)
    given: set[int] = field(default_factory=set)

    @property
    def cells(self) -> int:
        """How many cells it touches, the hidden ids aside."""
        changed = sum(len(texts) - (ID in texts) for texts in self.batch.cells.values())
        new = sum(bool(text) for row in self.batch.appended for name, text in row.items() if name != ID)
        return changed + new


def divided(batch: Batch, room: int | None, weigh: Callable[[dict, bool], int]) -> list[Batch]:
    """The batch in as few parts as have room, one where it is None. A row is never divided."""
    if room is None:
        return [batch]
    parts, left = [Batch()], room
    for kind, line, texts in pieces(batch):
        weight = weigh(texts, kind == APPENDED)
        if weight > left and left < room:
            parts.append(Batch())
            left = room
        bring(parts[-1], kind, line, texts)
        left -= weight
    return parts


def pieces(batch) -> Iterator[tuple[str, int, dict]]:
    """Cells in place, new rows below, then rows out from the bottom up: no part moves another's lines."""
    yield from ((CELLS, line, texts) for line, texts in sorted(batch.cells.items()))
    yield from ((APPENDED, 0, texts) for texts in batch.appended)
    yield from ((REMOVED, line, {}) for line in sorted(batch.removed, reverse=True))


def bring(part, kind, line, texts):
    if kind == CELLS:
        part.cells[line] = texts
    elif kind == APPENDED:
        part.appended.append(texts)
    else:
        part.removed.add(line)


def numbered(batches: list[Batch], found: int | None, landed: int, last: int) -> None:
    """Give each its generation after `last`, and say on which it builds: the first on what was found in the sheet."""
    parent, coming = found, sum(len(batch.appended) for batch in batches)
    for number, batch in enumerate(batches, last + 1):
        coming -= len(batch.appended)
        batch.generation, batch.parent, batch.landed, batch.coming = number, parent, landed, coming
        parent = landed = number
