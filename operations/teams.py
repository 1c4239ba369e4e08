"""The verbs of labour service teams: proposed from the register by trade and place, founded, joined, left, disbanded.

Who fits and why is `rules.teams`.
"""

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from peewee import JOIN, Case, fn

import models
import scope
from choices import Ledger, SkillLevel, WorkPlace, WorkState
from database import db
from language import gettext
from models import Organisation, ServiceTeam, Skill, SkillProfile, TeamMember, Trade, Worker
from operations.chain import hold
from operations.records import save_one
from operations.refusals import Invalid, Refused, in_words
from quality.ledgers import on_day
from rules import teams as rules
from rules.teams import Candidate, Proposal
from scope import Actor

FEWEST, PROPOSED, LOOKED_AT = 3, 15, 300


@contextmanager
def whole():
    """All of a verb or nothing of it."""
    with in_words(), db.atomic():
        hold()
        yield


# Who is free -----------------------------------------------------------------------------------------


def free(by: Actor, union: Organisation | None = None):
    """Who could join a team: not retired, in no team, and not at work elsewhere."""
    taken = TeamMember.select(TeamMember.worker).where(
        TeamMember.deleted_at.is_null(), TeamMember.left_on.is_null()
    )
    found = scope.visible(Worker, by, Worker.id).where(
        Worker.state != WorkState.RETIRED, Worker.id.not_in(taken),
        Worker.id.not_in(on_day(models.now().date(), Ledger.MOVED)),
    )  # fmt: skip
    return found if union is None else found.where(scope.within(Worker, union.path))


@dataclass(frozen=True)
class Possible:
    """A team that could be founded: how many are free who master the trade, and who wish for it; and where."""

    trade: Trade
    place: WorkPlace | None  # None: whoever said nothing of it
    masters: int
    wishing: int


def possible(by: Actor, union: Organisation | None = None) -> list[Possible]:
    """The trades and places for which enough people are free, the most first. Three queries, however many people."""
    people, found = free(by, union), {}
    for kind, query in enumerate((mastering(people), wishing(people))):
        for trade, place, count in query.tuples():
            found.setdefault((trade, place), [0, 0])[kind] = count
    trades = {one.id: one for one in Trade.select().where(Trade.id.in_({trade for trade, _place in found}))}
    enough = [Possible(trades[t], p, *n) for (t, p), n in found.items() if t in trades and sum(n) >= FEWEST]
    return sorted(enough, key=lambda one: (-one.masters - one.wishing, one.trade.id, str(one.place)))


def mastering(people):
    profile = (SkillProfile.worker == Skill.worker) & SkillProfile.deleted_at.is_null()
    query = Skill.select(Skill.trade, SkillProfile.work_place, fn.COUNT(fn.DISTINCT(Skill.worker)))
    query = query.join(SkillProfile, JOIN.LEFT_OUTER, on=profile)
    query = query.where(Skill.deleted_at.is_null(), Skill.worker.in_(people))
    return query.group_by(Skill.trade, SkillProfile.work_place)


def wishing(people):
    """Those who wish for a trade that they do not master: nobody is counted twice in one team."""
    known = Skill.select(Skill.id).where(
        Skill.deleted_at.is_null(),
        Skill.worker == SkillProfile.worker,
        Skill.trade == SkillProfile.wish_trade,
    )
    query = SkillProfile.select(SkillProfile.wish_trade, SkillProfile.work_place, fn.COUNT(SkillProfile.id))
    query = query.where(
        SkillProfile.deleted_at.is_null(), SkillProfile.wish_trade.is_null(False),
        SkillProfile.worker.in_(people), ~fn.EXISTS(known),
    )  # fmt: skip
    return query.group_by(SkillProfile.wish_trade, SkillProfile.work_place)


def proposals(team: ServiceTeam, by: Actor, most: int = PROPOSED) -> list[Proposal]:
    """Who could join a team, the best fitting first, with the reasons."""
    return rules.proposed(candidates(team, by), team.place, most)


def candidates(team, by) -> list[Candidate]:
    """The best skilled of those who are free, at most LOOKED_AT, as the rules see them."""
    level = fn.MAX(Skill.level)
    of_trade = (Skill.worker == Worker.id) & (Skill.trade == team.trade_id) & Skill.deleted_at.is_null()
    profile = (SkillProfile.worker == Worker.id) & SkillProfile.deleted_at.is_null()
    wishes = fn.MAX(Case(None, [(SkillProfile.wish_trade == team.trade_id, 1)], 0))
    query = Worker.select(
        Worker.id, Worker.name, Worker.state, level, wishes, fn.MAX(SkillProfile.work_place)
    )
    query = query.join(Skill, JOIN.LEFT_OUTER, on=of_trade).join_from(
        Worker, SkillProfile, JOIN.LEFT_OUTER, on=profile
    )
    query = query.where(Worker.id.in_(free(by, Organisation.get_by_id(team.organisation_id))))
    query = query.where((Skill.id.is_null(False)) | (SkillProfile.wish_trade == team.trade_id))
    query = query.group_by(Worker.id, Worker.name, Worker.state).order_by(level.desc(nulls="LAST"), Worker.id)
    return [candidate(*row) for row in query.limit(LOOKED_AT).tuples()]


