"""Which findings count: those of rules that count, of records that nobody let pass. For figures and lists alike."""

import peewee
from peewee import fn

from choices import RuleState
from models import QualityExemption, QualityFinding, QualityRule, now

Finding = QualityFinding


def counting(query):
    """Findings of rules that count, each with the exemption that it has today, if any."""
    passed = (
        (QualityExemption.rule == Finding.rule)
        & (QualityExemption.record == Finding.record)
        & (QualityExemption.until >= now().date())
    )
    query = query.join_from(Finding, QualityRule).where(QualityRule.state == RuleState.COUNTING)
    return query.join_from(Finding, QualityExemption, peewee.JOIN.LEFT_OUTER, on=passed)


def flawed():
    """(union, entity, how many of its records have a finding that counts and was not let pass)."""
    records = fn.COUNT(Finding.record.distinct())
    query = counting(Finding.select(Finding.organisation, Finding.entity, records))
    return query.where(QualityExemption.id.is_null()).group_by(Finding.organisation, Finding.entity)


def records_with(rule: int, column: str, exempted: bool = False):
    """The ids of the records in which a rule finds something; with `exempted` those that were let pass."""
    passed = QualityExemption.select(QualityExemption.record).where(
        QualityExemption.rule == rule, QualityExemption.until >= now().date()
    )
    query = Finding.select(Finding.record).where(Finding.rule == rule)
    query = query.where(Finding.column == column) if column else query
    return query.where(Finding.record.in_(passed) if exempted else Finding.record.not_in(passed))
