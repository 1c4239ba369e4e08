"""Who is behind a correction: the line of the trail about each row that came or went. Nothing of how it is drawn."""

from filters import STANDS
from models import BY_TABLE, Audit, LedgerEntry
from reports.corrections import Correction, both
from reports.since import paths_of


def causes(correction: Correction, ids: list[int]) -> dict[int, Audit]:
    """{record: the newest line of the trail about it, or else about what it hangs on, in that time}."""
    model = BY_TABLE[correction.figure.entity]
    return found_along(model, paths_of(model, both(correction.figure)), ids, correction)


def found_along(model, paths, ids, correction):
    found = lines(model, ids, correction)
    for step, rest in (path.split(".", 1) for path in paths if "." in path):
        field = model._meta.fields[step]
        left = [id for id in ids if id not in found]
        pairs = dict(model.select(model.id, field).where(model.id.in_(left)).tuples())
        further = found_along(field.rel_model, [rest], list(set(pairs.values())), correction)
        found |= {id: further[target] for id, target in pairs.items() if target in further}
    return found | (in_ledgers([id for id in ids if id not in found], correction) if STANDS in paths else {})


def in_ledgers(workers, correction):
    """{worker: the newest line about one of their ledger entries}."""
    own = LedgerEntry.select(LedgerEntry.id, LedgerEntry.worker).where(LedgerEntry.worker.in_(workers))
    pairs = dict(own.order_by(LedgerEntry.id).tuples())
    found = lines(LedgerEntry, list(pairs), correction)
    return {pairs[entry]: line for entry, line in sorted(found.items(), key=lambda one: one[1].id)}


def lines(model, ids, correction):
    about = Audit.select().where(Audit.entity == model._meta.table_name, Audit.record.in_(ids))
    about = about.where(Audit.id > correction.since)
    about = about if correction.until is None else about.where(Audit.id <= correction.until)
    return {line.record: line for line in about.order_by(Audit.id)}
