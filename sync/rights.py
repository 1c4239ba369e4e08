"""On whose behalf a sheet reads and writes, and what keeps it from doing so."""

import json
from dataclasses import replace

import scope
from language import gettext
from models import BY_TABLE, SharedSheet


def actor(sheet: SharedSheet) -> scope.Actor:
    """The user who shared it, narrowed to the union whose rows it carries; named in the trail."""
    by = scope.actor(sheet.account) if sheet.account_id else scope.SYSTEM
    by = by.through(f"sheet {sheet.name}")
    return (
        by if sheet.organisation_id is None else replace(by, root=narrowed(by.root, sheet.organisation.path))
    )


def narrowed(root, path):
    """The union's subtree, if it lies in what the user may see; else nothing."""
    return path if root is not None and path.startswith(root) else None


def hindrance(sheet: SharedSheet) -> str:
    """Why the sheet must rest; nothing where it may run."""
    if sheet.ended_at:
        return gettext("The sharing of this sheet has ended.")
    if sheet.paused:
        return gettext("The sheet is paused.")
    if sheet.account_id and sheet.account.locked:
        return gettext(
            "The account of %(name)s, who shared the sheet, is locked: share it again under another account.",
            name=sheet.account.name,
        )
    if actor(sheet).root is None:
        return gettext("The user who shared the sheet may no longer see this union's records.")
    if sensitive(sheet) and sheet.account_id and not scope.may_reveal(BY_TABLE[sheet.entity], actor(sheet)):
        return gettext(
            "%(name)s, who shared the sheet, may not look behind the masks of its sensitive columns: somebody who may"
            " must share it again.",
            name=sheet.account.name,
        )
    return ""


def sensitive(sheet: SharedSheet) -> bool:
    """Whether it carries a column that is masked on screen."""
    fields = BY_TABLE[sheet.entity]._meta.fields
    return any(fields[name].sensitive for name in json.loads(sheet.columns) if name in fields)
