"""One kind of thing that waits, and where it is listed."""

from collections.abc import Callable
from dataclasses import dataclass, field

from reports.counting import Group


@dataclass(frozen=True)
class Link:
    """Where the rows counted are listed: a route and what is asked of it."""

    endpoint: str
    args: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Task:
    """One kind of thing that waits."""

    name: str
    label: str
    link: Callable[[Group], Link]
