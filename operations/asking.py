"""A company says by its link what its people should be taught: one questionnaire, answered as often as it likes."""

import models
from choices import DemandState, DemandWay
from models import Demand, Enterprise, Trade
from operations.records import save_one
from operations.refusals import Invalid
from scope import Actor, Only, find, visible

ASKED = ("topic", "trade", "level", "people", "practice_hours", "wanted_by", "note")
SHOWN = 50


def only(enterprise: int, worker=None) -> Only:
    """The company with its union, what it asked for itself, and the list of trades; demands alone are written."""
    stored = Enterprise.get_or_none(Enterprise.id == enterprise)
    trades = tuple(id for (id,) in Trade.select(Trade.id).where(Trade.deleted_at.is_null()).tuples())
    return Only(
        (
            ("enterprise", "id", enterprise), ("organisation", "id", stored.organisation_id if stored else 0),
            ("demand", "enterprise", enterprise), ("trade", "id", trades),
        ),
        "demand",
    )  # fmt: skip


def concerns(enterprise, worker=None) -> bool:
    return True


def people(enterprise) -> list:
    """No worker: the link is the company's."""
    return []


def addressee(enterprise) -> str:
    """Whose link it is, in words."""
    return enterprise.contact or enterprise.name


def page(visit) -> dict:
    """The questions, and what the company has asked for so far."""
    own = visible(Demand, visit.by).order_by(Demand.id.desc()).limit(SHOWN)
    return {
        "fields": [Demand._meta.fields[name] for name in ASKED],
        "trades": list(visible(Trade, visit.by).order_by(Trade.pinyin, Trade.id)),
        "levels": list(Demand._meta.fields["level"].vocabulary),
        "demands": list(own),
    }


def ask(id: int, worker, by: Actor, typed: dict[str, str]) -> bool:
    """One demand. The same one, sent twice on a day while it is open, is written down once."""
    values, enterprise = read(typed), find(Enterprise, id, by)
    today = models.now().date()
    same = visible(Demand, by).where(
        Demand.raised_on == today, Demand.topic == values["topic"], Demand.people == values["people"],
        Demand.state == DemandState.OPEN,
    )  # fmt: skip
    if same.exists():
        return False
    save_one(
        Demand(
            **values, enterprise=enterprise, organisation=enterprise.organisation_id, way=DemandWay.QUESTIONNAIRE,
            raised_on=today,
        ),
        by,
    )  # fmt: skip
    return True


def read(typed):
    """What was typed as values; all that is wrong is said at once."""
    values, mistakes = {}, {}
    for name in ASKED:
        try:
            values[name] = Demand._meta.fields[name].read(typed.get(name, "")[:11_000])
        except ValueError as mistake:
            mistakes[name] = str(mistake.args[0])
    if mistakes:
        raise Invalid(mistakes, Demand)
    return values
