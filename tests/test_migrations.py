"""Migrations reach the models on both engines: our own comparison of what two databases really look like."""

import shutil
import subprocess
import sys
from pathlib import Path

import peewee
import pytest

import database
import models
from migrations import new, schema

ROOT = Path(__file__).resolve().parent.parent
TABLES = models.RECORDS + models.BOOKKEEPING


@pytest.fixture
def wanted(blank):
    """The facts of a database made straight from the models."""
    db = database.connect(blank("models"))
    db.create_tables(TABLES)
    yield schema.facts(db)
    db.close()


@pytest.fixture
def db(wanted, settings):
    """A database made by the migrations."""
    db = database.connect(settings.database_url)
    yield db
    db.close()


def test_the_migrations_reach_the_models(db, wanted):
    assert not schema.differences(wanted, schema.facts(db))
    assert len(wanted) > 400


def test_uniqueness_among_live_records_is_kept_by_the_database_itself(db):
    indexes = {
        declared.upper().replace('"', "").replace("PUBLIC.", "").partition(" ON ")[2]
        for (_table, kind, _name), declared in schema.facts(db).items()
        if kind == "index" and "UNIQUE" in declared and "WHERE" in declared
    }
    for model in models.RECORDS:
        alone = [(field.name,) for field in models.columns(model) if field.distinct]
        for names in [*alone, *model._meta.together]:
            fields = ", ".join(model._meta.fields[name].column_name for name in names)
            start = f"{model._meta.table_name} ".upper()
            assert any(i.startswith(start) and f"({fields})".upper() in i for i in indexes), (model, names)


def test_every_column_can_be_added_to_a_table_that_holds_rows(tmp_path):
    """What the next migration would write for each is Python, and has a value for the rows that are there."""
    for model in TABLES:
        for field in model._meta.sorted_fields:
            text = new.added(model._meta.table_name, field.column_name)
            column = eval(text.partition("#")[0], {**vars(peewee), model.__name__: model, **names(field)})
            assert column.null == field.null, text


def names(field):
    """What a frozen class would be called that a link leads to."""
    return {field.rel_model.__name__: field.rel_model} if isinstance(field, peewee.ForeignKeyField) else {}


BOTH = [
    "DROP TABLE expert_service",
    "DROP INDEX worker_id_number_live",
    "DROP INDEX worker_phone",
    "ALTER TABLE worker ADD COLUMN age INTEGER",
    "ALTER TABLE worker DROP COLUMN post",
    "ALTER TABLE worker RENAME COLUMN post TO job",
    "CREATE INDEX worker_post ON worker (post)",
    "DROP INDEX worker_phone; CREATE UNIQUE INDEX worker_phone ON worker (phone)",
    "DROP INDEX worker_id_number_live; CREATE UNIQUE INDEX worker_id_number_live ON worker (id_number)",
    "DROP INDEX worker_id_number_live;"
    " CREATE INDEX worker_id_number_live ON worker (id_number) WHERE deleted_at IS NULL",
]
POSTGRESQL = [
    "ALTER TABLE worker ALTER COLUMN phone TYPE varchar(40)",
    "ALTER TABLE worker ALTER COLUMN phone TYPE text",
    "ALTER TABLE worker ALTER COLUMN phone SET NOT NULL",
    "ALTER TABLE worker ALTER COLUMN name DROP NOT NULL",
    "ALTER TABLE worker ALTER COLUMN phone SET DEFAULT ''",
    "ALTER TABLE worker DROP CONSTRAINT worker_trade_id_fkey",
    "ALTER TABLE account DROP CONSTRAINT account_organisation_id_fkey,"
    " ADD CONSTRAINT account_organisation_id_fkey FOREIGN KEY (organisation_id)"
    " REFERENCES organisation (id) ON DELETE CASCADE",
]
# SQLite keeps the words a table was made with; these are edits of those words.
SQLITE = [
    ('"phone" VARCHAR(30)', '"phone" VARCHAR(40)'),
    ('"phone" VARCHAR(30)', '"phone" TEXT'),
    ('"phone" VARCHAR(30)', '"phone" VARCHAR(30) NOT NULL'),
    ('"name" VARCHAR(50) NOT NULL', '"name" VARCHAR(50)'),
    ('"phone" VARCHAR(30)', "\"phone\" VARCHAR(30) DEFAULT ''"),
    ('FOREIGN KEY ("trade_id") REFERENCES "trade" ("id") ON DELETE RESTRICT', "CHECK (1)"),
    ('"trade" ("id") ON DELETE RESTRICT', '"trade" ("id") ON DELETE CASCADE'),
]


