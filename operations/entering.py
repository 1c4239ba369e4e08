"""What a union does with entries: confirms those that may compete, sends others back, takes some out; each with a reason.

What an entry must obey while it is typed in is `entry_checks`'.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import scope
from choices import EntryState
from language import gettext
from models import Competition, Contest, Entry, EntryMember, Worker
from operations.chain import gathering
from operations.records import held_or_refused, permit
from operations.refusals import Refused, in_words
from operations.several import save_all
from rows import with_links
from rules.entries import Member, unready
from scope import Actor

NAMED = 5  # entries that a refusal names


@dataclass(frozen=True)
class Looked:
    """An entry with its members, and all that stands in the way of confirming it."""

    entry: Entry
    members: Sequence[EntryMember]
    hindrances: Sequence[str]


def looked_at(contest: Contest, by: Actor, *conditions) -> list[Looked]:
    """The entries of a contest event that somebody may see: two queries, however many there are."""
    contest = Contest.select(Contest, Competition).join(Competition).where(Contest.id == contest.id).get()
    query = scope.visible(Entry, by).where(Entry.contest == contest.id, *conditions)
    entries = list(query.order_by(Entry.delegation, Entry.unit, Entry.number, Entry.id))
    teams = {entry.id: [] for entry in entries}
    for member in members_of(query):
        teams[member.entry_id].append(member)
    return [Looked(entry, teams[entry.id], objections(contest, teams[entry.id])) for entry in entries]


def members_of(entries):
    query = EntryMember.select(EntryMember, Worker).join_from(EntryMember, Worker)
    query = query.where(EntryMember.deleted_at.is_null(), EntryMember.entry.in_(entries.select(Entry.id)))
    return query.order_by(EntryMember.captain.desc(), EntryMember.id)


def objections(contest, members):
    """Members are named by their codes: who may read more of them looks there."""
    team = [Member(f"W-{member.worker_id}", member.worker.born_on) for member in members]
    return unready(team, contest.team_size, contest.highest_age, contest.competition.starts_on)


# One entry ---------------------------------------------------------------------------------------


def approve(entry: Entry, by: Actor) -> Entry:
    """Confirm an entry that has all it needs. Raises Refused with everything that it lacks."""
    permit(Entry, by)
    with in_words(), gathering():
        own = held_or_refused(entry, by)
        looked = looked_at(Contest.get_by_id(own.contest_id), by, Entry.id == own.id)[0]
        if looked.hindrances:
            raise Refused(hindered(looked))
        return moved(own, EntryState.CONFIRMED, by)


def hindered(looked):
    words = "；".join(str(one) for one in looked.hindrances)
    return gettext("%(entry)s: %(words)s", entry=f"{looked.entry.code} {looked.entry.name}", words=words)


def refuse(entry: Entry, by: Actor, reason: str) -> Entry:
    """Send an entry back, with the reason."""
    return ended(entry, EntryState.REFUSED, by, reason)


def withdraw(entry: Entry, by: Actor, reason: str) -> Entry:
    """Take an entry out because its unit or its people wish so."""
    return ended(entry, EntryState.WITHDRAWN, by, reason)


def disqualify(entry: Entry, by: Actor, reason: str) -> Entry:
    """Take an entry out because it broke the rules."""
    return ended(entry, EntryState.DISQUALIFIED, by, reason)


def ended(entry, state, by, reason):
    permit(Entry, by)
    if not (reason or "").strip():
        raise Refused(gettext("Say why: the unit will ask."))
    with in_words(), gathering():
        return moved(held_or_refused(entry, by), state, by, reason)


def moved(entry, state, by, reason=None):
    entry.state, entry.reason = state, reason
    save_all([entry], by)
    return entry


# All of a contest --------------------------------------------------------------------------------


def confirmed(contest: Contest, by: Actor) -> list[Looked]:
    """The final list: the confirmed entries, their members named as far as `by` may name them."""
    found = looked_at(contest, by, Entry.state == EntryState.CONFIRMED)
    names = members_named([one.entry for one in found], by)
    return [Looked(one.entry, names[one.entry.id], one.hindrances) for one in found]


def members_named(entries: Sequence[Entry], by: Actor) -> dict[int, list[EntryMember]]:
    """{entry: its members}, the captain first; people of other unions are named while the competition runs."""
    teams = {entry.id: [] for entry in entries}
    query = scope.visible(EntryMember, by, EntryMember.id).where(EntryMember.entry.in_(list(teams)))
    ids = [id for (id,) in query.order_by(EntryMember.captain.desc(), EntryMember.id).tuples()]
    for member in with_links(EntryMember, ids, by):
        teams[member.entry_id].append(member)
    return teams


def waiting(contest: Contest, by: Actor) -> tuple[list[Looked], list[Looked]]:
    """The entries to confirm: (those that have all they need, those that do not)."""
    found = looked_at(contest, by, Entry.state == EntryState.ENTERED)
    return [one for one in found if not one.hindrances], [one for one in found if one.hindrances]


def approve_all(contest: Contest, by: Actor) -> Contest:
    """Confirm every entry of a contest event that has all it needs; the others stay as they are."""
    permit(Entry, by)
    with in_words(), gathering():
        ready, unready_ones = waiting(contest, by)
        if not ready:
            rest = "；".join(hindered(one) for one in unready_ones[:NAMED])
            raise Refused(rest or gettext("No entry waits to be confirmed."))
        for one in ready:
            one.entry.state, one.entry.reason = EntryState.CONFIRMED, None
        save_all([one.entry for one in ready], by)
    return contest
