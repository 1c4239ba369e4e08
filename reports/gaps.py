"""Gaps between what posts ask for and what people can do: by unit, employer, team, item and person. Nothing is written.

Each figure is a grouped count of the same rows that the page of people lists, under the same narrowing.
"""

from dataclasses import dataclass, replace

from peewee import Case, fn

import scope
from choices import PLACED, CourseState
from filters import Condition
from language import gettext
from models import (
    Course,
    Enrolment,
    Enterprise,
    Organisation,
    PositionItem,
    ServiceTeam,
    SkillItem,
    SkillProfile,
    TeamMember,
    TrainingClass,
    Worker,
    now,
)
from reports.counting import parts_of
from reports.shortfalls import MISSING, SHORT, asked_of_people
from rows import with_links
from scope import Actor


@dataclass(frozen=True)
class Narrowed:
    """Whose gaps: a union and below, an employer, a team, an item, only who lacks something."""

    organisation: Organisation | None = None
    enterprise: Enterprise | None = None
    team: ServiceTeam | None = None
    item: SkillItem | None = None
    lacking: bool = False

    def words(self) -> dict[str, str]:
        """As an address says it."""
        names = ("organisation", "enterprise", "team", "item")
        found = {name: record.code for name in names if (record := getattr(self, name))}
        return found | ({"lacking": "yes"} if self.lacking else {})


@dataclass(frozen=True)
class Line:
    """One unit, team, item or the whole: people whose post asks something, items asked of them and mastered."""

    words: str
    narrowed: Narrowed
    people: int
    lacking: int
    asked: int
    met: int
    missing: int
    trained: int | None = None  # person-times, of an item
    courses: tuple[Course, ...] = ()


def rows(where: Narrowed, by: Actor, *selection):
    """Item by item what is asked of the people somebody sees: a query over the tables of `shortfalls` and Worker."""
    query = asked_of_people(*selection).join_from(SkillProfile, Worker, on=SkillProfile.worker == Worker.id)
    query = query.where(Worker.id.in_(scope.visible(Worker, by, Worker.id)))
    if where.organisation:
        query = query.where(scope.within(Worker, where.organisation.path))
    if where.enterprise:
        query = query.where(Worker.enterprise == where.enterprise.id)
    if where.team:
        query = query.where(Worker.id.in_(members(where.team)))
    if where.item:
        query = query.where(PositionItem.item == where.item.id)
    return query.where(SHORT) if where.lacking else query


def members(team):
    today = now().date()
    still = TeamMember.left_on.is_null() | (TeamMember.left_on > today)
    own = TeamMember.select(TeamMember.worker).where(TeamMember.deleted_at.is_null(), still)
    return own.where(TeamMember.team == team.id)


FIGURES = (
    fn.COUNT(fn.DISTINCT(SkillProfile.worker)),
    fn.COUNT(fn.DISTINCT(Case(None, [(SHORT, SkillProfile.worker)], None))),
    fn.COUNT(PositionItem.id),
    fn.SUM(Case(None, [(SHORT, 0)], 1)),
    fn.SUM(MISSING),
)


def grouped(where, by, column) -> dict:
    """{value of the column: the five figures}."""
    query = rows(where, by, column, *FIGURES).group_by(column)
    return {key: tuple(int(number or 0) for number in numbers) for key, *numbers in query.tuples()}


def whole(where: Narrowed, by: Actor) -> Line:
    numbers = rows(where, by, *FIGURES).tuples().get()
    return Line(gettext("Altogether"), where, *(int(number or 0) for number in numbers))


# Tables ---------------------------------------------------------------------------------------------


def by_unit(where: Narrowed, by: Actor) -> list[Line]:
    """The unions right below the chosen one, each with all below it; those with figures only."""
    counted = grouped(where, by, Worker.organisation)
    unions = {one.id: one for one in scope.visible(Organisation, by).order_by(Organisation.id)}
    parts = parts_of(list(unions.values()), where.organisation)
    lines = [line(one, replace(where, organisation=one), below(one, unions, counted)) for one in parts]
    return [one for one in lines if one.people]


def below(union, unions, counted):
    """The figures of a union and all below it, added up: nobody belongs to two."""
    inside = [
        numbers for id, numbers in counted.items() if id in unions and unions[id].path.startswith(union.path)
    ]
    return tuple(map(sum, zip(*inside, strict=True))) if inside else (0,) * len(FIGURES)


def line(record, where, numbers, **more):
    return Line(record.name, where, *numbers, **more)


def by_enterprise(where: Narrowed, by: Actor) -> list[Line]:
    counted = grouped(where, by, Worker.enterprise)
    found = Enterprise.select().where(Enterprise.id.in_([id for id in counted if id]))
    lines = [line(one, replace(where, enterprise=one), counted[one.id]) for one in found]
    return sorted(lines, key=lambda one: (-one.missing, one.words))


