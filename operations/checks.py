"""Rules that need other records to be known, by entity; what follows from a change before it is written, and after.

A check yields (column, words). What one record can tell of itself is its `problems`; decisions that need no
database are `rules`.
"""

import re
from functools import reduce

from peewee import OP, StringExpression, fn

from choices import ContractState, EntryState, IdKind
from language import lazy as _
from models import (
    Contest,
    Entry,
    EntryMember,
    MatchRegistration,
    MentorshipContract,
    Organisation,
    Score,
    Stage,
    Worker,
)
from operations import places


def no_circle(union, stored):
    if stored and union.parent_id and union.parent.path.startswith(stored.path):
        yield "parent", _("must not be this union itself or one under it")


def one_running_contract(contract, stored):
    """At most one running contract per apprentice and kind."""
    if contract.state != ContractState.RUNNING:
        return
    others = MentorshipContract.select().where(
        MentorshipContract.deleted_at.is_null(),
        MentorshipContract.id != (contract.id or 0),
        MentorshipContract.apprentice == contract.apprentice_id,
        MentorshipContract.kind == contract.kind,
        MentorshipContract.state == ContractState.RUNNING,
    )
    if others.exists():
        yield "apprentice", _("already has a running contract of this kind")


# What mentor and apprentice put their names to.
TERMS = ("organisation", "mentor", "apprentice", "kind", "trade", "starts_on", "ends_on", "goals", "plan")


def signatures_fall(contract, stored):
    """Who signed has signed these terms and no others: a contract whose terms change is to be signed anew."""
    if not stored or not (stored.mentor_signed_at or stored.apprentice_signed_at):
        return
    if any(contract.__data__[name] != stored.__data__[name] for name in TERMS):
        contract.mentor_signed_at = contract.apprentice_signed_at = None
        if contract.state == ContractState.SIGNED:
            contract.state, contract.signed_on = ContractState.DRAFT, None


def team_not_too_large(member, stored):
    size = Contest.select(Contest.team_size).join(Entry).where(Entry.id == member.entry_id).scalar()
    mates = EntryMember.select(fn.COUNT(EntryMember.id)).where(
        EntryMember.deleted_at.is_null(),
        EntryMember.entry == member.entry_id,
        EntryMember.id != (member.id or 0),
    )
    if mates.scalar() >= size:
        yield "worker", _("is one too many: a team of this contest has %(size)s members", size=size)


def one_entry_per_contest(member, stored, contest=None):
    """A worker enters a contest once, alone or in a team. `contest`: that of the entry, where it is not saved yet."""
    contest = contest or Entry.select(Entry.contest).where(Entry.id == member.entry_id)
    live = (
        EntryMember.select().join(Entry).where(EntryMember.deleted_at.is_null(), Entry.deleted_at.is_null())
    )
    elsewhere = live.where(
        EntryMember.worker == member.worker_id,
        EntryMember.entry != member.entry_id,
        Entry.contest == contest,
        Entry.state.not_in(OUT),
    )
    if elsewhere.exists():
        yield "worker", _("is already entered for this contest")


OUT = (EntryState.WITHDRAWN, EntryState.REFUSED)


def members_as_if_new(entry, stored):
    """An entry that comes back, or goes to another contest, is checked with its members like a new one."""
    back = stored and stored.state in OUT and entry.state not in OUT
    elsewhere = stored and stored.contest_id != entry.contest_id
    if not (back or elsewhere) or entry.state in OUT:
        return
    members = EntryMember.select().where(EntryMember.deleted_at.is_null(), EntryMember.entry == entry.id)
    size = Contest.get_by_id(entry.contest_id).team_size
    if members.count() > size:
        yield "contest", _("has teams of %(size)s members, and this one has more", size=size)
    for member in members:
        for _column, words in one_entry_per_contest(member, None, entry.contest_id):
            yield (
                "state" if back else "contest",
                _("%(member)s %(words)s", member=f"W-{member.worker_id}", words=words),
            )


def stage_of_same_contest(score, stored):
    contests = [
        Entry.select(Entry.contest).where(Entry.id == score.entry_id).scalar(),
        Stage.select(Stage.contest).where(Stage.id == score.stage_id).scalar(),
    ]
    if contests[0] != contests[1]:
        yield "stage", _("belongs to another contest than the entry")


def same_document(worker, stored):
    """A passport is the same however its number is set: E1234-5678 and E12345678."""
    plain = re.sub(r"[^A-Z0-9]", "", worker.id_number or "")
    changed = stored is None or stored.id_number != worker.id_number
    if not changed or not plain or worker.has_resident_number():
        return
    bare = reduce(lambda text, sign: fn.REPLACE(text, sign, ""), "()-", Worker.id_number)
    live = Worker.select().where(Worker.deleted_at.is_null(), Worker.id != (worker.id or 0))
    if live.where(Worker.id_kind != IdKind.RESIDENT, bare == plain).exists():
        yield "id_number", _("is the number of a document that another record has")


def place_in_tree(union, stored):
    """Keep the path of a union, and of all under it when it moved."""
    base = Organisation.get_by_id(union.parent_id).path if union.parent_id else "/"
    path = f"{base}{union.id}/"
    old = stored.path if stored else ""
    if path == old:
        return
    union.path = path
    Organisation.update(path=path).where(Organisation.id == union.id).execute()
    if old:
        moved = StringExpression(path, OP.CONCAT, fn.SUBSTR(Organisation.path, len(old) + 1))
        Organisation.update(path=moved).where(
            Organisation.path.startswith(old), Organisation.id != union.id
        ).execute()


CHECKS = {
    Organisation: [no_circle],
    MentorshipContract: [one_running_contract],
    Entry: [members_as_if_new],
    EntryMember: [team_not_too_large, one_entry_per_contest],
    Score: [stage_of_same_contest],
}
AT_A_SAVE = {Worker: [same_document]}  # too dear to ask of each record of a bulk load
BEFORE = {MentorshipContract: [signatures_fall]}
AFTER = {Organisation: [place_in_tree], MatchRegistration: [places.given_up]}
GONE = {MatchRegistration: [places.removed]}  # what follows when a record went to the trash
