"""The files that were brought, in a folder of the instance; how long they, and what was read in them, are kept."""

import secrets
import shutil
from datetime import timedelta
from pathlib import Path

from database import db
from models import FileImport, ImportLine, now

DAYS = 30  # then the file and the values read in it are deleted; with them goes the way back
FOLDER = "imports"
SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods")


def store(source, one: FileImport, folder: Path) -> str:
    """Copy the bytes under a name that cannot be guessed; the name."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    suffix = Path(one.name).suffix.lower()
    name = f"{one.id}-{secrets.token_hex(8)}{suffix if suffix in SUFFIXES else ''}"
    with (folder / name).open("wb") as file:
        shutil.copyfileobj(source, file)
    return name


def path(one: FileImport, folder: Path) -> Path | None:
    """Where the copy lies; None once it was deleted."""
    found = folder / one.stored
    return found if one.stored and found.exists() else None


def drop_file(one: FileImport, folder: Path) -> None:
    if found := path(one, folder):
        found.unlink()


def forget(one: FileImport, folder: Path) -> None:
    """As if it had never been brought: for a rehearsal."""
    drop_file(one, folder)
    with db.atomic():
        ImportLine.delete().where(ImportLine.file == one).execute()
        one.delete_instance()


def drop_forgotten(folder: Path) -> None:
    """The files of imports that were emptied because somebody's data had to go."""
    for one in FileImport.select().where(FileImport.emptied_at.is_null(False), FileImport.stored != ""):
        drop_file(one, folder)
        FileImport.update(stored="").where(FileImport.id == one.id).execute()


def empty_old(folder: Path) -> int:
    """Delete files and values that are past their time. What came of each row stays; how many were emptied."""
    drop_forgotten(folder)
    old = FileImport.select().where(
        FileImport.made_at < now() - timedelta(days=DAYS), FileImport.emptied_at.is_null()
    )
    emptied = list(old)
    for one in emptied:
        drop_file(one, folder)
        with db.atomic():
            ImportLine.update(cells="{}", problems="{}").where(ImportLine.file == one).execute()
            FileImport.update(stored="", emptied_at=now()).where(FileImport.id == one.id).execute()
    return len(emptied)
