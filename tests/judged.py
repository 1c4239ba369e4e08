"""A contest with its marking scheme, its judges at their phones, and an office of two people."""

from dataclasses import dataclass, field
from decimal import Decimal

from front_door import Page, Person

import models
import scope
from choices import CriterionKind, EntryState, Module, Role
from models import Entry, EntryMember, Judge, Score, Stage
from operations import links
from tests.make import make

SCHEME = [
    ("理论考试", Module.THEORY, CriterionKind.MEASURED, 100, 0, 100),
    ("用时（秒）", Module.PRACTICE, CriterionKind.MEASURED, 40, 120, 60),
    ("焊缝外观", Module.PRACTICE, CriterionKind.JUDGEMENT, 60, None, None),
]


@dataclass
class Round:
    """One stage of a contest: entries with their numbers and names, each with one worker of a township of its own."""

    desk: object
    union: models.Organisation
    blind: bool = True
    entries: int = 3
    judges: dict = field(default_factory=dict)

    def __post_init__(self):
        competition = make(models.Competition, organisation=self.union, state="running")
        self.contest = make(
            models.Contest,
            competition=competition,
            theory_weight=30,
            team_size=2,
            blind=self.blind,
            own_unit=False,
            name="焊工",
        )
        self.stage = make(Stage, contest=self.contest, number=1, kind="final", promoted=None)
        self.criteria = [self.criterion(*one) for one in SCHEME]
        self.scores = [self.enter(number) for number in range(1, self.entries + 1)]

    def criterion(self, name, module, kind, weight, worst, best):
        return make(
            models.Criterion, contest=self.contest, name=name, module=module, kind=kind,
            weight=Decimal(weight), worst=worst, best=best,
        )  # fmt: skip

    def enter(self, number, worker=None, state=EntryState.CONFIRMED):
        entry = make(
            Entry, contest=self.contest, name=f"选手{number}", number=f"{number:02d}", unit=None, state=state
        )
        worker = worker or make(models.Worker, organisation=self.union)
        make(EntryMember, entry=entry, worker=worker)
        empty = dict.fromkeys(["theory", "practice", "total", "place"])
        return make(Score, entry=entry, stage=self.stage, **empty)

    def appoint(self, name, *criteria, worker=None):
        """A judge of these criteria (all, if none is named) at their phone."""
        worker = worker or make(models.Worker, organisation=self.union, name=name)
        for criterion in self.criteria:
            if not criteria or criterion.name in criteria:
                make(Judge, stage=self.stage, criterion=criterion, worker=worker)
        self.judges[name] = Phone(self, worker)
        return self.judges[name]

    def panel(self):
        """Three judges of the seam, one of them also of what is measured."""
        first = self.appoint("甲")
        return [first, self.appoint("乙", "焊缝外观"), self.appoint("丙", "焊缝外观")]

    def office(self, name, role=Role.UNION):
        return Person(self.desk, name, role, self.union)


class Phone:
    """A judge's phone with the link to the stage."""

    def __init__(self, round_, worker):
        self.round, self.worker, self.client = round_, worker, round_.desk.test_client()
        self.address = f"/p/{links.make('judge_stage', round_.stage, worker, scope.SYSTEM)}"

    def text(self):
        return self.client.get(self.address).get_data(as_text=True)

    def forms(self):
        return [form for form in Page(self.text()).forms if form.get("do") == "mark"]

    def field(self, score, name):
        """`<score>-<judge>` of a criterion, whoever's it is."""
        judges = Judge.select().join(models.Criterion).where(
            Judge.worker == self.worker, models.Criterion.name == name
        )  # fmt: skip
        return f"{score.id}-{judges.get().id}"

    def mark(self, score, name, value, **more):
        """Fill in one mark as the page holds it now, and send it."""
        field = self.field(score, name)
        form = next((form for form in self.forms() if f"was-{field}" in form), self.forms()[0])
        sent = {"csrf_token": form["csrf_token"], "do": "mark", f"mark-{field}": str(value)}
        sent |= {f"was-{field}": form.get(f"was-{field}", ""), **more}
        self.last = self.client.post(self.address, data=sent)
        return self.last

    def recuse(self, score, reason):
        token = Page(self.text()).forms[0]["csrf_token"]
        form = {"csrf_token": token, "do": "recuse", "score": score.id, "reason": reason}
        return self.client.post(self.address, data=form)
