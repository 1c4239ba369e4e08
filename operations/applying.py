"""Somebody applies for a post, and what becomes of it up to the hiring: several people or several posts at once.

Hiring itself is `hiring`; what holds at every door is `job_checks`.
"""

from collections.abc import Sequence
from datetime import date

import models
import scope
from choices import ApplicationSource, ApplicationState, JobPostState
from database import db
from language import gettext
from models import Application, JobPost, SkillProfile, Worker
from operations.chain import gathering
from operations.filling import named
from operations.records import held, held_or_refused, permit, save_one
from operations.refusals import Refused, absent, in_words
from operations.trail import given
from scope import Actor

AT_ONCE = 200


def people_in(text: str | None, by: Actor) -> list[Worker]:
    """The workers whom the lines of a text name, each once."""
    return listed(Application.worker, text, by)


def posts_in(text: str | None, by: Actor) -> list[JobPost]:
    return listed(Application.post, text, by)


def listed(column, text, by):
    lines = [line for line in (text or "").splitlines() if line.strip()]
    if not lines:
        raise Refused(gettext("Name at least one, each on a line."))
    if len(lines) > AT_ONCE:
        raise Refused(gettext("At most %(count)s at once.", count=AT_ONCE))
    try:
        found = [named(column, line, by) for line in lines]
    except ValueError as mistake:
        raise Refused(str(mistake.args[0])) from None
    return list({one.id: one for one in found}.values())


def apply(
    posts: Sequence[JobPost], people: Sequence[Worker], by: Actor, applied_on: date | None = None,
    source: ApplicationSource | None = None, live=None,
) -> list[Application]:  # fmt: skip
    """Each of these people applies for each of these posts, or nobody for none. Raises Refused in words.

    Who has withdrawn, or was declined, applies again with the same application: there is one for a person and a post.
    """
    permit(Application, by)
    facts = {"applied_on": applied_on or models.now().date(), "source": source, "live": live}
    with in_words(), gathering():
        posts = [open_post(post, by) for post in posts]
        before = applied_before(posts, people)
        refuse_twice(before)
        return [
            one(before.get((post.id, worker.id)), post, worker, facts, by)
            for post in posts for worker in people
        ]  # fmt: skip


def open_post(post, by):
    """The post, kept from other writers, if one can apply for it today."""
    post = held(JobPost, post.id, by)
    if post is None:
        raise absent()
    if post.state != JobPostState.OPEN:
        raise Refused(
            gettext("%(post)s: nobody can apply, “%(state)s”.", post=post.name, state=str(post.state.words))
        )
    if post.closes_on and post.closes_on < models.now().date():
        raise Refused(
            gettext(
                "%(post)s: one could apply until %(day)s.", post=post.name, day=post.closes_on.isoformat()
            )
        )
    return post


def applied_before(posts, people):
    """{(post, worker): the application there is}."""
    there = Application.select().where(
        Application.deleted_at.is_null(), Application.post.in_([post.id for post in posts]),
        Application.worker.in_([worker.id for worker in people]),
    )  # fmt: skip
    return {(one.post_id, one.worker_id): one for one in there}


def refuse_twice(before):
    twice = [one for one in before.values() if ApplicationState.APPLIED not in one.state.moves]
    if twice:
        names = "、".join(f"{one.worker.name}（{one.post.name}）" for one in twice[:10])
        raise Refused(gettext("Have applied already: %(names)s. Nothing was saved.", names=names))


def one(application, post, worker, facts, by):
    application = application or Application(post=post.id, worker=worker.id)
    application.state = ApplicationState.APPLIED
    for name, value in facts.items():
        setattr(application, name, value)
    return save_one(application, by)


def recommend(post: JobPost, by: Actor, people: Sequence[Worker]) -> list[Application]:
    """The union puts people of the talent pool forward for a post."""
    pool = scope.visible(SkillProfile, by, SkillProfile.worker).where(SkillProfile.in_pool)
    inside = {id for (id,) in pool.where(SkillProfile.worker.in_([one.id for one in people])).tuples()}
    outside = [worker.name for worker in people if worker.id not in inside]
    if outside:
        raise Refused(gettext("Not in the talent pool: %(names)s", names="、".join(outside[:10])))
    return apply([post], people, by, source=ApplicationSource.POOL)


# What becomes of it -------------------------------------------------------------------------------


def intend(application: Application, by: Actor) -> Application:
    """Company and person intend to sign."""
    return moved(application, ApplicationState.INTENT, by)


def decline(application: Application, by: Actor, reason: str | None = None) -> Application:
    """The company does not want this person."""
    return moved(application, ApplicationState.DECLINED, by, reason)


def withdraw(application: Application, by: Actor, reason: str | None = None) -> Application:
    """The person does not want this post any more."""
    return moved(application, ApplicationState.WITHDRAWN, by, reason)


def moved(application, state, by, reason=None):
    with in_words(), db.atomic():
        permit(Application, by)
        stored = held_or_refused(application, by)
        stored.state = state
        if reason:
            stored.note = "\n".join(filter(None, [stored.note, given(reason)]))
        return save_one(stored, by)
