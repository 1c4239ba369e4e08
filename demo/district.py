"""The small office's unions and companies. Places are real, companies and people are made up."""

from datetime import date
from random import Random

from choices import Industry, Ownership, Sex, UnionKind
from demo.ground import DEMO
from demo.people import credit_code, name, phone
from models import Enterprise, Organisation
from operations import bulk, save

DISTRICT = "张掖市甘州区总工会"
SHARED = "党寨镇总工会"  # the township whose register is also a workbook

# (name, kind, superior union)
UNIONS = [
    (DISTRICT, UnionKind.COUNTY, None),
    ("甘浚镇总工会", UnionKind.TOWNSHIP, DISTRICT),
    (SHARED, UnionKind.TOWNSHIP, DISTRICT),
    ("沙井镇总工会", UnionKind.TOWNSHIP, DISTRICT),
    ("东街街道总工会", UnionKind.TOWNSHIP, DISTRICT),
    ("火车站街道总工会", UnionKind.TOWNSHIP, DISTRICT),
    ("甘州区建筑行业工会联合会", UnionKind.INDUSTRY, DISTRICT),
    ("东街商圈工会联合会", UnionKind.JOINT, "东街街道总工会"),
]

# (name, superior union, ownership, industry, staff)
COMPANIES = [
    ("张掖祁连化工有限公司", "火车站街道总工会", Ownership.PRIVATE, Industry.MANUFACTURING, 260),
    ("张掖河西装备制造有限公司", "火车站街道总工会", Ownership.STATE, Industry.MANUFACTURING, 420),
    ("甘州绿野农业科技有限公司", SHARED, Ownership.PRIVATE, Industry.FARMING, 75),
    ("甘州区金穗面业有限公司", "甘浚镇总工会", Ownership.PRIVATE, Industry.MANUFACTURING, 110),
    ("张掖顺达物流有限公司", "沙井镇总工会", Ownership.PRIVATE, Industry.TRANSPORT, 138),
    ("张掖云岭数据标注有限公司", "东街街道总工会", Ownership.PRIVATE, Industry.IT, 96),
    ("甘州区惠民家政服务有限公司", "东街街道总工会", Ownership.COLLECTIVE, Industry.HOUSEHOLD, 64),
    ("张掖黑河建筑工程有限公司", "甘州区建筑行业工会联合会", Ownership.STATE, Industry.BUILDING, 310),
]
WITHOUT_UNION = [
    ("甘州区丹霞客栈", "东街商圈工会联合会", Ownership.PRIVATE, Industry.HOSPITALITY, 18),
    ("甘州区昆仑餐饮店", "东街商圈工会联合会", Ownership.PRIVATE, Industry.HOSPITALITY, 12),
    ("党寨镇新源光伏电站", SHARED, Ownership.FOREIGN, Industry.ENERGY, 27),
]


def build(rng: Random) -> dict[str, Organisation]:
    """Write unions and companies; the unions by name."""
    unions = {}
    own = [(f"{company[0]}工会委员会", UnionKind.ENTERPRISE, company[1]) for company in COMPANIES]
    for number, (title, kind, parent) in enumerate([*UNIONS, *own]):
        unions[title] = save(union(number, title, kind, unions.get(parent), rng), DEMO)
    bulk.load(Enterprise, companies(unions, rng), DEMO)
    return unions


def union(number, title, kind, parent, rng):
    return Organisation(
        name=title,
        kind=kind,
        parent=parent,
        region="甘肃省张掖市甘州区",
        credit_code=credit_code(f"81620702{number:09d}"),
        founded_on=date(1952 if parent is None else rng.randint(1986, 2021), rng.randint(1, 12), 1),
        chair=somebody(rng),
        phone=f"0936-82{number:05d}",
    )


def companies(unions, rng):
    for number, (title, superior, ownership, industry, staff) in enumerate([*COMPANIES, *WITHOUT_UNION]):
        own = unions.get(f"{title}工会委员会")
        yield Enterprise(
            name=title,
            credit_code=credit_code(f"91620702{number:09d}"),
            organisation=own or unions[superior],
            ownership=ownership,
            industry=industry,
            staff=staff,
            has_union=own is not None,
            contact=somebody(rng),
            phone=phone(900_000 + number),
            address=f"张掖市甘州区{superior.removesuffix('总工会')}{number + 1}号",
        )


def somebody(rng):
    """A name for somebody who has no record of their own."""
    return name(1, rng.choice(list(Sex)), rng)
