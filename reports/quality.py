"""How good the data is: by union, entity, column and reason; the share without a finding; month by month; what to mend.

Everything is counted from the findings and the last look; which rules there are and how they are asked is `quality`.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from peewee import fn

import scope
from choices import Defect
from language import gettext
from models import (
    BY_TABLE,
    Organisation,
    QualityCount,
    QualityExemption,
    QualityFinding,
    QualityRound,
    QualityRule,
)
from quality.counted import counting, flawed
from quality.words import column_label, words
from reports.counting import Counting, Group
from reports.figures import percentage
from scope import Actor

Finding = QualityFinding
MONTHS, AT_ONCE = 12, 1000


@dataclass
class Share:
    """Records of a union and how many of them have a finding that counts."""

    records: int = 0
    flawed: int = 0

    @property
    def rate(self) -> str:
        return percentage(self.records - self.flawed, self.records)


@dataclass
class Reason:
    """One column and what is wrong with it, in one union and all under it."""

    rule: QualityRule
    column: str
    found: int = 0
    exempted: int = 0

    @property
    def title(self):
        return str(BY_TABLE[self.rule.entity]._meta.title)

    @property
    def label(self):
        return column_label(self.rule, self.column)

    @property
    def words(self):
        """`Mobile phone is empty`; a rule about any column says which it was."""
        told = words(self.rule)
        return f"{self.label}：{told}" if self.column and not self.rule.columns else told

    @property
    def name(self):
        """How a list is asked for these: `12.phone`."""
        return f"{self.rule.id}.{self.column}" if self.column else str(self.rule.id)


@dataclass
class Quality:
    """The report for one union, or for all that somebody sees."""

    organisation: Organisation | None
    looked_at: object  # when, or None
    shares: dict[Group, Share] = field(default_factory=dict)
    reasons: list[Reason] = field(default_factory=list)
    trend: list[tuple[str, Share]] = field(default_factory=list)


def report(by: Actor, organisation: Organisation | None = None) -> Quality:
    """The whole report; a handful of queries however many records there are."""
    done = QualityRound.select().where(QualityRound.ended_at.is_null(False))
    looked = done.order_by(QualityRound.id.desc()).first()
    return Quality(
        organisation, looked and looked.ended_at, shares(Counting(by, organisation)),
        reasons(by, organisation), trend(by, organisation),
    )  # fmt: skip


# By union ----------------------------------------------------------------------------------------


def shares(unions) -> dict[Group, Share]:
    """The pass rate of the whole and of each union below it."""
    found = {group: Share() for group in unions.groups}
    latest = QualityCount.select(fn.MAX(QualityCount.month)).scalar()
    counted = QualityCount.select(QualityCount.organisation, fn.SUM(QualityCount.records))
    counted = counted.where(QualityCount.month == latest).group_by(QualityCount.organisation)
    for union, number in counted.tuples():
        for group in groups_of(unions, union):
            found[group].records += int(number)
    for union, _table, number in flawed().tuples():
        for group in groups_of(unions, union):
            found[group].flawed += number
    return {group: share for group, share in found.items() if share.records or group is unions.whole}


def groups_of(unions, union):
    """What all share belongs to the whole alone, for who stands at the top."""
    if union is None:
        return [unions.whole] if scope.sees_all(unions.by) and not unions.whole.path else []
    return unions.groups_of(unions.paths[union]) if union in unions.paths else []


# By column and reason ----------------------------------------------------------------------------


def reasons(by, organisation=None) -> list[Reason]:
    """What is wrong in a union and all under it, the commonest first."""
    exempted = fn.COUNT(QualityExemption.id)
    query = counting(Finding.select(Finding.rule, Finding.column, fn.COUNT(Finding.id), exempted))
    query = query.where(within(by, organisation)).group_by(Finding.rule, Finding.column)
    rules = {rule.id: rule for rule in QualityRule.select()}
    found = [
        Reason(rules[rule], column, number - passed, passed)
        for rule, column, number, passed in query.tuples()
    ]
    return sorted(found, key=lambda one: -one.found)


def within(by, organisation=None):
    """The condition that a finding is in this union, or anywhere that somebody sees."""
    unions = scope.visible(Organisation, by, Organisation.id)
    if organisation is not None:
        unions = unions.where(Organisation.path.startswith(organisation.path))
    mine = Finding.organisation.in_(unions)
    shared = scope.sees_all(by) and organisation is None
    return mine | Finding.organisation.is_null() if shared else mine


def by_union(rule: QualityRule, by: Actor) -> list[tuple[Organisation, int]]:
    """What a rule finds, whether it counts or not, union by union: its preview."""
    query = Finding.select(Finding.organisation, fn.COUNT(Finding.record.distinct())).where(
        Finding.rule == rule.id, within(by)
    )
    counts = dict(query.group_by(Finding.organisation).tuples())
    unions = {union.id: union for union in Organisation.select().where(Organisation.id.in_(list(counts)))}
    return sorted(((unions.get(id), number) for id, number in counts.items()), key=lambda pair: -pair[1])


# Month by month ----------------------------------------------------------------------------------


def trend(by, organisation=None) -> list[tuple[str, Share]]:
    """The pass rate at the last look of each month, newest first."""
    unions = scope.visible(Organisation, by, Organisation.id)
    if organisation is not None:
        unions = unions.where(Organisation.path.startswith(organisation.path))
    mine = QualityCount.organisation.in_(unions)
    if scope.sees_all(by) and organisation is None:
        mine |= QualityCount.organisation.is_null()
    sums = [fn.SUM(QualityCount.records), fn.SUM(QualityCount.flawed)]
    query = QualityCount.select(QualityCount.month, *sums).where(mine).group_by(QualityCount.month)
    months = query.order_by(QualityCount.month.desc()).limit(MONTHS).tuples()
    return [(month, Share(int(records), int(flawed))) for month, records, flawed in months]


# The work list -----------------------------------------------------------------------------------


@dataclass
class Task:
    """One record to mend, with what is wrong with it."""

    record: int
    reasons: list[tuple[QualityRule, str]]


def to_mend(by: Actor, organisation: Organisation | None = None) -> dict[str, list[str]]:
    """{entity: its columns that are wrong somewhere} in a union and all under it."""
    query = mending(by, organisation, Finding.entity, Finding.column).distinct()
    found = defaultdict(set)
    for table, column in query.tuples():
        found[table].add(column)
    return {table: sorted(found[table]) for table in BY_TABLE if table in found}


def tasks(table: str, by: Actor, organisation: Organisation | None = None) -> Iterator[Task]:
    """The records of an entity to mend, by number; read in pieces so that memory stays flat."""
    rules = {rule.id: rule for rule in QualityRule.select()}
    query = mending(by, organisation, Finding.record, Finding.rule, Finding.column)
    query = query.where(Finding.entity == table).order_by(Finding.record, Finding.rule, Finding.column)
    last = 0
    while found := list(query.where(Finding.record > last).limit(AT_ONCE).tuples()):
        whole = found if len(found) < AT_ONCE else [one for one in found if one[0] < found[-1][0]] or found
        for record, lines in groupby(whole, key=lambda one: one[0]):
            yield Task(record, [(rules[rule], column) for _record, rule, column in lines])
        last = whole[-1][0]


def mending(by, organisation, *selection):
    query = counting(Finding.select(*selection))
    return query.where(within(by, organisation), QualityExemption.id.is_null())


def csv_rows(quality: Quality) -> Iterator[list[str]]:
    """Header and rows of the report's file: the unions first, then the reasons."""
    yield [gettext("Indicator"), gettext("Value"), gettext("Numerator"), gettext("Denominator")]
    for group, share in quality.shares.items():
        clean = share.records - share.flawed
        label = gettext("Records without a finding")
        yield [
            f"{label}（{group.words}）" if group.words else label,
            share.rate,
            str(clean),
            str(share.records),
        ]
    for one in quality.reasons:
        defect = str(Defect(one.rule.defect).words)
        yield [f"{one.title} · {one.label} · {defect}：{one.words}", str(one.found), "", ""]
