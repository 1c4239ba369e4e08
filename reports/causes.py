"""Who is behind a correction: the line of the trail about each row that came or went. Nothing of how it is drawn."""

from models import BY_TABLE, Audit
from reports.corrections import Correction, both


def causes(correction: Correction, ids: list[int]) -> dict[int, Audit]:
    """{record: the newest line of the trail about it, or about what it is linked to, in that time}."""
    model = BY_TABLE[correction.figure.entity]
    found = lines(model, ids, correction)
    for name in {one.column.split(".")[0] for one in both(correction.figure) if "." in one.column}:
        found = linked_causes(model, name, [id for id in ids if id not in found], correction) | found
    return found


def linked_causes(model, name, ids, correction):
    field = model._meta.fields[name]
    pairs = dict(model.select(model.id, field).where(model.id.in_(ids)).tuples())
    found = lines(field.rel_model, list(set(pairs.values())), correction)
    return {id: found[target] for id, target in pairs.items() if target in found}


def lines(model, ids, correction):
    about = Audit.select().where(Audit.entity == model._meta.table_name, Audit.record.in_(ids))
    about = about.where(Audit.id > correction.since)
    about = about if correction.until is None else about.where(Audit.id <= correction.until)
    return {line.record: line for line in about.order_by(Audit.id)}
