"""The records behind a figure of the quality report, as a condition on their list: `12`, or one column of it `12.phone`."""

from language import lazy as _
from models import QualityRule
from quality.counted import records_with
from quality.words import words


def found(model, operation: str, text: str):
    """Records in which the rule finds something (`is`), or found and was let pass (`exempted`), as SQL."""
    number, column = parts(text)
    own = QualityRule.get_or_none(QualityRule.id == number, QualityRule.entity == model._meta.table_name)
    if own is None or operation not in ("is", "exempted"):
        raise ValueError(_("There is no such quality rule for these records."))
    return model.id.in_(records_with(number, column, exempted=operation == "exempted"))


def parts(text):
    rule, _dot, column = text.strip().partition(".")
    number = int(rule) if rule.isascii() and rule.isdecimal() and len(rule) < 10 else 0
    return number, column[:40]


def spoken(text: str) -> str:
    """`Mobile phone is empty`"""
    rule = QualityRule.get_or_none(QualityRule.id == parts(text)[0])
    return words(rule) if rule else text
