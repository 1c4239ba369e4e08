"""Verbs of studios and of expert service: a result is confirmed, a request gets its expert and comes to an end."""

from peewee import fn

import scope
from choices import ENDED, HonourKind, ProblemState, ResultState, SkillLevel, StudioState
from database import db
from language import gettext
from models import ExpertRequest, Honour, Skill, Studio, StudioResult, Worker, now
from operations.records import held_or_refused, save_one
from operations.refusals import Refused, in_words
from operations.second_person import refuse_own_work
from operations.trail import given
from rows import with_links
from rules.experts import Expert, Suggestion, ranked
from scope import Actor

SUGGESTED = 10
LOOKED_AT = 500  # of so many people that could help the reasons are worked out


def confirm_result(result: StudioResult, by: Actor, evidence: str | None = None) -> StudioResult:
    """Confirm a reported result by its evidence. Raises Refused for who entered or last changed it."""
    return decided(result, ResultState.CONFIRMED, by, evidence=evidence or result.evidence)


def decline_result(result: StudioResult, by: Actor, reason: str) -> StudioResult:
    """Do not accept a reported result, for a reason that stands in its note."""
    return decided(result, ResultState.DECLINED, by, note=with_reason(result, reason))


def report_again(result: StudioResult, by: Actor) -> StudioResult:
    """Report a result anew that was not accepted."""
    return moved(result, by, ResultState.REPORTED)


def decided(result, state, by, **columns):
    with in_words(), db.atomic():
        stored = held_or_refused(result, by)
        if stored.state != ResultState.REPORTED:
            raise Refused(gettext("This result waits for no decision."))
        refuse_own_work(stored, by)
        return moved(stored, by, state, **columns)


def moved(result, by, state, **columns):
    for name, value in columns.items():
        setattr(result, name, value)
    result.state = state
    with in_words(), db.atomic():
        return save_one(result, by, sets=("state",))


def with_reason(result, reason):
    return "\n".join(filter(None, [result.note, given(reason)]))


def close_studio(studio: Studio, by: Actor, close_reason: str) -> Studio:
    """Close a studio today, for a reason; its results stay."""
    studio.state, studio.close_reason = StudioState.CLOSED, given(close_reason)
    studio.closed_on = studio.closed_on or now().date()
    with in_words(), db.atomic():
        return save_one(studio, by)


# Requests -----------------------------------------------------------------------------------------


def assign(request: ExpertRequest, by: Actor, expert: Worker) -> ExpertRequest:
    """Name the expert who looks into a request; naming another one later is said in the history."""
    request.expert, request.assigned_on = expert, now().date()
    request.state = ProblemState.ASSIGNED
    with in_words(), db.atomic():
        return save_one(request, by)


def finish(request: ExpertRequest, by: Actor, state: ProblemState, outcome: str, benefit: int | None = None):
    """Bring a request to its end: solved, not to be solved, or withdrawn, with how or why."""
    if state not in ENDED:
        raise Refused(gettext("Choose how the request ends."))
    request.state, request.outcome, request.benefit = state, outcome, benefit
    request.closed_on = now().date()
    with in_words(), db.atomic():
        return save_one(request, by)


def suggestions(request: ExpertRequest, by: Actor) -> list[Suggestion]:
    """Who could help, best first, each with reasons; among the people in sight of `by`."""
    found = [expert_of(worker, request, *counts) for worker, *counts in candidates(request, by)]
    return ranked(found)[:SUGGESTED]


def candidates(request, by):
    """(worker, level in the trade, honours, requests under way, requests solved) of who may know something of it."""
    skills, honours = levels(request, by), counted(Honour, Honour.worker, by, Honour.kind.in_(TITLES))
    leaders = {one.leader_id for one in scope.visible(Studio, by).where(Studio.trade == request.trade_id)}
    ids = sorted(skills.keys() | honours.keys() | leaders)[:LOOKED_AT]
    busy, solved = (
        counted(ExpertRequest, ExpertRequest.expert, by, ExpertRequest.state == state)
        for state in (ProblemState.ASSIGNED, ProblemState.SOLVED)
    )
    for worker in with_links(Worker, ids, by):
        if worker.id in leaders or worker.id in skills or worker.trade_id == request.trade_id:
            yield (
                worker,
                skills.get(worker.id),
                honours.get(worker.id, 0),
                busy.get(worker.id, 0),
                solved.get(worker.id, 0),
            )


TITLES = (HonourKind.CRAFTSMAN, HonourKind.LABOUR_MEDAL, HonourKind.MODEL_WORKER, HonourKind.CHAMPION)


def levels(request, by):
    """{worker: highest level in the request's trade}, from senior worker up."""
    query = scope.visible(Skill, by, Skill.worker, Skill.level).where(Skill.trade == request.trade_id)
    found = query.where(Skill.level >= SkillLevel.SENIOR).order_by(Skill.level).limit(LOOKED_AT).tuples()
    return dict(found) if request.trade_id else {}


def counted(model, link, by, condition):
    """{worker: how many live records say so}."""
    query = scope.visible(model, by, link, fn.COUNT(model.id)).where(condition).group_by(link)
    return dict(query.tuples())


def expert_of(worker, request, level, honours, busy, solved):
    return Expert(
        key=worker.id,
        words=f"{worker.code} {worker}",
        level=level,
        same_union=worker.organisation_id == request.organisation_id,
        honours=honours,
        busy=busy,
        solved=solved,
    )
