"""The trash: deleting a record with the parts it owns, and bringing all of it back. Nothing goes for good here."""

from collections import Counter

import scope
from choices import Act
from database import db
from fields import ForeignKeyField
from language import gettext
from models import RECORDS, Audit, Organisation, Record, columns, now
from operations import findings
from operations.chain import hold
from operations.checks import GONE
from operations.records import broken_rules, permit, stored_version, taken
from operations.refusals import Refused, absent, in_words
from operations.trail import note
from operations.voiding import void_transfers
from scope import Actor


def links_to(model) -> list[ForeignKeyField]:
    """Every column of every entity that links to this entity."""
    return [
        field
        for other in RECORDS
        for field in columns(other)
        if isinstance(field, ForeignKeyField) and field.rel_model is model
    ]


def owns(field: ForeignKeyField) -> bool:
    """Whether the linking record is a part of the linked one and goes where it goes."""
    return field.model._meta.scope == field.name and field.rel_model is not Organisation


def linking(field, ids):
    return field.model.select(field.model.id).where(field.in_(ids), field.model.deleted_at.is_null())


def dependants(record: Record) -> tuple[Counter, Counter]:
    """What goes with a record into the trash, and what keeps it from going: {entity: how many} each."""
    parts, blockers = closure(type(record), [record.id])
    return Counter({model: len(ids) for model, ids in parts.items()}), blockers


def closure(model, ids):
    """({entity: ids} of the parts, however deep; {entity: count} of live records that link from elsewhere)."""
    parts, outer, queue = {}, [], [(model, ids)]
    while queue:
        owner, owned = queue.pop()
        for field in links_to(owner):
            if not owns(field):
                outer.append((field, owned))
            elif found := [id for (id,) in linking(field, owned).tuples()]:
                parts.setdefault(field.model, []).extend(found)
                queue.append((field.model, found))
    blockers = Counter()
    for field, owned in outer:
        inside = [*parts.get(field.model, ()), *(ids if field.model is model else ())]
        blockers[field.model] += linking(field, owned).where(field.model.id.not_in(inside)).count()
    return parts, +blockers


def delete(record: Record, by: Actor) -> Audit:
    """Put a record and its parts in the trash. Raises Refused when other records still need it."""
    with in_words(), db.atomic():
        permit(type(record), by)
        hold()
        stored = stored_version(record, by)
        parts, blockers = closure(type(record), [record.id])
        if blockers:
            raise Refused(still_needed(blockers))
        refuse_others_work(parts, by)
        audit = note(stored, Act.DELETED, by, {})
        for model, ids in [(type(record), [record.id]), *parts.items()]:
            mark_deleted(model, ids, audit.id)
        for follow_up in GONE.get(type(record), ()):
            follow_up(stored)
    return audit


def refuse_others_work(models, by):
    """What goes along, or comes back along, must be somebody's own work too: a clerk keeps to their areas."""
    others = [model for model in models if not scope.may_write(model, by)]
    if others:
        words = "、".join(
            gettext("%(title)s (area “%(area)s”)", title=str(m._meta.title), area=str(m._meta.area.words))
            for m in others
        )
        raise Refused(
            gettext(
                "With it would go %(records)s, which is not yours to change. Ask somebody of that area.",
                records=words,
            )
        )


def mark_deleted(model, ids, deletion):
    marks = {model.deleted_at: now(), model.deletion: deletion, model.version: model.version + 1}
    model.update(marks).where(model.id.in_(ids)).execute()
    findings.forget(model, ids)
    void_transfers(model, ids)


def still_needed(blockers):
    counts = "、".join(
        gettext("%(title)s (%(count)s)", title=str(m._meta.title), count=n) for m, n in blockers.items()
    )
    return gettext("Other records still need it: %(counts)s. Change or delete those first.", counts=counts)


def restore(record: Record, by: Actor) -> Record:
    """Bring a record back from the trash with everything that went with it."""
    with in_words(), db.atomic():
        permit(type(record), by)
        hold()
        trashed = in_trash(record, by)
        if trashed is None:
            raise Refused(gettext("This record is not in the trash."))
        bring_back(trashed.deletion, by)
        back = scope.find(type(record), record.id, by)
        if back is None:
            raise absent()
        note(back, Act.RESTORED, by, {})
    return back


def trashed(model, by: Actor, *selection):
    """The records of an entity that somebody may see, as they lie in the trash."""
    query = model.select(*selection).where(model.deleted_at.is_null(False))
    limit = scope.within(model, by.root)
    return query if limit is None else query.where(limit)


def in_trash(record, by):
    """The record as it lies in the trash, if it is the actor's; None else."""
    return trashed(type(record), by).where(type(record).id == record.id).first()


def bring_back(deletion, by):
    """All that one deletion took; refused when the records made meanwhile leave no place for it."""
    back = [record for model in RECORDS for record in model.select().where(model.deletion == deletion)]
    refuse_others_work(dict.fromkeys(type(record) for record in back), by)
    for record in back:
        refuse_any(record, taken(record, type(record)._meta.fields))
        stand_again(record)
    for record in back:
        if missing_link(record):
            raise Refused(trashed_link(record))
        refuse_any(record, broken_rules(record, record))


def stand_again(record):
    model = type(record)
    marks = {model.deleted_at: None, model.deletion: None, model.version: model.version + 1}
    model.update(marks).where(model.id == record.id).execute()


def refuse_any(record, mistakes):
    for column, words in mistakes:
        name = (
            record.code if record._meta.participants else record
        )  # who takes part is not named to everybody
        raise Refused(f"{name}：{type(record)._meta.fields[column].label}{words}")


def trashed_link(record):
    return gettext(
        "%(record)s belongs to a record that is in the trash: restore that first.", record=str(record)
    )


def missing_link(record):
    """Whether a link of the record leads to something that is still in the trash."""
    links = [field for field in columns(type(record)) if isinstance(field, ForeignKeyField)]
    trashed = (
        f.rel_model.select().where(
            f.rel_model.id == record.__data__[f.name], f.rel_model.deletion.is_null(False)
        )
        for f in links
    )
    return any(query.exists() for query in trashed)
