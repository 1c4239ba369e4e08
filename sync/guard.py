"""What stops a sheet, or part of it, until a person has looked: data, no action. Pure.

An empty or headless read never means that everything was deleted.
"""

from dataclasses import replace

from choices import Matter
from language import gettext
from sync.plan import Finding, Hold, digest

FEWEST, SHARE, LEAVING = 5, 0.10, 0.30
SCRAMBLE, DISTINCT = 4, 0.9  # cells; the share of values that are told apart


def stop(rows, memory) -> Finding | None:
    """Why neither side may be touched, or None."""
    if any(not row.blank for row in rows) or not landed(memory) or restart_mark(memory) in memory.approved:
        return None
    text = gettext(
        "The sheet has no rows left although it had %(count)s. Nothing was changed: bring the rows back from"
        " a copy, or approve that they are written again.",
        count=len(landed(memory)),
    )
    return Finding(Matter.HELD, text)


def landed(memory):
    return [known for known in memory.known.values() if known.cells is not None and not known.gone]


def restart_mark(memory):
    return f"restart:{memory.generation}"


def restarted(memory):
    """The memory of a sheet that a person lets be filled anew: nothing was ever agreed."""
    if restart_mark(memory) not in memory.approved:
        return memory
    known = {id: replace(one, cells=None, seen="", missing=None) for id, one in memory.known.items()}
    return replace(memory, known=known)


def scrambled(columns, pairs, memory, plan) -> dict[tuple[str, str], str]:
    """{(row, column): held, or declined} of cells whose values stand in other rows, as if the column was sorted alone."""
    held = {}
    pairs = [(row, known) for row, known in pairs if row.texts != known.cells]
    for column in columns:
        if column.editable:
            moved, verdict = scramble(column, pairs, memory, plan)
            held |= {(id, column.name): verdict for id, _was, _is in moved if verdict}
    return held


def scramble(column, pairs, memory, plan):
    moved = [(k.id, k.cells[column.name], row.texts[column.name]) for row, k in pairs if both(column, row, k)]
    moved = among_each_other(column, sorted(one for one in moved if one[1] != one[2]))
    if len(moved) < SCRAMBLE:
        return [], ""
    mark = f"scramble:{column.name}:{digest(moved)}"
    if mark in memory.approved or mark in memory.declined:
        return moved, "declined" if mark in memory.declined else ""
    text = gettext(
        "%(column)s: %(count)s values changed places, as if this column had been sorted alone. Nothing of it"
        " is taken over until an administrator approves.",
        column=column.label,
        count=len(moved),
    )
    plan.findings.append(Finding(Matter.HELD, text, column=column.name))
    plan.holds.append(Hold(mark, Matter.HELD, text, column=column.name))
    return moved, "held"


def among_each_other(column, moved):
    """Those that changed places with one another; what somebody typed besides is an edit like any.

    Where few values are told apart, a post or a sex, edits look so by chance: only a column of nothing else counts.
    """
    if sorted(was for _id, was, _is in moved) == sorted(new for _id, _was, new in moved):
        return moved
    kept = moved
    while (left := placed(kept)) != kept:
        kept = left
    told_apart = len({was for _id, was, _is in kept}) >= DISTINCT * len(kept)
    return kept if told_apart and not column.weak and 2 * len(kept) >= len(moved) else []


def placed(moved):
    """Those whose new value was another's among them, and whose old one is."""
    were, are = {was for _id, was, _is in moved}, {new for _id, _was, new in moved}
    return [one for one in moved if one[2] in were and one[1] in are]


def both(column, row, known):
    return known.cells is not None and column.name in known.cells and column.name in row.texts


def deletions(plan, memory):
    """Where the sheet may delete by itself, a few missing rows go to the trash; many wait for a person."""
    missing = [hold for hold in plan.holds if hold.matter == Matter.MISSING]
    if memory.may_delete and missing and len(missing) <= most(SHARE, memory):
        refused = {row for row, column in memory.refused if not column}
        allowed = [hold for hold in missing if hold.row not in refused]
        plan.deletes += [hold.row for hold in allowed]
        plan.holds = [hold for hold in plan.holds if hold not in allowed]


def leaving(plan, memory, rows):
    """Many rows that would leave the sheet at once: a wrong move of a union must not empty it."""
    if len(plan.removed) <= most(LEAVING, memory):
        return
    mark = f"leaving:{digest(sorted(rows[line].id for line in plan.removed))}"
    if mark in memory.approved:
        return
    text = gettext(
        "%(count)s rows would leave the sheet at once, because their records were deleted or moved away."
        " They stay until an administrator approves.",
        count=len(plan.removed),
    )
    plan.removed = set()
    plan.findings.append(Finding(Matter.HELD, text))
    plan.holds.append(Hold(mark, Matter.HELD, text))


def most(share, memory):
    return max(FEWEST, int(share * len(landed(memory))))
