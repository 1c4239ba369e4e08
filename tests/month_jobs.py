"""The March of 2026 of a county: its fairs, posts, applications and jobs, and what their reports must print."""

from datetime import date, datetime, time

from choices import (
    ApplicationState,
    ClassState,
    DemandState,
    EnrolmentState,
    FairKind,
    FairState,
    FirmState,
    PlacementStep,
    WorkPlace,
)
from models import (
    Application,
    Demand,
    Enrolment,
    Fair,
    FairFirm,
    JobPost,
    LivePost,
    LiveSession,
    Placement,
    PlacementCheck,
    TrainingClass,
    Worker,
)
from tests.make import make
from tests.month import BEFORE, DAY, NEXT, beside

LAST_YEAR = date(2025, 12, 31)


def month(u):
    fairs = fairs_of(u)
    firms_and_posts(u, *fairs)
    applications(u)
    live(u)
    placements(u)
    return {
        "Fairs held in the month": "1",
        "Fairs of the year so far: Campus fair": "1",
        "Fairs of the year so far: Fair on site": "2",
        "Fairs of the year so far: Recruitment on air": "1",
        "Fairs of the year so far: Fair for one trade or group": "1",
        "Fairs of the year so far: Talent night market": "1",
        "Job seekers at fairs of the month": "2000",
        "Companies at fairs of the month": "1",
        "Posts offered at fairs of the month": "1",
        "People wanted at fairs of the month": "30",
        "Applications of the month": "1",
        "Intents of the month": "1",
        "Hirings of the month": "1",
        "Live sessions of the month": "1",
        "Viewers of live sessions": "500",
        "Posts shown on air": "1",
        "Applications after live sessions": "1",
        "Jobs begun in the month": "2",
        "Share of jobs in the county": "50.00%",
        "Share of jobs after a class": "50.00%",
        "Of those who began so many months before, still there: After one month": "50.00%",
        "Of those who began so many months before, still there: After three months": "100.00%",
        "Of those who began so many months before, still there: After six months": "0.00%",
    }


def fair(union, day=DAY, state=FairState.HELD, kind=FairKind.OFFLINE):
    return make(
        Fair, organisation=union, starts_on=day, ends_on=None, state=state, kind=kind, visitors=2000
    )  # fmt: skip


def fairs_of(u):
    """The one that counts, and those that do not."""
    fairs = [fair(u.town), fair(u.town, BEFORE), fair(u.town, NEXT), fair(u.town, state=FairState.CANCELLED)]
    for kind in FairKind:
        if kind != FairKind.OFFLINE:
            fair(u.town, BEFORE, kind=kind)
    return [*fairs, fair(u.foreign), fair(u.town, LAST_YEAR)]


def firms_and_posts(u, *fairs):
    for number, one in enumerate(fairs):
        foreign = number == 4
        make(FairFirm, fair=one, state=FirmState.CAME)
        union = u.foreign if foreign else u.town
        make(JobPost, organisation=union, fair=one, openings=30)
    make(FairFirm, fair=fairs[0], state=FirmState.DECLINED)


def applications(u):
    post, theirs = (
        make(JobPost, organisation=union, fair=None, openings=99, closes_on=None)
        for union in (u.town, u.foreign)
    )
    beside(
        Application,
        lambda: {"post": post, "applied_on": DAY, "source": None},
        *({"applied_on": BEFORE}, {"applied_on": NEXT}, {"state": ApplicationState.WITHDRAWN}, {"post": theirs}),
    )  # fmt: skip
    intent, hired = ApplicationState.INTENT, ApplicationState.HIRED
    gone, declined = ApplicationState.WITHDRAWN, ApplicationState.DECLINED
    days = [(post, DAY), (post, BEFORE), (post, NEXT), (theirs, DAY)]
    for column, ours, other in (("intent_on", intent, gone), ("decided_on", hired, declined)):
        for at, day in days:
            dated(at, ours, column, day)
        dated(post, other, column, DAY)


def dated(post, state, column, day):
    made = make(Application, post=post, state=state, applied_on=BEFORE, source=None)
    Application.update({column: day}).where(Application.id == made.id).execute()


