"""Conditions on records as data: (column, operation, text), in a list's address and behind a figure alike.

`worker?…organisation is within O-3` is `Condition("organisation", "within", "O-3")`. A column of a linked
record is written `mentor.name`. What a condition may see is not decided here: it narrows a scoped query.
"""

from dataclasses import dataclass

from choices import Choice
from fields import (
    BooleanField,
    CharField,
    ChoiceField,
    ChoicesField,
    Column,
    DateField,
    DateTimeField,
    DecimalField,
    ForeignKeyField,
    IdNumberField,
    IntegerField,
    TextField,
    tidy,
)
from language import gettext
from language import lazy as _
from models import Organisation, columns
from quality import ledgers, listed
from scope import Actor, id_in, visible

WORDS = {
    "is": _("is"),
    "is_not": _("is not"),
    "one_of": _("is one of"),
    "contains": _("contains"),
    "starts": _("starts with"),
    "from": _("from"),
    "to": _("to"),
    "from_or_empty": _("from, or empty"),
    "to_or_empty": _("to, or empty"),
    "within": _("is in or under"),
    "empty": _("is empty (yes/no)"),
    "exempted": _("lets pass"),
}

# Which questions a column answers; the first type that fits decides.
ANSWERS = [
    (IdNumberField, ("is", "empty")),
    (ForeignKeyField, ("is", "is_not", "empty")),
    (ChoiceField, ("is", "is_not", "one_of", "empty")),
    (ChoicesField, ("contains",)),
    (BooleanField, ("is",)),
    ((DateField, DateTimeField), ("from", "to", "is", "empty", "from_or_empty", "to_or_empty")),
    ((DecimalField, IntegerField), ("from", "to", "is", "empty")),
    ((CharField, TextField), ("contains", "is", "starts", "empty")),
]

# No columns: what the quality rules found; in which ledger somebody stands on a day.
FINDING, STANDS = "finding", "stands"
FARTHEST = (
    4  # links that a path may follow: each is a query within a query, and the tree of unions has no end
)


@dataclass(frozen=True)
class Condition:
    """One narrowing of a list. `text` is what a person would type."""

    column: str
    operation: str
    text: str


def operations(field: Column) -> tuple[str, ...]:
    """The questions a column answers, the commonest first."""
    found = next(names for kinds, names in ANSWERS if isinstance(field, kinds))
    if field.sensitive and not isinstance(field, IdNumberField):
        return (
            "empty",
        )  # what is masked must not be guessed piece by piece; a whole ID number may be asked for
    if isinstance(field, ForeignKeyField) and field.rel_model is Organisation:
        return ("within", *found)
    return found


def owner(model) -> str:
    """The path from a record to the union it belongs to: `worker.organisation`; "" where there is none."""
    link = model._meta.fields.get(model._meta.scope)
    if link is None:
        return ""
    return link.name if link.rel_model is Organisation else f"{link.name}.{owner(link.rel_model)}"


def offered(model) -> list[tuple[str, Column]]:
    """(path, column) of everything a list can be filtered by: its own columns, then those of linked records.

    The union a record belongs to is always among them, however far away.
    """
    own = [(field.name, field) for field in columns(model)]
    linked = [
        (f"{link.name}.{field.name}", field)
        for link in columns(model)
        if isinstance(link, ForeignKeyField) and link.rel_model is not model
        for field in columns(link.rel_model)
        if not isinstance(field, ForeignKeyField) or field.rel_model is Organisation
    ]
    far = owner(model)
    known = {path for path, _field in own + linked}
    return own + linked + ([(far, column_at(model, far))] if far and far not in known else [])


def column_at(model, path) -> Column:
    """The column at the end of a path: `worker.organisation` from a skill."""
    column, _dot, rest = path.partition(".")
    field = model._meta.fields.get(column)
    far = path.count(".") > FARTHEST
    if far or not isinstance(field, Column) or (rest and not isinstance(field, ForeignKeyField)):
        raise ValueError(_("There is no column called %(name)s.", name=column[:50]))
    return column_at(field.rel_model, rest) if rest else field


def column_words(model, path) -> str:
    """`Worker · Union`: what people call the column at the end of a path."""
    if path == FINDING:
        return gettext("Quality rule")
    if path == STANDS:
        return gettext("In the ledger")
    column, _dot, rest = path.partition(".")
    column_at(model, path)  # or nothing of that name
    label = column_at(model, column).label
    return f"{label} · {column_words(model._meta.fields[column].rel_model, rest)}" if rest else label


