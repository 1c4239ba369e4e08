"""Whom somebody never wants to be suggested to or paired with. Said on one's own link, told to nobody, not in the trail."""

from collections.abc import Iterable

from language import gettext
from models import MatchBlock, MatchEvent, MatchProfile, Worker
from operations.places import present
from operations.records import held
from operations.refusals import Refused
from operations.registering import own_profile
from scope import Actor, Only

MOST = 30  # that one person may name
PHONE = Worker.phone


def blocked(profiles: Iterable[MatchProfile]) -> set[frozenset]:
    """The pairs of these profiles of which one side has blocked the other, whichever."""
    profiles = list(profiles)
    phones = {profile.worker.phone: profile.id for profile in profiles if profile.worker.phone}
    ids = [profile.id for profile in profiles]
    blocks = MatchBlock.select().where(MatchBlock.profile.in_(ids))
    found = {(one.profile_id, one.whom_id or phones.get(one.phone)) for one in blocks}
    return {frozenset(pair) for pair in found if pair[1] in set(ids) and pair[0] != pair[1]}


# The person's side --------------------------------------------------------------------------------


def only(profile: int, worker: Worker) -> Only:
    """Their own profile. Blocks are no records: they are written here alone."""
    return Only((("match_profile", "id", profile),), MatchBlock._meta.table_name)


def concerns(profile, worker) -> bool:
    mine = own_profile(worker)
    return mine is not None and mine.id == profile.id


def people(profile) -> list[Worker]:
    return [profile.worker]


def page(visit) -> dict:
    """What the person has said themselves, and no word on whether the desk knows whom they mean."""
    mine = MatchBlock.select().where(MatchBlock.profile == visit.record.id)
    return {"blocks": list(mine.order_by(MatchBlock.id)), "most": MOST}


def block(id: int, worker: Worker, by: Actor, typed: dict[str, str]) -> bool:
    """Never these two. The answer is the same whether or not there is such a person."""
    profile = held(MatchProfile, id, by)
    phone = read_phone(typed.get("phone", ""))
    mine = MatchBlock.select().where(MatchBlock.profile == profile.id)
    if mine.where(MatchBlock.phone == phone).exists():
        return False
    if mine.count() >= MOST:
        raise Refused(gettext("At most %(count)s people can be named.", count=MOST))
    MatchBlock.create(profile=profile, phone=phone, words=phone)
    return False


def read_phone(text):
    try:
        phone = PHONE.read(text)
    except ValueError as mistake:
        raise Refused(str(mistake.args[0])) from None
    if not phone:
        raise Refused(gettext("Type the mobile phone number of the person."))
    return phone


def unblock(id: int, worker: Worker, by: Actor, typed: dict[str, str]) -> bool:
    """Take one back."""
    profile, number = held(MatchProfile, id, by), typed.get("block", "")
    if number.isascii() and number.isdecimal() and len(number) < 10:
        MatchBlock.delete().where(MatchBlock.id == int(number), MatchBlock.profile == profile.id).execute()
    return False


def block_badge(id: int, worker: Worker, by: Actor, typed: dict[str, str]) -> bool:
    """Never these two, said at an event by the badge of the other."""
    event, profile = held(MatchEvent, id, by), own_profile(worker)
    wanted = typed.get("badge", "").strip()
    others = {str(one.badge): one.profile_id for one in present(event) if one.profile_id != profile.id}
    if wanted not in others:
        raise Refused(gettext("Choose among the badges listed here. Nothing was changed."))
    mine = MatchBlock.select().where(MatchBlock.profile == profile.id)
    if not mine.where(MatchBlock.whom == others[wanted]).exists():
        words = gettext("badge %(badge)s, %(event)s", badge=wanted, event=event.name)[:100]
        MatchBlock.create(profile=profile, whom=others[wanted], words=words)
    return False
