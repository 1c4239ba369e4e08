"""Handing a record over to a union that one does not see: its own union releases it, the other one accepts it.

Nobody can pull a record in, nor push one out: until both have agreed it stays where it is, and the receiving
side learns no more than what it is called. What hangs on it goes along or stays as its own union says.
"""

from dataclasses import replace

import scope
from choices import Act, TransferState
from database import db
from language import gettext
from models import BY_TABLE, RECORDS, Organisation, Record, Transfer, now
from operations.chain import hold
from operations.records import held, permit, save_one, stored_version
from operations.refusals import Invalid, Refused, Stale, in_words
from operations.trail import given, jot, note
from rows import with_links
from scope import Actor, Only

HANDED = [model for model in RECORDS if scope.leads_to_union(model)]
AT_ONCE = 50


# The verbs ---------------------------------------------------------------------------------------


def release(record: Record, target: Organisation, reason: str, by: Actor) -> Transfer:
    """Offer a record to a union. `record.version` is the one that the person saw. Raises Refused or Stale."""
    reason = given(reason)
    with in_words(), db.atomic():
        permit(type(record), by)
        hold()
        stored = stored_version(record, by)
        waiting = waits(stored)
        if waiting and (waiting.target_id, waiting.reason) == (target.id, reason):
            return waiting  # pressed twice
        refuse_pointless(stored, target, waiting)
        transfer = Transfer.create(
            entity=stored._meta.table_name, record=stored.id, version=stored.version, target=target,
            origin=scope.owner(stored), reason=reason, released_by=by.name, released_at=now(),
        )  # fmt: skip
        note(stored, Act.RELEASED, by, facts(transfer, reason))
    return transfer


def refuse_pointless(record, target, waiting):
    if type(record) not in HANDED:
        raise Refused(gettext("This record goes where the record goes that it belongs to."))
    if waiting:
        union = f"{waiting.target.code} {waiting.target}"
        raise Refused(
            gettext("It waits for %(union)s already. To send it elsewhere, withdraw that first.", union=union)
        )
    if scope.owner(record) == target.id:
        raise Refused(gettext("The record belongs to this union already."))


def withdraw(transfer: Transfer, by: Actor) -> bool:
    """Take the offer back. Returns False where that was done already."""
    return end(transfer, TransferState.WITHDRAWN, Act.WITHDRAWN, by, may_withdraw)


def decline(transfer: Transfer, reason: str, by: Actor) -> bool:
    """Say no, and why; the record stays where it is. Returns False where that was done already."""
    return end(transfer, TransferState.DECLINED, Act.DECLINED, by, may_decide, given(reason))


def end(transfer, state, act, by, may, answer=""):
    with in_words(), db.atomic():
        hold()
        transfer = open_one(transfer, state, by, may)
        if transfer.state == state:
            return False
        note_down(transfer, act, by, answer or transfer.reason)
        decided(transfer, state, by, answer)
    return True


def accept(transfer: Transfer, version: int, by: Actor) -> bool:
    """Take the record over, with all that follows it. `version`: the record's when the person looked.

    Returns False where that was done already. Raises Stale when somebody changed the record meanwhile.
    """
    with in_words(), db.atomic():
        hold()
        transfer = open_one(transfer, TransferState.ACCEPTED, by, may_decide)
        if transfer.state == TransferState.ACCEPTED:
            return False
        between = carrier(transfer, by)
        record = held(BY_TABLE[transfer.entity], transfer.record, between)
        if record.version != version:
            raise Stale(record)
        note_down(transfer, Act.HANDED_OVER, by, transfer.reason)
        decided(transfer, TransferState.ACCEPTED, by)
        hand_over(record, transfer.target, between)
    return True


def carrier(transfer, by):
    """Somebody who sees this record and this union, both, and nothing else: what neither side could do alone."""
    rows = ((transfer.entity, "id", transfer.record), ("organisation", "id", transfer.target_id))
    return replace(by.through("transfer"), only=Only(rows, transfer.entity))


def hand_over(record, target, between):
    """Save it under its new union, through the checks of every save."""
    setattr(record, record._meta.scope, target)
    try:
        save_one(record, between)
    except Invalid:  # whose words are about columns that the receiving side does not see yet
        words = gettext("The record cannot be taken over as it stands: its union must put it in order first.")
        raise Refused(words) from None


