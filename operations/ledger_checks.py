"""Rules of the labour register that need other records to be known: ledgers, and one team at a time.

They have the form of `checks`; what may stand beside what is decided in `rules.ledgers`.
"""

from language import lazy as _
from models import LedgerEntry, ServiceTeam, TeamMember
from rules import ledgers
from rules.ledgers import Stay


def stay(entry: LedgerEntry) -> Stay:
    return Stay(entry.ledger, entry.since, entry.until)


def stays(worker: int, but: int = 0) -> list[Stay]:
    """All that is noted down of a person, without one entry."""
    own = LedgerEntry.select().where(LedgerEntry.deleted_at.is_null(), LedgerEntry.worker == worker)
    return [stay(entry) for entry in own.where(LedgerEntry.id != but)]


def no_contradiction(entry, stored):
    """Nobody stands twice in a ledger, nor in both ledgers about work, on one day."""
    if words := ledgers.clash(stay(entry), stays(entry.worker_id, entry.id or 0)):
        yield "since", words


def one_team(member, stored):
    """One person in one team at a time; who leaves on a day may join another on it."""
    others = TeamMember.select(TeamMember, ServiceTeam).join(ServiceTeam).where(
        TeamMember.deleted_at.is_null(), TeamMember.worker == member.worker_id, TeamMember.id != (member.id or 0),
        TeamMember.left_on.is_null() | (TeamMember.left_on > member.joined_on),
    )  # fmt: skip
    if member.left_on:
        others = others.where(TeamMember.joined_on < member.left_on)
    if other := others.order_by(TeamMember.joined_on).first():
        yield "worker", _(
            "is in the team %(team)s since %(day)s: one person, one team at a time",
            team=other.team.name, day=other.joined_on.isoformat(),
        )  # fmt: skip


def team_goes_on(member, stored):
    """Nobody joins a team after its last day."""
    team = ServiceTeam.get_by_id(member.team_id)
    if team.disbanded_on and (member.left_on is None or member.left_on > team.disbanded_on):
        yield "team", _("was disbanded on %(day)s", day=team.disbanded_on.isoformat())


OF_ENTRIES, OF_MEMBERS = [no_contradiction], [team_goes_on, one_team]
