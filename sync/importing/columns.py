"""What can be said of an entity's columns for an import: which may be typed, which tell whose row it is."""

from choices import Policy
from fields import Column as Field
from fields import ForeignKeyField
from models import columns
from sync.layout import shown, to_union
from sync.plan import Column

TOGETHER = ("name", "phone")  # who has no number is known by these, where the person asks for it


def typed(model) -> list[Field]:
    """The columns that a file may fill in; the others are left alone, whatever the file says."""
    return [field for field in columns(model) if field.typed]


def merged(model, names, into: bool) -> list[Column]:
    """What the merge must know of each column. `into`: a union for new records is known."""
    return [merge_column(field, into) for field in typed(model) if field.name in names or field.required]


def merge_column(field, into) -> Column:
    forced = into and is_union_of(field)
    return Column(
        field.name,
        field.label,
        required=field.required,
        defaulted=field.default is not None or forced,
        policy=Policy.SHEET,
        show=lambda text: shown(field, text),
    )


def is_union_of(field) -> bool:
    """Whether the column leads to the union that a record belongs to."""
    return field.name == field.model._meta.scope and to_union(field)


def keys(model) -> list[tuple[str, ...]]:
    """The columns, alone or together, by which a row without a code can be matched; the surest first."""
    names = {field.name for field in typed(model)}
    alone = [(field.name,) for field in typed(model) if field.distinct]
    together = [tuple(group) for group in model._meta.together if set(group) <= names]
    by_name = [TOGETHER] if set(TOGETHER) <= names else []
    return [*alone, *together, *by_name]


def usual_key(model, names) -> tuple[str, ...]:
    """The key that is taken unless the person asks for another: never name and phone."""
    return next((key for key in keys(model) if key != TOGETHER and set(key) <= set(names)), ())


def value_of(field, text):
    """A plain text as the database compares it."""
    return int(text.rpartition("-")[2]) if isinstance(field, ForeignKeyField) else field.read(text)
