"""The database behind the models: SQLite or PostgreSQL, chosen by its address. No tables here."""

import peewee
from playhouse.db_url import connect as connect_by_url

db = peewee.DatabaseProxy()

# Foreign keys hold, readers do not wait for the writer, a writer waits ten seconds before it gives up.
PRAGMAS = {
    "journal_mode": "wal",
    "foreign_keys": 1,
    "synchronous": 1,
    "busy_timeout": 10_000,
    "cache_size": -65_536,
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
