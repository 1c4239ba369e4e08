"""What waits of the files that somebody brought, and that only they let in: a decision, or the rows that were refused."""

from peewee import fn

from choices import ImportOutcome, ImportState
from language import gettext
from models import FileImport, ImportLine
from sync.importing import uploads
from tasks.task import Link, Task

WAITING = (ImportState.NEW, ImportState.PLANNED, ImportState.STOPPED, ImportState.FAILED)
MOST = 20


def about_imports(by):
    """(task, union, how many) of each file that is still kept."""
    if by.account is None:
        return
    own = uploads.visible(by).where(FileImport.account == by.account, FileImport.emptied_at.is_null())
    files = list(own.limit(MOST))
    refused, newest = refused_rows(files), set()
    for one in files:
        if one.state in WAITING:
            yield waiting(one), one.organisation_id, 1
        elif one.state == ImportState.DONE and one.entity not in newest and refused.get(one.id):
            yield mending(one), one.organisation_id, refused[one.id]
        if one.state == ImportState.DONE:
            newest.add(
                one.entity
            )  # with a later file of the kind, what an earlier one refused was dealt with


def refused_rows(files):
    """{file: how many of its rows were refused}."""
    mine = ImportLine.file.in_([one.id for one in files])
    counted = ImportLine.select(ImportLine.file, fn.COUNT(ImportLine.id))
    return dict(
        counted.where(mine, ImportLine.outcome == ImportOutcome.REFUSED).group_by(ImportLine.file).tuples()
    )


def waiting(one):
    label = gettext("File to bring in: %(name)s (%(state)s)", name=one.name, state=str(one.state.words))
    return Task(f"import-{one.id}", label, lambda _group: Link("imports.show", {"id": one.id}))


def mending(one):
    label = gettext("Refused rows of the file %(name)s", name=one.name)
    args = {"id": one.id, "show": ImportOutcome.REFUSED.value}
    return Task(f"refused-{one.id}", label, lambda _group: Link("imports.show", args))
