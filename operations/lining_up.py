"""The first stage of an event: every confirmed entry gets its line there. Into later stages one is promoted: `promoting`."""

from choices import EntryState
from language import gettext
from models import Entry, Score, Stage
from operations.chain import gathering
from operations.records import permit
from operations.refusals import Refused, in_words
from operations.several import save_all
from operations.standings import held_stage
from scope import Actor


def without_line(stage: Stage) -> list[Entry]:
    """The confirmed entries that have no line in the first stage of their event yet; none for a later stage."""
    earlier = Stage.select().where(
        Stage.contest == stage.contest_id, Stage.deleted_at.is_null(), Stage.number < stage.number
    )
    if earlier.exists():
        return []
    there = Score.select(Score.entry).where(Score.stage == stage.id, Score.deleted_at.is_null())
    entries = Entry.select().where(
        *(Entry.contest == stage.contest_id, Entry.deleted_at.is_null()),
        *(Entry.state == EntryState.CONFIRMED, Entry.id.not_in(there)),
    )
    return list(entries.order_by(Entry.number, Entry.id))


def line_up(stage: Stage, by: Actor) -> Stage:
    """Give every confirmed entry its line in the first stage, for marks that are typed or imported."""
    permit(Score, by)
    with in_words(), gathering():
        own = held_stage(stage, by)
        entries = without_line(own)
        if not entries:
            raise Refused(
                gettext("No confirmed entry lacks a line here; into a later stage one is promoted.")
            )
        save_all([Score(entry=entry, stage=own) for entry in entries], by)
    return stage
