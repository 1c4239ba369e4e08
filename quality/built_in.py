"""The rules that come with the desk: what the declarations tell by themselves, and what is told here."""

from choices import CompetitionState, ContractState, Defect, ProfileState, RuleState
from fields import ChoiceField, DateField, ForeignKeyField
from models import (
    RECORDS,
    Competition,
    Enterprise,
    MatchProfile,
    MentorshipContract,
    QualityRule,
    Record,
    Skill,
    Trainer,
    Worker,
    columns,
)
from quality.asking import NUMBERS, READ

CHECKED = (*READ, *NUMBERS, DateField, ChoiceField)  # whose values may turn out not to hold
COUNTS, TRIAL = RuleState.COUNTING, RuleState.TRIAL
# (entity, defect, columns, parameter, how it starts): what the declarations do not tell by themselves.
TOLD = [
    (Worker, Defect.MISSING, "sex", "", COUNTS),
    (Worker, Defect.MISSING, "born_on", "", COUNTS),
    (Worker, Defect.MISSING, "enterprise", "", TRIAL),
    (Worker, Defect.MISSING, "trade", "", TRIAL),
    (Worker, Defect.INVALID, "born_on", "16-100", COUNTS),
    (Worker, Defect.CONTRADICTORY, "joined_on", "born_on", COUNTS),
    (Worker, Defect.CONTRADICTORY, "state", "ledgers", COUNTS),
    (Worker, Defect.DUPLICATE, "phone", "3", COUNTS),
    (Worker, Defect.STALE, "", "24", TRIAL),
    (Enterprise, Defect.DUPLICATE, "name", "", COUNTS),
    (Enterprise, Defect.STALE, "", "24", TRIAL),
    (Trainer, Defect.MISSING, "trade", "", TRIAL),
    (Trainer, Defect.DUPLICATE, "name,phone", "", COUNTS),
    (Skill, Defect.MISSING, "issued_on", "", TRIAL),
    (MentorshipContract, Defect.STALE, "ends_on", f"state={ContractState.RUNNING}", COUNTS),
    (MatchProfile, Defect.STALE, "verified_until", f"state={ProfileState.VERIFIED}", COUNTS),
    (Competition, Defect.STALE, "ends_on", f"state={CompetitionState.RUNNING}", COUNTS),
]


def built_in() -> list[QualityRule]:
    """The rules of the desk itself, not yet stored; each with a key that stays the same."""
    rules = [keyed(*told) for told in TOLD]
    for model in RECORDS:
        if any(isinstance(field, CHECKED) for field in columns(model)):
            rules.append(keyed(model, Defect.INVALID, "", "", COUNTS))
        if model.problems is not Record.problems:
            rules.append(keyed(model, Defect.CONTRADICTORY, "", "", COUNTS))
        rules += [keyed(model, Defect.MISSING, name, "", COUNTS) for name in wanted(model)]
    return rules


def wanted(model):
    """Optional columns by which a record is known or reached."""
    return [f.name for f in columns(model) if f.null and (isinstance(f, READ) or known_by(f))]


def known_by(field):
    return field.distinct and field.typed and not isinstance(field, ForeignKeyField)


def keyed(model, defect, names, parameter, state):
    table = model._meta.table_name
    key = ".".join([table, defect, *([names] if names else [])])
    return QualityRule(
        key=key, entity=table, defect=defect, columns=names, parameter=parameter, state=state, who="system"
    )
