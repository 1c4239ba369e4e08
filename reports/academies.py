"""The tree of academies with what each brought about in a span of days: courses, trainees, contests, innovations."""

from collections import defaultdict
from dataclasses import dataclass

import scope
from choices import BEGUN, PLACED, CompetitionState, CourseState, ResultState
from filters import Condition
from language import gettext
from language import lazy as _
from models import Academy, Contest, Course, Enrolment, Organisation, StudioResult, TrainingClass
from reports.figures import bounds, dated, one_of
from reports.grouped import Figure, by_link
from scope import Actor


def within(column):
    return Condition(column, "from", "{first}"), Condition(column, "to", "{last}")


CONFIRMED = (*within("achieved_on"), Condition("state", "is", ResultState.CONFIRMED))
COUNTED = one_of("competition.state", CompetitionState.RUNNING, CompetitionState.FINISHED)
# (words, entity, the path to its academy, what counts, what is added up)
KINDS = (
    (_("Courses on offer"), Course, "academy", (Condition("state", "is", CourseState.OFFERED),), ()),
    (_("Classes"), TrainingClass, "course.academy", (*within("starts_on"), one_of("state", *BEGUN)), ()),
    (
        _("Person-times"), Enrolment, "training_class.course.academy",
        (*within("training_class.starts_on"), one_of("training_class.state", *BEGUN), one_of("state", *PLACED)), (),
    ),
    (_("Contest events"), Contest, "competition.academy", (*within("competition.starts_on"), COUNTED), ()),
    (_("Innovations"), StudioResult, "studio.academy", CONFIRMED, ()),
    (_("Benefit in yuan"), StudioResult, "studio.academy", CONFIRMED, ("benefit",)),
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    """An academy in the tree, so many steps below a head academy; none for the whole."""

    academy: Academy | None
    depth: int
    cells: list[Figure]


@dataclass(frozen=True)
class Tree:
    """The whole first, then each head academy with its branches under it."""

    since: str
    until: str
    heads: list[str]
    lines: list[Line]


def tree(since: str, until: str, by: Actor, organisation: Organisation | None = None) -> Tree:
    """From the first day of one month to the last of another. Raises ValueError in words for what is no month."""
    span = {"first": bounds(since)["first"], "last": bounds(until)["last"], "next": bounds(until)["next"]}
    academies = in_order(seen(by, organisation))
    columns = [counted(kind, span, by) for kind in KINDS]
    rows = [
        Line(academy, depth, [figure(found, (academy.id,), conditions, kind) for found, conditions, kind in columns])
        for academy, depth in academies
    ]  # fmt: skip
    ids = [academy.id for academy, _depth in academies]
    whole = Line(
        None, 0, [figure(found, ids, conditions, kind, organisation) for found, conditions, kind in columns]
    )
    return Tree(span["first"], span["last"], [str(kind[0]) for kind in KINDS], [whole, *rows])


def seen(by, organisation):
    query = scope.visible(Academy, by)
    if organisation:
        under = Organisation.select(Organisation.id).where(Organisation.path.startswith(organisation.path))
        query = query.where(Academy.organisation.in_(under))
    return list(query.order_by(Academy.pinyin, Academy.id))


def in_order(academies) -> list[tuple[Academy, int]]:
    """Each head academy, then its branches, however deep; a branch whose head is out of sight is a head here."""
    known, below = {one.id for one in academies}, defaultdict(list)
    for one in academies:
        below[one.parent_id if one.parent_id in known else None].append(one)
    found, waiting = [], [(one, 0) for one in reversed(below[None])]
    while waiting:
        one, depth = waiting.pop()
        found.append((one, depth))
        waiting += [(branch, depth + 1) for branch in reversed(below[one.id])]
    return found


def counted(kind, span, by):
    _words, model, path, conditions, adds = kind
    conditions = dated(conditions, span)
    return by_link(model, path, conditions, by, adds), conditions, kind


def figure(found, ids, conditions, kind, organisation=None) -> Figure:
    _words, model, path, _conditions, _adds = kind
    where = (
        (Condition(path, "is", f"AC-{ids[0]}"),) if isinstance(ids, tuple) else everywhere(path, organisation)
    )
    return Figure(sum(found.get(id, 0) for id in ids), model._meta.table_name, (*conditions, *where))


def everywhere(path, organisation):
    """Of any academy in the union asked for."""
    if organisation:
        return (Condition(f"{path}.organisation", "within", organisation.code),)
    return (Condition(path, "empty", "no"),)


def csv_rows(found: Tree):
    """Header and rows of the tree's file."""
    yield [gettext("Academy"), gettext("Industry"), gettext("Speciality"), *found.heads]
    for line in found.lines:
        yield [*about(line.academy), *(str(cell.number) for cell in line.cells)]


def about(academy):
    if academy is None:
        return [gettext("All together"), "", ""]
    return [academy.name, str(academy.industry.words) if academy.industry else "", academy.speciality or ""]
