"""What others made of a record since somebody had it on the screen. Who wins is for that person to say, not for us."""

import json
from dataclasses import dataclass
from datetime import datetime

from choices import Act
from fields import Column
from models import Audit, Record, columns


@dataclass(frozen=True)
class Meanwhile:
    """One column that others changed: what the person had seen, who changed it last, and when."""

    before: str
    who: str
    at: datetime

    def leaves(self, field: Column, mine: str) -> bool:
        """Whether a typed text is what the person had seen: they did not touch the column."""
        if field.sensitive and mine.strip() == field.mask(shown(field, self.before)):
            return True
        return plain(field, mine) == self.before


def since(record: Record, version: int) -> dict[str, Meanwhile]:
    """{column: what happened to it} after the version that somebody saw."""
    lines = Audit.select().where(
        Audit.entity == record._meta.table_name,
        Audit.record == record.id,
        Audit.act == Act.CHANGED,
        Audit.version > version,
    )
    found = {}
    for line in lines.order_by(Audit.id):
        for name, (before, _after) in json.loads(line.changes).items():
            first = found[name].before if name in found else before
            found[name] = Meanwhile(first, line.who, line.at)
    names = {field.name: field for field in columns(type(record))}
    return {
        name: one for name, one in found.items() if name in names and now(record, names[name]) != one.before
    }


def now(record, field):
    return field.plain(record.__data__.get(field.name))


def plain(field: Column, text: str) -> str:
    """A typed text as the trail would keep it; one that cannot be read, as it stands."""
    try:
        return field.plain(field.read(text))
    except ValueError:
        return text.strip()


def shown(field: Column, kept: str) -> str:
    """A plain text of the trail in the reader's words."""
    try:
        return field.show(field.read(kept)) if kept else ""
    except ValueError:
        return kept
