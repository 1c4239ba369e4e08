"""The March of 2026 of a county: its studios and expert service, and what their report must print."""

from choices import ProblemState, ServiceKind
from models import ExpertRequest, ExpertService, Studio, StudioResult, StudioVisit, Worker
from operations import studios
from scope import SYSTEM
from tests.make import make
from tests.month import BEFORE, DAY, NEXT, beside


def month(u):
    closed = {"state": "closed", "closed_on": NEXT}
    studio = beside(
        Studio,
        lambda: {"organisation": u.town, "founded_on": DAY, "closed_on": None},
        *({"founded_on": NEXT}, closed, {"organisation": u.foreign}),
    )
    results(studio, u)
    days = ({"visited_on": BEFORE}, {"visited_on": NEXT}, {"studio": make(Studio, organisation=u.foreign)})
    beside(StudioVisit, lambda: {"studio": studio, "visited_on": DAY, "people": 30}, *days)
    requests(u)
    services(u)
    return {
        "Studios at work": "1",
        "Results confirmed of the month": "1",
        "Benefit of the results in yuan": "20000000",
        "Visits to studios in the month": "1",
        "Visitors of studios in the month": "30",
        "Requests received in the month": "2",
        "Requests solved in the month": "1",
        "Share of solved requests": "50.00%",
        "Benefit of solved requests in yuan": "5000",
        "Expert services in the month": "2",
        "Trainings by experts in the month": "1",
        "Person-times reached by trainings": "40",
    }


def results(studio, u):
    def result(**values):
        return make(StudioResult, **{"studio": studio, "achieved_on": DAY, "benefit": 20_000_000, **values})

    foreign = make(Studio, organisation=u.foreign)
    for made in (result(), result(achieved_on=BEFORE), result(achieved_on=NEXT), result(studio=foreign)):
        studios.confirm_result(made, reader("another"), "证书")
    result()  # nobody has confirmed it
    studios.decline_result(result(), reader("another"), "重复上报")


def reader(name):
    return SYSTEM.__class__(name, SYSTEM.role, root="", via="test")


def requests(u):
    ended = {"asked_on": DAY, "closed_on": DAY, "outcome": "已处理", "benefit": 5000}

    def solved():
        expert = make(Worker, organisation=u.town)
        return {"organisation": u.town, "expert": expert, "state": ProblemState.SOLVED, **ended}

    apart = [{"asked_on": BEFORE, "closed_on": BEFORE}, {"asked_on": NEXT, "closed_on": NEXT}]
    beside(ExpertRequest, solved, *apart, {"organisation": u.foreign}, {"state": ProblemState.WITHDRAWN})
    make(ExpertRequest, **{**solved(), "state": ProblemState.UNSOLVED})


def services(u):
    def training():
        return {
            "organisation": u.town,
            "expert": make(Worker, organisation=u.town),
            "request": None,
            "kind": ServiceKind.TRAINING,
            "held_on": DAY,
            "people": 40,
        }

    beside(ExpertService, training, {"held_on": BEFORE}, {"held_on": NEXT}, {"organisation": u.foreign})
    make(ExpertService, **{**training(), "kind": ServiceKind.CONSULTATION})