def open_one(transfer, state, by, may):
    """The transfer as it is now, for who may decide on it: waiting, or already what it is to become."""
    transfer = chosen(Transfer.id == transfer.id).get()
    if not may(transfer, by):
        raise Refused(gettext("This transfer is not yours to decide on."))
    if transfer.state not in (TransferState.RELEASED, state):
        raise Refused(gettext("This transfer waits no more: %(state)s.", state=str(transfer.state.words)))
    return transfer


def decided(transfer, state, by, answer=""):
    values = {"state": state, "decided_by": by.name, "decided_at": now(), "answer": answer}
    Transfer.update(values).where(Transfer.id == transfer.id).execute()


def note_down(transfer, act, by, reason):
    """A line of the trail, at the union that released the record."""
    jot(transfer.entity, transfer.record, act, by, facts(transfer, reason), transfer.origin_id)


def facts(transfer, reason):
    between = {"from": transfer.origin, "to": transfer.target}
    return {side: f"{union.code} {union}" for side, union in between.items()} | {"reason": reason}


# Who may see, who may decide ------------------------------------------------------------------------


def may_withdraw(transfer: Transfer, by: Actor) -> bool:
    return may_act(transfer, transfer.origin, by)


def may_decide(transfer: Transfer, by: Actor) -> bool:
    return may_act(transfer, transfer.target, by)


def may_act(transfer, union, by):
    return scope.may_write(BY_TABLE[transfer.entity], by) and inside(union, by)


def inside(union, by):
    return by.root is not None and union.path.startswith(by.root)


def writable(by: Actor) -> list[str]:
    """The entities of which somebody may hand records over, and take some."""
    return [model._meta.table_name for model in HANDED if scope.may_write(model, by)]


def visible(by: Actor):
    """Those of records that are or were one's own, and those that one may accept: an offer is no list to read."""
    unions = scope.visible(Organisation, by, Organisation.id)
    readable = Transfer.entity.in_(writable(by)) | (Transfer.state == TransferState.ACCEPTED)
    return chosen(Transfer.origin.in_(unions) | (Transfer.target.in_(unions) & readable))


def chosen(condition):
    """Transfers with both unions, newest first."""
    origin, target = Organisation.alias(), Organisation.alias()
    query = Transfer.select(Transfer, origin, target)
    query = query.join_from(Transfer, origin, on=Transfer.origin == origin.id, attr="origin")
    query = query.join_from(Transfer, target, on=Transfer.target == target.id, attr="target")
    return query.where(condition).order_by(Transfer.id.desc())


def find(number: int, by: Actor) -> Transfer | None:
    """Unknown and foreign look alike."""
    return visible(by).where(Transfer.id == min(number, 2**31 - 1)).first()


def waits(record: Record) -> Transfer | None:
    """The transfer that a record waits in."""
    own = (Transfer.entity == record._meta.table_name) & (Transfer.record == record.id)
    return chosen(own & (Transfer.state == TransferState.RELEASED)).first()


def to_decide(by: Actor):
    """What waits for somebody's decision."""
    unions = scope.visible(Organisation, by, Organisation.id)
    mine = Transfer.target.in_(unions) & Transfer.entity.in_(writable(by))
    return chosen(mine & (Transfer.state == TransferState.RELEASED))


def under_way(by: Actor):
    """What waits for somebody else's."""
    others = Transfer.id.not_in([one.id for one in to_decide(by)])
    return visible(by).where(Transfer.state == TransferState.RELEASED, others)


def ended(by: Actor, page: int):
    """A page of what was decided or fell, newest first, and one more where there are older ones."""
    past = visible(by).where(Transfer.state != TransferState.RELEASED)
    return past.limit(AT_ONCE + 1).offset(page * AT_ONCE)


def records(transfers: list[Transfer], by: Actor) -> dict[int, Record]:
    """{transfer: its record} as far as it may be named: one's own, and one that one may take over now."""
    found = {}
    for model in HANDED:
        about = [one for one in transfers if one.entity == model._meta.table_name]
        ids = {one.record for one in about}
        own = {id for (id,) in scope.visible(model, by, model.id).where(model.id.in_(ids)).tuples()}
        known = {record.id: record for record in with_links(model, ids, by)} if ids else {}
        found |= {one.id: known[one.record] for one in about if one.record in own or offered(one, by)}
    return found


def offered(transfer, by):
    return transfer.state == TransferState.RELEASED and may_decide(transfer, by)
