"""What leaves the desk is noted down: who took it, what, narrowed how, how many rows, whether to the end.

The rows themselves come from elsewhere; here they only pass by.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from choices import Act
from filters import Condition, column_at, condition_words
from language import gettext
from models import now
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
        note(entity, by, rows, by.home, whole=whole, **facts)


def note(entity: str, by: Actor, rows: int, organisation: int | None, whole=True, **facts) -> None:
    """One line of the trail: so many rows of an entity have left."""
    jot(entity, None, Act.EXPORTED, by, {**facts, "rows": rows, "whole": whole}, organisation)


def told(by: Actor, title: str, rows: int, narrowed=()) -> list[tuple[str, str]]:
    """What a file says of itself, as (label, text): without it nobody knows a week later what it is."""
    return [
        (gettext("What"), title),
        (gettext("Who"), by.name),
        (gettext("When"), f"{now():%Y-%m-%d %H:%M}"),
        *([(gettext("Only"), "；".join(narrowed))] if narrowed else []),
        (gettext("Rows"), str(rows)),
        (gettext("Note"), gettext("Sensitive columns are masked. This export stands in the desk's trail.")),
    ]


def narrowing(model, conditions: Iterable[Condition]) -> list[str]:
    """Filters as the trail keeps them: what was asked of a sensitive column is no more its business than the column."""
    return [veiled_words(model, condition) for condition in conditions]


def veiled_words(model, condition):
    try:
        hidden = column_at(model, condition.column).sensitive
        return veiled(condition_words(model, replace(condition, text="****") if hidden else condition))
    except ValueError:
        return ""


def veiled(text: str) -> str:
    """A searched text with long numbers taken out: the trail is no place to keep them."""
    return LONG_NUMBER.sub(lambda number: f"{number[0][:2]}****", text)
