"""A person's growth file: one timeline of all that happened to them, as far as the reader may see it. Nothing is written.

What comes later is one more line in SOURCES. Matchmaking never is: no source reads it. What help was needed for stays in
the ledger; here stands that it came.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from choices import FiveStages
from language import lazy as _
from models import Worker
from reports import growth_sources as sources
from reports.growth_sources import Event
from scope import Actor

HELP = _("Help")


def file(worker: Worker, by: Actor) -> list[Event]:
    """All of it that somebody may see, newest first; what has no day stands at the end."""
    found = [
        replace(event, step=step) for step, kinds in SOURCES for kind in kinds for event in kind(worker, by)
    ]
    return sorted(found, key=lambda event: event.day or date.min, reverse=True)


def counts(events: list[Event]) -> list[tuple[object, int]]:
    """(step, how many events): the five steps always, help where there was any."""
    steps = [*(stage.words for stage in FiveStages), HELP]
    numbers = [(words, sum(event.step is words for event in events)) for words in steps]
    return [(words, number) for words, number in numbers if number or words is not HELP]


SOURCES: tuple[tuple[object, tuple[Callable, ...]], ...] = (
    (FiveStages.TRAIN.words, (sources.certificates, sources.classes, sources.issued, sources.masteries)),
    (FiveStages.PRACTISE.words, (sources.learnt,)),
    (FiveStages.COMPETE.words, (sources.competed,)),
    (FiveStages.REWARD.words, (sources.honours,)),
    (FiveStages.USE.words, (sources.at_work, sources.applications, sources.placements)),
    (FiveStages.USE.words, (sources.taught, sources.judged, sources.results)),
    (HELP, (sources.ledgers, sources.served)),
)
