"""The audit trail: what is noted down of each write, inside the write's own transaction; who looked, who erased.

How rows hang together is `chain`'s.
"""

import json
from collections.abc import Sequence

import peewee

import scope
from choices import Act, Role
from database import db
from language import gettext
from models import Audit, Organisation, Record, columns
from operations.chain import append, commit
from operations.forgetting import forget_imports
from operations.refusals import Refused, absent
from scope import Actor
from texts import tidy

# Acts that note facts, not changed columns.
LINKS = (Act.LINK_MADE, Act.LINK_REVOKED, Act.LINK_OPENED)
TRANSFERS = (Act.RELEASED, Act.WITHDRAWN, Act.DECLINED, Act.HANDED_OVER)
MONTHS = (Act.MONTH_CLOSED, Act.MONTH_REOPENED)
QUALITY = (Act.EXEMPTED, Act.EXEMPTION_ENDED, Act.MERGED, Act.SEPARATED, Act.TOLD_APART)
SHEETS = (
    Act.SHEET_SHARED, Act.SHEET_CHANGED, Act.SHEET_PAUSED, Act.SHEET_RESUMED, Act.SHEET_COPY, Act.SHEET_ENDED,
)  # fmt: skip
LOOKS = (Act.LOADED, Act.EXPORTED, Act.REVEALED, Act.ERASED)
MARKS = (Act.MARKS_CORRECTED,)
FACTS = (*MARKS, *LOOKS, *QUALITY, *LINKS, *TRANSFERS, *MONTHS, *SHEETS)
SHORTEST, LONGEST = 2, 200  # characters of a reason


def note(record: Record, act: Act, by: Actor, changes: dict) -> Audit:
    """One line of the trail about a record. `changes`: {column: [before, after]} in plain text."""
    secret = {name for name in changes if is_sensitive(type(record), name)} if act not in FACTS else set()
    commitments = {name: [commit(value) for value in changes[name]] for name in secret}
    table = record._meta.table_name
    return jot(
        *(table, record.id, act, by, changes, scope.owner(record)),
        commitments=commitments, version=record.version,
    )  # fmt: skip


def jot(
    entity: str, record: int | None, act: Act, by: Actor,
    changes: dict | None = None, organisation: int | None = None, **more,
) -> Audit:  # fmt: skip
    """One line of the trail about anything; the only place where one is written."""
    audit = Audit(
        account=by.account, who=by.name, via=by.via, act=act, entity=entity, record=record,
        organisation=organisation, changes=packed(changes or {}),
        commitments=packed(more.pop("commitments", {})), **more,
    )  # fmt: skip
    return append(audit)


def packed(value):
    return json.dumps(value, ensure_ascii=False)


def is_sensitive(model, name):
    return getattr(model._meta.fields.get(name), "sensitive", False)


def differences(stored: Record | None, record: Record) -> dict:
    """{column: [before, after]} of every column that differs from the stored row."""
    pairs = ((f.name, before(stored, f), kept(record, f)) for f in columns(type(record)))
    return {name: [old, new] for name, old, new in pairs if old != new}


def before(stored, field):
    return kept(stored, field) if stored else ""


def kept(record, field):
    """A column's text in no language; what a program set without being of the column's type, as it stands."""
    value = record.__data__.get(field.name)
    try:
        return field.plain(value)
    except (ValueError, TypeError, AttributeError, ArithmeticError):
        return str(value)


# Reading -----------------------------------------------------------------------------------------


def changes(audit: Audit) -> dict:
    """{column: [before, after]} in plain text, None where it was erased; empty where facts were noted."""
    return {} if audit.act in FACTS else json.loads(audit.changes)


def facts(audit: Audit) -> dict:
    """What else was noted: the rows of a load or an export, the reason of a look."""
    return json.loads(audit.changes) if audit.act in FACTS else {}


def history(record: Record) -> list[Audit]:
    """What was done to a record, newest first, the bulk load it came in with last."""
    own = Audit.select().where(Audit.entity == record._meta.table_name)
    direct = (
        own.where(Audit.record == record.id, Audit.act != Act.LOADED, Audit.id > last_purge(record))
        .order_by(Audit.id.desc())
        .limit(200)
    )
    load = own.where(Audit.record <= record.id, Audit.act == Act.LOADED).order_by(Audit.record.desc()).first()
    loaded = [load] if load and record.id <= json.loads(load.changes)["last"] else []
    return [*direct, *loaded]


def last_purge(record):
    """Where the history of this record begins: SQLite gives the number of a purged record out again."""
    table = record._meta.table_name
    purges = Audit.select(peewee.fn.COALESCE(peewee.fn.MAX(Audit.id), 0))
    return purges.where(Audit.entity == table, Audit.record == record.id, Audit.act == Act.PURGED)


