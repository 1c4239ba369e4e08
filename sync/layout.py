"""The shape of a shared sheet, worked out from its entity's columns and what was chosen to be shared.

Labels, rules and words are the columns' own; nothing of a column is said here a second time.
"""

import json
from functools import partial

import scope
from choices import Policy
from fields import BooleanField, ChoiceField, ForeignKeyField
from language import gettext
from models import BY_TABLE, Organisation, SharedSheet
from rows import code_label
from sync.backends import CODE, STATUS, Heading, Layout, in_every_language
from sync.plan import Column
from workbooks import NUMBERS, width

LONGEST_LIST = 200


def status_label():
    return gettext("Sync status")


def model_of(sheet: SharedSheet):
    return BY_TABLE[sheet.entity]


def fields_of(sheet: SharedSheet):
    """The columns that the sheet carries, in its order."""
    model = model_of(sheet)
    return [model._meta.fields[name] for name in json.loads(sheet.columns) if name in model._meta.fields]


def columns(sheet: SharedSheet) -> list[Column]:
    """What a merge must know of them."""
    editable, policies = set(json.loads(sheet.editable)), json.loads(sheet.policies)
    called = model_of(sheet)._meta.called
    return [
        Column(
            field.name,
            field.label,
            editable=field.name in editable,
            required=field.required,
            defaulted=field.default is not None or forced(sheet, field),
            policy=Policy(policies.get(field.name, Policy.ASK)),
            key=field.name in called,
            weak=isinstance(field, (ChoiceField, BooleanField, ForeignKeyField)),
            show=partial(shown, field),
            mask=field.mask if field.sensitive else str,
        )
        for field in fields_of(sheet)
    ]


def shown(field, text):
    """Plain text as people read it."""
    try:
        return field.show(field.read(text))
    except ValueError:
        return text


def forced(sheet, field):
    """The link to the union is filled in for new rows: the sheet's own."""
    return bool(sheet.organisation_id and field.name == model_of(sheet)._meta.scope and to_union(field))


def to_union(field):
    return isinstance(field, ForeignKeyField) and field.rel_model is Organisation


def takes_new_rows(sheet: SharedSheet) -> bool:
    """Whether a cadre can fill in all that a record needs."""
    editable = set(json.loads(sheet.editable))
    needed = [f for f in model_of(sheet)._meta.sorted_fields if getattr(f, "label", None) and f.required]
    return bool(editable) and all(
        f.name in editable or f.default is not None or forced(sheet, f) for f in needed
    )


def layout(sheet: SharedSheet, by: scope.Actor, also: list[str] = ()) -> Layout:
    """The sheet's columns with code and status, and the words to choose from; `also`: columns that it had."""
    editable = set(json.loads(sheet.editable))
    headings = [
        heading(field, field.name in editable, by) for field in [*fields_of(sheet), *had(sheet, also)]
    ]
    code = Heading(CODE, code_label(), in_every_language(code_label) | {CODE}, text=True, width=10)
    label = status_label()
    status = Heading(STATUS, label, in_every_language(status_label) | {STATUS}, editable=True, width=34)
    return Layout(str(model_of(sheet)._meta.title), (code, *headings, status))


def had(sheet, names):
    fields = model_of(sheet)._meta.fields
    return [fields[name] for name in names if name in fields and name not in json.loads(sheet.columns)]


def heading(field, editable, by) -> Heading:
    names = in_every_language(lambda: field.label) | {field.name, *field.former}
    options = tuple(choice(field, by)) if editable else ()
    text = not isinstance(field, (*NUMBERS, BooleanField))
    return Heading(field.name, field.label, names, editable, text, width(field), options)


def choice(field, by):
    """The words that a cell may hold, where they are few."""
    if isinstance(field, BooleanField):
        return [field.show(True), field.show(False)]
    if isinstance(field, ChoiceField):
        return [str(word.words) for word in field.vocabulary]
    return links(field, by) if isinstance(field, ForeignKeyField) else []


def links(field, by):
    model = field.rel_model
    if model._meta.called != ("name",):
        return []
    found = list(scope.visible(model, by, model.id, model.name).order_by(model.id).limit(LONGEST_LIST + 1))
    return [f"{one.code} {one.name}" for one in found] if len(found) <= LONGEST_LIST else []
