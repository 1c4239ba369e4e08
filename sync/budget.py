"""How many requests a minute an account may still make at Google, kept for all workers together."""

import models
from database import db
from models import RequestBudget

AT_ONCE = 10  # requests that need not wait for one another
# What comes back each second: in no minute more than the 60 that Google allows, for reading as for writing.
SECOND = 45 / 60


def take(account: str, side: str) -> float:
    """Take one request; the seconds to wait until it may be sent."""
    budget = held(account, side)
    moment = models.now()
    passed = max((moment - budget.at).total_seconds(), 0)
    left = min(budget.left + passed * SECOND, AT_ONCE) - 1
    RequestBudget.update(left=left, at=moment).where(RequestBudget.id == budget.id).execute()
    return max(-left / SECOND, 0)


def held(account, side):
    """The account's row, kept from other workers; made at the first request."""
    RequestBudget.insert(account=account, side=side, left=AT_ONCE).on_conflict_ignore().execute()
    query = RequestBudget.select().where(RequestBudget.account == account, RequestBudget.side == side)
    return (query.for_update() if db.obj.for_update else query).get()