def may_read(by: Actor) -> bool:
    """Whether somebody may read the trail as a whole."""
    return by.role in (Role.ADMINISTRATOR, Role.UNION, Role.AUDITOR)


def visible(by: Actor) -> peewee.ModelSelect:
    """The lines about what belonged to somebody's subtree at the time; what all share, for who stands at the top."""
    query = Audit.select()
    if by.root == "":
        return query
    unions = Organisation.select(Organisation.id).where(Organisation.path.startswith(by.root or "-"))
    limit = Audit.organisation.in_(unions)
    return query.where(limit | Audit.organisation.is_null() if scope.sees_all(by) else limit)


# Looking behind a mask, and erasing ---------------------------------------------------------------


def reveal(record: Record, column: str, by: Actor, reason: str) -> str:
    """The whole of a sensitive value, for who may write the record and says why; noted down without the value."""
    if not scope.may_reveal(type(record), by) or not is_sensitive(type(record), column):
        raise Refused(gettext("You may not look behind this mask."))
    stored = scope.find(type(record), record.id, by)
    if stored is None:
        raise absent()
    note(stored, Act.REVEALED, by, {"column": column, "reason": given(reason)})
    return stored._meta.fields[column].show(stored.__data__[column])


def given(reason):
    try:
        reason = tidy(reason)
    except ValueError as mistake:
        raise Refused(gettext("Reason: %(words)s", words=mistake.args[0])) from None
    if not SHORTEST <= len(reason) <= LONGEST:
        raise Refused(gettext("Say why, in %(low)s to %(high)s characters.", low=SHORTEST, high=LONGEST))
    return reason


def erase(record: Record, names: Sequence[str], by: Actor, reason: str) -> int:
    """Wipe what the trail remembers of sensitive columns of a record, on a lawful request. Returns in how many lines.

    The record itself is emptied first, through a save like any other.
    """
    model = type(record)
    if by.role != Role.ADMINISTRATOR:
        raise Refused(gettext("Only the system administrator may do this."))
    if not names or not all(is_sensitive(model, name) for name in names):
        raise Refused(gettext("Only sensitive columns can be erased from the trail."))
    reason = given(reason)
    with db.atomic():
        # The note comes first: it takes the end of the trail, and nobody adds a line meanwhile.
        table, facts = model._meta.table_name, {"columns": list(names), "reason": reason}
        audit = jot(table, record.id, Act.ERASED, by, facts, last_union(table, record.id))
        forget_imports(table, record.id)
        lines = Audit.select().where(Audit.entity == table, Audit.record == record.id, Audit.id < audit.id)
        return sum(wipe(line, names) for line in lines)


def may_erase(model, by: Actor) -> bool:
    return by.role == Role.ADMINISTRATOR and any(field.sensitive for field in columns(model))


def still_held(record: Record) -> list:
    """The sensitive columns in which the record itself holds something."""
    return [field for field in columns(type(record)) if field.sensitive and record.__data__.get(field.name)]


def remembered(record: Record) -> dict[str, int]:
    """{sensitive column: in how many lines of the trail a value of it stands}."""
    lines = Audit.select().where(Audit.entity == record._meta.table_name, Audit.record == record.id)
    told = [changes(line) for line in lines]
    names = [field.name for field in columns(type(record)) if field.sensitive]
    return {name: sum(any(one.get(name) or ()) for one in told) for name in names}


def erase_emptied(record: Record, names: Sequence[str], by: Actor, reason: str) -> int:
    """Erase columns that the record itself no longer holds; refused while it does."""
    if holding := [field.label for field in still_held(record) if field.name in names]:
        labels = "、".join(holding)
        raise Refused(
            gettext(
                "%(code)s still holds it: %(columns)s. Empty that first.", code=record.code, columns=labels
            )
        )
    return erase(record, names, by, reason)


def last_union(table, number):
    """The union that the record belonged to when the trail last heard of it: the record itself may be gone."""
    about = Audit.select().where(Audit.entity == table, Audit.record == number)
    last = about.order_by(Audit.id.desc()).first()
    return last and last.organisation


def wipe(audit, names):
    """Take the values and salts of these columns out of a line; whether there were any."""
    values, commitments = json.loads(audit.changes), json.loads(audit.commitments)
    found = [name for name in names if name in commitments]
    for name in found:
        pairs = zip(values[name], commitments[name], strict=True)
        commitments[name] = [[None if value else salt, kept] for value, (salt, kept) in pairs]
        values[name] = [None if value else value for value in values[name]]
    wiped = {"changes": packed(values), "commitments": packed(commitments)}
    return bool(found and Audit.update(wiped).where(Audit.id == audit.id).execute())
