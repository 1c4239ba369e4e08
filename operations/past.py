"""An earlier state of a record, and bringing it back: by the trail, and through the same checks as any save."""

import scope
from choices import Act
from language import gettext
from language import lazy as _
from models import Audit, Record, columns
from operations import trail
from operations.refusals import Invalid, Refused
from operations.whole import save
from scope import Actor


def as_it_was(record: Record, line: Audit) -> dict[str, str | None]:
    """{column: plain text} once that line was written: today's, every later change taken back. None: erased."""
    texts = {field.name: trail.kept(record, field) for field in columns(type(record))}
    later = Audit.select().where(
        Audit.entity == record._meta.table_name,
        Audit.record == record.id,
        Audit.act == Act.CHANGED,
        Audit.id > line.id,
    )
    for one in later.order_by(Audit.id.desc()):
        texts.update((name, before) for name, (before, _after) in trail.changes(one).items() if name in texts)
    return texts


def put_back(record: Record, texts: dict[str, str | None], by: Actor) -> Record:
    """Save these columns as they were. `record.version` is the version that the person saw."""
    fields = {field.name: field for field in columns(type(record))}
    wanted = {name: text for name, text in texts.items() if text != trail.kept(record, fields[name])}
    if not wanted:
        raise Refused(gettext("It stands like that already."))
    if scope.leads_to_union(type(record)) and wanted.pop(record._meta.scope, None) is not None and not wanted:
        raise Refused(stays())
    mistakes = {}
    for name, text in wanted.items():
        try:
            setattr(record, name, past_value(fields[name], text))
        except ValueError as mistake:
            mistakes[name] = mistake.args[0]
    if mistakes:
        raise Invalid(mistakes, type(record))
    return save(record, by.through("history"))


def stays() -> str:
    """Why the union of a record is not put back with the rest."""
    return gettext(
        "The record stays with its present union: an earlier version does not move it. To hand it over, use "
        "“Transfer out” on its page."
    )


def past_value(field, text):
    if text is None:
        raise ValueError(_("was erased and cannot be put back"))
    if not field.typed:
        raise ValueError(_("is not changed by hand and cannot be put back"))
    return field.read(text)
