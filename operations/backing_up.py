"""A copy of the desk while it runs, without the choices of matchmaking: not deleted from the copy, never written to it.

Bringing a copy back, and where copies are kept, does not belong here.
"""

import os
import re
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from urllib.parse import unquote, urlsplit

from language import gettext
from models import MatchChoice
from operations.refusals import Refused

LEFT_OUT = MatchChoice._meta.table_name
PARTS = "SELECT type, name, sql FROM main.sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"
BEGINS = re.compile(r"CREATE (TABLE|UNIQUE INDEX|INDEX) ")


def back_up(url: str, file: Path) -> None:
    """Write the database at `url` to a file: a SQLite database, or what pg_restore reads. Whole, or not at all."""
    draft = file.with_name(f".{file.name}.tmp")
    draft.unlink(missing_ok=True)
    try:
        if url.startswith("sqlite:///"):
            copy_sqlite(url.removeprefix("sqlite:///"), draft)
        else:
            dump_postgresql(url, draft)
        draft.replace(file)
    except OSError as trouble:
        raise Refused(gettext("The file cannot be written: %(reason)s", reason=trouble.strerror)) from None
    finally:
        draft.unlink(missing_ok=True)


def copy_sqlite(source, draft):
    """Table by table, as all stood at one moment; others write meanwhile."""
    with closing(sqlite3.connect(source, timeout=60, isolation_level=None)) as db:
        db.execute("ATTACH ? AS copy", (str(draft),))
        db.execute("PRAGMA copy.journal_mode = off")
        db.execute("BEGIN")
        parts = db.execute(PARTS).fetchall()
        for kind in ("table", "index"):
            for sql in (sql for found, _name, sql in parts if found == kind):
                db.execute(BEGINS.sub(r"CREATE \1 copy.", sql, count=1))
            for name in (
                name for found, name, _sql in parts if found == kind == "table" and name != LEFT_OUT
            ):
                db.execute(f'INSERT INTO copy."{name}" SELECT * FROM main."{name}"')
        db.execute("COMMIT")


def dump_postgresql(url, draft):
    program = shutil.which("pg_dump")
    words = f"pg_dump --format=custom --exclude-table-data={LEFT_OUT}"
    if program is None:
        raise Refused(
            gettext(
                "The program that copies the database is not installed here. Where it is: %(command)s",
                command=words,
            )
        )
    address, environ = without_password(url)
    done = subprocess.run(
        [*words.replace("pg_dump", program, 1).split(), f"--file={draft}", address],
        capture_output=True, env=environ,
    )  # fmt: skip
    if done.returncode:
        raise Refused(
            gettext(
                "The copy could not be made: %(reason)s", reason=done.stderr.decode(errors="replace")[-300:]
            )
        )


def without_password(url: str) -> tuple[str, dict[str, str]]:
    """The address for a command line, which everybody on the machine can read, and the environment with the password."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    address = parts._replace(netloc=f"{parts.username}@{host}" if parts.username else host).geturl()
    secret = {"PGPASSWORD": unquote(parts.password)} if parts.password else {}
    return address, {**os.environ, **secret}
