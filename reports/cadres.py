"""How far the training of union cadres has come: who counts, who is trained, and who was missed, by unit. Nobody twice.

Who counts on a day and what a post is due is `rules.cadres`'.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import models
import scope
from choices import CADRE_COURSES, CadrePost, ClassState, CourseKind, EnrolmentState
from language import gettext
from models import Cadre, Course, Enrolment, Organisation, TrainingClass, Worker
from reports.figures import percentage
from rules import cadres as rules
from scope import Actor


@dataclass(frozen=True)
class Missed:
    """A cadre who lacks the course that the post is due."""

    worker: int
    name: str
    union: int
    post: CadrePost

    @property
    def lacks(self) -> CourseKind:
        return rules.due(self.post)


@dataclass
class Unit:
    """The cadres of one union, or of all: how many there are, how many trained; of the chairs and vice-chairs the same."""

    words: str
    union: int | None = None
    code: str = ""
    all: int = 0
    trained: int = 0
    chairs: int = 0
    chairs_trained: int = 0

    @property
    def missed(self) -> int:
        return self.all - self.trained

    @property
    def share(self) -> str:
        return percentage(self.trained, self.all)

    def count(self, post, done):
        chair = post in rules.CHAIRS
        self.all, self.trained = self.all + 1, self.trained + done
        self.chairs, self.chairs_trained = self.chairs + chair, self.chairs_trained + (chair and done)


@dataclass(frozen=True)
class Coverage:
    """A campaign from its first to its last day, as it stands on `day`; the whole first, then the unit with most missed."""

    first: date
    last: date
    day: date
    units: list[Unit]
    missed: list[Missed]


def coverage(first: date, last: date, by: Actor, organisation: Organisation | None = None) -> Coverage:
    """How far a campaign has come: three queries, whatever the number of cadres."""
    day = min(last, models.now().date())
    names, posts = held_posts(by, organisation)
    counted, done = rules.counted(posts, day), completed(first, day, by)
    unions = {one.id: one for one in scope.visible(Organisation, by)}
    whole, units, missed = Unit(gettext("All units")), {}, []
    for worker, one in counted.items():
        trained = rules.trained(one.post, done.get(worker, ()))
        for unit in (whole, units.setdefault(one.union, unit_of(unions[one.union]))):
            unit.count(one.post, trained)
        if not trained:
            missed.append(Missed(worker, names[worker], one.union, one.post))
    lines = sorted(units.values(), key=lambda unit: (-unit.missed, unit.union))
    order = {unit.union: number for number, unit in enumerate(lines)}
    missed.sort(key=lambda one: (order[one.union], rules.RANK[one.post], one.worker))
    return Coverage(first, last, day, [whole, *lines], missed)


def unit_of(union):
    return Unit(union.name, union.id, union.code)


def held_posts(by, organisation):
    """({worker: name}, the posts) of all cadres in sight."""
    query = scope.visible(
        Cadre, by, Cadre.worker, Worker.name, Cadre.organisation, Cadre.post, Cadre.since, Cadre.until
    ).join(Worker)  # fmt: skip
    if organisation:
        query = query.where(scope.within(Cadre, organisation.path))
    rows = list(query.where(Worker.deleted_at.is_null()).tuples())
    return {row[0]: row[1] for row in rows}, [rules.Held(worker, *rest) for worker, _name, *rest in rows]


def completed(first, last, by) -> dict[int, set[CourseKind]]:
    """{worker: kinds of cadre courses completed in these days}: wherever the course was held, it is the cadre's own."""
    workers = scope.visible(Cadre, by, Cadre.worker)
    query = Enrolment.select(Enrolment.worker, Course.kind).join(TrainingClass).join(Course)
    query = query.where(
        Enrolment.worker.in_(workers), Enrolment.state == EnrolmentState.COMPLETED, Enrolment.deleted_at.is_null(),
        TrainingClass.deleted_at.is_null(), TrainingClass.state != ClassState.CANCELLED,
        TrainingClass.ends_on.between(first, last), Course.kind.in_(CADRE_COURSES),
    )  # fmt: skip
    found = defaultdict(set)
    for worker, kind in query.distinct().tuples():
        found[worker].add(kind)
    return found


# Files ----------------------------------------------------------------------------------------------


def csv_rows(found: Coverage) -> Iterable[list[str]]:
    """Header and rows of the figures: the whole, then each unit."""
    yield [gettext("Indicator"), gettext("Value"), gettext("Numerator"), gettext("Denominator")]
    for unit in found.units:
        yield row(gettext("Cadres trained"), unit.words, unit.trained, unit.all)
        yield row(gettext("Chairs and vice-chairs trained"), unit.words, unit.chairs_trained, unit.chairs)


def row(words, group, top, bottom):
    label = gettext("%(indicator)s (%(group)s)", indicator=words, group=group)
    return [label, percentage(top, bottom), str(top), str(bottom)]


def missed_rows(found: Coverage) -> Iterable[list[str]]:
    """Header and rows of the list of the missed, unit by unit."""
    names = {unit.union: unit.words for unit in found.units}
    yield [
        Cadre.organisation.label,
        Worker.name.label,
        gettext("Code"),
        Cadre.post.label,
        gettext("Lacks the course"),
    ]
    for one in found.missed:
        yield [names[one.union], one.name, f"W-{one.worker}", str(one.post.words), str(one.lacks.words)]
