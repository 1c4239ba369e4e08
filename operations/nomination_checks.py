"""What a nomination must obey, whatever door it comes through; who decides it and when is `nominating`'s."""

from choices import HonourKind, NominationState, ScoreState
from language import lazy as _
from models import EntryMember, Honour, KeyPost, Score


def settled(nomination, stored):
    """What was approved stays as it was approved."""
    names = ("worker", "key_post", "title", "period", "reason")
    if (
        stored
        and stored.state != NominationState.NOMINATED
        and any(nomination.__data__[name] != stored.__data__[name] for name in names)
    ):
        yield "worker", _("and what else was approved stays as it is: refuse the nomination and make another")


def one_champion(nomination, stored):
    """No two champions of one post in one period, and none of a post that is no longer kept."""
    if stored and stored.state != NominationState.NOMINATED:
        return
    if honoured(nomination):
        yield "period", _("has a champion of this post already")
    if not KeyPost.get_by_id(nomination.key_post_id).in_force:
        yield "key_post", _("is no key post any more")


def own_result(nomination, stored):
    """A result that speaks for somebody is their own, and locked."""
    if nomination.score_id is None:
        return
    score = Score.get_by_id(nomination.score_id)
    mine = EntryMember.select().where(
        EntryMember.entry == score.entry_id, EntryMember.worker == nomination.worker_id,
        EntryMember.deleted_at.is_null(),
    )  # fmt: skip
    if not mine.exists():
        yield "score", _("is a result of somebody else")
    elif score.state != ScoreState.CONFIRMED:
        yield "score", _("is not confirmed yet")


def honoured(nomination) -> bool:
    return Honour.select().where(*same(Honour, nomination, HonourKind(nomination.title.value))).exists()


def same(model, nomination, kind):
    """The conditions of one post, one kind, one period."""
    column = model.kind if model is Honour else model.title
    yield from (model.deleted_at.is_null(), model.key_post == nomination.key_post_id, column == kind)
    yield model.period == nomination.period


OF_NOMINATIONS = [settled, one_champion, own_result]
