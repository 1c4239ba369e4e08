"""What marks, judges and criteria must obey among one another; looked at with every save, whatever door it comes through.

What marks come to is `rules.marking`; what people do with them is `judging` and `marking`.
"""

from choices import MarkState, ScoreState
from language import gettext
from language import lazy as _
from models import Criterion, Judge, Mark, Score, Stage
from operations.refusals import Refused
from reports import marksheet
from rules import marking


def locked_marks(score, stored):
    """Confirmed marks change by a correction alone; those that judges gave are added up, not typed."""
    names = ("theory", "practice", "total")
    if score.by_verb or not any(has_changed(score, stored, name) for name in (*names, "state")):
        return
    if stored and stored.state == ScoreState.CONFIRMED:
        yield from (
            (name, _("is locked since the marks were confirmed: use “Correct a mark”"))
            for name in names
            if has_changed(score, stored, name)
        )
    elif judged(score):
        yield "total", _("comes from the marks of the judges: use “Add up” and “Confirm” of the stage")


def has_changed(record, stored, name):
    return stored is not None and record.__data__[name] != stored.__data__[name]


def judged(score):
    return Mark.select().where(Mark.deleted_at.is_null(), Mark.score == (score.id or 0)).exists()


def scheme_in_use(criterion, stored):
    """What a criterion is worth stays as it is once something was marked by it."""
    names = ("contest", "module", "kind", "weight", "worst", "best")
    given = Mark.select().join(Judge).where(Mark.deleted_at.is_null(), Judge.criterion == (criterion.id or 0))
    if any(has_changed(criterion, stored, name) for name in names) and given.exists():
        yield "weight", _("and what else decides the marks cannot change: entries have been marked by it")


def judge_of_same_contest(judge, stored):
    contests = [
        Criterion.select(Criterion.contest).where(Criterion.id == judge.criterion_id).scalar(),
        Stage.select(Stage.contest).where(Stage.id == judge.stage_id).scalar(),
    ]
    if contests[0] != contests[1]:
        yield "criterion", _("belongs to another contest than the stage")
    changed = any(has_changed(judge, stored, name) for name in ("stage", "criterion", "worker"))
    if changed and Mark.select().where(Mark.deleted_at.is_null(), Mark.judge == judge.id).exists():
        yield "worker", _("has marked already: name another judge beside")


def mark_allowed(mark, stored):
    """Judges mark entries of their stage, not of their own unit, and nothing that is locked."""
    score, judge = Score.get_by_id(mark.score_id), Judge.get_by_id(mark.judge_id)
    if score.stage_id != judge.stage_id:
        yield "judge", _("judges another stage")
    elif mark.value is not None and (words := marking.fits(judge.criterion.kind, mark.value)):
        yield "value", words
    elif has_changed(mark, stored, "judge"):
        yield "judge", _("stays as it is: a mark is its judge's own")
    elif mark.state != MarkState.RECUSED and marksheet.bar(score, judge):
        yield "judge", _("does not mark an entry of their own unit: name another judge")
    if score.state == ScoreState.CONFIRMED and not mark.by_verb:
        yield "value", _("is locked since the marks were confirmed: use “Correct a mark”")


def refuse_locked(mark):
    """A mark that counts does not go to the trash."""
    if Score.get_by_id(mark.score_id).state == ScoreState.CONFIRMED:
        raise Refused(gettext("The marks of this entry are confirmed: none of them can be deleted."))


OF_SCORES = [locked_marks]
OF_CRITERIA = [scheme_in_use]
OF_JUDGES = [judge_of_same_contest]
OF_MARKS = [mark_allowed]
