"""The unions of the big demonstration: a province, its cities, counties and townships, and their companies."""

from dataclasses import dataclass

from choices import Ownership, UnionKind
from demo import places, words
from demo.ground import DEMO
from demo.people import credit_code
from models import Enterprise, Organisation
from operations import bulk

FEWEST, MOST = 3, 2000


@dataclass(frozen=True)
class Home:
    """Where workers of the big demonstration belong."""

    organisation: int
    enterprise: int | None
    city: str


def sizes(workers: int) -> dict[UnionKind, int]:
    """How many unions of each kind so many workers have: one in all for five hundred."""
    left = min(MOST, max(FEWEST, workers // 500)) - 1
    shares = {
        UnionKind.CITY: min(len(places.CITIES), 1 + left // 140),
        UnionKind.COUNTY: 1 + left // 40,
        UnionKind.TOWNSHIP: left // 5,
    }
    return {**shares, UnionKind.ENTERPRISE: left - sum(shares.values())}


def build(workers: int) -> list[Home]:
    """Write the unions, level by level, and return where workers may belong."""
    size = sizes(workers)
    load([union(f"{places.PROVINCE}总工会", UnionKind.PROVINCE, None, places.PROVINCE)])
    load(cities(size[UnionKind.CITY]))
    load(counties(size[UnionKind.COUNTY]))
    load(townships(size[UnionKind.TOWNSHIP]))
    load(company_unions(size[UnionKind.ENTERPRISE]))
    bulk.load(Enterprise, companies(), DEMO)
    return homes()


def load(unions):
    bulk.load(Organisation, unions, DEMO)


def of_kind(*kinds):
    return list(Organisation.select().where(Organisation.kind.in_(kinds)).order_by(Organisation.id))


def union(name, kind, parent, region):
    return Organisation(name=name, kind=kind, parent=parent, region=region)


def spread(parents, count):
    """So many children dealt out to their parents: (parent, which of its children)."""
    for number in range(count):
        turn, place = divmod(number, len(parents))
        yield parents[place], turn


def cities(count):
    (province,) = of_kind(UnionKind.PROVINCE)
    for name in list(places.CITIES)[:count]:
        yield union(f"{name}总工会", UnionKind.CITY, province, name)


def counties(count):
    """The first counties of each city, then the second ones, as far as there are any."""
    known = [
        (turn, city, name)
        for city in of_kind(UnionKind.CITY)
        for turn, (_code, name) in enumerate(places.counties(city.region))
    ]
    for _turn, city, name in sorted(known, key=lambda one: one[0])[:count]:
        yield union(f"{name}总工会", UnionKind.COUNTY, city, city.region)


def townships(count):
    for county, turn in spread(of_kind(UnionKind.COUNTY), count):
        name = words.TOWN_NAMES[(county.id * 7 + turn) % len(words.TOWN_NAMES)]
        kind = words.TOWN_KINDS[turn % len(words.TOWN_KINDS)]
        yield union(f"{name}{kind}总工会", UnionKind.TOWNSHIP, county, county.region)


def company_unions(count):
    towns = of_kind(UnionKind.TOWNSHIP) or of_kind(UnionKind.COUNTY)
    for town, turn in spread(towns, count):
        yield union(f"{company_name(town.id * 7 + turn)}工会委员会", UnionKind.ENTERPRISE, town, town.region)


def company_name(number):
    turn, kind = divmod(number, len(words.COMPANY_KINDS))
    return words.COMPANY_NAMES[turn % len(words.COMPANY_NAMES)] + list(words.COMPANY_KINDS)[kind]


def companies():
    for number, own in enumerate(of_kind(UnionKind.ENTERPRISE)):
        name = own.name.removesuffix("工会委员会")
        yield Enterprise(
            name=name,
            credit_code=credit_code(f"9162{number:013d}"),
            organisation=own,
            ownership=Ownership.PRIVATE,
            industry=words.COMPANY_KINDS[name[2:]],
            has_union=True,
        )


def homes():
    """Companies first; the workers of a township or county itself have no company on the register."""
    own = {company.organisation_id: company.id for company in Enterprise.select().order_by(Enterprise.id)}
    unions = of_kind(UnionKind.ENTERPRISE, UnionKind.TOWNSHIP) or of_kind(UnionKind.COUNTY)
    return [Home(union.id, own.get(union.id), union.region) for union in unions]
