"""The register of what leaves the desk: each shared sheet with its settings, as plain facts and in words.

What may be chosen is `sharing`; here it is only put into words, for the list, its file and the trail.
"""

import json
from collections.abc import Iterator

from choices import Policy, Schedule
from config import Config
from language import gettext
from language import lazy as _
from models import BY_TABLE, SharedSheet
from sync import places, schedule
from sync.shape import Made, carried

LABELS = {
    "columns": _("Columns"),
    "leaving": _("Being taken out of it"),
    "editable": _("May be edited in it"),
    "policies": _("Where both changed a cell"),
    "may_delete": _("Missing rows go to the trash by themselves"),
    "schedule": _("Schedule"),
    "purpose": _("Purpose"),
    "recipients": _("Recipients"),
    "where": _("Where"),
}


def facts(sheet: SharedSheet) -> dict:
    """The settings in no language, as the trail keeps them."""
    return {
        "columns": carried(sheet),
        "leaving": Made.of(sheet).leaving,
        "editable": [name for name in json.loads(sheet.editable) if name in carried(sheet)],
        "policies": json.loads(sheet.policies),
        "may_delete": sheet.may_delete,
        "schedule": sheet.schedule.value,
        "purpose": sheet.purpose,
        "recipients": sheet.recipients,
        "where": sheet.locator,
    }


def words(table: str, name: str, value) -> str:
    """One setting as people read it."""
    if name in ("columns", "leaving", "editable"):
        return "、".join(label(table, column) for column in value)
    if name == "policies":
        return "、".join(
            f"{label(table, column)}：{Policy(policy).words}" for column, policy in value.items()
        )
    if name == "may_delete":
        return gettext("Yes") if value else gettext("No")
    return str(Schedule(value).words) if name == "schedule" else str(value)


def label(table, column):
    field = BY_TABLE[table]._meta.fields.get(column)
    return str(getattr(field, "label", column))


def line(sheet: SharedSheet, settings: Config) -> dict[str, str]:
    """{setting: words}, with the place as people find it."""
    told = {name: words(sheet.entity, name, value) for name, value in facts(sheet).items()}
    return told | {"where": places.link(sheet) or places.path(sheet, settings)}


def state(sheet: SharedSheet) -> str:
    if sheet.ended_at:
        return gettext("Ended")
    return gettext("Paused") if sheet.paused else str(sheet.state.words)


def sharer(sheet: SharedSheet) -> str:
    return sheet.account.name if sheet.account_id else gettext("The system")


def union(sheet: SharedSheet) -> str:
    return (
        f"{sheet.organisation.code} {sheet.organisation}" if sheet.organisation_id else gettext("All unions")
    )


def table(sheets: list[SharedSheet], waiting: dict[int, int], settings: Config) -> Iterator[list[str]]:
    """Header and sheets as a file holds them. `waiting`: {sheet: decisions that wait}."""
    yield [
        gettext("Workbook"), gettext("Table"), gettext("Union"), *map(str, LABELS.values()), gettext("Shared by"),
        gettext("Shared on"), gettext("Ended on"), gettext("State"), gettext("Last good run"), gettext("Stale"),
        gettext("Waiting"),
    ]  # fmt: skip
    for sheet in sheets:
        told = line(sheet, settings)
        yield [
            sheet.name, str(BY_TABLE[sheet.entity]._meta.title), union(sheet), *(told[name] for name in LABELS),
            sharer(sheet), moment(sheet.created_at), moment(sheet.ended_at), state(sheet), moment(sheet.good_at),
            words("", "may_delete", schedule.stale(sheet, settings)), str(waiting.get(sheet.id, 0)),
        ]  # fmt: skip


def moment(time):
    return f"{time:%Y-%m-%d %H:%M}" if time else ""
