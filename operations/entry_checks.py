"""What an entry and its members must obey beyond themselves: team size, age, one entry per person, quotas.

The decisions are `rules.entries`'; here is only what must be looked up for them. What a secretary does with an entry
is `entering`'s.
"""

from peewee import fn

from choices import EntryState
from language import lazy as _
from models import Competition, Contest, Entry, EntryMember, Worker
from rules import entries

OUT = (EntryState.WITHDRAWN, EntryState.REFUSED, EntryState.DISQUALIFIED)
LEFT = (EntryState.WITHDRAWN, EntryState.REFUSED)  # who is disqualified has used up the one entry


# Members -----------------------------------------------------------------------------------------


def fits_in(member, stored):
    """A member against the team, the age and the other entries: the first that does not fit is said."""
    contest = contest_of(member.entry_id)
    if words := too_many(member, contest) or age_objection(member, contest) or other_entry(member, contest):
        yield "worker", words


def too_many(member, contest):
    mates = EntryMember.select(fn.COUNT(EntryMember.id)).where(
        EntryMember.deleted_at.is_null(),
        EntryMember.entry == member.entry_id,
        EntryMember.id != (member.id or 0),
    )
    return entries.too_many(contest.team_size, mates.scalar())


def contest_of(entry_id: int) -> Contest:
    """The contest event of an entry, its competition along with it."""
    query = Contest.select(Contest, Competition).join_from(Contest, Competition).join_from(Contest, Entry)
    return query.where(Entry.id == entry_id).get()


def age_objection(member, contest):
    if contest.highest_age is None:
        return ""
    born_on = Worker.select(Worker.born_on).where(Worker.id == member.worker_id).scalar()
    return entries.too_old(born_on, contest.highest_age, contest.competition.starts_on)


def other_entry(member, contest):
    """Why somebody cannot enter: they are in this contest already, or in another of a competition that allows one."""
    elsewhere = contests_of(member)
    if contest.id in elsewhere:
        return _("is already entered for this contest")
    if elsewhere and contest.competition.one_event:
        others = Contest.select().where(
            Contest.competition == contest.competition_id, Contest.id.in_(elsewhere)
        )
        if others.exists():
            return _("is already entered for another event of this competition, which allows one")
    return ""


def contests_of(member):
    """The ids of the contests that somebody has entered otherwise."""
    query = EntryMember.select(Entry.contest).join(Entry)
    found = query.where(
        *(EntryMember.deleted_at.is_null(), Entry.deleted_at.is_null(), Entry.state.not_in(LEFT)),
        *(EntryMember.worker == member.worker_id, EntryMember.entry != member.entry_id),
    )
    return {id for (id,) in found.tuples()}


# Entries -----------------------------------------------------------------------------------------


def members_as_if_new(entry, stored):
    """An entry that comes back, or goes to another contest, is checked with its members like a new one."""
    back = stored and stored.state in LEFT and entry.state not in LEFT
    elsewhere = stored and stored.contest_id != entry.contest_id
    if not (back or elsewhere) or entry.state in LEFT:
        return
    contest = Contest.get_by_id(entry.contest_id)
    members = list(
        EntryMember.select().where(EntryMember.deleted_at.is_null(), EntryMember.entry == entry.id)
    )
    if len(members) > contest.team_size:
        yield "contest", _("has teams of %(size)s members, and this one has more", size=contest.team_size)
    for member in members:
        if words := other_entry(member, contest) or age_objection(member, contest):
            yield (
                "state" if back else "contest",
                _("%(member)s %(words)s", member=f"W-{member.worker_id}", words=words),
            )


QUOTAS = (("unit", "unit_quota"), ("delegation", "delegation_quota"))


def within_quota(entry, stored):
    """A unit, and a delegation, make no more entries than the contest allows each."""
    if entry.state in OUT or same_place(entry, stored):
        return
    contest = Contest.get_by_id(entry.contest_id)
    for column, limit in QUOTAS:
        whose, quota = entry.__data__[column], contest.__data__[limit]
        if whose and quota is not None:
            others = Entry.select(fn.COUNT(Entry.id)).where(
                *(Entry.deleted_at.is_null(), Entry.contest == contest.id, Entry.id != (entry.id or 0)),
                *(Entry.state.not_in(OUT), getattr(Entry, column) == whose),
            )
            if words := entries.quota_full(whose, quota, others.scalar()):
                yield column, words


def same_place(entry, stored):
    """Whether an entry that counted goes on counting where it did."""
    names = ("contest", "unit", "delegation")
    return (
        stored is not None
        and stored is not entry
        and stored.state not in OUT
        and all(entry.__data__[name] == stored.__data__[name] for name in names)
    )


OF_MEMBERS = [fits_in]
OF_ENTRIES = [members_as_if_new, within_quota]
