"""The status cell of each row: what is open, in words; nothing, or “in sync”, when all is well. Pure."""

from collections import defaultdict

from choices import Matter
from language import LOCALES, gettext, speaking

SILENT = {Matter.MISSING, Matter.RESTORED}


def in_sync() -> str:
    return gettext("In sync")


def fine() -> set[str]:
    """Every text that says all is well, in any language."""
    texts = {""}
    for locale in LOCALES:
        with speaking(locale):
            texts.add(in_sync())
    return texts


def statuses(rows, plan, memory, ids) -> dict[int, str]:
    """line -> text, of those rows whose cell must change."""
    said, well, landed = spoken(plan), fine(), {id for id, _column in memory.landed}
    changed = {}
    for line, row in rows.items():
        if row.status is None or line in plan.removed or row.blank:
            continue
        told = notices(row, ids.get(line, ""), plan, memory)
        text = wanted(row, [*said[line], *told], well, ids.get(line) in landed)
        if text != row.status:
            changed[line] = text
    return changed


def spoken(plan):
    said = defaultdict(list)
    for finding in [*plan.findings, *plan.notices]:
        if finding.line is not None and finding.matter not in SILENT:
            said[finding.line].append(worded(finding))
    return said


def worded(finding) -> str:
    return f"{finding.matter.words}：{finding.text}"


def notices(row, id, plan, memory):
    """What the row was told before; a cleared cell says that the person has read it."""
    told = memory.noticed.get(id, ())
    if told and row.status == "" and id in memory.shown and not memory.stale:
        plan.acknowledged.append(id)
        return ()
    return told


def wanted(row, parts, well, landed):
    if parts:
        return "；".join(dict.fromkeys(parts))
    return row.status if row.status in well and not landed else in_sync()
