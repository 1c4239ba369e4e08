"""How much waits for somebody, by union: the questions in one statement, and what waits outside of records."""

from dataclasses import dataclass
from functools import reduce

from peewee import Cast, Value, fn

import filters
import models
import reports
import scope
from choices import Area
from language import gettext
from models import MonthClose, Organisation
from operations import likeness, mentoring_due, months, transfers
from reports import frozen
from reports.corrections import previous
from reports.counting import Counting, Group
from scope import Actor
from tasks.imports import about_imports
from tasks.questions import QUESTIONS, Question
from tasks.sheets import SHEETS
from tasks.task import Link, Task


@dataclass
class Desk:
    """All that waits for somebody: {task: {group of unions: how many}}, the whole first among the groups."""

    groups: list[Group]
    counts: dict[Task, dict[Group, int]]

    @property
    def whole(self) -> Group:
        return self.groups[0]

    @property
    def total(self) -> int:
        return sum(counts[self.whole] for counts in self.counts.values())

    def of(self, group: Group) -> list[tuple[Task, int]]:
        """What waits in one group."""
        return [(task, counts[group]) for task, counts in self.counts.items() if counts[group]]


def waiting(by: Actor, organisation: Organisation | None = None, area: Area | None = None) -> Desk:
    """What waits for somebody in a union and below, or in all that they see; of one area, or of all and the rest."""
    counting, found = Counting(by, organisation), {}
    answers = asked(by, area) if area else [answer for about in ABOUT for answer in about(by)]
    for task, union, number in answers:
        counts = found.setdefault(task.name, (task, dict.fromkeys(counting.groups, 0)))[1]
        for group in counting.groups_of(counting.paths.get(union, "")):
            counts[group] += int(number)
    return Desk(counting.groups, {task: counts for task, counts in found.values() if counts[counting.whole]})


# Records -----------------------------------------------------------------------------------------


def asked(by, area=None):
    """(task, union, how many) of every question that is somebody's to answer, in one statement."""
    mine = [question for question in QUESTIONS if scope.may_write(question.settles, by)]
    mine = [question for question in mine if area in (None, question.settles._meta.area)]
    if not mine or by.only:
        return
    with mentoring_due.policies_read_once():
        parts = [counted(number, question, by) for number, question in enumerate(mine)]
    for number, union, count in reduce(lambda one, other: one.union_all(other), parts).tuples():
        yield task_of(mine[number]), union, count


def counted(number, question, by):
    owner, query = scope.with_owner(narrowed(scope.visible(question.model, by), question, by), question.model)
    return query.select(Cast(Value(number), "integer"), owner, fn.COUNT(question.model.id)).group_by(owner)


def narrowed(query, question: Question, by: Actor):
    """The records that wait, within a query of their entity."""
    query = filters.narrow(query, question.model, question.dated(), by)
    return query.where(question.also(question.model)) if question.also else query


def task_of(question) -> Task:
    def link(group):
        conditions = (*question.dated(), *group.conditions(question.model))
        args = {f"flt{i}_{c.column}-{c.operation}": c.text for i, c in enumerate(conditions)}
        also = {"task": question.name} if question.also else {}
        return Link(f"{question.model._meta.table_name}.index_view", args | also)

    return Task(question.name, str(question.label), link)


# Other things --------------------------------------------------------------------------------------


def about_transfers(by):
    task = Task(
        "transfers", gettext("Records released to your union"), lambda _group: Link("transfers.index")
    )
    return [(task, transfer.target_id, 1) for transfer in transfers.to_decide(by)]


def about_likeness(by):
    """Pairs may reach across unions: they are counted for the whole alone."""
    task = Task("likeness", gettext("People who may be there twice"), lambda _group: Link("duplicates.index"))
    mine = any(scope.may_write(model, by) for model in likeness.comparable())
    return [(task, None, likeness.how_many(by))] if mine else []


def about_months(by):
    """The reports of last month that somebody's own union has not closed; only where it closes months at all."""
    home = Organisation.get_or_none(Organisation.id == by.home) if by.home else None
    if not months.may_close(home, by):
        return []
    month = previous(models.now().strftime("%Y-%m"))
    own = MonthClose.select().where(MonthClose.organisation == home.id, frozen.in_force())
    done = own.where(MonthClose.month == month).count()
    if not done and not own.exists():
        return []
    label = gettext("Reports of %(month)s to close", month=month)
    task = Task("months", label, lambda _group: Link("months.index", {"organisation": home.code}))
    return [(task, home.id, len(reports.REPORTS) - done)]


# What is asked: each gives (task, union, how many).
ABOUT = (asked, about_transfers, about_likeness, *SHEETS, about_imports, about_months)
