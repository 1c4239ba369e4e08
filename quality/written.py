"""Whether a rule that somebody wrote can be asked, and why not. How it is asked is `asking`."""

import re

import peewee

from choices import Defect
from fields import ChoiceField, Column
from language import gettext
from models import Organisation, QualityRule, columns
from quality.asking import DAYS, NUMBERS, PASSED, RANGE, model_of
from texts import tidy


def flaw(rule: QualityRule) -> str | None:
    """Why a rule cannot be, in words; None when it can."""
    names, known = [n for n in rule.columns.split(",") if n], model_of(rule)._meta.fields
    fields = [known[name] for name in names if isinstance(known.get(name), Column)]
    if len(fields) != len(names) or not (fields or rule.defect == Defect.STALE):
        return gettext("Choose a column of this entity.")
    return FLAWS[Defect(rule.defect)](rule, fields)


def readable(model, defect: Defect, parameter: str) -> str:
    """A parameter with columns and words by the names they are kept under; people write them as they call them."""
    text = tidy(parameter)
    if defect == Defect.CONTRADICTORY:
        return named(model, text)
    name, sign, wanted = text.replace("＝", "=").partition("=")
    field = model._meta.fields.get(named(model, name.strip()))
    if not sign or not isinstance(field, ChoiceField):
        return text
    found = [field.word(part) for part in re.split("[,，、]", wanted)]
    return f"{field.name}={','.join(found)}" if all(found) else text


def named(model, label):
    """The name of the column that people call so."""
    return next((field.name for field in columns(model) if label == field.label), label)


def missing_flaw(rule, fields):
    text = peewee.CharField | peewee.TextField
    needless = [f for f in fields if f.required and (isinstance(f, ChoiceField) or not isinstance(f, text))]
    return gettext("%(column)s is never empty.", column=needless[0].label) if needless else None


def range_flaw(rule, fields):
    found = RANGE.fullmatch(rule.parameter)
    if not found or int(found[1]) > int(found[2]):
        return gettext("Write the allowed range as two whole numbers, such as 16-65.")
    if not all(isinstance(field, (*NUMBERS, *DAYS)) for field in fields):
        return gettext("A range is for numbers and for days (the years since).")
    if any(isinstance(field, DAYS) for field in fields) and int(found[2]) > 200:
        return gettext("Write the allowed range as two whole numbers, such as 16-65.")
    return None


def duplicate_flaw(rule, fields):
    if not counts_within_union(model_of(rule)):
        return gettext("These records are compared by their own rules; choose another entity.")
    if any(field.sensitive for field in fields):
        return gettext("What is masked is not compared.")
    if rule.parameter and not re.fullmatch(r"[1-9]\d{0,3}", rule.parameter):
        return gettext("Write how many may be the same, such as 3; nothing means one.")
    return None


def counts_within_union(model):
    """Whether the records stand directly at a union, or are shared by all."""
    link = model._meta.fields.get(model._meta.scope)
    return model._meta.scope is None or (link is not None and link.rel_model is Organisation)


def order_flaw(rule, fields):
    other = model_of(rule)._meta.fields.get(rule.parameter)
    days = [*fields[:1], other]
    if len(fields) != 1 or not all(isinstance(day, DAYS) for day in days) or type(days[0]) is not type(other):
        return gettext("Choose two dates: the one that must not be earlier, and as what it is compared with.")
    return None


def stale_flaw(rule, fields):
    if not fields:
        right = re.fullmatch(r"[1-9]\d{0,2}", rule.parameter)
        return None if right else gettext("Write after how many months without a change, such as 24.")
    found, known = PASSED.fullmatch(rule.parameter), model_of(rule)._meta.fields
    status = known.get(found[1]) if found else None
    if not isinstance(status, ChoiceField) or not set(found[2].split(",")) <= set(status.kept):
        return gettext("Write the status that must be over by then, such as Contract status=Running.")
    return None if all(isinstance(f, DAYS) for f in fields) else gettext("Choose a column that holds a day.")


FLAWS = {
    Defect.MISSING: missing_flaw,
    Defect.INVALID: range_flaw,
    Defect.DUPLICATE: duplicate_flaw,
    Defect.CONTRADICTORY: order_flaw,
    Defect.STALE: stale_flaw,
}
