"""Who goes on from a stage to the next: looked at first, then done as one operation; undone, or corrected later.

The decision is `rules.promotion`'s. Doing it again after marks, quotas or entries have changed is the correction: the
look beforehand says who comes and who goes.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from language import gettext
from models import Mark, Score, Stage, StageQuota
from operations.chain import gathering
from operations.records import permit
from operations.refusals import Refused, in_words
from operations.several import save_all
from operations.standings import (
    SETS,
    Ranking,
    Standing,
    group_of,
    held_stage,
    note_places,
    ranking,
    scores_of,
)
from operations.trash import delete
from rules.promotion import Candidate, Decision, Places, promoted
from scope import Actor

RESULTS = ("theory", "practice", "total", "seconds", "submitted_at")
NAMED = 5  # entries that a refusal names


@dataclass(frozen=True)
class Move:
    """What becomes of one entry. `there`: its line in the next stage, where it has one."""

    standing: Standing
    decision: Decision
    there: Score | None

    @property
    def comes(self) -> bool:
        return self.decision.goes and self.there is None

    @property
    def leaves(self) -> bool:
        return not self.decision.goes and self.there is not None


@dataclass(frozen=True)
class Promotion:
    """What would be done now: of every entry of a stage whether it goes on, why, and what that changes."""

    ranking: Ranking
    following: Stage
    moves: Sequence[Move]
    strangers: Sequence[Score]  # lines of the next stage whose entry has no line in this one

    @property
    def going(self) -> list[Move]:
        return [move for move in self.moves if move.decision.goes]

    @property
    def coming(self) -> list[Move]:
        return [move for move in self.moves if move.comes]

    @property
    def leaving(self) -> list[Move]:
        return [move for move in self.moves if move.leaves]


def following(stage: Stage) -> Stage | None:
    """The stage that comes after one."""
    later = Stage.select().where(
        Stage.contest == stage.contest_id, Stage.deleted_at.is_null(), Stage.number > stage.number
    )
    return later.order_by(Stage.number).first()


def promotion(stage: Stage, by: Actor) -> Promotion:
    """What promoting a stage would do now. Raises Refused where there is nothing that could be decided."""
    found, after = ranking(stage, by), following(stage)
    if after is None:
        raise Refused(gettext("This is the last stage: from here nobody goes on."))
    refuse_undecided(found)
    there = {score.entry_id: score for score in scores_of(after, by)}
    decisions = promoted(candidates(found), places_of(stage), found.contest.ties)
    moves = [Move(one, decisions[one.score.id], there.pop(one.entry.id, None)) for one in found.placed]
    moves += [Move(one, out_of_it(one), there.pop(one.entry.id, None)) for one in found.out]
    return Promotion(found, after, moves, list(there.values()))


def refuse_undecided(found):
    if not found.placed:
        raise Refused(gettext("No marks are locked yet: there is nothing to rank."))
    if found.waiting:
        words = gettext("%(count)s entries have no locked marks yet: %(names)s. Lock their marks or take them out.",
                        count=len(found.waiting), names=named(found.waiting))  # fmt: skip
        raise Refused(words)
    if found.stage.quota_for and (
        homeless := [one for one in found.placed if not group_of(found.stage, one.entry)]
    ):
        raise Refused(
            gettext("Places are kept for %(whose)s, and these entries name none: %(names)s.",
                    whose=str(found.stage.quota_for.words), names=named(homeless))
        )  # fmt: skip


def named(standings):
    names = "、".join(one.entry.name for one in standings[:NAMED])
    return names + "……" if len(standings) > NAMED else names


def candidates(found):
    return [
        Candidate(one.score.id, one.place, one.total, group_of(found.stage, one.entry))
        for one in found.placed
    ]


def places_of(stage: Stage) -> Places:
    quotas = StageQuota.select().where(StageQuota.stage == stage.id, StageQuota.deleted_at.is_null())
    groups = {quota.name: quota.places for quota in quotas} if stage.quota_for else {}
    return Places(stage.promoted, stage.quota, groups)


def out_of_it(standing):
    return Decision(False, standing.entry.state.words)


# Doing it ----------------------------------------------------------------------------------------


def promote(stage: Stage, by: Actor) -> Stage:
    """Note down places and who goes on; make the lines of the next stage. Returns that stage."""
    permit(Score, by)
    with in_words(), gathering():
        plan = promotion(held_stage(stage, by), by)
        refuse_marked([move.there for move in plan.leaving])
        note_places(plan.ranking, by, {move.standing.score.id: move.decision.goes for move in plan.moves})
        for move in plan.leaving:
            delete(move.there, by)
        save_all([Score(entry=one.standing.entry, stage=plan.following) for one in plan.coming], by)
    return plan.following


def undo(stage: Stage, by: Actor) -> Stage:
    """Take the lines that a promotion made out of the next stage again, as long as nobody has marks there."""
    permit(Score, by)
    with in_words(), gathering():
        after = following(held_stage(stage, by))
        own = list(scores_of(stage, by))
        gone_on = {score.entry_id for score in own if score.goes_on}
        there = [score for score in scores_of(after, by) if score.entry_id in gone_on] if after else []
        if not there:
            raise Refused(gettext("Nobody has been promoted from this stage."))
        refuse_marked(there)
        save_all([undecided(score) for score in own if score.goes_on is not None], by, SETS)
        for score in there:
            delete(score, by)
    return stage


def refuse_marked(scores):
    """Who has been marked in the next stage is not taken out of it behind the judges' backs."""
    if marked := [score.entry.name for score in scores if has_marks(score)]:
        raise Refused(
            gettext(
                "Already marked in the next stage: %(names)s. Take those marks out first.",
                names="、".join(marked),
            )
        )


def has_marks(score: Score) -> bool:
    """Whether anything has been noted of an entry in a stage, as a result or by a judge."""
    typed = any(score.__data__[name] is not None for name in RESULTS)
    return typed or Mark.select().where(Mark.score == score.id, Mark.deleted_at.is_null()).exists()


def undecided(score):
    score.goes_on = None
    return score
