"""What stands on a worker's page of their skill profile: what they bring and wish, what their post misses."""

from dataclasses import dataclass

import scope
from choices import CourseState, Mastery
from models import Course, ItemMastery, PositionItem, SkillItem, SkillProfile, Worker, columns
from reports.shortfalls import asked_of_people
from rows import cell, with_links
from scope import Actor

APART = ("worker", "note")


@dataclass(frozen=True)
class Line:
    """An item that the post asks for: how well, how well it is mastered, and the courses that teach it."""

    item: SkillItem
    asked: Mastery
    have: Mastery | None
    courses: list[Course]

    @property
    def missing(self) -> int:
        return max(int(self.asked) - int(self.have or 0), 0)


def of_worker(worker: Worker, by: Actor) -> dict:
    profile = profile_of(worker, by)
    return {
        "worker": worker,
        "profile": profile,
        "facts": list(facts(profile)) if profile else [],
        "gap": gap(worker, by),
    }


def profile_of(worker, by) -> SkillProfile | None:
    own = scope.visible(SkillProfile, by, SkillProfile.id).where(SkillProfile.worker == worker.id).first()
    return with_links(SkillProfile, [own.id], by)[0] if own else None


def facts(profile):
    """(label, text) of what is known."""
    for field in columns(SkillProfile):
        if field.name not in APART and (text := cell(profile, field)):
            yield field.label, text


def gap(worker, by) -> list[Line]:
    """What the post asks for, the widest gap first."""
    query = asked_of_people(SkillItem.id, PositionItem.mastery, ItemMastery.mastery)
    rows = list(query.where(SkillProfile.worker == worker.id).tuples())
    items = {one.id: one for one in SkillItem.select().where(SkillItem.id.in_([row[0] for row in rows]))}
    courses = courses_on(list(items), by)
    lines = [Line(items[id], asked, have, courses.get(id, [])) for id, asked, have in rows]
    return sorted(lines, key=lambda line: (-line.missing, line.item.id))


def courses_on(items, by) -> dict[int, list[Course]]:
    """{item: the courses on offer that teach it}."""
    found = {}
    query = scope.visible(Course, by).where(Course.item.in_(items), Course.state == CourseState.OFFERED)
    for course in query.order_by(Course.id):
        found.setdefault(course.item_id, []).append(course)
    return found