def live(u):
    def session(union, day):
        at = datetime.combine(day, time(23, 30))
        return make(LiveSession, organisation=union, fair=None, starts_at=at, viewers=500)

    for union, day in ((u.town, DAY), (u.town, BEFORE), (u.town, NEXT), (u.foreign, DAY)):
        one, post = session(union, day), make(JobPost, organisation=union, fair=None)
        make(LivePost, live=one, post=post)
        applied = {"post": post, "live": one, "applied_on": NEXT}
        make(Application, **applied)
        make(Application, **applied, state=ApplicationState.WITHDRAWN)


def placements(u):
    def began(union, day, place=WorkPlace.COUNTY, trained=False):
        worker = make(Worker, organisation=union)
        lesson = completed(worker).training_class if trained else None
        return make(
            Placement, worker=worker, started_on=day, work_place=place, left_on=None, training_class=lesson
        )  # fmt: skip

    for union, day in ((u.town, DAY), (u.town, BEFORE), (u.town, NEXT), (u.foreign, DAY)):
        began(union, day, trained=True)
    began(u.town, DAY, WorkPlace.OUTSIDE)
    for day, step in (
        (date(2026, 2, 10), PlacementStep.FIRST),
        (date(2025, 12, 10), PlacementStep.THIRD),
        (date(2025, 9, 10), PlacementStep.FIRST),
    ):
        placement = began(u.town, day, WorkPlace.OUTSIDE)
        make(PlacementCheck, placement=placement, step=step, still_there=True)


def completed(worker, result=EnrolmentState.COMPLETED, ordered=True, **about):
    """A class that somebody has completed; taught to order, unless it was not."""
    term = {"organisation": worker.organisation, "starts_on": BEFORE, "state": ClassState.ENDED, **about}
    taught = make(TrainingClass, **term)
    if ordered:
        order(taught)
    return make(Enrolment, worker=worker, training_class=taught, state=result)


def order(taught):
    """The class answers a demand, long ago."""
    demand = make(Demand, organisation=taught.organisation)
    TrainingClass.update(demand=demand).where(TrainingClass.id == taught.id).execute()


# The chain ------------------------------------------------------------------------------------------


def chain(u):
    demands(u)
    classes(u)
    for number, one in enumerate(fairs_of(u)):
        union = u.foreign if number == 4 else u.town
        make(FairFirm, fair=one, state=FirmState.CAME)
        make(FairFirm, fair=one, state=FirmState.DECLINED)
        post = make(JobPost, organisation=union, fair=one, openings=30)
        for state in (ApplicationState.APPLIED, ApplicationState.INTENT, ApplicationState.HIRED):
            make(Application, post=post, state=state, source=None)
    return {
        "Training demands answered by a class": "1",
        "Classes taught to order": "1",
        "People who completed a class to order": "1",
        "People who completed a class": "2",
        "Fairs held so far": "6",
        "Companies at fairs so far": "2",
        "Posts offered at fairs so far": "2",
        "People wanted at fairs so far": "60",
        "Intents at fairs so far": "4",
        "Hired at fairs so far": "2",
        "Jobs begun after a class so far": "1",
    }


def demands(u):
    answered = DemandState.ANSWERED
    for union, day, state in (
        *((u.town, DAY, answered), (u.town, LAST_YEAR, answered), (u.town, NEXT, answered)),
        *((u.town, DAY, DemandState.OPEN), (u.foreign, DAY, answered)),
    ):
        made = make(Demand, organisation=union)
        Demand.update(answered_on=day, state=state).where(Demand.id == made.id).execute()


def classes(u):
    def learner(union, **about):
        worker = make(Worker, organisation=union)
        completed(worker, **about)
        return worker

    placed = learner(u.town)
    make(Placement, worker=placed, started_on=DAY, left_on=None)  # the class before is found
    for day, other in ((LAST_YEAR, None), (NEXT, None), (DAY, None)):
        make(
            Placement,
            worker=make(Worker, organisation=u.town),
            started_on=day,
            left_on=None,
            training_class=other,
        )
    for day in (LAST_YEAR, NEXT):
        worker = learner(u.town, starts_on=LAST_YEAR)
        make(Placement, worker=worker, started_on=day, left_on=None)
    learner(u.town, starts_on=NEXT)
    learner(u.town, ordered=False)
    learner(u.town, ordered=False, starts_on=LAST_YEAR)
    make(Placement, worker=learner(u.foreign), started_on=DAY, left_on=None)
    cancelled = {"state": ClassState.CANCELLED}
    completed(make(Worker, organisation=u.town), EnrolmentState.FAILED, **cancelled)
