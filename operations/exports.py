"""What leaves the desk is noted down: who took it, what, narrowed how, how many rows, whether to the end.

The rows themselves come from elsewhere; here they only pass by.
"""

import re
from collections.abc import Iterator

from choices import Act
from operations.trail import jot
from scope import Actor

LONG_NUMBER = re.compile(
    r"[0-9Xx]{8,}"
)  # an ID number or a telephone: what somebody looked up by it is nobody's business


def recorded(table: Iterator[list[str]], entity: str, by: Actor, **facts) -> Iterator[list[str]]:
    """The rows of a table with its header, noted down once they end or are no longer wanted."""
    given, whole = 0, False
    try:
        for row in table:
            given += 1
            yield row
        whole = True
    finally:
        rows = max(given - 1, 0)  # without the header
        jot(entity, None, Act.EXPORTED, by, {**facts, "rows": rows, "whole": whole}, by.home)


def veiled(text: str) -> str:
    """A searched text with long numbers taken out: the trail is no place to keep them."""
    return LONG_NUMBER.sub(lambda number: f"{number[0][:2]}****", text)
