"""The honours that the result of a contest event brings, by its table of prizes; taken back where a correction says so.

The table says place → honour; the places are those of the last stage, worked out from its locked marks.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import scope
from language import gettext
from models import Competition, Contest, EntryMember, Honour, Organisation, Prize, Stage, Worker, now
from operations.chain import gathering
from operations.records import permit
from operations.refusals import Refused, in_words
from operations.several import save_all
from operations.standings import Ranking, ranking
from operations.trash import delete
from scope import Actor

Key = tuple[int, str]  # (worker, title)


@dataclass(frozen=True)
class Awards:
    """What awarding would do now: honours to come, those that stay, those that nobody has earned any more."""

    ranking: Ranking
    coming: Sequence[Honour]
    staying: Sequence[Honour]
    leaving: Sequence[Honour]
    beyond: Sequence[Key]  # earned by people of other unions, who enter it themselves
    places: dict[Key, int]


def last_stage(contest: Contest) -> Stage | None:
    stages = Stage.select().where(Stage.contest == contest.id, Stage.deleted_at.is_null())
    return stages.order_by(Stage.number.desc()).first()


def awards(contest: Contest, by: Actor, awarded_on: date | None = None) -> Awards:
    """What awarding a contest event would do. Raises Refused while it cannot be told."""
    prizes = list(
        Prize.select().where(Prize.contest == contest.id, Prize.deleted_at.is_null()).order_by(Prize.id)
    )
    if not prizes:
        raise Refused(
            gettext("This contest event has no prizes: enter first which place brings which honour.")
        )
    found = final_ranking(contest, by)
    earned = dict(earned_by(found, prizes))
    there = {(one.worker_id, one.title): one for one in given(contest, prizes, by)}
    competition = Competition.select(Competition, Organisation).join(Organisation)
    competition = competition.where(Competition.id == contest.competition_id).get()
    own = visible_workers(earned, by)
    new = {key: facts for key, facts in earned.items() if key not in there and key[0] in own}
    coming = [honour(competition, contest, key, *facts, awarded_on) for key, facts in new.items()]
    return Awards(
        *(found, coming),
        [one for key, one in there.items() if key in earned],
        [one for key, one in there.items() if key not in earned],
        [key for key in earned if key[0] not in own],
        {key: place for key, (place, _prize) in earned.items()},
    )


def visible_workers(earned, by):
    """The ids of those whose register is within reach: an honour is a line of it."""
    ids = [worker for worker, _title in earned]
    return {id for (id,) in scope.visible(Worker, by, Worker.id).where(Worker.id.in_(ids)).tuples()}


def final_ranking(contest, by):
    stage = last_stage(contest)
    found = stage and ranking(stage, by)
    if not found or not found.placed:
        raise Refused(gettext("The last stage of this contest event has no locked marks yet."))
    if found.waiting:
        count = len(found.waiting)
        raise Refused(gettext("%(count)s entries of the last stage have no locked marks yet.", count=count))
    return found


def earned_by(found, prizes):
    """((worker, title), (place, prize)) of every member of each entry that a prize is for."""
    members = EntryMember.select().where(
        EntryMember.deleted_at.is_null(), EntryMember.entry.in_([one.entry.id for one in found.placed])
    )
    places = {one.entry.id: one.place for one in found.placed}
    for member in members.order_by(EntryMember.id):
        place = places[member.entry_id]
        for prize in prizes:
            if prize.first_place <= place <= prize.last_place:
                yield (member.worker_id, prize.title), (place, prize)


def given(contest, prizes, by):
    """The honours of this contest event that bear the title of one of its prizes."""
    titles = [prize.title for prize in prizes]
    return scope.visible(Honour, by).where(Honour.contest == contest.id, Honour.title.in_(titles))


def honour(competition, contest, key, place, prize, awarded_on):
    worker, title = key
    return Honour(
        worker=worker, kind=prize.kind, title=title, level=prize.level or competition.level,
        awarded_on=awarded_on or now().date(), awarded_by=competition.organisation.name, contest=contest.id,
        reason=gettext("%(contest)s: place %(place)s", contest=f"{competition.name} · {contest}", place=place),
    )  # fmt: skip


def award(contest: Contest, by: Actor, awarded_on: date) -> Contest:
    """Give what was earned and is not there yet, take back what a correction left nobody entitled to."""
    permit(Honour, by)
    with in_words(), gathering():
        plan = awards(contest, by, awarded_on)
        if not plan.coming and not plan.leaving:
            raise Refused(gettext("Every honour of this contest event has been given already."))
        for one in plan.leaving:
            delete(one, by)
        save_all(plan.coming, by)
    return contest
