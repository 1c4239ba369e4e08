"""What values must not be: rules added, tried out, made to count, switched off; records let pass for a while.

Finding what breaks a rule is `findings`.
"""

from datetime import date, timedelta

from peewee import fn

import scope
from choices import Act, Defect, Role, RuleState
from database import db
from language import gettext
from models import (
    BY_TABLE,
    RECORDS,
    QualityCount,
    QualityExemption,
    QualityFinding,
    QualityRound,
    QualityRule,
    now,
)
from operations import findings, likeness
from operations.chain import hold
from operations.refusals import Refused
from operations.trail import given, jot, note
from quality.asking import model_of
from quality.built_in import built_in
from quality.counted import flawed
from quality.written import flaw, readable
from scope import Actor

INLINE = 20_000  # records up to which a look is taken while somebody waits
LONGEST = 366  # days that somebody may let a record pass
AT_ONCE = 1000
COUNTED = [
    *(QualityCount.month, QualityCount.organisation, QualityCount.entity),
    *(QualityCount.records, QualityCount.flawed),
]
RULES = QualityRule._meta.table_name


def look_through(who: str = "system", full: bool = False, progress=lambda table: None) -> QualityRound:
    """A look through the whole desk, the rules that come with it among them."""
    store_built_in()
    QualityExemption.delete().where(QualityExemption.until < now().date()).execute()
    waiting = QualityRound.select().where(QualityRound.ended_at.is_null())
    asked = [round.id for round in waiting]
    done = findings.look_through(who, full, progress)
    QualityRound.update(ended_at=now()).where(QualityRound.id.in_(asked)).execute()
    keep_month()
    likeness.look_for_pairs()
    return done


def keep_month() -> None:
    """How each union stands now, as the figures of this month."""
    month = f"{now():%Y-%m}"
    wrong = {(union, table): number for union, table, number in flawed().tuples()}
    with db.atomic():
        hold()  # of two looks at a time the later one's figures stand
        QualityCount.delete().where(QualityCount.month == month).execute()
        for model in RECORDS:
            table = model._meta.table_name
            rows = [(month, union, table, n, wrong.get((union, table), 0)) for union, n in by_owner(model)]
            for start in range(0, len(rows), AT_ONCE):
                QualityCount.insert_many(rows[start : start + AT_ONCE], COUNTED).execute()


def by_owner(model):
    """(union, how many live records) of an entity."""
    owner, query = scope.with_owner(model.select(), model)
    query = query.where(model.deleted_at.is_null())
    if owner is None:
        return [(None, query.count())]
    return list(query.select(owner, fn.COUNT(model.id)).group_by(owner).tuples())


def store_built_in() -> None:
    """Rules that came with a newer version of the desk. What somebody decided about the others stays."""
    known = {key for (key,) in QualityRule.select(QualityRule.key).tuples()}
    for rule in built_in():
        if rule.key not in known:
            rule.save(force_insert=True)


def ask_for_look(by: Actor) -> QualityRound | None:
    """A look now: at once on a small desk, else by the worker within minutes (None)."""
    keepers_only(by)
    if sum(model.select().limit(INLINE + 1).count() for model in BY_TABLE.values()) > INLINE:
        if not wanted():
            QualityRound.create(who=by.name)
        return None
    return look_through(by.name)


def wanted() -> QualityRound | None:
    """A look that somebody asked for and that nobody has taken yet."""
    return QualityRound.get_or_none(QualityRound.ended_at.is_null())


# Rules -------------------------------------------------------------------------------------------


def may_rule(by: Actor) -> bool:
    """Rules hold for all unions: whoever keeps what all share decides about them."""
    return scope.sees_all(by) and by.role in (Role.ADMINISTRATOR, Role.UNION)