def answer_words(model, condition: Condition) -> str:
    """The text of a condition as people read it: choices in their words. What cannot be read stays as typed."""
    if condition.column == FINDING:
        return listed.spoken(condition.text)
    if condition.column == STANDS:
        return ledgers.spoken(condition.text)
    field = column_at(model, condition.column)
    kinds = {"empty": BooleanField(), "one_of": several_of(field)}
    field = kinds.get(condition.operation, field)
    if isinstance(field, ForeignKeyField) or condition.operation in ("contains", "starts"):
        return condition.text
    try:
        return field.show(field.read(condition.text))
    except ValueError:
        return condition.text


def condition_words(model, condition: Condition) -> str:
    """`Union is in or under O-3`. Raises ValueError where there is no such column."""
    column, answer = column_words(model, condition.column), answer_words(model, condition)
    return f"{column} {WORDS.get(condition.operation, '')} {answer}"


def several_of(field):
    """The column as one in which several of its words may stand."""
    return ChoicesField(getattr(field, "vocabulary", Choice), verbose_name=field.label)


def narrow(query, model, conditions, by: Actor):
    """The query with every condition applied, looking through links only at what `by` may see.

    Raises ValueError in words when a condition cannot be understood.
    """
    for condition in conditions:
        query = query.where(expression(model, condition, by))
    return query


def expression(model, condition: Condition, by: Actor):
    if condition.column == FINDING:
        return listed.found(model, condition.operation, condition.text)
    if condition.column == STANDS:
        return ledgers.stands(model, condition.operation, condition.text)
    column, _dot, rest = condition.column.partition(".")
    field = column_at(model, column)
    if rest:
        column_at(model, condition.column)
        target = field.rel_model
        inner = expression(target, Condition(rest, condition.operation, condition.text), by)
        found = field.in_(visible(target, by, target.id).where(inner))
        blank = field.null and condition.operation == "empty" and yes(condition.text)
        return found | field.is_null() if blank else found  # without a link there is nothing at its end
    if condition.operation not in operations(field):
        raise ValueError(_("%(column)s cannot be filtered that way.", column=field.label))
    if condition.operation.endswith("_or_empty"):
        bounded = test(field, condition.operation.removesuffix("_or_empty"), condition.text)
        return bounded | field.is_null()
    return test(field, condition.operation, condition.text)


def test(field, operation, text):
    """One column against one text, as SQL."""
    if operation == "empty":
        blank = (
            field.is_null() if field.null or not isinstance(field, (CharField, TextField)) else field == ""
        )
        return blank if yes(text) else ~blank
    if isinstance(field, ForeignKeyField):
        return link_test(field, operation, text)
    if operation in ("contains", "starts") and not isinstance(field, ChoicesField):
        piece = tidy(text)
        return field.contains(piece) if operation == "contains" else field.startswith(piece)
    if operation == "one_of":
        return field.in_(readable(several_of(field), text))
    return value_test(field, operation, readable(field, text))


def value_test(field, operation, value):
    if isinstance(field, ChoicesField):
        return both_sided(field, value)
    if operation == "from":
        return field >= value
    if operation == "to":
        return field <= value
    if operation == "is_not":
        return (field != value) | field.is_null()
    return field == value


def both_sided(field, values):
    """Every chosen word is among the record's."""
    tests = [field.contains(f",{value},") for value in values]
    result = tests[0]
    for further in tests[1:]:
        result &= further
    return result


def link_test(field, operation, text):
    number = id_in(field.rel_model, text.split()[0] if text.strip() else "")
    if number is None:
        raise ValueError(
            _(
                "%(column)s: choose a record, or type its code such as %(code)s.",
                column=field.label,
                code=f"{field.rel_model._meta.prefix}-1",
            )
        )
    if operation == "within":
        root = Organisation.select(Organisation.path).where(Organisation.id == number)
        under = Organisation.select(Organisation.id).where(Organisation.path.startswith(root_path(root)))
        return field.in_(under)
    return field == number if operation == "is" else (field != number) | field.is_null()


def root_path(query):
    found = query.tuples().first()
    return found[0] if found else "no such union"


def readable(field, text):
    try:
        value = field.read(text)
    except ValueError as mistake:
        raise ValueError(f"{field.label}: {mistake.args[0]}") from None
    if value in (None, ()):
        raise ValueError(_("%(column)s: type what to look for.", column=field.label))
    return value


def yes(text):
    return BooleanField().read(text or "yes")
