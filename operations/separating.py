"""A merge taken back: links, values and the trash as before. All of it, or nothing and the names of what was changed."""

import json

from choices import Act
from database import db
from language import gettext
from models import BOOKKEEPING, BY_TABLE, Audit, Merge, Record, now
from operations import trash
from operations.chain import hold
from operations.merging import lead, lead_trashed
from operations.records import held, permit, save_one
from operations.refusals import Refused, in_words
from operations.trail import changes, kept, note
from scope import Actor


def undo(done: Merge, by: Actor) -> Record:
    """Make them two again: links, values and the trash as before. Refused, with names, when one was changed since."""
    model = BY_TABLE[done.entity]
    with in_words(), db.atomic():
        permit(model, by)
        hold()
        staying = held(model, done.kept, by)
        leaving = trash.in_trash(model(id=done.lost), by)
        before = values_before(done)
        if touched := since(done, staying, leaving, before):
            raise Refused(
                gettext(
                    "It was changed since, and cannot be undone as a whole: %(what)s", what="、".join(touched)
                )
            )
        give_back(staying, before, by)
        back = trash.restore(leaving, by)
        lead_back(done, by)
        note(staying, Act.SEPARATED, by, {"lost": back.code})
        Merge.update(undone_at=now()).where(Merge.id == done.id).execute()
    return back


def values_before(done) -> dict[str, list]:
    """{column: [before, after]} of what the one that stayed took over."""
    line = Audit.get_or_none(Audit.id == done.change) if done.change else None
    return changes(line) if line else {}


def since(done, staying, leaving, before) -> list[str]:
    """What is no longer as the merge left it, in words."""
    if done.undone_at or staying is None or leaving is None or leaving.deletion != done.deletion:
        return [gettext("one of the two records")]
    fields = type(staying)._meta.fields
    found = [
        f"{staying.code} {fields[n].label}"
        for n, (_old, new) in before.items()
        if kept(staying, fields[n]) != new
    ]
    for table, id, name in json.loads(done.moves):
        row = row_of(table, id)
        if row is None or row.__data__[name] != staying.id:
            found.append(getattr(row, "code", "") or gettext("a link that is gone"))
    return found


def row_of(table, id):
    known = {model._meta.table_name: model for model in BOOKKEEPING} | BY_TABLE
    return known[table].get_or_none(known[table].id == id)


def give_back(staying, before, by):
    fields = type(staying)._meta.fields
    for name, (old, _new) in before.items():
        staying.__data__[name] = fields[name].read(old)
        staying.__rel__.pop(name, None)
    save_one(staying, by)


def lead_back(done, by):
    for table, id, name in json.loads(done.moves):
        row = row_of(table, id)
        if not isinstance(row, Record):
            type(row).update({name: done.lost}).where(type(row).id == id).execute()
        elif row.deleted_at is None:
            lead(row, name, done.lost, by)
        else:
            lead_trashed(row, name, done.lost, by)
