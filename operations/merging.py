"""Two records made one: every link led to the one that stays, the other put in the trash.

Which value of a column stands is `rules.merging`; which records may be the same is `likeness`; making them two again
is `separating`.
"""

import json
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field

import peewee

import scope
from choices import Act
from database import db
from language import gettext
from models import BOOKKEEPING, PRIVATE, Audit, LikelyPair, Merge, Record, columns
from operations import trash
from operations.chain import hold
from operations.records import check, held_or_refused, permit, save_one, settle, stored_version, write
from operations.refusals import Refused, Stale, in_words
from operations.trail import differences, kept, note
from rules import merging as rule
from scope import Actor


@dataclass
class Outcome:
    """What a merge does, or would do."""

    moved: Counter = field(default_factory=Counter)  # {link: how many records}
    staying: list = field(
        default_factory=list
    )  # [(record, words)]: parts that the one that stays has already
    blocked: list = field(default_factory=list)  # [(record, words)]: what must be settled first
    hidden: bool = False  # whether links stand in the way that this person does not see
    refusal: str = ""  # why the values cannot stand together
    moves: list = field(default_factory=list)  # [(table, id, column)]

    @property
    def possible(self):
        return not (self.blocked or self.hidden or self.refusal)


def texts(record: Record) -> dict[str, str]:
    """{column: plain text} of what people type: what a merge chooses between."""
    return {column.name: kept(record, column) for column in columns(type(record)) if column.typed}


def links_to(model) -> list[peewee.ForeignKeyField]:
    """Every column of every table that links to this entity: records first, then the desk's own tables."""
    own = [
        link
        for table in BOOKKEEPING
        for link in table._meta.sorted_fields
        if isinstance(link, peewee.ForeignKeyField) and link.rel_model is model and table not in PRIVATE
    ]
    return [*trash.links_to(model), *own]


def rehearse(staying: Record, leaving: Record, taken: Collection[str], by: Actor) -> Outcome:
    """What a merge would do, by doing it and taking it back."""
    outcome = Outcome()
    with in_words(), db.atomic() as transaction:
        try:
            carry_out(staying, leaving, taken, by, outcome)
        except Stale:
            raise
        except Refused as refusal:
            outcome.refusal = "" if outcome.blocked or outcome.hidden else refusal.words
        transaction.rollback()
    return outcome


def merge(staying: Record, leaving: Record, taken: Collection[str], by: Actor) -> Merge:
    """Make two records one. `taken`: the columns whose value comes from the one that leaves.

    Each record's `version` is the one its reader saw. Raises Refused, and then nothing was changed.
    """
    with in_words(), db.atomic():
        return carry_out(staying, leaving, taken, by, Outcome())


def carry_out(staying, leaving, taken, by, outcome):
    model = type(staying)
    permit(model, by)
    hold()
    staying, leaving = both(staying, leaving, by)
    values = rule.merged(texts(staying), texts(leaving), taken)
    lead_over(model, staying, leaving, by, outcome)
    if outcome.blocked or outcome.hidden:
        raise Refused(in_the_way(outcome))
    deletion = trash.delete(leaving, by)
    change = take_over(staying, values, by)
    table = model._meta.table_name
    LikelyPair.delete().where(
        LikelyPair.entity == table,
        LikelyPair.first == min(staying.id, leaving.id),
        LikelyPair.second == max(staying.id, leaving.id),
    ).execute()
    note(staying, Act.MERGED, by, {"lost": leaving.code, "links": len(outcome.moves)})
    return Merge.create(
        entity=table, kept=staying.id, lost=leaving.id, deletion=deletion.id, change=change,
        moves=json.dumps(outcome.moves), who=by.name,
    )  # fmt: skip


def both(staying, leaving, by):
    """The two as they are stored now, in the versions that were seen."""
    if staying.id == leaving.id:
        raise Refused(gettext("These are one and the same record."))
    return stored_version(staying, by), stored_version(leaving, by)


