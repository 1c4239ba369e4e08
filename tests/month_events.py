"""The March of 2026 of a county: its competitions and matchmaking, and what its reports must print."""

from datetime import date, datetime

import operations
import scope
from choices import (
    CompetitionState,
    CoupleState,
    EntryState,
    EventState,
    FollowUpStep,
    HonourKind,
    ProfileState,
    RegistrationState,
    StageKind,
)
from models import (
    Competition,
    Contest,
    Couple,
    Entry,
    EntryMember,
    Honour,
    MatchEvent,
    MatchFollowUp,
    MatchProfile,
    MatchRegistration,
    MatchSuggestion,
    Nomination,
    Score,
    Stage,
    Worker,
)
from tests.make import make
from tests.month import BEFORE, DAY, NEXT, beside


def competitions(u):
    def opened():
        dates = {"starts_on": DAY, "ends_on": None}
        return {"organisation": u.town, "state": CompetitionState.OPEN, **dates}

    cancelled = {"state": CompetitionState.CANCELLED}
    days = [{"starts_on": BEFORE}, {"starts_on": NEXT}]
    competition = beside(Competition, opened, *days, cancelled, {"organisation": u.foreign})
    ours, theirs = contest_of(competition), make(Contest, organisation=u.foreign, team_size=2)
    off = contest_of(make(Competition, **{**opened(), **cancelled}))
    stages(ours, off, theirs)
    entries(ours, theirs)
    places(ours, off, theirs)
    honours(make(Worker, organisation=u.town), make(Worker, organisation=u.foreign))
    nominations(u)
    return {
        "Competitions begun in the month": "1",
        "Contest rounds held in the month": "1",
        "Contest entries of the month": "1",
        "Contestants entered in the month (person-times)": "2",
        "Contest entries of the month that are out": "1",
        "Places reached in rounds of the month": "2",
        "Gone on to the next stage from rounds of the month": "50.00%",
        "Rankings released in the month": "1",
        "Honours of the month": "2",
        "Nominations put on view in the month": "1",
        "Honours: Contest champion": "1",
        "Honours: Placed in a contest": "0",
        "Honours: Post expert of the month": "1",
        "Honours: Post craftsman of the year": "0",
    }


def nominations(u):
    """One on view in the month; others before, after, not approved, of a foreign union."""
    for union, day in ((u.town, DAY), (u.town, BEFORE), (u.town, NEXT), (u.town, None), (u.foreign, DAY)):
        made = make(Nomination, organisation=union)
        Nomination.update(notice_from=day).where(Nomination.id == made.id).execute()


def contest_of(competition):
    return make(Contest, competition=competition, team_size=2)


def stages(contest, cancelled, foreign):
    numbers = iter(range(1, 10))  # unique within a contest

    def final():
        return {"contest": contest, "number": next(numbers), "kind": StageKind.FINAL, "held_on": DAY}

    days = [{"held_on": BEFORE}, {"held_on": NEXT}]
    beside(Stage, final, *days, {"contest": cancelled}, {"contest": foreign})


def entries(contest, foreign):
    def entry(**other):
        values = {"contest": contest, "entered_on": DAY, "state": EntryState.CONFIRMED, **other}
        made = make(Entry, **values)
        make(EntryMember, entry=made)
        return made

    make(EntryMember, entry=entry())
    entry(entered_on=BEFORE)
    entry(entered_on=NEXT)
    for day in (DAY, BEFORE, NEXT):
        entry(state=EntryState.WITHDRAWN, entered_on=day)
    entry(contest=foreign)
    entry(contest=foreign, state=EntryState.WITHDRAWN)
    operations.delete(entry(), scope.SYSTEM)


def places(contest, cancelled, foreign):
    """In the round of the month two have a place, of whom one goes on; nobody else counts."""
    days = [(contest, DAY), (contest, BEFORE), (contest, NEXT), (cancelled, DAY), (foreign, DAY)]
    for whose, held_on in days:
        stage = whose.stages.where(Stage.held_on == held_on, Stage.deleted_at.is_null()).get()
        for place, goes_on in ((1, True), (2, False), (None, None), (3, None)):
            entry = make(Entry, contest=whose, entered_on=BEFORE, state=EntryState.CONFIRMED)
            score = make(Score, entry=entry, stage=stage, place=place)
            Score.update(goes_on=goes_on).where(Score.id == score.id).execute()  # as promoting sets it
            if place == 3:
                operations.delete(score, scope.SYSTEM)
        Stage.update(released_at=datetime(held_on.year, held_on.month, held_on.day, 17)).where(
            Stage.id == stage.id
        ).execute()


