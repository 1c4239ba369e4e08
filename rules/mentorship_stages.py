"""The stages of a mentorship contract: what counts, what it earns, what is missing at the end, what is due. Pure.

What a union asks is a `Policy` of `mentorship`; in prose all of this stands in docs/rules.md.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from choices import ReviewKind, Verdict
from language import lazy as _
from rules.mentorship import Policy


@dataclass(frozen=True)
class Stage:
    """A review of a contract."""

    kind: ReviewKind
    day: date
    verdict: Verdict | None = None
    confirmed: bool = False


def stage_hindrance(stage: Stage, others: Collection[Stage]):
    """Why a stage cannot be confirmed, in words: a month, the middle and the end count once."""
    if stage.confirmed:
        return _("it is confirmed already")
    if stage.verdict is None:
        return _("has no verdict yet")
    same = [one for one in others if one.confirmed and one.kind == stage.kind]
    if stage.kind == ReviewKind.MONTHLY:
        same = [one for one in same if (one.day.year, one.day.month) == (stage.day.year, stage.day.month)]
    if same:
        return _("the same stage of %(day)s is confirmed already", day=same[0].day.isoformat())
    return ""


def allowance(stage: Stage, policy: Policy) -> Decimal:
    """The yuan that a confirmed stage earns; nothing for one that was failed."""
    amounts = {
        ReviewKind.MONTHLY: policy.monthly_allowance,
        ReviewKind.MIDDLE: policy.middle_allowance,
        ReviewKind.FINAL: policy.final_allowance,
    }
    failed = stage.verdict in (None, Verdict.FAILED)
    return Decimal(0) if failed else amounts[stage.kind] or Decimal(0)


def missing_to_complete(stages: Collection[Stage], open_goals: int, policy: Policy) -> list:
    """What still stands between a running contract and its certificate, in words."""
    passed = {stage.kind for stage in stages if stage.confirmed and stage.verdict != Verdict.FAILED}
    found = [
        _("no confirmed and passed stage “%(stage)s”", stage=str(kind.words))
        for kind in policy.stages
        if kind not in passed
    ]
    if open_goals:
        found.append(_("%(count)s goals are not judged yet", count=open_goals))
    return found


def log_due(starts: date, latest: date | None, policy: Policy) -> date | None:
    """By which day the next session is to be written down; None where the policy asks for none."""
    return max(starts, latest or starts) + timedelta(days=policy.log_days) if policy.log_days else None
