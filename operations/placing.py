"""The talent pool, and who in it suits which post. Who suits whom is `rules.placing`; here is what the desk knows of both.

The pool may hold everybody there is: it is narrowed by the database, and the rule looks at some hundreds.
"""

from dataclasses import dataclass

from peewee import Case, fn

import models
import scope
from choices import JobPostState, SkillLevel, WorkPlace
from models import Application, Enterprise, JobPost, Skill, SkillProfile, Trade, Worker
from rows import with_links
from rules import placing as rule
from rules.placing import Fit, Opening, Seeker
from scope import Actor

LOOKED_AT, BEST, PAGE = 500, 30, 50


@dataclass(frozen=True)
class Asked:
    """How the pool is narrowed. `level`: at least, in the trade where one is named."""

    trade: Trade | None = None
    level: SkillLevel | None = None
    work_place: WorkPlace | None = None
    industry: str | None = None
    wage: int | None = None  # at most this is wished for
    text: str = ""


def pool(by: Actor, *selection):
    """Everybody in the talent pool whom somebody sees."""
    query = scope.visible(SkillProfile, by, *selection).join(Worker, on=SkillProfile.worker == Worker.id)
    return query.where(SkillProfile.in_pool, Worker.deleted_at.is_null())


def narrowed(query, asked: Asked, by: Actor):
    """Those of the pool who answer what is asked; all in the database."""
    if asked.trade:
        query = query.where(in_trade(asked.trade.id))
    if asked.level:
        query = query.where(fn.EXISTS(good_skills(asked.trade and asked.trade.id, asked.level)))
    if asked.work_place:
        near = list(WorkPlace)[list(WorkPlace).index(asked.work_place) :]
        query = query.where(SkillProfile.work_place.in_(near))
    if asked.industry:
        query = query.where(SkillProfile.wish_industry == asked.industry)
    if asked.wage:
        query = query.where((SkillProfile.wage <= asked.wage) | SkillProfile.wage.is_null())
    if asked.text:
        found = scope.search(scope.visible(Worker, by, Worker.id), Worker, asked.text, by)
        query = query.where(SkillProfile.worker.in_(found))
    return query


def in_trade(trade):
    """Who works in a trade, wishes to, or has a certificate in it."""
    certified = fn.EXISTS(good_skills(trade))
    return (Worker.trade == trade) | (SkillProfile.wish_trade == trade) | certified


def good_skills(trade=None, level=None):
    """The skills of the worker at hand that are in force today."""
    today = models.now().date()
    mine = Skill.select(Skill.id).where(
        Skill.worker == SkillProfile.worker, Skill.deleted_at.is_null(),
        Skill.expires_on.is_null() | (Skill.expires_on >= today),
    )  # fmt: skip
    mine = mine.where(Skill.trade == trade) if trade else mine
    return mine.where(Skill.level >= level) if level else mine


def page(asked: Asked, by: Actor, number: int) -> tuple[list[SkillProfile], int]:
    """(a page of the pool, how many there are in all): the ones asked last first."""
    count = narrowed(pool(by, fn.COUNT(SkillProfile.id)), asked, by).scalar()
    query = narrowed(pool(by, SkillProfile.id), asked, by)
    query = query.order_by(SkillProfile.asked_on.desc(nulls="LAST"), SkillProfile.id)
    ids = [id for (id,) in query.limit(PAGE).offset(number * PAGE).tuples()]
    found = {one.id: one for one in with_links(SkillProfile, ids, by)}
    return [found[id] for id in ids], count


# Post and person ----------------------------------------------------------------------------------


def opening(post: JobPost, industry=None) -> Opening:
    return Opening(
        key=post.id, trade=post.trade_id, level=post.level, lowest_education=post.lowest_education,
        wage_from=post.wage_from, wage_to=post.wage_to, work_place=post.work_place, shifts=post.shifts,
        industry=industry,
    )  # fmt: skip


def industries(posts) -> dict:
    """{enterprise: its industry}"""
    ids = {post.enterprise_id for post in posts}
    query = Enterprise.select(Enterprise.id, Enterprise.industry).where(Enterprise.id.in_(ids))
    return dict(query.tuples())