def add(entity: str, defect: str, columns: str, parameter: str, by: Actor) -> QualityRule:
    """A new rule, on trial: its findings are shown, but do not count. Raises Refused when it cannot be asked."""
    rulers_only(by)
    if entity not in BY_TABLE or defect not in list(Defect):
        raise Refused(gettext("Choose an entity and what is wrong."))
    names = ",".join(dict.fromkeys(name.strip() for name in columns.split(",") if name.strip()))
    rule = QualityRule(
        entity=entity, defect=Defect(defect), columns=names[:200], state=RuleState.TRIAL, who=by.name,
        parameter=typed(BY_TABLE[entity], defect, parameter),
    )  # fmt: skip
    if words_of_flaw := flaw(rule):
        raise Refused(words_of_flaw)
    with db.atomic():
        rule.save(force_insert=True)
        told = {name: ["", str(getattr(rule, name))] for name in ("entity", "defect", "columns", "parameter")}
        jot(RULES, rule.id, Act.CREATED, by, told, by.home)
        findings.ask(model_of(rule), [rule])
    return rule


def typed(model, defect, parameter):
    try:
        return readable(model, Defect(defect), parameter[:100])
    except ValueError as mistake:
        raise Refused(str(mistake.args[0])) from None


def move(rule: QualityRule, state: RuleState, by: Actor) -> None:
    """Try a rule out, let it count, switch it off. What a rule that is off had found is forgotten."""
    rulers_only(by)
    old = RuleState(rule.state)
    if state == old or not old.may_become(state):
        raise Refused(
            gettext("The rule cannot go from “%(old)s” to “%(new)s”.", old=old.words, new=state.words)
        )
    with db.atomic():
        rule.state, rule.since, rule.who, rule.checked_at = state, now(), by.name, None
        rule.save()
        jot(RULES, rule.id, Act.CHANGED, by, {"state": [old.value, state.value]}, by.home)
        if state == RuleState.OFF:
            QualityFinding.delete().where(QualityFinding.rule == rule.id).execute()
        elif old == RuleState.OFF:
            findings.ask(model_of(rule), [rule])


def rulers_only(by):
    if not may_rule(by):
        raise Refused(gettext("Rules hold for all unions: only the union at the top decides about them."))


# Exemptions --------------------------------------------------------------------------------------


def may_exempt(model, by: Actor) -> bool:
    return by.role in (Role.ADMINISTRATOR, Role.UNION) and scope.may_write(model, by)


def exempt(finding: QualityFinding, reason: str, until: date | None, by: Actor) -> QualityExemption:
    """Let a record break a rule until a day, for a reason; noted down in its history."""
    record = permitted(finding.rule, finding.record, by)
    reason, today = given(reason), now().date()
    if until is None or not today < until <= today + timedelta(days=LONGEST):
        raise Refused(gettext("Say until when: a day after today, within a year."))
    with db.atomic():
        QualityExemption.delete().where(same(finding.rule_id, record.id)).execute()
        made = QualityExemption.create(
            rule=finding.rule, record=record.id, reason=reason, until=until, who=by.name
        )
        facts = {"rule": finding.rule_id, "reason": reason, "until": until.isoformat()}
        note(record, Act.EXEMPTED, by, facts)
    return made


def lift(exemption: QualityExemption, by: Actor) -> None:
    """End an exemption before its day."""
    record = permitted(exemption.rule, exemption.record, by)
    with db.atomic():
        exemption.delete_instance()
        note(record, Act.EXEMPTION_ENDED, by, {"rule": exemption.rule_id})


def same(rule, record):
    return (QualityExemption.rule == rule) & (QualityExemption.record == record)


def permitted(rule, id, by):
    """The record, when this person may let it pass."""
    model = model_of(rule)
    record = scope.find(model, id, by)
    if record is None or not may_exempt(model, by):
        raise Refused(gettext("Only the union that a record belongs to, or one above it, exempts it."))
    return record


def keepers_only(by):
    if by.role not in (Role.ADMINISTRATOR, Role.UNION):
        raise Refused(gettext("Only who looks after a union asks for a new look."))
