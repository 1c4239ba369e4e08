"""Writes the next migration: what stands between the database that the migrations make and the models.

`python -m migrations.new NAME`. What it writes is frozen: peewee's own types, nothing of ours, so that it
does the same in ten years, whatever the models have become. What it cannot decide it marks `TODO`: read
before you commit. Running migrations does not belong here.
"""

import sys
import tempfile
from enum import Enum
from pathlib import Path

import peewee

import database
import models
from migrations.schema import facts

ALL = peewee.sort_models(models.RECORDS + models.BOOKKEEPING)
# More peculiar types first: a peewee type is the first of these that fits.
TYPES = [
    *(peewee.AutoField, peewee.ForeignKeyField, peewee.BigIntegerField, peewee.BooleanField),
    *(peewee.IntegerField, peewee.DateTimeField, peewee.DateField, peewee.CharField, peewee.TextField),
    *(peewee.FloatField, peewee.BlobField),
]


def main(name: str) -> str | None:
    """Write the script; its path, or None when the migrations already reach the models."""
    with tempfile.TemporaryDirectory() as folder:
        wanted, found = made_by_models(folder), made_by_migrations(folder)
        lines = [*new_tables(found), *changed_tables(wanted, found)]
        if not lines:
            return None
        body = "\n".join(["from peewee import *", "", "", "def up(migrator, db):", *lines, ""])
        return database.runner().create(name, body=body)


def made_by_models(folder):
    db = database.connect(f"sqlite:///{folder}/models.db")
    db.create_tables(ALL)
    return closed(db)


def made_by_migrations(folder):
    db = database.connect(f"sqlite:///{folder}/migrated.db")
    database.migrate()
    return closed(db)


def closed(db):
    found = facts(db)
    db.close()
    return found


# New tables --------------------------------------------------------------------------------------


def new_tables(found):
    known = {table for table, _kind, _name in found}
    fresh = [model for model in ALL if model._meta.table_name not in known]
    targets = {link.rel_model for model in fresh for link in model._meta.refs}
    for model in ALL:
        if model in targets and model not in fresh:
            yield from written(model, [])
    for model in fresh:
        yield from written(model, model._meta.sorted_fields)
    if fresh:
        yield f"    db.create_tables([{', '.join(model.__name__ for model in fresh)}])"
    for model in fresh:
        yield from (f"    db.execute_sql({text!r})" for text in partial_indexes(model))


def written(model, fields):
    """The frozen class of a table; without fields, a stand-in to link to."""
    yield f"    class {model.__name__}(Model):"
    yield from (f"        {f.name} = {declared(f, model)}" for f in fields if f.name != "id")
    yield "        class Meta:"
    yield f"            database, table_name, legacy_table_names = db, {model._meta.table_name!r}, False"
    plain = [index for index in model._meta.indexes if isinstance(index, tuple)]
    if plain and fields:
        yield f"            indexes = {plain!r}"
    yield ""


def declared(field, model=None):
    """The field in peewee's own types."""
    kind = next(kind for kind in TYPES if isinstance(field, kind))
    return f"{kind.__name__}({', '.join(arguments(field, kind, model))})"


def arguments(field, kind, model):
    if kind is peewee.ForeignKeyField:
        yield "'self'" if field.rel_model is model else field.rel_model.__name__
        yield from (f"{name}={value!r}" for name, value in link_words(field) if value)
    if kind is peewee.CharField:
        yield f"max_length={field.max_length}"
    flags = [("null", field.null), ("unique", field.unique)]
    flags.append(("index", field.index and kind is not peewee.ForeignKeyField and not field.unique))
    yield from (f"{name}=True" for name, value in flags if value)


def link_words(field):
    # Two links to one table must not fight over its `_set`; nobody walks back from a frozen table anyway.
    return [("on_delete", field.on_delete), ("on_update", field.on_update), ("backref", "+")]


def partial_indexes(model):
    for index in model._meta.indexes:
        if isinstance(index, peewee.ModelIndex):
            yield sql_of(index)


def sql_of(index):
    text, values = peewee.Context().sql(index).query()
    assert not values, "the condition of an index must hold no values"
    return text


# Tables that changed -----------------------------------------------------------------------------


def changed_tables(wanted, found):
    """Columns and indexes that came, went or changed in tables that stay."""
    staying = {fact[0] for fact in wanted} & {fact[0] for fact in found}
    for fact in sorted(wanted.keys() | found.keys()):
        table, kind, name = fact
        was, shall = found.get(fact), wanted.get(fact)
        if table in staying and was != shall:
            yield f"    # {table} {kind} {name}: was {was}, shall be {shall}"
            if not (kind == "link" and was is None and (table, "column", name) not in found):
                yield from step(table, kind, name, was, shall)
    yield from (
        f"    # TODO: the table {table} went" for table in {f[0] for f in found} - {f[0] for f in wanted}
    )


def step(table, kind, name, was, shall):
    if kind == "index":
        yield from [f"    migrator.migrate(migrator.drop_index({table!r}, {name!r}))"] if was else []
        yield from [f"    db.execute_sql({shall!r})"] if shall else []
    elif kind == "column" and was is None:
        yield f"    migrator.migrate(migrator.add_column({table!r}, {name!r}, {added(table, name)}))"
    elif kind == "column" and shall is None:
        yield f"    migrator.migrate(migrator.drop_column({table!r}, {name!r}))"
    elif (
        kind == "column" and was.replace("NOT NULL", "NULL") == shall
    ):  # a change of type leaves that as it is
        yield f"    migrator.migrate(migrator.drop_not_null({table!r}, {name!r}))"
    elif kind == "column":
        yield f"    migrator.migrate(migrator.alter_column_type({table!r}, {name!r}, {added(table, name)}))"
    else:
        yield "    # TODO: written by hand"


def added(table, column):
    model = next(model for model in ALL if model._meta.table_name == table)
    field = model._meta.columns[column]
    # An index is a step of its own.
    text = declared(field).replace(", index=True", "").replace("(index=True", "(")
    if isinstance(field, peewee.ForeignKeyField):
        # Its index is a step of its own, like every other; the link itself comes with the column.
        text = f"{text[:-1]}, index=False, field={field.rel_model.__name__}.id)"
    return text if field.null else f"{text[:-1]}{'' if text[-2] == '(' else ', '}default={scalar(field)!r})"


def scalar(field):
    """What rows that are already there hold in a new column."""
    value = field.default() if field.default in (tuple, list, dict) else field.default
    value = None if callable(value) else field.db_value(value)
    return value.value if isinstance(value, Enum) else value


if __name__ == "__main__":
    path = main(sys.argv[1])
    print(Path(path).name if path else "The migrations already reach the models.")