def by_team(where: Narrowed, by: Actor) -> list[Line]:
    teams = scope.visible(ServiceTeam, by).order_by(ServiceTeam.id)
    lines = [whole(replace(where, team=team), by) for team in teams.limit(200)]
    named = [replace(one, words=one.narrowed.team.name) for one in lines if one.people]
    return sorted(named, key=lambda one: (-one.missing, one.words))


def by_item(where: Narrowed, by: Actor) -> list[Line]:
    """Item by item, with the courses that teach it and the person-times of training on it so far."""
    counted = grouped(where, by, PositionItem.item)
    items = list(SkillItem.select().where(SkillItem.id.in_(list(counted))))
    courses, trained = courses_on(list(counted), by), trained_on(list(counted), where, by)
    lines = [
        line(
            one, replace(where, item=one), counted[one.id], trained=trained.get(one.id, 0),
            courses=tuple(courses.get(one.id, ())),
        )
        for one in items
    ]  # fmt: skip
    return sorted(lines, key=lambda one: (-one.missing, one.words))


def courses_on(items, by) -> dict[int, list[Course]]:
    """{item: the courses on offer that teach it}."""
    found = {}
    query = scope.visible(Course, by).where(Course.item.in_(items), Course.state == CourseState.OFFERED)
    for course in query.order_by(Course.id):
        found.setdefault(course.item_id, []).append(course)
    return found


def trained_on(items, where, by) -> dict[int, int]:
    """{item: places that people had in classes that teach it and have begun}."""
    query = scope.visible(Enrolment, by, Course.item, fn.COUNT(Enrolment.id))
    query = query.join_from(Enrolment, TrainingClass).join_from(TrainingClass, Course)
    query = query.where(
        Course.item.in_(items), Enrolment.state.in_(PLACED), TrainingClass.state.in_(("running", "ended")),
        TrainingClass.deleted_at.is_null(),
    )  # fmt: skip
    if where.organisation:
        query = query.where(scope.within(Enrolment, where.organisation.path))
    return dict(query.group_by(Course.item).tuples())


def trained_list(one: Line) -> tuple[Condition, ...]:
    """The enrolments behind the person-times of an item."""
    union = one.narrowed.organisation
    return (
        Condition("training_class.course.item", "is", one.narrowed.item.code),
        Condition("state", "one_of", ",".join(PLACED)),
        Condition("training_class.state", "one_of", "running,ended"),
        *((Condition("training_class.organisation", "within", union.code),) if union else ()),
    )


TABLES = {"unit": by_unit, "enterprise": by_enterprise, "team": by_team, "item": by_item}


# People -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Person:
    """Somebody with what is asked of them: (item, grades missing), the widest gap first."""

    worker: Worker
    asked: int
    lacks: list[tuple[SkillItem, int]]

    @property
    def missing(self) -> int:
        return sum(grades for _item, grades in self.lacks)


def people(where: Narrowed, by: Actor, start: int = 0, size: int = 50) -> list[Person]:
    """Who has the widest gaps first."""
    total = fn.SUM(MISSING)
    query = rows(where, by, SkillProfile.worker, fn.COUNT(PositionItem.id)).group_by(SkillProfile.worker)
    asked = dict(query.order_by(total.desc(), SkillProfile.worker).offset(start).limit(size).tuples())
    lacks = lacks_of(list(asked), where, by)
    workers = {one.id: one for one in with_links(Worker, list(asked), by)}
    return [Person(workers[id], asked[id], lacks.get(id, [])) for id in asked]


def lacks_of(ids, where, by):
    found = {}
    query = rows(where, by, SkillProfile.worker, SkillItem.id, SkillItem.name, MISSING)
    for worker, item, name, missing in query.where(SkillProfile.worker.in_(ids), SHORT).tuples():
        found.setdefault(worker, []).append((SkillItem(id=item, name=name), int(missing)))
    return {worker: sorted(items, key=lambda one: (-one[1], one[0].id)) for worker, items in found.items()}


def csv_rows(first: str, lines: list[Line]):
    yield [
        first, gettext("People with a post"), gettext("Of them with gaps"), gettext("Items asked"),
        gettext("Items mastered"), gettext("Missing grades"), gettext("Person-times of training"),
        gettext("Courses that close it"),
    ]  # fmt: skip
    for one in lines:
        numbers = (one.people, one.lacking, one.asked, one.met, one.missing)
        trained = "" if one.trained is None else str(one.trained)
        yield [one.words, *map(str, numbers), trained, "、".join(course.name for course in one.courses)]


def people_csv(found):
    yield [gettext("Worker"), gettext("Items asked"), gettext("Missing grades"), gettext("What is missing")]
    for one in found:
        items = "；".join(f"{item.name} {grades}" for item, grades in one.lacks)
        yield [f"{one.worker.code} {one.worker.name}", str(one.asked), str(one.missing), items]
