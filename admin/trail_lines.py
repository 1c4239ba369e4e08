"""A line of the trail as people read it: its columns before and after, its facts. Sensitive values stay masked."""

import reports
from choices import Act
from language import gettext
from models import BY_TABLE, Audit, QualityRule
from operations import trail
from quality.words import words as rule_words
from sync import register
from sync.copies import told_in_words


def changed(audit: Audit) -> list[tuple[str, str, str]]:
    """(label, before, after) of each column that the line is about."""
    fields = fields_of(audit)
    pairs = trail.changes(audit).items()
    return [
        (fields[name].label, *(shown(fields[name], text) for text in pair))
        for name, pair in pairs
        if name in fields
    ]


def fields_of(audit):
    model = BY_TABLE.get(audit.entity)
    return model._meta.fields if model else {}


def shown(field, plain):
    """A plain text of the trail in the reader's words; None is what was erased."""
    if plain is None:
        return gettext("Erased as the law requires")
    try:
        text = field.show(field.read(plain)) if plain else ""
    except ValueError:
        text = plain
    return field.mask(text) if field.sensitive else text


def told(audit: Audit) -> str:
    """What else the line says, in a sentence."""
    facts = trail.facts(audit)
    return SENTENCES[audit.act](audit, facts) if audit.act in SENTENCES else ""


def load_words(_audit, facts):
    return gettext("%(count)s records", count=facts.get("count", ""))


def export_words(audit, facts):
    """`month report workers 2026-03, 12 rows; broken off`"""
    words = [facts.get("what", ""), *facts.get("filters", ())]
    if facts.get("search"):
        words.append(gettext("search: %(words)s", words=facts["search"]))
    if facts.get("ticked"):
        words.append(gettext("ticked: %(count)s", count=facts["ticked"]))
    words.append(gettext("%(count)s rows", count=facts.get("rows", "")))
    words.append(labels(audit, facts.get("columns", ())))
    if not facts.get("whole", True):
        words.append(gettext("broken off"))
    return "；".join(word for word in words if word)


def look_words(audit, facts):
    label = labels(audit, [facts.get("column", "")])
    return gettext("%(columns)s. Reason: %(reason)s", columns=label, reason=facts.get("reason", ""))


def erasure_words(audit, facts):
    label = labels(audit, facts.get("columns", ()))
    return gettext("%(columns)s. Reason: %(reason)s", columns=label, reason=facts.get("reason", ""))


def exemption_words(_audit, facts):
    rule = QualityRule.get_or_none(QualityRule.id == facts.get("rule"))
    words = [rule_words(rule)] if rule else []
    if facts.get("until"):
        words.append(gettext("until %(day)s", day=facts["until"]))
    if facts.get("reason"):
        words.append(gettext("Reason: %(reason)s", reason=facts["reason"]))
    return "；".join(words)


def transfer_words(_audit, facts):
    """`O-2 甲 → O-3 乙. Reason: …`"""
    between = f"{facts.get('from', '')} → {facts.get('to', '')}"
    return gettext("%(columns)s. Reason: %(reason)s", columns=between, reason=facts.get("reason", ""))


def month_words(_audit, facts):
    report = reports.find(facts.get("report", ""))
    words = f"{report.title if report else ''} {facts.get('month', '')}".strip()
    return (
        gettext("%(what)s. Reason: %(reason)s", what=words, reason=facts["reason"])
        if "reason" in facts
        else words
    )


def merge_words(_audit, facts):
    return gettext(
        "%(lost)s, links led over: %(count)s", lost=facts.get("lost", ""), count=facts.get("links", 0)
    )


def apart_words(_audit, facts):
    other = facts.get("other", "")
    return other if facts.get("different") else gettext("not any more: %(other)s", other=other)


def correction_words(_audit, facts):
    """`MK-7. Places: EN-3 2→1. Reason: …`"""
    return gettext(
        "%(mark)s. Places: %(places)s. Reason: %(reason)s",
        mark=facts.get("mark", ""), places=facts.get("places", ""), reason=facts.get("reason", ""),
    )  # fmt: skip


def sheet_words(audit, facts):
    """The sheet; what it was shared with, or what of that was changed."""
    told = [facts.get("sheet", "")]
    if facts.get("left") and "copy" not in facts:
        told.append(gettext("%(count)s matters were left open", count=facts["left"]))
    if "copy" in facts:
        told.append(told_in_words(facts["copy"], facts["aside"], facts))
    for name, value in facts.get("settings", {}).items():
        told.append(setting(name, register.words(audit.entity, name, value)))
    for name, pair in facts.get("changed", {}).items():
        told.append(setting(name, " → ".join(register.words(audit.entity, name, one) or "—" for one in pair)))
    if facts.get("reason"):
        told.append(gettext("Reason: %(reason)s", reason=facts["reason"]))
    return "；".join(word for word in told if word)


def setting(name, words):
    return f"{register.LABELS[name]}：{words}" if words else ""


def labels(audit, names):
    fields = fields_of(audit)
    return "、".join(fields[name].label for name in names if name in fields)


SENTENCES = {
    Act.LOADED: load_words,
    Act.EXPORTED: export_words,
    Act.REVEALED: look_words,
    Act.ERASED: erasure_words,
    Act.MERGED: merge_words,
    Act.SEPARATED: lambda _audit, facts: facts.get("lost", ""),
    Act.TOLD_APART: apart_words,
    Act.EXEMPTED: exemption_words,
    Act.EXEMPTION_ENDED: exemption_words,
    **dict.fromkeys(trail.TRANSFERS, transfer_words),
    Act.MARKS_CORRECTED: correction_words,
    Act.MONTH_CLOSED: month_words,
    Act.MONTH_REOPENED: month_words,
    **dict.fromkeys(trail.SHEETS, sheet_words),
}
