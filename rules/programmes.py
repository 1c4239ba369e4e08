"""When a programme (contest, match event, later fair and class) runs. Pure; what may be seen meanwhile is `scope`'s."""

from dataclasses import dataclass
from datetime import date

from language import lazy as _


@dataclass(frozen=True)
class Runs:
    """Declared by a programme: the states in which it runs, and the columns of which the latest day is its last."""

    states: tuple
    until: tuple[str, ...]


@dataclass(frozen=True)
class Participants:
    """Declared by whatever stands for taking part in a programme.

    `programme` and `person` are paths of links. Of the person the programme's union sees the name and `shows`
    while the programme runs, nothing more; `own` are the columns of the participation worth a list.
    """

    programme: str
    person: str
    shows: tuple[str, ...]
    own: tuple[str, ...]


def closed(state, runs: Runs, days: list[date], today: date):
    """Why a programme does not run today, in words; "" while it does. `days`: those of `until` that are known."""
    if state not in runs.states:
        return _("its status is “%(state)s”", state=str(state.words))
    if days and today > max(days):
        return _("its last day was %(day)s", day=max(days).isoformat())
    return ""
