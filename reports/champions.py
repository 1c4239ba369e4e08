"""Champions by post and period: 99 posts × 12 months and the year, and who is missing. Nothing is written."""

from dataclasses import dataclass
from datetime import date

import scope
from choices import HonourKind, NominationState
from language import gettext
from models import Honour, KeyPost, Nomination, Organisation
from rows import code_label
from rules import post_titles
from scope import Actor


@dataclass(frozen=True)
class Cell:
    """One post in one period: its champion, or who is nominated, or nobody."""

    honour: Honour | None = None
    nominations: tuple[Nomination, ...] = ()
    due: bool = False  # the period is over and there is nobody

    @property
    def words(self):
        if self.honour:
            return self.honour.worker.name
        return gettext("nominated: %(count)s", count=len(self.nominations)) if self.nominations else ""


@dataclass(frozen=True)
class Board:
    """A year of key posts."""

    year: int
    periods: list
    rows: list[tuple[KeyPost, list[Cell]]]

    @property
    def filled(self) -> list[int]:
        """How many posts have a champion, period by period."""
        return [sum(bool(cells[at].honour) for _post, cells in self.rows) for at in range(len(self.periods))]

    @property
    def missing(self) -> list[tuple[KeyPost, str]]:
        """(post, period) that is over without a champion."""
        return [
            (post, period)
            for post, cells in self.rows
            for (_title, period), cell in zip(self.periods, cells, strict=True)
            if cell.due
        ]


def board(year: int, by: Actor, today: date, organisation: Organisation | None = None) -> Board:
    """The champions of a year at the posts that somebody sees. Four queries, however many posts."""
    posts = scope.visible(KeyPost, by).where(KeyPost.in_force)
    if organisation:
        posts = posts.where(KeyPost.organisation.in_(below(organisation)))
    posts = list(posts.order_by(KeyPost.organisation, KeyPost.pinyin, KeyPost.id))
    periods = post_titles.periods(year)
    honours, nominations = given(year, by), nominated(year, by)
    rows = [
        (post, [cell(post, title, period, honours, nominations, today) for title, period in periods])
        for post in posts
    ]
    return Board(year, periods, rows)


def below(organisation):
    return Organisation.select(Organisation.id).where(Organisation.path.startswith(organisation.path))


def given(year, by):
    query = scope.visible(Honour, by).where(
        Honour.key_post.is_null(False), Honour.period.startswith(str(year))
    )
    return {(one.key_post_id, one.kind, one.period): one for one in prefetched(query, Honour)}


def prefetched(query, model):
    """With the workers' names: one query."""
    worker = model._meta.fields["worker"].rel_model
    return query.join_from(model, worker).select(model, worker)


def nominated(year, by):
    """{(post, title, period): those not decided yet}."""
    open_ones = (NominationState.NOMINATED, NominationState.PUBLISHED)
    found = {}
    query = scope.visible(Nomination, by).where(
        Nomination.period.startswith(str(year)), Nomination.state.in_(open_ones)
    )
    for one in query.order_by(Nomination.id):
        found.setdefault((one.key_post_id, one.title, one.period), []).append(one)
    return found


def cell(post, title, period, honours, nominations, today):
    honour = honours.get((post.id, HonourKind(title.value), period))
    waiting = tuple(nominations.get((post.id, title, period), ()))
    return Cell(honour, waiting, due=not honour and period < f"{today:%Y-%m}"[: len(period)])


def csv_rows(found: Board):
    """Header and rows of the file: a post per line, its champions by period."""
    yield [code_label(), KeyPost._meta.fields["name"].label, *(period for _title, period in found.periods)]
    for post, cells in found.rows:
        yield [post.code, post.name, *(cell.words for cell in cells)]
