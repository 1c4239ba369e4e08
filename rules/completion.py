"""Who has completed a class, and what the others lack: attendance, practice, marks. Pure; in prose in docs/rules.md."""

from dataclasses import dataclass
from decimal import Decimal

from language import lazy as _


@dataclass(frozen=True)
class Demands:
    """What a class asks of everybody in it. Hours are hours of teaching, of 45 minutes."""

    attendance: int  # per cent of the lessons
    pass_mark: int  # 0: nothing is assessed
    theory: bool  # whether theory is taught, and so assessed
    practice: bool
    practice_hours: int
    lessons: int  # how many were held


@dataclass(frozen=True)
class Trainee:
    """What somebody has done in it."""

    attended: int  # lessons, on time or late
    practised: int  # hours of the practice lessons among them
    theory: Decimal | None = None
    practice: Decimal | None = None


def shortcomings(one: Trainee, demands: Demands) -> list:
    """What somebody lacks to have completed the class, in words; nothing for who has."""
    return [*absences(one, demands), *weak_marks(one, demands)]


def absences(one, demands):
    if not demands.attendance:
        return
    if not demands.lessons:
        yield _("no lesson of the class is written down")
    elif 100 * one.attended < demands.attendance * demands.lessons:
        yield _(
            "was at %(came)s of %(lessons)s lessons, needed are %(needed)s%%",
            came=one.attended, lessons=demands.lessons, needed=demands.attendance,
        )  # fmt: skip
    if 100 * one.practised < demands.attendance * demands.practice_hours:
        yield _(
            "practised %(done)s of %(hours)s hours, needed are %(needed)s%%",
            done=one.practised, hours=demands.practice_hours, needed=demands.attendance,
        )  # fmt: skip


def weak_marks(one, demands):
    """Each part that is taught is passed by itself."""
    if not demands.pass_mark:
        return
    if demands.theory:
        yield from weak(one.theory, demands.pass_mark, _("theory"))
    if demands.practice:
        yield from weak(one.practice, demands.pass_mark, _("practice"))


def weak(mark, needed, part):
    if mark is None:
        yield _("has no marks in %(part)s", part=part)
    elif mark < needed:
        yield _("has %(mark)s marks in %(part)s, needed are %(needed)s", mark=mark, part=part, needed=needed)


def assessed(demands: Demands) -> bool:
    """Whether the class has an assessment that one passes or not."""
    return bool(demands.pass_mark and (demands.theory or demands.practice))


def passed(one: Trainee, demands: Demands) -> bool:
    """Whether somebody passed the assessment, whatever their attendance."""
    return not list(weak_marks(one, demands))
