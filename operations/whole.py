"""A record saved as a whole, with the parts a person edits along with it: all of it or nothing."""

from collections.abc import Sequence

import scope
from database import db
from models import Record
from operations.records import save_one
from operations.refusals import Invalid, absent, in_words
from operations.trash import delete
from scope import Actor


def save(record: Record, by: Actor, parts: Sequence[Record] = (), gone: Sequence[Record] = ()) -> Record:
    """Write a record and its parts, or nothing at all.

    `record.version` is the version its editor saw. `parts` are records whose scope column is set to this one;
    `gone` are parts to put in the trash, before the others are written: one may take the place of another.
    Raises Invalid (words per column), Stale, or Refused.
    """
    with in_words(), db.atomic():
        saved = save_one(record, by)
        for part in gone:
            remove_part(part, saved, by)
        save_parts(saved, by, parts)
    return saved


def save_parts(parent, by, parts):
    mistakes = {}
    for index, part in enumerate(parts):
        setattr(part, part._meta.scope, parent)
        try:
            save_one(part, by)
        except Invalid as refusal:
            mistakes[index] = refusal.problems
    if mistakes:
        raise Invalid({}, children=mistakes)


def remove_part(part, parent, by):
    """Put a part in the trash like any record, but only one of this parent's."""
    stored = scope.find(type(part), part.id, by)
    if stored is None or stored.__data__[part._meta.scope] != parent.id:
        raise absent()
    delete(part, by)
