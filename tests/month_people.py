"""The March of 2026 of a county: its workers, trainers and mentorship, and what its reports must print."""

from datetime import date, timedelta

import operations
import scope
from choices import (
    ContractState,
    GoalState,
    MentorshipKind,
    ReviewKind,
    Sex,
    SkillLevel,
    TrainerKind,
    TrainerState,
    WorkState,
)
from models import (
    MentorshipContract,
    MentorshipGoal,
    MentorshipReview,
    MentorshipSession,
    Skill,
    Trainer,
    Worker,
)
from tests.make import make
from tests.month import BEFORE, DAY, NEXT, beside

LONG_AGO = date(2025, 1, 1)


def workers(u):
    def person(**values):
        return make(Worker, **{"id_number": None, "sex": Sex.MALE, "organisation": u.town, **values})

    def joined():
        return {"organisation": u.town, "id_number": None, "sex": Sex.FEMALE, "joined_on": DAY}

    retired = {"state": WorkState.RETIRED, "joined_on": LONG_AGO}
    beside(Worker, joined, {"joined_on": NEXT}, retired, {"organisation": u.foreign})
    other = person(joined_on=LONG_AGO, organisation=u.street)
    skills(person(joined_on=None), other, person(**retired), person(organisation=u.foreign))
    person(joined_on=None)
    return {
        "Workers on the register": "4",
        "Women on the register": "1",
        "Union members": "2",
        "Share of union members": "50.00%",
        "Joined the union in the month": "1",
        "Certified skills": "3",
        "Certified skills: Junior worker (level 5)": "2",
        "Certified skills: Chief technician": "1",
        "High skills (senior worker and above)": "1",
        "Share of high skills": "33.33%",
        "Certificates issued in the month": "2",
    }


def skills(worker, other, retired, foreign):
    for level in (SkillLevel.JUNIOR, SkillLevel.CHIEF):

        def certified(level=level):
            return {"worker": worker, "level": level, "issued_on": DAY, "expires_on": None}

        beside(Skill, certified, {"issued_on": NEXT}, {"worker": retired}, {"worker": foreign})
    old = {"worker": other, "issued_on": LONG_AGO}
    make(Skill, **old, level=SkillLevel.JUNIOR, expires_on=DAY)
    make(Skill, **old, level=SkillLevel.TECHNICIAN, expires_on=DAY - timedelta(days=1))
    make(Skill, **{**old, "issued_on": DAY}, level=SkillLevel.SENIOR, expires_on=None, certificate=None)


def trainers(u):
    def expert():
        common = {"kind": TrainerKind.ENTERPRISE, "level": SkillLevel.SENIOR, "appointed_on": DAY}
        return {"organisation": u.town, **common}

    left = {"state": TrainerState.LEFT, "appointed_on": LONG_AGO}
    beside(Trainer, expert, {"appointed_on": NEXT}, left, {"organisation": u.foreign})
    teacher = {"kind": TrainerKind.FULL_TIME, "level": SkillLevel.MIDDLE, "appointed_on": None}
    make(Trainer, organisation=u.street, state=TrainerState.PAUSED, **teacher)
    return {
        "Trainers in the pool": "2",
        "Trainers: Full-time teacher": "1",
        "Trainers: Enterprise expert": "1",
        "Trainers: Model worker or craftsman": "0",
        "Trainers teaching at present": "1",
        "Trainers appointed in the month": "1",
        "Share of highly skilled trainers": "50.00%",
    }


def mentorship(u):
    def contract(state=ContractState.RUNNING, **values):
        dates = {"signed_on": DAY, "starts_on": DAY, "ends_on": date(2027, 3, 1), "ended_on": None}
        common = {"organisation": u.town, "kind": MentorshipKind.MASTER, "state": state}
        return {**dates, **common, "end_reason": "moved away", **values}

    later = {"signed_on": NEXT, "starts_on": NEXT}
    cancelled, foreign = {"state": ContractState.CANCELLED}, {"organisation": u.foreign}
    running = beside(MentorshipContract, contract, later, cancelled, foreign)
    for state, union in [(ContractState.COMPLETED, u.street), (ContractState.ENDED_EARLY, u.town)]:
        past = {"signed_on": LONG_AGO, "starts_on": LONG_AGO, "organisation": union}
        for apart in ({}, {"ended_on": BEFORE}, {"ended_on": NEXT}, {"organisation": u.foreign}):
            make(MentorshipContract, **{**contract(state, ended_on=DAY, **past), **apart})
    make(MentorshipContract, **contract(ContractState.SIGNED, signed_on=BEFORE))
    make(MentorshipContract, **contract(signed_on=BEFORE, ended_on=DAY))  # a day, but it goes on
    reviews(running, make(MentorshipContract, **contract(**cancelled)), u.foreign)
    sessions(running, make(MentorshipContract, **contract(**cancelled)), u.foreign)
    goals(running, u.foreign)
    return {
        "Contracts signed in the month": "1",
        "Contracts running at the end of the month": "3",
        "Contracts completed in the month": "1",
        "Contracts ended early in the month": "1",
        "Completion rate": "50.00%",
        "Reviews in the month": "1",
        "Sessions logged in the month": "1",
        "Hours of sessions in the month": "3",
        "Goals met in the month": "1",
        "Share of goals met": "50.00%",
        "Stages confirmed in the month": "1",
        "Allowance of stages confirmed in the month (yuan)": "200",
    }


def reviews(contract, cancelled, foreign):
    def review(**values):
        common = {"contract": contract, "kind": ReviewKind.MONTHLY, "reviewed_on": DAY}
        return make(MentorshipReview, **{**common, **values})

    confirmed(review(), DAY)
    confirmed(review(reviewed_on=BEFORE), BEFORE)
    confirmed(review(reviewed_on=NEXT), NEXT)
    review(contract=cancelled)
    abroad = make(MentorshipReview, kind=ReviewKind.MONTHLY, reviewed_on=DAY, organisation=foreign)
    confirmed(abroad, DAY)
    # Contract, kind and day are unique together: the trashed one is of another kind.
    operations.delete(confirmed(review(kind=ReviewKind.FINAL), DAY), scope.SYSTEM)


def confirmed(review, day):
    """What the verb sets, on a day of our own."""
    given = {"confirmed_on": day, "confirmed_by": "班长", "allowance": 200}
    MentorshipReview.update(given).where(MentorshipReview.id == review.id).execute()
    return review


def sessions(contract, cancelled, foreign):
    def session():
        return {"contract": contract, "held_on": DAY, "hours": 3}

    apart = [{"held_on": BEFORE}, {"held_on": NEXT}, {"contract": cancelled}]
    beside(MentorshipSession, session, *apart)
    there = make(MentorshipContract, organisation=foreign, state=ContractState.RUNNING)
    make(MentorshipSession, held_on=DAY, hours=3, contract=there)


def goals(contract, foreign):
    def judged(state, day, **more):
        goal = make(MentorshipGoal, **{"contract": contract, **more}, state=state)
        MentorshipGoal.update(judged_on=day).where(MentorshipGoal.id == goal.id).execute()
        return goal

    for day in (BEFORE, DAY, NEXT):
        judged(GoalState.MET, day)
    judged(GoalState.MISSED, DAY)
    there = make(MentorshipContract, organisation=foreign)
    judged(GoalState.MET, DAY, contract=there)
    operations.delete(judged(GoalState.MET, DAY), scope.SYSTEM)
