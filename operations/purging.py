"""Removing for good what lies in the trash: by the administrator alone, and never while anything links to it."""

from collections import Counter

import peewee

from choices import Act, Role
from database import db
from language import gettext
from models import RECORDS, Audit, Record
from operations.refusals import Refused
from operations.trail import note
from operations.trash import in_trash
from scope import Actor


def purge(record: Record, by: Actor) -> Audit:
    """Remove a record and what went to the trash with it, for good. The trail keeps that it was."""
    if by.role != Role.ADMINISTRATOR:
        raise Refused(gettext("Only the system administrator may do this."))
    try:
        with db.atomic():
            trashed = in_trash(record, by)
            if trashed is None or not went_by_itself(trashed):
                raise Refused(gettext("This record is not in the trash."))
            refuse_links(trashed.deletion)
            audit = note(trashed, Act.PURGED, by, {})
            for part in parts(trashed):
                note(part, Act.PURGED, by, {})
            remove(trashed.deletion)
    except peewee.IntegrityError:  # what no screen shows may link to it, too
        raise Refused(gettext("Something still links to it.")) from None
    return audit


def went_by_itself(record):
    """Whether it was this record that was deleted, not one that it is a part of."""
    table = record._meta.table_name
    return (
        Audit.select()
        .where(Audit.id == record.deletion, Audit.entity == table, Audit.record == record.id)
        .exists()
    )


def parts(trashed):
    """What went to the trash with a record; each gets its own line, so that its id is known to be taken."""
    for model in RECORDS:
        for record in model.select().where(model.deletion == trashed.deletion):
            if record != trashed:
                yield record


def remove(deletion):
    for model in reversed(RECORDS):  # parts stand below what they belong to
        model.delete().where(model.deletion == deletion).execute()


def refuse_links(deletion):
    if links := still_linked(deletion):
        counts = "、".join(
            gettext("%(title)s (%(count)s)", title=str(model._meta.title), count=count)
            for model, count in links.items()
        )
        words = gettext("Other records, here or in the trash, still link to it: %(counts)s.", counts=counts)
        raise Refused(words)


def still_linked(deletion) -> Counter:
    """{entity: how many} of the records, live or trashed, that link to what one deletion took, from outside of it."""
    found = Counter()
    for model in RECORDS:
        taken = model.select(model.id).where(model.deletion == deletion)
        for field, other in model._meta.backrefs.items():
            if other in RECORDS:
                outside = other.deletion.is_null() | (other.deletion != deletion)
                found[other] += other.select().where(field.in_(taken), outside).count()
    return +found
