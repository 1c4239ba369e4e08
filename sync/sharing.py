"""Sharing a table as a sheet, pausing it, finding it again. What a run does with it is `run`."""

import json
from pathlib import Path

import scope
from choices import Act, Policy, Schedule
from config import Config
from database import db
from language import gettext, spoken
from models import BY_TABLE, Organisation, SharedSheet, UnitSheet, columns, now
from operations import Refused
from operations.trail import jot
from sync import names, register, shape
from texts import tidy

LONGEST = 500  # characters of a purpose, of recipients


def share(
    model,
    to: str | Path,
    by: scope.Actor,
    organisation: Organisation | None = None,
    columns: list[str] | None = None,
    editable: tuple[str, ...] = (),
    policies: dict[str, Policy] | None = None,
    name: str | None = None,
    may_delete: bool = False,
    schedule: Schedule = Schedule.EVERY,
    purpose: str = "",
    recipients: str = "",
    settings: Config | None = None,
    per_unit: bool = False,
) -> SharedSheet:
    """Share an entity's records as the workbook `to`/`name`.xlsx or as a tab of the spreadsheet `to`.

    The next run writes it. A folder is relative to the one of shared workbooks, or absolute; a spreadsheet is given
    by its id or address. The sheet carries what `by` may see of the union (all, where none is given): by default
    every column that is not sensitive, none to be edited. What is typed in it is written with the rights of `by`.
    With `settings` a file that is there already is left alone, and another name taken. With `per_unit` it stands
    for a sheet of each union right below, which `units` makes.
    """
    permit(model, organisation, by)
    name = names.free(name or names.default(model, organisation), organisation)
    place = names.folder_of_units(to) if per_unit else names.place(to, name, organisation, settings)
    columns = chosen(model, columns)
    may_carry(model, columns, by)
    chosen_settings = settled(model, columns, editable, policies, may_delete, schedule, purpose, recipients)
    with db.atomic():
        sheet = SharedSheet.create(
            name=name, entity=model._meta.table_name, organisation=organisation, **place,
            account=by.account, columns=json.dumps(columns), locale=spoken(), **chosen_settings,
        )  # fmt: skip
        noted(sheet, Act.SHEET_SHARED, by, {"settings": register.facts(sheet)})
        return sheet


def settled(model, columns, editable, policies, may_delete, schedule, purpose, recipients) -> dict:
    """What may be changed later, too, checked and as it is stored."""
    editable = known_names(model, editable, [name for name in columns if model._meta.fields[name].typed])
    policies = {column: Policy(policy).value for column, policy in (policies or {}).items()}
    known_names(model, policies, columns)
    return {
        "editable": json.dumps(list(editable)),
        "policies": json.dumps({name: policy for name, policy in policies.items() if policy != Policy.ASK}),
        "may_delete": may_delete,
        "schedule": Schedule(schedule),
        "purpose": sentence(gettext("Purpose"), purpose),
        "recipients": sentence(gettext("Recipients"), recipients),
    }


def explained(model, columns: list[str], purpose: str, recipients: str) -> None:
    """Refused where sensitive columns are to leave without a word on what for and to whom; the screens ask for it."""
    sensitive = [model._meta.fields[name].label for name in columns if model._meta.fields[name].sensitive]
    if sensitive and not (purpose.strip() and recipients.strip()):
        words = gettext(
            "Sensitive columns are to leave the desk (%(columns)s): say what for and to whom.",
            columns="、".join(sensitive),
        )
        raise Refused(words)


def may_carry(model, columns: list[str], by: scope.Actor) -> None:
    """Refused where somebody would put into a workbook what they may not see on screen (decision 67)."""
    sensitive = [model._meta.fields[name].label for name in columns if model._meta.fields[name].sensitive]
    if sensitive and by.account is not None and not scope.may_reveal(model, by):
        words = gettext(
            "%(columns)s: only who may look behind the masks of these records may put their sensitive columns into a"
            " workbook, that is their union's administrators and clerks.",
            columns="、".join(sensitive),
        )
        raise Refused(words)


def sentence(label, text):
    try:
        text = " ".join(tidy(text).split())
    except ValueError as mistake:
        raise Refused(f"{label}：{mistake.args[0]}") from None
    if len(text) > LONGEST:
        raise Refused(gettext("%(label)s: at most %(count)s characters.", label=label, count=LONGEST))
    return text


