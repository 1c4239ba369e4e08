"""People and classes as the rules of recommending see them, read from the records. Nothing is decided here.

Whether somebody belongs to a group that a course is kept for by law is read only where such a course is among those
looked at.
"""

from collections import defaultdict
from collections.abc import Iterable
from math import ceil

from peewee import JOIN, fn

import scope
from choices import (
    CADRE_COURSES,
    PLACED,
    CareKind,
    ClassState,
    CourseGroup,
    CourseState,
    EnrolmentState,
    FreeTime,
    Ledger,
    Sex,
    TeachingMode,
)
from models import Course, Enrolment, LedgerEntry, SkillProfile, Trade, TrainingClass, Worker, now
from operations.mentoring_facts import grades_of, slices
from reports.shortfalls import gaps_of
from rules.recommendation import Hours, Kept, Offer, Person, Place, Taught, Times, Wish

NOT_WITHDRAWN = (*PLACED, EnrolmentState.WAITING)
AT_HOME = (TeachingMode.LIVE, TeachingMode.REPLAY)


# Classes --------------------------------------------------------------------------------------------


def open_classes(by: scope.Actor):
    """The classes that workers can sign up for now, with their courses: a query."""
    query = scope.visible(TrainingClass, by, TrainingClass, Course, Trade)
    query = query.join_from(TrainingClass, Course).join_from(Course, Trade, JOIN.LEFT_OUTER)
    in_time = TrainingClass.register_by.is_null() | (TrainingClass.register_by >= now())
    return query.where(
        TrainingClass.state == ClassState.OPEN, TrainingClass.ends_on >= now().date(), in_time,
        Course.state == CourseState.OFFERED, Course.kind.not_in(CADRE_COURSES),
    )  # fmt: skip


def offers(classes: Iterable[TrainingClass]) -> list[Offer]:
    """Classes loaded with their courses, with the seats that are left."""
    classes = list(classes)
    taken = taken_in([one.id for one in classes])
    return [offer(one, one.capacity - taken[one.id]) for one in classes]


def taken_in(ids) -> dict[int, int]:
    found = defaultdict(int)
    for some in slices(ids):
        query = Enrolment.select(Enrolment.training_class, fn.COUNT(Enrolment.id))
        query = query.where(
            Enrolment.deleted_at.is_null(), Enrolment.training_class.in_(some), Enrolment.state.in_(PLACED)
        )
        found |= dict(query.group_by(Enrolment.training_class).tuples())
    return found


def offer(one: TrainingClass, seats: int) -> Offer:
    course = one.course
    return Offer(
        id=one.id,
        taught=Taught(
            course.trade_id,
            course.trade.industry if course.trade_id else None,
            course.level and int(course.level),
            course.item_id,
            course.lowest_level and int(course.lowest_level),
        ),
        schooling=course.lowest_education,
        times=times(one),
        place=Place(one.place or "", one.mode in AT_HOME),
        union=one.organisation_id,
        kept=Kept(course.kept_for, course.basis or ""),
        seats=seats,
    )


def times(one):
    whole = (one.theory_hours or 0) + (one.practice_hours or 0)
    weeks = ceil(((one.ends_on - one.starts_on).days + 1) / 7)
    held_at = one.held_at or (FreeTime.EVENING if one.mode == TeachingMode.EVENING else None)
    return Times(held_at, ceil(whole / weeks), whole, one.course.flexible, one.mode == TeachingMode.REPLAY)


# People -----------------------------------------------------------------------------------------------


def people(ids: Iterable[int], found: Iterable[Offer]) -> list[Person]:
    """Workers as the rules see them, for these classes, in the order of their ids."""
    ids = sorted(ids)
    kept = any(offer.kept.group for offer in found)
    levels, gaps = grades_of(ids), gaps_of(ids)
    groups = groups_of(ids) if kept else {}
    return [
        person(row, levels.get(row[0], {}), gaps.get(row[0], {}), groups.get(row[0], ()))
        for some in slices(ids)
        for row in profiles(some)
    ]


def profiles(ids):
    """(worker, trade, schooling, union, and what their profile says) of each."""
    on = (SkillProfile.worker == Worker.id) & SkillProfile.deleted_at.is_null()
    query = Worker.select(
        Worker.id, Worker.trade, Worker.education, Worker.organisation, SkillProfile.wish_trade,
        SkillProfile.wish_industry, SkillProfile.free_times, SkillProfile.hours_a_week, SkillProfile.cares,
        SkillProfile.place,
    )  # fmt: skip
    query = query.join_from(Worker, SkillProfile, JOIN.LEFT_OUTER, on=on)
    return query.where(Worker.id.in_(ids)).order_by(Worker.id).tuples()


def person(row, levels, gaps, groups) -> Person:
    id, trade, education, union, wished, industry, free, a_week, cares, place = row
    return Person(
        id=id, wish=Wish(wished, industry), trade=trade, levels=frozenset(levels.items()),
        gaps=frozenset(gaps.items()), education=education,
        hours=Hours(frozenset(free or ()), a_week, bool(cares)), place=place or "", union=union,
        groups=frozenset(groups),
    )  # fmt: skip


def groups_of(ids) -> dict[int, set[CourseGroup]]:
    """For which courses that the law keeps for a group somebody comes into question. Veterans are not known here."""
    found = defaultdict(set)
    for some in slices(ids):
        women = Worker.select(Worker.id).where(Worker.id.in_(some), Worker.sex == Sex.FEMALE)
        for (id,) in women.tuples():
            found[id].add(CourseGroup.WOMEN)
        entries = LedgerEntry.select(LedgerEntry.worker, LedgerEntry.care).where(
            LedgerEntry.deleted_at.is_null(), LedgerEntry.worker.in_(some), LedgerEntry.until.is_null(),
            LedgerEntry.ledger == Ledger.CARE,
        )  # fmt: skip
        for id, care in entries.tuples():
            found[id] |= {CourseGroup.HARDSHIP} | (
                {CourseGroup.DISABLED} if care == CareKind.DISABLED else set()
            )
    return found
