"""Each column of a record brought to its proper value before it is saved: read, resolved, or said to be wrong."""

from contextlib import contextmanager
from contextvars import ContextVar

import scope
from fields import ForeignKeyField, Reference
from language import gettext
from language import lazy as _
from models import Record, columns
from operations.refusals import Invalid
from operations.trail import differences, kept
from scope import Actor

_links: ContextVar[dict | None] = ContextVar("links", default=None)


def keep_untyped(record, stored, sets=()):
    """Whatever a form, a sheet or a file holds: what nobody types stays as it is."""
    for field in columns(type(record)):
        if not field.typed and field.name not in sets:
            record.__data__[field.name] = stored.__data__[field.name] if stored else first_value(field)


def first_value(field):
    """What a column holds before any verb has set it."""
    return field.default() if callable(field.default) else field.default


def tidy_columns(record, stored, by):
    """Bring every column that was set to its proper value, links to records; all that is wrong is said at once."""
    names = differences(stored, record)
    untouched(record, stored, names)
    mistakes = {**dict(own_mistakes(record, names)), **dict(link_mistakes(record, names, by))}
    if mistakes:
        raise Invalid(mistakes, type(record))


def untouched(record, stored, names):
    """A link typed as it stands leads where it led: rules look at records, not at what was typed."""
    for field in columns(type(record)):
        if field.name not in names and isinstance(record.__data__.get(field.name), Reference):
            record.__data__[field.name] = stored.__data__[field.name]


def own_mistakes(record, names):
    """Each column against its own type, also when a program set it."""
    for field in columns(type(record)):
        text = kept(record, field)
        if field.name in names or not text:  # nothing may be a mistake, too, and has one form only
            try:
                read = field.read(text)
            except ValueError as mistake:
                yield field.name, mistake.args[0]
            else:
                if not isinstance(field, ForeignKeyField):
                    record.__data__[field.name] = read


def link_mistakes(record, names, by):
    """Find the record behind each link that was typed or set anew, within what the writer may see."""
    for field in columns(type(record)):
        value = record.__data__.get(field.name)
        if isinstance(field, ForeignKeyField) and field.name in names and value is not None:
            try:
                setattr(record, field.name, resolved(field, value, by))
            except ValueError as mistake:
                yield field.name, mistake.args[0] if not leaves(record, field) else two_sided(mistake.args[0])


def leaves(record, field):
    """Whether it is the union of a record there is already that is to be another."""
    return bool(record.id) and field.name == record._meta.scope and scope.leads_to_union(type(record))


def two_sided(words):
    return gettext(
        "%(words)s. To hand the record over to another union, use “Transfer out” on its page",
        words=str(words),
    )


@contextmanager
def remembering_links():
    """Each link that is typed is looked up once, for a few hundred records of one writer."""
    token = _links.set({})
    try:
        yield
    finally:
        _links.reset(token)


def resolved(field: ForeignKeyField, value: Reference | int, by: Actor) -> Record:
    """The record a link names. A foreign and an unknown one get the same words."""
    known = _links.get()
    if known is None or field.rel_model is field.model:  # among unions each may be the next one's superior
        return looked_up(field, value, by)
    at = field.rel_model, str(value)
    if at not in known:
        known[at] = looked_up(field, value, by)
    return known[at]


def named(field: ForeignKeyField, line: str, by: Actor) -> Record:
    """The record that a line of a list names. Raises ValueError in words that quote the line."""
    try:
        return resolved(field, field.read(line), by)
    except ValueError as mistake:
        words = gettext("Line “%(line)s”: %(words)s", line=line[:60], words=mistake.args[0])
        raise ValueError(words) from None


def looked_up(field, value, by):
    found = scope.find(field.rel_model, value, by) or by_name(field.rel_model, str(value), by)
    if found is None:
        words = _(
            "names no record you can use (%(text)s): type its code such as %(code)s",
            text=str(value)[:60],
            code=f"{field.rel_model._meta.prefix}-1",
        )
        raise ValueError(words)
    return found


def by_name(model, name, by):
    """The only record called so, by all its words (`焊工赛项 · 职工组`) or the first of them; or None."""
    called = [model._meta.fields[column] for column in model._meta.called]
    if any(isinstance(field, ForeignKeyField) for field in called):
        return None
    try:
        tests = [field == field.read(part) for field, part in zip(called, parts(name, called), strict=False)]
    except ValueError:
        return None
    found = list(scope.visible(model, by).where(*tests).limit(2))
    if len(found) > 1:
        raise ValueError(_("names several records (%(name)s): type the code", name=name[:60]))
    return found[0] if found else None


def parts(name, called):
    return name.split(" · ", len(called) - 1) if len(called) > 1 else [name]