def change(sheet: SharedSheet, by: scope.Actor, columns: list[str] | None = None, **wanted) -> None:
    """Other settings: `editable`, `policies`, `may_delete`, `schedule`, `purpose`, `recipients`; all of them.

    In force with the next run, which writes new headers and empties columns that go. Without `columns` they stay.
    """
    model, before = BY_TABLE[sheet.entity], register.facts(sheet)
    permit(model, sheet.organisation, by)
    columns = chosen(model, columns) if columns is not None else before["columns"]
    values = settled(model, columns, **wanted)
    values |= kept_for_leaving(sheet, values, shape.choose(sheet, columns))
    with db.atomic():
        for one in of_units(sheet):
            change(one, by, columns, **wanted)
        SharedSheet.update(values).where(SharedSheet.id == sheet.id).execute()
        after = register.facts(SharedSheet.get_by_id(sheet.id))
        changed = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
        if changed:
            noted(sheet, Act.SHEET_CHANGED, by, {"changed": changed})


def kept_for_leaving(sheet, values, shaped):
    """Columns that go keep their settings until a run has taken in what was typed in them."""
    stay = [name for name in json.loads(shaped["columns"]) if name in json.loads(sheet.columns)]
    now = json.loads(values["editable"]), json.loads(values["policies"])
    leaving = set(stay) & set(shape.leaving(shaped))
    editable = [*now[0], *(name for name in json.loads(sheet.editable) if name in leaving)]
    old = {name: one for name, one in json.loads(sheet.policies).items() if name in leaving}
    return shaped | {"editable": json.dumps(editable), "policies": json.dumps(now[1] | old)}


def noted(sheet, act, by, facts):
    """A line of the trail about the table that is shared."""
    jot(sheet.entity, None, act, by, {"sheet": sheet.name, **facts}, sheet.organisation_id)


def permit(model, organisation, by):
    """Only what one may see can be shared, and only by those who may write it."""
    if not allowed(model, organisation, by):
        raise Refused(gettext("You may not decide about these shared records."))


def allowed(model, organisation, by):
    within = scope.find(Organisation, organisation.id, by) if organisation else scope.sees_all(by)
    return bool(within) and scope.may_write(model, by)


def may_change(sheet: SharedSheet, by: scope.Actor) -> bool:
    """Whether somebody may run, pause and settle a sheet."""
    return allowed(BY_TABLE[sheet.entity], sheet.organisation, by)


def chosen(model, names):
    if names is None:
        return [field.name for field in columns(model) if not field.sensitive]
    names = known_names(model, names, [field.name for field in columns(model)])
    if not names:
        raise Refused(gettext("Choose at least one column."))
    return list(names)


def known_names(model, names, among):
    for name in names:
        if name not in among:
            raise Refused(gettext("There is no column called “%(name)s” in this sheet.", name=name))
    return tuple(dict.fromkeys(names))


def sheets(by: scope.Actor) -> list[SharedSheet]:
    """The sheets somebody may see."""
    return names.visible(by)


def find(name: str, by: scope.Actor) -> SharedSheet:
    """One of them by name, `NAME@O-17` where several are called so."""
    return names.find(name, names.visible(by))


def of_units(series: SharedSheet) -> list[SharedSheet]:
    """The sheets of its units, where each has one of its own."""
    mine = UnitSheet.select(UnitSheet.sheet).where(UnitSheet.series == series)
    live = SharedSheet.id.in_(mine) & SharedSheet.ended_at.is_null()
    return list(SharedSheet.select().where(live).order_by(SharedSheet.id))


def pause(sheet: SharedSheet, by: scope.Actor, paused: bool = True, why: str = "") -> None:
    """Keep a sheet from being read and written, or let it go on."""
    permit(BY_TABLE[sheet.entity], sheet.organisation, by)
    why = sentence(gettext("Reason for pausing"), why)
    values = {"paused_by": by.name, "paused_at": now(), "paused_why": why} if paused else {"paused_why": ""}
    with db.atomic():
        for one in of_units(sheet):
            pause(one, by, paused, why)
        other = SharedSheet.update(paused=paused, **values).where(
            SharedSheet.id == sheet.id, SharedSheet.paused != paused
        )
        if other.execute():
            noted(
                sheet, Act.SHEET_PAUSED if paused else Act.SHEET_RESUMED, by, {"reason": why} if why else {}
            )
