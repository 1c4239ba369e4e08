"""A fair is opened, held or cancelled; a company comes with its posts. Who applies for them is `applying`."""

from datetime import date

import models
import scope
from choices import FairState, FirmState, JobPostState
from database import db
from language import gettext
from models import Fair, FairFirm, JobPost
from operations.chain import hold
from operations.records import held_or_refused, permit, save_one
from operations.refusals import Refused, in_words
from operations.several import save_all
from operations.trail import given
from scope import Actor


def open_fair(fair: Fair, by: Actor) -> Fair:
    """The fair is on: companies and people can come."""
    return moved(fair, FairState.OPEN, by)


def hold_fair(fair: Fair, by: Actor, visitors: int | None = None, ends_on: date | None = None) -> Fair:
    """The fair is over. Companies that had said they would come did, unless noted otherwise before."""
    with in_words(), db.atomic():
        hold()
        stored = held_or_refused(fair, by)
        if stored.starts_on > models.now().date():
            raise Refused(gettext("This fair begins on %(day)s only.", day=stored.starts_on.isoformat()))
        stored.state = FairState.HELD
        stored.visitors = stored.visitors if visitors is None else visitors
        stored.ends_on = ends_on or stored.ends_on
        save_one(stored, by)
        came(stored, by)
    return stored


def came(fair, by):
    coming = scope.visible(FairFirm, by).where(FairFirm.fair == fair.id, FairFirm.state == FirmState.COMING)
    firms = list(coming)
    for firm in firms:
        firm.state = FirmState.CAME
    save_all(firms, by)


def cancel(fair: Fair, by: Actor, reason: str) -> Fair:
    """The fair is not held, for a reason; posts stay and can be brought to another."""
    return moved(fair, FairState.CANCELLED, by, given(reason))


def moved(fair, state, by, reason=None):
    with in_words(), db.atomic():
        permit(Fair, by)
        stored = held_or_refused(fair, by)
        stored.state = state
        stored.note = "\n".join(filter(None, [stored.note, reason])) or None
        return save_one(stored, by)


# Companies and posts ------------------------------------------------------------------------------


def offer(firm: FairFirm, by: Actor, **post) -> JobPost:
    """A company offers one more post at the fair."""
    with in_words(), db.atomic():
        fair, stored = going(firm, by)
        made = JobPost(
            organisation=fair.organisation_id, enterprise=stored.enterprise_id, fair=fair,
            posted_on=min(models.now().date(), fair.starts_on), **post,
        )  # fmt: skip
        save_one(made, by)
        if stored.state == FirmState.INVITED:
            stored.state = FirmState.COMING
            save_one(stored, by)
    return made


def bring(firm: FairFirm, by: Actor) -> FairFirm:
    """All open posts of the company that are at no fair, or at one that was cancelled, are offered at this one."""
    with in_words(), db.atomic():
        hold()
        fair, stored = going(firm, by)
        cancelled = Fair.select(Fair.id).where(Fair.state == FairState.CANCELLED)
        mine = scope.visible(JobPost, by).where(
            JobPost.enterprise == stored.enterprise_id, JobPost.state == JobPostState.OPEN,
            JobPost.fair.is_null() | JobPost.fair.in_(cancelled),
        )  # fmt: skip
        posts = list(mine.limit(500))
        if not posts:
            raise Refused(gettext("The company has no open post that is not at a fair."))
        for post in posts:
            post.fair = fair
        save_all(posts, by)
    return stored


def going(firm, by):
    """(the fair, the company there), if posts can still be brought."""
    permit(JobPost, by)
    stored = held_or_refused(firm, by)
    fair = Fair.get_by_id(stored.fair_id)
    if fair.state == FairState.CANCELLED:
        raise Refused(gettext("This fair is cancelled."))
    if stored.state == FirmState.DECLINED:
        raise Refused(gettext("This company does not come to the fair."))
    return fair, stored


def close_post(post: JobPost, by: Actor) -> JobPost:
    """Nobody is wanted for it any more."""
    return put_post(post, JobPostState.CLOSED, by)


def reopen_post(post: JobPost, by: Actor) -> JobPost:
    return put_post(post, JobPostState.OPEN, by)


def put_post(post, state, by):
    with in_words(), db.atomic():
        permit(JobPost, by)
        stored = held_or_refused(post, by)
        stored.state = state
        return save_one(stored, by)
