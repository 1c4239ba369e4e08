"""Where a sheet is to lie, as somebody types it on a screen, and whether the desk can read and write there.

A screen reaches no other folder than the one of shared workbooks; the command line may.
"""

import secrets
import tempfile
from pathlib import Path

from config import Config
from language import gettext
from models import SharedSheet
from operations import Refused
from sync import places
from sync.backends import Busy, Unreadable
from sync.backends.folder import FolderSheet
from sync.backends.google import client, writing
from sync.names import fits_a_file
from texts import tidy

DEEPEST, LONGEST = 5, 200


def folder(text: str, settings: Config) -> Path:
    """A folder inside the one of shared workbooks, relative to it."""
    try:
        parts = [part.strip() for part in tidy(text).split("/")] if text.strip() else []
    except ValueError as mistake:
        raise Refused(f"{gettext('Folder')}：{mistake.args[0]}") from None
    fits = len(parts) <= DEEPEST and sum(map(len, parts)) <= LONGEST
    home, inner = settings.sheets_folder, Path(*parts)
    if not fits or not all(map(fits_a_file, parts)) or not (home / inner).resolve().is_relative_to(home):
        words = gettext(
            "“%(folder)s” is not a folder inside the one of shared workbooks: write names with / between them,"
            " such as 2026/roster, or leave it blank.",
            folder=text[:80],
        )
        raise Refused(words)
    return inner


def spreadsheet(text: str) -> str:
    """The id of a spreadsheet at Google, typed as that or as the address in the browser."""
    found = places.SPREADSHEET.fullmatch(text.strip())
    if not found:
        raise Refused(
            gettext("Paste the address of the spreadsheet at Google as it stands in the browser, or its id.")
        )
    return found[1]


def robot(settings: Config) -> tuple[str, str]:
    """(the address to share a spreadsheet with, why there is none)."""
    try:
        return client.address(places.credentials(settings)), ""
    except Unreadable as trouble:
        return "", str(trouble)
    except (OSError, ValueError):
        return "", gettext("The file of GONGYOU_GOOGLE_CREDENTIALS cannot be read.")


# Trying it ---------------------------------------------------------------------------------------


def tried(sheet: SharedSheet, settings: Config) -> str:
    """What an attempt to read and write there comes to, nothing of it left behind. Refused in words where it fails."""
    try:
        if sheet.backend != places.GOOGLE:
            return tried_folder(settings.sheets_folder / sheet.locator)
        return tried_spreadsheet(places.backend(sheet, settings))
    except (Unreadable, Busy) as trouble:
        raise Refused(str(trouble)) from None
    except client.Ambiguous:
        raise Refused(client.unreachable(None)) from None


def tried_folder(path):
    existing = next(parent for parent in path.parents if parent.exists())
    try:
        with tempfile.TemporaryFile(dir=existing):
            pass
    except OSError as trouble:
        reason = trouble.strerror or str(trouble)
        raise Refused(gettext("The folder cannot be written: %(reason)s", reason=reason)) from None
    if not path.is_file():
        return gettext("The folder can be written; the first run makes the workbook.")
    FolderSheet(path).respect_locks()
    return gettext("The workbook is there, and the folder can be written.")


def tried_spreadsheet(backend):
    """A mark that only programs see is set and taken away in one step: who may do that may edit."""
    tabs = backend.in_words(lambda: backend.client.tabs(backend.spreadsheet))
    mark = secrets.randbelow(2**31 - 1) + 1
    gone = {"dataFilter": {"developerMetadataLookup": {"metadataId": mark}}}
    steps = [writing.taken(mark), {"deleteDeveloperMetadata": gone}]
    backend.in_words(lambda: backend.client.change(backend.spreadsheet, steps))
    if backend.tab_id in tabs:
        return gettext(
            "The spreadsheet can be read and written; its tab is “%(tab)s”.", tab=tabs[backend.tab_id]
        )
    return gettext("The spreadsheet can be read and written; the first run makes the tab.")