def candidate(id, name, state, level, wishes, place):
    return Candidate(
        id, name, SkillLevel(level) if level else None, bool(wishes),
        WorkPlace(place) if place else None, state == WorkState.UNEMPLOYED,
    )  # fmt: skip


# Verbs -----------------------------------------------------------------------------------------------


def found(union: Organisation, trade: Trade, place: WorkPlace | None, by: Actor) -> ServiceTeam:
    """A team without members yet, named after its place and trade; a number behind the second of a name."""
    plain = gettext("%(union)s %(trade)s service team", union=short(union), trade=trade.name)[:90]
    with whole():
        own = ServiceTeam.select().where(
            ServiceTeam.organisation == union.id, ServiceTeam.deleted_at.is_null()
        )
        same = own.where(ServiceTeam.name.startswith(plain)).count()
        name = f"{plain}{same + 1}" if same else plain
        return save_one(
            ServiceTeam(
                organisation=union, name=name, trade=trade, place=place, founded_on=models.now().date()
            ),
            by,
        )


def short(union):
    return union.name.removesuffix("总工会").removesuffix("工会")


def take_in(team: ServiceTeam, by: Actor, joined_on: date, **ticked: bool) -> None:
    """Let those join who were chosen among the proposed (`worker_17`); the best skilled leads a team without leader."""
    with whole():
        chosen = [one.candidate for one in proposals(team, by) if ticked.get(f"worker_{one.candidate.key}")]
        if not chosen:
            raise Refused(gettext("Choose at least one person."))
        for one in chosen:
            add(team, Worker.get_by_id(one.key), by, joined_on)
        first = rules.leader(chosen)
        if team.leader_id is None and first:
            team.leader = first.key
            save_one(team, by)


def join(team: ServiceTeam, by: Actor, worker: Worker, joined_on: date) -> None:
    """Somebody joins a team."""
    with whole():
        add(team, worker, by, joined_on)


def add(team, worker, by, day):
    refuse_later("joined_on", day)
    if worker.state == WorkState.RETIRED:
        raise Invalid({"worker": gettext("%(name)s is retired", name=worker.name)}, TeamMember)
    save_one(TeamMember(team=team, worker=worker, joined_on=day), by)


def leave(member: TeamMember, by: Actor, left_on: date) -> None:
    """Somebody leaves their team."""
    with whole():
        if member.left_on:
            words = gettext("%(name)s has left the team already.", name=member.worker.name)
            raise Refused(words)
        refuse_later("left_on", left_on)
        member.left_on = left_on
        save_one(member, by)


def disband(team: ServiceTeam, by: Actor, disbanded_on: date) -> None:
    """The team ends, and with it everybody's place in it."""
    with whole():
        if team.disbanded_on:
            raise Refused(gettext("The team was disbanded already."))
        refuse_later("disbanded_on", disbanded_on)
        for member in members(team).where(TeamMember.left_on.is_null()):
            member.left_on = max(disbanded_on, member.joined_on)
            save_one(member, by)
        team.disbanded_on = disbanded_on
        save_one(team, by)


def members(team: ServiceTeam):
    """All who are or were in a team, who is still there first."""
    own = TeamMember.select(TeamMember, Worker).join(Worker).where(
        TeamMember.team == team.id, TeamMember.deleted_at.is_null()
    )  # fmt: skip
    return own.order_by(TeamMember.left_on.asc(nulls="FIRST"), TeamMember.joined_on, TeamMember.id)


def refuse_later(column, day):
    if day > models.now().date():
        raise Invalid({column: gettext("must not be in the future")}, TeamMember)


# A team on one page ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Place:
    """Somebody's place in a team, with their skills."""

    member: TeamMember
    skills: list[Skill]


def roll(team: ServiceTeam) -> list[Place]:
    """The members who are there, with their skills; two queries."""
    here = list(members(team).where(TeamMember.left_on.is_null()))
    skills = {}
    own = Skill.select(Skill, Trade).join(Trade).where(
        Skill.deleted_at.is_null(), Skill.worker.in_([one.worker_id for one in here])
    )  # fmt: skip
    for skill in own.order_by(Skill.level.desc(), Skill.id):
        skills.setdefault(skill.worker_id, []).append(skill)
    return [Place(one, skills.get(one.worker_id, [])) for one in here]
