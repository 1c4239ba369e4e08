"""One-sided choices leave the database for good: not the rows alone, their bytes. Who is paired first is `match_pairs`'s.

On SQLite what is deleted is overwritten (`secure_delete`) and the journal is cut to nothing. On PostgreSQL the table is
never in the journal at all, so that neither an archive of it nor a copy of the running database holds a choice; its
file is written anew.
"""

import logging

import peewee

from database import db
from models import MatchChoice
from operations.chain import locks_rows

log = logging.getLogger(__name__)
TABLE = MatchChoice._meta.table_name
LINKS = "SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'f'"
JOURNALLED = "SELECT relpersistence FROM pg_class WHERE oid = %s::regclass"


def keep_out_of_journal() -> None:
    """On PostgreSQL: no choice in the journal (WAL), and none of its marks on the people it is about.

    A link that the database itself guards locks the rows it leads to: the lock would stand there after the choice is
    gone, chooser and chosen under one number.
    """
    if not locks_rows():
        return
    for (name,) in db.execute_sql(LINKS, (TABLE,)).fetchall():
        db.execute_sql(f'ALTER TABLE {TABLE} DROP CONSTRAINT "{name}"')
    if db.execute_sql(JOURNALLED, (TABLE,)).fetchone()[0] != "u":
        db.execute_sql(f"ALTER TABLE {TABLE} SET UNLOGGED")


def wipe() -> bool:
    """Leave no byte of the choices that were deleted; outside of any transaction. Whether it was done: else again later."""
    try:
        return vacuumed() if locks_rows() else journal_cut()
    except peewee.DatabaseError:
        log.warning("Deleted choices could not be wiped yet.")
        return False


def journal_cut():
    """Not while another connection reads what was there before."""
    busy, _pages, _moved = db.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy


def vacuumed():
    """A new file for the table; the old one is cut to nothing. The numbers of its rows begin anew where none is left."""
    if MatchChoice.select().exists():
        db.execute_sql(f"VACUUM FULL {TABLE}")
    else:
        db.execute_sql(f"TRUNCATE {TABLE} RESTART IDENTITY")
    return True
