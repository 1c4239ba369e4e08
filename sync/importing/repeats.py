"""Rows of a file that stand for the same record: word for word the first counts, else none does and a person decides."""

import json

from peewee import fn

from choices import ImportOutcome
from language import gettext
from models import FileImport, ImportLine

SHOWN = 10


def mark(one: FileImport) -> None:
    """Set the outcome of every row that shares its identity with another."""
    for identity, marks, first in groups(one):
        same = (ImportLine.file == one) & (ImportLine.identity == identity)
        if marks == 1:
            told = {"": gettext("The same as row %(line)s, which counts.", line=first)}
            change(same & (ImportLine.line != first), ImportOutcome.REPEATED, told)
        else:
            told = {
                "": gettext("Rows %(lines)s are the same record and say different things.", lines=lines(same))
            }
            change(same & (ImportLine.outcome != ImportOutcome.REFUSED), ImportOutcome.TWICE, told)


def groups(one) -> list[tuple]:
    """(identity, how many different contents, first line) of what is there more than once."""
    query = ImportLine.select(
        ImportLine.identity, fn.COUNT(fn.DISTINCT(ImportLine.mark)), fn.MIN(ImportLine.line)
    ).where(ImportLine.file == one, ImportLine.identity != "")
    return list(query.group_by(ImportLine.identity).having(fn.COUNT(ImportLine.id) > 1).tuples())


def lines(same):
    found = ImportLine.select(ImportLine.line).where(same).order_by(ImportLine.line).limit(SHOWN + 1)
    numbers = [str(line) for (line,) in found.tuples()]
    return "、".join(numbers[:SHOWN]) + ("…" if len(numbers) > SHOWN else "")


def change(which, outcome, problems):
    told = json.dumps(problems, ensure_ascii=False)
    ImportLine.update(outcome=outcome, problems=told).where(which).execute()
