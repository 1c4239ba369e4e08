"""The ranking of a stage as the house may read it: frozen while it must not be told, released when it may.

Who works on the marks always has the live ranking. The ranking itself is `standings`'.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import scope
from choices import TieBreak
from language import gettext
from models import Competition, Contest, Entry, Score, Stage, now
from operations.chain import gathering
from operations.records import permit, save_one
from operations.refusals import Refused, in_words
from operations.standings import Ranking, held_stage, ranking
from scope import SYSTEM, Actor

LONGEST = 200  # boards on one page


@dataclass(frozen=True)
class Shown:
    """One line of a board: the entry, its marks and place, and what decided."""

    entry: Entry
    place: int
    total: str
    words: str


@dataclass(frozen=True)
class Board:
    """What somebody may read of a stage's ranking now. `live` is set for who works on it while others see it frozen."""

    stage: Stage
    lines: Sequence[Shown]
    as_of: datetime | None  # when it was frozen; None where it is as things stand
    waiting: int  # entries without locked marks
    live: Sequence[Shown] | None = None


def board(stage_id, by: Actor) -> Board | None:
    """The board of a stage, or None where there is none to see.

    Whoever may see the stage sees it; once it is released, everybody who is signed in. Only names of entries, units,
    marks and places stand on it.
    """
    stage = scope.find(Stage, stage_id, by)
    own = stage is not None
    stage = with_contest(stage.id) if own else released(stage_id)
    if stage is None:
        return None
    found = ranking(stage, by if own else SYSTEM)
    live = live_lines(found)
    if stage.frozen_at is None:
        return Board(stage, live, None, len(found.waiting))
    works = own and scope.may_write(Score, by)
    return Board(stage, frozen_lines(stage), stage.frozen_at, len(found.waiting), live if works else None)


def released(stage_id) -> Stage | None:
    """A stage whose ranking everybody in the house may read."""
    number = scope.id_in(Stage, str(stage_id))
    return number and for_all().where(Stage.id == number).first()


def for_all():
    return named().where(Stage.released_at.is_null(False))


def named():
    """Stages with the contest event and the competition that they belong to."""
    query = Stage.select(Stage, Contest, Competition).join(Contest).join(Competition)
    return query.where(Stage.deleted_at.is_null(), Contest.deleted_at.is_null())


def with_contest(stage_id):
    return named().where(Stage.id == stage_id).first()


def all_released() -> list[Stage]:
    """The latest boards that are released."""
    return list(for_all().order_by(Stage.released_at.desc(), Stage.id.desc()).limit(LONGEST))


def live_lines(found: Ranking) -> list[Shown]:
    return [Shown(one.entry, one.place, Score.total.show(one.total), str(one.words)) for one in found.placed]


def frozen_lines(stage):
    """The lines as they were frozen, with today's names; an entry that is gone is left out."""
    kept = json.loads(stage.board or "[]")
    entries = {
        one.id: one
        for one in Entry.select().where(Entry.id.in_([line[0] for line in kept]), Entry.deleted_at.is_null())
    }
    return [
        Shown(entries[id], place, total, decided_words(decided, equal))
        for id, place, total, decided, equal in kept
        if id in entries
    ]


def decided_words(decided, equal):
    if equal:
        return gettext("Equal: same place")
    return str(TieBreak(decided).words) if decided else ""


# Verbs -------------------------------------------------------------------------------------------


def freeze(stage: Stage, by: Actor) -> Stage:
    """Keep the ranking as it stands now for all who only look on."""
    permit(Score, by)
    with in_words(), gathering():
        own = held_stage(stage, by)
        if own.frozen_at:
            raise Refused(
                gettext(
                    "The ranking is frozen already, since %(time)s.", time=f"{own.frozen_at:%Y-%m-%d %H:%M}"
                )
            )
        lines = [
            [one.entry.id, one.place, Score.total.show(one.total), one.placed.decided_by, one.placed.equal]
            for one in ranking(own, by).placed
        ]
        Stage.update(board=json.dumps(lines)).where(Stage.id == own.id).execute()
        return changed(own, by, frozen_at=now())


def thaw(stage: Stage, by: Actor) -> Stage:
    """Show the ranking as it stands again."""
    permit(Score, by)
    with in_words(), gathering():
        own = held_stage(stage, by)
        if not own.frozen_at:
            raise Refused(gettext("The ranking is not frozen."))
        Stage.update(board=None).where(Stage.id == own.id).execute()
        return changed(own, by, frozen_at=None)


def release(stage: Stage, by: Actor, at: datetime | None = None) -> Stage:
    """Let everybody in the house read the ranking. `at`: since when, if not now."""
    permit(Score, by)
    with in_words(), gathering():
        own = held_stage(stage, by)
        if own.released_at:
            raise Refused(gettext("The ranking is released already."))
        if not ranking(own, by).placed:
            raise Refused(gettext("No marks are locked yet: there is nothing to rank."))
        return changed(own, by, released_at=at or now())


def withhold(stage: Stage, by: Actor) -> Stage:
    """Take the release back."""
    permit(Score, by)
    with in_words(), gathering():
        own = held_stage(stage, by)
        if not own.released_at:
            raise Refused(gettext("The ranking is not released."))
        return changed(own, by, released_at=None)


def changed(stage, by, **values):
    for name, value in values.items():
        setattr(stage, name, value)
    return save_one(stage, by, sets=tuple(values))