def take_over(staying, values, by):
    """Give the one that stays the chosen values; the number of the trail's line about it, None where nothing changed."""
    fields = type(staying)._meta.fields
    for name, text in values.items():
        if kept(staying, fields[name]) != text:
            staying.__data__[name] = fields[name].read(text)
            staying.__rel__.pop(name, None)
    version = staying.version
    save_one(staying, by)
    if staying.version == version:
        return None
    own = (Audit.entity == staying._meta.table_name) & (Audit.record == staying.id)
    return Audit.select(Audit.id).where(own).order_by(Audit.id.desc()).limit(1).scalar()


# Links ---------------------------------------------------------------------------------------------


def lead_over(model, staying, leaving, by, outcome):
    """Lead every link from the one that leaves to the one that stays; what cannot be led over is told in `outcome`."""
    for link in links_to(model):
        for row in list(link.model.select().where(link == leaving.id).order_by(link.model.id)):
            led_over(row, link, staying, by, outcome)


def led_over(row, link, staying, by, outcome):
    if not isinstance(row, Record):
        link.model.update({link: staying.id}).where(link.model.id == row.id).execute()
    elif row.deleted_at is None:
        try:
            with db.atomic():
                lead(row, link.name, staying.id, by)
        except Refused as refusal:
            return in_conflict(row, link, refusal, by, outcome)
    elif not lead_trashed(row, link.name, staying.id, by):
        outcome.hidden = True
        return None
    outcome.moved[link] += 1
    outcome.moves.append((link.model._meta.table_name, row.id, link.name))
    return None


def in_conflict(row, link, refusal, by, outcome):
    """A part that the one that stays has already goes to the trash with the one it belongs to; the rest is for a person."""
    if scope.find(type(row), row.id, by) is None:
        outcome.hidden = True
    elif trash.owns(link):
        outcome.staying.append((row, refusal.words))
    else:
        outcome.blocked.append((row, refusal.words))


def lead(row: Record, name: str, target: int, by: Actor) -> None:
    """Lead one link to another record: checked and noted down like any save, but signatures and sums stand."""
    permit(type(row), by)
    stored = held_or_refused(row, by)
    moved = type(row).get_by_id(row.id)
    moved.__data__[name] = target
    moved.__rel__.pop(name, None)
    changed = differences(stored, moved)
    check(moved, stored, changed, by)
    write(moved, stored, changed)
    settle(moved, stored, by)
    note(moved, Act.CHANGED, by, changed)


def lead_trashed(row, name, target, by) -> bool:
    """The same for a record in the trash, so that it finds its place when it comes back; whether it was this person's."""
    model, link = type(row), type(row)._meta.fields[name]
    stored = trash.in_trash(row, by)
    if stored is None or not scope.may_write(model, by):
        return False
    model.update({link: target, model.version: model.version + 1}).where(model.id == row.id).execute()
    note(model.get_by_id(row.id), Act.CHANGED, by, {name: [kept(stored, link), link.plain(target)]})
    return True


def in_the_way(outcome):
    words = [f"{row.code} {row}：{words}" for row, words in outcome.blocked]
    if outcome.hidden:
        words.append(gettext("Records that are not yours link to it: let the union above make the two one."))
    return gettext("This must be settled first: %(words)s", words="；".join(words))


# What became of a record ----------------------------------------------------------------------------


def successor(model, id: int, by: Actor) -> Record | None:
    """The record that one in the trash was merged into, as far as somebody sees it."""
    own = (Merge.entity == model._meta.table_name) & (Merge.lost == id) & Merge.undone_at.is_null()
    done = Merge.select().where(own).order_by(Merge.id.desc()).first()
    gone = model.select().where(model.id == id, model.deleted_at.is_null(False))
    return scope.find(model, done.kept, by) if done and gone.exists() else None


def merged_into(record: Record) -> list[Merge]:
    """The merges that a record came out of and that are not undone, newest first."""
    own = (Merge.entity == record._meta.table_name) & (Merge.kept == record.id) & Merge.undone_at.is_null()
    return list(Merge.select().where(own).order_by(Merge.id.desc()))
