"""What shared sheets are called, and the file each lies in.

A name is unique among the sheets of one union only: were it so among all, a refusal would tell of a sheet that one
may not see. A command that knows several of a name asks for `NAME@O-17`, `NAME@all` for the one of all unions.
"""

from itertools import count
from pathlib import Path

import scope
from config import Config
from language import gettext
from models import Organisation, SharedSheet
from operations import Refused
from sync import places
from texts import tidy

FORBIDDEN = set('\\/:*?"<>|') | set(map(chr, range(32)))
ALL = "all"


def default(model, organisation: Organisation | None) -> str:
    title = str(model._meta.title)
    return f"{organisation.name}-{title}" if organisation else title


def free(name: str, organisation: Organisation | None) -> str:
    """The name, tidied; refused where a file cannot be called so, or this union has a sheet of that name."""
    try:
        name = " ".join(tidy(name).split())
    except ValueError as mistake:
        raise Refused(f"{gettext('Name')}：{mistake.args[0]}") from None
    if not fits_a_file(name):
        raise Refused(gettext("“%(name)s” cannot be the name of a workbook.", name=name[:80]))
    if any(one.organisation_id == (organisation.id if organisation else None) for one in called(name)):
        raise Refused(gettext("There is already a shared sheet called “%(name)s”.", name=name))
    return name


def fits_a_file(name: str) -> bool:
    """Whether a file or a folder may be called so on every system, its ending included."""
    short = len(name) <= 80 and len(name.encode()) <= 200
    return bool(name) and short and not FORBIDDEN & set(name) and not name.startswith(".")


def called(name):
    return SharedSheet.select().where(SharedSheet.name == name, SharedSheet.ended_at.is_null())


def place(to: str | Path, name: str, organisation: Organisation | None, settings: Config | None) -> dict:
    """{backend, locator}: a file that no other sheet has, and with `settings` one that is not there yet."""
    located = places.located(to, name)
    if located["backend"] == places.GOOGLE:
        return located
    code = organisation.code if organisation else ALL
    for stem in (name, f"{name} {code}"):
        if not taken(found := places.located(Path(to), stem), settings):
            return found
    numbered = (places.located(Path(to), f"{name} {code} {number}") for number in count(2))
    return next(found for found in numbered if not taken(found, settings))


def folder_of_units(to: str | Path) -> dict:
    """{backend, locator} of sheets that each unit has for itself, in a folder of its own."""
    if places.located(to, "")["backend"] == places.GOOGLE:
        raise Refused(
            gettext(
                "In one spreadsheet each unit would see the others' tabs: choose a folder, or share each unit by itself."
            )
        )
    return {"backend": places.UNITS, "locator": str(Path(to))}


def taken(located, settings):
    same = (SharedSheet.backend == places.FOLDER) & (SharedSheet.locator == located["locator"])
    if SharedSheet.select().where(same, SharedSheet.ended_at.is_null()).exists():
        return True
    return settings is not None and (settings.sheets_folder / located["locator"]).exists()


# Finding one -------------------------------------------------------------------------------------


def handle(sheet: SharedSheet) -> str:
    """The name by which a command means this sheet and no other."""
    return sheet.name if called(sheet.name).count() < 2 else qualified(sheet)


def qualified(sheet):
    return f"{sheet.name}@{sheet.organisation.code if sheet.organisation_id else ALL}"


def find(name: str, among: list[SharedSheet]) -> SharedSheet:
    """One of these sheets by its name. Unknown and foreign get the same words; several are told apart by union."""
    found = [one for one in among if one.name == name]
    found = found or [one for one in among if qualified(one) == name]
    if len(found) > 1:
        words = gettext("Several shared sheets are called “%(name)s”. Which one: %(handles)s?")
        raise Refused(words % {"name": name[:80], "handles": "、".join(sorted(map(qualified, found)))})
    if not found:
        raise Refused(gettext("There is no shared sheet called “%(name)s”.", name=name[:80]))
    return found[0]


def visible(by: scope.Actor, ended: bool = False) -> list[SharedSheet]:
    """The sheets somebody may see: those of unions in their subtree; of the whole system for its administrators."""
    query = SharedSheet.select().where(SharedSheet.ended_at.is_null(not ended)).order_by(SharedSheet.name)
    if by.root == "":
        return list(query)
    mine = scope.visible(Organisation, by, Organisation.id)
    return list(query.where(SharedSheet.organisation.in_(mine)))
