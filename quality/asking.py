"""Each rule as conditions in SQL, or as a look at one record where SQL cannot ask. Not which rules there are."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import peewee
from peewee import fn

from choices import Defect
from fields import (
    ChoiceField,
    Column,
    CreditCodeField,
    DateField,
    DateTimeField,
    DecimalField,
    IdNumberField,
    IntegerField,
    PhoneField,
)
from models import BY_TABLE, QualityRule, Record, columns, now
from quality import ledgers

READ = (PhoneField, IdNumberField, CreditCodeField)  # whether their text holds, no database can say
NUMBERS = (IntegerField, DecimalField)
DAYS = (DateField, DateTimeField)
RANGE = re.compile(r"(\d{1,9})-(\d{1,9})")
PASSED = re.compile(r"([a-z_]+)=([a-z_,]+)")
MONTH = 30.4375  # days
# Contradictions between a record and others, by what a rule of the desk has in place of a column.
AMONG = {"ledgers": ledgers.contradicted}


@dataclass(frozen=True)
class Test:
    """One column (or "" for the record) and the condition under which it is wrong."""

    column: str
    wrong: peewee.Node


def model_of(rule: QualityRule) -> type[Record]:
    return BY_TABLE[rule.entity]


def fields_of(rule: QualityRule) -> list[Column]:
    known = model_of(rule)._meta.fields
    return [known[name] for name in rule.columns.split(",") if name in known]


def tests(rule: QualityRule) -> list[Test]:
    """The conditions in SQL that a rule consists of; none where records must be read for it, or a column is gone."""
    whole = len(fields_of(rule)) == len([name for name in rule.columns.split(",") if name])
    return list(ASKED[Defect(rule.defect)](rule)) if whole else []


def reader(rule: QualityRule) -> Callable[[Record], Iterator[str]] | None:
    """For a rule that SQL cannot ask: the function that yields the columns of a record that are wrong."""
    if rule.columns:
        return None
    return {Defect.INVALID: unreadable, Defect.CONTRADICTORY: contradictions}.get(rule.defect)


def unreadable(record):
    """The columns whose text would not be taken if somebody typed it today."""
    for field in columns(type(record)):
        if isinstance(field, READ) and (text := record.__data__.get(field.name)):
            try:
                holds = field.read(text) == text
            except ValueError:
                holds = False
            if not holds:
                yield field.name


def contradictions(record):
    """What a record says against itself, by its own declaration."""
    return (column for column in dict(record.problems()))


def missing(rule):
    for field in fields_of(rule):
        blank = field.is_null()
        text = isinstance(field, peewee.CharField | peewee.TextField)
        yield Test(
            field.name, blank | (field == "") if text and not isinstance(field, ChoiceField) else blank
        )


def invalid(rule):
    if rule.columns:
        yield from (Test(f.name, outside(f, rule.parameter)) for f in fields_of(rule))
        return
    for field in columns(model_of(rule)):
        if isinstance(field, NUMBERS):
            yield Test(field.name, (field < field.low) | (field > field.high))
        elif isinstance(field, DateField):
            first, last = (date(year, 1, 1) for year in (field.years.start, field.years.stop))
            yield Test(field.name, (field < first) | (field >= last))
        elif isinstance(field, ChoiceField):
            yield Test(field.name, field.not_in(list(field.vocabulary)))


def outside(field, parameter):
    """A number outside of a range; of a day, the whole years since."""
    low, high = (int(number) for number in RANGE.fullmatch(parameter).groups())
    if isinstance(field, DAYS):
        return (field > years_ago(low)) | (field <= years_ago(high + 1))
    return (field < low) | (field > high)


def duplicate(rule):
    """The same values more often than allowed, among the records of one union: nobody learns of another's."""
    model, fields = model_of(rule), fields_of(rule)
    group = [*([model._meta.fields[model._meta.scope]] if model._meta.scope else []), *fields]
    filled = [field.is_null(False) & (field != "") for field in fields]
    live = model.select(*group).where(model.deleted_at.is_null(), *filled)
    often = live.group_by(*group).having(fn.COUNT(model.id) > int(rule.parameter or 1))
    yield Test(fields[0].name, peewee.Tuple(*group).in_(often))


def contradictory(rule):
    if rule.parameter in AMONG:
        yield Test(fields_of(rule)[0].name, AMONG[rule.parameter]())
    elif rule.columns:
        field, other = fields_of(rule)[0], model_of(rule)._meta.fields[rule.parameter]
        yield Test(field.name, field < other)


def stale(rule):
    model = model_of(rule)
    if not rule.columns:
        yield Test("", model.changed_at < now() - timedelta(days=int(rule.parameter) * MONTH))
        return
    name, words = PASSED.fullmatch(rule.parameter).groups()
    for field in fields_of(rule):
        yield Test(field.name, (field < now().date()) & model._meta.fields[name].in_(words.split(",")))


ASKED = {
    Defect.MISSING: missing,
    Defect.INVALID: invalid,
    Defect.DUPLICATE: duplicate,
    Defect.CONTRADICTORY: contradictory,
    Defect.STALE: stale,
}


def years_ago(years):
    today = now().date()
    try:
        return today.replace(year=max(today.year - years, 1))
    except ValueError:  # the 29th of February
        return today.replace(year=max(today.year - years, 1), day=28)
