"""A judge marks the entries of a stage by a personal link: own criteria only, other judges' marks are nowhere in sight.

What is sent twice is done once: a mark that stands already is left alone, and one that was changed meanwhile by
another device is not overwritten by a late one.
"""

from choices import MarkState, ScoreState
from language import gettext
from models import Contest, Judge, Mark, Score, Stage, Worker
from operations.records import held, save_one
from operations.refusals import Invalid, Refused
from operations.trail import given as reason_given
from reports import marksheet
from rules import marking
from scope import Actor, Only, visible

AGAIN = "again"  # what a form holds of a mark that is to be given anew


def rows(stage: int, worker: Worker) -> list[Judge]:
    """What this person judges at a stage."""
    own = Judge.select().where(Judge.deleted_at.is_null(), Judge.stage == stage, Judge.worker == worker.id)
    return list(own.order_by(Judge.id))


def only(stage: int, worker: Worker) -> Only:
    """The stage, its entries, and the person's own marks."""
    contest = Stage.select(Stage.contest).where(Stage.id == stage).scalar() or 0
    own = tuple(judge.id for judge in rows(stage, worker)) or (0,)  # no record has it
    seen = (
        *(("stage", "id", stage), ("contest", "id", contest), ("criterion", "contest", contest)),
        *(("score", "stage", stage), ("entry", "contest", contest)),
        *(("judge", "id", own), ("mark", "judge", own), ("worker", "id", worker.id)),
    )
    return Only(seen, "mark")


def concerns(stage, worker) -> bool:
    return bool(rows(stage.id, worker))


def people(stage) -> list[Worker]:
    judges = Judge.select(Judge.worker).where(Judge.deleted_at.is_null(), Judge.stage == stage.id)
    return list(Worker.select().where(Worker.id.in_(judges)).order_by(Worker.id))


# The page ------------------------------------------------------------------------------------------


def page(visit) -> dict:
    """Every entry with the person's own criteria, what is given and what is missing."""
    sheet, own = marksheet.sheet(visit.record), rows(visit.record.id, visit.worker)
    entries = [
        entry for score in sheet.scores if (entry := lines(sheet, score, own))["lines"] or entry["barred"]
    ]
    return {
        "entries": entries,
        "missing": sum(entry["missing"] for entry in entries),
        "flaws": sheet.flaws(),
        "highest": range(marking.HIGHEST + 1),
        "plain": marking.plain,
    }


def lines(sheet, score, own):
    """One entry: its lines in this person's form."""
    barred = [sheet.barred[score.id, judge.id] for judge in own if (score.id, judge.id) in sheet.barred]
    found = [line(sheet, score, judge) for judge in own if not barred and acts(sheet, score, judge)]
    return {
        "score": score,
        "name": sheet.name(score),
        "lines": found,
        "barred": barred[0] if barred else "",
        "locked": score.state == ScoreState.CONFIRMED,
        "missing": sum(one["was"] in ("", AGAIN) for one in found),
    }


def acts(sheet, score, judge):
    """Whether this judge's mark counts; who is named in reserve is not asked."""
    criterion = next(one for one in sheet.criteria if one.id == judge.criterion_id)
    barred = {id for id in sheet.assigned(criterion) if (score.id, id) in sheet.barred}
    return judge.id in marking.acting(criterion.kind, sheet.assigned(criterion), barred)


def line(sheet, score, judge):
    mark = sheet.given.get((score.id, judge.id))
    criterion = next(one for one in sheet.criteria if one.id == judge.criterion_id)
    return {
        "criterion": criterion,
        "field": f"{score.id}-{judge.id}",
        "value": short(mark) if mark and mark.state == MarkState.GIVEN else "",
        "was": stands(mark),
    }


def stands(mark) -> str:
    """What a form knows of a mark as it stands: nothing, its value, or that it is to be given again."""
    if mark is None:
        return ""
    return AGAIN if mark.state == MarkState.AGAIN else short(mark)


def short(mark):
    """`2` and `58.5`: without noughts that nobody types."""
    return "" if mark.value is None else marking.plain(mark.value)