def seekers(profiles) -> list[Seeker]:
    """What the rule may know of people, read for all of them at once."""
    profiles, levels = list(profiles), {}
    ids = [one.worker_id for one in profiles]
    people = {one.id: one for one in Worker.select().where(Worker.id.in_(ids))}
    today = models.now().date()
    skills = Skill.select(Skill.worker, Skill.trade, fn.MAX(Skill.level)).where(
        Skill.worker.in_(ids), Skill.deleted_at.is_null(),
        Skill.expires_on.is_null() | (Skill.expires_on >= today),
    )  # fmt: skip
    for worker, trade, level in skills.group_by(Skill.worker, Skill.trade).tuples():
        levels.setdefault(worker, {})[trade] = SkillLevel(level)
    return [seeker(one, people[one.worker_id], levels.get(one.worker_id, {})) for one in profiles]


def seeker(profile, worker, levels):
    levels = {worker.trade_id: None} | levels if worker.trade_id else levels
    return Seeker(
        key=worker.id, levels=tuple(sorted(levels.items())), education=worker.education,
        wish_trade=profile.wish_trade_id, wish_industry=profile.wish_industry, wage=profile.wage,
        work_place=profile.work_place, free_times=profile.free_times,
    )  # fmt: skip


def people_for(post: JobPost, by: Actor) -> list[tuple[Worker, Fit]]:
    """Who in the pool suits a post, best first, with reasons; who applied for it already is not among them."""
    applied = Application.select(Application.worker).where(
        Application.post == post.id, Application.deleted_at.is_null()
    )
    query = pool(by).where(SkillProfile.worker.not_in(applied))
    query = query.where(in_trade(post.trade_id)) if post.trade_id else query
    found = rule.people_for(
        opening(post, industries([post]).get(post.enterprise_id)),
        seekers(closest(query, post).limit(LOOKED_AT)),
    )[:BEST]
    people = {one.id: one for one in with_links(Worker, [fit.key for fit in found], by)}
    return [(people[fit.key], fit) for fit in found]


def closest(query, post):
    """Those first of whom the rule will think most, as far as the database can tell."""
    certified = fn.EXISTS(good_skills(post.trade_id, post.level))
    points = Case(None, [(certified, 4)], 0) + Case(None, [(Worker.trade == post.trade_id, 3)], 0)
    points += Case(None, [(SkillProfile.work_place == post.work_place, 2)], 0)
    points += Case(None, [(SkillProfile.wage <= (post.wage_to or post.wage_from or 0), 1)], 0)
    return query.order_by(points.desc(), SkillProfile.id)


def posts_for(worker: Worker, by: Actor) -> list[tuple[JobPost, Fit]]:
    """Which open posts suit somebody, best first, with reasons."""
    profile = SkillProfile.get_or_none(SkillProfile.worker == worker.id, SkillProfile.deleted_at.is_null())
    who = seekers([profile or SkillProfile(worker=worker)])[0]
    posts = list(open_posts(worker, who, by).limit(LOOKED_AT))
    known = industries(posts)
    found = rule.posts_for(who, [opening(post, known.get(post.enterprise_id)) for post in posts])[:BEST]
    posts = {one.id: one for one in with_links(JobPost, [fit.key for fit in found], by)}
    return [(posts[fit.key], fit) for fit in found]


def open_posts(worker, who, by):
    """The open posts in sight that name no trade or one of theirs, and that they did not apply for."""
    today = models.now().date()
    trades = [trade for trade, _level in who.levels] + [who.wish_trade]
    applied = Application.select(Application.post).where(
        Application.worker == worker.id, Application.deleted_at.is_null()
    )
    return scope.visible(JobPost, by).where(
        JobPost.state == JobPostState.OPEN, JobPost.closes_on.is_null() | (JobPost.closes_on >= today),
        JobPost.trade.in_([one for one in trades if one]) | JobPost.trade.is_null(),
        JobPost.id.not_in(applied),
    ).order_by(Case(None, [(JobPost.trade.is_null(), 1)], 0), JobPost.posted_on.desc(), JobPost.id)  # fmt: skip
