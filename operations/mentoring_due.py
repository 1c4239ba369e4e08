"""What a union's mentorship policy makes wait, in SQL: who lacks a mentor, which log is overdue, which middle is due.

The same rules for one contract are `rules.mentorship`; here they are asked of all contracts at once.
"""

from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta
from functools import reduce
from operator import or_

from peewee import Value, fn

import models
from choices import ReviewKind
from models import MentorshipContract, MentorshipPolicy, MentorshipReview, MentorshipSession, Organisation
from operations import mentoring_facts as facts
from operations.chain import locks_rows


def lacks_a_mentor(worker, lacking=None):
    """Has one of the mentors that the policy of their union asks for, and not the others. `lacking`: not this one."""
    tests = [
        union_of(worker, unions)
        & having(worker, kinds)
        & any_of(~having(worker, (kind,)) for kind in kinds if lacking in (None, kind))
        for unions, kinds in saying("kinds")
        if len(kinds) > 1 and (lacking is None or lacking in kinds)
    ]
    return any_of([worker.id.is_null(), *tests])


def having(worker, kinds):
    """Is bound to a mentor of one of these kinds."""
    contract = MentorshipContract
    own = contract.select(contract.apprentice).where(contract.deleted_at.is_null(), contract.kind.in_(kinds))
    return worker.id.in_(own.where(contract.state.in_(facts.BOUND)))


def log_overdue(contract):
    """No session was logged within the days that the policy allows."""
    today = models.now().date()
    tests = [
        union_of(contract, unions) & (contract.starts_on < since) & contract.id.not_in(logged(since))
        for unions, days in saying("log_days")
        for since in [today - timedelta(days=days)]
    ]
    return any_of([contract.id.is_null(), *tests])


def logged(since):
    return MentorshipSession.select(MentorshipSession.contract).where(
        MentorshipSession.deleted_at.is_null(), MentorshipSession.held_on >= since
    )


def middle_due(contract):
    """Half of the term is over, the policy asks for a mid-term stage, and nobody has held it."""
    held = MentorshipReview.select(MentorshipReview.contract).where(
        MentorshipReview.deleted_at.is_null(), MentorshipReview.kind == ReviewKind.MIDDLE
    )
    asked = [union_of(contract, unions) for unions, kinds in saying("stages") if ReviewKind.MIDDLE in kinds]
    return any_of([contract.id.is_null(), *asked]) & half_over(contract) & contract.id.not_in(held)


def half_over(contract):
    """As many days have gone as are left, on either engine."""
    today = models.now().date()
    if locks_rows():
        return (Value(today).cast("date") - contract.starts_on) >= (
            contract.ends_on - Value(today).cast("date")
        )
    days = [fn.julianday(one) for one in (today.isoformat(), contract.starts_on, contract.ends_on)]
    return (days[0] - days[1]) >= (days[2] - days[0])


# Policies over the tree of unions --------------------------------------------------------------------

_read: ContextVar[list | None] = ContextVar("policies", default=None)


@contextmanager
def policies_read_once():
    """Several questions about policies in a row: they are read from the database once."""
    token = _read.set(policies())
    try:
        yield
    finally:
        _read.reset(token)


def policies() -> list[tuple[str, MentorshipPolicy]]:
    """(path of the union, policy) of all that are in force, the newest last."""
    if (known := _read.get()) is not None:
        return known
    joined = facts.in_force(models.now().date()).join(Organisation)
    found = joined.select(MentorshipPolicy, Organisation.path.alias("path")).order_by(
        MentorshipPolicy.starts_on
    )
    return [(record.path, record) for record in found.objects()]


def saying(part):
    """(the unions in which it holds, as a query of ids; what is said) of one part of the policies."""
    said = {path: value for path, one in policies() if (value := one.__data__[part]) not in (None, ())}
    for path, value in said.items():
        holds = Organisation.path.startswith(path)
        for other in (other for other in said if other != path and other.startswith(path)):
            holds &= ~Organisation.path.startswith(other)
        yield Organisation.select(Organisation.id).where(holds), value


def union_of(model, unions):
    return model.organisation.in_(unions)


def any_of(tests):
    return reduce(or_, tests)
