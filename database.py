"""The database behind the models: SQLite or PostgreSQL, chosen by its address; brought up to date.

No tables here: they are the models'. What a migration does stands in the migration.
"""

import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path

import peewee
from playhouse.db_url import connect as connect_by_url
from playhouse.migrations import Runner

db = peewee.DatabaseProxy()
MIGRATIONS = Path(__file__).parent / "migrations"
HISTORY = "migration_history"
LOCK = 20_260_101  # any number, as long as every Gongyou uses the same

# Foreign keys hold, readers do not wait for the writer, a writer waits ten seconds before it gives up; what is
# deleted is overwritten.
PRAGMAS = {
    "journal_mode": "wal",
    "foreign_keys": 1,
    "synchronous": 1,
    "busy_timeout": 10_000,
    "cache_size": -65_536,
    "secure_delete": 1,
}


def connect(url: str) -> peewee.Database:
    """Point the models at the database at `url`; the connection itself opens when first used."""
    db.initialize(open_database(url))
    return db.obj


def open_database(url):
    if url.startswith("sqlite:///"):
        # IMMEDIATE: a writer queues at its first statement, never dies half way on an upgraded lock.
        return peewee.SqliteDatabase(url.removeprefix("sqlite:///"), pragmas=PRAGMAS, lock_type="IMMEDIATE")
    if url.startswith(("postgresql://", "postgres://")):
        return connect_by_url(url, prefer_psycopg3=True)
    raise ValueError("GONGYOU_DATABASE_URL must start with sqlite:/// or postgresql://")


def migrate() -> list[str]:
    """Bring the database up to date. Returns the names of the migrations that ran."""
    with alone():
        return runner().up()


def pending() -> list[str]:
    """The migrations that the database still lacks."""
    return [step.name for step in runner().status() if step.path and not step.applied]


def runner() -> Runner:
    return Runner(db.obj, str(MIGRATIONS), HISTORY)


@contextmanager
def alone():
    """Nobody else migrates meanwhile: whoever comes second waits, and finds the work done."""
    if isinstance(db.obj, peewee.PostgresqlDatabase):
        db.execute_sql("SELECT pg_advisory_lock(%s)", (LOCK,))
        try:
            yield
        finally:
            db.execute_sql("SELECT pg_advisory_unlock(%s)", (LOCK,))
        return
    # A lock beside the database, for a migration must switch foreign keys off, outside of any transaction.
    with closing(sqlite3.connect(f"{db.obj.database}.lock", timeout=60, isolation_level=None)) as lock:
        lock.execute("BEGIN EXCLUSIVE")
        yield
