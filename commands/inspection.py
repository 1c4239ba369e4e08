"""`check`: looks through the whole desk for what must not be, and says so. Mending it is for people."""

import click
import peewee

import database
import rows
import scope
from commands.command import Failed, command
from fields import ForeignKeyField
from language import gettext
from language import lazy as _
from models import BOOKKEEPING, BY_TABLE, RECORDS, Organisation, TrailEnd, columns
from operations import chain
from operations.filling import own_mistakes

AT_ONCE = 500


@command("check", _("Look for whatever must not be in the database."))
def check():
    if steps := database.pending():
        raise Failed(gettext("Migrations not yet run: %(names)s", names=", ".join(steps)))
    found = 0
    for sentence in mistakes():
        found += 1
        click.echo(sentence)
    if found:
        raise Failed(gettext("Mistakes found: %(count)s", count=found))
    click.echo(seal_words())
    click.echo(gettext("Everything is in order."))


def mistakes():
    for model in [*RECORDS, *BOOKKEEPING]:
        yield from lost_links(model)
    yield from misplaced_unions()
    yield from broken_trail()
    for model in RECORDS:
        yield from impossible_records(model)


def lost_links(model):
    """Links to rows that are not there."""
    for field in model._meta.sorted_fields:
        if isinstance(field, peewee.ForeignKeyField):
            target = field.rel_model.alias()
            lost = field.is_null(False) & target.id.is_null()
            query = model.select(model.id).join(target, peewee.JOIN.LEFT_OUTER, on=field == target.id)
            for (id,) in query.where(lost).tuples():
                yield gettext(
                    "%(table)s %(id)s: %(column)s leads nowhere.",
                    table=model._meta.table_name, id=id, column=field.name,
                )  # fmt: skip


def misplaced_unions():
    """Unions whose path is not that of their superior and their own number."""
    unions = {union.id: union for union in scope.visible(Organisation, scope.SYSTEM)}
    for union in unions.values():
        above = unions.get(union.parent_id)
        if union.path != f"{above.path if above else '/'}{union.id}/":
            yield gettext(
                "%(code)s %(name)s: its place in the tree is wrong.", code=union.code, name=union.name
            )


FATES = {
    "changed": _("Line %(number)s of the audit trail was changed after it was written."),
    "missing": _("Line %(number)s of the audit trail is gone: it was removed."),
    "wiped": _("Line %(number)s of the audit trail lost a sensitive value, and nobody recorded why."),
    "added": _("Line %(number)s of the audit trail was added past the program, or its end was removed."),
}


def broken_trail():
    """The first line of the trail that is not as it was written."""
    if found := chain.first_break():
        yield gettext(FATES[found.fate], number=found.number) + line_words(found.audit)


def line_words(line):
    """What a line of the trail is about, as far as it can still be believed."""
    if line is None:
        return ""
    model = BY_TABLE.get(line.entity)
    about = f"{model._meta.title} {model._meta.prefix}-{line.record}" if model else line.entity
    return f"（{line.at} {line.who} {about}）"


def seal_words():
    """What to keep elsewhere: whoever rewrites the whole trail cannot rewrite that."""
    end = TrailEnd.get_or_none() or TrailEnd()
    return gettext("Audit trail: %(count)s lines, seal %(seal)s", count=end.number, seal=end.seal or "-")


def impossible_records(model):
    """Records that nobody could have saved: a value its column refuses, or that contradicts another."""
    last, live = 0, scope.visible(model, scope.SYSTEM)
    while ids := rows.ids_after(live, model, last, AT_ONCE):
        last = ids[-1]
        for id, record in read(model, ids):
            for column, words in [*unreadable(model, record)] or [*wrong(record)]:
                yield told(model, id, column, words)


def read(model, ids):
    """(id, record) of each, or (id, None) where not even reading it succeeds."""
    try:
        yield from [(record.id, record) for record in model.select().where(model.id.in_(ids))]
    except ValueError:
        if len(ids) == 1:
            yield ids[0], None
        else:
            for id in ids:
                yield from read(model, [id])


def unreadable(model, record):
    if record is None:
        yield "", gettext("holds a word that no vocabulary knows")


def wrong(record):
    yield from own_mistakes(
        record, [f.name for f in columns(type(record)) if not isinstance(f, ForeignKeyField)]
    )
    yield from record.problems()


def told(model, id, column, words):
    field = model._meta.fields.get(column)
    label = f"{field.label}：" if field is not None else ""
    return f"{model._meta.prefix}-{id} {label}{words}"


COMMANDS = [check]