def honours(worker, foreign):
    for kind in (HonourKind.CHAMPION, HonourKind.MONTHLY_EXPERT):

        def honour(kind=kind):
            return {"worker": worker, "kind": kind, "awarded_on": DAY, "contest": None}

        beside(Honour, honour, {"awarded_on": NEXT}, {"awarded_on": BEFORE}, {"worker": foreign})


def matchmaking(u):
    def event():
        times = {"starts_at": datetime(2026, 3, 31, 23, 59), "register_by": None}
        return {"organisation": u.town, "state": EventState.HELD, "visitors": 120, **times}

    next_day = {"starts_at": datetime(2026, 4, 1, 0, 0)}
    cancelled, foreign = {"state": EventState.CANCELLED}, {"organisation": u.foreign}
    month_before = {"starts_at": datetime(2026, 2, 28, 23, 59)}
    held = beside(MatchEvent, event, month_before, next_day, cancelled, foreign)
    make(MatchEvent, **{**event(), "organisation": u.street, "visitors": None})
    profiles(u)
    others = [month_before, next_day, cancelled, foreign]
    registrations(held, [make(MatchEvent, **{**event(), **other}) for other in others])
    couples(u)
    suggested_and_asked(u)
    return {
        "Events held in the month": "2",
        "Person-times served in the month": "120",
        "Verified people on the register": "1",
        "Registrations of the month": "1",
        "Signed in at events of the month": "1",
        "Attendance rate": "50.00%",
        "Suggestions made in the month": "1",
        "Couples paired in the month": "1",
        "Couples asked how they are in the month": "1",
        "Marriages registered in the month": "1",
        "Couples at group weddings of the month": "1",
    }


def suggested_and_asked(u):
    def suggestion():
        return {"organisation": u.town, "suggested_on": DAY}

    beside(
        MatchSuggestion,
        suggestion,
        {"suggested_on": BEFORE},
        {"suggested_on": NEXT},
        {"organisation": u.foreign},
    )
    long_ago = {"paired_on": date(2020, 1, 1), "registered_on": None, "wedding_on": None, "event": None}
    own, foreign = (make(Couple, organisation=union, **long_ago) for union in (u.town, u.foreign))

    def asked():
        return {"couple": own, "done_on": DAY}

    steps = iter(FollowUpStep)
    for values in ({}, {"done_on": BEFORE}, {"done_on": NEXT}):
        make(MatchFollowUp, **{**asked(), "step": next(steps), **values})
    make(MatchFollowUp, couple=foreign, done_on=DAY)


def profiles(u):
    def profile():
        return {"organisation": u.town, "state": ProfileState.VERIFIED, "consented_on": DAY}

    closed, foreign = {"state": ProfileState.CLOSED}, {"organisation": u.foreign}
    beside(MatchProfile, profile, {"consented_on": NEXT}, closed, foreign)


def registrations(event, other_events):
    def registration(**other):
        values = {"event": event, "registered_on": DAY, "state": RegistrationState.ATTENDED}
        return make(MatchRegistration, **{**values, **other})

    registration()
    registration(registered_on=BEFORE, state=RegistrationState.ABSENT)
    registration(registered_on=NEXT, state=RegistrationState.CONFIRMED)
    registration(state=RegistrationState.WITHDRAWN)
    foreign = other_events[-1]
    for other in other_events:
        registration(event=other, registered_on=DAY if other is foreign else BEFORE)
    operations.delete(registration(), scope.SYSTEM)


def couples(u):
    def paired():
        dates = {"registered_on": None, "wedding_on": None, "event": None}
        return {"organisation": u.town, "paired_on": DAY, "state": CoupleState.PAIRED, **dates}

    def married():
        dates = {"paired_on": date(2025, 1, 1), "registered_on": DAY, "wedding_on": DAY}
        return {**paired(), **dates, "state": CoupleState.REGISTERED}

    foreign = {"organisation": u.foreign}
    beside(Couple, paired, {"paired_on": BEFORE}, {"paired_on": NEXT}, foreign)
    days = [{"registered_on": day, "wedding_on": day} for day in (BEFORE, NEXT)]
    beside(Couple, married, *days, {"state": CoupleState.PARTED}, foreign)
