"""Who changed a cell that office and sheet changed differently, and when: as far as it is known.

The office's side stands in the trail. Who sits at a workbook nobody knows: only when a run found it changed.
"""

import json
from dataclasses import dataclass
from datetime import datetime

from models import Audit, SharedSheet, SheetConflict


@dataclass(frozen=True)
class Hand:
    """Who wrote a value, through which door, when."""

    who: str
    via: str
    at: datetime


def office(sheet: SharedSheet, conflicts: list[SheetConflict]) -> dict[int, Hand]:
    """{conflict: who gave the record its present value}, in one look at the trail."""
    wanted = {(one.record, one.column): one.id for one in conflicts}
    records = {one.record for one in conflicts}
    lines = Audit.select(Audit.record, Audit.changes, Audit.who, Audit.via, Audit.at).order_by(
        Audit.id.desc()
    )
    found = {}
    for line in lines.where(Audit.entity == sheet.entity, Audit.record.in_(records)).limit(50 * len(records)):
        for column in json.loads(line.changes):
            number = wanted.get((line.record, column))
            if number and number not in found:
                found[number] = Hand(line.who, line.via, line.at)
    return found
