"""A rule and a finding as people read them."""

from choices import Defect
from language import gettext
from language import lazy as _
from models import QualityRule
from quality.asking import PASSED, fields_of, model_of

SENTENCES = {
    (Defect.MISSING, True): _("%(columns)s is empty"),
    (Defect.INVALID, True): _("%(columns)s is outside of %(parameter)s"),
    (Defect.INVALID, False): _("A value that would not be taken if it were typed today"),
    (Defect.DUPLICATE, True): _("%(columns)s is the same in more than %(parameter)s records of one union"),
    (Defect.CONTRADICTORY, True): _("%(columns)s is before %(parameter)s"),
    (Defect.CONTRADICTORY, False): _("A value that contradicts another one of the record"),
    (Defect.STALE, True): _("%(columns)s has passed, but the status is still “%(parameter)s”"),
    (Defect.STALE, False): _("Not changed for %(parameter)s months"),
}
AMONG = {"ledgers": _("Work status contradicts the ledger in which they stand")}


def words(rule: QualityRule) -> str:
    """The rule as a sentence: `Mobile phone is empty`."""
    if rule.parameter in AMONG:
        return str(AMONG[rule.parameter])
    named = "、".join(field.label for field in fields_of(rule))
    sentence = SENTENCES[Defect(rule.defect), bool(rule.columns)]
    return str(sentence) % {"columns": named, "parameter": spoken_parameter(rule)}


def spoken_parameter(rule):
    if rule.defect == Defect.CONTRADICTORY and rule.parameter:
        return model_of(rule)._meta.fields[rule.parameter].label
    if found := PASSED.fullmatch(rule.parameter):
        status = model_of(rule)._meta.fields[found[1]]
        return "、".join(status.show(word) for word in found[2].split(","))
    return rule.parameter or "1"


def column_label(rule: QualityRule, column: str) -> str:
    """What people call the column that a finding is about; the whole record where it is about no column."""
    field = model_of(rule)._meta.fields.get(column)
    return field.label if field is not None else gettext("The record as a whole")
