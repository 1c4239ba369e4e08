"""Which training a union cadre is due, who counts on a day and once, which wishes a lesson meets. No records here."""

import re
from collections.abc import Collection, Iterable
from datetime import date
from typing import NamedTuple

from choices import CadrePost, CourseKind
from texts import squeezed

CHAIRS = (CadrePost.CHAIR, CadrePost.VICE_CHAIR)
RANK = {post: number for number, post in enumerate(CadrePost)}  # the highest post first
BETWEEN = re.compile(r"[\s,，、;；/]+")


class Held(NamedTuple):
    """A post that somebody holds in a union; `since` and `until` are days in it, None: always."""

    worker: int
    union: int
    post: CadrePost
    since: date | None = None
    until: date | None = None


def due(post: CadrePost) -> CourseKind:
    """The three-day course for chairs and vice-chairs, the two-day course for everybody else."""
    return CourseKind.CADRE_CHAIRS if post in CHAIRS else CourseKind.CADRE_ALL


def trained(post: CadrePost, completed: Collection[CourseKind]) -> bool:
    """Whether somebody has what their post is due; the longer course serves everybody."""
    return due(post) in completed or CourseKind.CADRE_CHAIRS in completed


def holds(one: Held, day: date) -> bool:
    """In the post on that day: neither left before it nor come after it."""
    return (one.since is None or one.since <= day) and (one.until is None or one.until >= day)


def counted(posts: Iterable[Held], day: date) -> dict[int, Held]:
    """{worker: the one post by which they count}: whoever holds several counts once, by the highest."""
    found: dict[int, Held] = {}
    for one in posts:
        if holds(one, day) and (one.worker not in found or before(one, found[one.worker])):
            found[one.worker] = one
    return found


def before(one, other):
    return (RANK[one.post], one.union) < (RANK[other.post], other.union)


# Wishes ---------------------------------------------------------------------------------------------


def alike(wish: str) -> str:
    """The same for wishes that differ in blanks, signs and letters' size only."""
    return re.sub(r"[\W_]+", "", squeezed(wish).casefold())


def meets(words: str, wish: str | None) -> bool:
    """Whether a wish holds one of these words, which blanks or commas keep apart."""
    wanted = [alike(word) for word in BETWEEN.split(words)]
    return any(word and word in alike(wish or "") for word in wanted)
