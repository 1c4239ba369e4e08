"""The directory of all unions: code, name, superior. Only to name the union that a record goes to (decision 0024).

Of unions beyond one's own subtree nothing else is to be had, and here alone.
"""

from functools import reduce
from operator import or_

from language import gettext
from models import Organisation
from operations.refusals import Refused
from scope import id_in, name_matches
from texts import tidy

MOST = 20


def look_up(text: str) -> list[Organisation]:
    """The few unions whose name, initials or code hold every word. ValueError where the text cannot be stored."""
    query = live()
    for word in tidy(text)[:100].split():
        query = query.where(reduce(or_, name_matches(Organisation, word)))
    return list(query.order_by(Organisation.id).limit(MOST))


def union_named(text: str) -> Organisation:
    """The union of this exact code, code and name, or whole name. Raises Refused where that is not one."""
    try:
        text = " ".join(tidy(text[:300]).split())
    except ValueError as mistake:
        raise Refused(gettext("Receiving union: %(words)s", words=mistake.args[0])) from None
    code, _blank, name = text.partition(" ")
    number = id_in(Organisation, code)
    found = list(live().where(Organisation.name == text).limit(2))
    if number and not found:
        found = [union for union in live().where(Organisation.id == number) if name in ("", union.name)]
    if len(found) == 1:
        return found[0]
    raise Refused(several(text) if found else unknown(text))


def several(text):
    return gettext("Several unions are called %(text)s: type the code.", text=text[:60])


def unknown(text):
    return gettext("There is no union with this code or whole name: %(text)s", text=text[:60] or "—")


def live():
    """What the directory holds of each union: a code, a name, a superior."""
    shown = (Organisation.id, Organisation.name, Organisation.parent, Organisation.path)
    return Organisation.select(*shown).where(Organisation.deleted_at.is_null())
