"""Where a shared sheet lies: a workbook in a folder, or a tab of a spreadsheet at Google. Reading it is its backend's."""

import re
import secrets
from collections import defaultdict
from functools import partial
from pathlib import Path

from config import Config
from language import gettext
from models import SharedSheet
from sync import budget, stillness
from sync.backends import Unreadable
from sync.backends.folder import FolderSheet
from sync.backends.google import client
from sync.backends.google.client import Client, Refused
from sync.backends.google.sheet import GoogleSheet

FOLDER, GOOGLE = "folder", "google"
UNITS = "units"  # not a sheet itself: stands for one of each unit, in a folder
SUFFIX = ".xlsx"
SPREADSHEET = re.compile(r"(?:https://docs\.google\.com/spreadsheets/d/)?([A-Za-z0-9_-]{25,200})(?:[/?#].*)?")


def located(to: str | Path, name: str) -> dict:
    """{backend, locator} of a sheet that is to lie at a folder or in a spreadsheet, given by its id or address.

    A relative folder stays relative to the folder of shared workbooks, so that an installation can move. A `Path` is
    a folder whatever it is called.
    """
    found = None if isinstance(to, Path) else SPREADSHEET.fullmatch(to)
    if found and not Path(to).exists():
        return {"backend": GOOGLE, "locator": f"{found[1]}#{secrets.randbelow(2**31 - 1) + 1}"}
    return {"backend": FOLDER, "locator": str(Path(to) / f"{name}{SUFFIX}")}


def path(sheet: SharedSheet, settings: Config) -> str:
    """Where people find it: the workbook's path, or the spreadsheet's id."""
    return spreadsheet(sheet) if sheet.backend == GOOGLE else str(settings.sheets_folder / sheet.locator)


def link(sheet: SharedSheet) -> str:
    """The address at which a browser opens it; nothing for a workbook."""
    if sheet.backend != GOOGLE:
        return ""
    return "https://docs.google.com/spreadsheets/d/{}/edit#gid={}".format(*sheet.locator.split("#"))


def spreadsheet(sheet: SharedSheet) -> str:
    return sheet.locator.partition("#")[0]


def backend(sheet: SharedSheet, settings: Config, looks: "Looks | None" = None):
    """What reads and writes it. Raises Unreadable where there is no way there."""
    if sheet.backend == FOLDER:
        return FolderSheet(settings.sheets_folder / sheet.locator, partial(mains, settings))
    id, tab = sheet.locator.split("#")
    way = google(settings)
    way.budget = partial(budget.take, way.address)
    found = GoogleSheet(way, id, int(tab), sheet.name, settings.google_kilobytes * 1000)
    if looks:
        looks.hand_over(sheet, found)
    return found


def mains(settings: Config) -> list[Path]:
    """Every file that is a shared workbook itself."""
    kept = SharedSheet.select(SharedSheet.locator).where(SharedSheet.backend == FOLDER)
    return [settings.sheets_folder / one.locator for one in kept]


def google(settings: Config) -> Client:
    return client.connected(credentials(settings), settings.google_api_url)


def credentials(settings):
    if settings.google_credentials is None:
        raise Unreadable(
            gettext(
                "GONGYOU_GOOGLE_CREDENTIALS is not set: without a service account Google's sheets cannot be reached."
            )
        )
    return settings.google_credentials


class Looks:
    """The first look at all tabs of a spreadsheet, taken in one request for the sheets of one round."""

    def __init__(self, settings: Config, sheets: list[SharedSheet], hints: bool = False):
        self.settings, self.sheets, self.hints = settings, sheets, hints
        self.taken, self.versions, self.groups = {}, {}, defaultdict(list)
        for sheet in sheets:
            if sheet.backend == GOOGLE and sheet.generation and not self.resting(sheet):
                self.groups[spreadsheet(sheet)].append(sheet)

    def resting(self, sheet) -> bool:
        """Whether nobody seems to have touched it since both sides were at rest; of a workbook that is certain."""
        rests = self.hints and stillness.rests(sheet, self.version(sheet))
        if rests and sheet.backend == FOLDER:
            stillness.seen(sheet)
        return rests

    def version(self, sheet) -> str:
        """What Drive, or the workbook's bytes, said before any of this was read; nothing where it was not asked."""
        place = spreadsheet(sheet) if sheet.backend == GOOGLE else sheet.locator
        if self.hints and place not in self.versions:
            self.versions[place] = self.drive(place) if sheet.backend == GOOGLE else self.bytes(sheet)
        return self.versions.get(place, "")

    def drive(self, spreadsheet):
        try:
            return google(self.settings).version(spreadsheet)
        except (Unreadable, Refused):
            return ""

    def bytes(self, sheet):
        return backend(sheet, self.settings).mark()

    def hand_over(self, sheet, backend: GoogleSheet):
        """What was seen of this sheet, if several share a look."""
        group = self.groups.get(backend.spreadsheet, ())
        if len(group) < 2 or sheet not in group:
            return
        if backend.spreadsheet not in self.taken:
            backend.reads += 1
            self.taken[backend.spreadsheet] = self.look(backend, group)
        backend.seen = self.taken[backend.spreadsheet].pop(sheet.id, None)

    def look(self, backend, group):
        """{sheet: what it looks like}; none where one of the tabs is gone, so that each looks for itself."""
        grids = [{"sheetId": int(sheet.locator.partition("#")[2])} for sheet in group]
        try:
            found = backend.client.values(backend.spreadsheet, grids)
        except Refused:
            return {}
        return dict(zip((sheet.id for sheet in group), found, strict=False))
