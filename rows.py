"""Records as rows of text: what lists, files and sheets show; CSV out; masking. Writing records does not belong here."""

import re
from array import array
from collections.abc import Iterable, Iterator
from itertools import islice

import peewee

from fields import Column, ForeignKeyField
from language import gettext
from models import Record, columns
from scope import Actor, nameable

NUMBER = re.compile(r"[+-]?\d{1,11}(\.\d+)?%?")
SPECIAL = re.compile(r'[,"\r\n\t]')
DIGITS = re.compile(r"0\d+|\d{12,}")


def cell(record: Record, field: Column, masked: bool = True) -> str:
    """One column of one record as people read it; a sensitive one masked."""
    if isinstance(field, ForeignKeyField):
        return linked(record, field)
    text = field.show(record.__data__.get(field.name))
    return field.mask(text) if field.sensitive and masked else text


def linked(record, field):
    """`W-17 王建国`. Only the code where the linked record was not loaded along: no query per row."""
    target = record.__rel__.get(field.name)
    code = field.show(record.__data__.get(field.name))
    return f"{code} {target}".strip() if target is not None and target.id else code


def code_label():
    return gettext("Code")


def header(fields: Iterable[Column]) -> list[str]:
    return [code_label(), *(field.label for field in fields)]


def row(record: Record, fields: Iterable[Column]) -> list[str]:
    """The record's code, then each column."""
    return [record.code, *(cell(record, field) for field in fields)]


def with_links(model, ids, by: Actor) -> list[Record]:
    """Records of these ids, with all that is needed to name what they link to: one query, whatever the depth.

    Who takes part in a programme and may not be named to `by` stays a code.
    """
    steps = list(links_from(model, model, [f for f in columns(model) if isinstance(f, ForeignKeyField)]))
    query = model.select(
        model, *(column for _source, link, target in steps for column in naming_columns(link, target))
    )
    for source, link, target in steps:
        on = getattr(source, link.name) == target.id
        query = query.join_from(source, target, peewee.JOIN.LEFT_OUTER, on=on, attr=link.name)
    found = {record.id: record for record in query.where(model.id.in_(list(ids)))}
    for id in unnamed(model, list(found), by):
        link = model._meta.fields[model._meta.participants.person.partition(".")[0]]
        found[id].__rel__[link.name] = link.rel_model(id=found[id].__data__[link.name])
    return [found[id] for id in ids if id in found]


def unnamed(model, ids, by):
    """Of these participations those whose person may not be named."""
    named = nameable(model, by)
    if named is None:
        return ()
    return set(ids) - {id for (id,) in model.select(model.id).where(model.id.in_(ids), named).tuples()}


def links_from(source, model, links):
    for link in links:
        target = link.rel_model.alias()
        yield source, link, target
        yield from links_from(target, link.rel_model, naming_links(link.rel_model))


def naming_columns(link, target):
    """Of a linked record only its id and what it is called is read: a page shows no more of it."""
    return [target.id, *(getattr(target, name) for name in link.rel_model._meta.called)]


def naming_links(model):
    """The links that are part of a record's name: a contract is called by mentor and apprentice."""
    fields = (model._meta.fields[name] for name in model._meta.called)
    return [field for field in fields if isinstance(field, ForeignKeyField)]


def guard(text: str) -> str:
    """A text that a spreadsheet would run, or whose digits it would lose, made safe by one leading TAB."""
    runs = text[:1] in ("=", "+", "-", "@", "\t", "\r") and not NUMBER.fullmatch(text)
    return f"\t{text}" if runs or DIGITS.fullmatch(text) else text


def unguard(text: str) -> str:
    """The text before `guard`."""
    return text[1:] if text.startswith("\t") else text


def quoted(text):
    return '"' + text.replace('"', '""') + '"' if SPECIAL.search(text) else text


def csv_line(texts: Iterable[str]) -> str:
    return ",".join(quoted(guard(text)) for text in texts) + "\r\n"


def csv_lines(rows: Iterable[list[str]], at_once: int = 200) -> Iterator[str]:
    """CSV that opens right in Excel: UTF-8 with BOM, CRLF, guarded cells quoted. Streams: memory stays flat."""
    yield "\ufeff"
    rows = iter(rows)
    while lines := [csv_line(texts) for texts in islice(rows, at_once)]:
        yield "".join(lines)


def exported(query, model, fields, by: Actor, size=500, as_sorted=False) -> Iterator[list[str]]:
    """Header and rows of a whole scoped query, read in chunks so that no cursor and no list of records stays open.

    In the order of codes, or `as_sorted`: as the query itself is sorted.
    """
    yield header(fields)
    chunks = ids_as_sorted if as_sorted else ids_by_code
    for ids in chunks(query, model, size):
        yield from (row(record, fields) for record in with_links(model, ids, by))


def ids_by_code(query, model, size) -> Iterator[list[int]]:
    last = 0
    while ids := ids_after(query, model, last, size):
        yield ids
        last = ids[-1]


def ids_after(query, model, last, size):
    found = query.select(model.id).where(model.id > last).order_by(model.id).limit(size)
    return [id for (id,) in found.tuples()]


def ids_as_sorted(query, model, size) -> Iterator[list[int]]:
    """The order is looked up once, eight bytes a row: who reads on while others write finds no row twice."""
    ids = array("q", (id for (id,) in query.select(model.id).tuples().iterator()))
    for start in range(0, len(ids), size):
        yield list(ids[start : start + size])
