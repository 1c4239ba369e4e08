"""What the months in these tests share: the unions, and how a record that counts gets its shadows."""

from datetime import date
from types import SimpleNamespace

import operations
import scope
from choices import UnionKind
from models import Organisation
from tests.make import make

DAY = date(2026, 3, 31)  # the last day: bounds that are one short lose it
NEXT = date(2026, 4, 1)
BEFORE = date(2026, 2, 28)


def unions():
    """A county with two townships, and a foreign county."""
    county = make(Organisation, kind=UnionKind.COUNTY, parent=None)
    town, street = (make(Organisation, kind=UnionKind.TOWNSHIP, parent=county) for _ in range(2))
    foreign = make(Organisation, kind=UnionKind.COUNTY, parent=None)
    return SimpleNamespace(county=county, town=town, street=street, foreign=foreign)


def beside(model, values, *apart):
    """A record that counts; and those that must not: each apart from it in something, and one in the trash.

    `values` makes what all have in common; each of the others names what sets one apart.
    """
    counts = make(model, **values())
    for difference in apart:
        make(model, **{**values(), **difference})
    operations.delete(make(model, **values()), scope.SYSTEM)
    return counts