def pytest_generate_tests(metafunc):
    if "mutation" in metafunc.fixturenames:
        own = SQLITE if metafunc.config.getoption("--engine") == "sqlite" else POSTGRESQL
        metafunc.parametrize("mutation", [*BOTH, *own], ids=str)


def test_the_comparison_notices_every_kind_of_difference(db, wanted, mutation):
    if isinstance(mutation, tuple):
        rewrite(db, *mutation)
    else:
        for statement in mutation.split(";"):
            db.execute_sql(statement)
    assert schema.differences(wanted, schema.facts(db))


def rewrite(db, old, new):
    """Change the words that SQLite made the table from, which no ALTER of its own can."""
    db.execute_sql("PRAGMA writable_schema = ON")
    change = "UPDATE sqlite_master SET sql = replace(sql, ?, ?) WHERE name = 'worker' AND instr(sql, ?)"
    assert db.execute_sql(change, (old, new, old)).rowcount == 1, "the table no longer has these words"
    db.close()
    db.connect()


def test_migrating_twice_changes_nothing(db):
    before = schema.facts(db)
    assert database.migrate() == [] == database.pending()
    assert schema.facts(db) == before


def test_an_empty_database_lacks_every_migration_and_then_none(blank):
    db = database.connect(blank("empty"))
    steps = database.pending()
    assert steps[0] == "0001_first"
    assert database.migrate() == steps
    assert database.pending() == []
    db.close()


def test_two_who_migrate_at_once_do_the_work_once(blank):
    command = [sys.executable, "-c", "import sys, database as d; d.connect(sys.argv[1]); print(d.migrate())"]
    both = [
        subprocess.Popen([*command, blank("shared")], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for _one in range(2)
    ]
    printed = sorted(one.communicate(timeout=60)[0].strip() for one in both)
    assert [one.returncode for one in both] == [0, 0]
    assert printed[1] == "[]"
    assert "0001_first" in printed[0]


@pytest.fixture
def folder_of_migrations(tmp_path, monkeypatch):
    """The migrations as they are, where a test may add one."""
    folder = tmp_path / "migrations"
    shutil.copytree(database.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(database, "MIGRATIONS", folder)
    return folder


def test_nothing_is_written_when_the_migrations_reach_the_models(folder_of_migrations):
    assert new.main("nothing") is None


def test_a_written_migration_undoes_a_difference(folder_of_migrations):
    (folder_of_migrations / "0999_away.py").write_text(AWAY)
    path = new.main("back again")
    assert "1000_back_again" in path
    assert new.main("and nothing more") is None


AWAY = """
def up(migrator, db):
    db.execute_sql("DROP TABLE match_choice")
    db.execute_sql("DROP INDEX worker_id_number_live")
    db.execute_sql("CREATE INDEX worker_post ON worker (post)")
    db.execute_sql("ALTER TABLE worker DROP COLUMN born_on")
    db.execute_sql("ALTER TABLE worker ADD COLUMN shoes INTEGER")
    db.execute_sql("ALTER TABLE trade DROP COLUMN note")
    db.execute_sql("ALTER TABLE shared_sheet DROP COLUMN purpose")
"""
