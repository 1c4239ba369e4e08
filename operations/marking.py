"""What the office does with the marks of a stage: begin, have judged again, add up, confirm, correct.

Nobody here gives a mark; judges do, through `judging`. Places are `standings`'.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from choices import Act, MarkState, Role, ScoreState
from language import gettext
from models import Entry, Mark, Score, Stage
from operations.chain import gathering
from operations.lining_up import without_line
from operations.records import held, held_or_refused, permit
from operations.refusals import Refused, in_words
from operations.several import save_all
from operations.standings import held_stage, line_of, note_places, ranking
from operations.trail import given, note
from reports import marksheet
from reports.marksheet import Sheet
from rules import marking
from rules.marking import Result
from rules.ranking import ranked
from scope import Actor

NAMED = 5  # cells or entries that a refusal names


# Beginning -----------------------------------------------------------------------------------------


def begin(stage: Stage, by: Actor) -> Stage:
    """Give every confirmed entry its line in the first stage, once the scheme can be used and its judges are named."""
    permit(Score, by)
    with in_words(), gathering():
        found = held_stage(stage, by)
        refuse_flaws(marksheet.scheme(found))
        new = [Score(entry=entry, stage=found) for entry in without_line(found)]
        if not new and not marksheet.taking_part(found):
            raise Refused(
                gettext("No entry takes part in this stage yet: confirm entries, or promote some to it.")
            )
        save_all(new, by)
    return stage


def refuse_flaws(sheet):
    if flaws := sheet.flaws():
        raise Refused(gettext("Nothing can be marked yet: %(words)s", words="".join(flaws)))


# Judged again --------------------------------------------------------------------------------------


def judge_again(mark: Mark, by: Actor, reason: str) -> Mark:
    """Whoever talked it over writes down what came of it; the three judges give this entry's marks anew."""
    permit(Mark, by)
    with in_words(), gathering():
        mark, score = held_mark(mark, by)
        if score.state == ScoreState.CONFIRMED:
            raise Refused(gettext("These marks are confirmed: correct one instead."))
        cell, ids = cell_of(marksheet.sheet(score.stage), score, mark)
        if not cell.alarm:
            raise Refused(gettext("The judges of this criterion are not further than 1 apart here."))
        marks = list(
            Mark.select().where(Mark.score == score.id, Mark.judge.in_(ids), Mark.deleted_at.is_null())
        )
        for one in marks:
            one.state, one.reason = MarkState.AGAIN, given(reason)
        save_all(marks, by, ("state", "reason"))
    return mark


def held_mark(mark, by):
    found = held_or_refused(mark, by)
    return found, held(Score, found.score_id, by)


def cell_of(sheet, score, mark):
    """(how the entry stands in the mark's criterion, the judges whose marks count there)."""
    criterion = next(one.criterion_id for one in sheet.judges if one.id == mark.judge_id)
    cell = sheet.cells.get((score.id, criterion))
    if cell is None:
        raise Refused(gettext("This entry does not take part any more."))
    return cell, list(cell.values)


# Added up and confirmed ----------------------------------------------------------------------------


def add_up(stage: Stage, by: Actor) -> Stage:
    """Work out every entry's marks from what its judges gave; refused while a mark is missing or in dispute."""
    permit(Score, by)
    with in_words(), gathering():
        sheet = marksheet.sheet(held_stage(stage, by))
        refuse_flaws(sheet)
        refuse_open(sheet)
        lines = [score for score in sheet.scores if score.state != ScoreState.CONFIRMED]
        if not lines:
            raise Refused(
                gettext("There are no marks to add up: all are confirmed, or nobody takes part yet.")
            )
        for score in lines:
            set_result(score, sheet.result(score))
            score.state, score.added_up_by = ScoreState.ADDED_UP, by.name
        save_all(lines, by, ("added_up_by",))
    return stage


def set_result(score, result):
    score.theory, score.practice, score.total = result.theory, result.practice, result.total
    score.by_verb = True


def refuse_open(sheet):
    cells = sheet.open_cells()
    if cells:
        words = "；".join(open_words(sheet, *one) for one in cells[:NAMED])
        raise Refused(
            gettext("%(count)s marks are still open: %(words)s", count=len(cells), words=words)
            + ("……" if len(cells) > NAMED else "")
        )


def open_words(sheet, score, criterion, cell):
    where = f"{sheet.name(score)} · {criterion.name}"
    return f"{where}（{lack(sheet, cell)}）"


def lack(sheet, cell) -> str:
    """What stands in the way in one cell."""
    if cell.alarm:
        return gettext("judges more than 1 apart")
    if cell.short:
        return gettext("%(count)s more judges needed", count=cell.short)
    names = {judge.id: judge.worker.name for judge in sheet.judges}
    return gettext("missing: %(names)s", names="、".join(names[id] for id in cell.lacking))


