"""Rules that need other records to be known, by entity; what follows from a change before it is written, and after.

A check yields (column, words). What one record can tell of itself is its `problems`; decisions that need no
database are `rules`.
"""

import re
from functools import reduce

from peewee import OP, StringExpression, fn

from choices import IdKind
from language import lazy as _
from models import (
    Academy,
    Attendance,
    Certificate,
    Criterion,
    Demand,
    Enrolment,
    Entry,
    EntryMember,
    Judge,
    LedgerEntry,
    Lesson,
    Mark,
    MatchProfile,
    MatchRegistration,
    MentorshipContract,
    Nomination,
    Organisation,
    Score,
    ServiceStep,
    Stage,
    TeamMember,
    TrainingClass,
    Trip,
    TripStop,
    Worker,
)
from operations import (
    certificate_checks,
    demand_checks,
    entry_checks,
    job_checks,
    ledger_checks,
    lesson_checks,
    mark_checks,
    match_policies,
    mentorship_checks,
    nomination_checks,
    places,
    seats,
    serving_checks,
)


def no_circle(union, stored):
    if stored and union.parent_id and union.parent.path.startswith(stored.path):
        yield "parent", _("must not be this union itself or one under it")


def no_circle_of_academies(academy, stored):
    """A head academy is not a branch of its own branches."""
    above, seen = academy.parent_id, set()
    while academy.id and above and above not in seen:
        if above == academy.id:
            yield "parent", _("must not be this academy itself or one under it")
            return
        seen.add(above)
        above = Academy.select(Academy.parent).where(Academy.id == above).scalar()


def stage_of_same_contest(score, stored):
    contests = [
        Entry.select(Entry.contest).where(Entry.id == score.entry_id).scalar(),
        Stage.select(Stage.contest).where(Stage.id == score.stage_id).scalar(),
    ]
    if contests[0] != contests[1]:
        yield "stage", _("belongs to another contest than the entry")


def same_document(worker, stored):
    """A passport is the same however its number is set: E1234-5678 and E12345678."""
    plain = re.sub(r"[^A-Z0-9]", "", worker.id_number or "")
    changed = stored is None or stored.id_number != worker.id_number
    if not changed or not plain or worker.has_resident_number():
        return
    bare = reduce(lambda text, sign: fn.REPLACE(text, sign, ""), "()-", Worker.id_number)
    live = Worker.select().where(Worker.deleted_at.is_null(), Worker.id != (worker.id or 0))
    if live.where(Worker.id_kind != IdKind.RESIDENT, bare == plain).exists():
        yield "id_number", _("is the number of a document that another record has")


def place_in_tree(union, stored):
    """Keep the path of a union, and of all under it when it moved."""
    base = Organisation.get_by_id(union.parent_id).path if union.parent_id else "/"
    path = f"{base}{union.id}/"
    old = stored.path if stored else ""
    if path == old:
        return
    union.path = path
    Organisation.update(path=path).where(Organisation.id == union.id).execute()
    if old:
        moved = StringExpression(path, OP.CONCAT, fn.SUBSTR(Organisation.path, len(old) + 1))
        Organisation.update(path=moved).where(
            Organisation.path.startswith(old), Organisation.id != union.id
        ).execute()


CHECKS = {
    Organisation: [no_circle],
    Academy: [no_circle_of_academies],
    MentorshipContract: mentorship_checks.OF_CONTRACTS,
    Entry: entry_checks.OF_ENTRIES,
    EntryMember: entry_checks.OF_MEMBERS,
    Score: [stage_of_same_contest, *mark_checks.OF_SCORES],
    Criterion: mark_checks.OF_CRITERIA,
    Judge: mark_checks.OF_JUDGES,
    Mark: mark_checks.OF_MARKS,
    MatchProfile: [match_policies.by_the_verb],
    Nomination: nomination_checks.OF_NOMINATIONS,
    TrainingClass: [seats.seats_for_all, lesson_checks.place_is_free],
    Lesson: lesson_checks.OF_LESSONS,
    Enrolment: [seats.within_seats, demand_checks.wish_in_own_class],
    Attendance: lesson_checks.OF_ATTENDANCE,
    **job_checks.CHECKS,
    TeamMember: ledger_checks.OF_MEMBERS,
    ServiceStep: serving_checks.OF_STEPS,
    Certificate: [certificate_checks.stands_as_skill],
    Demand: [demand_checks.answered_by_a_class],
    Trip: [demand_checks.every_stop_held],
    TripStop: [demand_checks.held_stop_stays],
}
# Too dear to ask of each record of a bulk load.
AT_A_SAVE = {Worker: [same_document], LedgerEntry: ledger_checks.OF_ENTRIES}
BEFORE = mentorship_checks.BEFORE | {Enrolment: [seats.join_line]} | job_checks.BEFORE
AFTER = {
    Organisation: [place_in_tree],
    MatchRegistration: [places.given_up],
    Enrolment: [seats.given_up],
    TrainingClass: [seats.grown],
    **job_checks.AFTER,
    ServiceStep: serving_checks.AFTER_STEPS,
}
GONE = {
    MatchRegistration: [places.removed],
    Enrolment: [seats.removed],
    Mark: [mark_checks.refuse_locked],
    **job_checks.GONE,
    ServiceStep: serving_checks.GONE_STEPS,
    Certificate: [certificate_checks.refuse_standing],
}  # what follows when a record went to the trash
