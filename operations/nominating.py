"""A champion of a key post: nominated, approved by a second person and put up as a notice, then honoured.

Whoever wrote a nomination does not approve it. One post has one champion of a kind in a period.
"""

import models
from choices import EntryState, HonourKind, NominationState, ScoreState
from language import gettext
from models import Audit, Contest, EntryMember, Honour, KeyPost, Nomination, Score, Stage
from operations.chain import gathering
from operations.nomination_checks import honoured, same
from operations.records import held, held_or_refused, permit, save_one
from operations.refusals import Refused, in_words
from operations.several import save_all
from operations.trail import given
from rules import post_titles
from scope import Actor, visible

SETS = ("state", "approved_by", "notice_from", "notice_until", "answer")
NAMED = 3


# Decided -------------------------------------------------------------------------------------------


def approve(nomination: Nomination, by: Actor, days: int | None = None) -> Nomination:
    """A second person approves: from today the nomination is on view for so many days."""
    permit(Nomination, by)
    with in_words(), gathering():
        found = held_or_refused(nomination, by)
        refuse_unless(found, NominationState.NOMINATED)
        if by.name in writers(found):
            raise Refused(gettext("You nominated this person yourself: somebody else approves it."))
        refuse_rival(found)
        put_up(found, by, days or post_titles.NOTICE)
        save_all([found], by, SETS)
    return nomination


def put_up(nomination, by, days):
    today = models.now().date()
    nomination.state, nomination.approved_by = NominationState.PUBLISHED, by.name
    nomination.notice_from, nomination.notice_until = today, post_titles.last_day(today, days)


def refuse_unless(nomination, *states):
    if nomination.state not in states:
        words = gettext("This nomination is “%(state)s” by now.", state=str(nomination.state.words))
        raise Refused(words)


def writers(nomination) -> set[str]:
    """Who wrote a nomination, down to its last word."""
    lines = Audit.select(Audit.who).where(Audit.entity == "nomination", Audit.record == nomination.id)
    return {line.who for line in lines.distinct()}


def refuse_rival(nomination):
    """One post has one champion: another that is on view or honoured comes first."""
    rivals = Nomination.select().where(
        *same(Nomination, nomination, nomination.title), Nomination.id != nomination.id,
        Nomination.state.in_((NominationState.PUBLISHED, NominationState.AWARDED)),
    )  # fmt: skip
    if rivals.exists() or honoured(nomination):
        raise Refused(
            gettext(
                "%(post)s has a champion for %(period)s already, or one on view.",
                post=nomination.key_post.name, period=nomination.period,
            )
        )  # fmt: skip


def refuse(nomination: Nomination, by: Actor, answer: str) -> Nomination:
    """Not this one, with the reason that the nominating unit reads."""
    return ended(nomination, NominationState.REFUSED, by, answer)


def ended(nomination, state, by, answer):
    permit(Nomination, by)
    with in_words(), gathering():
        found = held_or_refused(nomination, by)
        refuse_unless(found, NominationState.NOMINATED, NominationState.PUBLISHED)
        found.state, found.answer = state, given(answer)
        save_all([found], by, SETS)
    return nomination


def award(nomination: Nomination, by: Actor) -> Honour:
    """The notice is over and nobody objected: the honour is given. Returns it."""
    permit(Honour, by)
    with in_words(), gathering():
        found = held_or_refused(nomination, by)
        refuse_unless(found, NominationState.PUBLISHED)
        if not post_titles.over(found.notice_until, models.now().date()):
            words = gettext(
                "The notice is up until %(day)s: wait for objections until then.", day=found.notice_until
            )
            raise Refused(words)
        honour = save_one(honour_of(found), by)
        found.state = NominationState.AWARDED
        save_all([found], by, SETS)
    return honour


def honour_of(nomination) -> Honour:
    kind, post = HonourKind(nomination.title.value), nomination.key_post
    contest = Contest.select().join(Stage).join(Score).where(Score.id == (nomination.score_id or 0)).first()
    title = gettext(
        "%(post)s: %(kind)s %(period)s", post=post.name, kind=str(kind.words), period=nomination.period
    )
    return Honour(
        worker=nomination.worker_id, kind=kind, title=title, awarded_on=models.now().date(),
        awarded_by=post.organisation.name, post=post.name, key_post=post, period=nomination.period,
        contest=contest, reason=nomination.reason,
    )  # fmt: skip


# Many at once --------------------------------------------------------------------------------------


def waiting(by: Actor, year: int):
    """Nominations of a year that somebody may decide."""
    mine = visible(Nomination, by).where(Nomination.period.startswith(str(year)))
    return mine.order_by(Nomination.period, Nomination.id)


def approve_all(by: Actor, year: int) -> tuple[int, list[str]]:
    """Approve what can be approved; (how many, why the others not)."""
    return each(waiting(by, year).where(Nomination.state == NominationState.NOMINATED), approve, by)


def award_all(by: Actor, year: int) -> tuple[int, list[str]]:
    """Honour everybody whose notice is over; (how many, why the others not)."""
    query = waiting(by, year).where(
        Nomination.state == NominationState.PUBLISHED, Nomination.notice_until < models.now().date()
    )
    return each(query, award, by)


def each(query, verb, by):
    permit(Nomination, by)
    done, words = 0, []
    for nomination in query:
        try:
            verb(nomination, by)
            done += 1
        except Refused as refusal:
            words.append(f"{nomination.code}：{refusal.words}")
    return done, words


# From a contest ------------------------------------------------------------------------------------


def nominate_winner(score: Score, by: Actor, key_post: KeyPost, title, period: str) -> Nomination:
    """Nominate who came first, with the result as the reason."""
    permit(Nomination, by)
    with in_words(), gathering():
        score = held(Score, score.id, by)
        if score is None or score.state != ScoreState.CONFIRMED or score.place != 1:
            raise Refused(
                gettext("Only who came first, with marks that are confirmed, is nominated from here.")
            )
        if score.entry.state in (EntryState.WITHDRAWN, EntryState.DISQUALIFIED):
            raise Refused(gettext("This entry does not take part any more."))
        members = list(score.entry.members.where(EntryMember.deleted_at.is_null()))
        if len(members) != 1:
            raise Refused(gettext("A team won: nominate its members one by one under “Nominations”."))
        reason = gettext(
            "First in %(contest)s with %(total)s marks", contest=str(score.stage.contest), total=score.total
        )
        new = Nomination(
            key_post=key_post,
            title=title,
            period=period,
            worker=members[0].worker_id,
            score=score,
            reason=reason,
        )
        return save_one(new, by)