def confirm(stage: Stage, by: Actor) -> Stage:
    """A second person looks the marks over and locks them."""
    permit(Score, by)
    with in_words(), gathering():
        sheet = marksheet.sheet(held_stage(stage, by))
        lines = [score for score in sheet.scores if score.state != ScoreState.CONFIRMED]
        if not lines or any(score.state != ScoreState.ADDED_UP for score in lines):
            raise Refused(gettext("The marks of this stage are not added up yet."))
        refuse_same_person(lines, by)
        refuse_changed(sheet, lines)
        for score in lines:
            score.state, score.confirmed_by, score.by_verb = ScoreState.CONFIRMED, by.name, True
        save_all(lines, by, ("confirmed_by",))
    return stage


def refuse_same_person(lines, by):
    if by.name in {score.added_up_by for score in lines}:
        raise Refused(gettext("You added these marks up yourself: somebody else confirms them."))


def refuse_changed(sheet, lines):
    """What was added up must still be what the judges gave."""
    changed = [sheet.name(score) for score in lines if sheet.result(score) != reached(score)]
    if changed:
        names = "、".join(changed[:NAMED])
        raise Refused(
            gettext("Marks changed since they were added up: %(names)s. Add them up again.", names=names)
        )


def reached(score):
    return Result(score.theory, score.practice, score.total)


# A correction --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Move:
    """An entry whose place or total changes by a correction."""

    entry: Entry
    places: tuple[int | None, int | None]
    totals: tuple[Decimal, Decimal]


@dataclass(frozen=True)
class Correction:
    """What a correction would do."""

    mark: Mark
    value: Decimal
    result: Result
    moves: Sequence[Move]


def correction(mark: Mark, value: Decimal, by: Actor) -> Correction:
    """What another value of a locked mark would change, for the entry and for every place. Writes nothing."""
    score = Score.get_by_id(mark.score_id)
    if score.state != ScoreState.CONFIRMED:
        raise Refused(gettext("These marks are not confirmed yet: their judge can still change them."))
    sheet = with_value(marksheet.sheet(score.stage), mark, value)
    result = sheet.result(score)
    if result is None:
        raise Refused(gettext("With it the marks would be more than 1 apart, or one would be missing."))
    found = ranking(score.stage, by)
    before = {one.score.id: one for one in found.placed}
    lines = [line_of(found.stage, one.score) for one in found.placed]
    lines = [with_result(line, result) if line.key == score.id else line for line in lines]
    after = {one.line.key: one.place for one in ranked(lines, found.contest.tie_break)}
    moved = marking.moved({id: one.place for id, one in before.items()}, after)
    totals = {id: one.total for id, one in before.items()} | {score.id: result.total}
    moves = [
        Move(one.entry, (one.place, after[id]), (one.total, totals[id]))
        for id, one in before.items()
        if id in moved or id == score.id
    ]
    return Correction(mark, value, result, moves)


def with_value(sheet: Sheet, mark, value) -> Sheet:
    """The sheet as it would be with another value of one mark."""
    return replace(sheet, marks=[changed(one, value) if one.id == mark.id else one for one in sheet.marks])


def changed(mark, value):
    return Mark(id=mark.id, score=mark.score_id, judge=mark.judge_id, value=value, state=MarkState.GIVEN)


def with_result(line, result):
    return replace(line, total=result.total, theory=result.theory, practice=result.practice)


def correct(mark: Mark, by: Actor, value: Decimal, reason: str) -> Mark:
    """Change a locked mark, with a reason, by somebody else than who confirmed it; places that were noted follow."""
    permit(Mark, by)
    with in_words(), gathering():
        mark, score = held_mark(mark, by)
        refuse_corrector(score, by)
        if words := marking.fits(mark.judge.criterion.kind, value):
            raise Refused(gettext("The mark %(words)s", words=str(words)))
        if mark.value == value:
            raise Refused(gettext("The mark is %(value)s already.", value=marking.plain(value)))
        found = correction(mark, value, by)
        mark.value, mark.state, mark.reason, mark.by_verb = value, MarkState.GIVEN, given(reason), True
        save_all([mark], by, ("state", "reason"))
        set_result(score, found.result)
        save_all([score], by)
        if score.place is not None:
            note_places(ranking(score.stage, by), by)
        note(score, Act.MARKS_CORRECTED, by, told(found, reason))
    return mark


def refuse_corrector(score, by):
    if by.role not in (Role.UNION, Role.ADMINISTRATOR):
        raise Refused(gettext("Only a union administrator may correct marks that are confirmed."))
    if score.confirmed_by == by.name:
        raise Refused(gettext("You confirmed these marks yourself: somebody else corrects them."))


def told(found, reason):
    """What the trail keeps of a correction: why, and whose place it changed."""
    places = [f"{one.entry.code} {one.places[0]}→{one.places[1]}" for one in found.moves]
    return {"mark": found.mark.code, "reason": given(reason), "places": "、".join(places)}
