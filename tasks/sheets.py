"""What waits of the shared workbooks: decisions, rows to mend, and how a run went that somebody asked for."""

import peewee

from choices import Waiting
from language import gettext
from models import SheetConflict, SheetProposal
from sync import asked, sharing, troubles
from tasks.task import Link, Task


def decisions(by):
    """A task for each shared sheet: its page lists what it waits for."""
    numbers = open_matters()
    for sheet in mine(by):
        if numbers.get(sheet.id):
            label = gettext("Decisions for the workbook %(name)s", name=sheet.name)
            task = Task(
                f"sheet-{sheet.id}", label, lambda _group, id=sheet.id: Link("sheets.show", {"id": id})
            )
            yield task, sheet.organisation_id, numbers[sheet.id]


def open_matters():
    """{sheet: how many decisions it waits for}."""
    parts = [
        model.select(model.sheet, peewee.fn.COUNT(model.id))
        .where(model.state == Waiting.OPEN)
        .group_by(model.sheet)
        for model in (SheetConflict, SheetProposal)
    ]
    found = {}
    for sheet, number in parts[0].union_all(parts[1]).tuples():
        found[sheet] = found.get(sheet, 0) + number
    return found


def to_mend(by):
    """A task for each sheet in whose rows something is wrong, counted for the unions that the rows belong to."""
    for sheet in mine(by):
        label = gettext("To mend in the workbook %(name)s", name=sheet.name)
        task = Task(f"mend-sheet-{sheet.id}", label, lambda group, id=sheet.id: listed(id, group))
        for union, number in troubles.numbers(sheet, by).items():
            yield task, union, number


def listed(id, group):
    narrowed = {"organisation": group.code} if group.code else {}
    return Link("sheets.troubles", {"id": id, "todo": "yes", **narrowed})


def runs_over(by):
    """How a run went, until whoever asked for it has looked."""
    for one in asked.untold(by):
        words = gettext("Your try of the workbook %(name)s is over: %(outcome)s")
        if not one.dry:
            words = gettext("Your run of the workbook %(name)s is over: %(outcome)s")
        label = words % {"name": one.sheet.name, "outcome": one.outcome.words}
        link = Link("sheets.show", {"id": one.sheet_id})
        yield Task(f"run-{one.id}", label, lambda _group, link=link: link), None, 1


def mine(by):
    return [sheet for sheet in sharing.sheets(by) if sharing.may_change(sheet, by)]


SHEETS = (decisions, to_mend, runs_over)
