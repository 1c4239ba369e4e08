"""Where values break a rule: found by a look through the desk, closed by the save that mends them.

What is kept is which column of which record, since when; never the value. Which rules there are is
`quality_rules`.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta

import peewee
from peewee import fn

import scope
from choices import RuleState
from database import db
from fields import ChoiceField
from models import RECORDS, QualityFinding, QualityRound, QualityRule, Record, columns, now
from quality.asking import Test, reader, tests

AT_ONCE, AT_A_LOOK = 500, 50_000
Finding = QualityFinding


def look_through(
    who: str = "system", full: bool = False, progress: Callable[[str], None] = lambda table: None
):
    """Every rule against every record. Returns the QualityRound.

    What SQL can ask takes a query or two per rule; the rest reads the records changed since the last look, all
    of them with `full`, some hundred at a time.
    """
    round = QualityRound.create(who=who)
    for model in RECORDS:
        rules = list(rules_of(model))
        ask(model, rules)
        read_through(model, rules, full)
        forget_gone(model)
        progress(model._meta.table_name)
    round.ended_at, round.findings = now(), Finding.select().count()
    round.save()
    return round


def rules_of(model):
    own = QualityRule.entity == model._meta.table_name
    return QualityRule.select().where(own, QualityRule.state != RuleState.OFF).order_by(QualityRule.id)


# What SQL asks -----------------------------------------------------------------------------------


def ask(model, rules: Sequence[QualityRule]) -> None:
    """Bring the findings of these rules to what SQL finds now. Looking holds nobody up; what is written, is in pieces."""
    for rule in rules:
        for test in tests(rule):
            close(model, rule, test)
            open_new(model, rule, test)


def close(model, rule: QualityRule, test: Test):
    still = model.select(peewee.Value(1)).where(model.id == Finding.record, live(model), test.wrong)
    take_out(Finding.select(Finding.id).where(of(rule, test), ~fn.EXISTS(still)))


def take_out(query):
    ids = [id for (id,) in query.tuples()]
    for start in range(0, len(ids), AT_ONCE):
        Finding.delete().where(Finding.id.in_(ids[start : start + AT_ONCE])).execute()


def open_new(model, rule, test):
    known = Finding.select(peewee.Value(1)).where(of(rule, test), Finding.record == model.id)
    owner, query = scope.with_owner(model.select(), model)
    union = peewee.Value(None) if owner is None else owner
    query = query.select(model.id, union).where(live(model), test.wrong, ~fn.EXISTS(known))
    query = query.order_by(model.id).limit(AT_A_LOOK)
    last = 0
    while found := list(query.where(model.id > last).tuples()):
        put_in([(rule.id, rule.entity, record, test.column, union, now()) for record, union in found])
        last = found[-1][0]


def put_in(rows):
    for start in range(0, len(rows), AT_ONCE):  # two may look at a time, and find the same
        Finding.insert_many(rows[start : start + AT_ONCE], COLUMNS).on_conflict_ignore().execute()


COLUMNS = [Finding.rule, Finding.entity, Finding.record, Finding.column, Finding.organisation, Finding.since]


def of(rule, test):
    return (Finding.rule == rule.id) & (Finding.column == test.column)


def live(model):
    return model.deleted_at.is_null()


# What must be read -------------------------------------------------------------------------------


def read_through(model, rules, full=False):
    """Bring the findings of these rules to what reading the records tells."""
    reading = {rule: reader(rule) for rule in rules if reader(rule)}
    if not reading:
        return
    began = now()
    known = [rule.checked_at for rule in reading]
    since = None if full or None in known else min(known) - timedelta(minutes=1)
    for records in in_pieces(model, since):
        with db.atomic():
            replace(reading, records)
    QualityRule.update(checked_at=began).where(QualityRule.id.in_([rule.id for rule in reading])).execute()


def in_pieces(model, since) -> Iterator[list[Record]]:
    """The live records, those changed since then, by id and so that memory stays flat."""
    query = model.select().where(live(model), *readable(model)).order_by(model.id).limit(AT_ONCE)
    query = query.where(model.changed_at >= since) if since else query
    last = 0
    while records := list(query.where(model.id > last)):
        yield records
        last = records[-1].id


def readable(model):
    """A word that a vocabulary no longer has keeps a record from being read at all; SQL has found it by then."""
    choices = (field for field in columns(model) if isinstance(field, ChoiceField))
    return [field.in_(list(field.vocabulary)) | field.is_null() for field in choices]


def replace(reading, records):
    """The findings of these records, as reading them tells; what was known already keeps its day."""
    ids = [record.id for record in records]
    found = {(rule.id, r.id, name) for rule, read in reading.items() for r in records for name in read(r)}
    asked = {(rule.id, test.column) for rule in reading for test in tests(rule)}  # these are SQL's
    stored = Finding.select().where(Finding.rule.in_([rule.id for rule in reading]), Finding.record.in_(ids))
    known = {(f.rule_id, f.record, f.column): f.id for f in stored if (f.rule_id, f.column) not in asked}
    Finding.delete().where(Finding.id.in_([known[key] for key in known.keys() - found])).execute()
    if new := sorted(found - known.keys()):
        unions = owners(type(records[0]), ids)
        table = records[0]._meta.table_name
        put_in([(rule, table, record, name, unions[record], now()) for rule, record, name in new])


def owners(model, ids) -> dict[int, int | None]:
    """{record: the union it belongs to}."""
    owner, query = scope.with_owner(model.select(), model)
    if owner is None:
        return dict.fromkeys(ids)
    return dict(query.select(model.id, owner).where(model.id.in_(ids)).tuples())


# What became of records ---------------------------------------------------------------------------


def forget_gone(model):
    """Findings of records that lie in the trash; the rest go to the union where their record is now."""
    own = Finding.entity == model._meta.table_name
    here = model.select(peewee.Value(1)).where(model.id == Finding.record, live(model))
    take_out(Finding.select(Finding.id).where(own, ~fn.EXISTS(here)))
    owner, query = scope.with_owner(model.select(), model)
    if owner is None:
        return
    query = query.join_from(model, Finding, on=(Finding.record == model.id) & own)
    moved = query.select(Finding.id, owner).where(
        (Finding.organisation != owner) | Finding.organisation.is_null()
    )
    for id, union in list(moved.tuples()):
        Finding.update(organisation=union).where(Finding.id == id).execute()


def recheck(record: Record) -> None:
    """A record was saved: what is mended is closed at once. What is newly wrong is found by the next look."""
    own = (Finding.entity == record._meta.table_name) & (Finding.record == record.id)
    for finding in Finding.select(Finding, QualityRule).join(QualityRule).where(own):
        if not wrong(finding.rule, finding.column, record):
            finding.delete_instance()
        elif finding.organisation != (union := scope.owner(record)):
            Finding.update(organisation=union).where(Finding.id == finding.id).execute()


def follow(record: Record) -> None:
    """A record changed hands: what was found in its parts is at its new union from now on."""
    union = scope.owner(record)
    for model, ids in parts(type(record), [record.id]):
        own = (Finding.entity == model._meta.table_name) & Finding.record.in_(ids)
        Finding.update(organisation=union).where(own).execute()


def parts(model, ids):
    """(entity, query of ids) of all that belongs to these records, however deep."""
    for other in RECORDS:
        link = other._meta.fields.get(other._meta.scope)
        if link is not None and link.rel_model is model:
            mine = other.select(other.id).where(link.in_(ids))
            yield other, mine
            yield from parts(other, mine)


def wrong(rule, column, record):
    for test in tests(rule):
        if test.column == column:
            model = type(record)
            return model.select().where(model.id == record.id, test.wrong).exists()
    read = reader(rule)
    return bool(read) and column in read(record)


def forget(model, ids: Sequence[int]) -> None:
    """These records went to the trash."""
    table = model._meta.table_name
    for start in range(0, len(ids), AT_ONCE):
        piece = list(ids[start : start + AT_ONCE])
        Finding.delete().where(Finding.entity == table, Finding.record.in_(piece)).execute()
