"""What a personal link can be for, as data: a literal list. How links work is `links`; what a verb does is its module."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from babel.support import LazyProxy

from language import lazy as _
from models import (
    Enterprise,
    FairFirm,
    MatchEvent,
    MatchProfile,
    MentorshipContract,
    Stage,
    TrainingClass,
    Worker,
)
from operations import (
    asking,
    blocking,
    choosing,
    company_link,
    joining,
    judging,
    my_training,
    registering,
    session_log,
    signing,
    telling_wishes,
)
from operations.mentorship_checks import TERMS
from scope import Only


@dataclass(frozen=True)
class Purpose:
    """One thing that somebody without an account may do with one record."""

    name: str  # in the trail, and the page's template
    words: LazyProxy
    model: type
    shown: tuple[str, ...]  # the columns of the record that the person sees
    verbs: dict[str, Callable]  # (record id, worker, actor, typed) -> whether anything was done
    only: Callable[[int, Worker | None], Only]  # all that the person can read and write
    concerns: Callable  # (record, worker) -> whether the person still has a part in it
    people: Callable  # (record) -> those a link can be made for; none: the union names them
    page: Callable  # (visit) -> what the page needs besides the columns
    lives: timedelta
    uses: int
    when: Callable = lambda record: True  # (record) -> whether such a link is of use now
    invites: bool = True  # where `people` names nobody, the union may: whoever concerns it
    addressee: Callable | None = None  # (record) -> whose link it is, where that is no worker


PURPOSES = [
    Purpose(
        name="sign_contract",
        words=_("Sign the mentorship contract"),
        model=MentorshipContract,
        shown=TERMS,
        verbs={"sign": signing.sign},
        only=signing.only,
        concerns=signing.concerns,
        people=signing.people,
        page=signing.page,
        lives=timedelta(days=30),
        uses=1,
        when=lambda contract: not session_log.runs(contract),
    ),
    Purpose(
        name="log_session",
        words=_("Log mentorship sessions"),
        model=MentorshipContract,
        shown=("mentor", "apprentice", "kind", "trade", "starts_on", "ends_on"),
        verbs={"log": session_log.log},
        only=session_log.only,
        concerns=session_log.concerns,
        people=session_log.people,
        page=session_log.page,
        lives=timedelta(days=370),
        uses=400,
        when=session_log.runs,
    ),
    Purpose(
        name="choose_at_event",
        words=_("Choose whom to meet again"),
        model=MatchEvent,
        shown=("name", "place", "choose_by"),
        verbs={"choose": choosing.choose, "apart": blocking.block_badge},
        only=choosing.only,
        concerns=choosing.concerns,
        people=choosing.people,
        page=choosing.page,
        lives=timedelta(days=60),
        uses=1,  # never counted: choosing leaves no mark on the link
        invites=False,
    ),
    Purpose(
        name="register_event",
        words=_("Register for the event"),
        model=MatchEvent,
        shown=("name", "organisation", "theme", "starts_at", "place", "register_by"),
        verbs={"register": registering.register, "withdraw": registering.withdraw},
        only=registering.only,
        concerns=registering.concerns,
        people=registering.people,
        page=registering.page,
        lives=timedelta(days=60),
        uses=10,
    ),
    Purpose(
        name="judge_stage",
        words=_("Mark the entries of a contest"),
        model=Stage,
        shown=("contest", "kind", "held_on", "place"),
        verbs={"mark": judging.mark, "recuse": judging.recuse},
        only=judging.only,
        concerns=judging.concerns,
        people=judging.people,
        page=judging.page,
        lives=timedelta(days=30),
        uses=20_000,
    ),
    Purpose(
        name="keep_apart",
        words=_("Say whom you never want to meet through us"),
        model=MatchProfile,
        shown=("matchmaker",),
        verbs={"block": blocking.block, "unblock": blocking.unblock},
        only=blocking.only,
        concerns=blocking.concerns,
        people=blocking.people,
        page=blocking.page,
        lives=timedelta(days=60),
        uses=1,  # never counted
    ),
    Purpose(
        name="join_class",
        words=_("Sign up for the class and sign in at its lessons"),
        model=TrainingClass,
        shown=("name", "organisation", "course", "starts_on", "ends_on", "place", "held_at", "register_by"),
        verbs={"register": joining.register, "withdraw": joining.withdraw, "sign_in": joining.sign_in},
        only=joining.only,
        concerns=joining.concerns,
        people=joining.people,
        page=joining.page,
        lives=timedelta(days=370),
        uses=400,  # each lesson takes one
        when=joining.ahead,
    ),
    Purpose(
        name="company_posts",
        words=_("Look after the company's posts at the fair"),
        model=FairFirm,
        shown=("enterprise", "fair"),
        verbs=company_link.VERBS,
        only=company_link.only,
        concerns=company_link.concerns,
        people=company_link.people,
        page=company_link.page,
        lives=timedelta(days=60),
        uses=5000,
        invites=False,
        addressee=company_link.addressee,
    ),
    Purpose(
        name="my_training",
        words=_("My training: sign up for classes, sign in at lessons"),
        model=Worker,
        shown=("name", "organisation"),
        verbs=my_training.VERBS,
        only=my_training.only,
        concerns=my_training.concerns,
        people=my_training.people,
        page=my_training.page,
        lives=timedelta(days=370),
        uses=1000,  # each lesson takes one
    ),
    Purpose(
        name="ask_training",
        words=_("Say what your people should be taught"),
        model=Enterprise,
        shown=("name",),
        verbs={"ask": asking.ask},
        only=asking.only,
        concerns=asking.concerns,
        people=asking.people,
        page=asking.page,
        lives=timedelta(days=60),
        uses=50,
        invites=False,
        addressee=asking.addressee,
    ),
    Purpose(
        name="tell_wishes",
        words=_("Say when you are free and what you wish to learn"),
        model=Worker,
        shown=("name", "organisation"),
        verbs={"tell": telling_wishes.tell},
        only=telling_wishes.only,
        concerns=telling_wishes.concerns,
        people=telling_wishes.people,
        page=telling_wishes.page,
        lives=timedelta(days=60),
        uses=20,
    ),
]
