"""What a run did, or would do, as lines of a page: masked, grouped by row, searched, a page at a time."""

from itertools import groupby

from sync.layout import fields_of
from sync.troubles import QUOTING, unquoted

PARTS = ("records", "sheet", "said")


def parts(sheet, plan, search=""):
    """{part: its lines}: what goes to the records, what to the sheet, each by row; what is said of rows."""
    moves, rows = plan.get("moves", []), veiled(sheet, plan.get("rows", []))
    grouped = {to: by_row([move for move in moves if move["to"] == to]) for to in PARTS[:2]}
    found = grouped | {"said": [labelled(sheet, row) for row in rows]}
    return {part: [one for one in lines if meets(one, search)] for part, lines in found.items()}


def by_row(moves):
    """One line for each row of the sheet, with its cells."""
    return [
        {"row": line, "code": code, "cells": list(cells)}
        for (line, code), cells in groupby(moves, key=lambda move: (move["row"], move["code"]))
    ]


def cells(plan):
    """How many cells go each way, {part: number}; rows that come or go count as one."""
    return {to: sum(move["to"] == to for move in plan.get("moves", [])) for to in PARTS[:2]}


def labelled(sheet, row):
    labels = {field.name: str(field.label) for field in fields_of(sheet)}
    return row | {"label": labels.get(row["column"], row["column"])}


def meets(one, search):
    """Whether a line holds the searched text anywhere."""
    return not search or search in " ".join(texts(one))


def texts(one):
    for value in one.values():
        if isinstance(value, list):
            for inner in value:
                yield from texts(inner)
        elif value:
            yield str(value)


def veiled(sheet, rows):
    """What is said of rows, without the values of sensitive columns that some of it quotes."""
    secret = {field.name: field.label for field in fields_of(sheet) if field.sensitive}
    return [
        row | {"text": unquoted(row["kind"], secret[row["column"]])}
        if row["column"] in secret and row["kind"] in QUOTING
        else row
        for row in rows
    ]
