"""How a sheet that is out there was last made, where its columns have changed since: kept until a run has made it so.

`shape` of a shared sheet: `there` (columns whose header was written), `editable` (as they look), `leaving` (columns to
be emptied), `gone` ({column: generation} of those that were, so that an old copy does not bring them back). Blank: all is
as it was shared. What is to be done about it is `reshaping`.
"""

import json
from dataclasses import dataclass, field

from models import SharedSheet
from sync.backends import Shape


@dataclass
class Made:
    """One sheet's shape; `keep` stores it."""

    there: list[str]
    editable: list[str]
    leaving: list[str] = field(default_factory=list)
    gone: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, sheet: SharedSheet) -> "Made":
        if sheet.shape:
            return cls(**json.loads(sheet.shape))
        return cls(json.loads(sheet.columns), json.loads(sheet.editable))

    def keep(self, sheet: SharedSheet, **more) -> None:
        sheet.shape = json.dumps(vars(self), ensure_ascii=False)
        SharedSheet.update(shape=sheet.shape, **more).where(SharedSheet.id == sheet.id).execute()

    def wanted(self, sheet: SharedSheet) -> Shape:
        """What the sheet lacks: headers, and looks of columns that may be edited now, or no longer."""
        columns, editable = json.loads(sheet.columns), set(json.loads(sheet.editable))
        added = tuple(name for name in columns if name not in self.there)
        changed = editable ^ set(self.editable)
        stay = [name for name in columns if name not in added and name not in self.leaving]
        return Shape(added, tuple(name for name in stay if name in changed))


def carried(sheet: SharedSheet) -> list[str]:
    """The columns that shall be in the sheet, without those that are leaving it."""
    leaving = Made.of(sheet).leaving
    return [name for name in json.loads(sheet.columns) if name not in leaving]


def leaving(chosen: dict) -> list[str]:
    """The columns that go, in what `choose` answered."""
    return json.loads(chosen["shape"])["leaving"] if chosen["shape"] else []


def choose(sheet: SharedSheet, columns: list[str]) -> dict:
    """{setting: value} with which the sheet is to carry these columns; new ones come behind the others.

    One that goes is carried until a run has taken in what was typed in it and has emptied it.
    """
    made, before = Made.of(sheet), json.loads(sheet.columns)
    if not sheet.counter:
        return {"columns": json.dumps(columns), "shape": None}  # it was never written
    made.leaving = [name for name in before if name not in columns]
    after = [*before, *(name for name in columns if name not in before)]
    return {"columns": json.dumps(after), "shape": json.dumps(vars(made), ensure_ascii=False)}
