"""A form whose record others saved meanwhile: what is taken over from them, what the person has to choose."""

from dataclasses import dataclass
from datetime import datetime

from werkzeug.datastructures import MultiDict

from forms.convert import Typed
from models import Record
from operations.meanwhile import Meanwhile, now, plain, shown, since

CHOOSE = "choose-"


@dataclass(frozen=True)
class Difference:
    """One column that others changed, as the person reads it. `asked`: the person changed it, too."""

    label: str
    before: str
    theirs: str
    mine: str
    who: str
    at: datetime
    asked: bool


def chosen(formdata):
    """The form without the columns in which the person leaves theirs: what is absent is left alone."""
    given_up = {
        key.removeprefix(CHOOSE)
        for key, value in formdata.items()
        if key.startswith(CHOOSE) and value == "theirs"
    }
    pairs = formdata.items(multi=True)
    return MultiDict([(k, v) for k, v in pairs if k not in given_up and not k.startswith(CHOOSE)])


def reconcile(form, record: Record, version: int) -> list[Difference]:
    """What others changed since that version. The form then holds theirs wherever the person had not touched it."""
    changed = since(record, version)
    found = (difference(form[name], record, one) for name, one in changed.items() if name in form)
    return [one for one in found if one]


def difference(field: Typed, record, others: Meanwhile):
    column, mine = field.column, field.typed
    if mine is not None and plain(column, mine) == now(record, column):
        return None
    asked = mine is not None and not others.leaves(column, mine)
    before = shown(column, others.before)
    found = Difference(
        column.label, column.mask(before) if column.sensitive else before, field.stored_text(),
        spoken(column, mine) if asked else "", others.who, others.at, asked,
    )  # fmt: skip
    if asked:
        field.meanwhile = found
    else:
        field.forget()
    return found


def spoken(column, typed):
    """What was typed in the words of the column; as typed where it cannot be read."""
    return shown(column, plain(column, typed)) or typed
