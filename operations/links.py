"""Personal links: one address for one person without an account, one purpose, one record. The mechanism only.

What a link is for, what it shows and what may be done with it is declared in `purposes`. The address is shown
once, when it is made; what is kept is a fingerprint that finds it and cannot be turned back.
"""

import secrets
from dataclasses import dataclass, replace
from datetime import timedelta
from hashlib import sha256

from peewee import JOIN

import scope
from choices import Act, Role
from database import db
from language import gettext
from models import BY_TABLE, PersonalLink, Record, Worker, now
from operations.chain import hold
from operations.knocking import knock
from operations.purposes import PURPOSES, Purpose
from operations.records import permit
from operations.refusals import Refused, absent
from operations.trail import note
from scope import Actor

BY_NAME = {purpose.name: purpose for purpose in PURPOSES}
# A used-up link still shows for so long what was done: a double click or a reload must not end at a shut door.
AFTERGLOW = timedelta(minutes=10)
ONE_VISIT = timedelta(hours=1)  # opened again within this time it is still the same visit


@dataclass(frozen=True)
class Visit:
    """Somebody has opened a personal link that is in force."""

    link: PersonalLink
    purpose: Purpose
    record: Record
    worker: Worker | None  # None: the link is of whoever the record stands for
    by: Actor


# The union's side ----------------------------------------------------------------------------------


def make(name: str, record: Record, worker: Worker | None, by: Actor) -> str:
    """A new link; returns its token, shown once and kept nowhere. An earlier one to the same end is revoked."""
    purpose, token = BY_NAME[name], made_up()
    with db.atomic():
        hold()
        record = own(record, by)
        whose = worker.name if worker else ""
        fits = type(record) is purpose.model and (worker is None) == (purpose.addressee is not None)
        if not fits or not purpose.concerns(record, worker):
            raise Refused(gettext("%(person)s has no part in this record.", person=whose))
        for link in live(record):
            if (link.purpose, link.worker_id) == (name, worker and worker.id):
                end(link, record, by)
        PersonalLink.create(
            fingerprint=fingerprint(token), purpose=name, entity=record._meta.table_name, record=record.id,
            worker=worker, made_by=by.account, expires_at=now() + purpose.lives, uses_left=purpose.uses,
        )  # fmt: skip
        note(record, Act.LINK_MADE, by, about(name, worker, record))
    return token


def make_all(
    name: str, record: Record, workers: list[Worker | None], by: Actor
) -> list[tuple[Worker | None, str]]:
    """A new link for each, or for nobody at all."""
    with db.atomic():
        hold()
        return [(worker, make(name, record, worker, by)) for worker in workers]


def revoke(link: PersonalLink, by: Actor) -> None:
    """From now on the link opens nothing."""
    with db.atomic():
        hold()
        record = own(BY_TABLE[link.entity](id=link.record), by)
        if link.revoked_at is None:
            end(link, record, by)


def own(record, by):
    """The record, if the one who gives out or takes back its links may change it."""
    permit(type(record), by)
    found = scope.find(type(record), record.id, by)
    if found is None:
        raise absent()
    return found


def end(link, record, by):
    PersonalLink.update(revoked_at=now()).where(PersonalLink.id == link.id).execute()
    note(record, Act.LINK_REVOKED, by, about(link.purpose, link.worker, record))


def about(name, worker, record):
    """What the trail says of a link: for what and for whom, never where."""
    return {"purpose": name, "worker": worker.code if worker else record.code}


def whose(link, record) -> str:
    """For whom a link is, in words."""
    if link.worker_id:
        return f"{link.worker.code} {link.worker.name}"
    return BY_NAME[link.purpose].addressee(record)


def purposes(model) -> list[Purpose]:
    """What links to a record of this entity can be for."""
    return [purpose for purpose in PURPOSES if purpose.model is model]


def live(record: Record) -> list[PersonalLink]:
    """The links to a record that are in force, newest first."""
    links = PersonalLink.select(PersonalLink, Worker).join(Worker, JOIN.LEFT_OUTER)
    mine = links.where(PersonalLink.entity == record._meta.table_name, PersonalLink.record == record.id)
    return [link for link in mine.order_by(PersonalLink.id.desc()) if in_force(link)]


def in_force(link):
    left = link.uses_left > 0 or (link.used_at and now() < link.used_at + AFTERGLOW)
    return link.revoked_at is None and now() < link.expires_at and bool(left)


def made_up():
    return secrets.token_urlsafe(32)


def fingerprint(token):
    return sha256(token.encode("utf-8", "replace")).hexdigest()


# The person's side ---------------------------------------------------------------------------------


def open(token: str, address: str) -> Visit | None:
    """What stands behind a token, for somebody at that network address; None for all that opens nothing.

    Unknown, expired, revoked, used up and pointless are one answer. Raises `TooMany` when it is tried too often.
    """
    with knock(token, address) as tries:
        visit = tries.found = found(PersonalLink.get_or_none(PersonalLink.fingerprint == fingerprint(token)))
    if visit:
        seen(visit)
    return visit


def found(link):
    """The visit that a link allows at this moment."""
    purpose = BY_NAME.get(link.purpose) if link and in_force(link) else None
    worker = link.worker if purpose else None
    if purpose is None or (worker.deleted_at if worker else purpose.addressee is None):
        return None
    only = purpose.only(link.record, worker)
    by = Actor(worker.name if worker else "", Role.READER, via=f"link {purpose.name}", only=only)
    record = scope.find(purpose.model, link.record, by)
    if record is None or not purpose.concerns(record, worker):
        return None
    by = by if worker else replace(by, name=purpose.addressee(record)[:50])
    return Visit(link, purpose, record, worker, by)


def seen(visit):
    """Keep when the link was last opened; note it down where that is not one visit with the time before."""
    link = visit.link
    with db.atomic():
        hold()
        if link.seen_at is None or now() > link.seen_at + ONE_VISIT:
            note(visit.record, Act.LINK_OPENED, visit.by, about(link.purpose, visit.worker, visit.record))
        PersonalLink.update(seen_at=now()).where(PersonalLink.id == link.id).execute()


def act(visit: Visit, verb: str, typed: dict[str, str]) -> Visit:
    """Do what the link is for. A verb that finds its work done does nothing, and takes no use.

    Raises Refused with words for the person.
    """
    do = visit.purpose.verbs.get(verb)
    if do is None:
        raise Refused(gettext("The address or the form sent was not in order. Go back and try again."))
    with db.atomic():
        hold()
        if visit.link.uses_left > 0 and do(visit.record.id, visit.worker, visit.by, typed):
            left = {PersonalLink.uses_left: PersonalLink.uses_left - 1, PersonalLink.used_at: now()}
            one = (PersonalLink.id == visit.link.id) & (PersonalLink.uses_left > 0)
            PersonalLink.update(left).where(one).execute()
    return replace(visit, record=scope.find(visit.purpose.model, visit.record.id, visit.by))
