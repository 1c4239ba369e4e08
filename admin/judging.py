"""Screens of judging: the verbs of a stage and of a mark, and how the marks of a stage stand."""

from admin.access import actor
from admin.verbs import Paper, Verb
from choices import MarkState, ScoreState
from fields import CharField
from forms.verbs import verb_form
from language import lazy as _
from models import Judge, Mark, Score, Stage
from operations import marking
from reports import marksheet
from rules import marking as rules


def why():
    """The column that every such verb asks; each form binds one of its own."""
    return {"reason": CharField(max_length=200, verbose_name=_("Reason"))}


def judged(stage):
    return Judge.select().where(Judge.deleted_at.is_null(), Judge.stage == stage.id).exists()


def some(stage, *states):
    lines = Score.select().where(Score.deleted_at.is_null(), Score.stage == stage.id)
    return lines.where(Score.state.in_(states)).exists()


def locked(mark):
    """Asked anew: of a linked record only the name is loaded along."""
    return Score.get_by_id(mark.score_id).state == ScoreState.CONFIRMED


def standing(stage, by):
    return "contests/marks.html", {
        "sheet": marksheet.sheet(stage),
        "lack": marking.lack,
        "plain": rules.plain,
    }


def would_change(mark, by, value=None, **_rest):
    """Whose place a correction would change."""
    if value is None:
        return None, {}
    return "contests/correction.html", {"found": marking.correction(mark, value, by)}


STAGE_VERBS = (
    Verb(
        "begin", _("Begin marking"), marking.begin,
        _("Every confirmed entry gets its line in this stage. Then make a personal link for each judge."),
        when=judged,
    ),
    Verb(
        "add_up", _("Add up"), marking.add_up,
        _("Works out theory, practice and total of every entry from its judges. Somebody else then confirms them."),
        shows=standing, when=lambda stage: judged(stage) and some(stage, ScoreState.DRAFT, ScoreState.ADDED_UP),
    ),
    Verb(
        "confirm", _("Confirm marks"), marking.confirm,
        _("Locks the marks. From then on they change by a correction alone."),
        shows=standing, when=lambda stage: some(stage, ScoreState.ADDED_UP) and judged(stage),
    ),
)  # fmt: skip
MARK_VERBS = (
    Verb(
        "judge_again", _("Have it judged again"), marking.judge_again,
        _("The three judges have talked it over: each gives the mark anew. Write down what came of the talk."),
        form=verb_form(Mark, **why()), when=lambda mark: not locked(mark),
    ),
    Verb(
        "correct", _("Correct a mark"), marking.correct,
        _("Changes a mark that is locked. Look first at whose place would change; reason and places stay in the trail."),
        form=verb_form(Mark, "value", required=("value",), **why()),
        when=lambda mark: locked(mark) and mark.state != MarkState.RECUSED,
        shows=would_change,
    ),
)  # fmt: skip


STAGE_PAPERS = (
    Paper(
        "marks", _("Print the list of marks"), "contests/mark_list.html",
        lambda stage, by: standing(stage, by)[1], when=judged,
    ),
)  # fmt: skip


def stage_sections(stage: Stage):
    """How its marks stand, for a stage that has judges."""
    if judged(stage):
        yield standing(stage, actor())
