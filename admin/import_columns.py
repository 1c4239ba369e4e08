"""What a person chose for the columns of a file: which is which, what tells the rows apart, whose new records are.

Words for what makes no sense; what is then done with it is `sync.importing`'s.
"""

from flask import request

import scope
from admin.access import actor
from fields import Reference
from language import gettext
from models import Organisation
from operations.filling import resolved
from rows import code_label
from sync.backends import CODE
from sync.importing import columns


def place() -> tuple[str | None, int | None]:
    """(tab, line of the headings) that were asked for."""
    line = request.values.get("line", "")
    return request.values.get("tab"), int(line) if line.isascii() and line.isdecimal() and len(
        line
    ) < 6 else None


def typed_columns(model) -> dict[int, str]:
    """{position: column} of the form; what is no column of ours counts as left out."""
    known = {CODE, *(field.name for field in columns.typed(model))}
    places = {
        name[1:]: value for name, value in request.form.items() if name[:1] == "c" and name[1:].isascii()
    }
    return {
        int(place): value if value in known else ""
        for place, value in places.items()
        if place.isdecimal() and len(place) < 6
    }


def choices(model):
    """[(value, words)] of the columns that a heading can mean."""
    return [(CODE, code_label()), *((field.name, field.label) for field in columns.typed(model))]


def refuse_doubles(model, names):
    if not names:
        raise ValueError(gettext("Match at least one column."))
    for name in names.values():
        if list(names.values()).count(name) > 1:
            label = code_label() if name == CODE else model._meta.fields[name].label
            raise ValueError(
                gettext("Two columns of the file are “%(label)s”: choose one of them.", label=label)
            )


def key_choices(model):
    """[(value, words)] of the keys that may be chosen."""
    fields = model._meta.fields
    return [(",".join(key), "＋".join(fields[name].label for name in key)) for key in columns.keys(model)]


def wanted_key(model, names):
    key = tuple(name for name in request.form.get("key", "").split(",") if name)
    if key and key not in columns.keys(model):
        raise ValueError(gettext("Rows cannot be told apart by that."))
    lacking = [model._meta.fields[name].label for name in key if name not in names.values()]
    if lacking:
        raise ValueError(
            gettext("The rows are to be told by “%(label)s”, but no column is that.", label=lacking[0])
        )
    return key


def union_column(model):
    return next((field for field in columns.typed(model) if columns.is_union_of(field)), None)


def typed_into(one):
    if "into" in request.form:
        return request.form["into"][:100]
    union = one.into_id and scope.find(Organisation, one.into_id, actor())
    return f"{union.code} {union}" if union else ""


def wanted_union(text):
    """The union of new records, within what the person may see."""
    text = text.strip()[:200]
    if not text:
        return None
    field = next(f for f in Organisation._meta.sorted_fields if f.name == "parent")
    value = field.read(text)
    return resolved(field, value, actor()) if isinstance(value, Reference) else None
