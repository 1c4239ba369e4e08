"""Whether this is the installation that shared the sheets, or a copy of it that must not touch them.

Two desks that write the same sheets undo each other's work. An installation is known by a number in its folder, the
folder's place and its database; a copy of the folder, of the database or of both differs in one of them.
"""

import hashlib
import secrets

import scope
from choices import Act
from config import Config
from database import db
from language import gettext
from models import Installation, SharedSheet, now
from sync.sharing import noted

FILE = "installation.id"


def bound(settings: Config) -> bool:
    """Whether it is known. One that is not becomes so, and finds all its sheets paused."""
    mark = fingerprint(settings)
    if Installation.select().where(Installation.fingerprint == mark).exists():
        return True
    with db.atomic():
        first = not Installation.select().exists()
        Installation.insert(fingerprint=mark).on_conflict_ignore().execute()
        if not first:
            why = {"paused_by": scope.SYSTEM.name, "paused_at": now(), "paused_why": moved()}
            values = {"paused": True, "words": moved(), **why}
            running = list(SharedSheet.select().where(~SharedSheet.paused))
            SharedSheet.update(values).where(~SharedSheet.paused).execute()
            for sheet in running:
                noted(sheet, Act.SHEET_PAUSED, scope.SYSTEM, {"reason": moved()})
    return first


def fingerprint(settings):
    """The number in the folder, where the folder is, and which database it uses; no secret can be read from it."""
    file = settings.instance / FILE
    if not file.exists():
        file.write_text(secrets.token_hex(8))
    text = "\n".join((file.read_text().strip(), str(settings.instance), settings.database_url))
    return hashlib.sha256(text.encode()).hexdigest()


def moved():
    return gettext(
        "This desk was moved, copied or brought back from a backup: sharing was paused, so that two desks do not write"
        " the same sheet. Let a sheet go on only where no other desk uses it."
    )