# The verbs -----------------------------------------------------------------------------------------


def mark(id: int, worker: Worker, by: Actor, typed: dict[str, str]) -> bool:
    """Give each mark that the form holds: `mark-<score>-<judge>`, beside it `was-…` as it stood when it was typed."""
    stage, own = held(Stage, id, by), {judge.id: judge for judge in rows(id, worker)}
    refuse_flaws(stage)
    done = False
    for name, text in typed.items():
        if name.startswith("mark-") and text.strip():
            score, judge = meant(name.removeprefix("mark-"), own, by)
            done |= give(score, judge, text, typed.get(name.replace("mark-", "was-"), ""), by)
    return done


def refuse_flaws(stage):
    if flaws := marksheet.scheme(stage).flaws():
        raise Refused(gettext("Nothing can be marked yet: %(words)s", words="".join(flaws)))


def meant(text, own, by):
    """(score, judge) of a field, if the person may mark there."""
    number, _dash, judge = text.partition("-")
    fits = all(one.isascii() and one.isdecimal() and len(one) < 10 for one in (number, judge))
    score = held(Score, int(number), by) if fits else None
    if score is None or int(judge) not in own:
        raise Refused(gettext("This is not yours to mark. Open your link again."))
    return score, own[int(judge)]


def give(score, judge, text, was, by) -> bool:
    """Write one mark; False where it stands already."""
    where = f"{marksheet.called(contest_of(score), score.entry)} · {judge.criterion.name}"
    value, before = read(text, where), read(was, where) if was not in ("", AGAIN) else was
    stored = visible(Mark, by).where(Mark.score == score.id, Mark.judge == judge.id).first()
    if stored and stored.state == MarkState.GIVEN and stored.value == value:
        return False
    now = AGAIN if stored and stored.state == MarkState.AGAIN else stored.value if stored else ""
    if before != now:
        raise Refused(meanwhile(where, stored))
    new = stored or Mark(score=score.id, judge=judge.id)
    new.value, new.state = value, MarkState.GIVEN
    saved(new, where, by)
    return True


def contest_of(score):
    return Contest.select().join(Stage).where(Stage.id == score.stage_id).get()


def read(text, where):
    try:
        return Mark.value.read(text)
    except ValueError as mistake:
        raise Refused(gettext("%(where)s: the mark %(words)s", where=where, words=mistake.args[0])) from None


def meanwhile(where, stored):
    if stored is None or stored.state == MarkState.AGAIN:
        return gettext("%(where)s is to be marked again. Open your link again.", where=where)
    return gettext(
        "%(where)s was marked %(value)s meanwhile, perhaps on another device. Open your link again, then change it.",
        where=where, value=short(stored),
    )  # fmt: skip


def saved(mark, where, by):
    """Save a mark; a refusal names the entry and the criterion."""
    try:
        save_one(mark, by, sets=("state", "reason"))
    except Invalid as refusal:
        words = "；".join(str(one) for one in refusal.problems.values())
        raise Refused(gettext("%(where)s: the mark %(words)s", where=where, words=words)) from None


def recuse(id: int, worker: Worker, by: Actor, typed: dict[str, str]) -> bool:
    """Declare a conflict of interest with one entry: from now on another judge marks it."""
    number = typed.get("score", "")
    score = (
        held(Score, int(number), by) if number.isascii() and number.isdecimal() and len(number) < 10 else None
    )
    own = rows(id, worker)
    if score is None or not own:
        raise Refused(gettext("This is not yours to mark. Open your link again."))
    reason, done = reason_given(typed.get("reason", "")), False
    for judge in own:
        stored = visible(Mark, by).where(Mark.score == score.id, Mark.judge == judge.id).first()
        if stored is None or stored.state != MarkState.RECUSED:
            new = stored or Mark(score=score.id, judge=judge.id)
            new.value, new.state, new.reason, done = None, MarkState.RECUSED, reason, True
            saved(new, marksheet.called(contest_of(score), score.entry), by)
    return done
