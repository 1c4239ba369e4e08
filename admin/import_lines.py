"""What a page of an import shows: its rows with old and new, what the file does not name, what may be done."""

import json

import filters
import scope
from admin.access import actor
from choices import ImportOutcome, ImportState, LineState
from fields import ForeignKeyField
from filters import Condition
from models import ImportLine
from rows import code_label, with_links
from sync.importing import keeping, planning, uploads
from sync.layout import shown


def outcomes(counted) -> dict[ImportOutcome, int]:
    """{outcome: how many rows}, in the order of the words."""
    sums = {
        outcome: sum(n for (o, _state), n in counted.items() if o == outcome) for outcome in ImportOutcome
    }
    return {outcome: count for outcome, count in sums.items() if count}


def state_words(one, counted):
    """[(words, how many)] of what became of the rows that were good."""
    sums = {state: sum(n for (_o, s), n in counted.items() if s == state) for state in LineState}
    return [(state.words, count) for state, count in sums.items() if count and state != LineState.WAITING]


def what_may_be_done(one, by, counted, folder) -> set[str]:
    """The buttons of the page."""
    mine, landed = uploads.is_own(one, by), any(state == LineState.LANDED for _o, state in counted)
    todo = any(o in ("new", "changed") and state == LineState.WAITING for o, state in counted)
    may = {
        "go": mine and todo and one.state in (ImportState.PLANNED, ImportState.STOPPED),
        "again": mine and one.state in (ImportState.PLANNED, ImportState.FAILED),
        "stop": one.state in (ImportState.PLANNING, ImportState.APPLYING) and not one.stop,
        "undo": landed and one.state in (ImportState.DONE, ImportState.STOPPED) and not one.emptied_at,
        "rejects": mine and one.state not in uploads.WORKING and keeping.path(one, folder) is not None,
    }
    return {name for name, allowed in may.items() if allowed}


# Rows ---------------------------------------------------------------------------------------------


def page(one, model, outcome, number, size) -> list[dict]:
    """Some rows of one outcome, each cell in words, sensitive ones masked."""
    query = ImportLine.select().where(ImportLine.file == one, ImportLine.outcome == outcome)
    lines = list(query.order_by(ImportLine.line).offset(number * size).limit(size))
    cells = {line.line: json.loads(line.cells) for line in lines}
    names, records = linked_names(model, cells.values()), seen(model, [line.record for line in lines])
    return [
        {
            "line": line,
            "record": records.get(line.record),
            "cells": [drawn(model, name, pair, names) for name, pair in cells[line.line].items()],
            "problems": list(json.loads(line.problems).values()),
        }
        for line in lines
    ]


def drawn(model, name, pair, names):
    """(label, before, after) of a cell as people read it."""
    field = model._meta.fields.get(name)
    if field is None:
        return code_label(), *pair
    texts = [names.get((field.name, text)) or shown(field, text) if text else "" for text in pair]
    return field.label, *(field.mask(text) if field.sensitive else text for text in texts)


def linked_names(model, cells) -> dict:
    """{(column, code): code and name} of the links on the page: one query per column."""
    found = {}
    for field in (f for f in model._meta.sorted_fields if isinstance(f, ForeignKeyField)):
        codes = {text for one in cells for text in one.get(field.name, ()) if text}
        for record in seen(field.rel_model, [scope.id_in(field.rel_model, code) for code in codes]).values():
            found[field.name, record.code] = f"{record.code} {record}"
    return found


def seen(model, ids) -> dict:
    """{id: record} as far as the person sees them."""
    wanted = sorted({*ids} - {None})
    within = scope.visible(model, actor(), model.id).where(model.id.in_(wanted)) if wanted else ()
    return {record.id: record for record in with_links(model, [one.id for one in within], actor())}


# What the file does not name ------------------------------------------------------------------------


def missing(one, model):
    """The records of the list that the import was begun from and that no row names, as a query."""
    narrowed = json.loads(one.narrowed)
    query = scope.visible(model, actor())
    conditions = [Condition(*condition) for condition in narrowed.get("conditions", ())]
    try:
        query = filters.narrow(query, model, conditions, actor())
        query = scope.search(query, model, narrowed["search"]) if narrowed.get("search") else query
    except ValueError:
        query = query.where(model.id.is_null())
    return planning.missing(one, query)


def missing_page(query, model, number, size):
    ids = query.select(model.id).order_by(model.id).offset(number * size).limit(size)
    return with_links(model, [id for (id,) in ids.tuples()], actor())
