"""What needs a second pair of eyes: who entered or last changed a record is not who confirms it."""

from choices import Act
from language import gettext
from models import Audit, Record
from operations.refusals import Refused
from scope import Actor

WRITES = (Act.CREATED, Act.CHANGED, Act.RESTORED)


def refuse_own_work(record: Record, by: Actor) -> None:
    """Raises Refused where `by` made the record, or changed it last."""
    lines = Audit.select(Audit.account, Audit.who).where(
        Audit.entity == record._meta.table_name, Audit.record == record.id, Audit.act.in_(WRITES)
    )
    first, last = (lines.order_by(order).first() for order in (Audit.id, Audit.id.desc()))
    if any(line and same(line, by) for line in (first, last)):
        raise Refused(
            gettext(
                "%(record)s was entered or last changed by you: somebody else must confirm it.",
                record=record.code,
            )
        )


def same(line, by):
    return line.account_id == by.account if by.account else line.who == by.name
