"""A province of very many made-up workers: the same for the same seed, built in batches so that memory stays flat."""

from collections.abc import Callable

from demo.ground import refuse_on_used_desk


def build(workers: int, seed: int = 1, progress: Callable[[int], None] = lambda done: None) -> None:
    """Fill an empty desk with so many workers and the unions they belong to."""
    refuse_on_used_desk()
