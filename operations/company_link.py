"""A company looks after its own posts at a fair by its link: who applied, whom it means to take, whom it hired or declined.

It sees nothing of other companies, and of the people what the posts they applied for let it see while these are open.
"""

from choices import ApplicationState, JobPostState
from fields import DateField, ForeignKeyField
from language import gettext
from models import Application, FairFirm, JobPost
from operations import applying, hiring
from operations.refusals import Refused
from participants import kinds, people_of
from scope import Actor, Only, find, visible

SHOWN = 500  # applicants of one post
DAY = DateField(null=True)
OFFERED = {  # in which status of an application the company can do what
    "intend": (ApplicationState.APPLIED,),
    "hire": (ApplicationState.APPLIED, ApplicationState.INTENT),
    "decline": (ApplicationState.APPLIED, ApplicationState.INTENT),
}


def only(firm: int, worker=None) -> Only:
    """The company at this fair, its posts there, and who applied for these."""
    stored = FairFirm.get_or_none(FairFirm.id == firm)
    enterprise, fair = (stored.enterprise_id, stored.fair_id) if stored else (0, 0)
    mine = JobPost.select(JobPost.id).where(
        JobPost.deleted_at.is_null(), JobPost.enterprise == enterprise, JobPost.fair == fair
    )
    return Only(
        (
            ("fair_firm", "id", firm), ("fair", "id", fair), ("enterprise", "id", enterprise),
            ("job_post", "enterprise", enterprise), ("job_post", "fair", fair),
            ("application", "post", tuple(id for (id,) in mine.tuples())),
        ),
        "application",
    )  # fmt: skip


def concerns(firm, worker=None) -> bool:
    return True


def people(firm) -> list:
    """No worker: the link is the company's."""
    return []


def addressee(firm) -> str:
    """Whose link it is, in words."""
    return firm.contact or firm.enterprise.name


def page(visit) -> dict:
    """The posts of the company at the fair, with those who applied."""
    posts = visible(JobPost, visit.by).order_by(JobPost.id)
    kind = next(kind for kind in kinds(JobPost) if kind.model is Application)
    return {"posts": [(post, applicants(post, kind, visit.by)) for post in posts], "offered": OFFERED}


def applicants(post, kind, by):
    """[(the application, whose it is, [(label, text)])] of a post; who may not be named is known by the code alone."""
    mine = visible(Application, by).where(Application.post == post.id)
    found = list(mine.order_by(Application.id).limit(SHOWN))
    people = people_of(kind, [one.id for one in found], by)
    return [
        (one, person.name if person else one.code, facts(kind, person))
        for one in found for person in [people.get(one.id)]
    ]  # fmt: skip


def facts(kind, person):
    """What is shown of a person, of a link the name alone: its code is of the desk."""
    texts = ((field.label, told(person, field)) for field in kind.shown if person)
    return [(label, text) for label, text in texts if text]


def told(person, field):
    if isinstance(field, ForeignKeyField):
        return str(getattr(person, field.name) or "")
    return field.show(person.__data__[field.name])


# What it can do -----------------------------------------------------------------------------------


def doing(verb, act):
    """One verb on one application; one that is done already does nothing."""

    def do(id: int, worker, by: Actor, typed: dict[str, str]) -> bool:
        application = find(Application, typed.get("application", "")[:20], by)
        if application is None:
            raise Refused(gettext("This application does not exist, or no longer."))
        if application.post.state == JobPostState.CLOSED:
            raise Refused(gettext("This post is closed. Ask your union."))
        if application.state not in OFFERED[verb]:
            return False
        act(application, by, typed)
        return True

    return do


def intend(application, by, typed):
    applying.intend(application, by)


def hire(application, by, typed):
    try:
        started_on = DAY.read(typed.get("started_on", "")[:40])
    except ValueError as mistake:
        raise Refused(str(mistake.args[0])) from None
    hiring.hire(application, by, started_on)


def decline(application, by, typed):
    applying.decline(application, by)


VERBS = {"intend": doing("intend", intend), "hire": doing("hire", hire), "decline": doing("decline", decline)}
